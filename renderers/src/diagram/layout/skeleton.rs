//! What of a graph is held from more than one side, and the trees that hang from it.
//!
//! Plucking away boxes with one neighbour, again and again, leaves the core; it is the same before and after somebody
//! adds a leaf. Everything that weighs one box against another looks at the core alone; the rest is hung on it one
//! box after the other, in the order of the boxes. So a leaf that is added last finds everything as it was without it.

use super::Join;
use super::layer::turned;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A graph as its core and what hangs from it.
pub(super) struct Skeleton {
    /// Per join: whether it must be turned round so that there is no cycle.
    pub(super) turned: Vec<bool>,
    pub(super) is_core: Vec<bool>,
    /// The boxes outside the core, each after the one that it hangs from.
    pub(super) hung: Vec<Hung>,
}

/// A box outside the core.
pub(super) struct Hung {
    pub(super) node: usize,
    /// What it hangs from; nothing for the first box of a tree that hangs from nothing.
    pub(super) from: Option<usize>,
    /// Whether the arrow between the two runs to this box; where several do, the first one.
    pub(super) is_below: bool,
    /// All joins between the two, in order.
    pub(super) joins: Vec<usize>,
}

impl Skeleton {
    /// The skeleton of so many boxes. Joins of a box with itself are ignored.
    pub(super) fn new(count: usize, joins: &[Join]) -> Self {
        let mut near: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
        for (at, join) in joins.iter().enumerate().filter(|(_, join)| join.from != join.to) {
            near[join.from].push((join.to, at));
            near[join.to].push((join.from, at));
        }
        near.iter_mut().for_each(|near| near.sort_unstable());
        let is_core = core(&near);
        let inner = |join: &Join| is_core[join.from] && is_core[join.to];
        let mut turned = turned(count, joins, inner);
        let hung = hung(&near, joins, &is_core);
        for hung in &hung {
            let upper = if hung.is_below { hung.from } else { Some(hung.node) };
            hung.joins.iter().for_each(|join| turned[*join] = Some(joins[*join].from) != upper);
        }
        Self { turned, is_core, hung }
    }

    /// The upper and the lower end of a join.
    pub(super) fn ends(&self, at: usize, join: &Join) -> (usize, usize) {
        if self.turned[at] { (join.to, join.from) } else { (join.from, join.to) }
    }
}

/// Neighbours that differ, of those in order.
fn distinct(near: &[(usize, usize)]) -> impl Iterator<Item = usize> {
    near.chunk_by(|a, b| a.0 == b.0).map(|same| same[0].0)
}

fn core(near: &[Vec<(usize, usize)>]) -> Vec<bool> {
    let mut is_core = vec![true; near.len()];
    let mut left: Vec<usize> = near.iter().map(|near| distinct(near).count()).collect();
    let mut loose: Vec<usize> = (0..near.len()).filter(|node| left[*node] < 2).collect();
    while let Some(node) = loose.pop() {
        if !std::mem::replace(&mut is_core[node], false) {
            continue;
        }
        for other in distinct(&near[node]).filter(|other| is_core[*other]) {
            left[other] -= 1;
            if left[other] < 2 {
                loose.push(other);
            }
        }
    }
    is_core
}

/// The boxes outside the core: of those whose neighbour hangs or is held already, the first one comes next.
fn hung(near: &[Vec<(usize, usize)>], joins: &[Join], is_core: &[bool]) -> Vec<Hung> {
    let mut from: Vec<Option<usize>> = vec![None; near.len()];
    let mut is_reached = is_core.to_vec();
    let mut next: BinaryHeap<Reverse<usize>> = roots(near, is_core).into_iter().map(Reverse).collect();
    next.iter().for_each(|root| is_reached[root.0] = true);
    let mut reach = |node: usize, next: &mut BinaryHeap<Reverse<usize>>| {
        for other in distinct(&near[node]) {
            if !std::mem::replace(&mut is_reached[other], true) {
                from[other] = Some(node);
                next.push(Reverse(other));
            }
        }
        from[node]
    };
    for node in (0..near.len()).filter(|node| is_core[*node]) {
        reach(node, &mut next);
    }
    let mut out = Vec::new();
    while let Some(Reverse(node)) = next.pop() {
        let from = reach(node, &mut next);
        let between: Vec<usize> =
            near[node].iter().filter(|(other, _)| Some(*other) == from).map(|(_, join)| *join).collect();
        let is_below = between.first().is_some_and(|join| joins[*join].to == node);
        out.push(Hung { node, from, is_below, joins: between });
    }
    out
}

/// The first box of each tree that hangs from nothing.
fn roots(near: &[Vec<(usize, usize)>], is_core: &[bool]) -> Vec<usize> {
    let mut is_seen = vec![false; near.len()];
    let mut roots = Vec::new();
    for first in 0..near.len() {
        if std::mem::replace(&mut is_seen[first], true) {
            continue;
        }
        let (mut open, mut has_core) = (vec![first], false);
        while let Some(node) = open.pop() {
            has_core |= is_core[node];
            for other in distinct(&near[node]) {
                if !std::mem::replace(&mut is_seen[other], true) {
                    open.push(other);
                }
            }
        }
        if !has_core {
            roots.push(first);
        }
    }
    roots
}
