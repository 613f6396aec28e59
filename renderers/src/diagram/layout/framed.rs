//! One connected part, from top to bottom. A frame is a level of its own, and one box among the others outside.
//!
//! So no box and no arrow of others gets into it. Arrows cross its edge where the level inside leads them to.

use super::level::{Kind, Level, Sheet};
use super::skeleton::Skeleton;
use super::{Join, Layout, Point, Rect, Request, Route, Size};

/// Between the sides of a frame and what is in it.
const SIDE: f64 = 16.0;
/// Between the upper edge of a frame and its title.
const TITLE_TOP: f64 = 6.0;
/// Between a title and the boxes.
const TITLE_GAP: f64 = 10.0;
/// Between a title and arrows that enter beside it.
const TITLE_AIR: f64 = 8.0;

/// Lays out a part, rows outside frames and in them no wider than `limits` where that can be had. `sideways` says that
/// the part lies on its side, so that titles of frames stand along what is here the left.
pub(super) fn place(part: &Request, limits: [f64; 2], sideways: bool) -> Layout {
    let units = Units::new(part);
    let outer: Vec<usize> = (0..part.joins.len()).filter(|at| units.is_outer(&part.joins[*at])).collect();
    let joins: Vec<Join> = outer.iter().map(|at| units.outside(&part.joins[*at])).collect();
    let turned = Skeleton::new(units.all.len(), &joins).turned;
    let mut drafts: Vec<Draft> = units.all.iter().map(|unit| Draft::new(part, unit)).collect();
    let mut routes = vec![0; part.joins.len()];
    for (at, join) in part.joins.iter().enumerate().filter(|(_, join)| !units.is_outer(join)) {
        let (unit, from) = units.of[join.from];
        routes[at] = drafts[unit].join(Join { from, to: units.of[join.to].1, label: join.label });
    }
    let mut ports = Vec::with_capacity(outer.len());
    for (at, is_turned) in outer.iter().zip(turned) {
        let Join { from, to, .. } = part.joins[*at];
        let mut port = |node: usize, leaves_down: bool| {
            let (unit, place) = units.of[node];
            units.all[unit].frame.map(|_| drafts[unit].cross(place, leaves_down))
        };
        ports.push([port(from, !is_turned), port(to, is_turned)]);
    }
    let inner: Vec<Inner> = drafts.into_iter().map(|draft| draft.place(limits[1], sideways)).collect();
    let ends = outer.iter().zip(&ports).map(|(at, ports)| {
        let join = &part.joins[*at];
        let end = |port: Option<Port>, node: usize| port.map(|port| inner[units.of[node].0].middle(port));
        [end(ports[0], join.from), end(ports[1], join.to)]
    });
    let sizes: Vec<Size> = inner.iter().map(|inner| inner.size).collect();
    let kinds = vec![Kind::Body; sizes.len()];
    let sheet = Level::new(sizes, kinds, joins, ends.collect()).place(limits[0]);
    Whole { part, units: &units, inner: &inner, outer: &outer, ports: &ports, routes: &routes }.compose(sheet)
}

/// A box of the level outside: a box without a frame, or a frame with its boxes.
#[derive(Default)]
struct Unit {
    frame: Option<usize>,
    boxes: Vec<usize>,
}

struct Units {
    all: Vec<Unit>,
    /// Per box: its unit, and its place there.
    of: Vec<(usize, usize)>,
}

impl Units {
    /// In the order of their first boxes.
    fn new(part: &Request) -> Self {
        let mut units = Self { all: Vec::new(), of: Vec::with_capacity(part.boxes.len()) };
        let mut of_frame: Vec<Option<usize>> = vec![None; part.frames.len()];
        for (node, frame) in part.inside.iter().copied().enumerate() {
            let unit = match frame.and_then(|frame| of_frame[frame]) {
                Some(unit) => unit,
                None => {
                    units.all.push(Unit { frame, boxes: Vec::new() });
                    units.all.len() - 1
                }
            };
            if let Some(frame) = frame {
                of_frame[frame] = Some(unit);
            }
            units.of.push((unit, units.all[unit].boxes.len()));
            units.all[unit].boxes.push(node);
        }
        units
    }

    /// Whether a join belongs to the level outside.
    fn is_outer(&self, join: &Join) -> bool {
        self.of[join.from].0 != self.of[join.to].0 || self.all[self.of[join.from].0].frame.is_none()
    }

    fn outside(&self, join: &Join) -> Join {
        Join { from: self.of[join.from].0, to: self.of[join.to].0, label: join.label }
    }
}

/// What is inside a unit, before it has places.
struct Draft {
    /// The size of a frame's title.
    title: Option<Size>,
    bodies: Vec<Size>,
    kinds: Vec<Kind>,
    joins: Vec<Join>,
}

/// Where an arrow crosses the edge of a frame: the box that stands for it, and the join that leads there.
#[derive(Clone, Copy)]
struct Port {
    node: usize,
    join: usize,
    kind: Kind,
}

impl Draft {
    fn new(part: &Request, unit: &Unit) -> Self {
        let title = unit.frame.map(|frame| part.frames[frame]);
        let bodies: Vec<Size> = unit.boxes.iter().map(|node| part.boxes[*node]).collect();
        Self { title, kinds: vec![Kind::Body; bodies.len()], bodies, joins: Vec::new() }
    }

    fn join(&mut self, join: Join) -> usize {
        self.joins.push(join);
        self.joins.len() - 1
    }

    /// Leads a box to the lower or the upper edge.
    fn cross(&mut self, from: usize, down: bool) -> Port {
        let (node, label) = (self.bodies.len(), Size::default());
        self.bodies.push(Size::default());
        let kind = if down { Kind::Bottom } else { Kind::Top };
        self.kinds.push(kind);
        let join = if down { Join { from, to: node, label } } else { Join { from: node, to: from, label } };
        Port { node, join: self.join(join), kind }
    }

    fn place(self, limit: f64, sideways: bool) -> Inner {
        let Some(title) = self.title else {
            return Inner { size: self.bodies[0], ..Inner::default() };
        };
        let tops: Vec<usize> = (0..self.kinds.len()).filter(|at| self.kinds[*at] == Kind::Top).collect();
        let [gap, foot] = [!tops.is_empty(), self.kinds.contains(&Kind::Bottom)].map(|is_crossed| !is_crossed);
        let has_title = title.width > 0.0;
        // On its side a frame has its title at the left, where no arrow crosses.
        let left = if sideways && has_title { TITLE_TOP + title.width + TITLE_GAP } else { SIDE };
        let top = match has_title && !sideways {
            true => TITLE_TOP + title.height + if gap { TITLE_GAP } else { 0.0 },
            false => {
                if gap {
                    SIDE
                } else {
                    0.0
                }
            }
        };
        let ends = vec![[None; 2]; self.joins.len()];
        let sheet = Level::new(self.bodies, self.kinds, self.joins, ends).place(limit - left - SIDE);
        let mut size = Size {
            width: left + sheet.size.width + SIDE,
            height: top + sheet.size.height + if foot { SIDE } else { 0.0 },
        };
        let mut placed = Rect { x: TITLE_TOP, y: SIDE, width: title.width, height: title.height };
        if has_title && !sideways {
            let arrows = tops.iter().map(|at| left + sheet.boxes[*at].x);
            (placed.x, placed.y) = (free(arrows.collect(), title.width), TITLE_TOP);
        }
        size.width = size.width.max(if has_title { placed.right() + SIDE } else { 0.0 });
        size.height = size.height.max(if has_title { placed.bottom() + SIDE } else { 0.0 });
        Inner { size, at: Point { x: left, y: top }, title: placed, boxes: sheet.boxes, routes: sheet.routes }
    }
}

/// The first place from the left for so wide a title, beside arrows that enter there.
fn free(mut arrows: Vec<f64>, width: f64) -> f64 {
    arrows.sort_by(f64::total_cmp);
    let mut x = SIDE;
    for arrow in arrows {
        if arrow - TITLE_AIR >= x + width {
            break;
        }
        x = x.max(arrow + TITLE_AIR);
    }
    x
}

/// A unit with what is in it; of a box without a frame only the size matters.
#[derive(Default)]
struct Inner {
    size: Size,
    /// Where the level inside begins.
    at: Point,
    title: Rect,
    boxes: Vec<Rect>,
    routes: Vec<Route>,
}

impl Inner {
    /// How far from the left of the frame a port stands.
    fn middle(&self, port: Port) -> f64 {
        self.at.x + self.boxes[port.node].middle().x
    }
}

/// All that a layout is put together from.
struct Whole<'a> {
    part: &'a Request,
    units: &'a Units,
    inner: &'a [Inner],
    /// The joins of the level outside, and per end the port.
    outer: &'a [usize],
    ports: &'a [[Option<Port>; 2]],
    /// Per join inside a frame: its place there.
    routes: &'a [usize],
}

impl Whole<'_> {
    fn compose(&self, sheet: Sheet) -> Layout {
        let part = self.part;
        let mut out = Layout::of(part, sheet.size);
        let corner = |unit: usize| {
            let (rect, at) = (&sheet.boxes[unit], &self.inner[unit].at);
            (rect.x + at.x, rect.y + at.y)
        };
        for (node, (unit, place)) in self.units.of.iter().copied().enumerate() {
            let (x, y) = corner(unit);
            let inside = self.units.all[unit].frame.map(|_| self.inner[unit].boxes[place].moved(x, y));
            out.boxes[node] = inside.unwrap_or(sheet.boxes[unit]);
        }
        for ((unit, inner), rect) in self.units.all.iter().zip(self.inner).zip(&sheet.boxes) {
            if let Some(frame) = unit.frame {
                out.frames[frame] = *rect;
                out.titles[frame] = inner.title.moved(rect.x, rect.y);
            }
        }
        for (at, join) in part.joins.iter().enumerate().filter(|(_, join)| !self.units.is_outer(join)) {
            let unit = self.units.of[join.from].0;
            let (x, y) = corner(unit);
            out.routes[at] = self.inner[unit].routes[self.routes[at]].clone().moved(x, y);
        }
        for ((at, ports), route) in self.outer.iter().zip(self.ports).zip(sheet.routes) {
            let join = &part.joins[*at];
            let inside = |end: usize, node: usize, reversed: Kind| {
                let port = ports[end]?;
                let unit = self.units.of[node].0;
                let (x, y) = corner(unit);
                let route = self.inner[unit].routes[port.join].clone().moved(x, y);
                Some(if port.kind == reversed { route.reversed() } else { route })
            };
            let first = inside(0, join.from, Kind::Top);
            let last = inside(1, join.to, Kind::Bottom);
            let route = first.into_iter().fold(route, |route, first| first.then(route));
            out.routes[*at] = last.into_iter().fold(route, Route::then);
        }
        out
    }
}
