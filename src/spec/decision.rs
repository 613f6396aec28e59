//! Choices that the spec makes.

use crate::source::{Span, Spanned};
use crate::yaml::{Map, Markdown, Node, Read, Reader, Schemas, Text, Value, choices, record};

choices! {
    /// When something is built.
    pub enum Phase("a phase") {
        /// In this release.
        Now = "now",
        /// Planned and documented, not generated yet.
        Later = "later",
    }
}

/// A choice: an option, alone or with its reason; or a decision of this service alone, with its own question.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The chosen option.
    pub choose: Text,
    /// Why, as sentences of Markdown.
    pub because: Option<Markdown>,
    /// Ids of the qualities it serves.
    pub serves: Vec<Text>,
    /// When it is built.
    pub phase: Option<Spanned<Phase>>,
    /// Short name, of an own decision.
    pub title: Option<Text>,
    /// The question, of an own decision.
    pub question: Option<Text>,
    /// The options, of an own decision.
    pub options: Map<OwnOption>,
    /// Ids of the decisions that it rests on.
    pub depends_on: Vec<Text>,
}

record! {
    /// A choice with its reason. With a question and options it is a decision of this service alone.
    struct Reasoned("a choice") {
        /// The chosen option.
        choose: Text,
        /// Why, as sentences of Markdown.
        because: Option<Markdown>,
        /// Ids of the qualities that it serves.
        serves: Vec<Text>,
        /// When it is built: now, or later (planned and documented, not generated yet).
        phase: Option<Spanned<Phase>>,
        /// Own decision only: short name for tables.
        title: Option<Text>,
        /// Own decision only: the question.
        question: Option<Text>,
        /// Own decision only: the options by id.
        options: Map<OwnOption>,
        /// Ids of the decisions that it rests on.
        depends_on: Vec<Text>,
    }
}

record! {
    /// An option of a decision of this service alone.
    pub struct OwnOption("an option") {
        /// Name for people.
        title: Option<Text>,
        /// When one takes it, as a sentence of Markdown.
        reason: Option<Markdown>,
        /// What is good about it, as sentences of Markdown.
        good: Vec<Markdown>,
        /// What is neither good nor bad, as sentences of Markdown.
        neutral: Vec<Markdown>,
        /// What is bad about it, as sentences of Markdown.
        bad: Vec<Markdown>,
    }
}

impl Read for Choice {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        match node.value {
            Value::Map(_) => {
                let Reasoned { choose, because, serves, phase, title, question, options, depends_on, .. } =
                    Reasoned::read(node, reader);
                Self { choose, because, serves, phase, title, question, options, depends_on }
            }
            _ => {
                let choose = Text::read(node, reader);
                Self { choose, ..Self::absent(node.span) }
            }
        }
    }

    fn absent(at: Span) -> Self {
        Self {
            choose: Text::absent(at),
            because: None,
            serves: Vec::new(),
            phase: None,
            title: None,
            question: None,
            options: Map::default(),
            depends_on: Vec::new(),
        }
    }

    fn schema(schemas: &mut Schemas) -> serde_json::Value {
        serde_json::json!({ "anyOf": [Text::schema(schemas), Reasoned::schema(schemas)] })
    }
}
