//! Blocks as the layout reads them: objects with a `kind`.

use super::{columns, escape, inline};
use crate::diagram::{self, Diagram};
use crate::document::{Align, Block, Code, Definition, Inline, Item, List, Note, NoteKind, Table};
use crate::outline::Outline;
use crate::text;
use serde_json::{Value, json};

/// A picture is at most this high, in points, so that its title stays on its page.
const TALLEST: f64 = 610.0;
/// The last number that a list may start with; beyond it Typst counts in floating point.
const LAST: u64 = 999_999_999;
/// A cell with more text than this, in bytes, may go on over the page.
const LONG_CELL: usize = 600;
/// A paragraph with less text than this, in bytes, leads to what follows it, and stays on its page.
const LEAD: usize = 100;
/// CSS pixels to points.
const POINTS: f64 = 0.75;

/// What blocks leave behind beside their description.
#[derive(Default)]
pub(super) struct Blocks {
    /// The drawings as SVG; a block names its drawing by number.
    pub(super) drawings: Vec<String>,
}

impl Blocks {
    /// Describes blocks.
    pub(super) fn read(&mut self, blocks: &[Block], outline: &Outline, depth: usize) -> Vec<Value> {
        if depth > text::NESTING {
            let all = Block::text(text::flattened(blocks));
            return vec![self.block(&all, outline, depth)];
        }
        blocks.iter().map(|block| self.block(block, outline, depth)).collect()
    }

    fn block(&mut self, block: &Block, outline: &Outline, depth: usize) -> Value {
        match block {
            Block::Paragraph(inlines) => {
                let leads = text::plain(inlines).len() < LEAD;
                json!({ "kind": "paragraph", "body": inline::run(inlines, outline), "leads": leads })
            }
            Block::List(list) => self.list(list, outline, depth),
            Block::Table(all) if all.columns.is_empty() => {
                json!({ "kind": "paragraph", "body": inline::run(&all.caption, outline), "leads": false })
            }
            Block::Table(all) => table(all, outline),
            Block::Code(all) => code(all, outline),
            Block::Definitions(all) => self.definitions(all, outline, depth),
            Block::Quote(inner) => json!({ "kind": "quote", "blocks": self.read(inner, outline, depth + 1) }),
            Block::Note(note) => self.note(note, outline, depth),
            Block::Diagram(picture) => self.diagram(picture),
            Block::Rule => json!({ "kind": "rule" }),
        }
    }

    fn list(&mut self, list: &List, outline: &Outline, depth: usize) -> Value {
        let mut item =
            |item: &Item| json!({ "done": item.done, "blocks": self.read(&item.blocks, outline, depth + 1) });
        let items: Vec<Value> = list.items.iter().map(&mut item).collect();
        json!({ "kind": "list", "start": list.start.map(|start| start.min(LAST)), "items": items })
    }

    fn definitions(&mut self, all: &[Definition], outline: &Outline, depth: usize) -> Value {
        let mut items = Vec::with_capacity(all.len());
        for definition in all {
            let meaning = self.read(&definition.meaning, outline, depth + 1);
            items.push(json!({ "term": inline::run(&definition.term, outline), "blocks": meaning }));
        }
        json!({ "kind": "definitions", "items": items })
    }

    fn note(&mut self, note: &Note, outline: &Outline, depth: usize) -> Value {
        let mark = match note.kind {
            NoteKind::Note => "Note",
            NoteKind::Tip => "Tip",
            NoteKind::Important => "Important",
            NoteKind::Warning => "Warning",
            NoteKind::Caution => "Caution",
        };
        json!({ "kind": "note", "mark": mark, "blocks": self.read(&note.blocks, outline, depth + 1) })
    }

    fn diagram(&mut self, picture: &Diagram) -> Value {
        let picture = escape::diagram(picture);
        let svg = diagram::svg(&picture);
        let (width, height) = (length(&svg, " width=\"") * POINTS, length(&svg, " height=\"") * POINTS);
        let scale = (columns::TEXT_WIDTH / width).min(TALLEST / height).min(1.0);
        let at = self.drawings.len();
        self.drawings.push(svg);
        let alt = if picture.alt.is_empty() { &picture.title } else { &picture.alt };
        json!({
            "kind": "diagram",
            "file": format!("/drawings/{at}.svg"),
            "width": width * scale,
            "title": text::flat(&picture.title),
            "alt": if alt.is_empty() { "A diagram" } else { alt },
        })
    }
}

/// A length that stands in the first element of a drawing.
fn length(svg: &str, name: &str) -> f64 {
    let value = svg.split_once(name).and_then(|(_, rest)| rest.split_once('"'));
    value.and_then(|(value, _)| value.parse().ok()).unwrap_or(1.0)
}

fn table(table: &Table, outline: &Outline) -> Value {
    let align = |align: Align| match align {
        Align::Start => "start",
        Align::Center => "center",
        Align::End => "end",
    };
    let row = |cells: &Vec<Vec<Inline>>| -> Value {
        let cell = |at: usize| inline::run(cells.get(at).map_or(&[], Vec::as_slice), outline);
        let is_long = cells.iter().any(|cell| text::plain(cell).len() > LONG_CELL);
        json!({ "cells": (0..table.columns.len()).map(cell).collect::<Vec<_>>(), "long": is_long })
    };
    json!({
        "kind": "table",
        "caption": inline::run(&table.caption, outline),
        "widths": columns::shares(table),
        "aligns": table.columns.iter().map(|column| align(column.align)).collect::<Vec<_>>(),
        "head": table.columns.iter().map(|column| inline::run(&column.head, outline)).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn code(code: &Code, outline: &Outline) -> Value {
    let text = text::lines(&code.text).replace('\t', "    ");
    let language = Some(code.language.to_ascii_lowercase()).filter(|language| !language.is_empty());
    json!({
        "kind": "code",
        "caption": inline::run(&code.caption, outline),
        "language": language,
        "text": escape::line(&text),
        // A rule over all text costs time, so it is used only where something could stick out.
        "long": text.split(char::is_whitespace).any(|word| word.len() > 60),
    })
}
