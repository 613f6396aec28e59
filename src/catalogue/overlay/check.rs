//! Whether what own catalogues forbid leaves every decision something to choose.

use crate::catalogue::{Catalogue, Choice, Decision};
use crate::report::{Code, Diagnostic, Report};
use crate::source::Span;

/// Tells every decision that nothing may decide any more, and every rule of an own catalogue that chooses what is forbidden.
pub(in crate::catalogue) fn check(catalogue: &Catalogue, report: &mut Report) {
    for decision in catalogue.decisions.iter().filter(|decision| forbidden(decision).next().is_some()) {
        if decision.options.iter().all(|option| option.forbidden.is_some()) {
            report.error(nothing_left(decision));
        } else {
            own_rules(decision, report);
            last_rule(decision, report);
        }
    }
}

fn forbidden(decision: &Decision) -> impl Iterator<Item = (&Choice, Span)> {
    decision.options.iter().filter_map(|option| Some((option, option.forbidden.as_ref()?.place)))
}

fn nothing_left(decision: &Decision) -> Diagnostic {
    let mut places: Vec<Span> = forbidden(decision).map(|(_, place)| place).collect();
    places.sort();
    let last = places.pop().unwrap_or(decision.place);
    let diagnostic = fault("nothing-allowed", last, format!("no option of `{}` is left to choose", decision.id));
    let diagnostic =
        places.iter().fold(diagnostic, |diagnostic, place| diagnostic.label(*place, "and this is forbidden"));
    diagnostic.help("leave one of them, or add an option of your own")
}

/// Rules of own catalogues that choose what may not be chosen. Those of archplan are passed over.
fn own_rules(decision: &Decision, report: &mut Report) {
    for rule in decision.defaults.iter().filter(|rule| rule.by.is_some()) {
        let option = &decision.options[rule.choose];
        if let Some(forbidden) = &option.forbidden {
            let message = format!("this rule chooses `{}`, which is forbidden", option.id);
            let diagnostic =
                fault("forbidden-default", rule.place, message).label(forbidden.place, "it is forbidden here");
            report.error(diagnostic.help(format!("choose {}, or allow it", allowed(decision))));
        }
    }
}

/// The rule that decides where no other does, where it is archplan's.
fn last_rule(decision: &Decision, report: &mut Report) {
    let Some(last) = decision.defaults.last().filter(|rule| rule.by.is_none()) else { return };
    let option = &decision.options[last.choose];
    if let Some(forbidden) = &option.forbidden {
        let message = format!("`{}` is what `{}` comes to where no other rule decides", option.id, decision.id);
        let diagnostic = fault("forbidden-default", forbidden.place, message).here("and it is forbidden");
        let diagnostic = diagnostic.label(last.place, "by this rule");
        report.error(diagnostic.help(format!("say under `default` what it comes to instead: {}", allowed(decision))));
    }
}

/// The options that may be chosen, for a sentence.
fn allowed(decision: &Decision) -> String {
    let allowed = decision.options.iter().filter(|option| option.forbidden.is_none());
    allowed.map(|option| format!("`{}`", option.id)).collect::<Vec<_>>().join(" or ")
}

fn fault(name: &'static str, place: Span, message: String) -> Diagnostic {
    Diagnostic::error(Code::new("catalogue", name), place, message)
}
