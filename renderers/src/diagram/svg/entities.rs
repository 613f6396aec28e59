//! Entities as boxes of rows; relationships end in crow's feet.

use super::canvas::{Canvas, Paint};
use super::graph::{label_size, words_on};
use super::path::{self, End, pair};
use crate::diagram::layout::{self, Join, Point, Rect, Request, Route, Size};
use crate::diagram::words::{self, Line, Style, wrap};
use crate::diagram::{Count, Entities, EntityBox, Look, Relation};
use std::collections::BTreeMap;

const HEAD: f64 = 26.0;
const ROW: f64 = 17.0;
const PAD: f64 = 10.0;
/// Between the columns of keys, names and types.
const GAP: f64 = 12.0;
/// From the box to the end of the mark.
const MARK: f64 = 15.0;

/// The words of a box, and how its columns stand.
struct Words {
    name: Vec<Line>,
    rows: Vec<[Option<Line>; 3]>,
    columns: [f64; 3],
    size: Size,
}

/// Draws entities and relationships.
pub(super) fn draw(entities: &Entities, is_known: &dyn Fn(&str) -> bool, canvas: &mut Canvas) {
    let words: Vec<Words> = entities.entities.iter().map(words).collect();
    let relations = relations(entities);
    let labels: Vec<Vec<Line>> = relations.iter().map(|(it, ..)| wrap(&it.label, words::LABEL, 110.0, 3)).collect();
    let request = Request {
        sideways: false,
        boxes: words.iter().map(|words| words.size).collect(),
        joins: relations
            .iter()
            .zip(&labels)
            .map(|((_, from, to), label)| Join { from: *from, to: *to, label: label_size(label) })
            .collect(),
        frames: Vec::new(),
        inside: vec![None; words.len()],
    };
    let layout = layout::place(&request);
    canvas.lay(&request, &layout);
    let link = |entity: &EntityBox| entity.link.clone().filter(|anchor| is_known(anchor));
    let is_linked = entities.entities.iter().any(|entity| link(entity).is_some());
    for ((relation, from, to), route) in relations.iter().zip(&layout.routes) {
        canvas.join(is_linked, (*from, *to), |canvas| join(relation, route, canvas));
    }
    for (at, ((entity, words), rect)) in entities.entities.iter().zip(&words).zip(&layout.boxes).enumerate() {
        canvas.link(at, link(entity).as_deref(), |canvas| draw_box(entity, words, *rect, canvas));
    }
    for ((label, route), (_, from, to)) in labels.iter().zip(&layout.routes).zip(&relations) {
        if !label.is_empty() {
            canvas.join(is_linked, (*from, *to), |canvas| words_on(label, route, canvas));
        }
    }
}

/// Relations whose entities exist, with the entities' indices. Of two entities of one name the first is meant.
fn relations(entities: &Entities) -> Vec<(&Relation, usize, usize)> {
    let mut at = BTreeMap::new();
    for (index, entity) in entities.entities.iter().enumerate() {
        at.entry(entity.name.as_str()).or_insert(index);
    }
    let index = |name: &String| at.get(name.as_str()).copied();
    entities.relations.iter().filter_map(|it| Some((it, index(&it.from)?, index(&it.to)?))).collect()
}

fn words(entity: &EntityBox) -> Words {
    let one = |text: &str, style: Style, limit: f64| wrap(text, style, limit, 1).pop();
    let name = wrap(&entity.name, words::TITLE, 190.0, 2);
    let rows: Vec<[Option<Line>; 3]> = entity
        .fields
        .iter()
        .map(|field| {
            let keys = one(&field.keys.join(" "), words::NOTE, 60.0);
            [one(&field.name, words::TEXT, 150.0), one(&field.kind, words::NOTE, 110.0), keys]
        })
        .collect();
    let columns = [0, 1, 2].map(|column| {
        let widths = rows.iter().filter_map(|row| row[column].as_ref().map(Line::width));
        widths.fold(0.0, f64::max).ceil()
    });
    let table = columns.iter().filter(|width| **width > 0.0).map(|width| width + GAP).sum::<f64>() - GAP;
    let (name_width, name_height) = words::extent(&name);
    let head = (name_height + 10.0).max(HEAD);
    let below = if rows.is_empty() { 0.0 } else { ROW * rows.len() as f64 + 8.0 };
    let size = Size { width: (table.max(name_width) + 2.0 * PAD).max(90.0), height: head + below };
    Words { name, rows, columns, size }
}

fn draw_box(entity: &EntityBox, words: &Words, rect: Rect, canvas: &mut Canvas) {
    let look = if entity.outside { Look::Outside } else { Look::Plain };
    canvas.rect(rect, 4.0, Paint::of(look));
    let below = if words.rows.is_empty() { 0.0 } else { ROW * words.rows.len() as f64 + 8.0 };
    let head = Rect { height: rect.height - below, ..rect };
    if !words.rows.is_empty() {
        canvas.rule(&format!(
            "M{}H{}",
            pair(Point { x: rect.x, y: head.bottom() }),
            super::canvas::number(rect.right())
        ));
    }
    canvas.centred(&words.name, head);
    let mut top = head.bottom() + 4.0;
    for row in &words.rows {
        cells(row, words, rect, top, canvas);
        top += ROW;
    }
}

/// Names at the left, types after them, keys at the right edge.
fn cells(row: &[Option<Line>; 3], words: &Words, rect: Rect, top: f64, canvas: &mut Canvas) {
    let left = rect.x + PAD;
    let places = [(left, "start"), (left + words.columns[0] + GAP, "start"), (rect.right() - PAD, "end")];
    for (cell, (x, anchor)) in row.iter().zip(places) {
        if let Some(line) = cell {
            canvas.text(line, x, top + (ROW - line.height()) / 2.0, anchor);
        }
    }
}

fn join(relation: &Relation, route: &Route, canvas: &mut Canvas) {
    let Some((first, last)) = path::ends(route) else { return };
    canvas.line(&path::data(route, MARK, MARK), relation.broken);
    mark(relation.from_count, &first, canvas);
    mark(relation.to_count, &last, canvas);
}

/// A crow's foot: three toes for many, a bar for one, a ring for none.
fn mark(count: Count, end: &End, canvas: &mut Canvas) {
    let stem = format!("M{}L{}", pair(end.back(MARK, 0.0)), pair(end.at));
    let bar = |by: f64| format!("M{}L{}", pair(end.back(by, 4.5)), pair(end.back(by, -4.5)));
    let foot = || {
        let (a, b, heel) = (end.back(0.0, 5.0), end.back(0.0, -5.0), end.back(9.0, 0.0));
        format!("M{}L{}L{}", pair(a), pair(heel), pair(b))
    };
    canvas.line(&stem, false);
    match count {
        Count::One => canvas.line(&format!("{}{}", bar(5.0), bar(9.0)), false),
        Count::ZeroOrOne => canvas.line(&bar(5.0), false),
        Count::Many => canvas.line(&foot(), false),
        Count::OneOrMany => canvas.line(&format!("{}{}", foot(), bar(12.0)), false),
    }
    if matches!(count, Count::ZeroOrOne | Count::Many) {
        canvas.dot(end.back(12.0, 0.0), 3.2, "hollow", "#ffffff");
    }
}
