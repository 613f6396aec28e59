//! Decisions that constraints, assumptions, questions and risks name.

use super::names::{fault, unknown_decision};
use crate::catalogue::Catalogue;
use crate::report::Report;
use crate::source::Spanned;
use crate::spec::Spec;
use crate::yaml::Text;
use std::collections::BTreeSet;

/// Tells every name that is no decision, no option or no element; `known` are the ids of all decisions.
pub(super) fn check(spec: &Spec, catalogue: &Catalogue, known: &BTreeSet<&str>, report: &mut Report) {
    let mut decisions = |names: &[Text]| {
        for name in names.iter().filter(|name| !name.is_empty() && !known.contains(name.as_str())) {
            unknown_decision(name, known.iter().copied(), report);
        }
    };
    spec.assumptions.iter().for_each(|(_, assumption)| decisions(&assumption.supports));
    spec.questions.iter().for_each(|(_, question)| decisions(&question.blocks));
    for (_, constraint) in spec.constraints.iter() {
        for (decision, options) in constraint.settles.iter() {
            if !known.contains(decision.as_str()) {
                unknown_decision(decision, known.iter().copied(), report);
                continue;
            }
            settles(spec, catalogue, decision, &options.0, report);
        }
    }
    origins(spec, known, report);
}

fn settles(spec: &Spec, catalogue: &Catalogue, decision: &Spanned<String>, options: &[Text], report: &mut Report) {
    let own = spec.decisions.get(decision).filter(|choice| choice.question.is_some());
    let known: Vec<&str> = match (own, catalogue.decision(decision)) {
        (Some(choice), _) => choice.options.keys().collect(),
        (None, Some(decision)) => decision.options.iter().map(|option| option.id.as_str()).collect(),
        (None, None) => return,
    };
    for option in options.iter().filter(|option| !option.is_empty() && !known.contains(&option.as_str())) {
        super::names::unknown_option(option, decision, &known, report);
    }
}

/// What risks come from: decisions and elements.
fn origins(spec: &Spec, decisions: &BTreeSet<&str>, report: &mut Report) {
    if spec.risks.is_empty() {
        return;
    }
    let mut known: BTreeSet<String> = decisions.iter().map(|id| (*id).to_owned()).collect();
    known.extend(spec.integrations.keys().map(str::to_owned));
    known.extend(spec.element_names());
    for name in spec.risks.iter().flat_map(|(_, risk)| &risk.about).filter(|name| !name.is_empty()) {
        if !known.contains(name.as_str()) {
            let message = format!("`{}` is neither a decision nor an element of this spec", name.value);
            let help = "name a decision, an integration, an operation, an event, an entity or a field";
            let diagnostic = fault("unknown-decision", name.span, message);
            report.error(diagnostic.did_you_mean(name, known.iter().map(String::as_str)).help(help));
        }
    }
}
