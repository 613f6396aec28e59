//! Events: what the service tells, and what it is told.

use super::table::{code, codes, table};
use crate::document::ordered::pretty;
use crate::document::{example, ids, words};
use crate::plan::{Event, Plan};
use renderers::document::{Block, Code, Inline, Inlines, Section, text};

/// `table published`
pub(super) fn published(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = plan.published.iter().map(|event| {
        [
            vec![ids::code_link(ids::event(&event.name), event.name.as_str())],
            after(event),
            vec![ids::code_link(ids::entity(&event.entity), event.entity.as_str())],
            codes(event.payload.iter().map(String::as_str)),
        ]
    });
    table("Events that the service publishes", ["Event", "After", "Tells of", "Carries"], rows.collect())
}

/// `table consumed`
pub(super) fn consumed(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = plan.consumed.iter().map(|event| {
        let source = plan.integrations.iter().find(|system| system.id == event.from);
        let then = match &event.transition {
            None => text("nothing yet"),
            Some((entity, field, to)) => vec![
                Inline::from("moves "),
                Inline::Code(format!("{entity}.{field}")),
                Inline::from(" to "),
                Inline::Code(to.clone()),
            ],
        };
        [code(&event.name), text(source.map_or(event.from.as_str(), |system| system.title.as_str())), then]
    });
    table("Events that the service consumes", ["Event", "From", "Then it"], rows.collect())
}

/// A section of every published event, with what it carries.
pub(super) fn sections(plan: &Plan) -> Vec<Section> {
    plan.published
        .iter()
        .filter_map(|event| {
            let entity = plan.entity(&event.entity)?;
            let body = example::some(plan, entity, &event.payload);
            let mut line = vec![Inline::from("Published after ")];
            line.extend(words::joined(event.after.iter().map(|id| operation(id)).collect()));
            line.push(Inline::from(", in the transaction that changes the "));
            line.push(ids::link(ids::entity(&entity.name), entity.words.as_str()));
            let caption = text(format!("Data of {}", event.name));
            Some(Section {
                id: ids::event(&event.name),
                title: vec![Inline::Code(event.name.clone())],
                blocks: vec![
                    Block::Paragraph(words::ended(line)),
                    Block::Code(Code { language: "json".to_owned(), caption, text: pretty(&body.into()) }),
                ],
                sections: Vec::new(),
            })
        })
        .collect()
}

fn after(event: &Event) -> Inlines {
    words::listed(event.after.iter().map(|id| operation(id)).collect())
}

fn operation(id: &str) -> Inlines {
    vec![ids::code_link(ids::operation(id), id)]
}
