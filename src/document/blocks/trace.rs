//! From goals to decisions to elements to what was written: sections, files, tests.

use super::table::{code, codes, table};
use crate::document::outline::{Outline, Part};
use crate::document::realised::Realised;
use crate::document::{ids, prose, words};
use crate::plan::{Decision, Link, NodeId, Plan};
use renderers::document::{Block, Cell, Inline, Inlines, text};
use std::collections::{BTreeMap, BTreeSet};

/// So many files of a row are named; the others are counted.
const NAMED: usize = 2;

/// `table trace`: which goals a decision serves, which elements it shapes, where it is written down, which files carry it
/// out and which tests show it.
pub(in crate::document) fn matrix(plan: &Plan, realised: &Realised, outline: &Outline) -> Vec<Block> {
    let mut stands = BTreeMap::new();
    sections(&outline.parts, &mut stands);
    let rows = plan.decisions.iter().filter(|decision| decision.chosen().is_some()).filter_map(|decision| {
        let serves = codes(decision.serves.iter().map(String::as_str));
        let written = words::listed(stands.get(decision.id.as_str()).cloned().unwrap_or_default());
        let node = NodeId::Decision(decision.id.to_string());
        let (files, tests) = carriers(realised, [&node]);
        let cells = [ids::decision_name(decision), serves, shaped(plan, decision), written, files, tests];
        let told = cells.iter().enumerate().any(|(at, cell)| at != 0 && !cell.is_empty());
        told.then_some(cells)
    });
    let heads = ["Decision", "Serves", "Shapes", "Written down in", "Carried out in", "Shown by"];
    table("From decisions to goals and to parts", heads, rows.collect())
}

/// `table realised`: what realises each responsibility, who says so, and which tests show it.
pub(in crate::document) fn realised(plan: &Plan, realised: &Realised) -> Vec<Block> {
    let rows = plan.service.responsibilities.iter().map(|responsibility| {
        let node = NodeId::Responsibility(responsibility.id.clone());
        let links: Vec<(&NodeId, Link)> = plan.trace.followers(&node);
        let derived = links.iter().any(|(_, link)| *link == Link::RealisedBy { derived: true });
        let (_, tests) = carriers(realised, links.iter().map(|(element, _)| *element));
        let said = if links.is_empty() {
            "nothing does"
        } else if derived {
            "its words"
        } else {
            "the spec"
        };
        let elements = words::listed(links.iter().filter_map(|(element, _)| link(element)).collect());
        [prose::line(&responsibility.text), elements, text(said), tests]
    });
    let heads = ["Responsibility", "Realised by", "According to", "Shown by"];
    table("From responsibilities to operations and events", heads, rows.collect())
}

/// The sections that come from each decision, in reading order.
fn sections<'p>(parts: &'p [Part], found: &mut BTreeMap<&'p str, Vec<Inlines>>) {
    for part in parts {
        for id in &part.realises {
            found.entry(id).or_default().push(vec![ids::link(part.id.clone(), part.title.as_str())]);
        }
        sections(&part.parts, found);
    }
}

/// The files and the tests of some nodes, each in a line of its own: the first few by name, the others by number.
fn carriers<'n>(realised: &Realised, nodes: impl IntoIterator<Item = &'n NodeId>) -> (Cell, Cell) {
    let (mut files, mut tests) = (BTreeSet::new(), BTreeSet::new());
    for carriers in nodes.into_iter().filter_map(|node| realised.of(node)) {
        files.extend(carriers.files.iter().map(String::as_str));
        tests.extend(carriers.tests.iter().map(String::as_str));
    }
    (named(&files), named(&tests))
}

fn named(paths: &BTreeSet<&str>) -> Cell {
    let mut items: Vec<Inlines> = paths.iter().take(NAMED).map(|path| code(path)).collect();
    if paths.len() > NAMED {
        items.push(text(format!("and {} more", paths.len() - NAMED)));
    }
    items.join(&Inline::Break)
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
        NodeId::Integration(id) | NodeId::Field(id) => Inline::Code(id.clone()),
        _ => return None,
    }])
}
