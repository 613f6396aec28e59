//! The model of a plan in the languages of other tools.
//!
//! It reads the pictures that documents show, so that whatever they come from reaches these tools too. [`structurizr`]
//! gives a workspace of the Structurizr DSL; one picture as DOT or Mermaid is the renderers' own work.

mod elements;
mod structurizr;

pub use structurizr::structurizr;

use renderers::Document;
use renderers::diagram::Diagram;
use renderers::document::{Block, Section};

/// Every picture of a document, in reading order.
pub fn diagrams(document: &Document) -> Vec<&Diagram> {
    let mut found = Vec::new();
    document.sections.iter().for_each(|section| collect(section, &mut found));
    found
}

fn collect<'d>(section: &'d Section, found: &mut Vec<&'d Diagram>) {
    found.extend(section.blocks.iter().filter_map(|block| match block {
        Block::Diagram(diagram) => Some(diagram),
        _ => None,
    }));
    section.sections.iter().for_each(|section| collect(section, found));
}
