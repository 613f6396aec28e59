//! The words of the service: those that the spec explains, and those that the plan makes itself, each with what it is here
//! and where it is described.

use super::table::code;
use crate::document::{ids, prose, words};
use crate::plan::intent::Term;
use crate::plan::{Entity, Plan, Role};
use renderers::document::{Block, Definition, Inline, Inlines, text};
use std::collections::BTreeMap;

/// A word that the plan makes: as it sorts, as it is shown, what it is.
type Made = (String, Inlines, Inlines);

/// `list glossary`: words of the spec, entities, states, roles and systems, by name.
pub(super) fn list(plan: &Plan, _: &str) -> Vec<Block> {
    let mut own: BTreeMap<String, &Term> = plan.intent.terms.iter().map(|term| (key(&term.word), term)).collect();
    let mut terms: Vec<(String, Definition)> = made(plan)
        .into_iter()
        .map(|(name, shown, meaning)| {
            let term = own.remove(&key(&name));
            let shown = match term {
                Some(term) if !term.word.eq_ignore_ascii_case(&name) => shown_beside(&term.word, shown),
                Some(term) if term.word != name => text(term.word.as_str()),
                _ => shown,
            };
            let mut blocks = term.map(said).unwrap_or_default();
            blocks.push(Block::Paragraph(words::ended(capitalised(meaning))));
            (term.map_or(name, |term| term.word.clone()), Definition { term: shown, meaning: blocks })
        })
        .collect();
    let own = own.into_values().filter(|term| !term.word.is_empty());
    terms.extend(
        own.map(|term| (term.word.clone(), Definition { term: text(term.word.as_str()), meaning: said(term) })),
    );
    terms.sort_by_key(|(name, _)| name.to_lowercase());
    let terms: Vec<Definition> = terms.into_iter().map(|(_, definition)| definition).collect();
    if terms.is_empty() { Vec::new() } else { vec![Block::Definitions(terms)] }
}

/// `Order item` and `OrderItem` are one word.
fn key(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn shown_beside(word: &str, shown: Inlines) -> Inlines {
    let mut line = text(format!("{word} ("));
    line.extend(shown);
    line.push(Inline::from(")"));
    line
}

/// What the spec says of a word.
fn said(term: &Term) -> Vec<Block> {
    let mut blocks = prose::blocks(&term.meaning);
    if let [Block::Paragraph(line)] = blocks.as_mut_slice() {
        *line = words::ended(std::mem::take(line));
    }
    if !term.not.is_empty() {
        let mut line = vec![Inline::Emphasis(text("Not meant:")), Inline::from(" ")];
        line.extend(prose::line(&term.not));
        blocks.push(Block::Paragraph(words::ended(line)));
    }
    blocks
}

/// The words that the plan makes.
fn made(plan: &Plan) -> Vec<Made> {
    let mut terms: Vec<Made> = Vec::new();
    terms.extend(plan.entities.iter().map(|e| (e.name.clone(), code(&e.name), entity(e))));
    terms.extend(plan.entities.iter().flat_map(states));
    terms.extend(plan.api.roles.iter().map(|r| (r.id.clone(), text(r.id.as_str()), role(plan, r))));
    terms.extend(plan.integrations.iter().map(|system| {
        let meaning =
            vec![Inline::from("system in the "), ids::link(renderers::document::SectionId::new("context"), "context")];
        (system.title.clone(), text(system.title.as_str()), meaning)
    }));
    terms
}

fn capitalised(mut line: Inlines) -> Inlines {
    if let Some(Inline::Text(first)) = line.first_mut() {
        *first = words::capital(first);
    }
    line
}

fn entity(entity: &Entity) -> Inlines {
    let fields = words::count(entity.fields.len(), "field");
    vec![
        Inline::from("an "),
        ids::link(ids::entity(&entity.name), "entity"),
        Inline::Text(format!(" with {fields}, kept in ")),
        Inline::Code(entity.table.clone()),
    ]
}

fn states(entity: &Entity) -> Vec<(String, Inlines, Inlines)> {
    let Some(lifecycle) = &entity.lifecycle else { return Vec::new() };
    let states = lifecycle.transitions.iter().map(|(state, targets)| {
        let mut line = vec![Inline::from("state of "), ids::code_link(ids::entity(&entity.name), entity.name.as_str())];
        if *state == lifecycle.initial {
            line.push(Inline::from(", where it starts"));
        }
        if targets.is_empty() {
            line.push(Inline::from(", where it ends"));
        }
        (state.clone(), code(state), line)
    });
    states.collect()
}

fn role(plan: &Plan, role: &Role) -> Inlines {
    let may = plan.operations().filter(|o| o.roles.is_empty() || o.roles.contains(&role.id)).count();
    let all = plan.operations().count();
    let share = if may == all {
        "every operation".to_owned()
    } else {
        format!("{} of {}", words::amount(may), words::count(all, "operation"))
    };
    vec![Inline::Text(format!("role of callers that may call {share}"))]
}
