//! The traceability matrix: from goals and responsibilities over decisions and elements to sections, files and tests.

use super::node::{Edge, Node};
use super::whole::Whole;
use crate::plan::NodeId;
use std::collections::BTreeSet;

/// A row: what one decision or one responsibility is traced to. Every list is sorted and without repetition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The decision or responsibility.
    pub of: &'a Node,
    /// The qualities, principles and constraints that the decision is there for; the goals of a responsibility.
    pub motives: Vec<&'a Node>,
    /// The elements that the decision shapes, or that realise the responsibility.
    pub elements: Vec<&'a Node>,
    /// That the elements realise the responsibility was read from its words.
    pub derived: bool,
    /// The sections that are about it.
    pub sections: Vec<&'a Node>,
    /// The files that carry it out.
    pub files: Vec<&'a Node>,
    /// The tests that show it.
    pub tests: Vec<&'a Node>,
}

/// A row of every responsibility and of every decision that was made, in the order of the plan.
pub fn rows(whole: &Whole) -> Vec<Row<'_>> {
    let chosen = |node: &Node| matches!(whole.origin(node), super::Origin::Chosen { .. });
    let row = |node: &'_ Node| match node {
        Node::Plan(NodeId::Responsibility(_)) => true,
        Node::Plan(NodeId::Decision(_)) => chosen(node),
        _ => false,
    };
    whole.nodes().filter(|node| row(node)).map(|node| self::row(whole, node)).collect()
}

fn row<'a>(whole: &'a Whole, of: &'a Node) -> Row<'a> {
    let follows = |edges: &[Edge]| -> Vec<&'a Node> {
        let followers = whole.followers(of).into_iter();
        followers.filter(|(edge, _)| edges.contains(edge)).map(|(_, node)| node).collect()
    };
    let motives = whole.reasons(of).into_iter().filter(|(edge, _)| [Edge::Motivates, Edge::Settles].contains(edge));
    let elements = follows(&[Edge::Shapes, Edge::RealisedBy, Edge::DerivedBy]);
    let through = |edge: Edge| -> Vec<&'a Node> {
        if of.is_decision() {
            return follows(&[edge]);
        }
        let of_elements = elements.iter().flat_map(|element| whole.followers(element));
        let found: BTreeSet<&Node> = of_elements.filter(|(other, _)| *other == edge).map(|(_, node)| node).collect();
        found.into_iter().collect()
    };
    Row {
        of,
        motives: motives.map(|(_, node)| node).collect(),
        derived: !follows(&[Edge::DerivedBy]).is_empty(),
        sections: through(Edge::DocumentedIn),
        files: through(Edge::CarriedOutIn),
        tests: through(Edge::VerifiedBy),
        elements,
    }
}
