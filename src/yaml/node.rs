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
    /// A text without quotes.
    pub fn scalar(text: impl Into<String>, span: Span) -> Self {
        Self { span, at: span, value: Value::Scalar { text: text.into(), plain: true } }
    }

    /// A map without entries.
    pub fn map(span: Span) -> Self {
        Self { span, at: span, value: Value::Map(Vec::new()) }
    }

    /// The value of a key, where it is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.node)
    }

    /// The value of a key, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        let Value::Map(entries) = &mut self.value else { return None };
        entries.iter_mut().find(|entry| entry.key.value == key).map(|entry| &mut entry.node)
    }

    /// The value of a key, put there as an empty map where there is none. What is no map becomes one.
    pub fn map_at(&mut self, key: &str, span: Span) -> &mut Self {
        if !matches!(self.get(key).map(|node| &node.value), Some(Value::Map(_))) {
            self.set(&Spanned::new(key.to_owned(), span), Self::map(span));
        }
        self.get_mut(key).expect("it was put there")
    }

    /// Puts a value under a key, in place of the one that is there. What is no map becomes one.
    pub fn set(&mut self, key: &Spanned<String>, node: Self) {
        if !matches!(self.value, Value::Map(_)) {
            self.value = Value::Map(Vec::new());
        }
        let Value::Map(entries) = &mut self.value else { return };
        match entries.iter_mut().find(|entry| entry.key.value == key.value) {
            Some(entry) => entry.node = node,
            None => entries.push(Entry { key: key.clone(), node }),
        }
    }

    /// Takes a key out of a map, or out of a list the texts that read so and the maps whose `id` does.
    pub fn take_out(&mut self, name: &str) {
        match &mut self.value {
            Value::Map(entries) => entries.retain(|entry| entry.key.value != name),
            Value::List(items) => {
                items.retain(|item| item.text().or(item.get("id").and_then(Self::text)) != Some(name))
            }
            _ => {}
        }
    }

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
