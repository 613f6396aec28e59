//! What is not for the team to decide, and what it takes for granted.

use super::Markdown;
use crate::source::Spanned;
use crate::yaml::{Map, Several, Text, choices, record};

choices! {
    /// Where a constraint comes from.
    pub enum ConstraintKind("a kind of constraint") {
        /// Machines, software, networks.
        Technical = "technical",
        /// Teams, budgets, dates, ways of working.
        Organisational = "organisational",
        /// Laws and contracts.
        Legal = "legal",
    }
}

record! {
    /// Something that the team cannot change (arc42, section 2).
    pub struct Constraint("a constraint") {
        /// Where it comes from: `technical`, `organisational` or `legal`.
        kind: Spanned<ConstraintKind>,
        /// What it asks, as a sentence of Markdown.
        statement: Markdown,
        /// Why it binds the service, as sentences of Markdown.
        because: Markdown,
        /// The decisions that it settles: for each the option that it leaves, or a list of them. A decision that the spec
        /// leaves open is made so; one that says otherwise is refused.
        settles: Map<Several<Text>>,
    }
}

record! {
    /// Something that is taken for granted and may turn out to be wrong.
    pub struct Assumption("an assumption") {
        /// What is taken for granted, as a sentence of Markdown.
        statement: Markdown,
        /// What would show that it is wrong, as Markdown.
        wrong_when: Option<Markdown>,
        /// Who watches for that: a name, or the id of a stakeholder.
        watched_by: Option<Text>,
        /// Ids of the decisions that rest on it.
        supports: Vec<Text>,
    }
}
