//! Principles, each with the decisions that follow from it.

use crate::document::{ids, prose, words};
use crate::plan::{NodeId, Plan, Principle};
use renderers::document::{Block, Definition, Inline, Inlines, text};

/// `list principles`
pub(super) fn list(plan: &Plan, _: &str) -> Vec<Block> {
    let terms: Vec<Definition> = plan.principles.iter().map(|principle| definition(plan, principle)).collect();
    if terms.is_empty() { Vec::new() } else { vec![Block::Definitions(terms)] }
}

fn definition(plan: &Plan, principle: &Principle) -> Definition {
    let mut meaning = prose::blocks(&principle.text);
    let links = followed(plan, principle);
    if !links.is_empty() {
        let mut line = vec![Inline::from("Here: ")];
        line.extend(words::chained(links));
        meaning.push(Block::Paragraph(words::ended(line)));
    }
    Definition { term: text(principle.title.as_str()), meaning }
}

fn followed(plan: &Plan, principle: &Principle) -> Vec<Inlines> {
    let consequences = plan.trace.consequences(&NodeId::Principle(principle.id.clone()));
    let decisions = consequences.into_iter().filter_map(|node| match node {
        NodeId::Decision(id) => plan.decision(id).filter(|decision| decision.chosen().is_some()),
        _ => None,
    });
    decisions.map(ids::decision_link).collect()
}
