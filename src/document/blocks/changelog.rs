//! How the plan came to be what it is: its versions, and the days on which decisions were taken.

use super::table::{code, table};
use crate::document::{ids, prose, words};
use crate::plan::{End, Plan, Record};
use renderers::document::{Block, Inline, Inlines, text};
use std::collections::BTreeMap;

/// So many decisions of a day are named; of more, only those that took the place of another are.
const NAMED: usize = 6;

/// `table revisions`: the versions, as the spec tells of them.
pub(super) fn revisions(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = plan.intent.revisions.iter().map(|revision| {
        let mut changed = Inlines::new();
        for change in &revision.changed {
            if !changed.is_empty() {
                changed.push(Inline::Break);
            }
            changed.extend(words::ended(prose::line(change)));
        }
        [code(&revision.version), text(revision.date.as_str()), changed]
    });
    table("Versions of this plan", ["Version", "Day", "What changed"], rows.collect())
}

/// `table records`: the days on which decisions were taken, the latest first, as the lock keeps them.
pub(super) fn records(plan: &Plan, _: &str) -> Vec<Block> {
    let by_number: BTreeMap<u32, &Record> = plan.records.iter().map(|record| (record.number, record)).collect();
    // The record that a later one took the place of, by the number of the later one.
    let mut before: BTreeMap<u32, &Record> = BTreeMap::new();
    for record in &plan.records {
        if let Some(End::Superseded(by)) = record.end {
            before.insert(by, record);
        }
    }
    let mut days: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in by_number.into_values() {
        days.entry(record.date.as_str()).or_default().push(record);
    }
    let rows = days.into_iter().rev().map(|(day, records)| {
        let (changed, new): (Vec<&Record>, Vec<&Record>) =
            records.into_iter().partition(|record| before.contains_key(&record.number));
        let mut items: Vec<Inlines> =
            changed.iter().map(|record| told(plan, record, before.get(&record.number))).collect();
        match new.len() {
            0 => {}
            n if n > NAMED => items.push(text(format!("{} were taken", words::count(n, "decision")))),
            _ => items.extend(new.iter().map(|record| told(plan, record, None))),
        }
        [text(day), words::ended(capitalised(words::chained(items)))]
    });
    table("When decisions were taken", ["Day", "What was decided"], rows.collect())
}

/// A decision with its choice, and the one that it had before.
fn told(plan: &Plan, record: &Record, before: Option<&&Record>) -> Inlines {
    let decision = plan.decision(&record.decision);
    let title = |option: &str| {
        let option = decision.and_then(|decision| decision.options.iter().find(|known| known.id == option));
        option.map(|option| option.title.clone())
    };
    let name = |option: &str| title(option).map_or_else(|| code(option), text);
    let mut line = decision.map_or_else(|| code(&record.decision), ids::decision_name_where_shown);
    line.push(Inline::from(": "));
    line.extend(name(&record.chose));
    if let Some(before) = before {
        line.push(Inline::from(" in place of "));
        line.extend(name(&before.chose));
    }
    line
}

fn capitalised(mut line: Inlines) -> Inlines {
    if let Some(Inline::Text(first)) = line.first_mut() {
        *first = words::capital(first);
    }
    line
}
