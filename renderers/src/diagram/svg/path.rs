//! Routes as path data, and the marks at their ends.

use super::canvas::number;
use crate::diagram::layout::{Point, Route};

/// The end of a route: where it touches, and the direction in which it arrives there.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub(super) at: Point,
    dx: f64,
    dy: f64,
}

impl End {
    /// A point so far back along the route, and so far to its left.
    pub(super) fn back(&self, by: f64, left: f64) -> Point {
        Point { x: self.at.x - self.dx * by + self.dy * left, y: self.at.y - self.dy * by - self.dx * left }
    }
}

/// Both ends: the first, seen as if the route arrived there, and the last.
pub(super) fn ends(route: &Route) -> Option<(End, End)> {
    let first = route.stretches.first()?;
    let last = route.stretches.last()?;
    let backwards: Vec<Point> = first.iter().rev().copied().collect();
    Some((end(&backwards, route.sideways)?, end(last, route.sideways)?))
}

fn end(stretch: &[Point], sideways: bool) -> Option<End> {
    let at = *stretch.last()?;
    let along = |point: &Point| if sideways { at.x - point.x } else { at.y - point.y };
    let step = stretch.iter().rev().map(along).find(|step| step.abs() > 0.01).unwrap_or(1.0).signum();
    Some(if sideways { End { at, dx: step, dy: 0.0 } } else { End { at, dx: 0.0, dy: step } })
}

/// The data of a route that ends short of its boxes, to leave room for the marks there.
pub(in crate::diagram) fn data(route: &Route, short_first: f64, short_last: f64) -> String {
    let mut stretches = route.stretches.clone();
    if let Some(last) = stretches.last_mut() {
        shorten(last, short_last, route.sideways);
    }
    if let Some(first) = stretches.first_mut() {
        first.reverse();
        shorten(first, short_first, route.sideways);
        first.reverse();
    }
    let parts: Vec<String> = stretches.iter().map(|stretch| line(stretch, route)).collect();
    parts.join(" ")
}

/// Pulls the end of a stretch back along its direction; points that lie beyond are pulled with it.
fn shorten(stretch: &mut [Point], by: f64, sideways: bool) {
    let Some(end) = end(stretch, sideways) else { return };
    let stop = end.back(by, 0.0);
    for point in stretch.iter_mut().rev() {
        let beyond = (point.x - stop.x) * end.dx + (point.y - stop.y) * end.dy;
        if beyond <= 0.0 {
            break;
        }
        if sideways {
            point.x = stop.x;
        } else {
            point.y = stop.y;
        }
    }
}

/// Straight where two points stand one behind the other, an S between layers, a bow for a loop.
fn line(stretch: &[Point], route: &Route) -> String {
    let sideways = route.sideways;
    let Some(first) = stretch.first() else { return String::new() };
    let mut out = format!("M{}", pair(*first));
    if let [_, b, c, d] = stretch
        && route.is_loop
    {
        return out + &format!("C{} {} {}", pair(*b), pair(*c), pair(*d));
    }
    for (from, to) in stretch.iter().zip(&stretch[1..]) {
        let across = if sideways { to.y - from.y } else { to.x - from.x };
        if across.abs() < 0.05 {
            out.push_str(&format!("L{}", pair(*to)));
            continue;
        }
        let (a, b) = if sideways {
            let middle = (from.x + to.x) / 2.0;
            (Point { x: middle, y: from.y }, Point { x: middle, y: to.y })
        } else {
            let middle = (from.y + to.y) / 2.0;
            (Point { x: from.x, y: middle }, Point { x: to.x, y: middle })
        };
        out.push_str(&format!("C{} {} {}", pair(a), pair(b), pair(*to)));
    }
    out
}

/// A point as path data.
pub(super) fn pair(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}

/// A filled head that ends at the box.
pub(super) fn head(end: &End) -> String {
    format!("M{}L{}L{}Z", pair(end.at), pair(end.back(8.0, 3.6)), pair(end.back(8.0, -3.6)))
}
