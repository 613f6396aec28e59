//! Layouts of any graph: nothing lies on anything else.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

fn request(framed: bool) -> impl Strategy<Value = Request> {
    let size = (30.0..170.0_f64, 24.0..120.0_f64).prop_map(|(width, height)| Size { width, height });
    let boxes = prop::collection::vec((size, prop::option::of(0..3_usize)), 1..22);
    let joins = prop::collection::vec((any::<usize>(), any::<usize>(), any::<bool>()), 0..36);
    (boxes, joins, any::<bool>()).prop_map(move |(boxes, joins, sideways)| {
        let count = boxes.len();
        let label = |has: bool| if has { Size { width: 70.0, height: 18.0 } } else { Size::default() };
        Request {
            sideways,
            joins: joins
                .iter()
                .map(|(a, b, has)| Join { from: a % count, to: b % count, label: label(*has) })
                .collect(),
            frames: if framed { vec![Size::default(); 3] } else { Vec::new() },
            inside: boxes.iter().map(|(_, frame)| frame.filter(|_| framed)).collect(),
            boxes: boxes.into_iter().map(|(size, _)| size).collect(),
        }
    })
}

fn check(request: &Request, layout: &Layout) -> Result<(), TestCaseError> {
    let all = Rect { x: 0.0, y: 0.0, width: layout.size.width, height: layout.size.height };
    let labels: Vec<Rect> = layout.routes.iter().filter_map(|route| route.label).collect();
    for (at, rect) in layout.boxes.iter().enumerate() {
        prop_assert_eq!((rect.width, rect.height), (request.boxes[at].width, request.boxes[at].height));
        prop_assert!(rect.x >= -0.01 && rect.y >= -0.01, "{:?} outside {:?}", rect, all);
        prop_assert!(rect.right() <= all.right() + 0.01 && rect.bottom() <= all.bottom() + 0.01);
        for other in &layout.boxes[at + 1..] {
            prop_assert!(!rect.overlaps(other), "boxes {:?} {:?}", rect, other);
        }
    }
    for (at, label) in labels.iter().enumerate() {
        for other in layout.boxes.iter().chain(&labels[at + 1..]) {
            prop_assert!(!label.overlaps(other), "label {:?} {:?}", label, other);
        }
    }
    Ok(())
}

/// Points along an arrow; between two layers it stays between them, so its corners suffice there.
fn check_routes(layout: &Layout) -> Result<(), TestCaseError> {
    for route in &layout.routes {
        prop_assert!(!route.stretches.is_empty());
        for point in route.stretches.iter().flatten() {
            for rect in &layout.boxes {
                let inside = point.x > rect.x + 0.1
                    && point.x < rect.right() - 0.1
                    && point.y > rect.y + 0.1
                    && point.y < rect.bottom() - 0.1;
                prop_assert!(!inside, "{:?} in {:?}", point, rect);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_lies_on_anything_else(request in request(false)) {
        let layout = place(&request);
        check(&request, &layout)?;
        check_routes(&layout)?;
        prop_assert_eq!(place(&request), layout);
    }
}

/// What the library does not promise is tried on the same graphs every time.
#[test]
fn frames_hold_their_boxes_and_no_others() {
    let config = ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&request(true), |request| {
        let layout = place(&request);
        check(&request, &layout)?;
        check_frames(&request, &layout)?;
        prop_assert_eq!(place(&request), layout);
        Ok(())
    });
    result.unwrap();
}

fn check_frames(request: &Request, layout: &Layout) -> Result<(), TestCaseError> {
    for (rect, inside) in layout.boxes.iter().zip(&request.inside) {
        for (at, frame) in layout.frames.iter().enumerate() {
            let holds = frame.x <= rect.x
                && frame.y <= rect.y
                && frame.right() >= rect.right()
                && frame.bottom() >= rect.bottom();
            if *inside == Some(at) {
                prop_assert!(holds, "{:?} not in {:?}", rect, frame);
            } else {
                prop_assert!(!rect.overlaps(frame), "{:?} strayed into {:?}", rect, frame);
            }
        }
    }
    Ok(())
}

#[test]
fn what_is_alike_stands_in_one_layer() {
    // Four boxes above a fifth need a little more than the room; none of them is pushed out of their row.
    let boxes = vec![Size { width: 150.0, height: 60.0 }; 5];
    let joins = (0..4).map(|from| Join { from, to: 4, label: Size { width: 30.0, height: 16.0 } }).collect();
    let layout = place(&Request { boxes, joins, inside: vec![None; 5], ..Request::default() });
    assert!(layout.boxes[..4].iter().all(|rect| rect.y == 0.0), "{:?}", layout.boxes);
}

#[test]
fn what_is_alike_and_far_too_wide_falls_into_even_rows() {
    let boxes = vec![Size { width: 150.0, height: 60.0 }; 7];
    let joins = (0..6).map(|from| Join { from, to: 6, label: Size::default() }).collect();
    let layout = place(&Request { boxes, joins, inside: vec![None; 7], ..Request::default() });
    let in_first = layout.boxes[..6].iter().filter(|rect| rect.y == 0.0).count();
    assert_eq!(in_first, 3, "{:?}", layout.boxes);
}

#[test]
fn boxes_that_nothing_joins_stand_in_rows() {
    let boxes = vec![Size { width: 100.0, height: 40.0 }; 40];
    let layout = place(&Request { boxes, inside: vec![None; 40], ..Request::default() });
    assert!(layout.size.width <= ROOM.width && layout.size.height <= ROOM.height, "{:?}", layout.size);
}
