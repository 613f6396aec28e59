//! The architecture plan as a document.

use super::blocks::design as blocks;
use super::fill::{Filling, Holes};
use super::outline::Outline;
use super::realised::Realised;
use super::{beside, links};
use crate::plan::Plan;
use crate::style::Template;
use renderers::Document;
use renderers::document::{Block, Inlines, text};

/// The architecture plan: what the service is, every decision with its reason, and what follows from them.
/// Its sections, their order and their prose are `plans/documents/design`.
pub fn design(plan: &Plan) -> Document {
    design_with(plan, &Realised::default(), &Template::default())
}

/// The same in the order and under the headings of a template, with the files and tests that carry the plan out named in
/// its traceability.
pub fn design_with(plan: &Plan, realised: &Realised, template: &Template) -> Document {
    let outline = Outline::arranged(template);
    let filling = Filling {
        plan,
        holes: Holes::of(plan),
        directive: &|line| blocks::directive(plan, realised, &outline, line),
        each: &|kind| blocks::each(plan, realised, kind),
    };
    let mut document = Document {
        name: "design".to_owned(),
        title: plan.service.title.clone(),
        kind: outline.kind.clone(),
        summary: summary(&filling, &outline),
        facts: facts(plan),
        author: plan.service.owner.clone(),
        language: "en".to_owned(),
        generator: generator(),
        sections: filling.sections(&outline.parts),
    };
    let parts = &outline.parts;
    links::settle(&mut document, "docs/architecture", |sections| beside::sections(plan, parts, sections));
    document
}

/// Name and version of the program that made a document.
pub(super) fn generator() -> String {
    concat!("archplan ", env!("CARGO_PKG_VERSION")).to_owned()
}

/// The one paragraph under the title.
pub(super) fn summary(filling: &Filling<'_>, outline: &Outline) -> Inlines {
    let paragraphs = filling.blocks(&outline.summary).into_iter().filter_map(|block| match block {
        Block::Paragraph(line) => Some(line),
        _ => None,
    });
    paragraphs.flatten().collect()
}

/// Facts of the service for the cover.
pub(super) fn facts(plan: &Plan) -> Vec<(String, Inlines)> {
    let mut facts = vec![("Service".to_owned(), super::blocks::code(&plan.service.name))];
    facts.push(("Version".to_owned(), text(plan.service.version.as_str())));
    if !plan.service.owner.is_empty() {
        facts.push(("Owner".to_owned(), text(plan.service.owner.as_str())));
    }
    let chosen = plan.decisions.iter().filter(|decision| decision.chosen().is_some()).count();
    facts.push(("Decisions".to_owned(), text(chosen.to_string())));
    facts
}
