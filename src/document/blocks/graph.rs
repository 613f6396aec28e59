//! The graph of decisions, whole or of one area.

use crate::document::{ids, words};
use crate::plan::{Area, By, Decision, DecisionId, Plan};
use renderers::diagram::{Diagram, Direction, Drawing, Edge, Frame, Graph, Look, Node};
use renderers::document::Block;
use std::collections::BTreeSet;

/// So many decisions fit one picture; more are folded into their areas.
const LARGEST: usize = 24;
/// An area of more shows none: its sections name both ends of each arrow.
const LARGEST_AREA: usize = 48;

/// `diagram decisions`: every decision that rests on another or carries one, or their areas where they are many.
pub(super) fn whole(plan: &Plan, _: &str) -> Vec<Block> {
    let applying: Vec<&Decision> = plan.decisions.iter().filter(|d| d.chosen().is_some()).collect();
    let joined = edges(&applying);
    let decisions = touched(&applying, &joined);
    if decisions.len() > LARGEST {
        return folded(plan, &applying, &joined);
    }
    let areas: Vec<_> = plan.areas.iter().filter(|a| decisions.iter().any(|d| d.area == a.id)).collect();
    let frame = |decision: &Decision| areas.iter().position(|area| area.id == decision.area);
    let nodes = decisions.iter().map(|decision| Node { frame: frame(decision), ..node(decision) }).collect();
    let frames = areas.iter().map(|area| Frame { title: area.title.clone() }).collect();
    let count = words::count(decisions.len(), "decision");
    let title = format!("{} that hang together, of {}", words::capital(&count), applying.len());
    let alt =
        format!("Graph of {count}. An arrow leads from a decision to one that rests on it; the log lists both ends.");
    drawn("decisions", title, alt, nodes, joined, frames)
}

/// The areas, each with how many decisions it has; an arrow says how many of the second rest on the first.
fn folded(plan: &Plan, decisions: &[&Decision], joined: &[Edge]) -> Vec<Block> {
    let of_area = |area: &str| decisions.iter().filter(|decision| decision.area == area).count();
    let areas: Vec<&Area> = plan.areas.iter().filter(|area| of_area(&area.id) > 0).collect();
    let nodes = areas.iter().map(|area| Node {
        id: area.id.clone(),
        title: area.title.clone(),
        note: format!("{} {}", of_area(&area.id), words::noun_for(of_area(&area.id), "decision")),
        text: String::new(),
        look: Look::Plain,
        frame: None,
        link: Some(ids::area(&area.id).to_string()),
    });
    let mut edges: Vec<(Edge, usize)> = Vec::new();
    for edge in joined {
        let (from, to) = (area_of(plan, &edge.from), area_of(plan, &edge.to));
        match edges.iter_mut().find(|(other, _)| other.from == from && other.to == to) {
            _ if from == to => {}
            Some((_, count)) => *count += 1,
            None => {
                edges.push((Edge { from: from.to_owned(), to: to.to_owned(), label: String::new(), broken: false }, 1))
            }
        }
    }
    let edges = edges.into_iter().map(|(edge, count)| Edge { label: count.to_string(), ..edge }).collect();
    let title = format!("How {} hang together, by area", words::count(decisions.len(), "decision"));
    let alt = "Graph of the areas. An arrow says how many choices of the second area rest on the first; \
               the decision log has a graph of each area."
        .to_owned();
    let drawing = Drawing::Graph(Graph {
        direction: Direction::Down,
        nodes: nodes.collect(),
        edges,
        frames: Vec::new(),
        legend: Vec::new(),
        lines: vec![(false, "so many of the decisions it leads to rest on those it comes from".to_owned())],
    });
    vec![Block::Diagram(Diagram { id: "decisions".to_owned(), title, alt, drawing })]
}

fn area_of<'a>(plan: &'a Plan, decision: &str) -> &'a str {
    plan.decision(decision).map_or("", |decision| decision.area.as_str())
}

/// `diagram area <area>`: its decisions, with those of other areas that they rest on.
pub(super) fn area(plan: &Plan, area: &str) -> Vec<Block> {
    let Some(area) = plan.areas.iter().find(|a| a.id == area.trim()) else { return Vec::new() };
    let own = |decision: &Decision| decision.area == area.id && decision.chosen().is_some();
    let below: BTreeSet<&DecisionId> = plan.decisions.iter().filter(|d| own(d)).flat_map(|d| &d.rests_on).collect();
    let near = |decision: &Decision| decision.chosen().is_some() && below.contains(&decision.id);
    let around: Vec<&Decision> = plan.decisions.iter().filter(|d| own(d) || near(d)).collect();
    let rests: Vec<Edge> = edges(&around).into_iter().filter(|edge| into_area(plan, edge, &area.id)).collect();
    // One arrow is said better by the two sections that it joins.
    if rests.len() < 2 {
        return Vec::new();
    }
    let decisions = touched(&around, &rests);
    if decisions.len() > LARGEST_AREA {
        return Vec::new();
    }
    let frame = |decision: &Decision| (decision.area == area.id).then_some(0);
    let nodes = decisions.iter().map(|decision| Node { frame: frame(decision), ..node(decision) }).collect();
    let frames = vec![Frame { title: area.title.clone() }];
    let count = decisions.iter().filter(|d| own(d)).count();
    let all = plan.decisions.iter().filter(|d| d.chosen().is_some() && own(d)).count();
    let those = if count < all {
        format!("{} of {}", words::numeral(count), words::count(all, "decision"))
    } else {
        words::count(count, "decision")
    };
    let title = format!("{}: {those} and what {} on", area.title, rest_verb(count));
    let alt =
        format!("Graph of the decisions of the area {}, with an arrow from each to those it carries.", area.title);
    drawn(&format!("decisions-{}", area.id), title, alt, nodes, rests, frames)
}

fn rest_verb(count: usize) -> &'static str {
    if count == 1 { "it rests" } else { "they rest" }
}

/// The decisions that an edge leads from or to.
fn touched<'p>(decisions: &[&'p Decision], edges: &[Edge]) -> Vec<&'p Decision> {
    let joined: BTreeSet<&str> = edges.iter().flat_map(|edge| [edge.from.as_str(), edge.to.as_str()]).collect();
    decisions.iter().copied().filter(|decision| joined.contains(decision.id.as_str())).collect()
}

fn into_area(plan: &Plan, edge: &Edge, area: &str) -> bool {
    plan.decision(&edge.to).is_some_and(|decision| decision.area == area)
}

fn edges(decisions: &[&Decision]) -> Vec<Edge> {
    let ids: BTreeSet<&str> = decisions.iter().map(|decision| decision.id.as_str()).collect();
    let shown = |id: &str| ids.contains(id);
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
    let looks =
        [(Look::Strong, "chosen in the spec"), (Look::Plain, "chosen by a rule"), (Look::Later, "planned for later")];
    let legend = looks.into_iter().filter(|(look, _)| nodes.iter().any(|node| node.look == *look));
    let legend = legend.map(|(look, words)| (look, words.to_owned())).collect();
    let drawing = Drawing::Graph(Graph { direction: Direction::Down, nodes, edges, frames, legend, lines: Vec::new() });
    vec![Block::Diagram(Diagram { id: id.to_owned(), title, alt, drawing })]
}
