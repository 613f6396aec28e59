//! Code as runs of one kind, for the colours of HTML and PDF.
//!
//! The door is [`runs`]. A language is a record of `assets/highlight/languages.json`: its comments, strings, words and what
//! else tells its tokens apart. One lexer (`lex`) reads all of them in a single pass, without regular expressions:
//! its cost is linear in the text, whatever the text is. It colours and never judges; what it does not know is plain.
//! The texts of the runs joined are the input. Must not know documents or formats.

mod language;
mod lex;

use language::Language;
use serde::Deserialize;

/// A stretch of code that has one colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run<'t> {
    /// What it is.
    pub(crate) kind: Kind,
    /// The text; never empty.
    pub(crate) text: &'t str,
}

/// What a stretch of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// Nothing that has a colour of its own.
    Plain,
    /// A remark.
    Comment,
    /// A text in quotes.
    String,
    /// A number, or a fixed value such as `true`.
    Literal,
    /// A word of the language.
    Keyword,
    /// A type, a function where it is called or a command.
    Name,
    /// What a value is given to.
    Key,
    /// What stands for a value.
    Variable,
    /// What is said about the code: an attribute, a section, a prompt.
    Meta,
    /// A line that a change adds.
    Inserted,
    /// A line that a change takes away.
    Deleted,
}

impl Kind {
    /// Its name, as style sheets and layouts call it; empty for what is plain.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Comment => "comment",
            Self::String => "string",
            Self::Literal => "literal",
            Self::Keyword => "keyword",
            Self::Name => "name",
            Self::Key => "key",
            Self::Variable => "variable",
            Self::Meta => "meta",
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
        }
    }
}

/// Code of a language, by any name that the language goes by, cut into runs. No two plain runs follow one another;
/// of an unknown language the whole text is one plain run, and of an empty text there is none.
pub(crate) fn runs<'t>(language: &str, text: &'t str) -> Vec<Run<'t>> {
    match Language::named(language) {
        Some(language) => lex::lex(language, text),
        None if text.is_empty() => Vec::new(),
        None => vec![Run { kind: Kind::Plain, text }],
    }
}

#[cfg(test)]
mod tests;
