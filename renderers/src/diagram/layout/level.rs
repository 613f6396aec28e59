//! One level of a picture, from top to bottom: boxes in rows, words on arrows in rows of their own between them.
//!
//! `rows` says which row each box stands in, `order` in which order, `compact` how far across, `route` how arrows run.
//! Arrows that pass a row, and words, are items of rows like boxes: so nothing can lie on anything else.

use super::compact::{self, Item, Link};
use super::net::Net;
use super::route::{self, Band, LEAST_LOOP, LOOP, Ports, Way};
use super::rows::Rows;
use super::skeleton::Skeleton;
use super::{Join, Rect, Route, Size};

/// Between two rows of boxes; arrows turn in it.
const ROW_GAP: f64 = 40.0;
/// Between a row of boxes and one of words on arrows.
const WORDS_GAP: f64 = 22.0;
/// Between the upper edge of a frame, where arrows enter, and its boxes.
const TOP_GAP: f64 = 24.0;
/// Between the boxes of a frame and its lower edge, where arrows leave.
const BOTTOM_GAP: f64 = 18.0;
/// Beside an arrow that passes a row.
const ARROW_AIR: f64 = 11.0;
/// Beside words on an arrow, more than they have themselves.
const WORDS_AIR: f64 = 5.0;

/// What a box of a level is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A box, or a frame with all that is in it.
    Body,
    /// Where an arrow crosses the upper edge.
    Top,
    /// Where an arrow crosses the lower edge.
    Bottom,
}

/// Boxes, and arrows between them.
pub(super) struct Level {
    /// With the loops beside them.
    pub(super) sizes: Vec<Size>,
    bodies: Vec<Size>,
    pub(super) kinds: Vec<Kind>,
    pub(super) joins: Vec<Join>,
    /// Per join: how far from the left it touches its two boxes, where that is settled.
    pub(super) ends: Vec<[Option<f64>; 2]>,
    pub(super) skeleton: Skeleton,
}

/// Where everything goes. Same order as in the level.
pub(super) struct Sheet {
    pub(super) size: Size,
    pub(super) boxes: Vec<Rect>,
    pub(super) routes: Vec<Route>,
}

/// A level with everything in rows.
struct Plan {
    items: Vec<Item>,
    heights: Vec<f64>,
    rows: Vec<Vec<usize>>,
    /// Per item.
    row: Vec<usize>,
    links: Vec<Link>,
    /// Per join: its first and its last link; nothing that counts for a loop.
    ends: Vec<[usize; 2]>,
    /// Per join, from top to bottom: the items that it passes through; nothing for a loop.
    passes: Vec<Vec<usize>>,
    /// Per join: the item that holds its words.
    labels: Vec<Option<usize>>,
    /// Whether a row holds words.
    is_words: Vec<bool>,
}

impl Level {
    pub(super) fn new(bodies: Vec<Size>, kinds: Vec<Kind>, joins: Vec<Join>, ends: Vec<[Option<f64>; 2]>) -> Self {
        let skeleton = Skeleton::new(bodies.len(), &joins);
        Self { sizes: with_loops(&bodies, &joins), bodies, kinds, joins, ends, skeleton }
    }

    /// Lays the level out, its rows no wider than `limit` where that can be had.
    pub(super) fn place(&self, limit: f64) -> Sheet {
        let net = Rows::new(self, limit).net;
        let mut plan = self.plan(&net);
        let bands = self.bands(&plan);
        let xs = compact::places(&plan.items, &plan.rows, &plan.links);
        // Arrows that share a side are straight when they lead from their own place on it.
        self.aim(&mut plan, &xs, &bands);
        let xs = compact::places(&plan.items, &plan.rows, &plan.links);
        let (boxes, ways) = (self.boxes(&plan, &xs, &bands), self.ways(&plan, &xs, &bands));
        let routes = route::routes(&self.joins, &boxes, &ways);
        let width = (0..xs.len()).map(|item| xs[item] + plan.items[item].width / 2.0).fold(0.0, f64::max);
        let height = bands.last().map_or(0.0, |band| band.bottom);
        Sheet { size: Size { width, height }, boxes, routes }
    }

    /// Leads the links of boxes with several arrows on a side to where each touches it.
    fn aim(&self, plan: &mut Plan, xs: &[f64], bands: &[Band]) {
        let ways = self.ways(plan, xs, bands);
        let ports = Ports::new(&self.boxes(plan, xs, bands), &ways);
        for (at, way) in ways.iter().enumerate() {
            let (Some(way), [first, last]) = (way, plan.ends[at]) else { continue };
            if ports.is_shared(way.upper, true) {
                plan.links[first].upper_at = ports.upper[at] - xs[way.upper];
            }
            if ports.is_shared(way.lower, false) {
                plan.links[last].lower_at = ports.lower[at] - xs[way.lower];
            }
        }
    }

    /// Where a join touches a box, as a share of the box's width; in the middle where that is open.
    pub(super) fn share(&self, at: usize, node: usize) -> f64 {
        let settled = self.ends[at][usize::from(self.joins[at].from != node)];
        settled.map_or(0.5, |x| (x / self.sizes[node].width.max(1.0)).clamp(0.0, 0.99))
    }

    /// How far right of the middle of its item a join touches a box.
    fn offset(&self, at: usize, node: usize) -> f64 {
        let settled = self.ends[at][usize::from(self.joins[at].from != node)];
        settled.unwrap_or(self.bodies[node].width / 2.0) - self.sizes[node].width / 2.0
    }

    /// The gap below which row holds the words of a join: next to what hangs, else half way.
    fn gaps(&self, net: &Net) -> Vec<Option<usize>> {
        let mut gaps: Vec<Option<usize>> = vec![None; self.joins.len()];
        let has_words = |join: &Join| join.label.width > 0.0 && join.from != join.to;
        for (at, join) in self.joins.iter().enumerate().filter(|(_, join)| has_words(join)) {
            let (upper, lower) = self.skeleton.ends(at, join);
            let (first, last) = (net.row[upper], net.row[lower] - 1);
            gaps[at] = Some(first + (last - first) / 2);
        }
        for hung in &self.skeleton.hung {
            let row = net.row[hung.node];
            for at in &hung.joins {
                gaps[*at] = gaps[*at].map(|_| if hung.is_below { row - 1 } else { row });
            }
        }
        gaps
    }

    fn plan(&self, net: &Net) -> Plan {
        let count = self.sizes.len();
        let gaps = self.gaps(net);
        let mut has_words = vec![false; net.rows.len()];
        gaps.iter().flatten().for_each(|gap| has_words[*gap] = true);
        let mut plan = Plan {
            items: self.sizes.iter().zip(&self.kinds).map(|(size, kind)| item(*size, *kind)).collect(),
            heights: self.sizes.iter().map(|size| size.height).collect(),
            rows: Vec::new(),
            row: vec![0; net.row.len()],
            links: Vec::new(),
            ends: vec![[0; 2]; self.joins.len()],
            passes: net.passes(self.joins.len()),
            labels: vec![None; self.joins.len()],
            is_words: Vec::new(),
        };
        plan.items.resize(net.row.len(), Item { width: 0.0, air: ARROW_AIR });
        plan.heights.resize(net.row.len(), 0.0);
        for (at, row) in net.rows.iter().enumerate() {
            plan.add_row(row.clone(), false);
            if !has_words[at] {
                continue;
            }
            let mut words = Vec::new();
            for join in net.crossing(at) {
                let holds = gaps[join] == Some(at);
                let item = plan.add_words(if holds { self.joins[join].label } else { Size::default() });
                plan.labels[join] = if holds { Some(item) } else { plan.labels[join] };
                plan.passes[join].push(item);
                words.push(item);
            }
            plan.add_row(words, true);
        }
        for (at, join) in self.joins.iter().enumerate().filter(|(_, join)| join.from != join.to) {
            let (upper, lower) = self.skeleton.ends(at, join);
            plan.lead(at, (upper, self.offset(at, upper)), (lower, self.offset(at, lower)), count);
        }
        plan
    }

    /// How far down each row stands.
    fn bands(&self, plan: &Plan) -> Vec<Band> {
        let has = |row: usize, kind: Kind| plan.rows[row].iter().any(|item| self.kinds.get(*item) == Some(&kind));
        let mut bands: Vec<Band> = Vec::with_capacity(plan.rows.len());
        let mut bottom = 0.0;
        for (at, row) in plan.rows.iter().enumerate() {
            let gap = match at {
                0 => 0.0,
                1 if has(0, Kind::Top) => TOP_GAP,
                at if has(at, Kind::Bottom) => BOTTOM_GAP,
                at if plan.is_words[at] || plan.is_words[at - 1] => WORDS_GAP,
                _ => ROW_GAP,
            };
            let height = row.iter().map(|item| plan.heights[*item]).fold(0.0, f64::max);
            bands.push(Band { top: bottom + gap, bottom: bottom + gap + height });
            bottom += gap + height;
        }
        bands
    }

    fn boxes(&self, plan: &Plan, xs: &[f64], bands: &[Band]) -> Vec<Rect> {
        let place = |(at, own): (usize, &Size)| at_left(plan.rect(at, xs, bands), *own);
        self.bodies.iter().enumerate().map(place).collect()
    }

    /// The way of each join; nothing for a loop.
    fn ways(&self, plan: &Plan, xs: &[f64], bands: &[Band]) -> Vec<Option<Way>> {
        let way = |(at, join): (usize, &Join)| {
            let (upper, lower) = self.skeleton.ends(at, join);
            let ends = [upper, lower].map(|node| {
                let settled = self.ends[at][usize::from(join.from != node)];
                settled.map(|x| xs[node] - self.sizes[node].width / 2.0 + x)
            });
            (upper != lower).then(|| Way {
                upper,
                lower,
                is_turned: self.skeleton.turned[at],
                ends,
                bands: [bands[plan.row[upper]], bands[plan.row[lower]]],
                passes: plan.passes[at].iter().map(|item| (xs[*item], bands[plan.row[*item]])).collect(),
                label: plan.labels[at].map(|item| plan.rect(item, xs, bands)),
            })
        };
        self.joins.iter().enumerate().map(way).collect()
    }
}

impl Plan {
    fn add_row(&mut self, row: Vec<usize>, is_words: bool) {
        row.iter().for_each(|item| self.row[*item] = self.rows.len());
        self.rows.push(row);
        self.is_words.push(is_words);
    }

    fn add_words(&mut self, size: Size) -> usize {
        let air = if size.width > 0.0 { WORDS_AIR } else { ARROW_AIR };
        self.items.push(Item { width: size.width, air });
        self.heights.push(size.height);
        self.row.push(0);
        self.items.len() - 1
    }

    /// Long arrows shall be straight; boxes may stand aside for them.
    fn lead(&mut self, at: usize, upper: (usize, f64), lower: (usize, f64), boxes: usize) {
        let (mut last, first) = (upper, self.links.len());
        self.passes[at].sort_by_key(|item| self.row[*item]);
        for next in self.passes[at].iter().map(|item| (*item, 0.0)).chain([lower]) {
            let weight = match [last.0, next.0].into_iter().filter(|item| *item < boxes).count() {
                2 => 1.0,
                1 => 2.0,
                _ => 8.0,
            };
            self.links.push(Link { upper: last.0, upper_at: last.1, lower: next.0, lower_at: next.1, weight });
            last = next;
        }
        self.ends[at] = [first, self.links.len() - 1];
    }

    fn rect(&self, item: usize, xs: &[f64], bands: &[Band]) -> Rect {
        let (width, height) = (self.items[item].width, self.heights[item]);
        Rect { x: xs[item] - width / 2.0, y: bands[self.row[item]].middle() - height / 2.0, width, height }
    }
}

fn item(size: Size, kind: Kind) -> Item {
    Item { width: size.width, air: if kind == Kind::Body { super::layer::GAP } else { ARROW_AIR } }
}

/// The sizes of boxes with the loops beside them: one under the other, each as high as its words.
fn with_loops(bodies: &[Size], joins: &[Join]) -> Vec<Size> {
    let mut sizes = bodies.to_vec();
    let mut loops = vec![0.0; bodies.len()];
    for join in joins.iter().filter(|join| join.from == join.to) {
        let at = join.from;
        sizes[at].width = sizes[at].width.max(bodies[at].width + LOOP + join.label.width + 6.0);
        loops[at] += join.label.height.max(LEAST_LOOP);
        sizes[at].height = sizes[at].height.max(loops[at]);
    }
    sizes
}

/// A box at the left of the room that it has with its loops.
fn at_left(whole: Rect, own: Size) -> Rect {
    Rect { y: whole.y + (whole.height - own.height) / 2.0, width: own.width, height: own.height, ..whole }
}
