//! Whether a catalogue holds together.

use super::{Advice, Catalogue, Choice, Constraint, Decision, FACTS, Rule};
use crate::expression::Name;
use crate::report::{Code, Diagnostic, Report};
use crate::source::Span;
use std::collections::BTreeMap;

/// Checks references, rules and texts; tells every fault.
pub(super) fn check(catalogue: &Catalogue, report: &mut Report) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for decision in &catalogue.decisions {
        if let Some(first) = seen.insert(&decision.id, decision.place) {
            let message = format!("the decision `{}` stands in the catalogue twice", decision.id);
            report.error(fault("repeated-decision", decision.place, message).label(first, "it stood here first"));
        }
        Check { catalogue, report }.decision(decision);
    }
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for advice in &catalogue.advice {
        if let Some(first) = seen.insert(&advice.id, advice.place) {
            let message = format!("the advice `{}` stands in the catalogue twice", advice.id);
            let fault = fault("repeated-advice", advice.place, message).label(first, "it stood here first");
            report.error(fault.help("give one of them another id"));
        }
        Check { catalogue, report }.advice(advice);
    }
    for principle in &catalogue.principles {
        for id in principle.decides.iter().filter(|id| catalogue.decision(id).is_none()) {
            let message = format!("the principle `{}` names the decision `{id}`, which is not there", principle.id);
            let known = catalogue.decisions.iter().map(|decision| decision.id.as_str());
            report.error(fault("unknown-decision", principle.place, message).did_you_mean(id, known));
        }
    }
}

struct Check<'a> {
    catalogue: &'a Catalogue,
    report: &'a mut Report,
}

impl Check<'_> {
    fn decision(&mut self, decision: &Decision) {
        // `decided.a_b` must mean one decision only.
        if !is_kebab(&decision.id) || decision.options.iter().any(|option| !is_kebab(&option.id)) {
            self.say("spelling", decision.place, format!("`{}`: ids are lower-case words joined by `-`", decision.id));
        }
        if decision.options.len() < 2 {
            let fault = fault("options", decision.place, format!("`{}` has fewer than two options", decision.id));
            self.report.error(fault.help("add the options that were weighed and turned down, or nothing was decided"));
        }
        if decision.applies.is_some() == decision.otherwise.is_empty() {
            let (has, lacks) =
                if decision.applies.is_some() { ("applies", "otherwise") } else { ("otherwise", "applies") };
            let message = format!("`{}` has `{has}` and no `{lacks}`: they go together", decision.id);
            let help =
                "say under `applies` when the question arises and under `otherwise` what holds where it does not";
            self.report.error(fault("applies", decision.place, message).help(format!("{help}; or leave both out")));
        }
        match decision.defaults.iter().position(|rule| rule.when.is_none()) {
            Some(last) if last + 1 == decision.defaults.len() => {}
            Some(_) => self.say(
                "default",
                decision.place,
                format!("`{}`: rules after the unconditional one never decide", decision.id),
            ),
            None => {
                let message = format!("`{}`: the last rule must have no condition", decision.id);
                let help = "end `default` with what is chosen where nothing else decides: `- { choose: … }`";
                self.report.error(fault("default", decision.place, message).help(help));
            }
        }
        let rules = decision.applies.iter().chain(decision.defaults.iter().filter_map(|rule| rule.when.as_ref()));
        for rule in rules {
            self.rule(rule);
        }
        self.attributes(&decision.serves, decision.place);
        for option in &decision.options {
            self.option(option, decision.place);
        }
    }

    fn advice(&mut self, advice: &Advice) {
        if !is_kebab(&advice.id) {
            self.say("spelling", advice.place, format!("`{}`: ids are lower-case words joined by `-`", advice.id));
        }
        self.rule(&advice.when);
        for id in advice.about.iter().filter(|id| self.catalogue.decision(id).is_none()) {
            self.unknown_decision(id, advice.place);
        }
    }

    /// Ids of quality attributes.
    fn attributes(&mut self, ids: &[String], place: Span) {
        let known = || self.catalogue.qualities.iter().map(|attribute| attribute.id.as_str());
        for id in ids.iter().filter(|id| !known().any(|known| known == id.as_str())) {
            let diagnostic = fault("unknown-quality", place, format!("`{id}` is not a quality attribute"));
            self.report.error(diagnostic.did_you_mean(id, known()));
        }
    }

    fn option(&mut self, option: &Choice, place: Span) {
        self.attributes(&option.serves, place);
        for constraint in option.requires.iter().chain(&option.excludes).chain(&option.implies) {
            self.constraint(constraint);
        }
        for need in &option.needs {
            self.rule(&need.that);
        }
    }

    fn constraint(&mut self, constraint: &Constraint) {
        let Some(other) = self.catalogue.decision(&constraint.decision) else {
            return self.unknown_decision(&constraint.decision, constraint.place);
        };
        for id in constraint.options.iter().filter(|id| other.option(id).is_none()) {
            let message = format!("`{id}` is not an option of `{}`", other.id);
            let known = || other.options.iter().map(|option| option.id.as_str());
            let options = known().map(|option| format!("`{option}`")).collect::<Vec<_>>().join(", ");
            let fault = fault("unknown-option", constraint.place, message).did_you_mean(id, known());
            self.report.error(fault.help(format!("the options are {options}")));
        }
    }

    fn rule(&mut self, rule: &Rule) {
        for name in rule.condition.names() {
            match name {
                Name::Decided(id) | Name::Later(id) if self.catalogue.decision(id).is_none() => {
                    self.unknown_decision(id, rule.place);
                }
                Name::Fact(fact) if !FACTS.contains(&fact.as_str()) && !self.catalogue.figures.contains_key(fact) => {
                    let diagnostic =
                        fault("unknown-fact", rule.place, format!("`facts.{fact}` is not a fact of a spec"));
                    self.report.error(diagnostic.did_you_mean(fact, FACTS.iter().copied()));
                }
                _ => {}
            }
        }
    }

    fn unknown_decision(&mut self, id: &str, place: Span) {
        let known = self.catalogue.decisions.iter().map(|decision| decision.id.as_str());
        let diagnostic = fault("unknown-decision", place, format!("`{id}` is not a decision of the catalogue"));
        self.report.error(diagnostic.did_you_mean(id, known));
    }

    fn say(&mut self, name: &'static str, place: Span, message: String) {
        self.report.error(fault(name, place, message));
    }
}

fn fault(name: &'static str, place: Span, message: String) -> Diagnostic {
    Diagnostic::error(Code::new("catalogue", name), place, message)
}

pub(super) fn is_kebab(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
