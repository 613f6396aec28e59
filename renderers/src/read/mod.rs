//! Markdown that a person wrote, as blocks of the model.
//!
//! One parser decides what such text means: this room, by pulldown-cmark. Raw HTML stays text, links may only
//! lead where [`Url`](crate::document::Url) allows, and headings cannot break the outline of the document around them. Must not
//! know any format that the model is rendered to.

mod frame;

use crate::document::{Block, Inline, Inlines};
use crate::text;
use frame::Stack;
use pulldown_cmark::{Options, Parser};
use std::ops::Range;

/// What was read, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// What could not be taken as it was written, in order.
    pub faults: Vec<Fault>,
}

/// Something that was not taken as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands, in bytes of the input.
    pub range: Range<usize>,
    /// What is wrong; lower case, no full stop.
    pub message: String,
}

/// Reads GitHub-flavoured Markdown: tables, task lists, strikethrough and alerts.
///
/// Raw HTML becomes text. A link that is not allowed becomes its text, and a fault. A link such as `#data-model`
/// leads to the section of that id. Headings become strong paragraphs, images links with their description.
/// Quotes, lists and stresses nested deeper than twelve levels join the level above.
pub fn blocks(markdown: &str) -> Read {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    let mut stack = Stack::default();
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        stack.event(event, range);
    }
    stack.finish()
}

/// Reads Markdown that is meant to be one paragraph, without its faults.
///
/// More paragraphs are joined by line breaks; any other block comes as its bare text.
pub fn inlines(markdown: &str) -> Inlines {
    let mut out = Inlines::new();
    for block in blocks(markdown).blocks {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        match block {
            Block::Paragraph(inlines) => out.extend(inlines),
            other => out.push(text::flattened(&[other]).into()),
        }
    }
    out
}

#[cfg(test)]
mod tests;
