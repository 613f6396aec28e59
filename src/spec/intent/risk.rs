//! What may go wrong, and what was left undone.

use super::Markdown;
use crate::source::Spanned;
use crate::yaml::{Text, choices, record};

choices! {
    /// Whether something may happen or is there already.
    pub enum RiskKind("a kind of risk") {
        /// Something that may happen.
        Risk = "risk",
        /// Technical debt: something that was left undone and costs from now on.
        Debt = "debt",
    }
}

choices! {
    /// How likely, or how bad.
    pub enum Level("a level") {
        /// Hardly.
        Low = "low",
        /// To be reckoned with.
        Medium = "medium",
        /// Most of all.
        High = "high",
    }
}

record! {
    /// A risk, or technical debt (arc42, section 11).
    pub struct Risk("a risk") {
        /// What may happen, or what was left undone, as sentences of Markdown.
        statement: Markdown,
        /// A `risk`, where it is left out, or a `debt`.
        kind: Option<Spanned<RiskKind>>,
        /// How likely it is: `low`, `medium` or `high`.
        likelihood: Option<Spanned<Level>>,
        /// How bad it is: `low`, `medium` or `high`.
        impact: Option<Spanned<Level>>,
        /// What is done about it, as Markdown.
        mitigation: Option<Markdown>,
        /// Who sees to it: a name, or the id of a stakeholder.
        owner: Option<Text>,
        /// What it comes from: decisions, integrations, operations, events, entities, fields.
        about: Vec<Text>,
    }
}
