//! What the service carries, and what follows from it.

use super::width::Widths;
use crate::document::blocks::table::{numbers, table};
use crate::document::{figures, ids, prose, words};
use crate::plan::Plan;
use crate::plan::running::{Capacity, Count, Quantity, Volume};
use renderers::document::{Block, Cell, text};

const DAY: f64 = 86_400.0;
const MONTH: f64 = 30.0 * DAY;
const YEAR: f64 = 365.0 * DAY;

/// `text capacity`
pub(in crate::document::blocks) fn summary(plan: &Plan, _: &str) -> Vec<Block> {
    plan.running.capacity.as_ref().map(|capacity| prose::blocks(&capacity.summary)).unwrap_or_default()
}

/// `table load`: what is stated of requests, payloads, instances and connections.
pub(in crate::document::blocks) fn load(plan: &Plan, _: &str) -> Vec<Block> {
    let Some(c) = &plan.running.capacity else { return Vec::new() };
    let whole = |number: Option<u32>| number.map(|number| figures::number(f64::from(number)));
    let now = [
        (
            "Requests on average",
            c.now.as_ref().map(|it| it.text.clone()),
            c.in_a_year.as_ref().map(|it| it.text.clone()),
        ),
        (
            "Requests at the peak",
            c.peak.as_ref().map(|it| it.text.clone()),
            c.peak_in_a_year.as_ref().map(|it| it.text.clone()),
        ),
        ("Body of a request", c.request.as_ref().map(|it| it.text.clone()), None),
        ("Body of a response", c.response.as_ref().map(|it| it.text.clone()), None),
        ("Fewest instances", whole(c.fewest), None),
        ("Most instances", whole(c.most), None),
        ("Connections of an instance, at most", whole(c.per_instance), None),
        ("Connections that the database allows", whole(c.allowed), None),
    ];
    let rows = now.into_iter().filter(|(_, now, later)| now.is_some() || later.is_some());
    let rows: Vec<[Cell; 3]> = rows
        .map(|(what, now, later)| [text(what), text(now.unwrap_or_default()), text(later.unwrap_or_default())])
        .collect();
    numbers(numbers(table("Stated load", ["What", "Now", "In a year"], rows), "Now"), "In a year")
}

/// `table volumes`: rows by entity, and what they take.
pub(in crate::document::blocks) fn volumes(plan: &Plan, _: &str) -> Vec<Block> {
    let Some(capacity) = &plan.running.capacity else { return Vec::new() };
    let widths = Widths::load();
    let rows = capacity.volumes.iter().map(|volume| {
        let stored = |rows: f64| width(plan, widths, volume).map(|(bytes, _)| figures::bytes(rows * bytes));
        let now = volume.rows.as_ref().map(|rows| rows.value);
        let later = now.zip(volume.growth.as_ref()).map(|(rows, growth)| rows + growth.value * YEAR);
        let row = width(plan, widths, volume).map(|(bytes, stated)| {
            let bytes = figures::bytes(bytes);
            if stated { bytes } else { format!("at most {bytes}") }
        });
        [
            vec![ids::code_link(ids::entity(&volume.entity), volume.entity.as_str())],
            text(volume.rows.as_ref().map_or(String::new(), stated)),
            text(volume.growth.as_ref().map_or(String::new(), |growth| growth.text.clone())),
            text(row.unwrap_or_else(|| "not known".to_owned())),
            text(now.and_then(stored).unwrap_or_default()),
            text(later.map(figures::number).unwrap_or_default()),
            text(later.and_then(stored).unwrap_or_default()),
        ]
    });
    let heads = ["Entity", "Rows", "Added", "One row", "Takes", "Rows in a year", "Takes in a year"];
    table("Rows and what they take", heads, rows.collect())
}

/// A number as it is stated; bare digits in groups, as the figures beside it.
fn stated(number: &Quantity<Count>) -> String {
    let is_bare = number.text.bytes().all(|byte| byte.is_ascii_digit());
    if is_bare { figures::number(number.value) } else { number.text.clone() }
}

/// `table streams`: events and what they take on the wire.
pub(in crate::document::blocks) fn streams(plan: &Plan, _: &str) -> Vec<Block> {
    let Some(capacity) = &plan.running.capacity else { return Vec::new() };
    let rows = capacity.streams.iter().map(|stream| {
        let size = stream.size.as_ref();
        let each_day = size.map(|size| figures::bytes(size.value * stream.rate.value * DAY));
        [
            vec![ids::code_link(ids::event(&stream.event), stream.event.as_str())],
            text(stream.rate.text.as_str()),
            text(size.map_or(String::new(), |size| size.text.clone())),
            text(each_day.unwrap_or_default()),
        ]
    });
    table("Events", ["Event", "How often", "Size", "A day"], rows.collect())
}

/// `table derived`: what follows from the figures, each with its arithmetic.
pub(in crate::document::blocks) fn derived(plan: &Plan, _: &str) -> Vec<Block> {
    let Some(capacity) = &plan.running.capacity else { return Vec::new() };
    let mut found: Vec<(String, String, String)> = Vec::new();
    found.extend(traffic(capacity));
    found.extend(instances(plan, capacity));
    found.extend(storage(plan, capacity));
    found.extend(connections(capacity));
    let rows = found.into_iter().map(|(what, figure, how)| [text(what), text(figure), text(how)]);
    numbers(table("What follows", ["What", "Figure", "Computed as"], rows.collect()), "Figure")
}

/// What it is, the figure, and how it was computed.
type Line = (String, String, String);

fn line(what: impl Into<String>, figure: String, how: String) -> Line {
    (what.into(), figure, how)
}

fn traffic(c: &Capacity) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(now) = &c.now {
        let each_day = figures::number(now.value * DAY);
        lines.push(line("Requests a day", each_day, format!("{} × 86,400 s", now.text)));
    }
    for (name, body) in [("Callers send at the peak", &c.request), ("Callers get at the peak", &c.response)] {
        if let (Some(peak), Some(body)) = (&c.peak, body) {
            let figure = format!("{}/s", figures::bytes(peak.value * body.value));
            lines.push(line(name, figure, format!("{} × {}", peak.text, body.text)));
        }
    }
    if let (Some(now), Some(body)) = (&c.now, &c.response) {
        let figure = figures::bytes(now.value * body.value * MONTH);
        lines.push(line("Callers get in 30 days", figure, format!("{} × {} × 30 days", now.text, body.text)));
    }
    if let (Some(peak), Some(later)) = (&c.peak, &c.peak_in_a_year)
        && peak.value > 0.0
    {
        let figure = format!("× {}", figures::number(later.value / peak.value));
        lines.push(line("Growth of the peak in a year", figure, format!("{} ÷ {}", later.text, peak.text)));
    }
    lines
}

fn instances(plan: &Plan, c: &Capacity) -> Vec<Line> {
    let mut lines = Vec::new();
    let Some(peak) = c.peak_in_a_year.as_ref().or(c.peak.as_ref()) else { return lines };
    let Some(most) = c.most.or(c.fewest) else { return lines };
    let of = |number: u32| figures::rate(peak.value / f64::from(number));
    let how = |number: u32| format!("{} ÷ {}", peak.text, words::count(number as usize, "instance"));
    lines.push(line("One instance carries at the highest peak", of(most), how(most)));
    if most > 1 {
        lines.push(line("The same while one is missing", of(most - 1), how(most - 1)));
    }
    let slow = plan.qualities.iter().filter_map(|goal| Some((goal, goal.threshold.as_ref()?)));
    let bound = slow.filter(|(_, threshold)| threshold.metric.ends_with("_seconds") && threshold.quantile.is_some());
    if let Some((goal, seconds)) = bound.filter_map(|(goal, threshold)| Some((goal, threshold.below?))).next() {
        let figure = figures::number((peak.value * seconds).ceil());
        let how = format!("{} × {}, the bound of the goal {}", peak.text, figures::time(seconds), goal.id);
        lines.push(line("Requests in work at once while that goal is met, at most", figure, how));
    }
    lines
}

fn storage(plan: &Plan, c: &Capacity) -> Vec<Line> {
    let widths = Widths::load();
    let grown = |volume: &Volume| Some(volume.growth.as_ref()?.value * YEAR * width(plan, widths, volume)?.0);
    let each: Vec<(&str, f64)> = c.volumes.iter().filter_map(|v| Some((v.entity.as_str(), grown(v)?))).collect();
    if each.is_empty() {
        return Vec::new();
    }
    let sum: f64 = each.iter().map(|(_, bytes)| bytes).sum();
    let parts: Vec<String> = each.iter().map(|(name, bytes)| format!("{name} {}", figures::bytes(*bytes))).collect();
    let how = format!("{}: rows added in 365 days × size of one row", parts.join(" + "));
    vec![line("Rows take each year, on top", figures::bytes(sum), how)]
}

fn connections(c: &Capacity) -> Vec<Line> {
    let (Some(opened), Some(each), Some(most)) = (c.connections(), c.per_instance, c.most.or(c.fewest)) else {
        return Vec::new();
    };
    let how = format!("{} × {}", words::count(most as usize, "instance"), words::count(each as usize, "connection"));
    let mut lines = vec![line("Connections to the database, at most", figures::number(opened as f64), how)];
    if let Some(allowed) = c.allowed {
        let allowed = u64::from(allowed);
        let (what, left) = match allowed.checked_sub(opened) {
            Some(left) => ("Connections left for migrations and people", left),
            None => ("Connections that are missing", opened - allowed),
        };
        let how = if opened > allowed { format!("{opened} − {allowed}") } else { format!("{allowed} − {opened}") };
        lines.push(line(what, figures::number(left as f64), how));
    }
    lines
}

/// Size of one row, and whether it is stated.
fn width(plan: &Plan, widths: &Widths, volume: &Volume) -> Option<(f64, bool)> {
    let derived = || widths.of(plan, plan.entity(&volume.entity)?).ok();
    match &volume.row_size {
        Some(stated) => Some((stated.value, true)),
        None => derived().map(|bytes| (bytes, false)),
    }
}

/// Entities whose rows have no known size, each with the field that has no bound: `Item (description)`.
pub(in crate::document) fn unbounded(plan: &Plan) -> Vec<String> {
    let widths = Widths::load();
    let open = plan.running.capacity.iter().flat_map(|capacity| &capacity.volumes).filter(|v| v.row_size.is_none());
    let open = open.filter_map(|volume| Some((volume, widths.of(plan, plan.entity(&volume.entity)?).err()?)));
    open.map(|(volume, field)| format!("{}.{field}", volume.entity)).collect()
}

/// Whether the size of some row is the sum of the widest values of its fields.
pub(in crate::document) fn is_derived(plan: &Plan) -> bool {
    let widths = Widths::load();
    let volumes = plan.running.capacity.iter().flat_map(|capacity| &capacity.volumes);
    volumes.filter_map(|volume| width(plan, widths, volume)).any(|(_, stated)| !stated)
}
