//! Boxes in rows, and in order: the core in layers (`layer`), what hangs from it in the nearest row that has room.
//!
//! One box after the other is hung, and a row opened where none has room; nothing that hangs already changes its row or
//! its neighbours.

use super::layer::{self, GAP, SQUEEZE};
use super::level::{Kind, Level};
use super::net::Net;
use super::skeleton::Hung;
use super::{Join, Size};

/// A row so far away is still near: beyond, a new row is opened beside what a box hangs from.
const REACH: usize = 3;
/// What an arrow that passes a row takes of it.
const LANE: f64 = 22.0;

/// Rows from top to bottom.
pub(super) struct Rows {
    pub(super) net: Net,
    /// How much of each row is taken.
    widths: Vec<f64>,
    limit: f64,
}

impl Rows {
    /// Puts the boxes of a level into rows no wider than `limit`, where that can be had.
    pub(super) fn new(level: &Level, limit: f64) -> Self {
        let mut rows = Self::of_core(level, limit);
        let mut has_edges = false;
        for hung in &level.skeleton.hung {
            let kind = level.kinds[hung.node];
            // All boxes come before what stands at the edges.
            if kind != Kind::Body && !std::mem::replace(&mut has_edges, true) {
                rows.add_edges(level);
            }
            let row = match (kind, hung.from) {
                (Kind::Top, _) => 0,
                (Kind::Bottom, _) => rows.widths.len() - 1,
                (Kind::Body, from) => rows.room_for(level.sizes[hung.node].width + GAP, from, hung.is_below),
            };
            rows.widths[row] += level.sizes[hung.node].width + GAP;
            rows.hang(level, hung, row);
        }
        rows
    }

    /// The core in its layers, in order.
    fn of_core(level: &Level, limit: f64) -> Self {
        let is_core = &level.skeleton.is_core;
        let core: Vec<usize> = (0..is_core.len()).filter(|node| is_core[*node]).collect();
        let mut local = vec![0; is_core.len()];
        core.iter().enumerate().for_each(|(at, node)| local[*node] = at);
        let inner = |join: &Join| join.from != join.to && is_core[join.from] && is_core[join.to];
        let inner: Vec<usize> = (0..level.joins.len()).filter(|at| inner(&level.joins[*at])).collect();
        let sizes: Vec<Size> = core.iter().map(|node| level.sizes[*node]).collect();
        let join = |join: &Join| Join { from: local[join.from], to: local[join.to], label: join.label };
        let joins: Vec<Join> = inner.iter().map(|at| join(&level.joins[*at])).collect();
        let turned: Vec<bool> = inner.iter().map(|at| level.skeleton.turned[*at]).collect();
        let layers = layer::layers(&sizes, &joins, &turned, limit);
        let mut widths = vec![-GAP; layers.iter().max().map_or(0, |last| last + 1)];
        let mut net = Net::new(widths.len(), is_core.len());
        for (node, layer) in core.iter().zip(&layers) {
            net.push(*node, *layer);
            widths[*layer] += level.sizes[*node].width + GAP;
        }
        for at in inner {
            let (upper, lower) = level.skeleton.ends(at, &level.joins[at]);
            let mut last = (upper, level.share(at, upper));
            let (above, below) = (net.row[upper], net.row[lower]);
            for (row, width) in widths.iter_mut().enumerate().take(below).skip(above + 1) {
                let item = net.pass(at);
                net.push(item, row);
                net.link(at, last, (item, 0.5));
                last = (item, 0.5);
                *width += LANE;
            }
            net.link(at, last, (lower, level.share(at, lower)));
        }
        net.settle();
        Self { net, widths, limit }
    }

    /// Hangs a box in a row, with what its arrows have in the rows between.
    fn hang(&mut self, level: &Level, hung: &Hung, row: usize) {
        let net = &mut self.net;
        let from = hung.from.map_or(row, |from| net.row[from]);
        let between: Vec<usize> =
            if hung.is_below { (from + 1..row).collect() } else { (row + 1..from).rev().collect() };
        let mut lasts = Vec::with_capacity(hung.joins.len());
        for at in &hung.joins {
            let Some(from) = hung.from else { continue };
            let mut last = (from, level.share(*at, from));
            for row in &between {
                let item = net.pass(*at);
                net.hang(item, *row, &[last], hung.is_below);
                link(net, *at, last, (item, 0.5), hung.is_below);
                last = (item, 0.5);
                self.widths[*row] += LANE;
            }
            lasts.push(last);
        }
        net.hang(hung.node, row, &lasts, hung.is_below);
        for (at, last) in hung.joins.iter().zip(lasts) {
            link(net, *at, last, (hung.node, level.share(*at, hung.node)), hung.is_below);
        }
    }

    /// A row with room: near what a box hangs from, if it hangs from anything.
    fn room_for(&mut self, room: f64, from: Option<usize>, is_below: bool) -> usize {
        let Some(from) = from.map(|from| self.net.row[from]) else {
            let found = (0..self.widths.len()).find(|row| self.fits(*row, room));
            return found.unwrap_or_else(|| self.open(self.widths.len()));
        };
        for step in 1..=REACH {
            let other = if is_below { Some(from + step) } else { from.checked_sub(step) };
            match other {
                None => return self.open(0),
                Some(other) if other == self.widths.len() => return self.open(other),
                Some(other) if self.fits(other, room) => return other,
                Some(_) => {}
            }
        }
        self.open(if is_below { from + 1 } else { from })
    }

    fn fits(&self, row: usize, room: f64) -> bool {
        self.widths[row] < 0.0 || self.widths[row] + room <= self.limit * SQUEEZE
    }

    /// A new row before the one at this place.
    fn open(&mut self, at: usize) -> usize {
        self.widths.insert(at, -GAP);
        self.net.open(at);
        at
    }

    /// The rows in which arrows enter and leave, above and below all others.
    fn add_edges(&mut self, level: &Level) {
        if level.kinds.contains(&Kind::Top) {
            self.open(0);
        }
        if level.kinds.contains(&Kind::Bottom) {
            self.open(self.widths.len());
        }
    }
}

fn link(net: &mut Net, join: usize, held: (usize, f64), hung: (usize, f64), is_below: bool) {
    if is_below { net.link(join, held, hung) } else { net.link(join, hung, held) }
}
