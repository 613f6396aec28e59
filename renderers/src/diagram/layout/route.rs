//! Ways for arrows: straight down through the layers, so that none touches a box, and turning only between them.

use super::framed::{LEAST_LOOP, LOOP};
use super::{Join, Point, Rect, Route, Size};

/// A way as the library found it, downwards.
pub(super) struct Way {
    pub(super) upper: usize,
    pub(super) lower: usize,
    /// The arrow runs upwards.
    pub(super) is_turned: bool,
    /// Where it passes the layers between its boxes.
    pub(super) points: Vec<Point>,
    pub(super) label: Option<Rect>,
}

/// A layer of boxes or labels, from top to bottom.
#[derive(Clone, Copy)]
struct Band {
    top: f64,
    bottom: f64,
}

/// Routes in the order of the joins. `ways` are theirs; a join without one is a loop.
pub(super) fn routes(joins: &[Join], boxes: &[Rect], ways: &[Option<Way>]) -> Vec<Route> {
    let labels = ways.iter().flatten().filter_map(|way| way.label.as_ref());
    let bands = bands(boxes.iter().chain(labels));
    let ports = Ports::new(boxes, ways);
    let mut loops = Loops::new(joins, boxes);
    let mut out = Vec::with_capacity(joins.len());
    for (at, (join, way)) in joins.iter().zip(ways).enumerate() {
        out.push(match way {
            Some(way) => route(way, boxes, &bands, ports.upper[at], ports.lower[at]),
            None => loops.next(join, &boxes[join.from]),
        });
    }
    out
}

/// Layers by the height that their members take together; members of a layer have one middle.
fn bands<'a>(rects: impl Iterator<Item = &'a Rect>) -> Vec<Band> {
    let mut rects: Vec<&Rect> = rects.collect();
    rects.sort_by(|a, b| a.middle().y.total_cmp(&b.middle().y));
    let mut bands: Vec<(f64, Band)> = Vec::new();
    for rect in rects {
        let middle = rect.middle().y;
        match bands.last_mut() {
            Some((last, band)) if middle - *last < 0.5 => {
                band.top = band.top.min(rect.y);
                band.bottom = band.bottom.max(rect.bottom());
            }
            _ => bands.push((middle, Band { top: rect.y, bottom: rect.bottom() })),
        }
    }
    bands.into_iter().map(|(_, band)| band).collect()
}

fn band(bands: &[Band], y: f64) -> Band {
    let at = bands.partition_point(|band| band.bottom < y);
    match bands.get(at) {
        Some(band) if band.top <= y => *band,
        _ => Band { top: y, bottom: y },
    }
}

/// Where arrows touch their boxes, per join: spread over the side in the order in which they leave.
struct Ports {
    upper: Vec<f64>,
    lower: Vec<f64>,
}

impl Ports {
    fn new(boxes: &[Rect], ways: &[Option<Way>]) -> Self {
        let towards = |way: &Way, upper: bool| {
            let next = if upper { way.points.first() } else { way.points.last() };
            next.map_or_else(|| boxes[if upper { way.lower } else { way.upper }].middle().x, |point| point.x)
        };
        let spread = |upper: bool| {
            let mut sides: Vec<Vec<(f64, usize)>> = vec![Vec::new(); boxes.len()];
            for (at, way) in ways.iter().enumerate() {
                if let Some(way) = way {
                    sides[if upper { way.upper } else { way.lower }].push((towards(way, upper), at));
                }
            }
            let mut ports = vec![0.0; ways.len()];
            for (at, mut side) in sides.into_iter().enumerate() {
                side.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                spread_over(&boxes[at], &side, &mut ports);
            }
            ports
        };
        Self { upper: spread(true), lower: spread(false) }
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

fn route(way: &Way, boxes: &[Rect], bands: &[Band], upper: f64, lower: f64) -> Route {
    let (from, to) = (&boxes[way.upper], &boxes[way.lower]);
    let mut stretches = vec![vec![
        Point { x: upper, y: from.bottom() },
        Point { x: upper, y: band(bands, from.middle().y).bottom.max(from.bottom()) },
    ]];
    for point in &way.points {
        let Band { top, bottom } = band(bands, point.y);
        let label = way.label.filter(|label| (label.middle().y - point.y).abs() < 0.5);
        let last = stretches.last_mut().expect("there is a first stretch");
        last.push(Point { x: point.x, y: top });
        if let Some(label) = label {
            last.push(Point { x: point.x, y: label.y });
            stretches.push(vec![Point { x: point.x, y: label.bottom() }]);
        }
        stretches.last_mut().expect("there is a first stretch").push(Point { x: point.x, y: bottom });
    }
    stretches
        .last_mut()
        .expect("there is a first stretch")
        .extend([Point { x: lower, y: band(bands, to.middle().y).top.min(to.y) }, Point { x: lower, y: to.y }]);
    if way.is_turned {
        stretches.reverse();
        stretches.iter_mut().for_each(|stretch| stretch.reverse());
    }
    Route { stretches, label: way.label, sideways: false }
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
        Route { stretches: vec![stretch], label, sideways: true }
    }
}
