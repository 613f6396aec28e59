//! What it would cost to decide otherwise: what else changes, and what speaks against it.

use crate::document::realised::Realised;
use crate::document::{ids, words};
use crate::plan::{Decision, DecisionId, Flip, NodeId, Outcome, Plan};
use renderers::document::{Inline, Inlines, text};

/// So many decisions that follow are named; the rest is counted.
const NAMED: usize = 4;

/// What follows from each option that was not taken, by the plan's own trials; those from which the same follows share a
/// place, and what changes nothing else comes first.
pub(super) fn cost(plan: &Plan, decision: &Decision) -> Inlines {
    let mut groups: Vec<(&Outcome, Vec<String>)> = Vec::new();
    for alternative in plan.alternatives.of(&decision.id) {
        let title = option_title(decision, &alternative.option);
        match groups.iter_mut().find(|(outcome, _)| *outcome == &alternative.outcome) {
            Some((_, titles)) => titles.push(title),
            None => groups.push((&alternative.outcome, vec![title])),
        }
    }
    groups.sort_by_key(|(outcome, _)| !matches!(outcome, Outcome::Flips(flips) if flips.is_empty()));
    let item = |(outcome, titles): (&Outcome, Vec<String>)| {
        let follows = match outcome {
            Outcome::Flips(flips) if flips.is_empty() => text("no other decision changes"),
            Outcome::Flips(flips) => flipped(plan, flips),
            Outcome::Refused(others) => refused(plan, others, titles.len()),
        };
        text(format!("{}: ", words::series(&titles))).into_iter().chain(follows).collect()
    };
    words::chained(groups.into_iter().map(item).collect())
}

fn refused(plan: &Plan, others: &[DecisionId], options: usize) -> Inlines {
    let others: Vec<Inlines> =
        others.iter().filter_map(|id| plan.decision(id.as_str())).map(ids::decision_link).collect();
    let verb = if options == 1 { "contradicts" } else { "contradict" };
    if others.is_empty() {
        return text(format!("{verb} the spec itself"));
    }
    text(format!("{verb} ")).into_iter().chain(words::joined(others)).collect()
}

/// What other decisions become; those whose question no longer arises are told together, at the end.
fn flipped(plan: &Plan, flips: &[Flip]) -> Inlines {
    let (mut named, mut gone) = (Vec::new(), Vec::new());
    for flip in flips.iter().take(NAMED) {
        let Some(other) = plan.decision(flip.decision.as_str()) else { continue };
        let mut line = ids::decision_name(other);
        line.push(Inline::Text(match &flip.to {
            Some(option) if other.chosen().is_some() => format!(" becomes {}", option_title(other, option)),
            Some(option) => format!(" arises, with {}", option_title(other, option)),
            None => {
                gone.push(line);
                continue;
            }
        }));
        named.push(line);
    }
    if !gone.is_empty() {
        let verb = if gone.len() == 1 { " no longer arises" } else { " no longer arise" };
        let mut line = words::joined(gone);
        line.push(Inline::from(verb));
        named.push(line);
    }
    if flips.len() > NAMED {
        named.push(text(format!("{} more change", words::numeral(flips.len() - NAMED))));
    }
    words::joined(named)
}

/// The elements that the decision shapes and the files and tests that carry it out, counted; empty where there are none.
pub(super) fn reached(plan: &Plan, realised: &Realised, decision: &Decision) -> String {
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
    words::series(&told)
}

fn option_title(decision: &Decision, id: &str) -> String {
    decision.options.iter().find(|option| option.id == id).map_or_else(|| id.to_owned(), |option| option.title.clone())
}
