//! Markdown of the spec and of catalogues, brought into the document model.
//!
//! Only fields of the plan that are marked "as Markdown" come here; everything else of the spec is text. What is wrong
//! with such a text, the room `prose` tells.

use super::{beside, words};
use renderers::document::{Block, Inline, Inlines, Item, List};

/// What the user wrote, as blocks.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    renderers::read::blocks_with(markdown, &beside::target).blocks
}

/// What the user wrote, in one line, for cells of tables. Blocks are parted by line breaks; items of lists keep their
/// marks.
pub(crate) fn line(markdown: &str) -> Inlines {
    flattened(blocks(markdown))
}

/// A sentence in one line: it begins with a capital, and has a full stop where no mark ends it yet.
pub(crate) fn sentence(markdown: &str) -> Inlines {
    let blocks = blocks(&words::capital(markdown.trim()));
    let is_open = matches!(blocks.last(), Some(Block::Paragraph(_)));
    let line = flattened(blocks);
    if is_open { words::ended(line) } else { line }
}

/// Sentences in one line.
pub(super) fn sentences(sentences: &[String]) -> Inlines {
    let mut line = Inlines::new();
    for sentence in sentences {
        if !line.is_empty() {
            line.push(Inline::from(" "));
        }
        line.extend(self::sentence(sentence));
    }
    line
}

/// The first paragraph of what the user wrote, for cells of tables; `rest` has what follows it.
pub(super) fn first(markdown: &str) -> Inlines {
    match blocks(markdown).into_iter().next() {
        Some(Block::Paragraph(inlines)) => inlines,
        Some(block) => flattened(vec![block]),
        None => Vec::new(),
    }
}

/// What follows the first paragraph.
pub(super) fn rest(markdown: &str) -> Vec<Block> {
    blocks(markdown).into_iter().skip(1).collect()
}

/// What the user wrote behind the beginning of a line: its first paragraph goes on there, the rest follows.
pub(crate) fn after(mut line: Inlines, markdown: &str) -> Vec<Block> {
    let mut blocks = blocks(markdown);
    if let Some(Block::Paragraph(_)) = blocks.first()
        && let Block::Paragraph(first) = blocks.remove(0)
    {
        line.extend(if blocks.is_empty() { words::ended(first) } else { first });
    }
    blocks.insert(0, Block::Paragraph(line));
    blocks
}

/// Texts as the items of a list, each with all its blocks; the first paragraph of each is worked on by `end`.
pub(super) fn items<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    end: impl Fn(usize, Inlines) -> Inlines,
) -> Vec<Block> {
    let item = |(at, text): (usize, &str)| {
        let mut blocks = blocks(text);
        match blocks.first_mut() {
            Some(Block::Paragraph(first)) => *first = end(at, std::mem::take(first)),
            _ => blocks.insert(0, Block::Paragraph(end(at, Inlines::new()))),
        }
        Item { done: None, blocks }
    };
    let items: Vec<Item> = texts.into_iter().enumerate().map(item).collect();
    if items.is_empty() { Vec::new() } else { vec![Block::List(List { start: None, items })] }
}

/// The text of inlines, without what stresses it.
pub(super) fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect(inlines, &mut text);
    text
}

fn flattened(blocks: Vec<Block>) -> Inlines {
    let mut line = Inlines::new();
    blocks.into_iter().for_each(|block| flatten(block, &mut line));
    line
}

fn flatten(block: Block, line: &mut Inlines) {
    match block {
        Block::Paragraph(inlines) => push(line, inlines),
        Block::Code(code) => {
            code.text
                .lines()
                .filter(|code| !code.trim().is_empty())
                .for_each(|code| push(line, vec![Inline::Code(code.to_owned())]));
        }
        Block::List(list) => {
            for (at, item) in list.items.into_iter().enumerate() {
                let mark = match (item.done, list.start) {
                    (Some(true), _) => "\u{2611} ".to_owned(),
                    (Some(false), _) => "\u{2610} ".to_owned(),
                    (None, Some(start)) => format!("{}. ", start.saturating_add(at as u64)),
                    (None, None) => "\u{2022} ".to_owned(),
                };
                let mut inner = flattened(item.blocks);
                inner.insert(0, Inline::from(mark));
                push(line, inner);
            }
        }
        Block::Quote(blocks) => blocks.into_iter().for_each(|block| flatten(block, line)),
        Block::Note(note) => note.blocks.into_iter().for_each(|block| flatten(block, line)),
        Block::Definitions(terms) => {
            terms.into_iter().flat_map(|term| term.meaning).for_each(|block| flatten(block, line));
        }
        Block::Table(table) => {
            let heads = table.columns.into_iter().map(|column| column.head).collect();
            for cells in std::iter::once(heads).chain(table.rows) {
                push(line, words::chained(cells.into_iter().filter(|cell: &Inlines| !cell.is_empty()).collect()));
            }
        }
        Block::Diagram(_) | Block::Rule => {}
    }
}

fn push(line: &mut Inlines, inlines: Inlines) {
    if inlines.is_empty() {
        return;
    }
    if !line.is_empty() {
        line.push(Inline::Break);
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
            Inline::Picture(picture) => text.push_str(&picture.alt),
            Inline::Break => text.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use renderers::document::text;

    #[test]
    fn several_blocks_become_one_line_and_keep_their_marks() {
        let markdown = "One *thing*.\n\nAnother.\n\n1. a\n2. b\n\n| h | i |\n|---|---|\n| j | |\n\n```\nx\n";
        assert_eq!(plain(&line(markdown)), "One thing. Another. 1. a 2. b h; i j x");
    }

    #[test]
    fn a_sentence_ends_once_and_a_list_is_none() {
        assert_eq!(plain(&sentence("an *order*")), "An order.");
        assert_eq!(plain(&sentence("is `it`?")), "Is it?");
        assert_eq!(plain(&sentence("so:\n\n- a\n- b")), "So: \u{2022} a \u{2022} b");
    }

    #[test]
    fn what_follows_the_beginning_of_a_line_keeps_its_blocks() {
        let blocks = after(text("Chosen. "), "It is.\n\n- a");
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[0], Block::Paragraph(vec!["Chosen. ".into(), "It is.".into()]));
    }
}
