//! Sequences: heads in a row, a line down from each, messages between the lines, frames round what is conditional.
//!
//! [`place`] finds the places, [`draw`] draws them. No line runs through words: a line of life is interrupted
//! where a label, a remark or a guard stands on it.

use super::canvas::{Canvas, Paint, number};
use super::graph;
use super::legend::{self, Key};
use super::path::pair;
use crate::diagram::layout::Point;
use crate::diagram::words::Line;
use crate::diagram::{Arrow, Node, Participant, Sequence};
use places::{Frame, Places, Shot, place};

mod columns;
mod places;

/// Draws a sequence.
pub(super) fn draw(sequence: &Sequence, is_known: &dyn Fn(&str) -> bool, canvas: &mut Canvas) {
    if sequence.participants.is_empty() {
        return;
    }
    let places = place(sequence);
    canvas.reach(places.right, places.bottom);
    places.frames.iter().for_each(|frame| canvas.rect(frame.rect, 4.0, Paint::FRAME));
    lives(&places, canvas);
    places.frames.iter().for_each(|frame| corner(frame, canvas));
    places.shots.iter().for_each(|shot| self::shot(shot, canvas));
    for (at, (participant, rect)) in sequence.participants.iter().zip(&places.heads).enumerate() {
        let link = participant.link.as_deref().filter(|anchor| is_known(anchor));
        canvas.link(at, link, |canvas| graph::draw_box(participant.look, &head(participant), *rect, canvas));
    }
    for (lines, rect) in &places.remarks {
        canvas.rect(*rect, 3.0, Paint::REMARK);
        canvas.centred(lines, *rect);
    }
    for (lines, rect) in &places.labels {
        canvas.centred(lines, *rect);
    }
    let looks = sequence.legend.iter().map(|(look, words)| (Key::Look(*look), words.as_str()));
    let arrows = sequence.arrows.iter().map(|(arrow, words)| (Key::Arrow(*arrow), words.as_str()));
    legend::draw(looks.chain(arrows), canvas);
}

/// The lines of a head, as a box of a graph has them.
fn head(participant: &Participant) -> Vec<Line> {
    graph::lines(&node(participant))
}

fn node(participant: &Participant) -> Node {
    Node {
        id: String::new(),
        title: participant.title.clone(),
        note: participant.note.clone(),
        text: String::new(),
        look: participant.look,
        frame: None,
        link: None,
    }
}

/// The line down from each head, in pieces between what stands on it.
fn lives(places: &Places, canvas: &mut Canvas) {
    for (x, head) in places.columns.iter().zip(&places.heads) {
        for (top, bottom) in places.life(*x, head.bottom()) {
            canvas.life(&format!("M{} {}V{}", number(*x), number(top), number(bottom)));
        }
    }
}

/// The word in the corner of a frame, and the lines between its branches.
fn corner(frame: &Frame, canvas: &mut Canvas) {
    canvas.rect(frame.corner, 3.0, Paint::of(crate::diagram::Look::Outside));
    canvas.centred(std::slice::from_ref(&frame.word), frame.corner);
    for y in &frame.splits {
        canvas.line(&format!("M{} {}H{}", number(frame.rect.x), number(*y), number(frame.rect.right())), true);
    }
}

fn shot(shot: &Shot, canvas: &mut Canvas) {
    let broken = shot.arrow == Arrow::Reply;
    let way = (shot.to.x - shot.from.x).signum();
    let (to, data) = if shot.is_self {
        let out = shot.from.x + places::LOOP;
        (
            Point { x: shot.to.x, y: shot.to.y },
            format!(
                "M{}H{}V{}H{}",
                pair(shot.from),
                number(out),
                number(shot.to.y),
                number(shot.to.x + tip(shot.arrow))
            ),
        )
    } else {
        (shot.to, format!("M{}H{}", pair(shot.from), number(shot.to.x - way * tip(shot.arrow))))
    };
    canvas.line(&data, broken);
    point(to, if shot.is_self { -1.0 } else { way }, shot.arrow, canvas);
}

/// By how much a line ends before its head does.
fn tip(arrow: Arrow) -> f64 {
    if arrow == Arrow::Call { 7.0 } else { 0.6 }
}

/// The head of an arrow that runs to the right (`way` 1) or to the left (-1).
pub(super) fn point(at: Point, way: f64, arrow: Arrow, canvas: &mut Canvas) {
    let back = |up: f64| pair(Point { x: at.x - way * 8.0, y: at.y + up });
    if arrow == Arrow::Call {
        let paint = Paint { class: "head", fill: "#5b656d", stroke: "#5b656d", broken: false };
        canvas.shape(&format!("M{}L{}L{}Z", pair(at), back(3.6), back(-3.6)), paint);
    } else {
        canvas.line(&format!("M{}L{}L{}", back(4.2), pair(at), back(-4.2)), false);
    }
}

#[cfg(test)]
mod tests;
