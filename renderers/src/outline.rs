//! The sections of a document in reading order, with the number that their position gives them.
//!
//! Knows no format. All formats take numbers and anchors from here, so that they agree.

use crate::document::{Document, Section, SectionId};
use std::collections::BTreeSet;

/// The sections in reading order.
pub(crate) struct Outline<'a> {
    /// One entry a section, parents before their children.
    pub(crate) entries: Vec<Entry<'a>>,
    anchors: BTreeSet<&'a str>,
}

/// A section in its place.
pub(crate) struct Entry<'a> {
    /// Such as `3.2`.
    pub(crate) number: String,
    /// 1 for the outermost sections.
    pub(crate) level: usize,
    /// Where links to it lead; `None` where an earlier section has the same id.
    pub(crate) anchor: Option<&'a str>,
    /// The section itself.
    pub(crate) section: &'a Section,
}

impl<'a> Outline<'a> {
    /// Numbers the sections of a document.
    pub(crate) fn of(document: &'a Document) -> Self {
        let mut outline = Self::none();
        // A stack instead of recursion: a document may nest as deep as it likes.
        let mut open = numbered(&document.sections, "", 1);
        while let Some((number, level, section)) = open.pop() {
            open.extend(numbered(&section.sections, &number, level + 1));
            let id = section.id.as_str();
            let anchor = outline.anchors.insert(id).then_some(id);
            outline.entries.push(Entry { number, level, anchor, section });
        }
        outline
    }

    /// Of what has no section that could be linked.
    pub(crate) fn none() -> Self {
        Self { entries: Vec::new(), anchors: BTreeSet::new() }
    }

    /// Whether a link to this section leads anywhere.
    pub(crate) fn has(&self, id: &SectionId) -> bool {
        self.has_anchor(id.as_str())
    }

    /// Whether an anchor exists, as a diagram names it.
    pub(crate) fn has_anchor(&self, anchor: &str) -> bool {
        self.anchors.contains(anchor)
    }
}

/// Sections with their numbers, last first, as a stack takes them.
fn numbered<'a>(sections: &'a [Section], parent: &str, level: usize) -> Vec<(String, usize, &'a Section)> {
    let number = |at: usize| if parent.is_empty() { format!("{}", at + 1) } else { format!("{parent}.{}", at + 1) };
    sections.iter().enumerate().rev().map(|(at, section)| (number(at), level, section)).collect()
}
