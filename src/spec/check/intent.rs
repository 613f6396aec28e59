//! Goals, stakeholders, constraints, assumptions, scenarios, risks, questions, terms. Names of decisions are held against
//! the catalogue by another room.

use super::{Check, Spelling, clip, fault};
use crate::report::nearest;
use crate::source::{Span, Spanned};
use crate::spec::is_day;
use std::collections::BTreeMap;

/// Longest word of a glossary.
const LONGEST_TERM: usize = 80;

impl Check<'_> {
    pub(super) fn intent(&mut self) {
        self.goals();
        self.stakeholders();
        self.given();
        self.scenarios();
        self.risks();
        self.questions();
        self.glossary();
    }

    fn goals(&mut self) {
        let spec = self.spec;
        let responsibilities = spec.service.responsibilities.iter().filter_map(|r| r.id.as_ref());
        let means: Vec<&str> = responsibilities.map(|id| id.as_str()).chain(spec.qualities.keys()).collect();
        for (id, goal) in spec.goals.iter() {
            self.spelt(id, "a goal", Spelling::Kebab);
            for name in &goal.met_by {
                self.known(name, "a responsibility or a quality of this spec", means.iter().copied());
            }
            for name in &goal.wanted_by {
                self.known(name, "a stakeholder of this spec", spec.stakeholders.keys());
            }
        }
    }

    fn stakeholders(&mut self) {
        let spec = self.spec;
        for (id, _) in spec.stakeholders.iter() {
            self.spelt(id, "a stakeholder", Spelling::Kebab);
        }
    }

    fn given(&mut self) {
        let spec = self.spec;
        for (id, constraint) in spec.constraints.iter() {
            self.spelt(id, "a constraint", Spelling::Kebab);
            for (decision, _) in constraint.settles.iter().filter(|(_, options)| options.0.is_empty()) {
                let message = format!("this leaves no option for `{}`", clip(decision));
                self.say(fault("constraint", decision.span, message).help("name the options that it leaves"));
            }
        }
        for (id, assumption) in spec.assumptions.iter() {
            self.spelt(id, "an assumption", Spelling::Kebab);
            self.person(assumption.watched_by.as_ref());
        }
    }

    fn scenarios(&mut self) {
        let spec = self.spec;
        let elements = if spec.scenarios.is_empty() { Vec::new() } else { spec.element_names() };
        for (id, scenario) in spec.scenarios.iter() {
            self.spelt(id, "a scenario", Spelling::Kebab);
            if let Some(quality) = &scenario.quality {
                self.known(quality, "a quality of this spec", spec.qualities.keys());
            }
            if let Some(artifact) = scenario.artifact.as_ref().filter(|artifact| is_name_of_an_element(artifact)) {
                let known = elements.iter().map(String::as_str);
                self.known(artifact, "an operation, event, entity or field of this spec", known);
            }
        }
    }

    fn risks(&mut self) {
        let spec = self.spec;
        for (id, risk) in spec.risks.iter() {
            self.spelt(id, "a risk", Spelling::Kebab);
            self.person(risk.owner.as_ref());
        }
    }

    fn questions(&mut self) {
        let spec = self.spec;
        for (id, question) in spec.questions.iter() {
            self.spelt(id, "a question", Spelling::Kebab);
            self.person(question.decides.as_ref());
            if let Some(day) = &question.by {
                self.day(day);
            }
        }
    }

    fn glossary(&mut self) {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for (term, _) in self.spec.glossary.iter() {
            let word = term.trim();
            if word.is_empty() {
                self.fault("spelling", term.span, "a term has at least one letter");
            } else if word.chars().count() > LONGEST_TERM {
                let message = format!("this term is longer than {LONGEST_TERM} characters");
                self.say(
                    fault("spelling", term.span, message)
                        .help("give the word alone here, and say the rest in its meaning"),
                );
            }
            if let Some(first) = seen.insert(word.to_lowercase(), term.span) {
                let message = format!("the term `{}` stands here a second time", clip(word));
                self.say(fault("repeated-name", term.span, message).label(first, "it stood here first"));
            }
        }
    }

    pub(super) fn day(&mut self, day: &Spanned<String>) -> bool {
        let is_day = is_day(day);
        if !is_day && !day.is_empty() {
            let message = format!("`{}` is not a day of the calendar", clip(day));
            self.say(fault("day", day.span, message).help("write year, month and day, such as `2026-01-31`"));
        }
        is_day
    }

    /// People go by any name; one that is nearly the id of a stakeholder was probably meant to be it.
    fn person(&mut self, name: Option<&Spanned<String>>) {
        let Some(name) = name else { return };
        let known: Vec<&str> = self.spec.stakeholders.keys().collect();
        if known.contains(&name.as_str()) || !super::names::is_kebab(name) {
            return;
        }
        if let Some(near) = nearest(name, known) {
            let message = format!("`{}` is not a stakeholder of this spec", clip(name));
            let diagnostic = fault("unknown-name", name.span, message).help(format!("did you mean `{near}`?"));
            self.say(diagnostic.help("write the name in words where somebody else is meant"));
        }
    }
}

/// Whether a text has the form of an element's name: `orders.create`, `Order.status`, `OrderCreated`. Words with a blank
/// between them, and a plain word such as `Checkout`, are words.
fn is_name_of_an_element(text: &str) -> bool {
    let is_word =
        |part: &str| super::names::is_snake(part) || super::names::is_kebab(part) || super::names::is_camel(part);
    let humps = || text.chars().skip(1).any(|c| c.is_ascii_uppercase()) && text.chars().any(|c| c.is_ascii_lowercase());
    match text.split_once('.') {
        Some((outer, inner)) => is_word(outer) && is_word(inner),
        None => super::names::is_camel(text) && humps(),
    }
}
