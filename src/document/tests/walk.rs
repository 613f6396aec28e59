//! Ways through documents, for tests.

use renderers::Document;
use renderers::document::{Block, Inline, Section, Target};
use serde_json::Value;

/// Every section, from the top.
pub(super) fn each_section(sections: &[Section], see: &mut dyn FnMut(&Section)) {
    for section in sections {
        see(section);
        each_section(&section.sections, see);
    }
}

/// Every inline of a document, those inside others too.
pub(super) fn each_inline(document: &Document, see: &mut dyn FnMut(&Inline)) {
    each_section(&document.sections, &mut |section| {
        line(&section.title, see);
        section.blocks.iter().for_each(|b| block(b, see));
    });
}

/// Every link of a document.
pub(super) fn each_link(document: &Document, see: &mut dyn FnMut(&Target)) {
    each_inline(document, &mut |inline| {
        if let Inline::Link(target, _) = inline {
            see(target);
        }
    });
}

/// Every line of a block.
pub(super) fn block(block: &Block, see: &mut dyn FnMut(&Inline)) {
    match block {
        Block::Paragraph(inlines) => line(inlines, see),
        Block::List(list) => list.items.iter().flat_map(|item| &item.blocks).for_each(|b| self::block(b, see)),
        Block::Table(table) => table.rows.iter().flatten().for_each(|cell| line(cell, see)),
        Block::Code(code) => line(&code.caption, see),
        Block::Definitions(terms) => {
            for term in terms {
                line(&term.term, see);
                term.meaning.iter().for_each(|b| self::block(b, see));
            }
        }
        Block::Quote(inner) => inner.iter().for_each(|b| self::block(b, see)),
        Block::Note(note) => note.blocks.iter().for_each(|b| self::block(b, see)),
        Block::Diagram(_) | Block::Rule => {}
    }
}

fn line(inlines: &[Inline], see: &mut dyn FnMut(&Inline)) {
    for inline in inlines {
        see(inline);
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikeout(inner) | Inline::Link(_, inner) => {
                line(inner, see);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Picture(_) | Inline::Break => {}
        }
    }
}

/// Every example of an OpenAPI document with the schema that it stands beside.
pub(super) fn each_example(value: &Value, see: &mut dyn FnMut(&Value, &Value)) {
    if let (Some(schema), Some(example)) = (value.get("schema"), value.get("example")) {
        see(schema, example);
    }
    if let (Some(_), Some(Value::Array(examples))) = (value.get("type"), value.get("examples")) {
        examples.iter().for_each(|example| see(value, example));
    }
    match value {
        Value::Object(entries) => entries.values().for_each(|inner| each_example(inner, see)),
        Value::Array(items) => items.iter().for_each(|inner| each_example(inner, see)),
        _ => {}
    }
}
