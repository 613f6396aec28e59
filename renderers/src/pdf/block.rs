//! Blocks as the layout reads them: objects with a `kind`.

use super::{columns, escape, inline};
use crate::diagram::{self, Diagram};
use crate::document::{Align, Block, Code, Definition, Inline, Item, List, Note, NoteKind, Table};
use crate::highlight;
use crate::outline::Outline;
use crate::text;
use serde_json::{Value, json};

/// A picture is at most this high, in points, so that its heading and its title stay on its page.
const TALLEST: f64 = 620.0;
/// A picture that is higher than this is drawn smaller, as far as it stays readable.
const COMFORTABLE: f64 = 340.0;
/// How large pictures are drawn where there is room, as a share of their own size: their text is then as large as that
/// of tables.
const USUAL: f64 = 0.85;
/// As small as a picture may be drawn to save room: the smallest print in it is then 5.7 points.
const READABLE: f64 = 0.72;
/// The last number that a list may start with; beyond it Typst counts in floating point.
const LAST: u64 = 999_999_999;
/// A row higher than this, in points, may go on over the page.
const TALL_ROW: f64 = 260.0;
/// As many of the last rows of a table stay together, unless they are higher than `TALL_TAIL`.
const TAIL: usize = 4;
/// Rows that are higher than this together, in points, may stand alone on a page.
const TALL_TAIL: f64 = 110.0;
/// Code of no more lines than this stays in one piece.
const SHORT_CODE: usize = 14;
/// A word of code longer than this, in characters, may be broken.
const LONG_WORD: usize = 60;
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
        let least = (columns::TEXT_WIDTH / width).min(TALLEST / height).min(READABLE);
        let wide = (columns::TEXT_WIDTH / width).min(USUAL);
        let scale = wide.min((COMFORTABLE / height).max(least));
        let at = self.drawings.len();
        self.drawings.push(svg);
        let alt = if picture.alt.is_empty() { &picture.title } else { &picture.alt };
        json!({
            "kind": "diagram",
            "file": format!("/drawings/{at}.svg"),
            "width": rounded(width * scale),
            "height": rounded(height * scale),
            "least": rounded(height * least),
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
    let measures = columns::measure(table);
    let cell = |cell: &[Inline], at: usize| inline::run_within(cell, outline, measures.rooms[at]);
    let row = |(cells, height): (&Vec<Vec<Inline>>, &f64)| -> Value {
        let cells = (0..table.columns.len()).map(|at| cell(cells.get(at).map_or(&[], Vec::as_slice), at));
        json!({ "cells": cells.collect::<Vec<_>>(), "long": *height > TALL_ROW })
    };
    let heads = table.columns.iter().enumerate();
    json!({
        "kind": "table",
        "caption": inline::run(&table.caption, outline),
        "size": measures.size,
        "widths": measures.shares,
        "aligns": table.columns.iter().map(|column| align(column.align)).collect::<Vec<_>>(),
        "head": heads.map(|(at, column)| cell(&column.head, at)).collect::<Vec<_>>(),
        "rows": table.rows.iter().zip(&measures.heights).map(row).collect::<Vec<_>>(),
        "tail": tail(&measures.heights),
    })
}

/// How many rows at the end of a table stay on one page.
fn tail(heights: &[f64]) -> usize {
    let mut height = 0.0;
    let fits = |row: &&f64| {
        height += **row;
        height <= TALL_TAIL
    };
    heights.iter().rev().take(TAIL).take_while(fits).count()
}

fn code(code: &Code, outline: &Outline) -> Value {
    let text = escape::line(&text::lines(&code.text).replace('\t', "    "));
    let mut lines = vec![Vec::new()];
    for run in highlight::runs(&code.language, &text) {
        for (at, part) in run.text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                colour(run.kind.name(), part, line);
            }
        }
    }
    json!({
        "kind": "code",
        "caption": inline::run(&code.caption, outline),
        "text": text,
        "whole": lines.len() <= SHORT_CODE,
        "lines": lines,
    })
}

/// A stretch of code with its colour: a text that is plain, or the name of the colour and the text.
fn colour(kind: &str, text: &str, line: &mut Vec<Value>) {
    let runs = |text: &str| if kind.is_empty() { json!(text) } else { json!([kind, text]) };
    if text.len() <= LONG_WORD || text.split(' ').all(|word| word.len() <= LONG_WORD) {
        return line.push(runs(text));
    }
    for (at, piece) in text::pieces(text).enumerate() {
        if at > 0 {
            line.push(Value::Null);
        }
        line.push(runs(piece));
    }
}

fn rounded(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}
