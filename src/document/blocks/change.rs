//! What it would cost to decide otherwise: what else changes, and what speaks against it.

use crate::document::realised::Realised;
use crate::document::{ids, words};
use crate::plan::{Decision, DecisionId, Flip, NodeId, Outcome, Plan};
use renderers::document::{Inline, Inlines, text};

/// So many decisions that follow are named; the rest is counted.
const NAMED: usize = 4;

/// What follows from each option that was not taken, by the plan's own trials; those that reach nothing else share a
/// place.
pub(super) fn cost(plan: &Plan, realised: &Realised, decision: &Decision) -> Inlines {
    let (mut alone, mut items) = (Vec::new(), Vec::new());
    for alternative in plan.alternatives.of(&decision.id) {
        let title = option_title(decision, &alternative.option);
        match &alternative.outcome {
            Outcome::Flips(flips) if flips.is_empty() => alone.push(title),
            Outcome::Flips(flips) => items.push(item(&title, flipped(plan, flips))),
            Outcome::Refused(others) => items.push(item(&title, refused(plan, others))),
        }
    }
    if !alone.is_empty() {
        items.insert(0, item(&words::series(&alone), text("no other decision changes")));
    }
    let mut line = words::chained(items);
    if let (false, Some(reached)) = (line.is_empty(), reached(plan, realised, decision)) {
        line.push(Inline::Text(format!(". {reached}")));
    }
    line
}

fn item(title: &str, follows: Inlines) -> Inlines {
    text(format!("{title}: ")).into_iter().chain(follows).collect()
}

fn refused(plan: &Plan, others: &[DecisionId]) -> Inlines {
    let others: Vec<Inlines> =
        others.iter().filter_map(|id| plan.decision(id.as_str())).map(ids::decision_link).collect();
    if others.is_empty() {
        return text("contradicts the spec itself");
    }
    text("contradicts ").into_iter().chain(words::joined(others)).collect()
}

fn flipped(plan: &Plan, flips: &[Flip]) -> Inlines {
    let named = flips.iter().take(NAMED).filter_map(|flip| {
        let other = plan.decision(flip.decision.as_str())?;
        let mut line = ids::decision_name(other);
        line.push(Inline::Text(match &flip.to {
            Some(option) if other.chosen().is_some() => format!(" becomes {}", option_title(other, option)),
            Some(option) => format!(" arises, with {}", option_title(other, option)),
            None => " no longer arises".to_owned(),
        }));
        Some(line)
    });
    let mut named: Vec<Inlines> = named.collect();
    if flips.len() > NAMED {
        named.push(text(format!("{} more change", words::numeral(flips.len() - NAMED))));
    }
    words::joined(named)
}

/// The elements that the decision shapes and the files and tests that carry it out, counted.
fn reached(plan: &Plan, realised: &Realised, decision: &Decision) -> Option<String> {
    let node = NodeId::Decision(decision.id.to_string());
    let follows = plan.trace.consequences(&node);
    let carriers = realised.of(&node);
    let count = |is: fn(&NodeId) -> bool| follows.iter().filter(|node| is(node)).count();
    let kinds = [
        (count(|node| matches!(node, NodeId::Entity(_))), "entity"),
        (count(|node| matches!(node, NodeId::Operation(_))), "operation"),
        (count(|node| matches!(node, NodeId::Event(_))), "event"),
        (count(|node| matches!(node, NodeId::Integration(_))), "integration"),
        (carriers.map_or(0, |carriers| carriers.files.len()), "file"),
        (carriers.map_or(0, |carriers| carriers.tests.len()), "test file"),
    ];
    let told: Vec<String> = kinds.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| words::count(*n, noun)).collect();
    (!told.is_empty()).then(|| format!("A change reaches {}.", words::series(&told)))
}

fn option_title(decision: &Decision, id: &str) -> String {
    decision.options.iter().find(|option| option.id == id).map_or_else(|| id.to_owned(), |option| option.title.clone())
}
