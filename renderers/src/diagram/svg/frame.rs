//! Frames with their titles, in the room that the layout keeps for them.

use super::canvas::{Canvas, Paint};
use crate::diagram::Frame;
use crate::diagram::layout::{Layout, Size};
use crate::diagram::words::{self, Line, extent, wrap};

/// Titles are broken at this width.
const WIDTH: f64 = 220.0;

/// The titles, in lines.
pub(super) fn titles(frames: &[Frame]) -> Vec<Vec<Line>> {
    frames.iter().map(|frame| wrap(&frame.title, words::FRAME, WIDTH, 2)).collect()
}

/// The room that a title takes.
pub(super) fn size(lines: &[Line]) -> Size {
    let (width, height) = extent(lines);
    Size { width, height }
}

/// Draws the frames that hold anything, each with its title.
pub(super) fn draw(titles: &[Vec<Line>], layout: &Layout, canvas: &mut Canvas) {
    let places = layout.frames.iter().zip(&layout.titles);
    for (title, (rect, place)) in titles.iter().zip(places).filter(|(_, (rect, _))| rect.width > 0.0) {
        canvas.rect(*rect, 8.0, Paint::FRAME);
        let mut top = place.y;
        for line in title {
            canvas.text(line, place.x, top, "start");
            top += line.height();
        }
    }
}
