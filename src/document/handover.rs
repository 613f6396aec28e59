//! The handover: the plan, the code as it stands on disk, and the evidence of the checks that were run.

use super::blocks::{handover as blocks, is_input};
use super::evidence::{FileState, Handed};
use super::fill::{Filling, Holes};
use super::outline::Outline;
use super::{design, links, words};
use crate::plan::Plan;
use minijinja::Value;
use renderers::Document;
use renderers::document::text;
use std::collections::BTreeMap;

/// The handover document. It states what the plan declares, what `handed` shows of the disk, and what was
/// measured, each with its origin; what nobody looked at is said to be unknown. Its sections, their order and
/// their prose are `plans/documents/handover`.
pub fn handover(plan: &Plan, handed: &Handed) -> Document {
    let outline = Outline::built_in("handover");
    let review = blocks::Review { plan, handed };
    let filling = Filling {
        plan,
        holes: Holes::of(plan).with("disk", disk(handed)),
        directive: &|line| blocks::directive(&review, line),
        each: &|kind| blocks::each(&review, kind),
    };
    let mut facts = design::facts(plan);
    facts.pop();
    let there = handed.files.iter().filter(|file| file.is_there()).count();
    facts.push(("Files".to_owned(), text(there.to_string())));
    facts.push(("Disagreements".to_owned(), text(drift(handed))));
    facts.push(("Checks run".to_owned(), text(checks(handed))));
    let mut document = Document {
        name: "handover".to_owned(),
        title: plan.service.title.clone(),
        kind: outline.kind.clone(),
        summary: design::summary(&filling, outline),
        facts,
        author: plan.service.owner.clone(),
        language: "en".to_owned(),
        generator: design::generator(),
        sections: filling.sections(&outline.parts),
    };
    links::settle(&mut document, "docs", |_| BTreeMap::new());
    document
}

fn drift(handed: &Handed) -> String {
    match &handed.findings {
        None => "unknown: not compared".to_owned(),
        Some(findings) if findings.is_empty() => "none found".to_owned(),
        Some(findings) => findings.len().to_string(),
    }
}

fn checks(handed: &Handed) -> String {
    let good = handed.evidence.iter().filter(|evidence| evidence.is_good()).count();
    match handed.evidence.len() {
        0 => "none".to_owned(),
        all => format!("{all}, of which {good} passed"),
    }
}

/// What holes read of the disk: numbers, and sentences that are said only where they are true.
pub(super) fn disk(handed: &Handed) -> Value {
    let state = |state: FileState| {
        handed.files.iter().filter(|file| file.planned.as_ref().is_some_and(|planned| planned.state == state)).count()
    };
    let failed = handed.evidence.iter().filter(|evidence| !evidence.is_good()).count();
    let unplanned = handed.files.iter().filter(|file| file.planned.is_none() && !is_input(file)).count();
    let mut values: BTreeMap<&str, Value> = BTreeMap::new();
    values.insert("files", Value::from(handed.files.iter().filter(|file| file.is_there()).count()));
    let mut say = |name, holds: bool, sentence: String| {
        if holds {
            values.insert(name, Value::from(sentence));
        }
    };
    say("measured", !handed.evidence.is_empty(), "Measured by the commands named here.".to_owned());
    let missing = state(FileState::Missing);
    let verb = |count: usize| if count == 1 { "is" } else { "are" };
    say(
        "risk_missing",
        missing > 0,
        format!("{} that the plan needs {} missing.", capital(missing, "file"), verb(missing)),
    );
    say(
        "risk_unplanned",
        unplanned > 0,
        format!(
            "{} {} in no plan: archplan neither made nor checks {}.",
            capital(unplanned, "file"),
            verb(unplanned),
            if unplanned == 1 { "it" } else { "them" }
        ),
    );
    say("risk_failed", failed > 0, format!("{} did not pass.", capital(failed, "check")));
    say("risk_unmeasured", handed.evidence.is_empty(), "Whether the tests pass is unknown.".to_owned());
    say("risk_uncompared", handed.findings.is_none(), "Whether the code is what was planned is unknown.".to_owned());
    // Not compared is not the same as nothing found: then the hole has no value and its sentence is not said.
    if let Some(findings) = &handed.findings {
        values.insert("findings", Value::from(findings.len()));
    }
    Value::from(values)
}

fn capital(count: usize, noun: &str) -> String {
    words::capital(&words::count(count, noun))
}
