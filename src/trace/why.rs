//! The chain from a node back to the spec's lines and the reasons.

use super::node::{Edge, Node, Origin};
use super::whole::Whole;
use std::collections::BTreeSet;

/// One line of the chain. Lines follow one another as a tree is read: a line belongs to the last one above it that stands
/// one level further out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// How far it stands from the place that was asked for: 0 for that itself.
    pub depth: usize,
    /// The node.
    pub node: &'a Node,
    /// What leads from this reason to the step that it belongs to; `None` for the place that was asked for.
    pub edge: Option<Edge>,
    /// It was told of earlier in the chain, with its reasons.
    pub again: bool,
    /// So many of its reasons are not shown at all: they say why such elements are as they are, not why this one is there.
    pub more: usize,
}

/// The chain back from some nodes, each node with its reasons once.
pub fn why<'a>(whole: &'a Whole, nodes: &[&'a Node]) -> Vec<Step<'a>> {
    let mut steps = Vec::new();
    let (mut seen, mut expanded): (BTreeSet<&Node>, BTreeSet<&Node>) = Default::default();
    // A stack instead of recursion: decisions may rest on one another as deep as they like.
    let mut open: Vec<(usize, &Node, Option<Edge>)> = nodes.iter().rev().map(|node| (0, *node, None)).collect();
    while let Some((depth, node, edge)) = open.pop() {
        let reasons = whole.reasons(node);
        let leads_on = edge.is_none_or(is_followed);
        let (shown, left): (Vec<_>, Vec<_>) =
            reasons.into_iter().partition(|(next, reason)| is_shown(depth, node, *next, reason));
        let expands = leads_on && !shown.is_empty() && expanded.insert(node);
        let again = !seen.insert(node) && !expands;
        let more = if again { 0 } else { left.len() };
        steps.push(Step { depth, node, edge, again, more });
        if expands {
            open.extend(shown.into_iter().rev().map(|(next, reason)| (depth + 1, reason, Some(next))));
        }
    }
    steps
}

/// Whether a reason's own reasons are told too. What is only read or named, and the sections of a document, are not
/// followed any further: each can be asked for.
fn is_followed(edge: Edge) -> bool {
    !matches!(edge, Edge::ReadBy | Edge::MentionedIn | Edge::StandsIn)
}

/// Away from the place that was asked for, an element is there because the spec says so; that decisions shape all
/// elements of its kind is left to those who ask for it.
fn is_shown(depth: usize, node: &Node, edge: Edge, reason: &Node) -> bool {
    depth == 0 || !node.is_element() || edge != Edge::Shapes || !reason.is_decision()
}

impl Step<'_> {
    /// Whether the chain ends here with the spec, the lock or a rule.
    pub fn is_end(&self, whole: &Whole) -> bool {
        *whole.origin(self.node) != Origin::Made
    }
}
