//! Elements of a spec by kind and name, and whether the spec has them.

use crate::report::{Code, Diagnostic, Report, nearest};
use crate::source::Spanned;
use crate::spec::Spec;
use crate::yaml::choices;
use std::fmt;

choices! {
    /// What can be taken out of a spec.
    pub enum Kind("a kind of element") {
        /// An entity.
        Entity = "entity",
        /// A field, as `Entity.field`.
        Field = "field",
        /// A relationship, as `Entity.name` from the side that has the others.
        Relationship = "relationship",
        /// A resource of the API.
        Resource = "resource",
        /// An operation, as `resource.name`.
        Operation = "operation",
        /// A role of callers.
        Role = "role",
        /// An event, published or consumed.
        Event = "event",
        /// A system around the service.
        Integration = "integration",
        /// A measurable goal.
        Quality = "quality",
        /// A principle.
        Principle = "principle",
        /// A responsibility, by its id or its position (`r1`).
        Responsibility = "responsibility",
        /// A choice of the spec, its own decisions among them.
        Decision = "decision",
        /// Something that the service is there to reach.
        Goal = "goal",
        /// Somebody who has a stake in the service.
        Stakeholder = "stakeholder",
        /// Something that the team cannot change.
        Constraint = "constraint",
        /// Something that is taken for granted.
        Assumption = "assumption",
        /// A quality scenario.
        Scenario = "scenario",
        /// A risk, or technical debt.
        Risk = "risk",
        /// A question that is not decided.
        Question = "question",
    }
}

/// An element of a spec.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Element {
    /// What it is.
    pub kind: Kind,
    /// Its name, such as `Order` or `Order.status`.
    pub name: String,
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", Kind::WORDS[self.kind as usize], self.name)
    }
}

impl Element {
    pub(super) fn new(kind: Kind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into() }
    }

    /// What is inside another one, such as a field of an entity.
    pub(super) fn of(kind: Kind, outer: &str, inner: &str) -> Self {
        Self { kind, name: format!("{outer}.{inner}") }
    }
}

/// The names of all elements of a kind, in the order of the spec.
pub(super) fn names(kind: Kind, spec: &Spec) -> Vec<String> {
    let owned = |names: &mut dyn Iterator<Item = &str>| names.map(str::to_owned).collect::<Vec<_>>();
    match kind {
        Kind::Entity => owned(&mut spec.data.entities.keys()),
        Kind::Field => {
            let entities = spec.data.entities.iter();
            entities
                .flat_map(|(name, entity)| entity.fields.keys().map(move |field| format!("{}.{field}", name.value)))
                .collect()
        }
        Kind::Relationship => spec.data.relationships.iter().filter_map(relationship).collect(),
        Kind::Resource => owned(&mut spec.api.resources.keys()),
        Kind::Operation => {
            let resources = spec.api.resources.iter();
            resources
                .flat_map(|(name, resource)| resource.operations.0.keys().map(move |of| format!("{}.{of}", name.value)))
                .collect()
        }
        Kind::Role => owned(&mut spec.api.roles.keys()),
        Kind::Event => owned(&mut spec.events.publishes.keys().chain(spec.events.consumes.keys())),
        Kind::Integration => owned(&mut spec.integrations.keys()),
        Kind::Quality => owned(&mut spec.qualities.keys()),
        Kind::Principle => owned(&mut spec.principles.iter().map(|principle| principle.id.as_str())),
        Kind::Responsibility => {
            let all = spec.service.responsibilities.iter().enumerate();
            all.map(|(i, of)| of.id.as_ref().map_or_else(|| format!("r{}", i + 1), |id| id.value.clone())).collect()
        }
        Kind::Decision => owned(&mut spec.decisions.keys()),
        Kind::Goal => owned(&mut spec.goals.keys()),
        Kind::Stakeholder => owned(&mut spec.stakeholders.keys()),
        Kind::Constraint => owned(&mut spec.constraints.keys()),
        Kind::Assumption => owned(&mut spec.assumptions.keys()),
        Kind::Scenario => owned(&mut spec.scenarios.keys()),
        Kind::Risk => owned(&mut spec.risks.keys()),
        Kind::Question => owned(&mut spec.questions.keys()),
    }
}

/// The name of a relationship as an element.
pub(super) fn relationship(relationship: &crate::spec::Relationship) -> Option<String> {
    Some(format!("{}.{}", relationship.from.value, relationship.name_of()?))
}

/// An element that a change removes must be there.
pub(super) fn check_known(element: &Spanned<Element>, spec: &Spec, report: &mut Report) {
    let names = names(element.kind, spec);
    if names.contains(&element.name) {
        return;
    }
    let message = format!("this spec has no `{}`", element.value);
    let fault = Diagnostic::error(Code::new("spec", "unknown-name"), element.span, message);
    let word = Kind::WORDS[element.kind as usize];
    report.error(match nearest(&element.name, names.iter().map(String::as_str)) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None if names.is_empty() => fault.help(format!("it has nothing of the kind `{word}`")),
        None => fault.help(format!("it has {}", list(&names))),
    });
}

/// A decision that a change leaves open must be chosen by the spec, and must be one that archplan can decide.
pub(super) fn check_stated(decision: &Spanned<String>, spec: &Spec, report: &mut Report) {
    let fault = |name, message| Diagnostic::error(Code::new("spec", name), decision.span, message);
    match spec.decisions.get(decision) {
        Some(choice) if choice.question.is_some() => {
            let message = format!("`{}` is a decision of this spec alone: nobody else can decide it", decision.value);
            let help = format!("choose one of its options, or write `remove decision:{}`", decision.value);
            report.error(fault("own-decision", message).help(help));
        }
        Some(_) => {}
        None => {
            let message = format!("this spec does not decide `{}`, so it is open already", decision.value);
            let fault = fault("unknown-name", message);
            report.error(match nearest(decision, spec.decisions.keys()) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help("leave this change out"),
            });
        }
    }
}

fn list(names: &[String]) -> String {
    let shown: Vec<_> = names.iter().take(12).map(|name| format!("`{name}`")).collect();
    if names.len() > 12 { format!("{}, and {} more", shown.join(", "), names.len() - 12) } else { shown.join(", ") }
}
