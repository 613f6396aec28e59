//! The tree.

use crate::source::{Span, Spanned};

/// A value with its places.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands; of a collection, its first byte.
    pub span: Span,
    /// Where to point when something is wrong with it as a whole: the key of a collection, else the value.
    pub at: Span,
    /// The value.
    pub value: Value,
}

/// A value.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing, or a plain `null` or `~`.
    Null,
    /// A text, number or truth value: its reader decides. `plain` where it stands without quotes.
    Scalar {
        /// The text after escapes and folding.
        text: String,
        /// Without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map, with every entry as written, repeated keys too.
    Map(Vec<Entry>),
}

/// An entry of a map.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Spanned<String>,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The text, where it is a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// What it is, in words with an article.
    pub fn what(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar { .. } => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a map of keys",
        }
    }
}
