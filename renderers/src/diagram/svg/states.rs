//! States of a lifecycle: round boxes, a dot before the first, a ringed dot after the last.

use super::canvas::{Canvas, Paint};
use super::graph::{arrow, label_size, words_on};
use crate::diagram::layout::{self, Join, Rect, Request, Size};
use crate::diagram::words::{self, Line, extent, wrap};
use crate::diagram::{Look, States};

/// The side of the square that a dot stands in.
const DOT: f64 = 18.0;

/// Draws states and the moves between them.
pub(super) fn draw(states: &States, canvas: &mut Canvas) {
    let names: Vec<Vec<Line>> = states.states.iter().map(|state| wrap(&state.name, words::TITLE, 130.0, 3)).collect();
    let count = names.len();
    let moves: Vec<&(usize, usize, String)> =
        states.moves.iter().filter(|(from, to, _)| *from < count && *to < count).collect();
    let labels: Vec<Vec<Line>> = moves.iter().map(|(.., label)| wrap(label, words::LABEL, 120.0, 3)).collect();
    let mut boxes: Vec<Size> = names.iter().map(|lines| size(lines)).collect();
    let mut joins: Vec<Join> = moves
        .iter()
        .zip(&labels)
        .map(|((from, to, _), label)| Join { from: *from, to: *to, label: label_size(label) })
        .collect();
    dots(states, &mut boxes, &mut joins);
    let request = Request { sideways: false, inside: vec![None; boxes.len()], boxes, joins, frames: Vec::new() };
    let layout = layout::place(&request);
    canvas.lay(&request, &layout);
    layout.routes.iter().for_each(|route| arrow(route, false, canvas));
    for (lines, rect) in names.iter().zip(&layout.boxes) {
        canvas.rect(*rect, 13.0, Paint::of(Look::Plain));
        canvas.centred(lines, *rect);
    }
    let initial = states.states.iter().filter(|state| state.initial).count();
    for (at, rect) in layout.boxes[count..].iter().enumerate() {
        dot(*rect, at >= initial, canvas);
    }
    for (label, route) in labels.iter().zip(&layout.routes) {
        words_on(label, route, canvas);
    }
}

fn size(lines: &[Line]) -> Size {
    let (width, height) = extent(lines);
    Size { width: (width + 28.0).max(80.0), height: height + 14.0 }
}

/// A dot before each initial state, then one after each last one.
fn dots(states: &States, boxes: &mut Vec<Size>, joins: &mut Vec<Join>) {
    let dot = Size { width: DOT, height: DOT };
    for (at, _) in states.states.iter().enumerate().filter(|(_, state)| state.initial) {
        joins.push(Join { from: boxes.len(), to: at, label: Size::default() });
        boxes.push(dot);
    }
    for (at, _) in states.states.iter().enumerate().filter(|(_, state)| state.last) {
        joins.push(Join { from: at, to: boxes.len(), label: Size::default() });
        boxes.push(dot);
    }
}

fn dot(rect: Rect, is_last: bool, canvas: &mut Canvas) {
    if is_last {
        canvas.dot(rect.middle(), DOT / 2.0 - 1.0, "hollow", "#ffffff");
        canvas.dot(rect.middle(), DOT / 2.0 - 4.5, "head", "#5b656d");
    } else {
        canvas.dot(rect.middle(), DOT / 2.0 - 2.0, "head", "#5b656d");
    }
}
