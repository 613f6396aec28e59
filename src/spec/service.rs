//! What the service is.

use crate::source::Span;
use crate::yaml::{Markdown, Node, Read, Reader, Schemas, Text, Value, record};

record! {
    /// What the service is.
    pub struct Service("a service") {
        /// Lower-case words joined by `-`, such as `order-processing`.
        name: Text,
        /// Name for people; made of the name where it is left out.
        title: Option<Text>,
        /// Version of the plan, such as `0.1.0`.
        version: Option<Text>,
        /// The team that owns it.
        owner: Option<Text>,
        /// What it is for, in one or two sentences of Markdown.
        summary: Option<Markdown>,
        /// What it does, each as a sentence of Markdown, alone or with an id.
        responsibilities: Vec<Responsibility>,
        /// What it does not do and leaves to others, its non-goals, as sentences of Markdown.
        out_of_scope: Vec<Markdown>,
    }
}

/// Something that the service does.
#[derive(Clone, Debug)]
pub struct Responsibility {
    /// Id, where it has one.
    pub id: Option<Text>,
    /// What it does, as Markdown.
    pub text: Markdown,
    /// What realises it, where the spec says so.
    pub realised_by: Vec<Text>,
}

record! {
    /// Something that the service does, with an id.
    struct Named("a responsibility") {
        /// Lower-case words joined by `-`.
        id: Text,
        /// What it does, as a sentence of Markdown.
        text: Markdown,
        /// What realises it: operations (`orders.create`), events, entities, fields (`Order.status`); without it, archplan
        /// reads it from the words.
        realised_by: Vec<Text>,
    }
}

impl Read for Responsibility {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        match node.value {
            Value::Map(_) => {
                let named = Named::read(node, reader);
                Self { id: Some(named.id), text: named.text, realised_by: named.realised_by }
            }
            _ => Self { id: None, text: Markdown::read(node, reader), realised_by: Vec::new() },
        }
    }

    fn absent(at: Span) -> Self {
        Self { id: None, text: Markdown::absent(at), realised_by: Vec::new() }
    }

    fn schema(schemas: &mut Schemas) -> serde_json::Value {
        serde_json::json!({ "anyOf": [Markdown::schema(schemas), Named::schema(schemas)] })
    }
}
