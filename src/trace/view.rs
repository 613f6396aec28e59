//! A part of the trace, to be drawn or listed.

use super::node::{Edge, Node};
use super::whole::Whole;
use std::collections::{BTreeMap, BTreeSet};

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

/// Cuts a part out of the trace. Around a node, sections that only name another node do not count as near it, and edges
/// between what is farthest away are left out: they say nothing of the node.
pub fn view<'a>(whole: &'a Whole, scope: &Scope<'a>) -> View<'a> {
    let is_kept = |node: &Node| scope.all || node.is_decision();
    let all: BTreeSet<&Node> = whole.nodes().filter(|node| is_kept(node)).collect();
    let mut kept: BTreeMap<&Node, usize> = all.iter().map(|node| (*node, 0)).collect();
    if let Some(area) = scope.area {
        let own = all.iter().copied().filter(|node| whole.area(node) == area && node.is_decision());
        kept = near(whole, own.collect(), 1, &kept);
    }
    let depth = scope.around.map(|(centre, depth)| {
        kept.insert(centre, 0);
        kept = near(whole, vec![centre], depth, &kept);
        depth
    });
    let is_shown = |from: &Node, to: &Node, edge: Edge| match (kept.get(from), kept.get(to), depth) {
        (Some(from), Some(to), Some(depth)) => edge != Edge::MentionedIn && depth > *from.min(to),
        (Some(_), Some(_), None) => true,
        _ => false,
    };
    View {
        edges: whole.edges().filter(|(from, to, edge)| is_shown(from, to, *edge)).collect(),
        nodes: whole.nodes().filter(|node| kept.contains_key(node)).collect(),
        focus: scope.around.map(|(centre, _)| centre),
    }
}

/// What is at most so many edges away over nodes that are kept, with how many.
fn near<'a>(
    whole: &'a Whole,
    from: Vec<&'a Node>,
    depth: usize,
    kept: &BTreeMap<&'a Node, usize>,
) -> BTreeMap<&'a Node, usize> {
    let mut found: BTreeMap<&Node, usize> = from.iter().map(|node| (*node, 0)).collect();
    let mut outermost = from;
    for distance in 1..=depth {
        let next = outermost.iter().flat_map(|node| whole.reasons(node).into_iter().chain(whole.followers(node)));
        let next = next.filter(|(edge, _)| *edge != Edge::MentionedIn).map(|(_, node)| node);
        let next: BTreeSet<&Node> = next.filter(|node| kept.contains_key(node) && !found.contains_key(node)).collect();
        if next.is_empty() {
            break;
        }
        found.extend(next.iter().map(|node| (*node, distance)));
        outermost = next.into_iter().collect();
    }
    found
}
