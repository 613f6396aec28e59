//! Where versions of the service run: as the spec says, and as the decisions say where it does not.

use crate::document::blocks::table::{code, table};
use crate::document::fill::Holes;
use crate::document::{ids, outline, prose, words};
use crate::plan::Plan;
use crate::plan::running::Environment;
use renderers::document::{Block, Inlines, text};
use serde::Deserialize;

/// `plans/documents/design/environments.yaml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The decision that they follow from.
    decision: String,
    environments: Vec<Entry>,
}

/// What follows from the decisions of an environment. All texts may have holes; of several that stand, the first counts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    when: Option<String>,
    purpose: String,
    #[serde(default)]
    deploys: Vec<Said>,
    #[serde(default)]
    data: Vec<Said>,
    #[serde(default)]
    differs: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    when: Option<String>,
    says: String,
}

/// `table environments`
pub(in crate::document::blocks) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let file: &File = outline::data("design/environments.yaml");
    let holes = Holes::of(plan);
    let derived: Vec<&Entry> = file.environments.iter().filter(|entry| holes.stands(entry.when.as_deref())).collect();
    let stated = &plan.running.environments;
    let of = |name: &str| derived.iter().find(|entry| entry.name == name).copied();
    let alone = derived.iter().filter(|entry| !stated.iter().any(|known| known.name == entry.name));
    let rows = alone.map(|entry| (None, Some(*entry))).chain(stated.iter().map(|known| (Some(known), of(&known.name))));
    let mut rows: Vec<_> = rows.collect();
    // Those that both know stand where the decisions have them; those of the spec alone come before production, the last.
    let last = (2 * derived.len()).saturating_sub(3);
    let place = |name: &str| derived.iter().position(|entry| entry.name == name).map_or(last, |at| 2 * at);
    rows.sort_by_key(|(known, entry)| {
        place(entry.map_or_else(|| known.map_or("", |known| known.name.as_str()), |entry| entry.name.as_str()))
    });
    let decision = plan.decision(&file.decision).map(ids::decision_link).unwrap_or_default();
    let rows = rows.into_iter().map(|(known, entry)| row(&holes, known, entry, &decision));
    let heads = ["Environment", "For", "Who may deploy", "Data there", "Differs", "Said by"];
    table("Environments", heads, rows.collect())
}

fn row(holes: &Holes, known: Option<&Environment>, entry: Option<&Entry>, decision: &Inlines) -> [Inlines; 6] {
    let first = |said: &[Said]| {
        let said = said.iter().find(|said| holes.stands(said.when.as_deref()));
        said.and_then(|said| holes.text(&said.says)).map(|says| text(words::capital(&says)))
    };
    let stated = |markdown: Option<&String>| markdown.filter(|text| !text.is_empty()).map(|text| prose::line(text));
    let purpose = entry.and_then(|entry| holes.text(&entry.purpose)).map(text);
    let cells = [
        (stated(known.map(|known| &known.purpose)), purpose),
        (stated(known.map(|known| &known.deploys)), entry.and_then(|entry| first(&entry.deploys))),
        (stated(known.map(|known| &known.data)), entry.and_then(|entry| first(&entry.data))),
        (stated(known.map(|known| &known.differs)), entry.and_then(|entry| first(&entry.differs))),
    ];
    let from_spec = cells.iter().any(|(stated, _)| stated.is_some()) || entry.is_none();
    let from_decision = cells.iter().any(|(stated, derived)| stated.is_none() && derived.is_some());
    let said_by = match (from_spec, from_decision) {
        (true, false) => text("the spec"),
        (true, true) => text("the spec; ").into_iter().chain(decision.clone()).collect(),
        (false, _) => decision.clone(),
    };
    let name = known.map(|known| known.name.as_str()).or(entry.map(|entry| entry.name.as_str())).unwrap_or_default();
    let [purpose, deploys, data, differs] =
        cells.map(|(stated, derived)| stated.or(derived).unwrap_or_else(|| text("undecided")));
    [code(name), purpose, deploys, data, differs, said_by]
}
