//! Links within a document, settled: a link to a section that is not there is only its words.
//!
//! Sections come and go with the plan; what refers to them must not have to know which are there.

use super::{beside, visit};
use renderers::document::{Block, Document, Inline, Inlines, Section, SectionId, Target};
use std::collections::{BTreeMap, BTreeSet};

/// Where links of a document can lead.
struct Known<'a> {
    ids: BTreeSet<SectionId>,
    elements: BTreeMap<SectionId, SectionId>,
    folder: &'a str,
}

/// Gives every section an id of its own, turns `#id` addresses into links to sections, and links that lead
/// nowhere into their words. `elements` gives the section of an element by its stand-in, once the sections have their
/// ids; `folder` is where the document lies in the project, such as `docs/architecture`.
pub(super) fn settle(
    document: &mut Document,
    folder: &str,
    elements: impl FnOnce(&[Section]) -> BTreeMap<SectionId, SectionId>,
) {
    let mut ids = BTreeSet::new();
    take_ids(&mut document.sections, &mut ids);
    let elements = if names_elements(document) { elements(&document.sections) } else { BTreeMap::new() };
    let known = Known { ids, elements, folder };
    inlines(&mut document.summary, &known);
    document.facts.iter_mut().for_each(|(_, fact)| inlines(fact, &known));
    document.sections.iter_mut().for_each(|s| section(s, &known));
}

/// The same for blocks of a page, which has no sections.
pub(crate) fn settle_page(blocks: &mut [Block], folder: &str) {
    let known = Known { ids: BTreeSet::new(), elements: BTreeMap::new(), folder };
    blocks.iter_mut().for_each(|b| block(b, &known));
}

fn names_elements(document: &Document) -> bool {
    let mut open: Vec<&Section> = document.sections.iter().collect();
    let mut found = false;
    while let Some(section) = open.pop() {
        visit::links(&section.blocks, &mut |target| {
            found |= matches!(target, Target::Section(id) if beside::is_stand_in(id));
        });
        open.extend(&section.sections);
    }
    found
}

/// Names that differ in case or in a sign only, such as `Order` and `ORDER`, make one id: the later get a number.
fn take_ids(sections: &mut [Section], ids: &mut BTreeSet<SectionId>) {
    for section in sections {
        let numbered = (2..).map(|n| SectionId::new(&format!("{}-{n}", section.id)));
        let free = std::iter::once(section.id.clone()).chain(numbered).find(|id| !ids.contains(id));
        section.id = free.expect("numbers do not end");
        ids.insert(section.id.clone());
        take_ids(&mut section.sections, ids);
    }
}

fn section(section: &mut Section, known: &Known<'_>) {
    inlines(&mut section.title, known);
    section.blocks.iter_mut().for_each(|b| block(b, known));
    section.sections.iter_mut().for_each(|s| self::section(s, known));
}

fn block(block: &mut Block, known: &Known<'_>) {
    match block {
        Block::Paragraph(line) => inlines(line, known),
        Block::List(list) => list.items.iter_mut().flat_map(|i| &mut i.blocks).for_each(|b| self::block(b, known)),
        Block::Table(table) => {
            inlines(&mut table.caption, known);
            table.rows.iter_mut().flatten().for_each(|cell| inlines(cell, known));
        }
        Block::Code(code) => inlines(&mut code.caption, known),
        Block::Definitions(terms) => {
            for term in terms {
                inlines(&mut term.term, known);
                term.meaning.iter_mut().for_each(|b| self::block(b, known));
            }
        }
        Block::Quote(blocks) => blocks.iter_mut().for_each(|b| self::block(b, known)),
        Block::Note(note) => note.blocks.iter_mut().for_each(|b| self::block(b, known)),
        Block::Diagram(_) | Block::Rule => {}
    }
}

fn inlines(line: &mut Inlines, known: &Known<'_>) {
    line.iter_mut().for_each(|inline| settled(inline, known));
    let is_lost = |inline: &Inline| matches!(inline, Inline::Link(Target::Section(id), _) if !known.ids.contains(id));
    if line.iter().any(is_lost) {
        let words = |inline| match inline {
            Inline::Link(Target::Section(id), words) if !known.ids.contains(&id) => words,
            other => vec![other],
        };
        *line = std::mem::take(line).into_iter().flat_map(words).collect();
    }
}

/// Settles where a link leads, and the links in a stress.
fn settled(inline: &mut Inline, known: &Known<'_>) {
    let (target, words) = match inline {
        Inline::Link(target, words) => (target, words),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikeout(inner) => return inlines(inner, known),
        Inline::Text(_) | Inline::Code(_) | Inline::Picture(_) | Inline::Break => return,
    };
    inlines(words, known);
    if let Target::Url(url) = target {
        match url.as_str().strip_prefix('#').map(SectionId::new) {
            Some(id) => *target = Target::Section(id),
            None => {
                if let Some(url) = beside::relative(url.as_str(), known.folder) {
                    *target = Target::Url(url);
                }
                return;
            }
        }
    }
    if let Target::Section(id) = target
        && let Some(own) = known.elements.get(id)
    {
        id.clone_from(own);
    }
}
