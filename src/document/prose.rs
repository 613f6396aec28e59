//! The user's own Markdown, brought into the document model.
//!
//! Only fields of the plan that are marked "as Markdown" come here; everything else of the spec is text.

use renderers::document::{Block, Inline, Inlines};

/// What the user wrote, as blocks. What cannot be shown was reported when the spec was read.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    renderers::read::blocks(markdown).blocks
}

/// What the user wrote, in one line, for cells of tables and items of lists.
pub(super) fn line(markdown: &str) -> Inlines {
    let mut line = Vec::new();
    for block in blocks(markdown) {
        flatten(block, &mut line);
    }
    line
}

/// The first paragraph of what the user wrote, for cells of tables; `rest` has what follows it.
pub(super) fn first(markdown: &str) -> Inlines {
    match blocks(markdown).into_iter().next() {
        Some(Block::Paragraph(inlines)) => inlines,
        Some(block) => {
            let mut line = Vec::new();
            flatten(block, &mut line);
            line
        }
        None => Vec::new(),
    }
}

/// What follows the first paragraph.
pub(super) fn rest(markdown: &str) -> Vec<Block> {
    blocks(markdown).into_iter().skip(1).collect()
}

/// The text of inlines, without what stresses it.
pub(super) fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect(inlines, &mut text);
    text
}

fn flatten(block: Block, line: &mut Inlines) {
    let inlines = match block {
        Block::Paragraph(inlines) => inlines,
        Block::Code(code) => vec![Inline::Code(code.text.trim_end().to_owned())],
        Block::List(list) => return list.items.into_iter().flat_map(|item| item.blocks).for_each(|b| flatten(b, line)),
        Block::Quote(blocks) => return blocks.into_iter().for_each(|b| flatten(b, line)),
        Block::Note(note) => return note.blocks.into_iter().for_each(|b| flatten(b, line)),
        Block::Definitions(terms) => {
            return terms.into_iter().flat_map(|term| term.meaning).for_each(|b| flatten(b, line));
        }
        Block::Table(table) => table.rows.into_iter().flatten().flatten().collect(),
        Block::Diagram(_) | Block::Rule => return,
    };
    if !line.is_empty() && !inlines.is_empty() {
        line.push(Inline::from(" "));
    }
    line.extend(inlines);
}

fn collect(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(part) | Inline::Code(part) => text.push_str(part),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikeout(inner) | Inline::Link(_, inner) => {
                collect(inner, text);
            }
            Inline::Break => text.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_paragraphs_become_one_line() {
        assert_eq!(plain(&line("One *thing*.\n\nAnother.\n\n- a\n- b\n")), "One thing. Another. a b");
    }
}
