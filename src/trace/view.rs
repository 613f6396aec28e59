//! A part of the trace, to be drawn or listed.

use super::node::{Edge, Node};
use super::whole::Whole;
use std::collections::BTreeSet;

/// Which part.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope<'a> {
    /// All kinds of nodes; else decisions alone.
    pub all: bool,
    /// The decisions of this area, with what they are joined to.
    pub area: Option<&'a str>,
    /// What is at most so many edges away from a node.
    pub around: Option<(&'a Node, usize)>,
}

/// Nodes and the edges between them, in the order of the trace.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The nodes.
    pub nodes: Vec<&'a Node>,
    /// Reason, what follows, and what the edge says.
    pub edges: Vec<(&'a Node, &'a Node, Edge)>,
    /// The node that it is about.
    pub focus: Option<&'a Node>,
}

/// Cuts a part out of the trace.
pub fn view<'a>(whole: &'a Whole, scope: &Scope<'a>) -> View<'a> {
    let is_kept = |node: &Node| scope.all || node.is_decision();
    let mut kept: BTreeSet<&Node> = whole.nodes().filter(|node| is_kept(node)).collect();
    if let Some(area) = scope.area {
        let own = kept.iter().copied().filter(|node| whole.area(node) == area && node.is_decision());
        let near = near(whole, own.collect(), 1, &kept);
        kept = near;
    }
    if let Some((centre, depth)) = scope.around {
        kept.insert(centre);
        kept = near(whole, BTreeSet::from([centre]), depth, &kept);
    }
    let edges = whole.edges().filter(|(from, to, _)| kept.contains(from) && kept.contains(to));
    View {
        edges: edges.collect(),
        nodes: whole.nodes().filter(|node| kept.contains(node)).collect(),
        focus: scope.around.map(|(centre, _)| centre),
    }
}

/// What is at most so many edges away, over nodes that are kept.
fn near<'a>(whole: &'a Whole, from: BTreeSet<&'a Node>, depth: usize, kept: &BTreeSet<&'a Node>) -> BTreeSet<&'a Node> {
    let mut found = from.clone();
    let mut edge = from;
    for _ in 0..depth {
        let next = edge.iter().flat_map(|node| whole.reasons(node).into_iter().chain(whole.followers(node)));
        edge = next.map(|(_, node)| node).filter(|node| kept.contains(node) && !found.contains(node)).collect();
        if edge.is_empty() {
            break;
        }
        found.extend(edge.iter().copied());
    }
    found
}
