//! A part of the trace as a diagram.

use super::node::{Edge, Node, Origin};
use super::view::View;
use super::whole::Whole;
use crate::plan::{By, NodeId, Plan};
use renderers::diagram::{self, Diagram, Direction, Drawing, Graph, Look};
use std::collections::BTreeMap;

/// A picture of a view. With `most`, one of more nodes is folded: decisions into their areas, everything else into its
/// kind.
pub fn diagram(plan: &Plan, whole: &Whole, view: &View<'_>, most: Option<usize>) -> Diagram {
    let folded = most.is_some_and(|most| view.nodes.len() > most);
    let (nodes, edges) = if folded { fold(plan, whole, view) } else { plain(whole, view) };
    let legend: Vec<(Look, String)> = LEGEND
        .iter()
        .filter(|(look, _)| !folded && nodes.iter().any(|node| node.look == *look))
        .map(|(look, words)| (*look, (*words).to_owned()))
        .collect();
    let about = view.focus.map_or_else(|| plan.service.title.clone(), Node::to_string);
    let size = format!("{} and {}", count(view.nodes.len(), "node"), count(view.edges.len(), "edge"));
    let title = match folded {
        true => format!("{about}: {size}, folded into areas and kinds"),
        false => format!("{about}: {size}"),
    };
    let alt = "Graph of what rests on what. An arrow leads from a reason to what follows from it.".to_owned();
    let drawing = Drawing::Graph(Graph {
        direction: Direction::Down,
        nodes,
        edges,
        frames: Vec::new(),
        legend,
        lines: Vec::new(),
    });
    Diagram { id: "trace".to_owned(), title, alt, drawing }
}

const LEGEND: [(Look, &str); 6] = [
    (Look::Strong, "chosen in the spec"),
    (Look::Plain, "chosen by a rule of archplan"),
    (Look::Later, "planned for later"),
    (Look::Absent, "does not apply"),
    (Look::Store, "an element of the service"),
    (Look::Outside, "a reason before it, or what was made of it"),
];

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn plain(whole: &Whole, view: &View<'_>) -> (Vec<diagram::Node>, Vec<diagram::Edge>) {
    let nodes = view.nodes.iter().map(|node| drawn(whole, node)).collect();
    let edges = view.edges.iter().map(|(from, to, edge)| diagram::Edge {
        from: from.to_string(),
        to: to.to_string(),
        label: String::new(),
        broken: matches!(edge, Edge::ReadBy | Edge::MentionedIn | Edge::DerivedBy),
    });
    (nodes, edges.collect())
}

fn drawn(whole: &Whole, node: &Node) -> diagram::Node {
    let (look, note) = match whole.origin(node) {
        Origin::Chosen { title, later: true, .. } => (Look::Later, title.clone()),
        Origin::Chosen { title, by: By::Spec(_), .. } => (Look::Strong, title.clone()),
        Origin::Chosen { title, .. } => (Look::Plain, title.clone()),
        Origin::NotApplicable { .. } => (Look::Absent, "does not apply".to_owned()),
        Origin::Stated(_) | Origin::Made if node.is_element() => (Look::Store, node.kind().to_owned()),
        Origin::Stated(_) | Origin::Made => (Look::Outside, node.kind().to_owned()),
    };
    let title = match node {
        Node::Plan(NodeId::Decision(_)) | Node::Section(_) => whole.title(node),
        _ => node.name(),
    };
    diagram::Node {
        id: node.to_string(),
        title: title.to_owned(),
        note,
        text: String::new(),
        look,
        frame: None,
        link: None,
    }
}

/// A box for each area and each kind, with how many it holds; an arrow says how many edges it stands for.
fn fold(plan: &Plan, whole: &Whole, view: &View<'_>) -> (Vec<diagram::Node>, Vec<diagram::Edge>) {
    let group = |node: &Node| match node.is_decision() {
        true => format!("area:{}", whole.area(node)),
        false => node.kind().to_owned(),
    };
    let mut order: Vec<(String, usize)> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for node in &view.nodes {
        let index = *at.entry(group(node)).or_insert_with(|| {
            order.push((group(node), 0));
            order.len() - 1
        });
        order[index].1 += 1;
    }
    let titles: BTreeMap<String, &str> =
        plan.areas.iter().map(|area| (format!("area:{}", area.id), area.title.as_str())).collect();
    let nodes = order.iter().map(|(id, held)| diagram::Node {
        id: id.clone(),
        title: titles.get(id).map_or_else(|| id.clone(), |title| (*title).to_owned()),
        note: if titles.contains_key(id) { count(*held, "decision") } else { held.to_string() },
        text: String::new(),
        look: if titles.contains_key(id) { Look::Plain } else { Look::Outside },
        frame: None,
        link: None,
    });
    let mut joined: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (from, to, _) in &view.edges {
        let ends = (at[&group(from)], at[&group(to)]);
        if ends.0 != ends.1 {
            *joined.entry(ends).or_default() += 1;
        }
    }
    let edges = joined.iter().map(|((from, to), held)| diagram::Edge {
        from: order[*from].0.clone(),
        to: order[*to].0.clone(),
        label: held.to_string(),
        broken: false,
    });
    (nodes.collect(), edges.collect())
}
