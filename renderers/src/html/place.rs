//! Where blocks stand: what they may link to, and the ids that they take there.

use crate::document::SectionId;
use crate::outline::Outline;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The section that blocks stand in.
///
/// Ids inside a section begin with its own and `_`, which no id of a section holds, so that ids of two sections never meet.
pub(super) struct Place<'a> {
    /// The sections that can be linked.
    pub(super) outline: &'a Outline<'a>,
    section: Option<&'a str>,
    taken: RefCell<BTreeSet<String>>,
}

impl<'a> Place<'a> {
    /// In the section of that anchor; without one nothing gets an id.
    pub(super) fn of(outline: &'a Outline<'a>, section: Option<&'a str>) -> Self {
        Self { outline, section, taken: RefCell::default() }
    }

    /// The id of the heading of the section.
    pub(super) fn heading(&self) -> Option<String> {
        self.section.map(|section| format!("{section}_title"))
    }

    /// An id for the next table of the section, the first without a number.
    pub(super) fn table(&self) -> Option<String> {
        let section = self.section?;
        let id = |number: usize| match number {
            1 => format!("{section}_table"),
            _ => format!("{section}_table{number}"),
        };
        let mut taken = self.taken.borrow_mut();
        (1..).map(id).find(|id| taken.insert(id.clone()))
    }

    /// An id for the row of a thing; `None` where a row of the section has it already.
    pub(super) fn row(&self, thing: &SectionId) -> Option<String> {
        let id = format!("{}_row_{thing}", self.section?);
        self.taken.borrow_mut().insert(id.clone()).then_some(id)
    }
}
