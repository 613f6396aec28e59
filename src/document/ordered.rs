//! JSON whose keys keep the order in which they were put in, for documents that people read.

use serde_yaml::{Mapping, Value};

/// A value of an ordered object.
pub(super) type Json = Value;

/// An object in reading order.
#[derive(Clone, Debug, Default)]
pub(super) struct Object(Mapping);

impl Object {
    /// An object with one entry.
    pub(super) fn of(key: &str, value: impl Into<Json>) -> Self {
        Self::default().with(key, value)
    }

    /// With one more entry at the end, or another value where the key is there.
    pub(super) fn with(mut self, key: &str, value: impl Into<Json>) -> Self {
        self.put(key, value);
        self
    }

    /// With one more entry, where there is a value.
    pub(super) fn with_some(self, key: &str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Puts an entry at the end, or another value where the key is there.
    pub(super) fn put(&mut self, key: &str, value: impl Into<Json>) {
        self.0.insert(Value::from(key), value.into());
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Json> {
        self.0.get(key)
    }

    /// Every key in order.
    pub(super) fn keys(&self) -> Vec<String> {
        self.0.keys().filter_map(|key| key.as_str().map(str::to_owned)).collect()
    }

    /// Whether there is no entry.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Mapping(object.0)
    }
}

/// As indented JSON text, with a newline at the end.
pub(super) fn pretty(value: &Json) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("keys of our objects are strings");
    text.push('\n');
    text
}

/// A list of values.
pub(super) fn array(values: impl IntoIterator<Item = impl Into<Json>>) -> Json {
    Value::Sequence(values.into_iter().map(Into::into).collect())
}
