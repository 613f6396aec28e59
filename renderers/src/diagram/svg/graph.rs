//! Boxes joined by arrows, in frames, with a legend.

use super::canvas::{Canvas, Paint};
use super::frame;
use super::legend::{self, Key};
use super::path::{self, pair};
use crate::diagram::layout::{self, Join, Point, Rect, Request, Route, Size};
use crate::diagram::words::{self, Line, extent, wrap};
use crate::diagram::{Direction, Edge, Graph, Look, Node};
use std::collections::BTreeMap;

/// Text in a box is broken at this width.
const TEXT_WIDTH: f64 = 138.0;
/// Words on arrows stand beside one another, so they are broken sooner.
const LABEL_WIDTH: f64 = 88.0;
const PAD: Size = Size { width: 12.0, height: 9.0 };
/// The height of the lid of a store.
const LID: f64 = 6.0;
/// The head of a person.
const HEAD: f64 = 16.0;

/// Draws a graph.
pub(super) fn draw(graph: &Graph, is_known: &dyn Fn(&str) -> bool, canvas: &mut Canvas) {
    let texts: Vec<Vec<Line>> = graph.nodes.iter().map(lines).collect();
    let edges = edges(graph);
    let labels: Vec<Vec<Line>> =
        edges.iter().map(|(edge, ..)| wrap(&edge.label, words::LABEL, LABEL_WIDTH, 5)).collect();
    let titles = frame::titles(&graph.frames);
    let request = Request {
        sideways: graph.direction == Direction::Right,
        boxes: graph.nodes.iter().zip(&texts).map(|(node, lines)| size(node, lines)).collect(),
        joins: edges
            .iter()
            .zip(&labels)
            .map(|((_, from, to), label)| Join { from: *from, to: *to, label: label_size(label) })
            .collect(),
        frames: titles.iter().map(|lines| frame::size(lines)).collect(),
        inside: graph.nodes.iter().map(|node| node.frame.filter(|at| *at < graph.frames.len())).collect(),
    };
    let layout = layout::place(&request);
    canvas.lay(&request, &layout);
    frame::draw(&titles, &layout, canvas);
    let link = |node: &Node| node.link.clone().filter(|anchor| is_known(anchor));
    let is_linked = graph.nodes.iter().any(|node| link(node).is_some());
    for ((edge, from, to), route) in edges.iter().zip(&layout.routes) {
        canvas.join(is_linked, (*from, *to), |canvas| arrow(route, edge.broken, canvas));
    }
    for (at, ((node, lines), rect)) in graph.nodes.iter().zip(&texts).zip(&layout.boxes).enumerate() {
        canvas.link(at, link(node).as_deref(), |canvas| draw_box(node.look, lines, *rect, canvas));
    }
    for ((label, route), (_, from, to)) in labels.iter().zip(&layout.routes).zip(&edges) {
        if !label.is_empty() {
            canvas.join(is_linked, (*from, *to), |canvas| words_on(label, route, canvas));
        }
    }
    let looks = graph.legend.iter().map(|(look, words)| (Key::Look(*look), words.as_str()));
    let lines = graph.lines.iter().map(|(broken, words)| (Key::Line(*broken), words.as_str()));
    legend::draw(looks.chain(lines), canvas);
}

/// Edges whose boxes exist, with the boxes' indices. Of two boxes with one id the first is meant.
fn edges(graph: &Graph) -> Vec<(&Edge, usize, usize)> {
    let mut at = BTreeMap::new();
    for (index, node) in graph.nodes.iter().enumerate() {
        at.entry(node.id.as_str()).or_insert(index);
    }
    let index = |id: &String| at.get(id.as_str()).copied();
    graph.edges.iter().filter_map(|edge| Some((edge, index(&edge.from)?, index(&edge.to)?))).collect()
}

/// The words of a box.
pub(super) fn lines(node: &Node) -> Vec<Line> {
    let mut lines = wrap(&node.title, words::TITLE, TEXT_WIDTH, 4);
    if !node.note.is_empty() {
        lines.extend(wrap(&format!("[{}]", node.note), words::NOTE, TEXT_WIDTH, 3));
    }
    lines.extend(wrap(&node.text, words::TEXT, TEXT_WIDTH, 6));
    lines
}

/// The size of a box with these words.
pub(super) fn size(node: &Node, lines: &[Line]) -> Size {
    let (width, height) = extent(lines);
    let more = match node.look {
        Look::Store => 2.0 * LID,
        Look::Person => HEAD + 2.0,
        _ => 0.0,
    };
    Size { width: (width + 2.0 * PAD.width).max(72.0), height: (height + 2.0 * PAD.height).max(32.0) + more }
}

/// The room of words on an arrow, with a little air.
pub(super) fn label_size(lines: &[Line]) -> Size {
    let (width, height) = extent(lines);
    if lines.is_empty() { Size::default() } else { Size { width: width + 8.0, height: height + 4.0 } }
}

/// An arrow with its head.
pub(super) fn arrow(route: &Route, broken: bool, canvas: &mut Canvas) {
    let Some((_, end)) = path::ends(route) else { return };
    canvas.line(&path::data(route, 0.0, 7.0), broken);
    canvas.shape(&path::head(&end), Paint { class: "head", fill: "#5b656d", stroke: "#5b656d", broken: false });
}

/// The words of an arrow, in the gap that the route leaves for them.
pub(super) fn words_on(lines: &[Line], route: &Route, canvas: &mut Canvas) {
    if let Some(rect) = route.label {
        canvas.reach(rect.right(), rect.bottom());
        canvas.centred(lines, rect);
    }
}

/// A box with its words.
pub(super) fn draw_box(look: Look, lines: &[Line], rect: Rect, canvas: &mut Canvas) {
    let paint = Paint::of(look);
    let within = match look {
        Look::Store => {
            store(rect, paint, canvas);
            Rect { y: rect.y + 2.0 * LID, height: rect.height - 2.0 * LID, ..rect }
        }
        Look::Person => {
            person(rect, paint, canvas);
            Rect { y: rect.y + HEAD + 2.0, height: rect.height - HEAD - 2.0, ..rect }
        }
        _ => {
            canvas.rect(rect, 5.0, paint);
            rect
        }
    };
    canvas.centred(lines, within);
}

/// A drum: the sign for stored data.
fn store(rect: Rect, paint: Paint, canvas: &mut Canvas) {
    let Rect { x, y, .. } = rect;
    let (right, bottom, radius) = (rect.right(), rect.bottom(), rect.width / 2.0);
    let [top_left, top_right] = [x, right].map(|x| Point { x, y: y + LID });
    let [low_left, low_right] = [x, right].map(|x| Point { x, y: bottom - LID });
    let lid = format!("{radius:.1} {LID} 0 0");
    let body =
        format!("M{}A{lid} 1 {}L{}A{lid} 1 {}Z", pair(top_left), pair(top_right), pair(low_right), pair(low_left));
    canvas.shape(&body, paint);
    let front = format!("M{}A{lid} 0 {}", pair(top_left), pair(top_right));
    canvas.shape(&front, Paint { fill: "none", class: "lid", ..paint });
}

/// A round body with a head on it.
fn person(rect: Rect, paint: Paint, canvas: &mut Canvas) {
    let body = Rect { y: rect.y + HEAD, height: rect.height - HEAD, ..rect };
    canvas.rect(body, 14.0, paint);
    let radius = HEAD / 2.0 + 1.0;
    let head = Rect { x: rect.middle().x - radius, y: rect.y, width: 2.0 * radius, height: 2.0 * radius };
    canvas.rect(head, radius, paint);
}
