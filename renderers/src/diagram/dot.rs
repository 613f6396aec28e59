//! Diagrams in DOT, the language of Graphviz. Every text is a quoted string; nodes are named here.

use super::{Count, Diagram, Direction, Drawing, Entities, Graph, Look, States};
use crate::text;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The source of a diagram; `None` for a sequence, which DOT cannot say.
pub(super) fn source(diagram: &Diagram) -> Option<String> {
    let mut lines = match &diagram.drawing {
        Drawing::Graph(all) => graph(all),
        Drawing::Entities(all) => entities(all),
        Drawing::States(all) => states(all),
        Drawing::Sequence(_) => return None,
    };
    lines.insert(0, format!("  graph [label={}, labelloc=t, fontname=\"sans-serif\"];", quoted(&diagram.title)));
    Some(format!("digraph diagram {{\n{}\n}}", lines.join("\n")))
}

const NODE: &str = "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", fontname=\"sans-serif\"];";

fn graph(graph: &Graph) -> Vec<String> {
    let way = if graph.direction == Direction::Right { "  rankdir=LR;" } else { "  rankdir=TB;" };
    let mut lines = vec![way.to_owned(), NODE.to_owned()];
    let mut at = BTreeMap::new();
    let mut framed: Vec<Vec<String>> = vec![Vec::new(); graph.frames.len()];
    for (index, node) in graph.nodes.iter().enumerate() {
        at.entry(node.id.as_str()).or_insert(index);
        let note = if node.note.is_empty() { String::new() } else { format!("[{}]", node.note) };
        let label = label([&node.title, &note, &node.text]);
        let line = format!("  n{index} [label={label}{}];", look(node.look));
        match node.frame.and_then(|frame| framed.get_mut(frame)) {
            Some(frame) => frame.push(format!("  {line}")),
            None => lines.push(line),
        }
    }
    for (index, (frame, nodes)) in graph.frames.iter().zip(framed).enumerate() {
        lines.push(format!("  subgraph cluster_{index} {{\n    label={};", quoted(&frame.title)));
        lines.extend(nodes);
        lines.push("  }".to_owned());
    }
    for edge in &graph.edges {
        if let (Some(from), Some(to)) = (at.get(edge.from.as_str()), at.get(edge.to.as_str())) {
            let dashed = if edge.broken { ", style=dashed" } else { "" };
            lines.push(format!("  n{from} -> n{to} [label={}{dashed}];", quoted(&edge.label)));
        }
    }
    lines
}

fn look(look: Look) -> &'static str {
    match look {
        Look::Strong => ", fillcolor=\"#e3f0f1\"",
        Look::Plain => "",
        Look::Outside => ", fillcolor=\"#eceef0\"",
        Look::Later | Look::Absent => ", style=\"rounded,dashed\"",
        Look::Person => ", fillcolor=\"#f3eefb\"",
        Look::Store => ", shape=cylinder, style=filled, fillcolor=\"#fdf4e3\"",
    }
}

fn entities(all: &Entities) -> Vec<String> {
    let mut lines = vec![NODE.to_owned(), "  edge [dir=both];".to_owned()];
    let mut at = BTreeMap::new();
    for (index, entity) in all.entities.iter().enumerate() {
        at.entry(entity.name.as_str()).or_insert(index);
        let rows: String = entity.fields.iter().fold(String::new(), |mut rows, field| {
            let row = format!("{} {} {}", field.name, field.kind, field.keys.join(" "));
            let _ = write!(rows, "{}\\l", escaped(row.trim_end()));
            rows
        });
        let title = escaped(&entity.name);
        let label = if rows.is_empty() { format!("\"{title}\"") } else { format!("\"{title}\\n{rows}\"") };
        let outside = if entity.outside { ", fillcolor=\"#eceef0\"" } else { "" };
        lines.push(format!("  n{index} [label={label}{outside}];"));
    }
    for relation in &all.relations {
        if let (Some(from), Some(to)) = (at.get(relation.from.as_str()), at.get(relation.to.as_str())) {
            let dashed = if relation.broken { ", style=dashed" } else { "" };
            let (tail, head) = (foot(relation.from_count), foot(relation.to_count));
            let label = quoted(&relation.label);
            lines.push(format!("  n{from} -> n{to} [label={label}, arrowtail={tail}, arrowhead={head}{dashed}];"));
        }
    }
    lines
}

fn foot(count: Count) -> &'static str {
    match count {
        Count::One => "teetee",
        Count::ZeroOrOne => "teeodot",
        Count::Many => "crowodot",
        Count::OneOrMany => "crowtee",
    }
}

fn states(all: &States) -> Vec<String> {
    let mut lines = vec![NODE.to_owned()];
    for (index, state) in all.states.iter().enumerate() {
        lines.push(format!("  n{index} [label={}];", quoted(&state.name)));
        if state.initial {
            lines.push(format!("  i{index} [shape=circle, label=\"\", fillcolor=\"#5b656d\", width=0.15];"));
            lines.push(format!("  i{index} -> n{index};"));
        }
        if state.last {
            lines.push(format!("  l{index} [shape=doublecircle, label=\"\", fillcolor=\"#5b656d\", width=0.12];"));
            lines.push(format!("  n{index} -> l{index};"));
        }
    }
    let known = all.states.len();
    let moves = all.moves.iter().filter(|(from, to, _)| *from < known && *to < known);
    lines.extend(moves.map(|(from, to, label)| format!("  n{from} -> n{to} [label={}];", quoted(label))));
    lines
}

fn label(parts: [&str; 3]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).map(escaped).collect();
    format!("\"{}\"", parts.join("\\n"))
}

fn quoted(raw: &str) -> String {
    format!("\"{}\"", escaped(raw))
}

/// The inside of a quoted string: a backslash begins an escape in labels, so it is doubled.
fn escaped(raw: &str) -> String {
    text::flat(raw).replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_quotes() {
        let drawing = Drawing::Graph(crate::sample::odd());
        let diagram = Diagram { id: "x".into(), title: "\"]; evil -> x; \\".into(), alt: "x".into(), drawing };
        for line in source(&diagram).expect("a graph has a source").lines() {
            let bare = line.replace("\\\\", "").replace("\\\"", "");
            assert_eq!(bare.matches('"').count() % 2, 0, "{line}");
        }
    }
}
