//! Where everything in a drawing stands, for those who check drawings.

use super::layout::{Layout, Rect, Request};
use super::svg::path;

/// Where everything in a drawing stands, in pixels: what [`svg()`](super::svg()) draws, as figures.
///
/// The order is that of the diagram. Dots of lifecycles are boxes after the states; of a sequence only the words are
/// told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// How far the drawing reaches to the right and down, from 0.
    pub size: (f64, f64),
    /// The boxes.
    pub boxes: Vec<Area>,
    /// The frame of each box, by index.
    pub inside: Vec<Option<usize>>,
    /// The frames that hold anything, and their titles; nothing where a frame is empty.
    pub frames: Vec<Option<(Area, Area)>>,
    /// The arrows between them.
    pub arrows: Vec<Arrow>,
    /// Each line of text.
    pub words: Vec<(String, Area)>,
}

/// A rectangle by its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// How wide.
    pub width: f64,
    /// How high.
    pub height: f64,
}

/// An arrow between two boxes.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// Index of the box it leaves.
    pub from: usize,
    /// Index of the box it reaches.
    pub to: usize,
    /// Its whole way as SVG path data; where its words stand it is interrupted.
    pub path: String,
    /// Where its words stand.
    pub label: Option<Area>,
}

impl Placed {
    /// Takes over what was laid out.
    pub(super) fn keep(&mut self, request: &Request, layout: &Layout) {
        let area = |rect: &Rect| Area::from(*rect);
        self.boxes = layout.boxes.iter().map(area).collect();
        self.inside = request.inside.clone();
        let frame = |(rect, title): (&Rect, &Rect)| (rect.width > 0.0).then(|| (area(rect), area(title)));
        self.frames = layout.frames.iter().zip(&layout.titles).map(frame).collect();
        let arrows = request.joins.iter().zip(&layout.routes).map(|(join, route)| Arrow {
            from: join.from,
            to: join.to,
            path: path::data(route, 0.0, 0.0),
            label: route.label.as_ref().map(area),
        });
        self.arrows = arrows.collect();
    }
}

impl From<Rect> for Area {
    fn from(Rect { x, y, width, height }: Rect) -> Self {
        Self { x, y, width, height }
    }
}
