//! Sequences of any kind: nothing lies on anything else, and no line runs through words.

use super::places::{Places, place};
use crate::diagram::layout::Rect;
use crate::diagram::{Arrow, Branch, Fragment, FragmentKind, Look, Message, Participant, Remark, Sequence, Step};
use crate::fonts;
use proptest::prelude::*;

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z]{1,8}( [a-z/{}]{1,12}){0,9}",
        Just("W".repeat(60)),
        Just("PATCH /api/v1/orders/{order_id}/status; If-Match: \"3\"".to_owned()),
    ]
}

fn step(participants: usize) -> impl Strategy<Value = Step> {
    let who = 0..participants + 1;
    let arrow = prop_oneof![Just(Arrow::Call), Just(Arrow::Reply), Just(Arrow::Signal)];
    let message = (who.clone(), who.clone(), words(), arrow)
        .prop_map(|(from, to, text, arrow)| Step::Message(Message { from, to, text, arrow }));
    let remark = (who.clone(), who, words()).prop_map(|(first, last, text)| Step::Remark(Remark { first, last, text }));
    prop_oneof![4 => message, 1 => remark].prop_recursive(3, 24, 5, |inner| {
        let branch = (words(), prop::collection::vec(inner, 0..5)).prop_map(|(guard, steps)| Branch { guard, steps });
        let kind = prop_oneof![Just(FragmentKind::Alternatives), Just(FragmentKind::Option), Just(FragmentKind::Loop)];
        (kind, prop::collection::vec(branch, 0..4))
            .prop_map(|(kind, branches)| Step::Fragment(Fragment { kind, branches }))
    })
}

fn sequence() -> impl Strategy<Value = Sequence> {
    (1..7_usize).prop_flat_map(|count| {
        let look = prop_oneof![Just(Look::Person), Just(Look::Store), Just(Look::Plain), Just(Look::Later)];
        let participant =
            (words(), words(), look).prop_map(|(title, note, look)| Participant { title, note, look, link: None });
        let participants = prop::collection::vec(participant, count..=count);
        (participants, prop::collection::vec(step(count), 0..10)).prop_map(|(participants, steps)| Sequence {
            participants,
            steps,
            ..Sequence::default()
        })
    })
}

/// Everything with words in it, which nothing may lie on.
fn solid(places: &Places) -> Vec<Rect> {
    let texts = places.labels.iter().chain(&places.remarks).map(|(_, rect)| *rect);
    let corners = places.frames.iter().map(|frame| frame.corner);
    places.heads.iter().copied().chain(texts).chain(corners).collect()
}

fn check(places: &Places) -> Result<(), TestCaseError> {
    let solid = solid(places);
    for (at, rect) in solid.iter().enumerate() {
        prop_assert!(rect.x >= -0.01 && rect.y >= -0.01, "{:?} leaves the picture", rect);
        prop_assert!(rect.right() <= places.right + 0.01 && rect.bottom() <= places.bottom + 0.01, "{:?}", rect);
        for other in &solid[at + 1..] {
            prop_assert!(!rect.overlaps(other), "{:?} {:?}", rect, other);
        }
    }
    for (lines, rect) in places.labels.iter().chain(&places.remarks) {
        let widest = lines.iter().map(|it| fonts::width(&it.text, it.style.face, it.style.size)).fold(0.0, f64::max);
        prop_assert!(widest <= rect.width + 0.01, "{:?} in {:?}", lines, rect);
    }
    for shot in &places.shots {
        let (left, right) = (shot.from.x.min(shot.to.x), shot.from.x.max(shot.to.x));
        let arrow = Rect { x: left, y: shot.from.y - 0.1, width: right - left, height: shot.to.y - shot.from.y + 0.2 };
        for rect in &solid {
            prop_assert!(!arrow.overlaps(rect), "an arrow at {:?} through {:?}", arrow, rect);
        }
    }
    for (x, head) in places.columns.iter().zip(&places.heads) {
        for (top, bottom) in places.life(*x, head.bottom()) {
            let life = Rect { x: *x - 0.1, y: top, width: 0.2, height: bottom - top };
            for rect in &solid {
                prop_assert!(!life.overlaps(rect), "a line of life {:?} through {:?}", life, rect);
            }
        }
    }
    check_frames(places, &solid)
}

/// A frame holds a thing whole or stands clear of it, and no side of it runs through words.
fn check_frames(places: &Places, solid: &[Rect]) -> Result<(), TestCaseError> {
    for frame in &places.frames {
        let rect = frame.rect;
        let within = |other: &Rect| {
            other.x >= rect.x - 0.01
                && other.y >= rect.y - 0.01
                && other.right() <= rect.right() + 0.01
                && other.bottom() <= rect.bottom() + 0.01
        };
        for other in solid.iter().chain(places.frames.iter().map(|other| &other.rect)) {
            let holds = other.x <= rect.x && other.right() >= rect.right() && other.y <= rect.y;
            prop_assert!(within(other) || holds || !rect.overlaps(other), "{:?} cuts {:?}", rect, other);
        }
        for split in &frame.splits {
            let line = Rect { x: rect.x, y: split - 0.1, width: rect.width, height: 0.2 };
            prop_assert!(solid.iter().all(|other| !line.overlaps(other)), "a line between branches at {}", split);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_lies_on_anything_else(sequence in sequence()) {
        check(&place(&sequence))?;
    }

    #[test]
    fn a_source_of_mermaid_opens_and_closes_what_it_opens(sequence in sequence()) {
        let drawing = crate::diagram::Drawing::Sequence(sequence);
        let diagram = crate::diagram::Diagram { id: "x".into(), title: "x".into(), alt: "x".into(), drawing };
        let mut open = 0;
        for line in crate::diagram::mermaid(&diagram).lines().skip(1) {
            let word = line.split_whitespace().next().unwrap_or_default();
            match word {
                "alt" | "opt" | "loop" => open += 1,
                "end" => open -= 1,
                "else" => prop_assert!(open > 0, "{}", line),
                "participant" | "actor" | "Note" => {}
                message => prop_assert!(message.starts_with('p') && message.ends_with(':'), "{}", line),
            }
            prop_assert!(open >= 0, "{}", line);
        }
        prop_assert_eq!(open, 0);
    }
}

#[test]
fn a_longer_message_moves_only_what_stands_right_of_it() {
    let sample = crate::sample::sequence();
    let mut longer = sample.clone();
    if let Some(Step::Message(message)) = longer.steps.get_mut(1) {
        message.text.push_str(" with the keys of its issuer");
    }
    let (before, after) = (place(&sample), place(&longer));
    assert_eq!(before.heads[..2], after.heads[..2]);
}
