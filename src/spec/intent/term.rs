//! The words of the domain.

use super::Markdown;
use crate::source::Span;
use crate::yaml::{Node, Read, Reader, Schemas, Value, record};

/// What a word means here: the meaning alone, or with what it does not mean.
#[derive(Clone, Debug)]
pub struct Term {
    /// What it means, as Markdown.
    pub meaning: Markdown,
    /// What it is not, though one could think so, as Markdown.
    pub not: Option<Markdown>,
}

record! {
    /// What a word means here.
    struct Meaning("a term") {
        /// What it means, as Markdown.
        meaning: Markdown,
        /// What it is not, though one could think so, as Markdown.
        not: Option<Markdown>,
    }
}

impl Read for Term {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        match node.value {
            Value::Map(_) | Value::Null => {
                let Meaning { meaning, not, .. } = Meaning::read(node, reader);
                Self { meaning, not }
            }
            _ => Self { meaning: Markdown::read(node, reader), not: None },
        }
    }

    fn absent(at: Span) -> Self {
        Self { meaning: Markdown::absent(at), not: None }
    }

    fn schema(schemas: &mut Schemas) -> serde_json::Value {
        serde_json::json!({ "anyOf": [Markdown::schema(schemas), Meaning::schema(schemas)] })
    }
}
