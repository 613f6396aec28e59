//! A document as compact text, for snapshots: titles and kinds of blocks, or everything.

use crate::document::prose::plain;
use renderers::Document;
use renderers::diagram::Drawing;
use renderers::document::{Block, Section};

/// Titles with the kinds of their blocks.
pub(super) fn outline(document: &Document) -> String {
    let mut lines = Vec::new();
    document.sections.iter().for_each(|section| sections(section, 0, false, &mut lines));
    lines.join("\n")
}

/// Everything that is said.
pub(super) fn whole(document: &Document) -> String {
    let mut lines = vec![format!("{}: {} ({})", document.kind, document.title, plain(&document.summary))];
    lines.extend(document.facts.iter().map(|(name, fact)| format!("{name}: {}", plain(fact))));
    document.sections.iter().for_each(|section| sections(section, 0, true, &mut lines));
    lines.join("\n")
}

/// Everything that the sections of these ids say.
pub(super) fn part(document: &Document, ids: &[&str]) -> String {
    let mut lines = Vec::new();
    let named = document.sections.iter().filter(|section| ids.contains(&section.id.as_str()));
    named.for_each(|section| sections(section, 0, true, &mut lines));
    lines.join("\n")
}

/// The sentences of a section's running text: what ends in a full stop and has some length.
pub(super) fn sentences(section: &Section) -> Vec<String> {
    let mut lines = Vec::new();
    for block in
        section.blocks.iter().filter(|block| !matches!(block, Block::Table(_) | Block::Code(_) | Block::Diagram(_)))
    {
        blocks(block, &mut lines);
    }
    let cells = lines.iter().flat_map(|line| line.split(" | ").flat_map(|cell| cell.split(" / ")));
    let bare = cells.map(|cell| cell.trim_start_matches("- ").trim());
    bare.filter(|cell| cell.ends_with('.') && cell.len() > 30).map(str::to_owned).collect()
}

fn sections(section: &Section, depth: usize, whole: bool, lines: &mut Vec<String>) {
    let kinds: Vec<String> = section.blocks.iter().map(kind).collect();
    let title = format!("{}{} [{}]", "  ".repeat(depth), plain(&section.title), section.id);
    lines.push(if whole || kinds.is_empty() { title } else { format!("{title} {}", kinds.join(", ")) });
    if whole {
        let mut said = Vec::new();
        section.blocks.iter().for_each(|block| blocks(block, &mut said));
        lines.extend(said.into_iter().map(|line| format!("{}| {line}", "  ".repeat(depth))));
    }
    section.sections.iter().for_each(|section| sections(section, depth + 1, whole, lines));
}

fn kind(block: &Block) -> String {
    match block {
        Block::Paragraph(_) => "text".to_owned(),
        Block::List(list) => format!("list of {}", list.items.len()),
        Block::Table(table) => format!("table of {}", table.rows.len()),
        Block::Code(code) => format!("{} code", code.language),
        Block::Definitions(terms) => format!("{} terms", terms.len()),
        Block::Quote(_) => "quote".to_owned(),
        Block::Note(_) => "note".to_owned(),
        Block::Diagram(diagram) => match &diagram.drawing {
            Drawing::Graph(graph) => format!("graph of {} and {}", graph.nodes.len(), graph.edges.len()),
            Drawing::Entities(e) => format!("entities {} and {}", e.entities.len(), e.relations.len()),
            Drawing::States(states) => format!("states {} and {}", states.states.len(), states.moves.len()),
            Drawing::Sequence(all) => format!("sequence of {} and {}", all.participants.len(), all.steps.len()),
        },
        Block::Rule => "rule".to_owned(),
    }
}

/// What a block says, line by line.
pub(super) fn blocks(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Paragraph(line) => lines.push(plain(line)),
        Block::List(list) => {
            for item in &list.items {
                let mark = match item.done {
                    Some(true) => "[x] ",
                    Some(false) => "[ ] ",
                    None => "- ",
                };
                let mut said = Vec::new();
                item.blocks.iter().for_each(|b| blocks(b, &mut said));
                lines.push(format!("{mark}{}", said.join(" / ")));
            }
        }
        Block::Table(table) => {
            lines.push(format!(
                "{}: {}",
                plain(&table.caption),
                row(&table.columns.iter().map(|c| c.head.clone()).collect::<Vec<_>>())
            ));
            lines.extend(table.rows.iter().map(|cells| row(cells)));
        }
        Block::Code(code) => {
            lines.push(format!("``` {} {}", code.language, plain(&code.caption)));
            lines.extend(code.text.lines().map(str::to_owned));
        }
        Block::Definitions(terms) => {
            for term in terms {
                let mut said = Vec::new();
                term.meaning.iter().for_each(|b| blocks(b, &mut said));
                lines.push(format!("{}: {}", plain(&term.term), said.join(" / ")));
            }
        }
        Block::Quote(inner) => inner.iter().for_each(|b| blocks(b, lines)),
        Block::Note(note) => note.blocks.iter().for_each(|b| blocks(b, lines)),
        Block::Diagram(diagram) => {
            lines.push(format!("<{}> {} ({})", kind(block), diagram.title, diagram.alt));
            if let Drawing::Graph(graph) = &diagram.drawing {
                lines.extend(
                    graph.nodes.iter().map(|n| {
                        format!("  [{}] {} ({}) {} {:?} {:?}", n.id, n.title, n.note, n.text, n.look, n.frame)
                    }),
                );
                lines.extend(
                    graph
                        .edges
                        .iter()
                        .map(|e| format!("  {} -> {} {} {}", e.from, e.to, e.label, if e.broken { "~" } else { "" })),
                );
            }
        }
        Block::Rule => lines.push("---".to_owned()),
    }
}

fn row(cells: &[renderers::document::Cell]) -> String {
    cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | ")
}
