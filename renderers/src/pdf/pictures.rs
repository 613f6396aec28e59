//! The pictures that a document carries along, as files for Typst.

use crate::document::{Block, Document, Inline, Picture, Section};
use std::collections::BTreeMap;

/// The pictures of a document by their names, each once.
pub(super) fn pictures(document: &Document) -> BTreeMap<String, Picture> {
    let mut found = BTreeMap::new();
    line(&document.summary, &mut found);
    let mut open: Vec<&Section> = document.sections.iter().collect();
    while let Some(section) = open.pop() {
        line(&section.title, &mut found);
        blocks(&section.blocks, &mut found);
        open.extend(&section.sections);
    }
    found
}

fn blocks(all: &[Block], found: &mut BTreeMap<String, Picture>) {
    let mut open: Vec<&Block> = all.iter().collect();
    while let Some(block) = open.pop() {
        match block {
            Block::Paragraph(inlines) => line(inlines, found),
            Block::List(list) => open.extend(list.items.iter().flat_map(|item| &item.blocks)),
            Block::Quote(blocks) => open.extend(blocks),
            Block::Note(note) => open.extend(&note.blocks),
            Block::Definitions(all) => {
                for definition in all {
                    line(&definition.term, found);
                    open.extend(&definition.meaning);
                }
            }
            Block::Table(table) => {
                line(&table.caption, found);
                table.columns.iter().for_each(|column| line(&column.head, found));
                table.rows.iter().flatten().for_each(|cell| line(cell, found));
            }
            Block::Code(_) | Block::Diagram(_) | Block::Rule => {}
        }
    }
}

fn line(inlines: &[Inline], found: &mut BTreeMap<String, Picture>) {
    let mut open: Vec<&Inline> = inlines.iter().collect();
    while let Some(inline) = open.pop() {
        match inline {
            Inline::Picture(picture) => {
                found.entry(picture.file_name()).or_insert_with(|| picture.clone());
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikeout(inner) | Inline::Link(_, inner) => {
                open.extend(inner);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}
