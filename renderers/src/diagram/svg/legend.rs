//! What the signs of a drawing mean, in rows under it.

use super::canvas::{Canvas, Paint, number};
use super::sequence::point;
use crate::diagram::layout::{Point, Rect};
use crate::diagram::words::{self, wrap};
use crate::diagram::{Arrow, Look};

/// A sign.
#[derive(Clone, Copy)]
pub(super) enum Key {
    /// How a box looks.
    Look(Look),
    /// An arrow of a graph, broken or not.
    Line(bool),
    /// An arrow of a sequence.
    Arrow(Arrow),
}

/// Draws the signs with what they mean; wraps where the drawing ends.
pub(super) fn draw<'a>(entries: impl Iterator<Item = (Key, &'a str)>, canvas: &mut Canvas) {
    let limit = canvas.width().max(320.0);
    let (mut x, mut y) = (0.0, canvas.bottom() + 22.0);
    for (key, meaning) in entries {
        for line in wrap(meaning, words::NOTE, limit - 34.0, 1) {
            let room = sign_width(key) + 8.0;
            let width = room + line.width();
            if x > 0.0 && x + width > limit {
                (x, y) = (0.0, y + 20.0);
            }
            sign(key, x, y, canvas);
            canvas.text(&line, x + room, y - 0.5, "start");
            canvas.reach(x + width, y + 13.0);
            x += width + 20.0;
        }
    }
}

fn sign_width(key: Key) -> f64 {
    if matches!(key, Key::Look(_)) { 18.0 } else { 26.0 }
}

fn sign(key: Key, x: f64, y: f64, canvas: &mut Canvas) {
    let (arrow, broken) = match key {
        Key::Look(look) => return canvas.rect(Rect { x, y, width: 18.0, height: 13.0 }, 3.0, Paint::of(look)),
        Key::Line(broken) => (Arrow::Call, broken),
        Key::Arrow(arrow) => (arrow, arrow == Arrow::Reply),
    };
    let end = Point { x: x + sign_width(key), y: y + 6.5 };
    let short = if arrow == Arrow::Call { 7.0 } else { 0.6 };
    canvas.line(&format!("M{} {}H{}", number(x), number(end.y), number(end.x - short)), broken);
    point(end, 1.0, arrow, canvas);
}
