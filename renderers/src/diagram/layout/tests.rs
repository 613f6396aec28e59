//! Layouts of any graph: nothing lies on anything else, and a leaf more moves little.

use super::*;
use crate::diagram::placed::Placed;
use crate::geometry::faults;
use proptest::prelude::*;

/// Graphs of up to 80 boxes, some in frames, with parallel and antiparallel arrows and loops, with and without words,
/// in one or several parts.
fn request() -> impl Strategy<Value = Request> {
    let size = (30.0..170.0_f64, 24.0..120.0_f64).prop_map(|(width, height)| Size { width, height });
    let label = prop_oneof![
        2 => Just(Size::default()),
        1 => (8.0..110.0_f64, 14.0..60.0_f64).prop_map(|(width, height)| Size { width, height }),
    ];
    let title = (20.0..230.0_f64, 14.0..32.0_f64).prop_map(|(width, height)| Size { width, height });
    let count = prop_oneof![3 => 1..12_usize, 2 => 12..40_usize, 1 => 40..81_usize];
    let frames = prop_oneof![2 => Just(0_usize), 1 => 1..6_usize];
    (count, frames, any::<bool>(), 0.0..1.6_f64).prop_flat_map(move |(count, frames, sideways, density)| {
        let most = (count as f64 * density) as usize + 1;
        (
            prop::collection::vec((size.clone(), prop::option::of(any::<usize>())), count),
            prop::collection::vec((0..count, 0..count, label.clone()), 0..most),
            prop::collection::vec(title.clone(), frames),
        )
            .prop_map(move |(boxes, joins, frames)| Request {
                sideways,
                joins: joins.into_iter().map(|(from, to, label)| Join { from, to, label }).collect(),
                inside: boxes
                    .iter()
                    .map(|(_, frame)| frame.filter(|_| !frames.is_empty()).map(|at| at % frames.len()))
                    .collect(),
                boxes: boxes.into_iter().map(|(size, _)| size).collect(),
                frames,
            })
    })
}

fn placed(request: &Request, layout: &Layout) -> Placed {
    let mut placed = Placed { size: (layout.size.width, layout.size.height), ..Placed::default() };
    placed.keep(request, layout);
    placed
}

/// A box that hangs from one that is there, as the last of all.
fn with_leaf(request: &Request, (at, down, framed, label): (usize, bool, bool, bool)) -> Request {
    let mut more = request.clone();
    let (old, new) = (at % request.boxes.len(), request.boxes.len());
    let size = Size { width: 90.0, height: 40.0 };
    more.boxes.push(size);
    more.inside.push(request.inside[old].filter(|_| framed));
    let label = if label { Size { width: 60.0, height: 18.0 } } else { Size::default() };
    more.joins.push(if down { Join { from: old, to: new, label } } else { Join { from: new, to: old, label } });
    more
}

/// The boxes that are asked for, row by row, each row from left to right.
fn rows(boxes: &[Rect], of: &[usize], sideways: bool) -> Vec<Vec<usize>> {
    let turn = |rect: &Rect| if sideways { rect.turned() } else { *rect };
    let mut order: Vec<usize> = of.to_vec();
    let key = |at: &usize| ((turn(&boxes[*at]).middle().y * 8.0).round(), turn(&boxes[*at]).x);
    order.sort_by(|a, b| key(a).0.total_cmp(&key(b).0).then(key(a).1.total_cmp(&key(b).1)));
    order.chunk_by(|a, b| key(a).0 == key(b).0).map(<[usize]>::to_vec).collect()
}

/// The boxes of each connected part.
fn parts(request: &Request) -> Vec<Vec<usize>> {
    let mut part: Vec<usize> = (0..request.boxes.len()).collect();
    let mut same: Vec<(usize, usize)> = request.joins.iter().map(|join| (join.from, join.to)).collect();
    for frame in 0..request.frames.len() {
        let of: Vec<usize> = (0..part.len()).filter(|at| request.inside[*at] == Some(frame)).collect();
        same.extend(of.windows(2).map(|pair| (pair[0], pair[1])));
    }
    for (a, b) in same {
        let (old, new) = (part[a], part[b]);
        part.iter_mut().filter(|of| **of == old).for_each(|of| *of = new);
    }
    (0..part.len()).map(|of| (0..part.len()).filter(|at| part[*at] == of).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_lies_on_anything_else(request in request()) {
        let layout = place(&request);
        let sizes = |of: Vec<Size>| of.into_iter().map(|size| (size.width, size.height)).collect::<Vec<_>>();
        let drawn = layout.boxes.iter().map(|rect| Size { width: rect.width, height: rect.height }).collect();
        prop_assert_eq!(sizes(drawn), sizes(request.boxes.clone()));
        let faults = faults(&placed(&request, &layout));
        prop_assert!(faults.is_empty(), "{:#?}", faults);
        prop_assert_eq!(place(&request), layout);
    }

    #[test]
    fn a_leaf_leaves_every_row_as_it_was(request in request(), leaf in any::<(usize, bool, bool, bool)>()) {
        let request = Request { frames: Vec::new(), inside: vec![None; request.boxes.len()], ..request };
        let more = with_leaf(&request, leaf);
        let of = |request: &Request| framed::place(request, [ROOM.width; 2], false).boxes;
        let all: Vec<usize> = (0..request.boxes.len()).collect();
        prop_assert_eq!(rows(&of(&request), &all, false), rows(&of(&more), &all, false));
    }

    #[test]
    fn a_leaf_leaves_the_rows_in_each_frame_as_they_were(request in request(), leaf in any::<(usize, bool, bool, bool)>()) {
        let more = with_leaf(&request, leaf);
        let of = |request: &Request| framed::place(request, [ROOM.width; 2], request.sideways).boxes;
        for frame in 0..request.frames.len() {
            let all: Vec<usize> = (0..request.boxes.len()).filter(|at| request.inside[*at] == Some(frame)).collect();
            prop_assert_eq!(rows(&of(&request), &all, false), rows(&of(&more), &all, false));
        }
    }

    #[test]
    fn a_leaf_leaves_other_parts_as_they_were(request in request(), leaf in any::<(usize, bool, bool, bool)>()) {
        let more = with_leaf(&request, leaf);
        let (before, after) = (pack::place(&request), pack::place(&more));
        let touched = leaf.0 % request.boxes.len();
        for part in parts(&request).into_iter().filter(|part| !part.is_empty() && !part.contains(&touched)) {
            let from = |layout: &Layout, at: usize| {
                let (own, first) = (layout.boxes[at], layout.boxes[part[0]]);
                (((own.x - first.x) * 10.0).round(), ((own.y - first.y) * 10.0).round())
            };
            for at in &part {
                prop_assert_eq!(from(&before, *at), from(&after, *at));
            }
        }
    }
}

#[test]
fn what_is_alike_stands_in_one_layer() {
    // Four boxes above a fifth need a little more than the room; none of them is pushed out of their row.
    let boxes = vec![Size { width: 150.0, height: 60.0 }; 5];
    let joins = (0..4).map(|from| Join { from, to: 4, label: Size { width: 30.0, height: 16.0 } }).collect();
    let layout = place(&Request { boxes, joins, inside: vec![None; 5], ..Request::default() });
    let [first, .., last] = &layout.boxes[..] else { panic!("five boxes") };
    assert!(layout.boxes[..4].iter().all(|rect| rect.y == first.y && !rect.overlaps(last)), "{:?}", layout.boxes);
}

#[test]
fn boxes_that_nothing_joins_stand_in_rows() {
    let boxes = vec![Size { width: 100.0, height: 40.0 }; 40];
    let layout = place(&Request { boxes, inside: vec![None; 40], ..Request::default() });
    assert!(layout.size.width <= ROOM.width && layout.size.height <= ROOM.height, "{:?}", layout.size);
}
