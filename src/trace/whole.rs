//! The graph, and how it is made.

use super::node::{Edge, Node, Origin};
use crate::plan::{Decided, Intent, Link, NodeId, Plan};
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;
use std::collections::BTreeMap;

/// Something that was made of the plan.
#[derive(Clone, Debug)]
pub struct Made {
    /// What it is.
    pub kind: Kind,
    /// `document/id` of a section, the path of a file.
    pub name: String,
    /// For people; empty where the name says it all.
    pub title: String,
    /// Names of the sections or files that it stands in.
    pub within: Vec<String>,
    /// The nodes that it is about, carries out or shows, such as `decision:database`. What is no node is left out.
    pub about: Vec<String>,
    /// What else it reads.
    pub reads: Vec<String>,
}

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A section of a document.
    Section,
    /// A file of code or configuration.
    File,
    /// A file that tells of the plan.
    Document,
    /// A file that shows that others work.
    Test,
}

/// The whole trace.
#[derive(Debug, Default)]
pub struct Whole {
    graph: DiGraph<Entry, Edge>,
    index: BTreeMap<String, NodeIndex>,
}

/// A node with what is known of it.
#[derive(Debug)]
struct Entry {
    node: Node,
    title: String,
    area: String,
    origin: Origin,
}

/// The whole trace of a plan and of what was made of it.
pub fn whole(plan: &Plan, made: &[Made]) -> Whole {
    let mut whole = Whole::default();
    let known = Known::of(plan);
    for id in plan.trace.nodes() {
        let (title, origin) = known.of.get(id).cloned().unwrap_or((String::new(), Origin::Made));
        let area = match id {
            NodeId::Decision(id) => plan.decision(id).map(|decision| decision.area.clone()),
            _ => None,
        };
        whole.add(Entry { node: Node::Plan(id.clone()), title, area: area.unwrap_or_default(), origin });
    }
    for (reason, follows, link) in plan.trace.links() {
        let edge = edge(reason, link);
        whole.join(&reason.to_string(), &follows.to_string(), edge);
    }
    for thing in made {
        let node = thing.node();
        whole.add(Entry { node, title: thing.title.clone(), area: String::new(), origin: Origin::Made });
    }
    for thing in made {
        let own = thing.node().to_string();
        let (about, reads) = match thing.kind {
            Kind::Section | Kind::Document => (Edge::DocumentedIn, Edge::MentionedIn),
            Kind::File => (Edge::CarriedOutIn, Edge::ReadBy),
            Kind::Test => (Edge::VerifiedBy, Edge::ReadBy),
        };
        // What it is about says more than that it reads it, so it comes last.
        thing.reads.iter().for_each(|reason| whole.join(reason, &own, reads));
        thing.about.iter().for_each(|reason| whole.join(reason, &own, about));
        for outer in &thing.within {
            let outer = ["section", "file"].map(|kind| format!("{kind}:{outer}"));
            let outer = outer.into_iter().find(|name| whole.index.contains_key(name));
            outer.iter().for_each(|outer| whole.join(&own, outer, Edge::StandsIn));
        }
    }
    whole
}

impl Made {
    fn node(&self) -> Node {
        match self.kind {
            Kind::Section => Node::Section(self.name.clone()),
            Kind::File | Kind::Document => Node::File(self.name.clone()),
            Kind::Test => Node::Test(self.name.clone()),
        }
    }
}

fn edge(reason: &NodeId, link: Link) -> Edge {
    match link {
        Link::Motivates => Edge::Motivates,
        Link::Supports => Edge::Supports,
        Link::Settles => Edge::Settles,
        Link::HoldsUp => Edge::HoldsUp,
        Link::Bears => Edge::Bears,
        Link::Shapes if matches!(reason, NodeId::Decision(_)) => Edge::Shapes,
        Link::Shapes => Edge::Holds,
        Link::RealisedBy { derived: false } => Edge::RealisedBy,
        Link::RealisedBy { derived: true } => Edge::DerivedBy,
    }
}

/// Title and origin of the nodes of a plan.
struct Known {
    of: BTreeMap<NodeId, (String, Origin)>,
}

impl Known {
    fn of(plan: &Plan) -> Self {
        let mut known = Self { of: BTreeMap::new() };
        let service = &plan.service;
        known.state(plan.qualities.iter().map(|q| (NodeId::Quality(q.id.clone()), &q.statement, q.place)));
        known.state(plan.principles.iter().map(|p| (NodeId::Principle(p.id.clone()), &p.title, p.place)));
        known.state(service.responsibilities.iter().map(|r| (NodeId::Responsibility(r.id.clone()), &r.text, r.place)));
        known.state(plan.operations().map(|o| (NodeId::Operation(o.id.clone()), &o.summary, o.place)));
        known.state(plan.integrations.iter().map(|i| (NodeId::Integration(i.id.clone()), &i.title, i.place)));
        known.intent(&plan.intent);
        let none = String::new();
        known.state(plan.published.iter().map(|e| (NodeId::Event(e.name.clone()), &none, e.place)));
        known.state(plan.consumed.iter().map(|e| (NodeId::Event(e.name.clone()), &none, e.place)));
        for entity in &plan.entities {
            known.state([(NodeId::Entity(entity.name.clone()), &entity.summary, entity.place)]);
            let field = |field: &crate::plan::Field| NodeId::Field(format!("{}.{}", entity.name, field.name));
            known.state(entity.fields.iter().map(|f| (field(f), &f.summary, f.place)));
        }
        let id = |r: &crate::plan::Relationship| NodeId::Relationship(format!("{}.{}", r.from, r.name));
        known.state(plan.relationships.iter().map(|r| (id(r), &none, r.place)));
        for decision in &plan.decisions {
            let origin = match (&decision.decided, decision.chosen()) {
                (Decided::Chosen { by, because, .. }, Some(option)) => Origin::Chosen {
                    option: option.id.clone(),
                    title: option.title.clone(),
                    by: by.clone(),
                    because: because.clone(),
                    later: decision.is_later(),
                },
                (decided, _) => {
                    let (Decided::Chosen { because, .. } | Decided::NotApplicable { because }) = decided;
                    Origin::NotApplicable { because: because.clone() }
                }
            };
            known.of.insert(NodeId::Decision(decision.id.to_string()), (decision.title.clone(), origin));
        }
        known
    }

    fn intent(&mut self, intent: &Intent) {
        self.state(intent.stakeholders.iter().map(|s| (NodeId::Stakeholder(s.id.clone()), &s.title, s.place)));
        self.state(intent.goals.iter().map(|g| (NodeId::Goal(g.id.clone()), &g.statement, g.place)));
        self.state(intent.constraints.iter().map(|c| (NodeId::Constraint(c.id.clone()), &c.statement, c.place)));
        self.state(intent.assumptions.iter().map(|a| (NodeId::Assumption(a.id.clone()), &a.statement, a.place)));
        self.state(intent.scenarios.iter().map(|s| (NodeId::Scenario(s.id.clone()), &s.stimulus, s.place)));
        self.state(intent.questions.iter().map(|q| (NodeId::Question(q.id.clone()), &q.question, q.place)));
        self.state(intent.risks.iter().map(|r| (NodeId::Risk(r.id.clone()), &r.statement, r.place)));
    }

    fn state<'s>(&mut self, things: impl IntoIterator<Item = (NodeId, &'s String, crate::source::Span)>) {
        for (node, title, place) in things {
            self.of.insert(node, (first_line(title), Origin::Stated(place)));
        }
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}

impl Whole {
    fn add(&mut self, entry: Entry) {
        let name = entry.node.to_string();
        if !self.index.contains_key(&name) {
            let at = self.graph.add_node(entry);
            self.index.insert(name, at);
        }
    }

    fn join(&mut self, reason: &str, follows: &str, edge: Edge) {
        if let (Some(from), Some(to)) = (self.index.get(reason), self.index.get(follows))
            && from != to
        {
            self.graph.update_edge(*from, *to, edge);
        }
    }

    /// All nodes: those of the plan in its order, then what was made.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.graph.node_weights().map(|entry| &entry.node)
    }

    /// All edges: reason, what follows, and what the edge says.
    pub fn edges(&self) -> impl Iterator<Item = (&Node, &Node, Edge)> {
        let edges = self.graph.edge_references();
        edges.map(|edge| (&self.graph[edge.source()].node, &self.graph[edge.target()].node, *edge.weight()))
    }

    /// The node of that name, such as `entity:Order`.
    pub fn node(&self, name: &str) -> Option<&Node> {
        self.index.get(name).map(|at| &self.graph[*at].node)
    }

    /// What people call a node; may be empty.
    pub fn title(&self, node: &Node) -> &str {
        self.entry(node).map_or("", |entry| entry.title.as_str())
    }

    /// Id of the area of a decision; empty for other nodes.
    pub fn area(&self, node: &Node) -> &str {
        self.entry(node).map_or("", |entry| entry.area.as_str())
    }

    /// Where a node comes from.
    pub fn origin(&self, node: &Node) -> &Origin {
        self.entry(node).map_or(&Origin::Made, |entry| &entry.origin)
    }

    /// What a node directly follows from, with what the edge says: by edge, then by node.
    pub fn reasons(&self, node: &Node) -> Vec<(Edge, &Node)> {
        self.next(node, Direction::Incoming)
    }

    /// What directly follows from a node.
    pub fn followers(&self, node: &Node) -> Vec<(Edge, &Node)> {
        self.next(node, Direction::Outgoing)
    }

    fn next(&self, node: &Node, direction: Direction) -> Vec<(Edge, &Node)> {
        let Some(at) = self.index.get(&node.to_string()) else { return Vec::new() };
        let edges = self.graph.edges_directed(*at, direction);
        let other = |edge: petgraph::graph::EdgeReference<'_, Edge>| match direction {
            Direction::Incoming => edge.source(),
            Direction::Outgoing => edge.target(),
        };
        let mut found: Vec<_> = edges.map(|edge| (*edge.weight(), &self.graph[other(edge)].node)).collect();
        found.sort();
        found
    }

    fn entry(&self, node: &Node) -> Option<&Entry> {
        self.index.get(&node.to_string()).map(|at| &self.graph[*at])
    }
}
