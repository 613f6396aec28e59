//! Ids of the sections that stand for decisions and elements. They are part of the product: people link to them.

use crate::plan::Decision;
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
