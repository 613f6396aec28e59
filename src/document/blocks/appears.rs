//! Where an entity appears: what works on it, what tells of it, what carries it out.

use super::table::{code, table};
use crate::document::realised::Realised;
use crate::document::{ids, words};
use crate::plan::{Entity, NodeId, Plan};
use renderers::document::{Block, Inlines, text};
use std::collections::BTreeSet;

/// So many files are named; the others are counted.
const NAMED: usize = 8;

/// The operations, events, files and tests of an entity, a row a kind.
pub(super) fn table_of(plan: &Plan, realised: &Realised, entity: &Entity) -> Vec<Block> {
    let node = NodeId::Entity(entity.name.clone());
    let (mut operations, mut events) = (Vec::new(), BTreeSet::new());
    for follower in plan.trace.consequences(&node) {
        if let NodeId::Operation(id) = follower {
            operations.push(vec![ids::code_link(ids::operation(id), id.as_str())]);
            events.extend(plan.trace.consequences(follower).into_iter().filter_map(event));
        }
    }
    let events = events.into_iter().map(|name| vec![ids::code_link(ids::event(name), name)]);
    let carriers = realised.of(&node);
    let rows = [
        ("Operations", words::listed(operations)),
        ("Events", words::listed(events.collect())),
        ("Files", named(carriers.map(|carriers| carriers.files.as_slice()).unwrap_or_default())),
        ("Tests", named(carriers.map(|carriers| carriers.tests.as_slice()).unwrap_or_default())),
    ];
    let told = rows.into_iter().filter(|(_, found)| !found.is_empty());
    let caption = format!("Where {} appears", entity.name);
    table(&caption, ["Kind", "Which"], told.map(|(kind, found)| [text(kind), found]).collect())
}

fn event(node: &NodeId) -> Option<&str> {
    match node {
        NodeId::Event(name) => Some(name),
        _ => None,
    }
}

fn named(paths: &[String]) -> Inlines {
    let mut items: Vec<Inlines> = paths.iter().take(NAMED).map(|path| code(path)).collect();
    if paths.len() > NAMED {
        items.push(text(format!("{} more", paths.len() - NAMED)));
    }
    words::joined(items)
}
