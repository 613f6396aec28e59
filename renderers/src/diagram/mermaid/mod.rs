//! Diagrams as Mermaid source, which GitHub draws.
//!
//! Names are made here (`n0`, `s0`), so that nothing a user wrote stands where Mermaid reads code; texts stand
//! in quotes with every sign as a character code.

mod sequence;

use super::{
    Arrow, Count, Diagram, Direction, Drawing, Entities, EntityBox, FieldRow, Graph, Look, Node, Relation, States,
};
use crate::text;
use std::collections::BTreeMap;

/// The source of a diagram, lines ended by `\n` but the last.
pub(crate) fn source(diagram: &Diagram) -> String {
    let lines = match &diagram.drawing {
        Drawing::Graph(graph) => flowchart(graph),
        Drawing::Entities(all) => entities(all),
        Drawing::States(all) => states(all),
        Drawing::Sequence(all) => sequence::source(all),
    };
    lines.join("\n")
}

/// GitHub refuses a source of more characters than this.
const MOST_CHARACTERS: usize = 50_000;
/// And a flowchart of more arrows.
const MOST_ARROWS: usize = 500;

/// The source of a diagram that GitHub draws; nothing where it is too large for that.
pub(crate) fn drawable(diagram: &Diagram) -> Option<String> {
    let arrows = match &diagram.drawing {
        Drawing::Graph(graph) => graph.edges.len() + graph.lines.len(),
        Drawing::Entities(all) => all.relations.len(),
        Drawing::States(all) => all.moves.len(),
        Drawing::Sequence(_) => 0,
    };
    // Mermaid counts as JavaScript does: in units of UTF-16.
    let fits = |source: &String| source.encode_utf16().count() <= MOST_CHARACTERS;
    (arrows <= MOST_ARROWS).then(|| source(diagram)).filter(fits)
}

/// What the arrows of a sequence mean, as running text: a `sequenceDiagram` has no place for it.
pub(crate) fn key(diagram: &Diagram) -> Option<String> {
    let Drawing::Sequence(sequence) = &diagram.drawing else { return None };
    let sign = |arrow: Arrow| match arrow {
        Arrow::Call => "a full head is",
        Arrow::Reply => "a broken line is",
        Arrow::Signal => "an open head is",
    };
    let arrows = sequence.arrows.iter().map(|(arrow, words)| format!("{} {words}", sign(*arrow)));
    let arrows: Vec<String> = arrows.collect();
    (!arrows.is_empty()).then(|| format!("Of the arrows, {}.", arrows.join(", ")))
}

/// Text in quotes: what is not a letter, a digit or a harmless sign becomes its code.
fn quoted(raw: &str) -> String {
    format!("\"{}\"", coded(raw))
}

fn coded(raw: &str) -> String {
    let flat = text::flat(raw);
    let mut out = String::with_capacity(flat.len());
    for (at, c) in flat.char_indices() {
        // `1.` and `-` at the start would be read as a list.
        let is_harmless = c.is_alphanumeric() || c == ' ' || !c.is_ascii() || at > 0 && "-,()/_".contains(c);
        let is_point = c == '.' && flat[..at].contains(|before: char| !before.is_ascii_digit());
        if is_harmless || is_point {
            out.push(c);
        } else {
            out.push_str(&format!("#{};", u32::from(c)));
        }
    }
    out
}

fn flowchart(graph: &Graph) -> Vec<String> {
    let direction = match graph.direction {
        Direction::Down => "TB",
        Direction::Right => "LR",
    };
    let mut lines = vec![format!("flowchart {direction}")];
    for (at, node) in graph.nodes.iter().enumerate().filter(|(_, node)| frame(node, graph).is_none()) {
        lines.push(format!("    {}", shape(at, node)));
    }
    for (index, of) in graph.frames.iter().enumerate() {
        let inside = graph.nodes.iter().enumerate().filter(|(_, node)| frame(node, graph) == Some(index));
        lines.push(format!("    subgraph f{index}[{}]", quoted(&of.title)));
        lines.extend(inside.map(|(at, node)| format!("        {}", shape(at, node))));
        lines.push("    end".to_owned());
    }
    lines.extend(arrows(graph));
    lines.extend(legend(graph));
    lines.extend(classes(graph));
    lines
}

fn frame(node: &Node, graph: &Graph) -> Option<usize> {
    node.frame.filter(|at| *at < graph.frames.len())
}

fn shape(at: usize, node: &Node) -> String {
    let mut label = coded(&node.title);
    if !node.note.is_empty() {
        label.push_str(&format!("<br>#91;{}#93;", coded(&node.note)));
    }
    if !node.text.is_empty() {
        label.push_str(&format!("<br>{}", coded(&node.text)));
    }
    let (open, close) = brackets(node.look);
    format!("n{at}{open}\"{label}\"{close}:::{}", class(node.look))
}

fn brackets(look: Look) -> (&'static str, &'static str) {
    match look {
        Look::Store => ("[(", ")]"),
        Look::Person => ("([", "])"),
        _ => ("[", "]"),
    }
}

fn arrows(graph: &Graph) -> Vec<String> {
    let mut at = BTreeMap::new();
    for (index, node) in graph.nodes.iter().enumerate() {
        at.entry(node.id.as_str()).or_insert(index);
    }
    let mut lines = Vec::new();
    for edge in &graph.edges {
        let (Some(from), Some(to)) = (at.get(edge.from.as_str()), at.get(edge.to.as_str())) else { continue };
        let arrow = if edge.broken { "-.->" } else { "-->" };
        let label = if edge.label.is_empty() { String::new() } else { format!("|{}|", quoted(&edge.label)) };
        lines.push(format!("    n{from} {arrow}{label} n{to}"));
    }
    lines
}

fn class(look: Look) -> &'static str {
    match look {
        Look::Strong => "strong",
        Look::Plain => "plain",
        Look::Outside => "outside",
        Look::Later => "later",
        Look::Person => "person",
        Look::Store => "store",
        Look::Absent => "absent",
    }
}

/// What the looks and arrows mean, in a frame of its own.
fn legend(graph: &Graph) -> Vec<String> {
    if graph.legend.is_empty() && graph.lines.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["    subgraph key[\"Key\"]".to_owned()];
    for (at, (look, words)) in graph.legend.iter().enumerate() {
        let (open, close) = brackets(*look);
        lines.push(format!("        k{at}{open}{}{close}:::{}", quoted(words), class(*look)));
    }
    for (at, (broken, words)) in graph.lines.iter().enumerate() {
        let arrow = if *broken { "-.->" } else { "-->" };
        lines.push(format!("        a{at}((\" \")) {arrow}|{}| z{at}((\" \"))", quoted(words)));
    }
    lines.push("    end".to_owned());
    lines
}

/// The palette, for the looks that occur. Each colour stands on light and on dark pages.
fn classes(graph: &Graph) -> Vec<String> {
    let shown = graph.nodes.iter().map(|node| node.look).chain(graph.legend.iter().map(|(look, _)| *look));
    let looks: std::collections::BTreeSet<Look> = shown.collect();
    let paint = |look: Look| match look {
        Look::Strong => "fill:#e3f0f1,stroke:#0b6169,color:#0d1114",
        Look::Plain => "fill:#ffffff,stroke:#8b979f,color:#0d1114",
        Look::Outside => "fill:#eceef0,stroke:#b5bdc3,color:#0d1114",
        Look::Later => "fill:#ffffff,stroke:#5b656d,color:#0d1114,stroke-dasharray:5 4",
        Look::Person => "fill:#f3eefb,stroke:#7d6aa8,color:#0d1114",
        Look::Store => "fill:#fdf4e3,stroke:#a98236,color:#0d1114",
        Look::Absent => "fill:#f3f5f6,stroke:#b5bdc3,color:#5b656d,stroke-dasharray:2 3",
    };
    looks.into_iter().map(|look| format!("    classDef {} {}", class(look), paint(look))).collect()
}

fn entities(all: &Entities) -> Vec<String> {
    let mut lines = vec!["erDiagram".to_owned()];
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    for (at, entity) in all.entities.iter().enumerate() {
        let name = if is_plain_name(&entity.name) { entity.name.clone() } else { format!("e{at}") };
        names.entry(&entity.name).or_insert(name);
    }
    for entity in &all.entities {
        lines.extend(entity_box(entity, &names[entity.name.as_str()]));
    }
    lines.extend(all.relations.iter().filter_map(|relation| join(relation, &names)));
    lines
}

/// A name that Mermaid reads as one word, and that is none of its own words.
fn is_plain_name(name: &str) -> bool {
    const OWN: [&str; 16] = [
        "accdescr",
        "acctitle",
        "class",
        "classdef",
        "direction",
        "erdiagram",
        "many",
        "one",
        "only",
        "optionally",
        "style",
        "title",
        "to",
        "u",
        "zero",
        "end",
    ];
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && !OWN.contains(&name.to_ascii_lowercase().as_str())
}

fn entity_box(entity: &EntityBox, name: &str) -> Vec<String> {
    let alias = if name == entity.name { String::new() } else { format!("[{}]", quoted(&entity.name)) };
    if entity.fields.is_empty() {
        return vec![format!("    {name}{alias}")];
    }
    let mut lines = vec![format!("    {name}{alias} {{")];
    lines.extend(entity.fields.iter().map(|field| format!("        {}", row(field))));
    lines.push("    }".to_owned());
    lines
}

/// A row; where Mermaid cannot hold the type or the name, a comment says it in full.
fn row(field: &FieldRow) -> String {
    let (kind, name) = (word(&field.kind), word(&field.name));
    let keys: Vec<&str> =
        field.keys.iter().map(String::as_str).filter(|key| ["PK", "FK", "UK"].contains(key)).collect();
    let mut out = format!("{kind} {name}");
    if !keys.is_empty() {
        out.push_str(&format!(" {}", keys.join(", ")));
    }
    if kind != field.kind || name != field.name {
        out.push_str(&format!(" {}", quoted(&format!("{} {}", field.name, field.kind))));
    }
    out
}

/// A word of letters, digits and `_` that starts with a letter.
fn word(text: &str) -> String {
    let kept: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let kept = kept.trim_end_matches('_');
    if kept.starts_with(|c: char| c.is_ascii_alphabetic()) { kept.to_owned() } else { format!("x_{kept}") }
}

fn join(relation: &Relation, names: &BTreeMap<&str, String>) -> Option<String> {
    let (from, to) = (names.get(relation.from.as_str())?, names.get(relation.to.as_str())?);
    let left = match relation.from_count {
        Count::One => "||",
        Count::ZeroOrOne => "|o",
        Count::Many => "}o",
        Count::OneOrMany => "}|",
    };
    let right = match relation.to_count {
        Count::One => "||",
        Count::ZeroOrOne => "o|",
        Count::Many => "o{",
        Count::OneOrMany => "|{",
    };
    let line = if relation.broken { ".." } else { "--" };
    Some(format!("    {from} {left}{line}{right} {to} : {}", quoted(&relation.label)))
}

fn states(all: &States) -> Vec<String> {
    let mut lines = vec!["stateDiagram-v2".to_owned()];
    for (at, state) in all.states.iter().enumerate() {
        lines.push(format!("    state {} as s{at}", quoted(&state.name)));
    }
    let initial = all.states.iter().enumerate().filter(|(_, state)| state.initial);
    lines.extend(initial.map(|(at, _)| format!("    [*] --> s{at}")));
    for (from, to, label) in &all.moves {
        let known = all.states.len();
        if *from < known && *to < known {
            let label = if label.is_empty() { String::new() } else { format!(" : {}", coded(label)) };
            lines.push(format!("    s{from} --> s{to}{label}"));
        }
    }
    let last = all.states.iter().enumerate().filter(|(_, state)| state.last);
    lines.extend(last.map(|(at, _)| format!("    s{at} --> [*]")));
    lines
}

#[cfg(test)]
mod tests {
    use super::coded;

    #[test]
    fn every_sign_that_means_something_is_coded() {
        assert_eq!(
            coded("a \"b\"; {c} <d> | `e` # %"),
            "a #34;b#34;#59; #123;c#125; #60;d#62; #124; #96;e#96; #35; #37;"
        );
        assert_eq!(coded("1. first"), "1#46; first");
        assert_eq!(coded("v1.2 é"), "v1.2 é");
        assert_eq!(coded("- x"), "#45; x");
    }
}
