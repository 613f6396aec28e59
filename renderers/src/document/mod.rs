//! The document model: an ordered tree of sections with stable ids.
//!
//! Text is text, never markup: every renderer escapes what it finds in [`Inline::Text`], so nothing that
//! a user wrote can become structure. Nothing here knows a format.

mod block;
mod inline;
mod page;
mod picture;
mod table;

pub use block::{Block, Code, Definition, Item, List, Note, NoteKind};
pub use inline::{Inline, Inlines, Target, Url, UrlError, text};
pub use page::{Page, Part};
pub use picture::{LARGEST_PICTURE, Picture};
pub use table::{Align, Cell, Column, Table};

use std::fmt;

/// A whole document, ready to be rendered.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Short machine name, such as `plan`; prefixes nothing, names the file.
    pub name: String,
    /// Title on the cover and in the metadata; never empty (PDF/UA-1 demands a title).
    pub title: String,
    /// What kind of document this is, such as `Architecture plan`.
    pub kind: String,
    /// One or two sentences under the title; may be empty.
    pub summary: Inlines,
    /// Facts on the cover in reading order, such as (`Version`, `0.1.0`).
    pub facts: Vec<(String, Inlines)>,
    /// Who answers for it, such as a team; goes into the metadata where a format has a place for it; may be empty.
    pub author: String,
    /// BCP 47 language of the text, such as `en`.
    pub language: String,
    /// Who made it, such as `archplan 0.1.0`; goes into the metadata of every format.
    pub generator: String,
    /// The sections in reading order.
    pub sections: Vec<Section>,
}

/// A numbered part of a document, with the parts below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Stable over renderings and formats; unique in the document; the anchor of links.
    pub id: SectionId,
    /// Heading text, without its number.
    pub title: Inlines,
    /// What stands under the heading, before the first subsection.
    pub blocks: Vec<Block>,
    /// Subsections in reading order.
    pub sections: Vec<Section>,
}

/// Id of a section: lower-case ASCII letters, digits and `-`, starting with a letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(String);

impl SectionId {
    /// Makes an id of any text: what is not a letter or digit becomes a single `-`; a leading digit, or
    /// nothing at all, is prefixed with `s`.
    pub fn new(text: &str) -> Self {
        let mut id = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_ascii_alphanumeric() {
                id.push(c.to_ascii_lowercase());
            } else if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
        }
        let id = id.trim_end_matches('-');
        if id.starts_with(|c: char| c.is_ascii_alphabetic()) { Self(id.to_owned()) } else { Self(format!("s{id}")) }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
