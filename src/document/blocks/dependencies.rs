//! What callers see, and what the service does, when something that it needs fails.

use super::table::table;
use crate::document::fill::Holes;
use crate::document::{figures, ids, outline, prose, words};
use crate::plan::running::Criticality;
use crate::plan::{Direction, Integration, Plan};
use renderers::document::{Block, Cell, text};
use serde::Deserialize;

/// `plans/documents/design/dependencies.yaml`. All texts may have holes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// What the service brings along.
    own: Vec<Own>,
    /// Systems around it: the first that fits.
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    decision: String,
    when: String,
    without: String,
    sees: String,
    then: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default)]
    protocol: Option<String>,
    #[serde(default)]
    direction: Option<String>,
    #[serde(default)]
    when: Option<String>,
    sees: String,
    then: String,
}

/// `table dependencies`
pub(super) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let file: &File = outline::data("design/dependencies.yaml");
    let holes = Holes::of(plan);
    let said = |words: &str| holes.text(words).map(|words| text(words::capital(&words)));
    let mut rows: Vec<[Cell; 5]> = Vec::new();
    for own in file.own.iter().filter(|own| holes.stands(Some(&own.when))) {
        let option = plan.decision(&own.decision).and_then(|decision| Some((decision, decision.chosen()?)));
        let Some((decision, option)) = option else { continue };
        let name = vec![ids::link(ids::decision(decision.id.as_str()), option.title.as_str())];
        let cells = said(&own.without).zip(said(&own.sees)).zip(said(&own.then));
        rows.extend(cells.map(|((without, sees), then)| [name, without, Vec::new(), sees, then]));
    }
    for system in &plan.integrations {
        let entry = file.entries.iter().find(|entry| fits(&holes, entry, system));
        let stated = |markdown: &String| (!markdown.is_empty()).then(|| prose::line(markdown));
        let sees = stated(&system.callers_see).or_else(|| entry.and_then(|entry| said(&entry.sees)));
        let then = stated(&system.fallback).or_else(|| entry.and_then(|entry| said(&entry.then)));
        let without = words::capital(system.criticality.map(without).unwrap_or_default());
        rows.push([
            text(system.title.as_str()),
            text(without),
            text(waits(system)),
            sees.unwrap_or_default(),
            then.unwrap_or_default(),
        ]);
    }
    let heads = ["Dependency", "Without it", "Waits at most", "Callers see", "The service"];
    table("What happens when a dependency fails", heads, rows)
}

/// What is lost, in words.
fn without(criticality: Criticality) -> &'static str {
    match criticality {
        Criticality::Essential => "nothing works",
        Criticality::Important => "some operations fail",
        Criticality::Minor => "nothing that callers notice at once",
    }
}

/// How long a call takes at worst, with the repetitions that are stated.
fn waits(system: &Integration) -> String {
    let Some(timeout) = &system.timeout else { return String::new() };
    match system.retries {
        Some(retries) if retries > 0 => {
            let tries = f64::from(retries) + 1.0;
            format!("{} ({} × {})", figures::time(timeout.value * tries), figures::number(tries), timeout.text)
        }
        _ => timeout.text.clone(),
    }
}

fn fits(holes: &Holes, entry: &Entry, system: &Integration) -> bool {
    let direction = match system.direction {
        Direction::In => "in",
        Direction::Out => "out",
        Direction::Both => "both",
    };
    entry.protocol.as_ref().is_none_or(|protocol| *protocol == system.protocol)
        && entry.direction.as_ref().is_none_or(|way| way == direction)
        && holes.stands(entry.when.as_deref())
}
