//! Places for boxes and ways for arrows. Knows sizes only: no text, no colour, no kind of diagram.
//!
//! The door is [`place`]. A picture falls into connected parts (`pack`); a part into frames, each a level of its own,
//! and the level around them (`framed`). A `level` puts boxes into rows (`rows`, `layer`), orders them (`net`, `order`),
//! places them close together (`compact`) and leads arrows between the rows (`route`). `skeleton` parts what is weighed
//! from what hangs, so that a box more moves little.

mod compact;
mod framed;
mod layer;
mod level;
mod net;
mod order;
mod pack;
mod route;
mod rows;
mod skeleton;

/// A point; x to the right, y down, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A rectangle by its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// What is to be placed.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    /// Layers run from left to right instead of from top to bottom.
    pub(super) sideways: bool,
    pub(super) boxes: Vec<Size>,
    pub(super) joins: Vec<Join>,
    /// Sizes of the frames' titles.
    pub(super) frames: Vec<Size>,
    /// The frame of each box.
    pub(super) inside: Vec<Option<usize>>,
}

/// An arrow between two boxes, by index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Join {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Nothing where both are zero.
    pub(super) label: Size,
}

/// Where everything goes. Same order as in the request.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layout {
    pub(super) size: Size,
    pub(super) boxes: Vec<Rect>,
    pub(super) routes: Vec<Route>,
    pub(super) frames: Vec<Rect>,
    /// The frames' titles.
    pub(super) titles: Vec<Rect>,
}

/// The way of an arrow: straight through layers, curved between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Route {
    /// Stretches with the label's place missing between them; each has at least two points.
    pub(super) stretches: Vec<Vec<Point>>,
    /// Where its words go.
    pub(super) label: Option<Rect>,
    /// Whether it runs along x where it touches boxes.
    pub(super) sideways: bool,
    /// Whether it leads back to the side that it leaves.
    pub(super) is_loop: bool,
}

/// The room that a picture should fit into at its natural size: the text area of a page.
pub(super) const ROOM: Size = Size { width: 660.0, height: 880.0 };

/// A picture that shrinks no more than this is left as it is.
const READABLE: f64 = 0.9;

/// Beyond so many boxes one try must do: no page could hold them anyway.
const PATIENCE: usize = 120;

/// Places everything. Picks the direction asked for unless the other one is much easier to read.
pub(super) fn place(request: &Request) -> Layout {
    let asked = pack::place(request);
    if scale(asked.size, ROOM) >= READABLE || !(3..=PATIENCE).contains(&request.boxes.len()) {
        return asked;
    }
    let turned = pack::place(&Request { sideways: !request.sideways, ..request.clone() });
    if scale(turned.size, ROOM) > scale(asked.size, ROOM) * 1.15 { turned } else { asked }
}

/// By how much a picture must shrink to fit.
fn scale(size: Size, room: Size) -> f64 {
    (room.width / size.width).min(room.height / size.height).min(1.0)
}

impl Rect {
    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub(super) fn middle(&self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    /// Whether two rectangles share area.
    #[cfg(test)]
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        const HAIR: f64 = 0.01;
        self.x + HAIR < other.right()
            && other.x + HAIR < self.right()
            && self.y + HAIR < other.bottom()
            && other.y + HAIR < self.bottom()
    }

    fn moved(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }
    }

    fn turned(self) -> Self {
        Self { x: self.y, y: self.x, width: self.height, height: self.width }
    }
}

impl Layout {
    fn of(request: &Request, size: Size) -> Self {
        Self {
            size,
            boxes: vec![Rect::default(); request.boxes.len()],
            routes: vec![Route::default(); request.joins.len()],
            frames: vec![Rect::default(); request.frames.len()],
            titles: vec![Rect::default(); request.frames.len()],
        }
    }

    fn turned(self) -> Self {
        Self {
            size: self.size.turned(),
            boxes: self.boxes.into_iter().map(Rect::turned).collect(),
            routes: self.routes.into_iter().map(Route::turned).collect(),
            frames: self.frames.into_iter().map(Rect::turned).collect(),
            titles: self.titles.into_iter().map(Rect::turned).collect(),
        }
    }
}

impl Route {
    fn map(self, point: impl Fn(Point) -> Point, rect: impl Fn(Rect) -> Rect) -> Self {
        let stretch = |stretch: Vec<Point>| stretch.into_iter().map(&point).collect();
        Self { stretches: self.stretches.into_iter().map(stretch).collect(), label: self.label.map(rect), ..self }
    }

    fn moved(self, x: f64, y: f64) -> Self {
        self.map(|point| point.moved(x, y), |rect| rect.moved(x, y))
    }

    fn turned(self) -> Self {
        let sideways = !self.sideways;
        Self { sideways, ..self.map(Point::turned, Rect::turned) }
    }

    /// From its end to its beginning.
    fn reversed(mut self) -> Self {
        self.stretches.reverse();
        self.stretches.iter_mut().for_each(|stretch| stretch.reverse());
        self
    }

    /// This one, and on where another one begins.
    fn then(mut self, next: Self) -> Self {
        let mut stretches = next.stretches.into_iter();
        match (self.stretches.last_mut(), stretches.next()) {
            (Some(last), Some(first)) => last.extend(first),
            (_, first) => self.stretches.extend(first),
        }
        self.stretches.extend(stretches);
        Self { label: self.label.or(next.label), ..self }
    }
}

impl Size {
    fn turned(self) -> Self {
        Self { width: self.height, height: self.width }
    }
}

impl Point {
    fn moved(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y }
    }

    fn turned(self) -> Self {
        Self { x: self.y, y: self.x }
    }
}

#[cfg(test)]
mod tests;
