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

/// As YAML in block style. Every text that some reader of YAML 1.1 or 1.2 might take for something else, such as
/// a date, a number or `no`, is quoted.
pub(super) fn yaml(value: &Json) -> String {
    let mut text = String::new();
    block(value, 0, &mut text);
    text
}

fn block(value: &Json, depth: usize, text: &mut String) {
    match value {
        Value::Mapping(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                text.push_str(&"  ".repeat(depth));
                text.push_str(&scalar(key));
                text.push(':');
                nested(value, depth + 1, text);
            }
        }
        Value::Sequence(items) if !items.is_empty() => {
            for item in items {
                text.push_str(&"  ".repeat(depth));
                text.push('-');
                item_of(item, depth + 1, text);
            }
        }
        other => {
            text.push_str(&scalar(other));
            text.push('\n');
        }
    }
}

fn nested(value: &Json, depth: usize, text: &mut String) {
    if is_nested(value) {
        text.push('\n');
        block(value, depth, text);
    } else {
        text.push(' ');
        text.push_str(&scalar(value));
        text.push('\n');
    }
}

/// An item of a list: its first line stands behind the dash.
fn item_of(value: &Json, depth: usize, text: &mut String) {
    if is_nested(value) {
        let mut inner = String::new();
        block(value, depth, &mut inner);
        text.push(' ');
        text.push_str(inner.trim_start());
    } else {
        nested(value, depth, text);
    }
}

fn is_nested(value: &Json) -> bool {
    match value {
        Value::Mapping(entries) => !entries.is_empty(),
        Value::Sequence(items) => !items.is_empty(),
        _ => false,
    }
}

fn scalar(value: &Json) -> String {
    match value {
        Value::String(text) if is_plain(text) => text.clone(),
        other => quoted(&serde_json::to_string(other).expect("keys of our objects are strings")),
    }
}

/// JSON is YAML but for control characters that JSON lets stand.
fn quoted(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => text.push(c),
        }
    }
    text
}

fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let letters = text.chars().all(|c| c.is_ascii_alphanumeric() || " _./(){}%,;'=+-".contains(c));
    begins && letters && !text.ends_with(' ') && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn yaml_quotes_what_might_be_taken_for_something_else() {
        let value: Json = Object::of("at", "2026-03-14T09:26:53Z")
            .with("200", "no")
            .with("list", array([Object::of("a", 1).with("b", array(["x", "- y"]))]))
            .with("none", array(Vec::<Json>::new()))
            .into();
        let expected = "at: \"2026-03-14T09:26:53Z\"\n\"200\": \"no\"\nlist:\n  - a: 1\n    b:\n      - x\n      - \"- y\"\nnone: []\n";
        assert_eq!(yaml(&value), expected);
    }

    proptest! {
        #[test]
        fn yaml_is_read_back_as_it_was(texts in proptest::collection::vec("\\PC{0,12}|[a-z:#\n\"' -]{0,12}", 1..4)) {
            let value: Json = Object::of("key", array(texts.iter().map(String::as_str)))
                .with(&texts[0], Object::of("a", texts[0].as_str()))
                .into();
            prop_assert_eq!(serde_yaml::from_str::<Json>(&yaml(&value)).unwrap(), value);
        }
    }
}
