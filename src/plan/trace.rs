//! The graph between qualities, decisions and elements.

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;
use std::collections::HashMap;

/// A node of the graph, such as `decision:database`, `entity:Order`, `operation:orders.create`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeId {
    /// Somebody who has a stake in the service.
    Stakeholder(String),
    /// Something that the service is there to reach.
    Goal(String),
    /// Something that the team cannot change.
    Constraint(String),
    /// Something that is taken for granted.
    Assumption(String),
    /// A measurable goal.
    Quality(String),
    /// A situation in which a quality has to show.
    Scenario(String),
    /// A principle.
    Principle(String),
    /// A responsibility of the service.
    Responsibility(String),
    /// A decision.
    Decision(String),
    /// An entity.
    Entity(String),
    /// A field of an entity, `Entity.field`.
    Field(String),
    /// A relationship, `Entity.name` on the side that has the others.
    Relationship(String),
    /// An operation, `resource.name`.
    Operation(String),
    /// An event, published or consumed.
    Event(String),
    /// A system around the service.
    Integration(String),
    /// A question that is not decided.
    Question(String),
    /// A risk, or technical debt.
    Risk(String),
}

/// What an edge says; it runs from the reason to what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// The second is there for the sake of the first: a decision for a quality, a quality for a goal, a goal for a
    /// stakeholder.
    Motivates,
    /// The decision rests on the first, another decision or an assumption.
    Supports,
    /// The constraint leaves the decision no choice, or few.
    Settles,
    /// The decision waits for the answer to the question.
    HoldsUp,
    /// The risk comes from the first.
    Bears,
    /// The element is shaped by the decision or belongs to the element.
    Shapes,
    /// The responsibility is realised by the element.
    RealisedBy {
        /// Read from the words of the responsibility; else the spec says so.
        derived: bool,
    },
}

/// The graph.
#[derive(Debug, std::default::Default)]
pub struct Trace {
    graph: DiGraph<NodeId, Link>,
    index: HashMap<NodeId, NodeIndex>,
}

impl std::fmt::Display for NodeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (kind, id) = match self {
            Self::Stakeholder(id) => ("stakeholder", id),
            Self::Goal(id) => ("goal", id),
            Self::Constraint(id) => ("constraint", id),
            Self::Assumption(id) => ("assumption", id),
            Self::Quality(id) => ("quality", id),
            Self::Scenario(id) => ("scenario", id),
            Self::Principle(id) => ("principle", id),
            Self::Responsibility(id) => ("responsibility", id),
            Self::Decision(id) => ("decision", id),
            Self::Entity(id) => ("entity", id),
            Self::Field(id) => ("field", id),
            Self::Relationship(id) => ("relationship", id),
            Self::Operation(id) => ("operation", id),
            Self::Event(id) => ("event", id),
            Self::Integration(id) => ("integration", id),
            Self::Question(id) => ("question", id),
            Self::Risk(id) => ("risk", id),
        };
        write!(f, "{kind}:{id}")
    }
}

impl Trace {
    /// The node, made where it is not there yet.
    pub(super) fn node(&mut self, id: NodeId) -> NodeIndex {
        if let Some(index) = self.index.get(&id) {
            return *index;
        }
        let index = self.graph.add_node(id.clone());
        self.index.insert(id, index);
        index
    }

    /// Joins a reason to what follows from it.
    pub(super) fn link(&mut self, reason: NodeId, follows: NodeId, link: Link) {
        let (from, to) = (self.node(reason), self.node(follows));
        self.graph.update_edge(from, to, link);
    }

    /// Whether there is such a node.
    pub fn has(&self, id: &NodeId) -> bool {
        self.index.contains_key(id)
    }

    /// All nodes, in the order they were planned.
    pub fn nodes(&self) -> impl Iterator<Item = &NodeId> {
        self.graph.node_weights()
    }

    /// All edges: reason, what follows, and what the edge says.
    pub fn links(&self) -> impl Iterator<Item = (&NodeId, &NodeId, Link)> {
        self.graph.edge_indices().filter_map(|edge| {
            let (from, to) = self.graph.edge_endpoints(edge)?;
            Some((&self.graph[from], &self.graph[to], self.graph[edge]))
        })
    }

    /// What a node directly rests on, sorted.
    pub fn reasons(&self, id: &NodeId) -> Vec<&NodeId> {
        self.neighbours(id, Direction::Incoming)
    }

    /// What directly rests on a node, sorted.
    pub fn consequences(&self, id: &NodeId) -> Vec<&NodeId> {
        self.neighbours(id, Direction::Outgoing)
    }

    /// What directly rests on a node, with what the edge says; sorted.
    pub fn followers(&self, id: &NodeId) -> Vec<(&NodeId, Link)> {
        let Some(index) = self.index.get(id) else { return Vec::new() };
        let edges = self.graph.edges(*index);
        let mut found: Vec<_> = edges.map(|edge| (&self.graph[edge.target()], *edge.weight())).collect();
        found.sort();
        found
    }

    fn neighbours(&self, id: &NodeId, direction: Direction) -> Vec<&NodeId> {
        let Some(index) = self.index.get(id) else { return Vec::new() };
        let mut found: Vec<_> = self.graph.neighbors_directed(*index, direction).map(|n| &self.graph[n]).collect();
        found.sort();
        found
    }
}
