//! Names of the spec that only the catalogue knows.

use crate::catalogue::{Catalogue, Standard};
use crate::report::{Code, Diagnostic, Report, nearest};
use crate::source::{Span, Spanned};
use crate::spec::{Choice, Spec};
use std::collections::BTreeSet;

/// Checks the decisions, options and principles that a spec names; tells every fault. Works on a spec with other
/// faults too, so that one run tells all.
pub fn check_names(spec: &Spec, catalogue: &Catalogue, report: &mut Report) {
    let ids = || catalogue.decisions.iter().map(|decision| decision.id.as_str());
    let asked = spec.decisions.iter().filter(|(_, choice)| choice.question.is_some()).map(|(id, _)| id.value.as_str());
    let known: BTreeSet<&str> = ids().chain(asked).collect();
    for (id, choice) in spec.decisions.iter() {
        match (catalogue.decision(id), &choice.question) {
            (Some(_), Some(question)) => own(id, question.span, catalogue, report),
            (Some(known), None) => {
                option(&known.options.iter().map(|option| option.id.as_str()).collect::<Vec<_>>(), id, choice, report)
            }
            (None, None) => unknown_decision(id, ids(), report),
            (None, Some(_)) => {}
        }
        for other in &choice.depends_on {
            if other.value == id.value {
                report.error(fault("circle", other.span, format!("`{}` cannot rest on itself", id.value)));
            } else if !known.contains(other.as_str()) && !other.is_empty() {
                unknown_decision(other, known.iter().copied(), report);
            }
        }
    }
    let stores = spec.recovery.iter().flat_map(|recovery| recovery.stores.iter().map(|(store, _)| store));
    let paid = spec.cost.iter().flat_map(|cost| cost.items.iter().filter_map(|(_, item)| item.decision.as_ref()));
    for id in stores.chain(paid).filter(|id| !id.is_empty() && !known.contains(id.as_str())) {
        unknown_decision(id, known.iter().copied(), report);
    }
    super::names_intent::check(spec, catalogue, &known, report);
    super::advice::check_accepted(spec, catalogue, report);
    attributes(spec, catalogue, report);
    super::standard::stated(spec, catalogue, report);
    let principles: Vec<&str> = catalogue.principles.iter().map(|principle| principle.id.as_str()).collect();
    for principle in spec.principles.iter().filter(|principle| principle.text.is_none() && !principle.id.is_empty()) {
        if !principles.contains(&principle.id.as_str()) {
            let message = format!("`{}` is not a principle of the catalogue", principle.id.value);
            let diagnostic = fault("unknown-principle", principle.id.span, message);
            report.error(match nearest(&principle.id, principles.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!("say what it means: `{{ id: {}, text: … }}`", principle.id.value)),
            });
        }
    }
}

fn attributes(spec: &Spec, catalogue: &Catalogue, report: &mut Report) {
    let known = || catalogue.qualities.iter().map(|attribute| attribute.id.as_str());
    let stated = spec.qualities.iter().filter_map(|(_, quality)| quality.attribute.as_ref());
    for attribute in stated.filter(|attribute| !attribute.is_empty() && !known().any(|id| id == attribute.as_str())) {
        let message = format!("`{}` is not a quality attribute of the catalogue", attribute.value);
        let diagnostic = fault("unknown-attribute", attribute.span, message);
        let all = known().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        report.error(diagnostic.did_you_mean(attribute, known()).help(format!("the attributes are {all}")));
    }
}

fn option(options: &[&str], id: &Spanned<String>, choice: &Choice, report: &mut Report) {
    let chosen = &choice.choose;
    if options.contains(&chosen.as_str()) || chosen.is_empty() {
        return;
    }
    unknown_option(chosen, id, options, report);
}

pub(super) fn unknown_option(option: &Spanned<String>, of: &str, options: &[&str], report: &mut Report) {
    let message = format!("`{}` is not an option of `{of}`", option.value);
    let diagnostic = fault("unknown-option", option.span, message);
    let known = options.iter().map(|option| format!("`{option}`")).collect::<Vec<_>>().join(", ");
    let diagnostic = diagnostic.did_you_mean(option, options.iter().copied());
    report.error(diagnostic.help(format!("the options are {known}")));
}

/// A question of the spec takes the place of the catalogue's, unless a team's standard speaks of that one.
fn own(id: &Spanned<String>, question: Span, catalogue: &Catalogue, report: &mut Report) {
    let speaks = |standard: &&Standard| standard.changes.iter().any(|change| change.decision == id.value);
    match catalogue.standards.iter().find(speaks) {
        Some(standard) => {
            let message = format!("`{}` is asked anew here, but {} decides over it", id.value, standard.title);
            report.error(fault("own-decision", question, message).help("leave `question` and `options` out"));
        }
        None => {
            let message = format!("`{}` takes the place of a decision of the catalogue", id.value);
            let help = "leave `question` and `options` out to take the catalogue's, or name your own otherwise";
            report.warn(fault("own-decision", question, message).help(help));
        }
    }
}

pub(super) fn unknown_decision<'a>(id: &Spanned<String>, known: impl Iterator<Item = &'a str>, report: &mut Report) {
    let diagnostic = fault("unknown-decision", id.span, format!("`{}` is not a decision of the catalogue", id.value));
    report.error(match nearest(id, known) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("a decision of this service alone needs its `question` and `options`"),
    });
}

pub(super) fn fault(name: &'static str, span: Span, message: String) -> Diagnostic {
    Diagnostic::error(Code::new("plan", name), span, message)
}
