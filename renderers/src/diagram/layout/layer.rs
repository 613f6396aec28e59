//! Which layer each box stands in, such that no layer is wider than a page.
//!
//! A list schedule after Coffman and Graham: layers are filled one after the other with boxes whose
//! predecessors all stand above, those with the longest way still below them first. Then boxes sink towards what
//! they lead to, as far as there is room, so that arrows stay short.

use super::{Join, Size};
use std::collections::BTreeMap;

/// Between two boxes of a layer.
pub(super) const GAP: f64 = 26.0;

/// So much wider than the limit may a layer be that would else tear apart what is alike.
pub(super) const SQUEEZE: f64 = 1.1;

/// The width of boxes side by side.
fn width(group: &[usize], boxes: &[Size]) -> f64 {
    group.iter().map(|node| boxes[*node].width + GAP).sum::<f64>() - GAP
}

/// Puts boxes into layers no wider than `limit` unless one box alone is. Joins of a box with itself are ignored.
pub(super) fn layers(boxes: &[Size], joins: &[Join], turned: &[bool], limit: f64) -> Vec<usize> {
    let graph = Graph::new(boxes.len(), joins, turned);
    let kinds = graph.kinds();
    let mut of = graph.schedule(boxes, &kinds, limit);
    graph.sink(boxes, &kinds, limit, &mut of);
    of
}

/// Which joins must be turned round so that there is no cycle: those that lead back to a box that is still open
/// in a walk through the boxes in their order. Only joins that `counts` are walked.
pub(super) fn turned(count: usize, joins: &[Join], counts: impl Fn(&Join) -> bool) -> Vec<bool> {
    let mut leaving = vec![Vec::new(); count];
    for (at, join) in joins.iter().enumerate().filter(|(_, join)| join.from != join.to && counts(join)) {
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

    /// Boxes with the same neighbours are alike, and shall stand in one layer: for each box the first one like it.
    fn kinds(&self) -> Vec<usize> {
        let sorted = |of: &Vec<usize>| {
            let mut of = of.clone();
            of.sort_unstable();
            of
        };
        let mut first = BTreeMap::new();
        let of = |node: usize| (sorted(&self.above[node]), sorted(&self.below[node]));
        (0..self.above.len()).map(|node| *first.entry(of(node)).or_insert(node)).collect()
    }

    /// The boxes that are ready, as groups that stand in one layer; what is too wide for any falls into even parts.
    fn groups(ready: &[usize], kinds: &[usize], boxes: &[Size], limit: f64) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut of_kind = BTreeMap::new();
        for node in ready {
            let group = *of_kind.entry(kinds[*node]).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(*node);
        }
        let parts = groups.into_iter().flat_map(|group| {
            let size = (1..=group.len()).map(|parts| group.len().div_ceil(parts));
            let fits = |size: &usize| group.chunks(*size).all(|part| width(part, boxes) <= limit * SQUEEZE);
            let size = size.clone().find(fits).unwrap_or(1);
            group.chunks(size).map(<[usize]>::to_vec).collect::<Vec<_>>()
        });
        parts.collect()
    }

    fn schedule(&self, boxes: &[Size], kinds: &[usize], limit: f64) -> Vec<usize> {
        let depths = self.depths();
        let mut of = vec![0; boxes.len()];
        let mut open: Vec<usize> = self.above.iter().map(Vec::len).collect();
        let mut ready: Vec<usize> = (0..boxes.len()).filter(|node| open[*node] == 0).collect();
        let mut layer = 0;
        while !ready.is_empty() {
            // What leads furthest comes first; what leads nowhere fills the room that is left.
            ready.sort_by_key(|node| (std::cmp::Reverse(depths[*node]), *node));
            let mut taken = -GAP;
            let groups = Self::groups(&ready, kinds, boxes, limit);
            let (now, later): (Vec<Vec<usize>>, Vec<Vec<usize>>) = groups.into_iter().partition(|group| {
                let more = GAP + width(group, boxes);
                let fits = taken < 0.0 || taken + more <= limit;
                taken += if fits { more } else { 0.0 };
                fits
            });
            ready = later.concat();
            for node in now.concat() {
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
    fn sink(&self, boxes: &[Size], kinds: &[usize], limit: f64, of: &mut [usize]) {
        let mut widths = vec![-GAP; of.iter().max().map_or(0, |last| last + 1)];
        for (node, layer) in of.iter().enumerate() {
            widths[*layer] += boxes[node].width + GAP;
        }
        let mut alike = vec![Vec::new(); of.len()];
        kinds.iter().enumerate().for_each(|(node, kind)| alike[*kind].push(node));
        for node in self.order.iter().rev().copied() {
            // The first of those that are alike moves them all.
            if kinds[node] != node {
                continue;
            }
            let Some(lowest) = self.below[node].iter().map(|next| of[*next] - 1).min() else { continue };
            if self.below[node].len() < self.above[node].len() {
                continue;
            }
            let group: Vec<usize> = alike[node].iter().copied().filter(|other| of[*other] == of[node]).collect();
            let room = width(&group, boxes) + GAP;
            if let Some(layer) = (of[node] + 1..=lowest).rev().find(|layer| widths[*layer] + room <= limit) {
                widths[of[node]] -= room;
                widths[layer] += room;
                group.iter().for_each(|other| of[*other] = layer);
            }
        }
    }
}
