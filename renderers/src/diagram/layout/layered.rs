//! One connected part without frames, from top to bottom: our layers, the library's order within them, our places.

use super::compact::{self, Item, Link};
use super::layer::{self, GAP, Layers};
use super::route::{self, Way};
use super::{Layout, Point, Rect, Request, Size, framed};
use dugong::graphlib::{Graph, GraphOptions};
use dugong::order::{OrderOptions, order};
use dugong::{EdgeLabel, GraphLabel, NodeLabel};

/// Between two layers of boxes; arrows turn in it.
const LAYER_GAP: f64 = 40.0;
/// Between a layer of boxes and one of words on arrows.
const WORDS_GAP: f64 = 22.0;
/// Beside an arrow that passes a layer.
const ARROW_AIR: f64 = 11.0;

/// A part with everything in layers: boxes, then what arrows have in the layers that they pass.
struct Plan {
    items: Vec<Item>,
    heights: Vec<f64>,
    layer: Vec<usize>,
    links: Vec<Link>,
    /// Per join, from top to bottom: the items that it passes through; nothing for a loop.
    passes: Vec<Vec<usize>>,
    /// Per join: the item that holds its words.
    labels: Vec<Option<usize>>,
    has_words: bool,
}

/// Lays out a part, its layers of boxes no wider than `limit` where that can be had.
pub(super) fn place(part: &Request, limit: f64) -> Layout {
    let sizes: Vec<Size> = (0..part.boxes.len()).map(|at| framed::with_loop(part, at)).collect();
    let layers = layer::layers(&sizes, &part.joins, limit);
    let plan = plan(part, &sizes, &layers);
    let rows = rows(&plan);
    let xs = compact::places(&plan.items, &rows, &plan.links);
    let ys = heights(&plan, &rows);
    read(part, &layers, &plan, &xs, &ys)
}

fn plan(part: &Request, sizes: &[Size], layers: &Layers) -> Plan {
    let has_words = part.joins.iter().any(|join| join.label.width > 0.0 && join.from != join.to);
    let step = if has_words { 2 } else { 1 };
    let mut plan = Plan {
        items: sizes.iter().map(|size| Item { width: size.width, air: GAP }).collect(),
        heights: sizes.iter().map(|size| size.height).collect(),
        layer: layers.of.iter().map(|layer| layer * step).collect(),
        links: Vec::new(),
        passes: Vec::new(),
        labels: Vec::new(),
        has_words,
    };
    for (at, join) in part.joins.iter().enumerate() {
        let (upper, lower) = framed::ends(join, layers.turned[at]);
        plan.lead(upper, lower, join.label);
    }
    plan
}

impl Plan {
    /// Adds what a join has in the layers between its boxes.
    fn lead(&mut self, upper: usize, lower: usize, label: Size) {
        let (first, last) = (self.layer[upper], self.layer[lower]);
        // Words stand in a layer of their own, which is an odd one, about half way.
        let words = (label.width > 0.0 && last > first).then(|| (first + (last - first) / 2 - 1) | 1);
        let words = words.map(|layer| layer.max(first + 1));
        let (mut passes, mut at) = (Vec::new(), upper);
        for layer in first + 1..last {
            let size = if Some(layer) == words { label } else { Size::default() };
            let next = self.items.len();
            self.items.push(Item { width: size.width, air: ARROW_AIR });
            self.heights.push(size.height);
            self.layer.push(layer);
            // Long arrows shall be straight; boxes may stand aside for them.
            let weight = if at == upper { 2.0 } else { 8.0 };
            self.links.push(Link { upper: at, lower: next, weight });
            passes.push(next);
            at = next;
        }
        if upper != lower {
            self.links.push(Link { upper: at, lower, weight: if at == upper { 1.0 } else { 2.0 } });
        }
        self.labels.push(words.and_then(|layer| passes.get(layer - first - 1).copied()));
        self.passes.push(passes);
    }
}

/// The items of each layer from left to right, with few crossings.
fn rows(plan: &Plan) -> Vec<Vec<usize>> {
    let mut graph: Graph<NodeLabel, EdgeLabel, GraphLabel> =
        Graph::new(GraphOptions { multigraph: false, compound: false, directed: true });
    graph.set_graph(GraphLabel::default());
    for (at, layer) in plan.layer.iter().enumerate() {
        let rank = i32::try_from(*layer).ok();
        graph.set_node(framed::name(at), NodeLabel { rank, ..NodeLabel::default() });
    }
    for link in &plan.links {
        let label = EdgeLabel { weight: 1.0, ..EdgeLabel::default() };
        graph.set_edge_with_label(framed::name(link.upper), framed::name(link.lower), label);
    }
    order(&mut graph, OrderOptions::default());
    let mut rows = vec![Vec::new(); plan.layer.iter().max().map_or(0, |last| last + 1)];
    for (at, layer) in plan.layer.iter().enumerate() {
        let place = graph.node(&framed::name(at)).and_then(|node| node.order);
        rows[*layer].push((place, at));
    }
    rows.into_iter()
        .map(|mut row| {
            row.sort_unstable();
            row.into_iter().map(|(_, at)| at).collect()
        })
        .collect()
}

/// The middle of each layer, down the page, and behind the last one the height of the whole.
fn heights(plan: &Plan, rows: &[Vec<usize>]) -> Vec<f64> {
    let gap = if plan.has_words { WORDS_GAP } else { LAYER_GAP };
    let mut ys = Vec::with_capacity(rows.len() + 1);
    let mut top = 0.0;
    for row in rows {
        let height = row.iter().map(|item| plan.heights[*item]).fold(0.0, f64::max);
        ys.push(top + height / 2.0);
        top += height + gap;
    }
    ys.push(top - gap);
    ys
}

fn read(part: &Request, layers: &Layers, plan: &Plan, xs: &[f64], ys: &[f64]) -> Layout {
    let rect = |item: usize| Rect {
        x: xs[item] - plan.items[item].width / 2.0,
        y: ys[plan.layer[item]] - plan.heights[item] / 2.0,
        width: plan.items[item].width,
        height: plan.heights[item],
    };
    let width = (0..xs.len()).map(|item| rect(item).right()).fold(0.0, f64::max);
    let boxes: Vec<Rect> = part.boxes.iter().enumerate().map(|(at, own)| framed::at_left(rect(at), *own)).collect();
    let way = |at: usize| {
        let join = &part.joins[at];
        let (upper, lower) = framed::ends(join, layers.turned[at]);
        let points = plan.passes[at].iter().map(|item| Point { x: xs[*item], y: ys[plan.layer[*item]] }).collect();
        let label = plan.labels[at].map(rect);
        (upper != lower).then_some(Way { upper, lower, is_turned: layers.turned[at], points, label })
    };
    let ways: Vec<Option<Way>> = (0..part.joins.len()).map(way).collect();
    let routes = route::routes(&part.joins, &boxes, &ways);
    let height = ys.last().copied().unwrap_or_default();
    Layout { size: Size { width, height }, boxes, routes, frames: vec![Rect::default(); part.frames.len()] }
}
