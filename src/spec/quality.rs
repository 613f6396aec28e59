//! Goals and principles.

use super::running::{Quantity, Share, Time};
use crate::source::{Span, Spanned};
use crate::yaml::{Markdown, Node, Number, Read, Reader, Schemas, Text, Value, choices, record};

choices! {
    /// What an alert does.
    pub enum Severity("a severity") {
        /// It wakes somebody up.
        Page = "page",
        /// It waits until the next working day.
        Ticket = "ticket",
    }
}

record! {
    /// A measurable goal.
    pub struct Quality("a quality") {
        /// The goal as a sentence of Markdown.
        statement: Markdown,
        /// The quality attribute that it is about, where its id does not say so: `performance-efficiency`, `reliability`.
        attribute: Option<Text>,
        /// The metric that shows it.
        metric: Option<Text>,
        /// The quantile of the metric that counts, between 0 and 1.
        quantile: Option<Spanned<Number>>,
        /// The metric must stay below this.
        below: Option<Spanned<Number>>,
        /// The metric must stay above this.
        above: Option<Spanned<Number>>,
        /// The share of requests or of time that must be good, such as `99.9 %`; read from `quantile` or `above` where it is
        /// left out.
        objective: Option<Quantity<Share>>,
        /// The time over which the objective is held, such as `30 days`.
        window: Option<Quantity<Time>>,
        /// The most that its alerts may do: `page`, or `ticket` where nobody is to be woken up for it.
        severity: Option<Spanned<Severity>>,
        /// What to do when its alert comes, as Markdown.
        on_alert: Option<Markdown>,
    }
}

/// A principle: an id of the catalogue, or the spec's own with a text.
#[derive(Clone, Debug)]
pub struct Principle {
    /// Lower-case words joined by `-`.
    pub id: Text,
    /// What it means, as Markdown, where the spec says so.
    pub text: Option<Markdown>,
}

record! {
    /// A principle of this service alone.
    struct Own("a principle") {
        /// Lower-case words joined by `-`.
        id: Text,
        /// What it means for this service, as a sentence of Markdown.
        text: Markdown,
    }
}

impl Read for Principle {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        match node.value {
            Value::Map(_) => {
                let own = Own::read(node, reader);
                Self { id: own.id, text: Some(own.text) }
            }
            _ => Self { id: Text::read(node, reader), text: None },
        }
    }

    fn absent(at: Span) -> Self {
        Self { id: Text::absent(at), text: None }
    }

    fn schema(schemas: &mut Schemas) -> serde_json::Value {
        serde_json::json!({ "anyOf": [Text::schema(schemas), Own::schema(schemas)] })
    }
}
