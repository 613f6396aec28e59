//! The states that an entity goes through.

use super::table::{code, codes, table};
use crate::document::{ids, words};
use crate::plan::{Action, Entity, Lifecycle, Plan};
use renderers::diagram::{Diagram, Drawing, State, States};
use renderers::document::{Block, Inline, Inlines};

/// Picture and table of an entity's lifecycle; nothing where it has none.
pub(super) fn blocks(plan: &Plan, entity: &Entity) -> Vec<Block> {
    let Some(lifecycle) = &entity.lifecycle else { return Vec::new() };
    let mut blocks = vec![Block::Diagram(diagram(entity, lifecycle))];
    let rows = lifecycle.transitions.iter().map(|(from, targets)| {
        let to = if targets.is_empty() {
            vec![Inline::from("nowhere: final")]
        } else {
            codes(targets.iter().map(String::as_str))
        };
        [code(from), to, movers(plan, entity, lifecycle, targets)]
    });
    let caption = format!("Moves of {}.{}", entity.name, lifecycle.field);
    blocks.extend(table(&caption, ["From", "To", "Moved by"], rows.collect()));
    blocks
}

/// Operations and events that can make one of these moves.
fn movers(plan: &Plan, entity: &Entity, lifecycle: &Lifecycle, targets: &[String]) -> Inlines {
    let of_entity = plan.api.resources.iter().filter(|resource| resource.entity == entity.name);
    let operations = of_entity.flat_map(|resource| &resource.operations).filter(|operation| match &operation.action {
        Action::Transition { field, to } => {
            *field == lifecycle.field && to.as_ref().map_or(!targets.is_empty(), |to| targets.contains(to))
        }
        _ => false,
    });
    let mut movers: Vec<Inlines> =
        operations.map(|o| vec![ids::code_link(ids::operation(&o.id), o.id.as_str())]).collect();
    let events = plan.consumed.iter().filter(|event| match &event.transition {
        Some((of, field, to)) => *of == entity.name && *field == lifecycle.field && targets.contains(to),
        None => false,
    });
    movers.extend(events.map(|event| code(&event.name)));
    words::listed(movers)
}

fn diagram(entity: &Entity, lifecycle: &Lifecycle) -> Diagram {
    let names: Vec<&String> = lifecycle.transitions.iter().map(|(state, _)| state).collect();
    let states = lifecycle.transitions.iter().map(|(state, targets)| State {
        name: state.clone(),
        initial: *state == lifecycle.initial,
        last: targets.is_empty(),
    });
    let moves = lifecycle
        .transitions
        .iter()
        .enumerate()
        .flat_map(|(from, (_, targets))| targets.iter().map(move |to| (from, to)));
    let moves = moves.filter_map(|(from, to)| Some((from, names.iter().position(|n| *n == to)?, String::new())));
    Diagram {
        id: format!("lifecycle-{}", ids::entity(&entity.name)),
        title: format!("Lifecycle of the {}", entity.words),
        alt: alt(entity, lifecycle),
        drawing: Drawing::States(States { states: states.collect(), moves: moves.collect() }),
    }
}

fn alt(entity: &Entity, lifecycle: &Lifecycle) -> String {
    let moves = lifecycle.transitions.iter().filter(|(_, targets)| !targets.is_empty());
    let moves: Vec<String> = moves.map(|(from, targets)| format!("{from} to {}", words::series(targets))).collect();
    format!("The {} starts as {}. Moves: {}.", entity.words, lifecycle.initial, moves.join("; "))
}
