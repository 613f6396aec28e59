//! What callers see, and what the service does, when something that it needs fails.

use super::table::table;
use crate::document::fill::Holes;
use crate::document::{outline, words};
use crate::expression::Condition;
use crate::plan::{Direction, Integration, Plan};
use renderers::document::{Block, Cell, text};
use serde::Deserialize;

/// `plans/documents/design/dependencies.yaml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    database: Outcome,
    entries: Vec<Entry>,
}

/// What happens then. Both texts may have holes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    sees: String,
    then: String,
}

#[derive(Deserialize)]
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
    let file: File = outline::data("design/dependencies.yaml");
    let holes = Holes::of(plan);
    let mut rows: Vec<[Cell; 3]> = Vec::new();
    if let Some(option) = plan.decision("database").and_then(crate::plan::Decision::chosen) {
        rows.extend(row(&holes, &option.title, &file.database.sees, &file.database.then));
    }
    for system in &plan.integrations {
        let entry = file.entries.iter().find(|entry| fits(&holes, entry, system));
        rows.extend(entry.and_then(|entry| row(&holes, &system.title, &entry.sees, &entry.then)));
    }
    table("What happens when a dependency fails", ["Dependency", "Callers see", "The service"], rows)
}

fn fits(holes: &Holes, entry: &Entry, system: &Integration) -> bool {
    let direction = match system.direction {
        Direction::In => "in",
        Direction::Out => "out",
        Direction::Both => "both",
    };
    entry.protocol.as_ref().is_none_or(|protocol| *protocol == system.protocol)
        && entry.direction.as_ref().is_none_or(|way| way == direction)
        && entry
            .when
            .as_ref()
            .is_none_or(|when| holes.holds(&Condition::parse(when).expect("every built-in condition is well formed")))
}

fn row(holes: &Holes, name: &str, sees: &str, then: &str) -> Option<[Cell; 3]> {
    let cell = |words: &str| holes.text(words).map(|words| text(words::capital(&words)));
    Some([text(name), cell(sees)?, cell(then)?])
}
