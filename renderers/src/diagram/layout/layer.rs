//! Which layer each box stands in, such that no layer is wider than a page.
//!
//! A list schedule after Coffman and Graham: layers are filled one after the other with boxes whose
//! predecessors all stand above, those with the longest way still below them first. Then boxes sink towards what
//! they lead to, as far as there is room, so that arrows stay short.

use super::{Join, Size};

/// Joins that all run downwards, and the layer of each box.
pub(super) struct Layers {
    /// Per join: whether it was turned round to break a cycle.
    pub(super) turned: Vec<bool>,
    pub(super) of: Vec<usize>,
}

/// Between two boxes of a layer.
pub(super) const GAP: f64 = 26.0;

/// Puts boxes into layers no wider than `limit` unless one box alone is. Joins of a box with itself are ignored.
pub(super) fn layers(boxes: &[Size], joins: &[Join], limit: f64) -> Layers {
    let turned = turned(boxes.len(), joins);
    let graph = Graph::new(boxes.len(), joins, &turned);
    let mut of = graph.schedule(boxes, limit);
    graph.sink(boxes, limit, &mut of);
    Layers { turned, of }
}

/// Which joins must be turned round so that there is no cycle: those that lead back to a box that is still open
/// in a walk through the boxes in their order.
pub(super) fn turned(count: usize, joins: &[Join]) -> Vec<bool> {
    let mut leaving = vec![Vec::new(); count];
    for (at, join) in joins.iter().enumerate().filter(|(_, join)| join.from != join.to) {
        leaving[join.from].push(at);
    }
    let (mut is_seen, mut is_open) = (vec![false; count], vec![false; count]);
    let mut turned = vec![false; joins.len()];
    for root in 0..count {
        if is_seen[root] {
            continue;
        }
        let mut path = vec![(root, 0)];
        (is_seen[root], is_open[root]) = (true, true);
        while let Some((node, next)) = path.last_mut() {
            let Some(join) = leaving[*node].get(*next).copied() else {
                is_open[*node] = false;
                path.pop();
                continue;
            };
            *next += 1;
            let to = joins[join].to;
            turned[join] = is_open[to];
            if !is_seen[to] {
                (is_seen[to], is_open[to]) = (true, true);
                path.push((to, 0));
            }
        }
    }
    turned
}

/// The joins without cycles, by neighbours.
struct Graph {
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
    /// A topological order; ties in the order of the boxes.
    order: Vec<usize>,
}

impl Graph {
    fn new(count: usize, joins: &[Join], turned: &[bool]) -> Self {
        let mut graph = Self { above: vec![Vec::new(); count], below: vec![Vec::new(); count], order: Vec::new() };
        for (join, is_turned) in joins.iter().zip(turned).filter(|(join, _)| join.from != join.to) {
            let (from, to) = if *is_turned { (join.to, join.from) } else { (join.from, join.to) };
            graph.below[from].push(to);
            graph.above[to].push(from);
        }
        let mut open: Vec<usize> = graph.above.iter().map(Vec::len).collect();
        graph.order = (0..count).filter(|node| open[*node] == 0).collect();
        let mut at = 0;
        while let Some(node) = graph.order.get(at).copied() {
            at += 1;
            for next in &graph.below[node] {
                open[*next] -= 1;
                if open[*next] == 0 {
                    graph.order.push(*next);
                }
            }
        }
        graph
    }

    /// How many layers must still come below each box.
    fn depths(&self) -> Vec<usize> {
        let mut depths = vec![0; self.order.len()];
        for node in self.order.iter().rev() {
            depths[*node] = self.below[*node].iter().map(|next| depths[*next] + 1).max().unwrap_or(0);
        }
        depths
    }

    fn schedule(&self, boxes: &[Size], limit: f64) -> Vec<usize> {
        let depths = self.depths();
        let mut of = vec![0; boxes.len()];
        let mut open: Vec<usize> = self.above.iter().map(Vec::len).collect();
        let mut ready: Vec<usize> = (0..boxes.len()).filter(|node| open[*node] == 0).collect();
        let mut layer = 0;
        while !ready.is_empty() {
            // What leads furthest comes first; what leads nowhere fills the room that is left.
            ready.sort_by_key(|node| (std::cmp::Reverse(depths[*node]), *node));
            let mut width = -GAP;
            let (now, later): (Vec<usize>, Vec<usize>) = ready.iter().partition(|node| {
                let fits = width < 0.0 || width + GAP + boxes[**node].width <= limit;
                width += if fits { GAP + boxes[**node].width } else { 0.0 };
                fits
            });
            ready = later;
            for node in now {
                of[node] = layer;
                for next in &self.below[node] {
                    open[*next] -= 1;
                    if open[*next] == 0 {
                        ready.push(*next);
                    }
                }
            }
            layer += 1;
        }
        of
    }

    /// Moves boxes down where more arrows leave than reach them.
    fn sink(&self, boxes: &[Size], limit: f64, of: &mut [usize]) {
        let mut widths = vec![-GAP; of.iter().max().map_or(0, |last| last + 1)];
        for (node, layer) in of.iter().enumerate() {
            widths[*layer] += boxes[node].width + GAP;
        }
        for node in self.order.iter().rev().copied() {
            let Some(lowest) = self.below[node].iter().map(|next| of[*next] - 1).min() else { continue };
            if self.below[node].len() < self.above[node].len() {
                continue;
            }
            let room = boxes[node].width + GAP;
            if let Some(layer) = (of[node] + 1..=lowest).rev().find(|layer| widths[*layer] + room <= limit) {
                widths[of[node]] -= room;
                widths[layer] += room;
                of[node] = layer;
            }
        }
    }
}
