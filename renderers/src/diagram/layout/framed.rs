//! One connected part with frames, from top to bottom: laid out by the library, which keeps a frame in one piece.

use super::layer;
use super::route::{self, Way};
use super::{Join, Layout, Point, Rect, Request, Size};
use dugong::graphlib::{EdgeKey, Graph, GraphOptions};
use dugong::{EdgeLabel, GraphLabel, NodeLabel};

/// Between two layers; arrows turn in it.
const LAYER_GAP: f64 = 46.0;
/// Between arrows that pass a layer side by side.
const ARROW_GAP: f64 = 12.0;
/// Beside a box that is joined with itself: room for the loop.
pub(super) const LOOP: f64 = 22.0;
/// The height of a loop without words.
pub(super) const LEAST_LOOP: f64 = 12.0;

type Drawn = Graph<NodeLabel, EdgeLabel, GraphLabel>;

/// Ways to choose layers, as the library names them, in the order in which they are tried.
const RANKERS: [&str; 3] = ["network-simplex", "tight-tree", "longest-path"];

/// Lays out a part.
///
/// The library keeps a frame's boxes together, but may let a box from outside stand between them; then the next
/// way to choose layers is tried.
pub(super) fn place(part: &Request) -> Layout {
    let sizes: Vec<Size> = (0..part.boxes.len()).map(|at| with_loop(part, at)).collect();
    let turned = layer::turned(sizes.len(), &part.joins);
    let mut layouts = RANKERS.iter().map(|ranker| {
        let mut graph = graph(part, &sizes, &turned, ranker);
        dugong::layout(&mut graph).expect("a graph of these sizes can be laid out");
        read(part, &sizes, &turned, &graph)
    });
    let first = layouts.next().unwrap_or_default();
    if is_clean(part, &first) { first } else { layouts.find(|next| is_clean(part, next)).unwrap_or(first) }
}

/// Whether no box touches a frame that it does not belong to.
fn is_clean(part: &Request, layout: &Layout) -> bool {
    let belongs = |at: usize, frame: usize| part.inside[at] == Some(frame);
    let strays = |(frame, rect): (usize, &Rect)| {
        layout.boxes.iter().enumerate().any(|(at, own)| !belongs(at, frame) && own.overlaps(rect))
    };
    !layout.frames.iter().enumerate().any(strays)
}

/// The size of a box with the loops beside it, if it has any: one under the other, each as high as its words.
pub(super) fn with_loop(part: &Request, at: usize) -> Size {
    let Size { mut width, mut height } = part.boxes[at];
    let mut loops = 0.0;
    for join in part.joins.iter().filter(|join| join.from == at && join.to == at) {
        width = width.max(part.boxes[at].width + LOOP + join.label.width + 6.0);
        loops += join.label.height.max(LEAST_LOOP);
    }
    height = height.max(loops);
    Size { width, height }
}

fn graph(part: &Request, sizes: &[Size], turned: &[bool], ranker: &str) -> Drawn {
    let mut graph: Drawn = Graph::new(GraphOptions { multigraph: true, compound: true, directed: true });
    graph.set_graph(GraphLabel {
        nodesep: layer::GAP,
        ranksep: LAYER_GAP,
        edgesep: ARROW_GAP,
        ranker: Some(ranker.to_owned()),
        ..GraphLabel::default()
    });
    for (at, size) in sizes.iter().enumerate() {
        graph.set_node(name(at), NodeLabel { width: size.width, height: size.height, ..NodeLabel::default() });
    }
    for frame in 0..part.frames.len() {
        if part.inside.contains(&Some(frame)) {
            graph.set_node(frame_name(frame), NodeLabel::default());
        }
    }
    for (at, frame) in part.inside.iter().enumerate() {
        if let Some(frame) = frame {
            graph.set_parent(name(at), frame_name(*frame));
        }
    }
    for (at, join) in part.joins.iter().enumerate().filter(|(_, join)| join.from != join.to) {
        let (from, to) = ends(join, turned[at]);
        let label = EdgeLabel {
            width: join.label.width,
            height: join.label.height,
            minlen: 1,
            weight: 1.0,
            ..EdgeLabel::default()
        };
        graph.set_edge_named(name(from), name(to), Some(name(at)), Some(label));
    }
    graph
}

pub(super) fn ends(join: &Join, is_turned: bool) -> (usize, usize) {
    if is_turned { (join.to, join.from) } else { (join.from, join.to) }
}

/// Names sort as the numbers do.
pub(super) fn name(at: usize) -> String {
    format!("b{at:05}")
}

fn frame_name(at: usize) -> String {
    format!("f{at:05}")
}

fn read(part: &Request, sizes: &[Size], turned: &[bool], graph: &Drawn) -> Layout {
    let whole: Vec<Rect> = (0..sizes.len()).map(|at| rect(graph, &name(at))).collect();
    let boxes: Vec<Rect> = whole.iter().zip(&part.boxes).map(|(rect, own)| at_left(*rect, *own)).collect();
    let ways: Vec<Option<Way>> =
        part.joins.iter().enumerate().map(|(at, join)| way(graph, join, turned[at], at)).collect();
    let routes = route::routes(&part.joins, &boxes, &ways);
    let frames = (0..part.frames.len())
        .map(|at| if part.inside.contains(&Some(at)) { rect(graph, &frame_name(at)) } else { Rect::default() })
        .collect();
    Layout { size: Size { width: graph.graph().width, height: graph.graph().height }, boxes, routes, frames }
}

/// A box at the left of the room that it has with its loops.
pub(super) fn at_left(whole: Rect, own: Size) -> Rect {
    let y = whole.y + (whole.height - own.height) / 2.0;
    Rect { x: whole.x, y, width: own.width, height: own.height }
}

fn rect(graph: &Drawn, name: &str) -> Rect {
    let node = graph.node(name).expect("a node that was put in is still there");
    let (x, y) = (node.x.unwrap_or_default(), node.y.unwrap_or_default());
    Rect { x: x - node.width / 2.0, y: y - node.height / 2.0, width: node.width, height: node.height }
}

/// The way of a join through the layers, downwards; `None` for a loop.
fn way(graph: &Drawn, join: &Join, is_turned: bool, at: usize) -> Option<Way> {
    let (from, to) = ends(join, is_turned);
    let edge = graph.edge_by_key(&EdgeKey::new(name(from), name(to), Some(name(at))))?;
    // The ends are put anew on the boxes' sides.
    let inner = edge.points.get(1..edge.points.len().saturating_sub(1)).unwrap_or_default();
    let points = inner.iter().map(|point| Point { x: point.x, y: point.y }).collect();
    let label = edge.x.zip(edge.y).filter(|_| join.label.width > 0.0).map(|(x, y)| Rect {
        x: x - join.label.width / 2.0,
        y: y - join.label.height / 2.0,
        width: join.label.width,
        height: join.label.height,
    });
    Some(Way { upper: from, lower: to, is_turned, points, label })
}
