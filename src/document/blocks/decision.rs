//! The decision log: a section an area, and in it a section a decision.

use super::table::table;
use super::{change, graph, stack};
use crate::document::realised::Realised;
use crate::document::{ids, prose, words};
use crate::plan::{Decision, NodeId, Plan, PlanOption};
use renderers::document::{Block, Inline, Inlines, Section, text};

/// Sections of every area that has decisions.
pub(super) fn areas(plan: &Plan, realised: &Realised) -> Vec<Section> {
    plan.areas
        .iter()
        .filter_map(|area| {
            let decisions: Vec<&Decision> =
                plan.decisions.iter().filter(|d| d.area == area.id && d.chosen().is_some()).collect();
            (!decisions.is_empty()).then(|| Section {
                id: ids::area(&area.id),
                title: text(area.title.as_str()),
                blocks: graph::area(plan, &area.id),
                sections: decisions.into_iter().map(|decision| section(plan, realised, decision)).collect(),
            })
        })
        .collect()
}

fn section(plan: &Plan, realised: &Realised, decision: &Decision) -> Section {
    let mut blocks = vec![Block::Paragraph(vec![Inline::Emphasis(text(words::capital(&decision.question)))])];
    if let Some(option) = decision.chosen() {
        blocks.extend(outcome(plan, decision, option));
        blocks.push(Block::bullets(facts(plan, realised, decision, option)));
        blocks.extend(others(decision, option));
    }
    Section {
        id: ids::decision(decision.id.as_str()),
        title: text(decision.title.as_str()),
        blocks,
        sections: Vec::new(),
    }
}

/// What was chosen, by whom, and why.
fn outcome(plan: &Plan, decision: &Decision, option: &PlanOption) -> Vec<Block> {
    let mut line = vec![Inline::Strong(text(option.title.as_str()))];
    if decision.is_later() {
        line.push(Inline::from(", planned for later"));
    }
    line.push(Inline::from(", "));
    line.extend(stack::how_chosen(plan, decision));
    line.push(Inline::from(". "));
    prose::after(line, &words::capital(decision.because().trim()))
}

/// What else is known of it, a line each.
fn facts(plan: &Plan, realised: &Realised, decision: &Decision, option: &PlanOption) -> Vec<Inlines> {
    let serves = decision.serves.iter().map(|id| vec![Inline::Code(id.clone())]).collect();
    let facts = [
        ("In the code", text(stack::standing(plan, decision))),
        ("Drivers", prose::sentences(&decision.drivers)),
        ("Rests on", words::chained(rests_on(plan, decision))),
        ("Carries", words::listed(carries(plan, decision))),
        ("Serves", words::listed(serves)),
        (
            "Settled by the constraint",
            words::listed(tied(plan, decision, |node| matches!(node, NodeId::Constraint(_)))),
        ),
        ("Assumes", words::listed(tied(plan, decision, |node| matches!(node, NodeId::Assumption(_))))),
        ("Waits for the answer to", words::listed(tied(plan, decision, |node| matches!(node, NodeId::Question(_))))),
        ("Brings the risk", words::listed(tied(plan, decision, |node| matches!(node, NodeId::Risk(_))))),
        ("Standards", text(words::series(&decision.changed_by))),
        ("Good", prose::sentences(&option.good)),
        ("Neutral", prose::sentences(&option.neutral)),
        ("Bad", prose::sentences(&option.bad)),
        ("To decide otherwise", otherwise(plan, decision)),
        ("A change reaches", text(change::reached(plan, realised, decision))),
    ];
    let told = facts.into_iter().filter(|(_, line)| !prose::plain(line).is_empty());
    let fact = |(name, line): (&str, Inlines)| {
        let name = vec![Inline::Strong(text(format!("{name}:"))), Inline::from(" ")];
        name.into_iter().chain(line).collect()
    };
    told.map(fact).collect()
}

/// What another choice would change; where a constraint leaves one option, it has to fall first.
fn otherwise(plan: &Plan, decision: &Decision) -> Inlines {
    let cost = change::cost(plan, decision);
    let settled = plan.intent.constraints.iter().flat_map(|constraint| &constraint.settles);
    let is_bound = settled.filter(|(id, _)| *id == decision.id).any(|(_, options)| options.len() == 1);
    if cost.is_empty() || !is_bound {
        return cost;
    }
    text("the constraint has to fall first. ").into_iter().chain(cost).collect()
}

/// The nodes of a kind that are joined to a decision: what binds it, and the risks that it brings.
fn tied(plan: &Plan, decision: &Decision, is: fn(&NodeId) -> bool) -> Vec<Inlines> {
    let node = NodeId::Decision(decision.id.to_string());
    let joined = plan.trace.reasons(&node).into_iter().chain(plan.trace.consequences(&node));
    joined.filter(|node| is(node)).map(|node| ids::node(plan, node)).collect()
}

fn rests_on(plan: &Plan, decision: &Decision) -> Vec<Inlines> {
    let named = decision.rests_on.iter().filter_map(|id| plan.decision(id.as_str()));
    named.filter(|other| other.chosen().is_some()).map(ids::decision_link).collect()
}

/// The decisions that rest on this one.
pub(super) fn carries(plan: &Plan, decision: &Decision) -> Vec<Inlines> {
    let resting = plan.resting_on(&decision.id);
    resting.filter(|other| other.chosen().is_some()).map(ids::decision_name).collect()
}

/// When one takes an option, or why nobody may.
fn taken_when(option: &PlanOption) -> Inlines {
    match &option.forbidden {
        Some(forbidden) => {
            let mut line = text(format!("Not allowed by {}: ", forbidden.by));
            line.extend(words::ended(prose::line(&forbidden.because)));
            line
        }
        None => prose::sentence(&option.reason),
    }
}

/// The options that were not taken, each with when one takes it and what speaks for and against it.
fn others(decision: &Decision, chosen: &PlanOption) -> Vec<Block> {
    let rejected = decision.options.iter().filter(|option| option.id != chosen.id);
    let rows = rejected.map(|option| {
        [text(option.title.as_str()), taken_when(option), prose::sentences(&option.good), prose::sentences(&option.bad)]
    });
    table("Considered and not taken", ["Option", "Taken when", "For it", "Against it"], rows.collect())
}
