//! What the service does, and what it leaves to others.

use crate::document::{ids, prose, words};
use crate::plan::{NodeId, Plan, Responsibility};
use renderers::document::{Block, Inline, Inlines};

/// `list responsibilities`: each with the operations and events that realise it, where the trace knows them.
pub(super) fn list(plan: &Plan, _: &str) -> Vec<Block> {
    let all = &plan.service.responsibilities;
    prose::items(all.iter().map(|r| r.text.as_str()), |at, line| item(plan, &all[at], line))
}

/// `list out-of-scope`
pub(super) fn out_of_scope(plan: &Plan, _: &str) -> Vec<Block> {
    prose::items(plan.service.out_of_scope.iter().map(String::as_str), |_, line| words::ended(line))
}

fn item(plan: &Plan, responsibility: &Responsibility, mut line: Inlines) -> Inlines {
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
