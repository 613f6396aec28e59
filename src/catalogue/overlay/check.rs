//! Whether what own catalogues forbid leaves every decision something to choose.

use crate::catalogue::{Catalogue, Decision, Said};
use crate::report::{Code, Diagnostic, Report};
use crate::source::Span;
use std::collections::BTreeMap;

/// Tells every decision that nothing may decide any more, and every rule that chooses what its own catalogue, or one
/// below it, forbids.
pub(in crate::catalogue) fn check(catalogue: &Catalogue, report: &mut Report) {
    let levels = catalogue.standards.iter().enumerate().map(|(i, standard)| (standard.title.as_str(), i));
    let levels: BTreeMap<&str, usize> = levels.collect();
    for decision in &catalogue.decisions {
        let forbidden = decision.options.iter().filter(|option| option.forbidden.is_some()).count();
        if forbidden == decision.options.len() {
            report.error(nothing_left(decision));
        } else if forbidden > 0 {
            rules(decision, &levels, report);
        }
    }
}

fn nothing_left(decision: &Decision) -> Diagnostic {
    let forbidden = decision.options.iter().filter_map(|option| option.forbidden.as_ref());
    let mut places: Vec<Span> = forbidden.map(|said| said.place).collect();
    places.sort();
    places.dedup();
    let last = places.pop().unwrap_or(decision.place);
    let diagnostic = fault("nothing-allowed", last, format!("no option of `{}` is left to choose", decision.id));
    let diagnostic = places.iter().fold(diagnostic, |told, place| told.label(*place, "others are forbidden here"));
    diagnostic.help("leave one of them, or add an option of your own")
}

/// Rules that choose what is forbidden. One of a catalogue below the ban is passed over when decisions are made; it
/// is a fault only where no other rule would decide.
fn rules(decision: &Decision, levels: &BTreeMap<&str, usize>, report: &mut Report) {
    let level = |title: &str| levels.get(title).copied();
    for (i, rule) in decision.defaults.iter().enumerate() {
        let option = &decision.options[rule.choose];
        let Some(forbidden) = &option.forbidden else { continue };
        let is_below = rule.by.as_deref().and_then(level) < level(&forbidden.by);
        if !is_below {
            let message = format!("this rule chooses `{}`, which is forbidden", option.id);
            let diagnostic = fault("forbidden-default", rule.place, message).label(forbidden.place, "this forbids it");
            report.error(diagnostic.help(format!("choose {}, or allow it", allowed(decision))));
        } else if i + 1 == decision.defaults.len() {
            report.error(last_rule(decision, &option.id, rule.place, forbidden));
        }
    }
}

fn last_rule(decision: &Decision, option: &str, rule: Span, forbidden: &Said) -> Diagnostic {
    let message = format!("`{option}` is what `{}` comes to where no other rule decides", decision.id);
    let diagnostic = fault("forbidden-default", forbidden.place, message).here("this forbids it");
    let diagnostic = diagnostic.label(rule, "this rule chooses it");
    diagnostic.help(format!("say under `default` what it comes to instead: {}", allowed(decision)))
}

/// The options that may be chosen, for a sentence.
fn allowed(decision: &Decision) -> String {
    let allowed = decision.options.iter().filter(|option| option.forbidden.is_none());
    allowed.map(|option| format!("`{}`", option.id)).collect::<Vec<_>>().join(" or ")
}

fn fault(name: &'static str, place: Span, message: String) -> Diagnostic {
    Diagnostic::error(Code::new("catalogue", name), place, message)
}
