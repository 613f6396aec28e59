//! Decisions as rows: what was chosen, why, and whether the code has it.

use super::decision;
use super::table::{numbers, table};
use crate::document::fill::Holes;
use crate::document::standing::Standing;
use crate::document::{ids, outline, prose, words};
use crate::plan::{By, Decision, Plan};
use renderers::document::{Block, Inline, Inlines, text};
use serde::Deserialize;

/// `plans/documents/design/unused.yaml`: decisions that stand and that what is decided otherwise makes no use of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unused {
    decision: String,
    when: String,
}

/// The named decisions, but for those of which no use is made.
fn named<'p>(plan: &'p Plan, names: &str) -> Vec<&'p Decision> {
    let unused: &Vec<Unused> = outline::data("design/unused.yaml");
    let holes = Holes::of(plan);
    let is_used = |id: &&str| !unused.iter().any(|it| it.decision == *id && holes.stands(Some(&it.when)));
    names.split_whitespace().filter(is_used).filter_map(|id| plan.decision(id)).collect()
}

/// `table decisions <decision>...`: the named decisions that apply, in the order named.
pub(super) fn table_of(plan: &Plan, names: &str) -> Vec<Block> {
    rows(plan, "Technology and why", named(plan, names))
}

/// `table choices <decision>...`: the named decisions that apply, without their reasons, which the log has.
pub(super) fn choices(plan: &Plan, names: &str) -> Vec<Block> {
    let applying = named(plan, names).into_iter().filter_map(|decision| Some((decision, decision.chosen()?)));
    let rows = applying
        .map(|(decision, option)| [vec![name(decision)], text(option.title.as_str()), text(standing(plan, decision))]);
    table("", ["Decision", "Choice", "In the code"], rows.collect())
}

/// `table later`: what is planned and not built yet.
pub(super) fn later(plan: &Plan, _: &str) -> Vec<Block> {
    let later = plan.decisions.iter().filter(|decision| decision.is_later());
    let rows = later.map(|decision| {
        let title = decision.chosen().map_or("", |option| option.title.as_str());
        [vec![name(decision)], text(title), words::listed(decision::carries(plan, decision))]
    });
    table("Planned for later", ["Decision", "Choice", "Carries"], rows.collect())
}

/// `table not-applicable`: questions that do not arise for this service.
pub(super) fn not_applicable(plan: &Plan, _: &str) -> Vec<Block> {
    let none = plan.decisions.iter().filter(|decision| decision.chosen().is_none());
    let rows = none.map(|d| [text(d.title.as_str()), text(d.question.as_str()), prose::sentence(d.because())]);
    table("Questions that do not arise", ["Decision", "Question", "Why not"], rows.collect())
}

fn rows(plan: &Plan, caption: &str, decisions: Vec<&Decision>) -> Vec<Block> {
    let applying = decisions.into_iter().filter_map(|decision| Some((decision, decision.chosen()?)));
    let rows = applying.map(|(decision, option)| {
        let choice = vec![Inline::Strong(text(option.title.as_str()))];
        [vec![name(decision)], choice, why(decision), text(standing(plan, decision))]
    });
    table(caption, ["Decision", "Choice", "Why", "In the code"], rows.collect())
}

/// Why it was decided so, and who decided, where an own catalogue did.
fn why(decision: &Decision) -> Inlines {
    let mut because = prose::sentence(decision.because());
    if let Some(By::Standard { title, .. }) = decision.by() {
        because.push(Inline::Text(format!(" Decided by {title}.")));
    }
    because
}

/// Whether the generated code has what was chosen, in words; empty where nothing was.
pub(super) fn standing(plan: &Plan, decision: &Decision) -> &'static str {
    Standing::of(plan, decision).map_or("", Standing::words)
}

fn name(decision: &Decision) -> Inline {
    ids::link(ids::decision(decision.id.as_str()), decision.title.as_str())
}

/// Who chose, in words that follow the name of the choice.
pub(super) fn how_chosen(plan: &Plan, decision: &Decision) -> Inlines {
    match decision.by() {
        None => Vec::new(),
        Some(By::Spec(_)) => text("chosen in the spec"),
        Some(By::Lock) => text("chosen by an earlier plan and kept by the lock"),
        Some(By::Implied(id)) => match plan.decision(id.as_str()) {
            Some(other) => {
                let mut line = text("implied by ");
                line.extend(ids::decision_link(other));
                line
            }
            None => text("implied by another decision"),
        },
        Some(By::Rule(None)) => text("archplan's default"),
        // The condition is written for the catalogue; what it means is the reason, which every choice has.
        Some(By::Rule(Some(_))) => text("chosen by a rule of archplan's"),
        Some(By::Standard { title, rule: None }) => text(format!("chosen by {title}")),
        Some(By::Standard { title, rule: Some(_) }) => text(format!("chosen by a rule of {title}")),
    }
}

/// `table authority`: how many decisions were made by whom.
pub(super) fn authority(plan: &Plan, _: &str) -> Vec<Block> {
    let made: Vec<&By> = plan.decisions.iter().filter_map(Decision::by).collect();
    let count = |of: &dyn Fn(&By) -> bool| made.iter().filter(|by| of(by)).count();
    let standards = plan.standards.iter().map(|standard| {
        let by_it = |by: &By| matches!(by, By::Standard { title, .. } if *title == standard.title);
        (format!("a rule of {}", standard.title), count(&by_it))
    });
    let rule = "a rule of archplan's catalogue".to_owned();
    let kinds = [
        ("the spec".to_owned(), count(&|by| matches!(by, By::Spec(_)))),
        ("the lock, as an earlier plan chose".to_owned(), count(&|by| matches!(by, By::Lock))),
        ("an option of another decision, which implies it".to_owned(), count(&|by| matches!(by, By::Implied(_)))),
    ];
    let kinds = kinds.into_iter().chain(standards).chain([(rule, count(&|by| matches!(by, By::Rule(_))))]);
    let rows = kinds.filter(|(_, count)| *count > 0).map(|(who, count)| [text(who), text(count.to_string())]);
    numbers(table("Who decided", ["Decided by", "Decisions"], rows.collect()), "Decisions")
}
