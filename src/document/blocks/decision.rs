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
    terms.extend(some("Drivers", words::listed(decision.drivers.iter().map(|d| text(d.as_str())).collect())));
    terms.extend(some("Rests on", words::listed(rests_on(plan, decision))));
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
    resting.filter(|other| other.chosen().is_some()).map(ids::decision_link).collect()
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

/// The options that were not taken, each with when one takes it and what speaks against it.
fn others(decision: &Decision, chosen: &PlanOption) -> Vec<Block> {
    let rejected = decision.options.iter().filter(|option| option.id != chosen.id);
    let terms: Vec<Definition> = rejected
        .map(|option| Definition {
            term: text(option.title.as_str()),
            meaning: vec![Block::Paragraph(words::ended(case(option)))],
        })
        .filter(|definition| !matches!(definition.meaning.as_slice(), [Block::Paragraph(line)] if line.is_empty()))
        .collect();
    if terms.is_empty() {
        return Vec::new();
    }
    vec![Block::Paragraph(vec![Inline::Strong(text("Considered and not taken"))]), Block::Definitions(terms)]
}

fn case(option: &PlanOption) -> Inlines {
    let mut sentences: Vec<String> = Vec::new();
    if !option.reason.is_empty() {
        sentences.push(words::sentence(&option.reason));
    }
    if !option.good.is_empty() {
        sentences.push(format!("For it: {}", words::sentence(&lowered(&option.good))));
    }
    if !option.bad.is_empty() {
        sentences.push(format!("Against it: {}", words::sentence(&lowered(&option.bad))));
    }
    if sentences.is_empty() { Vec::new() } else { text(sentences.join(" ")) }
}

/// Sentences as one, with a semicolon between them.
fn lowered(sentences: &[String]) -> String {
    let parts: Vec<&str> = sentences.iter().map(|s| s.trim_end_matches('.')).collect();
    parts.join("; ")
}

fn term(name: &str, line: Inlines) -> Definition {
    Definition { term: text(name), meaning: vec![Block::Paragraph(line)] }
}

fn some(name: &str, line: Inlines) -> Option<Definition> {
    (!line.is_empty()).then(|| term(name, line))
}
