//! A short file of its own, whose headings a convention fixes.

use super::{Block, Inlines};

/// A page: front matter, a title, and headings without numbers. A [`Document`](super::Document) is for what is read
/// as a whole; a page is for a file that other tools read too, such as a decision record in MADR form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Entries of the front matter in order; none where there is no entry.
    pub front_matter: Vec<(String, String)>,
    /// The heading of the whole.
    pub title: Inlines,
    /// What stands under the title.
    pub blocks: Vec<Block>,
    /// The parts in reading order, parents before their children.
    pub parts: Vec<Part>,
}

/// A heading of a page and what stands under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// 2 for the parts of the page, 3 for parts of those, and so on to 6.
    pub level: u8,
    /// Heading text.
    pub title: Inlines,
    /// What stands under it.
    pub blocks: Vec<Block>,
}
