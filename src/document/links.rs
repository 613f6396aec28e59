//! Links within a document, settled: a link to a section that is not there is only its words.
//!
//! Sections come and go with the plan; what refers to them must not have to know which are there.

use renderers::document::{Block, Document, Inline, Inlines, Section, SectionId, Target};
use std::collections::BTreeSet;

/// Gives every section an id of its own, turns `#id` addresses into links to sections, and links that lead
/// nowhere into their words.
pub(super) fn settle(document: &mut Document) {
    let mut ids = BTreeSet::new();
    take_ids(&mut document.sections, &mut ids);
    inlines(&mut document.summary, &ids);
    document.facts.iter_mut().for_each(|(_, fact)| inlines(fact, &ids));
    document.sections.iter_mut().for_each(|s| section(s, &ids));
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

fn section(section: &mut Section, ids: &BTreeSet<SectionId>) {
    inlines(&mut section.title, ids);
    section.blocks.iter_mut().for_each(|b| block(b, ids));
    section.sections.iter_mut().for_each(|s| self::section(s, ids));
}

fn block(block: &mut Block, ids: &BTreeSet<SectionId>) {
    match block {
        Block::Paragraph(line) => inlines(line, ids),
        Block::List(list) => list.items.iter_mut().flat_map(|i| &mut i.blocks).for_each(|b| self::block(b, ids)),
        Block::Table(table) => {
            inlines(&mut table.caption, ids);
            table.rows.iter_mut().flatten().for_each(|cell| inlines(cell, ids));
        }
        Block::Code(code) => inlines(&mut code.caption, ids),
        Block::Definitions(terms) => {
            for term in terms {
                inlines(&mut term.term, ids);
                term.meaning.iter_mut().for_each(|b| self::block(b, ids));
            }
        }
        Block::Quote(blocks) => blocks.iter_mut().for_each(|b| self::block(b, ids)),
        Block::Note(note) => note.blocks.iter_mut().for_each(|b| self::block(b, ids)),
        Block::Diagram(_) | Block::Rule => {}
    }
}

fn inlines(line: &mut Inlines, ids: &BTreeSet<SectionId>) {
    let settled = std::mem::take(line).into_iter().flat_map(|inline| settled(inline, ids)).collect();
    *line = settled;
}

fn settled(inline: Inline, ids: &BTreeSet<SectionId>) -> Inlines {
    let (target, mut words) = match inline {
        Inline::Link(target, words) => (target, words),
        Inline::Emphasis(mut inner) => return one(&mut inner, ids, Inline::Emphasis),
        Inline::Strong(mut inner) => return one(&mut inner, ids, Inline::Strong),
        Inline::Strikeout(mut inner) => return one(&mut inner, ids, Inline::Strikeout),
        other => return vec![other],
    };
    inlines(&mut words, ids);
    let section = match &target {
        Target::Section(id) => Some(id.clone()),
        Target::Url(url) => url.as_str().strip_prefix('#').map(SectionId::new),
    };
    match section {
        None => vec![Inline::Link(target, words)],
        Some(id) if ids.contains(&id) => vec![Inline::Link(Target::Section(id), words)],
        Some(_) => words,
    }
}

fn one(inner: &mut Inlines, ids: &BTreeSet<SectionId>, wrap: fn(Inlines) -> Inline) -> Inlines {
    inlines(inner, ids);
    vec![wrap(std::mem::take(inner))]
}
