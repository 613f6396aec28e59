//! The states that an entity goes through.

use super::table::{code, codes, table};
use crate::document::{ids, words};
use crate::plan::{Action, Entity, Lifecycle, Plan};
use renderers::diagram::{Diagram, Drawing, State, States};
use renderers::document::{Block, Inline, Inlines};
use std::collections::BTreeMap;

/// So many states stand in one picture.
const LARGEST: usize = 16;
/// Of more, so many stand in each.
const PART: usize = 10;

/// Picture and table of an entity's lifecycle; nothing where it has none.
pub(super) fn blocks(plan: &Plan, entity: &Entity) -> Vec<Block> {
    let Some(lifecycle) = &entity.lifecycle else { return Vec::new() };
    let mut blocks: Vec<Block> = diagrams(entity, lifecycle).into_iter().map(Block::Diagram).collect();
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

/// The lifecycle in one picture, or in several where it has many states.
fn diagrams(entity: &Entity, lifecycle: &Lifecycle) -> Vec<Diagram> {
    let count = lifecycle.transitions.len();
    let parts: Vec<Vec<usize>> = match count {
        0..=LARGEST => vec![(0..count).collect()],
        _ => in_order(lifecycle).chunks(PART).map(<[usize]>::to_vec).collect(),
    };
    let many = parts.len();
    let mut part_of = vec![0; count];
    for (part, states) in parts.iter().enumerate() {
        states.iter().for_each(|state| part_of[*state] = part);
    }
    let each = parts.iter().enumerate().map(|(part, states)| {
        let (number, of) = match many {
            1 => (String::new(), String::new()),
            _ => (format!("-{}", part + 1), format!(", part {} of {many}", part + 1)),
        };
        Diagram {
            id: format!("lifecycle-{}{number}", ids::entity(&entity.name)),
            title: format!("Lifecycle of the {}{of}", entity.words),
            alt: alt(entity, lifecycle, states),
            drawing: Drawing::States(drawn(lifecycle, states, &part_of, part)),
        }
    });
    each.collect()
}

/// The states of a part with all moves from and to them; a state of another part says so.
fn drawn(lifecycle: &Lifecycle, states: &[usize], part_of: &[usize], part: usize) -> States {
    let at: BTreeMap<&str, usize> =
        lifecycle.transitions.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)).collect();
    let mut place = vec![None; part_of.len()];
    let mut shown: Vec<State> = Vec::new();
    let mut show = |at: usize, shown: &mut Vec<State>| {
        *place[at].get_or_insert_with(|| {
            let (name, targets) = &lifecycle.transitions[at];
            let own = part_of[at] == part;
            shown.push(State {
                name: if own { name.clone() } else { format!("{name} (part {})", part_of[at] + 1) },
                initial: own && *name == lifecycle.initial,
                last: own && targets.is_empty(),
            });
            shown.len() - 1
        })
    };
    states.iter().for_each(|state| {
        show(*state, &mut shown);
    });
    let mut moves = Vec::new();
    for (from, (_, targets)) in lifecycle.transitions.iter().enumerate() {
        for to in targets.iter().filter_map(|to| at.get(to.as_str()).copied()) {
            if part_of[from] == part || part_of[to] == part {
                moves.push((show(from, &mut shown), show(to, &mut shown), String::new()));
            }
        }
    }
    States { states: shown, moves }
}

/// The states as they can be reached from the first; those that cannot come last.
fn in_order(lifecycle: &Lifecycle) -> Vec<usize> {
    let at: BTreeMap<&str, usize> =
        lifecycle.transitions.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)).collect();
    let mut order: Vec<usize> = Vec::new();
    let mut seen = vec![false; lifecycle.transitions.len()];
    for start in at.get(lifecycle.initial.as_str()).copied().into_iter().chain(0..lifecycle.transitions.len()) {
        let mut next = order.len();
        if !std::mem::replace(&mut seen[start], true) {
            order.push(start);
        }
        while let Some(one) = order.get(next).copied() {
            next += 1;
            for to in lifecycle.transitions[one].1.iter().filter_map(|to| at.get(to.as_str()).copied()) {
                if !std::mem::replace(&mut seen[to], true) {
                    order.push(to);
                }
            }
        }
    }
    order
}

fn alt(entity: &Entity, lifecycle: &Lifecycle, states: &[usize]) -> String {
    let shown = states.iter().filter_map(|state| lifecycle.transitions.get(*state));
    let moves = shown.filter(|(_, targets)| !targets.is_empty());
    let moves: Vec<String> = moves.map(|(from, targets)| format!("{from} to {}", words::series(targets))).collect();
    format!("The {} starts as {}. Moves: {}.", entity.words, lifecycle.initial, moves.join("; "))
}
