//! The service among its callers and the systems around it (C4, level 1).

use super::table::{code, table};
use crate::document::{prose, words};
use crate::plan::{Direction, Integration, Plan};
use renderers::diagram::{self, Diagram, Drawing, Edge, Frame, Graph, Look, Node};
use renderers::document::{Block, text};

/// `diagram context`
pub(super) fn diagram(plan: &Plan, _: &str) -> Vec<Block> {
    let service = &plan.service;
    let mut nodes = vec![Node { look: Look::Strong, ..node("service", &service.title, "this service", "") }];
    let mut edges = Vec::new();
    for role in &plan.api.roles {
        let id = format!("role {}", role.id);
        let text = prose::plain(&prose::line(&role.summary));
        nodes.push(Node { look: Look::Person, ..node(&id, &words::capital(&role.id), "role", &text) });
        edges.push(edge(&id, "service", "calls"));
    }
    for system in &plan.integrations {
        let id = format!("system {}", system.id);
        let purpose = prose::plain(&prose::line(&system.purpose));
        nodes.push(Node { look: Look::Outside, ..node(&id, &system.title, &system.protocol, &purpose) });
        edges.extend(arrows(plan, system, &id));
    }
    if nodes.len() == 1 {
        return Vec::new();
    }
    let legend =
        [(Look::Strong, "this service"), (Look::Person, "role of callers"), (Look::Outside, "system of another team")];
    let legend = legend.into_iter().filter(|(look, _)| nodes.iter().any(|node| node.look == *look));
    let legend = legend.map(|(look, words)| (look, words.to_owned())).collect();
    vec![Block::Diagram(Diagram {
        id: "context".to_owned(),
        title: format!("{} and what stands around it", service.title),
        alt: alt(plan),
        drawing: Drawing::Graph(Graph {
            direction: diagram::Direction::Down,
            nodes,
            edges,
            frames: Vec::<Frame>::new(),
            legend,
            lines: Vec::new(),
        }),
    })]
}

/// `table integrations`
pub(super) fn integrations(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = plan.integrations.iter().map(|system| {
        let way = match system.direction {
            Direction::In => format!("{} reaches this service", system.title),
            Direction::Out => format!("this service reaches {}", system.title),
            Direction::Both => "both ways".to_owned(),
        };
        [text(system.title.as_str()), prose::line(&system.purpose), text(way), code(&system.protocol)]
    });
    table("Systems around the service", ["System", "Purpose", "Direction", "Protocol"], rows.collect())
}

fn arrows(plan: &Plan, system: &Integration, id: &str) -> Vec<Edge> {
    let events = system.protocol == "events";
    let out = if events { names(plan.published.iter().map(|e| &e.name)) } else { system.protocol.clone() };
    let from_there = plan.consumed.iter().filter(|event| event.from == system.id).map(|event| &event.name);
    let into = if events { names(from_there) } else { system.protocol.clone() };
    let tells = Edge { broken: events, ..edge("service", id, &out) };
    let told = Edge { broken: events, ..edge(id, "service", &into) };
    match system.direction {
        Direction::In => vec![told],
        Direction::Out => vec![tells],
        Direction::Both => vec![tells, told],
    }
}

/// The one name, or how many; an arrow has room for a few words.
fn names<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let names: Vec<_> = names.collect();
    match names.as_slice() {
        [] => "events".to_owned(),
        [one] => (*one).clone(),
        several => words::count(several.len(), "event"),
    }
}

fn alt(plan: &Plan) -> String {
    let roles: Vec<String> = plan.api.roles.iter().map(|role| role.id.clone()).collect();
    let systems: Vec<String> = plan.integrations.iter().map(|system| system.title.clone()).collect();
    let mut sentences = vec![format!("{} in the middle.", plan.service.title)];
    if !roles.is_empty() {
        sentences.push(format!("Callers: {}.", words::series(&roles)));
    }
    if !systems.is_empty() {
        sentences.push(format!("Systems: {}.", words::series(&systems)));
    }
    sentences.join(" ")
}

fn node(id: &str, title: &str, note: &str, text: &str) -> Node {
    Node {
        id: id.to_owned(),
        title: title.to_owned(),
        note: note.to_owned(),
        text: text.to_owned(),
        look: Look::Plain,
        frame: None,
        link: None,
    }
}

fn edge(from: &str, to: &str, label: &str) -> Edge {
    Edge { from: from.to_owned(), to: to.to_owned(), label: label.to_owned(), broken: false }
}
