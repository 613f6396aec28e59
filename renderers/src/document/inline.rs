//! What stands in a line.

use super::{Picture, SectionId};
use std::fmt;

/// A run of inlines.
pub type Inlines = Vec<Inline>;

/// One piece of running text.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Text as it is; renderers escape it. A newline is white space.
    Text(String),
    /// A name from code, in a fixed pitch.
    Code(String),
    /// Stressed.
    Emphasis(Inlines),
    /// Strongly stressed.
    Strong(Inlines),
    /// No longer valid.
    Strikeout(Inlines),
    /// A reference that one can follow.
    Link(Target, Inlines),
    /// A picture in the line.
    Picture(Picture),
    /// A line break that was asked for.
    Break,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// To a section of the same document.
    Section(SectionId),
    /// Out of the document.
    Url(Url),
}

/// An address whose scheme is safe in every format: `http`, `https`, `mailto`, or a relative path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(String);

/// Why a text is not an address that may be linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrlError {
    /// The scheme that is not allowed, such as `javascript`; empty where the text has characters that no
    /// address may hold.
    pub scheme: String,
}

impl fmt::Display for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scheme.is_empty() {
            f.write_str("an address holds no white space and no control characters")
        } else {
            write!(f, "links of the scheme `{}` are not allowed; use http, https or mailto", self.scheme)
        }
    }
}

impl std::error::Error for UrlError {}

impl Url {
    /// Takes an address in.
    ///
    /// # Errors
    /// When its scheme is not `http`, `https` or `mailto`, or it holds white space or control characters.
    pub fn new(address: &str) -> Result<Self, UrlError> {
        if address.is_empty() || address.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(UrlError { scheme: String::new() });
        }
        // A colon before any of `/?#` ends a scheme (RFC 3986, section 3.1).
        let head = address.split(['/', '?', '#']).next().unwrap_or_default();
        match head.split_once(':') {
            Some((scheme, _)) if !["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str()) => {
                Err(UrlError { scheme: scheme.to_owned() })
            }
            _ => Ok(Self(address.to_owned())),
        }
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Plain text as a run of inlines.
pub fn text(text: impl Into<String>) -> Inlines {
    vec![Inline::Text(text.into())]
}

impl From<&str> for Inline {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Inline {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
