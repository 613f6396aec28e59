//! What stands under a heading.

use super::{Inlines, Table};
use crate::diagram::Diagram;

/// One block of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(Inlines),
    /// Bulleted or numbered items.
    List(List),
    /// Rows under a repeated head.
    Table(Table),
    /// Text in a fixed pitch, kept line by line.
    Code(Code),
    /// A term and what it means, several times.
    Definitions(Vec<Definition>),
    /// Words of somebody else.
    Quote(Vec<Block>),
    /// A passage set apart; GitHub's alerts in Markdown.
    Note(Note),
    /// A picture made from the plan.
    Diagram(Diagram),
    /// A thematic break.
    Rule,
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The first number of a numbered list; `None` for bullets.
    pub start: Option<u64>,
    /// The items in order.
    pub items: Vec<Item>,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Of a task list: done or not. `None` for an ordinary item.
    pub done: Option<bool>,
    /// What the item says; mostly one paragraph.
    pub blocks: Vec<Block>,
}

/// Code or other text that must not be reflowed.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// Language tag such as `python`; empty where there is none.
    pub language: String,
    /// Where it comes from, such as `src/orders/models.py, lines 12 to 40`; may be empty.
    pub caption: Inlines,
    /// The text, lines ended by `\n`, the last one too or not.
    pub text: String,
}

/// A term and its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: Inlines,
    /// What it means.
    pub meaning: Vec<Block>,
}

/// A passage set apart from the running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// How urgent it is.
    pub kind: NoteKind,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// The five alerts that GitHub's Markdown knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// Worth knowing.
    Note,
    /// Makes something easier.
    Tip,
    /// Needed to succeed.
    Important,
    /// Needs attention now.
    Warning,
    /// Has consequences.
    Caution,
}

impl Block {
    /// A paragraph of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Paragraph(super::text(text))
    }

    /// A bulleted list with one paragraph an item.
    pub fn bullets(items: impl IntoIterator<Item = Inlines>) -> Self {
        let items = items.into_iter().map(|inlines| Item { done: None, blocks: vec![Self::Paragraph(inlines)] });
        Self::List(List { start: None, items: items.collect() })
    }
}
