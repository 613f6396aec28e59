//! Reading types from nodes: total, every fault told.

use super::node::{Entry, Node, Value};
use super::scalars::Text;
use super::schema::Schemas;
use crate::report::{Code, Diagnostic, Report};
use crate::source::{Span, Spanned};

/// A type that is read from a node and described as JSON Schema.
pub trait Read: Sized {
    /// Whether a record must have it.
    const REQUIRED: bool = true;

    /// Reads it. A fault is reported, and something harmless stands in for the value.
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self;

    /// What stands in for a value that is not there.
    fn absent(at: Span) -> Self;

    /// Describes it, as a JSON Schema (draft 2020-12).
    fn schema(schemas: &mut Schemas) -> serde_json::Value;
}

/// What reading needs: where faults go, and under which room's name.
pub struct Reader<'a> {
    /// Where faults go.
    pub report: &'a mut Report,
    /// The room whose language is read: first part of the codes.
    pub room: &'static str,
    /// The texts read so far that are Markdown, in the order of the fields.
    pub prose: Vec<Text>,
}

/// Entries in the order of the file, by a key that a person chose.
#[derive(Clone, Debug)]
pub struct Map<T> {
    entries: Vec<(Spanned<String>, T)>,
}

/// One, or a list of them.
#[derive(Clone, Debug)]
pub struct Several<T>(pub Vec<T>);

/// The entries of a record, while it is read.
pub struct Keys<'n> {
    what: &'static str,
    at: Span,
    entries: Vec<(&'static str, &'n Node)>,
    is_map: bool,
}

impl<'a> Reader<'a> {
    /// Nothing read yet.
    pub fn new(report: &'a mut Report, room: &'static str) -> Self {
        Self { report, room, prose: Vec::new() }
    }

    /// Reports a fault of the language that is read.
    pub fn fault(&mut self, name: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(Code::new(self.room, name), span, message)
    }

    /// Reports that something else was expected.
    pub fn expected(&mut self, expected: &str, node: &Node) {
        let found = match &node.value {
            Value::Scalar { text, .. } if text.chars().count() <= 40 => format!("`{text}`"),
            _ => node.what().to_owned(),
        };
        let fault = self.fault("wrong-kind", node.at, format!("expected {expected}, found {found}"));
        self.report.error(fault);
    }

    /// Opens a record: reports keys that are unknown or repeated.
    pub fn keys<'n>(&mut self, node: &'n Node, what: &'static str, known: &'static [&'static str]) -> Keys<'n> {
        let mut keys = Keys { what, at: node.at, entries: Vec::new(), is_map: true };
        let entries: &[Entry] = match &node.value {
            Value::Map(entries) => entries,
            Value::Null => &[],
            _ => {
                self.expected(
                    &format!("{what} with keys such as `{}`", known.first().copied().unwrap_or_default()),
                    node,
                );
                keys.is_map = false;
                &[]
            }
        };
        let mut seen: std::collections::BTreeMap<&'static str, Span> = std::collections::BTreeMap::new();
        for entry in entries {
            let Some(key) = known.iter().find(|key| **key == entry.key.value.as_str()) else {
                self.unknown_key(entry, what, known);
                continue;
            };
            match seen.insert(key, entry.key.span) {
                Some(first) => self.repeated(&entry.key, first),
                None => keys.entries.push((key, &entry.node)),
            }
        }
        keys
    }

    fn unknown_key(&mut self, entry: &Entry, what: &str, known: &[&str]) {
        let name = entry.key.value.as_str();
        let fault = self.fault("unknown-key", entry.key.span, format!("{what} has no key `{name}`"));
        let fault = match crate::report::nearest(name, known.iter().copied()) {
            Some(_) => fault.did_you_mean(name, known.iter().copied()),
            None => fault.help(format!("{what} has the keys {}", list(known))),
        };
        self.report.error(fault);
    }

    fn repeated(&mut self, key: &Spanned<String>, first: Span) {
        let fault = self.fault("repeated-key", key.span, format!("the key `{}` stands here a second time", key.value));
        self.report.error(fault.label(first, "it stood here first").help("keep one of the two"));
    }
}

impl Keys<'_> {
    /// Takes the value of a key; reports it where it must be there and is not.
    pub fn take<T: Read>(&mut self, key: &'static str, reader: &mut Reader<'_>) -> T {
        if let Some((_, node)) = self.entries.iter().find(|(known, _)| *known == key) {
            return T::read(node, reader);
        }
        if T::REQUIRED && self.is_map {
            let fault = reader.fault("missing-key", self.at, format!("{} needs the key `{key}`", self.what));
            reader.report.error(fault);
        }
        T::absent(self.at)
    }
}

/// Names in backticks, joined by commas.
pub(super) fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

impl<T> Map<T> {
    /// The entries in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&Spanned<String>, &T)> {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// The keys in the order of the file.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(key, _)| key.value.as_str())
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.entries.iter().find(|(known, _)| known.value == key).map(|(_, value)| value)
    }

    /// The value of a key, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut T> {
        self.entries.iter_mut().find(|(known, _)| known.value == key).map(|(_, value)| value)
    }

    /// The entries in the order of the file, their values to change.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Spanned<String>, &mut T)> {
        self.entries.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// Puts an entry behind the others; its key must be new.
    pub fn push(&mut self, key: Spanned<String>, value: T) {
        self.entries.push((key, value));
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T> FromIterator<(Spanned<String>, T)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (Spanned<String>, T)>>(entries: I) -> Self {
        Self { entries: entries.into_iter().collect() }
    }
}

impl<T: Read> Read for Map<T> {
    const REQUIRED: bool = false;

    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        let entries = match &node.value {
            Value::Map(entries) => entries.as_slice(),
            Value::Null => &[],
            _ => {
                reader.expected("a map of names", node);
                &[]
            }
        };
        let mut seen = std::collections::BTreeMap::new();
        let mut map = Self::default();
        for Entry { key, node } in entries {
            if let Some(first) = seen.insert(key.value.as_str(), key.span) {
                reader.repeated(key, first);
                continue;
            }
            map.entries.push((key.clone(), T::read(node, reader)));
        }
        map
    }

    fn absent(_: Span) -> Self {
        Self::default()
    }

    fn schema(schemas: &mut Schemas) -> serde_json::Value {
        serde_json::json!({ "type": ["object", "null"], "additionalProperties": T::schema(schemas) })
    }
}

impl<T: Read> Read for Vec<T> {
    const REQUIRED: bool = false;

    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        match &node.value {
            Value::List(items) => items.iter().map(|item| T::read(item, reader)).collect(),
            Value::Null => Self::new(),
            _ => {
                reader.expected("a list", node);
                Self::new()
            }
        }
    }

    fn absent(_: Span) -> Self {
        Self::new()
    }

    fn schema(schemas: &mut Schemas) -> serde_json::Value {
        serde_json::json!({ "type": ["array", "null"], "items": T::schema(schemas) })
    }
}

impl<T: Read> Read for Several<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        match &node.value {
            Value::List(items) => Self(items.iter().map(|item| T::read(item, reader)).collect()),
            _ => Self(vec![T::read(node, reader)]),
        }
    }

    fn absent(_: Span) -> Self {
        Self(Vec::new())
    }

    fn schema(schemas: &mut Schemas) -> serde_json::Value {
        let one = T::schema(schemas);
        serde_json::json!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

impl<T: Read> Read for Option<T> {
    const REQUIRED: bool = false;

    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        match node.value {
            Value::Null => None,
            _ => Some(T::read(node, reader)),
        }
    }

    fn absent(_: Span) -> Self {
        None
    }

    fn schema(schemas: &mut Schemas) -> serde_json::Value {
        T::schema(schemas)
    }
}
