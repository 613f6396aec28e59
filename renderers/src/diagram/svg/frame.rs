//! Frames, and where their titles stand: along an edge, clear of boxes and arrows. Knows places, not what is framed.

use super::canvas::{Canvas, Paint};
use crate::diagram::Frame;
use crate::diagram::layout::{Layout, Point, Rect, Route};
use crate::diagram::words::{self, Line, wrap};

/// From the sides of a frame to its title.
const INSET: f64 = 10.0;
/// From the upper or lower edge of a frame to its title.
const DOWN: f64 = 4.0;
/// What must stay free around a title.
const AIR: f64 = 4.0;

/// Draws the frames that hold anything, each with its title.
pub(super) fn draw(frames: &[Frame], layout: &Layout, canvas: &mut Canvas) {
    for (frame, rect) in frames.iter().zip(&layout.frames).filter(|(_, rect)| rect.width > 0.0) {
        canvas.rect(*rect, 8.0, Paint::FRAME);
        for line in wrap(&frame.title, words::FRAME, rect.width - 2.0 * INSET, 1) {
            let at = place(&line, rect, layout);
            canvas.text(&line, at.x, at.y, "start");
        }
    }
}

/// The first free place along the upper edge, from the left, then along the lower one; else the upper left corner.
fn place(line: &Line, frame: &Rect, layout: &Layout) -> Point {
    let last = (frame.width - 2.0 * INSET - line.width()).max(0.0);
    let rows = [frame.y + DOWN, frame.bottom() - DOWN - line.height()];
    let steps = (last / 8.0).floor();
    let spots = rows.into_iter().flat_map(|y| {
        let mut step = -1.0;
        std::iter::from_fn(move || {
            step += 1.0;
            (step <= steps).then_some(Point { x: frame.x + INSET + step * 8.0, y })
        })
    });
    let corner = Point { x: frame.x + INSET, y: rows[0] };
    spots.into_iter().find(|spot| is_free(line, *spot, layout)).unwrap_or(corner)
}

fn is_free(line: &Line, at: Point, layout: &Layout) -> bool {
    let own = Rect { x: at.x - AIR, y: at.y, width: line.width() + 2.0 * AIR, height: line.height() };
    let labels = layout.routes.iter().filter_map(|route| route.label.as_ref());
    !layout.boxes.iter().chain(labels).any(|rect| rect.overlaps(&own))
        && !layout.routes.iter().any(|route| crosses(route, &own))
}

/// Whether an arrow runs through a rectangle.
fn crosses(route: &Route, rect: &Rect) -> bool {
    let legs = route.stretches.iter().flat_map(|stretch| stretch.iter().zip(stretch.iter().skip(1)));
    legs.flat_map(|(from, to)| (0..=STEPS).map(|step| along(*from, *to, route.sideways, f64::from(step))))
        .any(|point| point.x > rect.x && point.x < rect.right() && point.y > rect.y && point.y < rect.bottom())
}

/// In so many steps an arrow is followed from one point to the next.
const STEPS: u8 = 48;

/// A point of the S that an arrow draws between two points.
fn along(from: Point, to: Point, sideways: bool, step: f64) -> Point {
    let t = step / f64::from(STEPS);
    let across = t * t * (3.0 - 2.0 * t);
    let ahead = 1.5 * t * (1.0 - t) + t * t * t;
    let (x, y) = if sideways { (ahead, across) } else { (across, ahead) };
    Point { x: from.x + (to.x - from.x) * x, y: from.y + (to.y - from.y) * y }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::layout::Size;

    #[test]
    fn a_title_gives_way_to_an_arrow() {
        let frame = Rect { x: 0.0, y: 20.0, width: 200.0, height: 100.0 };
        let stretch = vec![Point { x: 30.0, y: 0.0 }, Point { x: 30.0, y: 60.0 }];
        let route = Route { stretches: vec![stretch], label: None, sideways: false };
        let size = Size { width: 200.0, height: 120.0 };
        let layout = Layout { size, boxes: Vec::new(), routes: vec![route], frames: vec![frame] };
        let line = wrap("Production", words::FRAME, 180.0, 1).remove(0);
        let at = place(&line, &frame, &layout);
        assert!(at.x > 30.0 && at.y < 40.0, "{at:?}");
        let free = Layout { routes: Vec::new(), ..layout };
        assert_eq!(place(&line, &frame, &free), Point { x: 10.0, y: 24.0 });
    }
}
