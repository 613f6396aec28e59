//! Where the lines of life stand, so that there is room for what is sent between them.

use crate::diagram::layout::Size;
use crate::diagram::words::{self, Line, extent, wrap};
use crate::diagram::{Fragment, Message, Remark, Sequence, Step};

/// From a line of life to the far side of a message to itself.
pub(super) const LOOP: f64 = 26.0;
/// From that side to its words.
pub(super) const BESIDE: f64 = 6.0;
/// Between two heads.
const GAP: f64 = 22.0;
/// What an arrow has beside its words.
const AIR: f64 = 24.0;
/// From what stands in a frame to the frame.
pub(super) const INSET: f64 = 12.0;
/// The least width of a frame: its word and some of its guard.
const FRAME: f64 = 132.0;
/// Words of a message between neighbours are broken at this width at the latest where there are many participants;
/// twice as far, twice as late.
const LABEL: f64 = 116.0;
/// The same where there are few, and lines of life can stand far apart: the fewer lines of words, the lower the picture.
const FEW: f64 = 236.0;
/// What a picture may be wide without being drawn smaller, less its frames.
const WIDTH: f64 = 620.0;
/// Words beside a line of life.
const SELF: f64 = 112.0;
/// Words of a remark about one participant.
const REMARK: f64 = 128.0;
const LABEL_LINES: usize = 6;
const REMARK_LINES: usize = 8;

/// Where each line of life stands, from the left.
pub(super) fn columns(sequence: &Sequence, heads: &[Size]) -> Vec<f64> {
    let mut needs: Vec<Vec<(usize, f64)>> = vec![Vec::new(); heads.len()];
    need_all(&sequence.steps, sequence, 1, label_limit(heads), &mut needs);
    let mut columns: Vec<f64> = Vec::with_capacity(heads.len());
    for (at, head) in heads.iter().enumerate() {
        let beside = at
            .checked_sub(1)
            .map_or(head.width / 2.0, |before| columns[before] + heads[before].width / 2.0 + GAP + head.width / 2.0);
        let x = needs[at].iter().map(|(from, width)| columns[*from] + width).fold(beside, f64::max);
        columns.push(x.ceil());
    }
    let left = reach(&sequence.steps, sequence, &columns).map_or(0.0, |(left, _)| left);
    if left < 0.0 {
        columns.iter_mut().for_each(|x| *x -= left.floor());
    }
    columns
}

/// Where the words of a message between neighbours are broken: later, the more of the width the heads leave.
fn label_limit(heads: &[Size]) -> f64 {
    let outside = [heads.first(), heads.last()].into_iter().flatten().map(|head| head.width / 2.0).sum::<f64>();
    ((WIDTH - outside) / heads.len().saturating_sub(1).max(1) as f64 - AIR).clamp(LABEL, FEW)
}

/// For each line of life, how far it must be from which one before it.
fn need_all(steps: &[Step], sequence: &Sequence, depth: u32, label: f64, needs: &mut [Vec<(usize, f64)>]) {
    let framed = INSET * f64::from(depth);
    for step in steps {
        match step {
            Step::Message(it) if !sequence.has([it.from, it.to]) => {}
            Step::Message(it) if it.from == it.to => {
                let width = LOOP + BESIDE + extent(&beside(it)).0 + framed + AIR / 2.0;
                need(needs, it.from, it.from + 1, width);
            }
            Step::Message(it) => {
                let (first, last) = (it.from.min(it.to), it.from.max(it.to));
                let limit = label * (last - first) as f64;
                need(needs, first, last, extent(&wrap(&it.text, words::LABEL, limit, LABEL_LINES)).0 + AIR);
            }
            Step::Remark(it) if !sequence.has([it.first, it.last]) => {}
            Step::Remark(it) if it.first == it.last => {
                let half = extent(&remark(it, REMARK)).0 / 2.0 + AIR / 2.0 + framed;
                if let Some(before) = it.first.checked_sub(1) {
                    need(needs, before, it.first, half);
                }
                need(needs, it.first, it.first + 1, half);
            }
            Step::Remark(it) => need(needs, it.first.min(it.last), it.first.max(it.last), REMARK / 2.0),
            Step::Fragment(it) => {
                it.branches.iter().for_each(|branch| need_all(&branch.steps, sequence, depth + 1, label, needs));
            }
        }
    }
}

fn need(needs: &mut [Vec<(usize, f64)>], from: usize, to: usize, width: f64) {
    if let Some(needs) = needs.get_mut(to) {
        needs.push((from, width));
    }
}

/// How far steps reach to the left and to the right; nothing where nobody takes part.
pub(super) fn reach(steps: &[Step], sequence: &Sequence, columns: &[f64]) -> Option<(f64, f64)> {
    let reaches = steps.iter().filter_map(|step| match step {
        Step::Message(it) if !sequence.has([it.from, it.to]) => None,
        Step::Message(it) if it.from == it.to => {
            let x = columns[it.from];
            Some((x, x + LOOP + BESIDE + extent(&beside(it)).0))
        }
        Step::Message(it) => Some(ends(columns, it.from, it.to)),
        Step::Remark(it) => sequence.has([it.first, it.last]).then(|| span(it, columns)),
        Step::Fragment(it) => frame(it, sequence, columns),
    });
    reaches.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// The sides of the frame of a fragment.
pub(super) fn frame(fragment: &Fragment, sequence: &Sequence, columns: &[f64]) -> Option<(f64, f64)> {
    let inside = fragment.branches.iter().filter_map(|branch| reach(&branch.steps, sequence, columns));
    let (left, right) = inside.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let left = left - INSET;
    Some((left, (right + INSET).max(left + FRAME)))
}

/// The sides of a remark.
pub(super) fn span(remark: &Remark, columns: &[f64]) -> (f64, f64) {
    let (left, right) = ends(columns, remark.first, remark.last);
    if remark.first == remark.last {
        let half = extent(&self::remark(remark, REMARK)).0 / 2.0 + 8.0;
        (left - half, left + half)
    } else {
        (left - 18.0, right + 18.0)
    }
}

fn ends(columns: &[f64], one: usize, other: usize) -> (f64, f64) {
    (columns[one.min(other)], columns[one.max(other)])
}

/// The words of a message to itself.
pub(super) fn beside(message: &Message) -> Vec<Line> {
    wrap(&message.text, words::LABEL, SELF, LABEL_LINES)
}

/// The words of a message between lines that stand so far apart.
pub(super) fn between(message: &Message, apart: f64) -> Vec<Line> {
    wrap(&message.text, words::LABEL, apart - AIR + 1.0, LABEL_LINES)
}

/// The words of a remark of that width.
pub(super) fn remark(remark: &Remark, width: f64) -> Vec<Line> {
    wrap(&remark.text, words::NOTE, width, REMARK_LINES)
}

/// The words of a remark, within its sides.
pub(super) fn remark_within(it: &Remark, sides: (f64, f64)) -> Vec<Line> {
    if it.first == it.last { remark(it, REMARK) } else { remark(it, sides.1 - sides.0 - 16.0) }
}
