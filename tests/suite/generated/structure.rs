//! What our Markdown says to another parser: comrak, which follows GitHub's dialect, finds the very headings, tables, rows
//! and fences of the model, and printing what it found changes nothing more the second time.

use super::all;
use crate::formats::planned;
use crate::hostile;
use crate::project::example;
use archplan::document;
use comrak::nodes::{AstNode, NodeValue};
use renderers::document::{Block, Document, Section};

fn options() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    let on = &mut options.extension;
    (on.strikethrough, on.table, on.tasklist, on.alerts) = (true, true, true, true);
    on.front_matter_delimiter = Some("---".into());
    options
}

/// The bones of a document, in order.
#[derive(Debug, PartialEq)]
enum Bone {
    /// With its level.
    Heading(u8),
    /// With its columns, and rows without the head.
    Table(usize, usize),
    /// With its language and its lines.
    Fence(String, usize),
    Items(usize),
}

#[test]
fn another_parser_finds_the_structure_of_the_model() {
    let written = ["order-processing", "user-management", "item-catalog"].map(|name| (name.to_owned(), example(name)));
    let hostile = ("hostile".to_owned(), hostile::spec(&hostile::text()));
    let plans = written.into_iter().chain([hostile]).map(|(name, spec)| (name, planned(&spec)));
    for (name, plan) in plans.chain(all().into_iter().map(|it| (it.name, it.plan))) {
        let document = document::design(&plan);
        let markdown = renderers::markdown(&document);
        let arena = comrak::Arena::new();
        let found = found(comrak::parse_document(&arena, &markdown, &options()));
        let wanted = wanted(&document);
        for (at, (found, wanted)) in found.iter().zip(&wanted).enumerate() {
            assert_eq!(found, wanted, "{name}, part {at}");
        }
        assert_eq!(found.len(), wanted.len(), "{name}");
        let first = printed(&markdown);
        let second = printed(&first);
        assert_eq!(printed(&second), second, "{name} changes each time that it is printed");
    }
}

fn printed(markdown: &str) -> String {
    let arena = comrak::Arena::new();
    let mut out = String::new();
    comrak::format_commonmark(comrak::parse_document(&arena, markdown, &options()), &options(), &mut out).unwrap();
    out
}

fn found<'a>(root: &'a AstNode<'a>) -> Vec<Bone> {
    let bone = |node: &'a AstNode<'a>| match &node.data.borrow().value {
        NodeValue::Heading(heading) => Some(Bone::Heading(heading.level)),
        NodeValue::Table(table) => Some(Bone::Table(table.num_columns, node.children().count() - 1)),
        NodeValue::CodeBlock(code) => Some(Bone::Fence(code.info.clone(), code.literal.lines().count())),
        NodeValue::List(_) => Some(Bone::Items(node.children().count())),
        _ => None,
    };
    // Cover and contents stand before the first section.
    root.descendants().filter_map(bone).skip_while(|bone| *bone != Bone::Heading(2)).collect()
}

fn wanted(document: &Document) -> Vec<Bone> {
    let mut bones = Vec::new();
    sections(&document.sections, 2, &mut bones);
    bones
}

fn sections(all: &[Section], level: u8, bones: &mut Vec<Bone>) {
    for section in all {
        bones.push(Bone::Heading(level.min(6)));
        blocks(&section.blocks, bones);
        sections(&section.sections, level + 1, bones);
    }
}

fn blocks(all: &[Block], bones: &mut Vec<Bone>) {
    for block in all {
        match block {
            Block::List(list) => {
                bones.push(Bone::Items(list.items.len()));
                list.items.iter().for_each(|item| blocks(&item.blocks, bones));
            }
            Block::Table(table) => bones.push(Bone::Table(table.columns.len(), table.rows.len())),
            Block::Code(code) => bones.push(Bone::Fence(code.language.clone(), code.text.lines().count())),
            Block::Definitions(all) => {
                bones.push(Bone::Items(all.len()));
                all.iter().for_each(|it| blocks(&it.meaning, bones));
            }
            Block::Diagram(diagram) => {
                let source = renderers::diagram::mermaid_for_github(diagram);
                bones.extend(source.map(|source| Bone::Fence("mermaid".to_owned(), source.lines().count())));
            }
            Block::Quote(inner) => blocks(inner, bones),
            Block::Note(note) => blocks(&note.blocks, bones),
            Block::Paragraph(_) | Block::Rule => {}
        }
    }
}
