//! A part of the trace, for programs.

use super::node::{OriginForm, Places};
use crate::trace::{View, Whole};
use serde::Serialize;

#[derive(Serialize)]
struct GraphForm<'a> {
    #[serde(rename = "archplan-graph")]
    version: u32,
    nodes: Vec<NodeForm<'a>>,
    edges: Vec<EdgeForm>,
}

#[derive(Serialize)]
struct NodeForm<'a> {
    id: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    area: &'a str,
    origin: OriginForm<'a>,
}

#[derive(Serialize)]
struct EdgeForm {
    from: String,
    to: String,
    says: &'static str,
}

/// Nodes and edges.
pub(in crate::cli) fn json(whole: &Whole, view: &View<'_>, places: &Places<'_>) -> String {
    let nodes = view.nodes.iter().map(|node| NodeForm {
        id: node.to_string(),
        kind: node.kind(),
        title: whole.title(node),
        area: whole.area(node),
        origin: places.origin(whole.origin(node)),
    });
    let edges = view.edges.iter().map(|(from, to, edge)| EdgeForm {
        from: from.to_string(),
        to: to.to_string(),
        says: edge.word(),
    });
    let form = GraphForm { version: 1, nodes: nodes.collect(), edges: edges.collect() };
    serde_json::to_string_pretty(&form).expect("a form without maps can be written")
}
