//! A part of the trace as DOT, the language of Graphviz.

use super::node::{Edge, Node, Origin};
use super::view::View;
use super::whole::Whole;
use crate::plan::By;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The source of a graph. Every id and label is a quoted string, so that nothing a user wrote is read as DOT.
pub fn dot(whole: &Whole, view: &View<'_>) -> String {
    let mut out = String::from(
        "digraph trace {\n  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", fontname=\"sans-serif\"];\n",
    );
    let mut at: BTreeMap<&Node, usize> = BTreeMap::new();
    for (index, node) in view.nodes.iter().enumerate() {
        at.insert(node, index);
        let _ = writeln!(
            out,
            "  n{index} [id={}, label={}{}];",
            quoted(&node.to_string()),
            label(whole, node),
            style(whole, node)
        );
    }
    for (from, to, edge) in &view.edges {
        let (Some(from), Some(to)) = (at.get(from), at.get(to)) else { continue };
        let dashed = matches!(edge, Edge::ReadBy | Edge::MentionedIn | Edge::DerivedBy);
        let dashed = if dashed { ", style=dashed" } else { "" };
        let _ = writeln!(out, "  n{from} -> n{to} [label={}{dashed}];", quoted(edge.word()));
    }
    out.push_str("}\n");
    out
}

fn label(whole: &Whole, node: &Node) -> String {
    let mut lines = vec![escaped(&node.to_string())];
    match whole.origin(node) {
        Origin::Chosen { title, .. } => lines.push(escaped(title)),
        Origin::NotApplicable { .. } => lines.push("does not apply".to_owned()),
        Origin::Stated(_) | Origin::Made => {}
    }
    format!("\"{}\"", lines.join("\\n"))
}

fn style(whole: &Whole, node: &Node) -> &'static str {
    match whole.origin(node) {
        Origin::NotApplicable { .. } => ", style=\"rounded,dashed\", fontcolor=\"#5b656d\"",
        Origin::Chosen { later: true, .. } => ", style=\"rounded,dashed\"",
        Origin::Chosen { by: By::Spec(_), .. } => ", fillcolor=\"#e3f0f1\"",
        Origin::Stated(_) => ", fillcolor=\"#fdf4e3\"",
        Origin::Chosen { .. } | Origin::Made => "",
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// The inside of a quoted string: a backslash begins an escape in labels, so it is doubled.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_leaves_its_quotes() {
        assert_eq!(escaped("a\"]; b [x=\"\\"), "a\\\"]; b [x=\\\"\\\\");
        assert_eq!(escaped("a\nb"), "a b");
    }
}
