//! The words of the service, each with what it is here and where it is described.

use super::table::code;
use crate::document::{ids, words};
use crate::plan::{Entity, Plan, Role};
use renderers::document::{Block, Definition, Inline, Inlines, text};

/// `list glossary`: entities, states, roles and systems, by name.
pub(super) fn list(plan: &Plan, _: &str) -> Vec<Block> {
    let mut terms: Vec<(String, Inlines, Inlines)> = Vec::new();
    terms.extend(plan.entities.iter().map(|e| (e.name.clone(), code(&e.name), entity(e))));
    terms.extend(plan.entities.iter().flat_map(states));
    terms.extend(plan.api.roles.iter().map(|r| (r.id.clone(), text(r.id.as_str()), role(plan, r))));
    terms.extend(plan.integrations.iter().map(|system| {
        let meaning =
            vec![Inline::from("system in the "), ids::link(renderers::document::SectionId::new("context"), "context")];
        (system.title.clone(), text(system.title.as_str()), meaning)
    }));
    terms.sort_by_key(|(name, ..)| name.to_lowercase());
    let terms = terms.into_iter().map(|(_, term, meaning)| Definition {
        term,
        meaning: vec![Block::Paragraph(words::ended(capitalised(meaning)))],
    });
    let terms: Vec<Definition> = terms.collect();
    if terms.is_empty() { Vec::new() } else { vec![Block::Definitions(terms)] }
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
