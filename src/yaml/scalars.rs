//! Single values.

use super::node::{Node, Value};
use super::read::{Read, Reader, list};
use super::schema::Schemas;
use crate::report::nearest;
use crate::source::{Span, Spanned};
use serde_json::json;
use std::ops::Deref;

/// Text of any kind; a number or truth value without quotes is the text as written.
pub type Text = Spanned<String>;
/// Text that is read as Markdown when documents show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Markdown(pub Text);
/// True or false; false where it is left out.
pub type Flag = Spanned<bool>;
/// A whole number that is not negative.
pub type Whole = Spanned<u32>;

/// A number as written, in decimal digits with an optional point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(pub String);

/// A single value whose meaning depends on its neighbours, such as a default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text.
    pub text: String,
    /// Without quotes.
    pub plain: bool,
}

/// A word out of a fixed set; `choices!` declares it.
pub trait Word: Sized {
    /// What it is, in words with an article.
    const WHAT: &'static str;
    /// What stands in for a faulty one.
    const FIRST: Self;

    /// The value of a text, or the words that there are.
    ///
    /// # Errors
    /// The words that there are.
    fn parse(text: &str) -> Result<Self, &'static [&'static str]>;

    /// The words as JSON Schema.
    fn word_schema() -> serde_json::Value;
}

impl Read for Text {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        let text = node.text().map(str::to_owned).unwrap_or_else(|| {
            reader.expected("text", node);
            String::new()
        });
        Self::new(text, node.span)
    }

    fn absent(at: Span) -> Self {
        Self::new(String::new(), at)
    }

    fn schema(_: &mut Schemas) -> serde_json::Value {
        json!({ "type": ["string", "number", "boolean"] })
    }
}

impl Deref for Markdown {
    type Target = Text;

    fn deref(&self) -> &Text {
        &self.0
    }
}

impl AsRef<str> for Markdown {
    fn as_ref(&self) -> &str {
        &self.value
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.value
    }
}

impl Read for Markdown {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        let text = Text::read(node, reader);
        reader.prose.push(text.clone());
        Self(text)
    }

    fn absent(at: Span) -> Self {
        Self(Text::absent(at))
    }

    fn schema(_: &mut Schemas) -> serde_json::Value {
        json!({ "type": ["string", "number", "boolean"], "contentMediaType": "text/markdown" })
    }
}

impl Read for Flag {
    const REQUIRED: bool = false;

    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        let value = match &node.value {
            Value::Scalar { text, plain: true } if text == "true" => true,
            Value::Scalar { text, plain: true } if text == "false" => false,
            _ => {
                reader.expected("`true` or `false`", node);
                false
            }
        };
        Self::new(value, node.span)
    }

    fn absent(at: Span) -> Self {
        Self::new(false, at)
    }

    fn schema(_: &mut Schemas) -> serde_json::Value {
        json!({ "type": "boolean" })
    }
}

impl Read for Whole {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        let value = node.text().and_then(|text| text.parse().ok()).unwrap_or_else(|| {
            reader.expected("a whole number", node);
            0
        });
        Self::new(value, node.span)
    }

    fn absent(at: Span) -> Self {
        Self::new(0, at)
    }

    fn schema(_: &mut Schemas) -> serde_json::Value {
        json!({ "type": "integer", "minimum": 0 })
    }
}

impl Read for Spanned<Number> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        let text = node.text().filter(|text| is_number(text)).unwrap_or_else(|| {
            reader.expected("a number such as `0`, `12` or `-0.5`", node);
            "0"
        });
        Self::new(Number(text.to_owned()), node.span)
    }

    fn absent(at: Span) -> Self {
        Self::new(Number("0".to_owned()), at)
    }

    fn schema(_: &mut Schemas) -> serde_json::Value {
        json!({ "type": "number" })
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.len() <= 38 && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && (whole.len() == 1 || !whole.starts_with('0'))
}

impl Read for Spanned<Scalar> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        let value = match &node.value {
            Value::Scalar { text, plain } => Scalar { text: text.clone(), plain: *plain },
            _ => {
                reader.expected("a single value", node);
                Scalar { text: String::new(), plain: false }
            }
        };
        Self::new(value, node.span)
    }

    fn absent(at: Span) -> Self {
        Self::new(Scalar { text: String::new(), plain: false }, at)
    }

    fn schema(_: &mut Schemas) -> serde_json::Value {
        json!({ "type": ["string", "number", "boolean"] })
    }
}

impl<W: Word> Read for Spanned<W> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        let Some(text) = node.text() else {
            reader.expected(W::WHAT, node);
            return Self::absent(node.span);
        };
        let value = W::parse(text).unwrap_or_else(|words| {
            let fault = reader.fault("unknown-word", node.span, format!("`{text}` is not {}", W::WHAT));
            reader.report.error(match nearest(text, words.iter().copied()) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help(format!("it is one of {}", list(words))),
            });
            W::FIRST
        });
        Self::new(value, node.span)
    }

    fn absent(at: Span) -> Self {
        Self::new(W::FIRST, at)
    }

    fn schema(_: &mut Schemas) -> serde_json::Value {
        W::word_schema()
    }
}
