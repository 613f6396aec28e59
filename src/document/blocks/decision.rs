//! The decision log: a section an area, and in it a section a decision.

use super::{graph, stack};
use crate::document::{ids, words};
use crate::plan::{Decision, Plan, PlanOption};
use renderers::document::{Block, Definition, Inline, Inlines, Section, text};

/// Sections of every area that has decisions.
pub(super) fn areas(plan: &Plan) -> Vec<Section> {
    plan.areas
        .iter()
        .filter_map(|area| {
            let decisions: Vec<&Decision> =
                plan.decisions.iter().filter(|d| d.area == area.id && d.chosen().is_some()).collect();
            (!decisions.is_empty()).then(|| Section {
                id: ids::area(&area.id),
                title: text(area.title.as_str()),
                blocks: graph::area(plan, &area.id),
                sections: decisions.into_iter().map(|decision| section(plan, decision)).collect(),
            })
        })
        .collect()
}

fn section(plan: &Plan, decision: &Decision) -> Section {
    let mut blocks = vec![Block::Paragraph(vec![Inline::Emphasis(text(words::capital(&decision.question)))])];
    if let Some(option) = decision.chosen() {
        blocks.push(Block::Definitions(outcome(plan, decision, option)));
        blocks.extend(others(decision, option));
    }
    Section {
        id: ids::decision(decision.id.as_str()),
        title: text(decision.title.as_str()),
        blocks,
        sections: Vec::new(),
    }
}

fn outcome(plan: &Plan, decision: &Decision, option: &PlanOption) -> Vec<Definition> {
    let mut chosen = vec![Inline::Strong(text(option.title.as_str()))];
    if decision.is_later() {
        chosen.push(Inline::from(", planned for later"));
    }
    let mut terms = vec![
        term("Chosen", chosen),
        term("Decided by", stack::chosen_by(plan, decision)),
        term("Why", text(words::sentence(decision.because()))),
    ];
    terms.extend(some("Drivers", words::chained(decision.drivers.iter().map(|d| text(d.as_str())).collect())));
    terms.extend(some("Rests on", words::chained(rests_on(plan, decision))));
    terms.extend(some("Carries", words::listed(carries(plan, decision))));
    terms.extend(some("Serves", words::listed(serves(decision))));
    terms.extend(consequences(option));
    terms
}

fn rests_on(plan: &Plan, decision: &Decision) -> Vec<Inlines> {
    let named = decision.rests_on.iter().filter_map(|id| plan.decision(id.as_str()));
    named.filter(|other| other.chosen().is_some()).map(ids::decision_link).collect()
}

/// The decisions that rest on this one.
pub(super) fn carries(plan: &Plan, decision: &Decision) -> Vec<Inlines> {
    let resting = plan.decisions.iter().filter(|other| other.rests_on.contains(&decision.id));
    resting.filter(|other| other.chosen().is_some()).map(ids::decision_name).collect()
}

fn serves(decision: &Decision) -> Vec<Inlines> {
    decision.serves.iter().map(|id| vec![Inline::Code(id.clone())]).collect()
}

fn consequences(option: &PlanOption) -> Vec<Definition> {
    [("Good", &option.good), ("Neutral", &option.neutral), ("Bad", &option.bad)]
        .into_iter()
        .filter(|(_, sentences)| !sentences.is_empty())
        .map(|(name, sentences)| Definition { term: text(name), meaning: vec![bullets(sentences)] })
        .collect()
}

fn bullets(sentences: &[String]) -> Block {
    Block::bullets(sentences.iter().map(|sentence| text(words::sentence(sentence))))
}

/// The options that were not taken, each with when one takes it and what speaks for and against it.
fn others(decision: &Decision, chosen: &PlanOption) -> Vec<Block> {
    let rejected = decision.options.iter().filter(|option| option.id != chosen.id);
    let terms = rejected.map(|option| Definition { term: text(option.title.as_str()), meaning: case(option) });
    let terms: Vec<Definition> = terms.filter(|definition| !definition.meaning.is_empty()).collect();
    if terms.is_empty() {
        return Vec::new();
    }
    vec![Block::Paragraph(vec![Inline::Strong(text("Considered and not taken"))]), Block::Definitions(terms)]
}

/// When an option is taken, and what is good and bad about it, one line each.
fn case(option: &PlanOption) -> Vec<Block> {
    let mut lines = Vec::new();
    if !option.reason.is_empty() {
        lines.push(("Taken when:", words::sentence(&option.reason)));
    }
    for (name, sentences) in [("For it:", &option.good), ("Against it:", &option.bad)] {
        if !sentences.is_empty() {
            lines.push((name, words::sentence(&one(sentences))));
        }
    }
    let items = lines
        .into_iter()
        .map(|(name, sentence)| vec![Inline::Emphasis(text(name)), Inline::Text(format!(" {sentence}"))]);
    let items: Vec<Inlines> = items.collect();
    if items.is_empty() { Vec::new() } else { vec![Block::bullets(items)] }
}

/// Sentences as one, with semicolons between them.
fn one(sentences: &[String]) -> String {
    let parts: Vec<&str> = sentences.iter().map(|sentence| sentence.trim_end_matches('.')).collect();
    parts.join("; ")
}

fn term(name: &str, line: Inlines) -> Definition {
    Definition { term: text(name), meaning: vec![Block::Paragraph(line)] }
}

fn some(name: &str, line: Inlines) -> Option<Definition> {
    (!line.is_empty()).then(|| term(name, line))
}
