//! Where everything of a sequence stands.

use super::columns::{self, BESIDE};
use super::{head, node};
use crate::diagram::layout::{Point, Rect, Size};
use crate::diagram::svg::graph;
use crate::diagram::words::{self, Line, extent, wrap};
use crate::diagram::{Arrow, Fragment, Message, Remark, Sequence, Step};

pub(super) use super::columns::LOOP;

/// Under the heads, and at the end.
const LEAD: f64 = 12.0;
/// From words to their arrow.
const OVER: f64 = 3.0;
/// From an arrow to what comes next.
const NEXT: f64 = 11.0;

/// Where everything stands. Upper left corner at the origin.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Where the lines of life stand.
    pub(super) columns: Vec<f64>,
    /// The boxes at their heads.
    pub(super) heads: Vec<Rect>,
    /// Arrows from top to bottom.
    pub(super) shots: Vec<Shot>,
    /// Words on arrows, and guards.
    pub(super) labels: Vec<(Vec<Line>, Rect)>,
    /// Boxes with words over the lines of life.
    pub(super) remarks: Vec<(Vec<Line>, Rect)>,
    /// Frames, each before those that stand in it.
    pub(super) frames: Vec<Frame>,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// An arrow; to itself it goes out, down, and back.
#[derive(Debug)]
pub(super) struct Shot {
    pub(super) from: Point,
    pub(super) to: Point,
    pub(super) is_self: bool,
    pub(super) arrow: Arrow,
}

/// A frame round steps.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) rect: Rect,
    /// Where its word stands.
    pub(super) corner: Rect,
    pub(super) word: Line,
    /// Heights of the lines between its branches.
    pub(super) splits: Vec<f64>,
}

/// Finds all places.
pub(super) fn place(sequence: &Sequence) -> Places {
    let sizes: Vec<Size> = sequence.participants.iter().map(|it| graph::size(&node(it), &head(it))).collect();
    let tallest = sizes.iter().map(|size| size.height).fold(0.0, f64::max);
    let columns = columns::columns(sequence, &sizes);
    let heads = columns.iter().zip(&sizes).map(|(x, size)| Rect {
        x: x - size.width / 2.0,
        y: tallest - size.height,
        width: size.width,
        height: size.height,
    });
    let mut places = Places { heads: heads.collect(), columns, bottom: tallest + LEAD, ..Places::default() };
    places.right = places.heads.iter().map(Rect::right).fold(0.0, f64::max);
    places.steps(&sequence.steps, sequence);
    places.bottom += LEAD;
    if let Some((_, right)) = columns::reach(&sequence.steps, sequence, &places.columns) {
        places.right = places.right.max(right);
    }
    places
}

impl Places {
    fn steps(&mut self, steps: &[Step], sequence: &Sequence) {
        for step in steps {
            match step {
                Step::Message(it) if !sequence.has([it.from, it.to]) => {}
                Step::Message(it) => self.message(it),
                Step::Remark(it) if !sequence.has([it.first, it.last]) => {}
                Step::Remark(it) => self.remark(it),
                Step::Fragment(it) => self.fragment(it, sequence),
            }
        }
    }

    fn message(&mut self, message: &Message) {
        let (from, to) = (self.columns[message.from], self.columns[message.to]);
        let is_self = message.from == message.to;
        let lines = if is_self { columns::beside(message) } else { columns::between(message, (to - from).abs()) };
        let (width, height) = extent(&lines);
        let top = self.bottom;
        let (start, end) = if is_self {
            self.label(lines, Rect { x: from + LOOP + BESIDE, y: top, width, height });
            let middle = top + height.max(18.0) / 2.0;
            (middle - 8.0, middle + 8.0)
        } else {
            let x = (from + to) / 2.0 - width / 2.0;
            self.label(lines, Rect { x, y: top, width, height });
            (top + height + OVER, top + height + OVER)
        };
        self.shots.push(Shot {
            from: Point { x: from, y: start },
            to: Point { x: to, y: end },
            is_self,
            arrow: message.arrow,
        });
        self.bottom = if is_self { top + height.max(18.0) } else { end } + NEXT;
    }

    fn remark(&mut self, remark: &Remark) {
        let sides = columns::span(remark, &self.columns);
        let lines = columns::remark_within(remark, sides);
        let height = extent(&lines).1 + 10.0;
        let rect = Rect { x: sides.0, y: self.bottom, width: sides.1 - sides.0, height };
        self.remarks.push((lines, rect));
        self.bottom += height + NEXT;
    }

    fn fragment(&mut self, fragment: &Fragment, sequence: &Sequence) {
        let Some((left, right)) = columns::frame(fragment, sequence, &self.columns) else { return };
        let Some(word) = wrap(fragment.kind.word(), words::FRAME, 60.0, 1).pop() else { return };
        let top = self.bottom;
        let corner = Rect { x: left, y: top, width: word.width().ceil() + 16.0, height: word.height() + 4.0 };
        let at = self.frames.len();
        self.frames.push(Frame { rect: Rect::default(), corner, word, splits: Vec::new() });
        for (index, branch) in fragment.branches.iter().enumerate() {
            let x = if index == 0 { corner.right() } else { left } + 8.0;
            if index > 0 {
                self.frames[at].splits.push(self.bottom);
            }
            let lines = guard(&branch.guard, right - x - 8.0);
            let (width, height) = extent(&lines);
            self.label(lines, Rect { x, y: self.bottom + 3.0, width, height });
            let height = if index == 0 { height.max(corner.height) } else { height };
            self.bottom += height + 9.0;
            self.steps(&branch.steps, sequence);
        }
        self.frames[at].rect = Rect { x: left, y: top, width: right - left, height: self.bottom - top };
        self.bottom += NEXT;
    }

    fn label(&mut self, lines: Vec<Line>, rect: Rect) {
        if !lines.is_empty() {
            self.labels.push((lines, rect));
        }
    }

    /// The pieces of a line of life between what stands on it.
    pub(super) fn life(&self, x: f64, top: f64) -> Vec<(f64, f64)> {
        let on = |rect: &&Rect| rect.x - 2.0 < x && x < rect.right() + 2.0;
        let labels = self.labels.iter().map(|(_, rect)| rect);
        let boxes = self.remarks.iter().map(|(_, rect)| rect).chain(self.frames.iter().map(|frame| &frame.corner));
        let mut on: Vec<&Rect> = labels.chain(boxes).filter(on).collect();
        on.sort_by(|a, b| a.y.total_cmp(&b.y));
        let (mut from, mut pieces) = (top, Vec::new());
        for rect in on {
            if rect.y - from > 1.0 {
                pieces.push((from, rect.y));
            }
            from = from.max(rect.bottom());
        }
        if self.bottom - from > 1.0 {
            pieces.push((from, self.bottom));
        }
        pieces
    }
}

fn guard(text: &str, limit: f64) -> Vec<Line> {
    let text = if text.is_empty() { String::new() } else { format!("[{text}]") };
    wrap(&text, words::GUARD, limit, 4)
}
