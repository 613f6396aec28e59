//! Markdown that a person wrote, as blocks of the model.
//!
//! One parser decides what such text means: this room, by pulldown-cmark. Raw HTML stays text, links may only
//! lead where [`Url`](crate::document::Url) allows, and headings cannot break the outline of the document around them. Must not
//! know any format that the model is rendered to.

mod fault;
mod frame;
mod whole;

use crate::document::{Block, Inline, Inlines, Picture, Target};
use crate::text;
pub use fault::{Fault, FaultKind, Written};
use frame::Stack;
use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser};
pub use whole::{Whole, document, document_with};

/// What was read, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// What could not be taken as it was written, in order.
    pub faults: Vec<Fault>,
    /// The links that were taken, in order, those of images too.
    pub links: Vec<Written>,
}

/// Where addresses lead that mean something to the caller, such as `entity:Order`; `None` for all others.
pub type Own<'a> = &'a dyn Fn(&str) -> Option<Target>;

/// The pictures behind addresses of images; `None` where there is none that can be drawn.
pub type Pictures<'a> = &'a dyn Fn(&str) -> Option<Picture>;

/// Reads GitHub-flavoured Markdown: tables, task lists, strikethrough and alerts.
///
/// Raw HTML becomes text. A link that is not allowed becomes its text, and a fault. A link such as `#data-model`
/// leads to the section of that id. Headings become strong paragraphs, images links with their description.
/// Quotes, lists and stresses nested deeper than twelve levels join the level above.
pub fn blocks(markdown: &str) -> Read {
    blocks_with(markdown, &|_| None)
}

/// The same, with addresses of the caller's own.
pub fn blocks_with(markdown: &str, own: Own<'_>) -> Read {
    // Most texts of a spec and of catalogues are a plain sentence.
    if is_plain(markdown) {
        return Read { blocks: vec![Block::text(markdown)], ..Read::default() };
    }
    parsed(markdown, own)
}

/// Whether a text is one line in which nothing can mean anything but itself.
fn is_plain(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || " ,.;:'()/%?-".contains(c);
    text.starts_with(char::is_alphabetic) && !text.ends_with(' ') && text.chars().all(is_plain)
}

fn parsed(markdown: &str, own: Own<'_>) -> Read {
    let mut undefined = Vec::new();
    let mut note = self::undefined(&mut undefined);
    let mut stack = Stack::new(own);
    for (event, range) in Parser::new_with_broken_link_callback(markdown, options(), Some(&mut note)).into_offset_iter()
    {
        stack.event(event, range);
    }
    let mut read = stack.finish();
    drop(note);
    join(&mut read, undefined);
    read
}

/// What notes the links that lead to a label nobody defined. `[words]` alone is text in brackets far more often than a
/// link.
fn undefined<'a, 'm>(
    faults: &'a mut Vec<Fault>,
) -> impl FnMut(BrokenLink<'m>) -> Option<(CowStr<'m>, CowStr<'m>)> + use<'a, 'm> {
    |link| {
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            faults.push(Fault { range: link.span, kind: FaultKind::Undefined(link.reference.into_string()) });
        }
        None
    }
}

fn join(read: &mut Read, undefined: Vec<Fault>) {
    read.faults.extend(undefined);
    read.faults.sort_by_key(|fault| (fault.range.start, fault.range.end));
    read.faults.dedup();
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM
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
