//! Pictures that are described as data: `plans/documents/<path>.yaml` names boxes, arrows and when they stand.

use crate::document::fill::Holes;
use crate::document::standing::Standing;
use crate::document::{ids, outline, sources};
use crate::expression::Condition;
use crate::plan::Plan;
use renderers::diagram::{Diagram, Direction, Drawing, Edge, Frame, Graph, Look, Node};
use renderers::document::Block;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A picture as it is written. All texts may have holes; a box or arrow without value for one is left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::document) struct Picture {
    id: String,
    title: String,
    alt: String,
    /// `down` or `right`.
    direction: Way,
    #[serde(default)]
    frames: Vec<FrameEntry>,
    nodes: Vec<NodeEntry>,
    edges: Vec<EdgeEntry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Way {
    Down,
    Right,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameEntry {
    id: String,
    title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NodeEntry {
    id: String,
    title: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    text: String,
    look: Kind,
    #[serde(default)]
    frame: Option<String>,
    #[serde(default)]
    when: Option<String>,
    /// The decision that the box stands for: it leads there.
    #[serde(default)]
    decision: Option<String>,
    /// The decisions that the generated code must realise before the box is there; until then it is drawn as missing.
    #[serde(default)]
    built_by: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EdgeEntry {
    from: String,
    to: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    broken: bool,
    #[serde(default)]
    when: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Strong,
    Plain,
    Outside,
    Person,
    Store,
}

/// `diagram drawn <document>/<name>`
pub(super) fn diagram(plan: &Plan, path: &str) -> Vec<Block> {
    let picture: Picture = outline::data(&format!("{path}.yaml"));
    let holes = Holes::of(plan);
    let frames: Vec<&FrameEntry> = picture
        .frames
        .iter()
        .filter(|frame| holes.text(&frame.title).is_some())
        .filter(|frame| {
            picture.nodes.iter().any(|n| n.frame.as_ref() == Some(&frame.id) && holes.stands(n.when.as_deref()))
        })
        .collect();
    let nodes: Vec<Node> = picture.nodes.iter().filter_map(|n| node(plan, &holes, &frames, n)).collect();
    let edges = picture.edges.iter().filter_map(|e| edge(&holes, &nodes, e)).collect::<Vec<_>>();
    let Some((title, alt)) = holes.text(&picture.title).zip(holes.text(&picture.alt)) else { return Vec::new() };
    if nodes.len() < 2 {
        return Vec::new();
    }
    let frames = frames.iter().filter_map(|frame| holes.text(&frame.title)).map(|title| Frame { title }).collect();
    let absent = picture.nodes.iter().filter(|entry| nodes.iter().any(|node| node.id == entry.id));
    let absent: Vec<Standing> = absent.filter_map(|entry| missing(plan, entry)).collect();
    let legend = legend(&nodes, &absent);
    let direction = match picture.direction {
        Way::Down => Direction::Down,
        Way::Right => Direction::Right,
    };
    let drawing = Drawing::Graph(Graph { direction, nodes, edges, frames, legend });
    vec![Block::Diagram(Diagram { id: picture.id, title, alt, drawing })]
}

/// Ids of the decisions that a picture reads: in conditions, in holes, and for what stands there already.
pub(in crate::document) fn read(path: &str) -> BTreeSet<String> {
    let picture: Picture = outline::data(&format!("{path}.yaml"));
    let (nodes, edges) = (picture.nodes.iter(), picture.edges.iter());
    let conditions = nodes.clone().filter_map(|node| node.when.as_ref());
    let conditions = conditions.chain(edges.clone().filter_map(|edge| edge.when.as_ref()));
    let conditions: Vec<Condition> = conditions.filter_map(|when| Condition::parse(when).ok()).collect();
    let mut read: BTreeSet<String> = conditions.iter().flat_map(Condition::decisions).map(str::to_owned).collect();
    let texts = nodes.clone().flat_map(|node| [&node.title, &node.note, &node.text]);
    let texts = texts.chain(edges.map(|edge| &edge.label)).chain(picture.frames.iter().map(|frame| &frame.title));
    texts.chain([&picture.title, &picture.alt]).for_each(|text| sources::in_text(text, &mut read));
    read.extend(nodes.flat_map(|node| node.decision.iter().chain(&node.built_by)).cloned());
    read
}

fn node(plan: &Plan, holes: &Holes, frames: &[&FrameEntry], entry: &NodeEntry) -> Option<Node> {
    if !holes.stands(entry.when.as_deref()) {
        return None;
    }
    let decision = entry.decision.as_deref().and_then(|id| plan.decision(id));
    let look = match entry.look {
        _ if missing(plan, entry).is_some() => Look::Later,
        Kind::Strong => Look::Strong,
        Kind::Plain => Look::Plain,
        Kind::Outside => Look::Outside,
        Kind::Person => Look::Person,
        Kind::Store => Look::Store,
    };
    Some(Node {
        id: entry.id.clone(),
        title: holes.text(&entry.title)?,
        note: holes.text(&entry.note).unwrap_or_default(),
        text: holes.text(&entry.text).unwrap_or_default(),
        look,
        frame: frames.iter().position(|frame| Some(&frame.id) == entry.frame.as_ref()),
        link: decision.filter(|d| d.chosen().is_some()).map(|d| ids::decision(d.id.as_str()).to_string()),
    })
}

/// Why a box is not there yet: the first of its decisions that the generated code does not realise.
fn missing(plan: &Plan, entry: &NodeEntry) -> Option<Standing> {
    let named = entry.built_by.iter().filter_map(|id| plan.decision(id));
    named.filter_map(|decision| Standing::of(plan, decision)).find(|standing| !standing.is_there())
}

fn edge(holes: &Holes, nodes: &[Node], entry: &EdgeEntry) -> Option<Edge> {
    let end = |id: &str| nodes.iter().find(|node| node.id == id);
    let (from, to) = (end(&entry.from)?, end(&entry.to)?);
    if !holes.stands(entry.when.as_deref()) {
        return None;
    }
    Some(Edge {
        from: from.id.clone(),
        to: to.id.clone(),
        label: holes.text(&entry.label).unwrap_or_default(),
        broken: entry.broken || from.look == Look::Later || to.look == Look::Later,
    })
}

fn legend(nodes: &[Node], absent: &[Standing]) -> Vec<(Look, String)> {
    let reasons = [
        (Standing::NotYet, "not generated yet"),
        (Standing::ByHand, "left to the team"),
        (Standing::Later, "planned for later"),
    ];
    let reasons = reasons.into_iter().filter(|(standing, _)| absent.contains(standing)).map(|(_, words)| words);
    let broken = reasons.collect::<Vec<_>>().join(", or ");
    let looks = [
        (Look::Strong, "this service"),
        (Look::Plain, "runs with it"),
        (Look::Store, "keeps data"),
        (Look::Outside, "outside"),
        (Look::Person, "people"),
        (Look::Later, broken.as_str()),
    ];
    let shown = looks.into_iter().filter(|(look, _)| nodes.iter().any(|node| node.look == *look));
    shown.map(|(look, words)| (look, words.to_owned())).collect()
}
