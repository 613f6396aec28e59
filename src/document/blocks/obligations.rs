//! What the tests of this service must show, counted from the plan.

use super::table::{numbers, table};
use crate::document::field;
use crate::plan::{Action, Operation, Plan, Resource};
use renderers::document::{Block, Cell, text};

/// `table obligations`: rows with no case are left out.
pub(super) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = [
        ("Every operation succeeds once", operations(plan), "operations"),
        ("Every planned failure is given", failures(plan), "failures listed for the operations"),
        (
            "Every role is refused what it may not do",
            refusals(plan),
            "pairs of operation and role that the access matrix denies",
        ),
        (
            "A caller does not reach what belongs to another",
            foreign(plan),
            "operations on one entry of a resource with an owner",
        ),
        ("Every allowed move of a lifecycle is made", moves(plan, true), "moves in the lifecycle tables"),
        ("Every other move is refused", moves(plan, false), "ordered pairs of states without a move"),
        (
            "Every rule on a field holds at its edge",
            rules(plan),
            "bounds, formats and sets of values of the fields that callers give",
        ),
        ("Every uniqueness holds under two requests at once", unique(plan), "unique fields and sets of fields"),
        ("Every page starts where the one before it ended", lists(plan), "operations that give pages"),
        ("Every event is written with its change or not at all", events(plan), "pairs of event and operation"),
        ("Every consumed event is handled once, however often it comes", plan.consumed.len(), "consumed events"),
        ("Every measured quality goal is met under load", goals(plan), "goals with a metric"),
    ];
    let rows = rows.into_iter().filter(|(_, cases, _)| *cases > 0);
    let rows: Vec<[Cell; 3]> =
        rows.map(|(what, cases, from)| [text(what), text(cases.to_string()), text(from)]).collect();
    numbers(table("What the tests must show", ["Obligation", "Cases", "Counted from"], rows), "Cases")
}

fn operations(plan: &Plan) -> usize {
    plan.operations().count()
}

fn failures(plan: &Plan) -> usize {
    plan.operations().map(|operation| operation.failures.len()).sum()
}

fn refusals(plan: &Plan) -> usize {
    let guarded = plan.operations().filter(|operation| !operation.roles.is_empty());
    guarded.map(|operation| plan.api.roles.iter().filter(|role| !operation.roles.contains(&role.id)).count()).sum()
}

fn foreign(plan: &Plan) -> usize {
    let owned = plan.api.resources.iter().filter(|resource| resource.owner.is_some());
    owned.flat_map(|resource| &resource.operations).filter(|operation| operation.parameter.is_some()).count()
}

fn moves(plan: &Plan, allowed: bool) -> usize {
    let lifecycles = plan.entities.iter().filter_map(|entity| entity.lifecycle.as_ref());
    let counts = lifecycles.map(|lifecycle| {
        let states = lifecycle.transitions.len();
        let moves: usize = lifecycle.transitions.iter().map(|(_, to)| to.len()).sum();
        if allowed { moves } else { (states * states.saturating_sub(1)).saturating_sub(moves) }
    });
    counts.sum()
}

fn rules(plan: &Plan) -> usize {
    let each = plan.api.resources.iter().flat_map(|resource| resource.operations.iter().map(move |o| (resource, o)));
    each.map(|(resource, operation)| rules_of(plan, resource, operation)).sum()
}

fn rules_of(plan: &Plan, resource: &Resource, operation: &Operation) -> usize {
    let Some(entity) = plan.entity(&resource.entity) else { return 0 };
    let (Action::Create { accepts }
    | Action::Update { accepts }
    | Action::Replace { accepts }
    | Action::Custom { accepts }) = &operation.action
    else {
        return 0;
    };
    let fields = entity.fields.iter().filter(|field| accepts.contains(&field.name));
    let parts = plan.relationships_from(&entity.name).filter(|r| r.owned && accepts.contains(&r.name));
    let of_parts = parts.filter_map(|r| plan.entity(&r.to).map(|part| (r, part)));
    let in_parts = of_parts.map(|(r, part)| {
        let given = part.fields.iter().filter(|field| !field.key && field.computed.is_none());
        given.map(field::rules).sum::<usize>() + usize::from(r.min > 0) + usize::from(r.max.is_some())
    });
    fields.map(field::rules).sum::<usize>() + in_parts.sum::<usize>()
}

fn unique(plan: &Plan) -> usize {
    let of = |entity: &crate::plan::Entity| {
        entity.unique.len() + entity.fields.iter().filter(|field| field.unique && !field.key).count()
    };
    plan.entities.iter().map(of).sum()
}

fn lists(plan: &Plan) -> usize {
    plan.operations().filter(|operation| matches!(operation.action, Action::List { .. })).count()
}

fn events(plan: &Plan) -> usize {
    plan.published.iter().map(|event| event.after.len()).sum()
}

fn goals(plan: &Plan) -> usize {
    plan.qualities.iter().filter(|quality| quality.threshold.is_some()).count()
}
