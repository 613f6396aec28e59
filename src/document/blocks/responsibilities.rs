//! What the service does, and what it leaves to others.

use crate::document::{ids, prose, words};
use crate::plan::{NodeId, Plan, Responsibility};
use renderers::document::{Block, Inline, Inlines};

/// `list responsibilities`: each with the operations and events that realise it, where the trace knows them.
pub(super) fn list(plan: &Plan, _: &str) -> Vec<Block> {
    let items: Vec<Inlines> = plan.service.responsibilities.iter().map(|r| item(plan, r)).collect();
    if items.is_empty() { Vec::new() } else { vec![Block::bullets(items)] }
}

/// `list out-of-scope`
pub(super) fn out_of_scope(plan: &Plan, _: &str) -> Vec<Block> {
    let items: Vec<Inlines> = plan.service.out_of_scope.iter().map(|text| words::ended(prose::line(text))).collect();
    if items.is_empty() { Vec::new() } else { vec![Block::bullets(items)] }
}

fn item(plan: &Plan, responsibility: &Responsibility) -> Inlines {
    let mut line = prose::line(&responsibility.text);
    let node = NodeId::Responsibility(responsibility.id.clone());
    let links: Vec<Inlines> = plan.trace.consequences(&node).into_iter().filter_map(realised).collect();
    if !links.is_empty() {
        line.push(Inline::from(" ("));
        line.extend(words::listed(links));
        line.push(Inline::from(")"));
    }
    words::ended(line)
}

fn realised(node: &NodeId) -> Option<Inlines> {
    match node {
        NodeId::Operation(id) => Some(vec![ids::code_link(ids::operation(id), id.as_str())]),
        NodeId::Event(name) => Some(vec![ids::code_link(ids::event(name), name.as_str())]),
        _ => None,
    }
}
