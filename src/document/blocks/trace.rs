//! Which decision shapes which parts of the plan, and which goals it serves.

use super::table::{codes, table};
use crate::document::outline::{Outline, Part};
use crate::document::{ids, words};
use crate::plan::{Decision, NodeId, Plan};
use renderers::document::{Block, Inline, Inlines};

/// `table trace`: which goals a decision serves, which elements it shapes, and where it is written down.
pub(super) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let outline = Outline::built_in("design");
    let rows = plan.decisions.iter().filter(|decision| decision.chosen().is_some()).filter_map(|decision| {
        let serves = codes(decision.serves.iter().map(String::as_str));
        let (shapes, stands) = (shaped(plan, decision), sections(&outline.parts, decision.id.as_str()));
        let told = !(serves.is_empty() && shapes.is_empty() && stands.is_empty());
        told.then(|| [ids::decision_name(decision), serves, shapes, words::listed(stands)])
    });
    let heads = ["Decision", "Serves", "Shapes", "Written down in"];
    table("From goals to decisions to parts", heads, rows.collect())
}

/// The sections that come from a decision, in reading order.
fn sections(parts: &[Part], decision: &str) -> Vec<Inlines> {
    let mut found = Vec::new();
    for part in parts {
        if part.realises.iter().any(|id| id == decision) {
            found.push(vec![ids::link(part.id.clone(), part.title.as_str())]);
        }
        found.extend(sections(&part.parts, decision));
    }
    found
}

/// Whether a node is of a kind.
type Kind = fn(&NodeId) -> bool;

fn shaped(plan: &Plan, decision: &Decision) -> Inlines {
    let node = NodeId::Decision(decision.id.as_str().to_owned());
    let followers = plan.trace.consequences(&node);
    let groups: [(&str, Kind, usize); 4] = [
        ("entity", |node| matches!(node, NodeId::Entity(_)), plan.entities.len()),
        ("operation", |node| matches!(node, NodeId::Operation(_)), plan.operations().count()),
        ("event", |node| matches!(node, NodeId::Event(_)), plan.published.len() + plan.consumed.len()),
        ("integration", |node| matches!(node, NodeId::Integration(_)), plan.integrations.len()),
    ];
    let shaped = groups.into_iter().filter_map(|(noun, of_kind, all)| {
        let some: Vec<&&NodeId> = followers.iter().filter(|node| of_kind(node)).collect();
        match some.len() {
            0 => None,
            2 if all == 2 => Some(vec![Inline::Text(format!("both {}", words::noun_for(2, noun)))]),
            n if n == all && n > 2 => Some(vec![Inline::Text(format!("all {}", words::count(n, noun)))]),
            _ => Some(words::listed(some.into_iter().filter_map(|node| link(node)).collect())),
        }
    });
    words::listed(shaped.collect())
}

fn link(node: &NodeId) -> Option<Inlines> {
    Some(vec![match node {
        NodeId::Entity(name) => ids::code_link(ids::entity(name), name.as_str()),
        NodeId::Operation(id) => ids::code_link(ids::operation(id), id.as_str()),
        NodeId::Event(name) => ids::code_link(ids::event(name), name.as_str()),
        NodeId::Integration(id) => Inline::Code(id.clone()),
        _ => return None,
    }])
}
