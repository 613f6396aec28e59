//! The graph of decisions, whole or of one area.

use crate::document::{ids, words};
use crate::plan::{By, Decision, Plan};
use renderers::diagram::{Diagram, Direction, Drawing, Edge, Frame, Graph, Look, Node};
use renderers::document::Block;

/// `diagram decisions`: every decision that rests on another or carries one, framed by area.
pub(super) fn whole(plan: &Plan, _: &str) -> Vec<Block> {
    let applying: Vec<&Decision> = plan.decisions.iter().filter(|d| d.chosen().is_some()).collect();
    let joined = edges(&applying);
    let decisions: Vec<&Decision> =
        applying.iter().copied().filter(|decision| joined.iter().any(|edge| touches(edge, decision))).collect();
    let areas: Vec<_> = plan.areas.iter().filter(|a| decisions.iter().any(|d| d.area == a.id)).collect();
    let frame = |decision: &Decision| areas.iter().position(|area| area.id == decision.area);
    let nodes = decisions.iter().map(|decision| Node { frame: frame(decision), ..node(decision) }).collect();
    let frames = areas.iter().map(|area| Frame { title: area.title.clone() }).collect();
    let count = words::count(decisions.len(), "decision");
    let title = format!("{} that hang together, of {}", words::capital(&count), applying.len());
    let alt =
        format!("Graph of {count}. An arrow leads from a decision to one that rests on it; the log lists both ends.");
    drawn("decisions", title, alt, nodes, edges(&decisions), frames)
}

/// `diagram area <area>`: its decisions, with those of other areas that they rest on.
pub(super) fn area(plan: &Plan, area: &str) -> Vec<Block> {
    let Some(area) = plan.areas.iter().find(|a| a.id == area.trim()) else { return Vec::new() };
    let own = |decision: &Decision| decision.area == area.id && decision.chosen().is_some();
    let near = |decision: &Decision| {
        decision.chosen().is_some()
            && plan.decisions.iter().any(|other| own(other) && other.rests_on.contains(&decision.id))
    };
    let decisions: Vec<&Decision> = plan.decisions.iter().filter(|d| own(d) || near(d)).collect();
    let shown = |decision: &Decision| edges(&decisions).iter().any(|e| touches(e, decision));
    if !decisions.iter().any(|decision| shown(decision)) {
        return Vec::new();
    }
    let frame = |decision: &Decision| (decision.area == area.id).then_some(0);
    let nodes = decisions.iter().map(|decision| Node { frame: frame(decision), ..node(decision) }).collect();
    let rests: Vec<Edge> = edges(&decisions).into_iter().filter(|e| into_area(plan, e, &area.id)).collect();
    let frames = vec![Frame { title: area.title.clone() }];
    let count = decisions.iter().filter(|d| own(d)).count();
    let title = format!("{}: {} and what {} on", area.title, words::count(count, "decision"), rest_verb(count));
    let alt =
        format!("Graph of the decisions of the area {}, with an arrow from each to those it carries.", area.title);
    drawn(&format!("decisions-{}", area.id), title, alt, nodes, rests, frames)
}

fn rest_verb(count: usize) -> &'static str {
    if count == 1 { "it rests" } else { "they rest" }
}

fn touches(edge: &Edge, decision: &Decision) -> bool {
    edge.from == decision.id.as_str() || edge.to == decision.id.as_str()
}

fn into_area(plan: &Plan, edge: &Edge, area: &str) -> bool {
    plan.decision(&edge.to).is_some_and(|decision| decision.area == area)
}

fn edges(decisions: &[&Decision]) -> Vec<Edge> {
    let shown = |id: &str| decisions.iter().any(|decision| decision.id.as_str() == id);
    let rests = decisions.iter().flat_map(|d| d.rests_on.iter().map(move |on| (on.as_str(), *d)));
    let edges = rests.filter(|(on, _)| shown(on)).map(|(on, decision)| Edge {
        from: on.to_owned(),
        to: decision.id.as_str().to_owned(),
        label: String::new(),
        broken: decision.is_later(),
    });
    edges.collect()
}

fn node(decision: &Decision) -> Node {
    let look = match decision.by() {
        _ if decision.is_later() => Look::Later,
        Some(By::Spec(_)) => Look::Strong,
        _ => Look::Plain,
    };
    Node {
        id: decision.id.as_str().to_owned(),
        title: decision.title.clone(),
        note: decision.chosen().map(|option| option.title.clone()).unwrap_or_default(),
        text: String::new(),
        look,
        frame: None,
        link: Some(ids::decision(decision.id.as_str()).to_string()),
    }
}

fn drawn(id: &str, title: String, alt: String, nodes: Vec<Node>, edges: Vec<Edge>, frames: Vec<Frame>) -> Vec<Block> {
    if nodes.is_empty() {
        return Vec::new();
    }
    let looks = [
        (Look::Strong, "chosen in the spec"),
        (Look::Plain, "chosen by a rule of archplan"),
        (Look::Later, "planned for later"),
    ];
    let legend = looks.into_iter().filter(|(look, _)| nodes.iter().any(|node| node.look == *look));
    let legend = legend.map(|(look, words)| (look, words.to_owned())).collect();
    let drawing = Drawing::Graph(Graph { direction: Direction::Down, nodes, edges, frames, legend });
    vec![Block::Diagram(Diagram { id: id.to_owned(), title, alt, drawing })]
}
