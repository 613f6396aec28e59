//! The user's own Markdown: what is wrong with its links, and a whole file of it as a document.
//!
//! [`check`] tells every link of a text that leads nowhere, at its place in the file, however the text is quoted there;
//! [`read`] makes a document of a Markdown file. What the text means, `renderers::read` decides. Must not know the disk:
//! whoever calls says which files are there.

mod file;
mod link;

pub use file::{Content, Page, read};

use crate::report::{Diagnostic, Report};
use crate::source::{Sources, Span};
use crate::yaml::{Text, place};
use renderers::document::{Document, Section, SectionId, Target};
use renderers::read::{Fault, Written};
use std::collections::BTreeSet;
use std::ops::Range;

/// So many broken links of one text are told.
const MOST: usize = 20;

/// What links can lead to.
pub struct Known<'a> {
    /// The sections of the document by their ids.
    pub sections: BTreeSet<&'a str>,
    /// The elements of the plan, such as `entity:Order`; `None` where there is no plan.
    pub elements: Option<BTreeSet<String>>,
    /// Whether something lies at a path that is relative to the file.
    pub is_there: &'a dyn Fn(&str) -> bool,
}

impl<'a> Known<'a> {
    /// The sections of a document, and nothing else.
    pub fn of(document: &'a Document, is_there: &'a dyn Fn(&str) -> bool) -> Self {
        let mut sections = BTreeSet::new();
        let mut open: Vec<&Section> = document.sections.iter().collect();
        while let Some(section) = open.pop() {
            sections.insert(section.id.as_str());
            open.extend(&section.sections);
        }
        Self { sections, elements: None, is_there }
    }
}

/// Warns of the links of texts that lead nowhere.
pub fn check(texts: &[Text], sources: &Sources, known: &Known<'_>, report: &mut Report) {
    for text in texts {
        // Where there is no bracket there is no link that could be broken, but for `<x:y>`.
        if !text.contains(['[', '<']) {
            continue;
        }
        let own = |address: &str| link::kind(address).map(|_| Target::Section(SectionId::new("element")));
        let read = renderers::read::blocks_with(&text.value, &own);
        links(&read.faults, &read.links, &|range| place(sources, text, range), known, report);
    }
}

/// Warns of links, each at the place of its range.
fn links(
    faults: &[Fault],
    links: &[Written],
    place: &dyn Fn(Range<usize>) -> Span,
    known: &Known<'_>,
    report: &mut Report,
) {
    enum Found<'f> {
        Fault(&'f Fault),
        Link(&'f Written),
    }
    let faults = faults.iter().map(|fault| (fault.range.start, Found::Fault(fault)));
    let links = links.iter().map(|link| (link.range.start, Found::Link(link)));
    let mut found: Vec<_> = faults.chain(links).collect();
    found.sort_by_key(|(start, _)| *start);
    let diagnostics = found.iter().filter_map(|(_, found)| match found {
        Found::Fault(fault) => Some(link::fault(fault, place(fault.range.clone()), known)),
        Found::Link(link) => link::broken(&link.address, || place(link.range.clone()), known),
    });
    // Finding a place walks the text: a text of nothing but broken links must not cost its square.
    let mut told: Vec<Diagnostic> = diagnostics.take(MOST + 1).collect();
    if told.len() > MOST {
        told.truncate(MOST);
        let last = told.pop().map(|last| last.help("mend these first: further links of this text are not told"));
        told.extend(last);
    }
    told.into_iter().for_each(|diagnostic| report.warn(diagnostic));
}
