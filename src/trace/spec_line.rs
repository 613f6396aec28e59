//! Which nodes come from a line of the spec.

use super::node::{Node, Origin};
use super::whole::Whole;
use crate::plan::By;
use crate::source::{FileId, Sources, Span};
use crate::yaml;
use std::collections::BTreeMap;

/// The nodes that a line of the spec states: those whose name stands there, else the one whose entry the line belongs to.
/// Where that entry holds several, all of them are the error: the line is about none of them.
pub(super) fn nodes<'a>(
    whole: &'a Whole,
    sources: &Sources,
    root: &yaml::Node,
    file: FileId,
    line: usize,
) -> Result<Vec<&'a Node>, Vec<&'a Node>> {
    let mut places: BTreeMap<u32, Vec<&Node>> = BTreeMap::new();
    for node in whole.nodes() {
        if let Some(span) = place(whole.origin(node)).filter(|span| span.file == file) {
            places.entry(span.start).or_default().push(node);
        }
    }
    let starts = |at: &u32| sources.line_column(Span { file, start: *at, end: *at }).line == line;
    let here: Vec<&Node> = places.iter().filter(|(at, _)| starts(at)).flat_map(|(_, nodes)| nodes).copied().collect();
    if here.is_empty() { around(&places, sources, root, file, line) } else { Ok(here) }
}

/// The place in the spec that says it.
pub(super) fn place(origin: &Origin) -> Option<Span> {
    match origin {
        Origin::Stated(span) | Origin::Chosen { by: By::Spec(span), .. } => Some(*span),
        _ => None,
    }
}

/// The node of the innermost entry around a line that stands for one.
fn around<'a>(
    places: &BTreeMap<u32, Vec<&'a Node>>,
    sources: &Sources,
    root: &yaml::Node,
    file: FileId,
    line: usize,
) -> Result<Vec<&'a Node>, Vec<&'a Node>> {
    let line_of = |at: u32| sources.line_column(Span { file, start: at, end: at }).line;
    let mut end = u32::try_from(sources.text(file).len()).unwrap_or(u32::MAX);
    let mut path: Vec<(u32, u32)> = Vec::new();
    let mut node = root;
    loop {
        let children = children(node);
        let Some(at) = children.iter().rposition(|(start, _)| line_of(*start) <= line) else { break };
        end = children.get(at + 1).map_or(end, |(next, _)| *next);
        path.push((children[at].0, end));
        node = children[at].1;
    }
    for (start, end) in path.into_iter().rev() {
        if let Some(nodes) = places.get(&start) {
            return Ok(nodes.clone());
        }
        let inside: Vec<&Node> = places.range(start..end).flat_map(|(_, nodes)| nodes).copied().collect();
        match inside.len() {
            0 => {}
            1 => return Ok(inside),
            _ => return Err(inside),
        }
    }
    Err(Vec::new())
}

/// Entries and items of a value, by the byte with which they begin.
fn children(node: &yaml::Node) -> Vec<(u32, &yaml::Node)> {
    match &node.value {
        yaml::Value::Map(entries) => entries.iter().map(|entry| (entry.key.span.start, &entry.node)).collect(),
        yaml::Value::List(items) => items.iter().map(|item| (item.span.start, item)).collect(),
        yaml::Value::Null | yaml::Value::Scalar { .. } => Vec::new(),
    }
}
