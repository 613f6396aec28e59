//! Walks over blocks: each line, each link.

use renderers::diagram::Drawing;
use renderers::document::{Block, Inline, SectionId, Target};

/// Every line of some blocks, with those inside of links and stress.
pub(super) fn lines(blocks: &[Block], seen: &mut dyn FnMut(&[Inline])) {
    for block in blocks {
        match block {
            Block::Paragraph(line) => inner(line, seen),
            Block::List(list) => list.items.iter().for_each(|item| lines(&item.blocks, seen)),
            Block::Table(table) => {
                inner(&table.caption, seen);
                table.columns.iter().for_each(|column| inner(&column.head, seen));
                table.rows.iter().flatten().for_each(|cell| inner(cell, seen));
            }
            Block::Code(code) => inner(&code.caption, seen),
            Block::Definitions(terms) => {
                for term in terms {
                    inner(&term.term, seen);
                    lines(&term.meaning, seen);
                }
            }
            Block::Quote(blocks) => lines(blocks, seen),
            Block::Note(note) => lines(&note.blocks, seen),
            Block::Diagram(_) | Block::Rule => {}
        }
    }
}

fn inner(line: &[Inline], seen: &mut dyn FnMut(&[Inline])) {
    seen(line);
    for inline in line {
        match inline {
            Inline::Emphasis(line) | Inline::Strong(line) | Inline::Strikeout(line) | Inline::Link(_, line) => {
                inner(line, seen);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Picture(_) | Inline::Break => {}
        }
    }
}

/// Where the links of some blocks lead, those of boxes in pictures too.
pub(super) fn links(blocks: &[Block], seen: &mut dyn FnMut(&Target)) {
    lines(blocks, &mut |line| {
        for inline in line {
            if let Inline::Link(target, _) = inline {
                seen(target);
            }
        }
    });
    for block in blocks {
        if let Block::Diagram(diagram) = block {
            let anchors: Vec<&String> = match &diagram.drawing {
                Drawing::Graph(graph) => graph.nodes.iter().filter_map(|node| node.link.as_ref()).collect(),
                Drawing::Entities(all) => all.entities.iter().filter_map(|entity| entity.link.as_ref()).collect(),
                Drawing::States(_) => Vec::new(),
                Drawing::Sequence(all) => all.participants.iter().filter_map(|it| it.link.as_ref()).collect(),
            };
            anchors.into_iter().for_each(|anchor| seen(&Target::Section(SectionId::new(anchor))));
        }
    }
}
