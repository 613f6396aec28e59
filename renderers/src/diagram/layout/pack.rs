//! Connected parts side by side and in rows, so that a picture of many parts does not become one endless row.

use super::{Join, Layout, PATIENCE, ROOM, Request, Size, framed};

/// Between two parts.
const GAP: f64 = 30.0;

/// Splits a request into its connected parts, places each, and packs them.
pub(super) fn place(request: &Request) -> Layout {
    let mut out = Layout::of(request, Size::default());
    let mut parts = parts(request);
    // Boxes that stand alone come last, and so stand together.
    parts.sort_by_key(|part| part.boxes.len() == 1);
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0_f64);
    for part in &parts {
        let placed = part.place(request);
        if x > 0.0 && x + placed.size.width > ROOM.width {
            (x, y, row) = (0.0, y + row + GAP, 0.0);
        }
        let size = placed.size;
        part.put(placed, x, y, &mut out);
        row = row.max(size.height);
        x += size.width + if part.boxes.len() == 1 { GAP / 2.0 } else { GAP };
        out.size.width = out.size.width.max(x - if part.boxes.len() == 1 { GAP / 2.0 } else { GAP });
        out.size.height = out.size.height.max(y + size.height);
    }
    out
}

/// The members of a connected part, by their index in the whole.
#[derive(Default)]
struct Part {
    boxes: Vec<usize>,
    joins: Vec<usize>,
}

/// Boxes belong together when an arrow joins them or when they stand in one frame.
fn parts(request: &Request) -> Vec<Part> {
    let mut root: Vec<usize> = (0..request.boxes.len()).collect();
    let mut first_in_frame = vec![None; request.frames.len()];
    for (at, frame) in request.inside.iter().enumerate() {
        if let Some(frame) = frame {
            let first = *first_in_frame[*frame].get_or_insert(at);
            unite(&mut root, first, at);
        }
    }
    for join in &request.joins {
        unite(&mut root, join.from, join.to);
    }
    let mut parts: Vec<Part> = (0..request.boxes.len()).map(|_| Part::default()).collect();
    for at in 0..request.boxes.len() {
        parts[find(&mut root, at)].boxes.push(at);
    }
    for (at, join) in request.joins.iter().enumerate() {
        parts[find(&mut root, join.from)].joins.push(at);
    }
    parts.retain(|part| !part.boxes.is_empty());
    parts
}

fn find(root: &mut [usize], at: usize) -> usize {
    let mut at = at;
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

/// The lower index stays the root, so that parts keep the order of their first boxes.
fn unite(root: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(root, a), find(root, b));
    root[a.max(b)] = a.min(b);
}

impl Part {
    fn place(&self, whole: &Request) -> Layout {
        let turn = |size: Size| if whole.sideways { size.turned() } else { size };
        let local = |at: usize| self.boxes.binary_search(&at).expect("a part holds both ends of its arrows");
        let joins = self.joins.iter().map(|at| whole.joins[*at]);
        let request = Request {
            sideways: false,
            boxes: self.boxes.iter().map(|at| turn(whole.boxes[*at])).collect(),
            joins: joins.map(|it| Join { from: local(it.from), to: local(it.to), label: turn(it.label) }).collect(),
            frames: whole.frames.iter().map(|title| turn(*title)).collect(),
            inside: self.boxes.iter().map(|at| whole.inside.get(*at).copied().flatten()).collect(),
        };
        let placed = fitted(&request, turn(ROOM), whole.sideways);
        if whole.sideways { placed.turned() } else { placed }
    }

    fn put(&self, placed: Layout, x: f64, y: f64, out: &mut Layout) {
        for (at, rect) in self.boxes.iter().zip(placed.boxes) {
            out.boxes[*at] = rect.moved(x, y);
        }
        for (at, route) in self.joins.iter().zip(placed.routes) {
            out.routes[*at] = route.moved(x, y);
        }
        for (at, rect) in placed.frames.iter().enumerate().filter(|(_, rect)| rect.width > 0.0) {
            out.frames[at] = rect.moved(x, y);
            out.titles[at] = placed.titles[at].moved(x, y);
        }
    }
}

/// Widths of rows that are tried, as shares of the room: outside frames, and in them.
const TRIES: [[f64; 2]; 4] = [[1.0, 1.0], [0.75, 0.75], [0.55, 0.55], [1.3, 1.3]];
const FRAMED_TRIES: [[f64; 2]; 6] = [[1.0, 1.0], [1.0, 0.48], [0.75, 0.75], [1.0, 0.31], [1.3, 0.62], [1.3, 0.4]];

/// Arrows that pass a row take room too: other widths are tried until the whole can be read, or best be read.
fn fitted(request: &Request, room: Size, sideways: bool) -> Layout {
    let is_framed = request.inside.iter().any(Option::is_some);
    let tries: &[[f64; 2]] = if is_framed { &FRAMED_TRIES } else { &TRIES };
    let place = |shares: &[f64; 2]| framed::place(request, shares.map(|share| share * room.width), sideways);
    let mut best = place(&tries[0]);
    for shares in &tries[1..] {
        if super::scale(best.size, room) >= super::READABLE || request.boxes.len() > PATIENCE {
            break;
        }
        let next = place(shares);
        if super::scale(next.size, room) > super::scale(best.size, room) {
            best = next;
        }
    }
    best
}
