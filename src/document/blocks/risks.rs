//! What may go wrong, what was left undone, and what the choices of the plan cost.

use super::table::{code, numbers, table};
use crate::document::standing::Standing;
use crate::document::{ids, prose, words};
use crate::plan::intent::{Level, Risk};
use crate::plan::{Decision, Plan};
use renderers::document::{Block, Inline, Inlines, text};

/// From so many decisions that rest on one, it is dear to change.
const CARRIES_MANY: usize = 5;
/// So many of those choices are shown.
const SHOWN: usize = 8;

/// `table risks`: what may happen, the heaviest first.
pub(super) fn risks(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = sorted(plan, false).into_iter().map(|risk| {
        let [statement, done, about] = cells(plan, risk);
        [code(&risk.id), statement, rated(risk.likelihood), rated(risk.impact), done, about]
    });
    let heads = ["Risk", "What may happen", "Likelihood", "Impact", "What is done, and by whom", "Comes from"];
    table("Risks, the heaviest first", heads, rows.collect())
}

/// `table debts`: what was left undone, the dearest first.
pub(super) fn debts(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = sorted(plan, true).into_iter().map(|debt| {
        let [statement, done, about] = cells(plan, debt);
        [code(&debt.id), statement, rated(debt.impact), done, about]
    });
    let heads = ["Debt", "What was left undone", "Impact", "What is done, and by whom", "Comes from"];
    table("Technical debt, the dearest first", heads, rows.collect())
}

fn sorted(plan: &Plan, debts: bool) -> Vec<&Risk> {
    let mut risks: Vec<&Risk> = plan.intent.risks.iter().filter(|risk| risk.is_debt == debts).collect();
    risks.sort_by_key(|risk| std::cmp::Reverse(risk.weight()));
    risks
}

/// What it is, what is done about it and by whom, and what it comes from.
fn cells(plan: &Plan, risk: &Risk) -> [Inlines; 3] {
    let mut done = match risk.mitigation.as_str() {
        "" => text("Nothing yet."),
        mitigation => words::ended(prose::line(mitigation)),
    };
    if !risk.owner.is_empty() {
        done.push(Inline::Text(format!(" Owner: {}", words::ended_text(&risk.owner))));
    }
    let about = risk.about.iter().map(|node| ids::node(plan, node)).collect();
    [words::ended(prose::line(&risk.statement)), done, words::chained(about)]
}

fn rated(level: Option<Level>) -> Inlines {
    text(level.map_or("not rated", Level::word))
}

/// `table prices`: the choices that many others rest on, with what speaks against them.
pub(super) fn prices(plan: &Plan, _: &str) -> Vec<Block> {
    let carried = |decision: &Decision| plan.resting_on(&decision.id).filter(|other| other.chosen().is_some()).count();
    let mut dear: Vec<(usize, &Decision, &[String])> = plan
        .decisions
        .iter()
        .filter_map(|decision| Some((carried(decision), decision, decision.chosen()?.bad.as_slice())))
        .filter(|(carried, _, bad)| *carried >= CARRIES_MANY && !bad.is_empty())
        .collect();
    dear.sort_by_key(|(carried, ..)| std::cmp::Reverse(*carried));
    let rows = dear.into_iter().take(SHOWN).map(|(carried, decision, bad)| {
        let bad = bad.iter().map(|sentence| words::sentence(sentence)).collect::<Vec<_>>().join(" ");
        [ids::decision_link(decision), text(bad), text(carried.to_string())]
    });
    numbers(table("Choices that are dear to change", ["Choice", "Its price", "Carries"], rows.collect()), "Carries")
}

/// `list unbuilt`: what is decided and that the generated code does not have, by who is to build it.
pub(super) fn unbuilt(plan: &Plan, _: &str) -> Vec<Block> {
    let groups = [(Standing::NotYet, "not generated yet"), (Standing::ByHand, "left to the team")];
    let items = groups.into_iter().filter_map(|(standing, words)| {
        let of = plan.decisions.iter().filter(|decision| Standing::of(plan, decision) == Some(standing));
        let links: Vec<Inlines> = of.map(ids::decision_name).collect();
        let head = format!("{} {words}:", words::capital(&words::count(links.len(), "decision")));
        let mut line = vec![Inline::Strong(text(head)), Inline::from(" ")];
        let is_any = !links.is_empty();
        line.extend(words::listed(links));
        is_any.then(|| words::ended(line))
    });
    let items: Vec<Inlines> = items.collect();
    if items.is_empty() { Vec::new() } else { vec![Block::bullets(items)] }
}
