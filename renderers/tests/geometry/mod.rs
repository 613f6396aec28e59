//! What a reader would find wrong with a drawing.

use archplan_renderers::diagram::placed::{Area, Arrow, Placed};

/// Everything that lies on something else, is cut off, or runs where it has no business.
pub(crate) fn faults(placed: &Placed) -> Vec<String> {
    let mut out = Vec::new();
    boxes(placed, &mut out);
    frames(placed, &mut out);
    arrows(placed, &mut out);
    words(placed, &mut out);
    out
}

fn labels(placed: &Placed) -> Vec<(usize, Area)> {
    placed.arrows.iter().enumerate().filter_map(|(at, arrow)| Some((at, arrow.label?))).collect()
}

fn titles(placed: &Placed) -> Vec<Area> {
    placed.frames.iter().flatten().map(|(_, title)| *title).collect()
}

fn boxes(placed: &Placed, out: &mut Vec<String>) {
    let named = |kind: &str, areas: Vec<Area>| {
        areas.into_iter().enumerate().map(|(at, area)| (format!("{kind} {at}"), area)).collect::<Vec<_>>()
    };
    let mut all = named("box", placed.boxes.clone());
    all.extend(labels(placed).into_iter().map(|(at, area)| (format!("words of arrow {at}"), area)));
    all.extend(named("title", titles(placed)));
    for (at, (name, area)) in all.iter().enumerate() {
        if area.x < -SLACK
            || area.y < -SLACK
            || right(area) > placed.size.0 + SLACK
            || bottom(area) > placed.size.1 + SLACK
        {
            out.push(format!("{name} {area:?} is cut off at {:?}", placed.size));
        }
        for (other, beside) in &all[at + 1..] {
            if overlap(area, beside) {
                out.push(format!("{name} {area:?} lies on {other} {beside:?}"));
            }
        }
    }
}

fn frames(placed: &Placed, out: &mut Vec<String>) {
    let frames = placed.frames.iter().enumerate().filter_map(|(at, frame)| Some((at, frame.as_ref()?)));
    for (at, (frame, title)) in frames.clone() {
        if !holds(frame, title) {
            out.push(format!("title {title:?} leaves frame {at} {frame:?}"));
        }
        for (node, area) in placed.boxes.iter().enumerate() {
            if placed.inside.get(node).copied().flatten() == Some(at) {
                if !holds(frame, area) {
                    out.push(format!("box {node} {area:?} leaves its frame {at} {frame:?}"));
                }
            } else if overlap(frame, area) {
                out.push(format!("box {node} {area:?} strays into frame {at} {frame:?}"));
            }
        }
        for (other, (beside, _)) in frames.clone().filter(|(other, _)| *other > at) {
            if overlap(frame, beside) {
                out.push(format!("frame {at} {frame:?} lies on frame {other} {beside:?}"));
            }
        }
    }
}

fn arrows(placed: &Placed, out: &mut Vec<String>) {
    let (labels, titles) = (labels(placed), titles(placed));
    for (at, arrow) in placed.arrows.iter().enumerate() {
        let curve = points(&arrow.path);
        if curve.is_empty() {
            out.push(format!("arrow {at} is not drawn"));
            continue;
        }
        let runs = |area: &Area| curve.iter().any(|point| contains(area, *point));
        for (node, area) in placed.boxes.iter().enumerate().filter(|(_, area)| runs(area)) {
            out.push(format!("arrow {at} from {} to {} runs through box {node} {area:?}", arrow.from, arrow.to));
        }
        for (other, area) in labels.iter().filter(|(_, area)| runs(area)) {
            out.push(format!("arrow {at} runs through the words of arrow {other} {area:?}"));
        }
        for area in titles.iter().filter(|area| runs(area)) {
            out.push(format!("arrow {at} runs through the title {area:?}"));
        }
        for (frame, area) in placed.frames.iter().enumerate() {
            let joins =
                [arrow.from, arrow.to].iter().any(|node| placed.inside.get(*node).copied().flatten() == Some(frame));
            if let Some((area, _)) = area.as_ref().filter(|(area, _)| !joins && runs(area)) {
                out.push(format!("arrow {at} runs through frame {frame} {area:?}"));
            }
        }
        let all =
            Area { x: -SLACK, y: -SLACK, width: placed.size.0 + 2.0 * SLACK, height: placed.size.1 + 2.0 * SLACK };
        if curve.iter().any(|(x, y)| *x < all.x || *y < all.y || *x > right(&all) || *y > bottom(&all)) {
            out.push(format!("arrow {at} is cut off at {:?}: {}", placed.size, arrow.path));
        }
        touches(at, arrow, placed, &curve, out);
    }
}

fn touches(at: usize, arrow: &Arrow, placed: &Placed, curve: &[(f64, f64)], out: &mut Vec<String>) {
    let ends = [(curve.first(), arrow.from), (curve.last(), arrow.to)];
    for (point, node) in ends {
        let (Some((x, y)), Some(area)) = (point, placed.boxes.get(node)) else { continue };
        let near = Area { x: area.x - 0.2, y: area.y - 0.2, width: area.width + 0.4, height: area.height + 0.4 };
        if !(*x >= near.x && *x <= right(&near) && *y >= near.y && *y <= bottom(&near)) {
            out.push(format!("arrow {at} ends at {x} {y} beside box {node} {area:?}"));
        }
    }
}

fn words(placed: &Placed, out: &mut Vec<String>) {
    let (labels, titles) = (labels(placed), titles(placed));
    let lowest = placed.frames.iter().flatten().map(|(frame, _)| bottom(frame)).chain(placed.boxes.iter().map(bottom));
    let lowest = lowest.chain(labels.iter().map(|(_, area)| bottom(area))).fold(0.0, f64::max);
    for (at, (text, area)) in placed.words.iter().enumerate() {
        let holders = placed.boxes.iter().chain(labels.iter().map(|(_, area)| area)).chain(&titles);
        let is_legend = area.y > lowest - SLACK;
        if !placed.boxes.is_empty() && !is_legend && !holders.into_iter().any(|holder| holds(holder, area)) {
            out.push(format!("`{text}` {area:?} stands outside every box"));
        }
        if area.x < -SLACK || area.y < -SLACK || right(area) > placed.size.0 + 0.6 || bottom(area) > placed.size.1 + 0.6
        {
            out.push(format!("`{text}` {area:?} is cut off at {:?}", placed.size));
        }
        for (other, beside) in &placed.words[at + 1..] {
            if overlap(area, beside) {
                out.push(format!("`{text}` {area:?} lies on `{other}` {beside:?}"));
            }
        }
    }
}

/// Numbers are written to a tenth.
const SLACK: f64 = 0.1;

fn right(area: &Area) -> f64 {
    area.x + area.width
}

fn bottom(area: &Area) -> f64 {
    area.y + area.height
}

fn overlap(a: &Area, b: &Area) -> bool {
    a.x + SLACK < right(b) && b.x + SLACK < right(a) && a.y + SLACK < bottom(b) && b.y + SLACK < bottom(a)
}

fn holds(outer: &Area, inner: &Area) -> bool {
    outer.x <= inner.x + 0.6
        && outer.y <= inner.y + 0.6
        && right(outer) + 0.6 >= right(inner)
        && bottom(outer) + 0.6 >= bottom(inner)
}

fn contains(area: &Area, (x, y): (f64, f64)) -> bool {
    x > area.x + SLACK && x < right(area) - SLACK && y > area.y + SLACK && y < bottom(area) - SLACK
}

/// Points along path data of `M`, `L` and `C`, as a pen would follow it.
pub(crate) fn points(data: &str) -> Vec<(f64, f64)> {
    let spaced: String =
        data.chars().map(|c| if c.is_ascii_alphabetic() { format!(" {c} ") } else { c.to_string() }).collect();
    let mut words = spaced.split_whitespace().peekable();
    let (mut at, mut out, mut command) = ((0.0, 0.0), Vec::new(), "M".to_owned());
    while let Some(word) = words.peek() {
        if word.parse::<f64>().is_err() {
            command = words.next().unwrap_or_default().to_owned();
            continue;
        }
        let mut pair = || {
            let mut number = || words.next().and_then(|word| word.parse::<f64>().ok()).unwrap_or(f64::NAN);
            (number(), number())
        };
        match command.as_str() {
            "C" => {
                let (b, c, d) = (pair(), pair(), pair());
                out.extend((1..=STEPS).map(|step| bezier([at, b, c, d], f64::from(step) / f64::from(STEPS))));
                at = d;
            }
            "L" => {
                let to = pair();
                let along = |share: f64| (at.0 + (to.0 - at.0) * share, at.1 + (to.1 - at.1) * share);
                out.extend((1..=STEPS).map(|step| along(f64::from(step) / f64::from(STEPS))));
                at = to;
            }
            _ => {
                at = pair();
                out.push(at);
            }
        }
    }
    out
}

const STEPS: u8 = 40;

fn bezier([a, b, c, d]: [(f64, f64); 4], t: f64) -> (f64, f64) {
    let s = 1.0 - t;
    let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
    let mix = |of: [f64; 4]| of.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    (mix([a.0, b.0, c.0, d.0]), mix([a.1, b.1, c.1, d.1]))
}
