//! Ids of the sections that stand for decisions and elements. They are part of the product: people link to them.

use crate::plan::{Decision, NodeId, Plan};
use renderers::document::{Inline, Inlines, SectionId, Target, text};

/// The section of a decision.
pub(crate) fn decision(id: &str) -> SectionId {
    SectionId::new(&format!("decision-{id}"))
}

/// The section of the decisions of an area.
pub(super) fn area(id: &str) -> SectionId {
    SectionId::new(&format!("decisions-{id}"))
}

/// The section of an entity.
pub(super) fn entity(name: &str) -> SectionId {
    SectionId::new(&format!("entity-{name}"))
}

/// The section of a resource.
pub(super) fn resource(name: &str) -> SectionId {
    SectionId::new(&format!("resource-{name}"))
}

/// The section of an operation, by its id `resource.name`.
pub(super) fn operation(id: &str) -> SectionId {
    SectionId::new(&format!("operation-{id}"))
}

/// The section of an event.
pub(super) fn event(name: &str) -> SectionId {
    SectionId::new(&format!("event-{name}"))
}

/// Words that lead to a section.
pub(super) fn link(to: SectionId, words: impl Into<String>) -> Inline {
    Inline::Link(Target::Section(to), text(words))
}

/// A name from code that leads to a section.
pub(super) fn code_link(to: SectionId, name: impl Into<String>) -> Inline {
    Inline::Link(Target::Section(to), vec![Inline::Code(name.into())])
}

/// A node of the plan by its name, leading to where it is told of.
pub(super) fn node(plan: &Plan, node: &NodeId) -> Inlines {
    let listed = |section: &str, id: &str| vec![code_link(SectionId::new(section), id)];
    match node {
        NodeId::Decision(id) => match plan.decision(id) {
            Some(decision) if decision.chosen().is_some() => decision_link(decision),
            Some(decision) => text(decision.title.as_str()),
            None => vec![Inline::Code(id.clone())],
        },
        NodeId::Entity(name) => vec![code_link(entity(name), name.as_str())],
        NodeId::Field(name) => {
            let (of, _) = name.split_once('.').unwrap_or((name, ""));
            vec![code_link(entity(of), name.as_str())]
        }
        NodeId::Operation(id) => vec![code_link(operation(id), id.as_str())],
        NodeId::Event(name) => vec![code_link(event(name), name.as_str())],
        NodeId::Integration(id) => {
            let system = plan.integrations.iter().find(|system| system.id == *id);
            vec![link(SectionId::new("context"), system.map_or(id.as_str(), |system| system.title.as_str()))]
        }
        NodeId::Responsibility(id) => listed("responsibilities", id),
        NodeId::Quality(id) => listed("goals", id),
        NodeId::Goal(id) => listed("service-goals", id),
        NodeId::Stakeholder(id) => listed("stakeholders", id),
        NodeId::Constraint(id) => listed("constraints", id),
        NodeId::Assumption(id) => listed("assumptions", id),
        NodeId::Scenario(id) => listed("scenarios", id),
        NodeId::Principle(id) => listed("principles", id),
        NodeId::Question(id) => listed("open-questions", id),
        NodeId::Risk(id) => listed("risks", id),
        NodeId::Relationship(id) => vec![Inline::Code(id.clone())],
    }
}

/// A decision by its title, leading to it.
pub(super) fn decision_name(decision: &Decision) -> Inlines {
    vec![link(self::decision(decision.id.as_str()), decision.title.as_str())]
}

/// A decision by its title, leading to it where it has a section: where it applies.
pub(super) fn decision_name_where_shown(decision: &Decision) -> Inlines {
    if decision.chosen().is_some() { decision_name(decision) } else { text(decision.title.as_str()) }
}

/// A decision by its title, leading to it, with the chosen option's title: `Database: PostgreSQL`.
pub(super) fn decision_link(decision: &Decision) -> Inlines {
    let mut line = decision_name(decision);
    if let Some(option) = decision.chosen() {
        line.push(Inline::Text(format!(": {}", option.title)));
    }
    line
}
