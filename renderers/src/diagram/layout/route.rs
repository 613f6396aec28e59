//! Ways for arrows: straight down through the rows, so that none touches a box, and turning only between them.

use super::{Join, Point, Rect, Route, Size};

/// Beside a box that is joined with itself: room for the loop.
pub(super) const LOOP: f64 = 22.0;
/// The height of a loop without words.
pub(super) const LEAST_LOOP: f64 = 12.0;

/// A way through the rows, downwards.
pub(super) struct Way {
    pub(super) upper: usize,
    pub(super) lower: usize,
    /// The arrow runs upwards.
    pub(super) is_turned: bool,
    /// Where it touches its two boxes, if that is settled.
    pub(super) ends: [Option<f64>; 2],
    /// The rows of its two boxes.
    pub(super) bands: [Band; 2],
    /// How far across it passes each row between them.
    pub(super) passes: Vec<(f64, Band)>,
    pub(super) label: Option<Rect>,
}

/// A row of boxes or words, from top to bottom.
#[derive(Clone, Copy)]
pub(super) struct Band {
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Band {
    pub(super) fn middle(&self) -> f64 {
        (self.top + self.bottom) / 2.0
    }
}

/// Routes in the order of the joins. `ways` are theirs; a join without one is a loop.
pub(super) fn routes(joins: &[Join], boxes: &[Rect], ways: &[Option<Way>]) -> Vec<Route> {
    let ports = Ports::new(boxes, ways);
    let mut loops = Loops::new(joins, boxes);
    let mut out = Vec::with_capacity(joins.len());
    for (at, (join, way)) in joins.iter().zip(ways).enumerate() {
        out.push(match way {
            Some(way) => route(way, boxes, ports.upper[at], ports.lower[at]),
            None => loops.next(join, &boxes[join.from]),
        });
    }
    out
}

/// Where arrows touch their boxes, per join: spread over the side in the order in which they leave.
pub(super) struct Ports {
    pub(super) upper: Vec<f64>,
    pub(super) lower: Vec<f64>,
    /// Per box: how many arrows share its upper side, and its lower one, of those that may choose.
    counts: Vec<[usize; 2]>,
}

impl Ports {
    pub(super) fn new(boxes: &[Rect], ways: &[Option<Way>]) -> Self {
        let mut counts = vec![[0; 2]; boxes.len()];
        let towards = |way: &Way, upper: bool| {
            let next = if upper { way.passes.first() } else { way.passes.last() };
            let (other, end) = if upper { (way.lower, way.ends[1]) } else { (way.upper, way.ends[0]) };
            next.map_or_else(|| end.unwrap_or(boxes[other].middle().x), |(x, _)| *x)
        };
        let mut spread = |upper: bool| {
            let mut sides: Vec<Vec<(f64, usize)>> = vec![Vec::new(); boxes.len()];
            let mut ports = vec![0.0; ways.len()];
            for (at, way) in ways.iter().enumerate() {
                let Some(way) = way else { continue };
                match way.ends[usize::from(!upper)] {
                    Some(x) => ports[at] = x,
                    None => sides[if upper { way.upper } else { way.lower }].push((towards(way, upper), at)),
                }
            }
            for (at, mut side) in sides.into_iter().enumerate() {
                counts[at][usize::from(upper)] = side.len();
                side.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                spread_over(&boxes[at], &side, &mut ports);
            }
            ports
        };
        let (upper, lower) = (spread(true), spread(false));
        Self { upper, lower, counts }
    }

    /// Whether a box has several arrows that leave its lower side, or that reach its upper one.
    pub(super) fn is_shared(&self, node: usize, leaves: bool) -> bool {
        self.counts[node][usize::from(leaves)] > 1
    }
}

/// A single arrow goes straight where it can; several share the middle of the side.
fn spread_over(side: &Rect, arrows: &[(f64, usize)], ports: &mut [f64]) {
    let inset = (side.width * 0.16).min(18.0);
    let (left, right) = (side.x + inset, side.right() - inset);
    if let [(towards, at)] = arrows {
        ports[*at] = if (left..=right).contains(towards) { *towards } else { side.middle().x };
        return;
    }
    let step = ((right - left) / (arrows.len().max(2) - 1) as f64).min(24.0);
    let start = side.middle().x - step * (arrows.len().saturating_sub(1)) as f64 / 2.0;
    for (place, (_, at)) in arrows.iter().enumerate() {
        ports[*at] = start + step * place as f64;
    }
}

fn route(way: &Way, boxes: &[Rect], upper: f64, lower: f64) -> Route {
    let (from, to) = (&boxes[way.upper], &boxes[way.lower]);
    let mut stretch = vec![Point { x: upper, y: from.bottom() }, Point { x: upper, y: way.bands[0].bottom }];
    let mut stretches = Vec::with_capacity(2);
    for (x, band) in way.passes.iter().copied() {
        stretch.push(Point { x, y: band.top });
        if let Some(label) = way.label.filter(|label| (label.middle().y - band.middle()).abs() < 0.5) {
            stretch.push(Point { x, y: label.y });
            stretches.push(std::mem::replace(&mut stretch, vec![Point { x, y: label.bottom() }]));
        }
        stretch.push(Point { x, y: band.bottom });
    }
    stretch.extend([Point { x: lower, y: way.bands[1].top }, Point { x: lower, y: to.y }]);
    stretches.push(stretch);
    let route = Route { stretches, label: way.label, ..Route::default() };
    if way.is_turned { route.reversed() } else { route }
}

/// Loops at the right sides of boxes, one under the other, their words beside them.
struct Loops {
    /// Per box: how many loops it has, and how many are drawn.
    counts: Vec<(usize, usize)>,
    /// Per box: where the words of the next loop begin, down the page.
    tops: Vec<f64>,
}

impl Loops {
    fn new(joins: &[Join], boxes: &[Rect]) -> Self {
        let mut counts = vec![(0, 0); boxes.len()];
        let mut heights = vec![0.0; boxes.len()];
        for join in joins.iter().filter(|join| join.from == join.to) {
            counts[join.from].0 += 1;
            heights[join.from] += join.label.height.max(LEAST_LOOP);
        }
        let tops = boxes.iter().zip(heights).map(|(rect, height)| rect.middle().y - height / 2.0).collect();
        Self { counts, tops }
    }

    fn next(&mut self, join: &Join, of: &Rect) -> Route {
        let (count, drawn) = &mut self.counts[join.from];
        let share = of.height / (*count).max(1) as f64;
        let middle = of.y + share * (*drawn as f64 + 0.5);
        *drawn += 1;
        let (right, reach) = (of.right(), (share * 0.3).min(16.0));
        let corner = |x: f64, y: f64| Point { x: right + x, y: middle + y };
        let stretch =
            vec![corner(0.0, -reach), corner(LOOP - 4.0, -reach), corner(LOOP - 4.0, reach), corner(0.0, reach)];
        let top = self.tops[join.from];
        self.tops[join.from] += join.label.height.max(LEAST_LOOP);
        let Size { width, height } = join.label;
        let label = (width > 0.0).then_some(Rect { x: right + LOOP, y: top, width, height });
        Route { stretches: vec![stretch], label, sideways: true, is_loop: true }
    }
}
