//! What the plan leaves open: found by looking, so that nobody has to remember it.

use super::questions;
use crate::document::{ids, words};
use crate::plan::{Authentication, NodeId, Plan};
use renderers::document::{Block, Inline, Inlines};

/// `list open`
pub(super) fn list(plan: &Plan, _: &str) -> Vec<Block> {
    let questions = open(plan);
    if questions.is_empty() { Vec::new() } else { vec![Block::bullets(questions)] }
}

/// Every open question, in a fixed order.
pub(in crate::document) fn open(plan: &Plan) -> Vec<Inlines> {
    let mut open = Vec::new();
    open.extend(owner(plan));
    open.extend(questions::unsaid(plan));
    open.extend(unguarded(plan));
    open.extend(unprincipled(plan));
    open.extend(unmeasured(plan));
    open.extend(unserved(plan));
    open.extend(unrealised(plan));
    open.extend(idle_roles(plan));
    open.extend(unreached(plan));
    open.extend(unhandled(plan));
    open.extend(questions::half_said(plan));
    open.extend(super::accepted::open(plan));
    open
}

fn owner(plan: &Plan) -> Option<Inlines> {
    plan.service.owner.is_empty().then(|| {
        vec![
            Inline::from("Who owns the service? The spec names nobody in "),
            Inline::Code("service.owner".to_owned()),
            Inline::from("."),
        ]
    })
}

fn unguarded(plan: &Plan) -> Option<Inlines> {
    let open = plan.api.authentication == Authentication::None && plan.operations().count() > 0;
    open.then(|| {
        vec![
            Inline::from("Who keeps strangers out? No operation asks who the caller is; "),
            Inline::Code("api.authentication".to_owned()),
            Inline::from(" would."),
        ]
    })
}

fn unprincipled(plan: &Plan) -> Option<Inlines> {
    plan.principles.is_empty().then(|| {
        vec![
            Inline::from("Which principles bind those who change the service? The spec names none in "),
            Inline::Code("principles".to_owned()),
            Inline::from("."),
        ]
    })
}

fn unmeasured(plan: &Plan) -> impl Iterator<Item = Inlines> {
    let goals = plan.qualities.iter().filter(|quality| quality.threshold.is_none());
    goals.map(|quality| {
        vec![
            Inline::from("How is the goal "),
            Inline::Code(quality.id.clone()),
            Inline::from(" measured? It has no metric, so nothing shows whether it is met."),
        ]
    })
}

fn unserved(plan: &Plan) -> impl Iterator<Item = Inlines> {
    let served = |id: &String| plan.decisions.iter().any(|d| d.chosen().is_some() && d.serves.contains(id));
    let goals = plan.qualities.iter().filter(move |quality| !served(&quality.id));
    goals.map(|quality| {
        vec![
            Inline::from("Which decision serves the goal "),
            Inline::Code(quality.id.clone()),
            Inline::from("? None says so."),
        ]
    })
}

/// Responsibilities that nothing realises. Where the trace links none at all, it does not know, and says nothing.
fn unrealised(plan: &Plan) -> Vec<Inlines> {
    let linked = |id: &str| !plan.trace.consequences(&NodeId::Responsibility(id.to_owned())).is_empty();
    let responsibilities = &plan.service.responsibilities;
    if !responsibilities.iter().any(|r| linked(&r.id)) {
        return Vec::new();
    }
    let open = responsibilities.iter().filter(|r| !linked(&r.id));
    let question = |id: &str| {
        vec![
            Inline::from("What realises the responsibility "),
            Inline::Code(id.to_owned()),
            Inline::from("? No operation and no event does."),
        ]
    };
    open.map(|r| question(&r.id)).collect()
}

fn idle_roles(plan: &Plan) -> impl Iterator<Item = Inlines> {
    let idle = plan.api.roles.iter().filter(|role| !plan.operations().any(|o| o.roles.contains(&role.id)));
    idle.map(|role| {
        vec![
            Inline::from("What may the role "),
            Inline::Code(role.id.clone()),
            Inline::from(" do? No operation names it."),
        ]
    })
}

fn unreached(plan: &Plan) -> impl Iterator<Item = Inlines> {
    let offered = |name: &str| plan.api.resources.iter().any(|resource| resource.entity == name);
    let owned = |name: &str| plan.relationships_to(name).any(|relationship| relationship.owned);
    let hidden = plan.entities.iter().filter(move |entity| !offered(&entity.name) && !owned(&entity.name));
    hidden.map(|entity| {
        vec![
            Inline::from("How do "),
            Inline::Text(entity.plural.clone()),
            Inline::from(" come into being? No resource offers "),
            ids::code_link(ids::entity(&entity.name), entity.name.as_str()),
            Inline::from(", and it is no part of another entity."),
        ]
    })
}

fn unhandled(plan: &Plan) -> impl Iterator<Item = Inlines> {
    let idle = plan.consumed.iter().filter(|event| event.transition.is_none());
    idle.map(|event| {
        words::ended(vec![
            Inline::from("What happens after "),
            Inline::Code(event.name.clone()),
            Inline::from(" arrives? The spec says nothing"),
        ])
    })
}
