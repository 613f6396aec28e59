//! The directives and the kinds of sections of documents made from the plan alone.

use super::{
    accepted, changelog, context, decision, dependencies, drawn, endpoints, entities, entity, events, given, glossary,
    goals, graph, named, obligations, open, principles, qualities, questions, resource, responsibilities, risks,
    running, runtime, scenarios, security, sensitive, stack, standards, trace,
};
use crate::document::outline::Outline;
use crate::document::prose;
use crate::document::realised::Realised;
use crate::plan::{NodeId, Plan};
use renderers::document::{Block, Section};
use std::collections::BTreeSet;

type Builder = fn(&Plan, &str) -> Vec<Block>;

type Maker = fn(&Plan, &Realised) -> Vec<Section>;

type Carried = fn(&Plan, &Realised, &Outline) -> Vec<Block>;

type About = fn(&Plan) -> Vec<NodeId>;

/// Every directive by name.
const DIRECTIVES: &[(&str, Builder)] = &[
    ("text summary", |plan, _| prose::blocks(&plan.service.summary)),
    ("list responsibilities", responsibilities::list),
    ("list out-of-scope", responsibilities::out_of_scope),
    ("table goals", goals::goals),
    ("table stakeholders", goals::stakeholders),
    ("table constraints", given::constraints),
    ("table assumptions", given::assumptions),
    ("list scenarios", scenarios::list),
    ("table risks", risks::risks),
    ("table debts", risks::debts),
    ("table prices", risks::prices),
    ("list unbuilt", risks::unbuilt),
    ("table questions", questions::table_of),
    ("table revisions", changelog::revisions),
    ("table records", changelog::records),
    ("list principles", principles::list),
    ("list standards", standards::list),
    ("list open", open::list),
    ("list glossary", glossary::list),
    ("table integrations", context::integrations),
    ("table qualities", qualities::table_of),
    ("table alerts", qualities::alerts),
    ("table decisions", stack::table_of),
    ("table choices", stack::choices),
    ("table later", stack::later),
    ("table accepted", accepted::table_of),
    ("table not-applicable", stack::not_applicable),
    ("table endpoints", endpoints::table_of),
    ("table roles", endpoints::roles),
    ("table access", endpoints::access),
    ("table failures", resource::general_failures),
    ("table published", events::published),
    ("table consumed", events::consumed),
    ("table references", entity::references),
    ("table obligations", obligations::table_of),
    ("table authority", stack::authority),
    ("table dependencies", dependencies::table_of),
    ("table sensitive", sensitive::table_of),
    ("table retention", sensitive::retention),
    ("text capacity", running::capacity::summary),
    ("table load", running::capacity::load),
    ("table volumes", running::capacity::volumes),
    ("table streams", running::capacity::streams),
    ("table derived", running::capacity::derived),
    ("text cost", running::cost::summary),
    ("table cost", running::cost::table_of),
    ("text recovery", running::recovery::summary),
    ("table recovery", running::recovery::table_of),
    ("table environments", running::environments::table_of),
    ("table objectives", running::objectives::table_of),
    ("table burn-rates", running::objectives::burn_rates),
    ("list on-alert", running::objectives::on_alert),
    ("text watched", running::rollout::watched),
    ("list back-when", running::rollout::back_when),
    ("list irreversible", running::rollout::irreversible),
    ("table boundaries", security::boundaries::table_of),
    ("diagram boundaries", security::boundaries::diagram),
    ("table threats", security::threats::table_of),
    ("diagram decisions", graph::whole),
    ("diagram entities", entities::diagram),
    ("diagram drawn", drawn::diagram),
];

/// Every directive that also needs to know what carries the plan out, by name.
const CARRIED: &[(&str, Carried)] =
    &[("table trace", trace::matrix), ("table realised", |plan, realised, _| trace::realised(plan, realised))];

/// The elements that directives show, by the name of the directive.
const ABOUT: &[(&str, About)] = &[
    ("list responsibilities", |plan| of(&plan.service.responsibilities, |r| NodeId::Responsibility(r.id.clone()))),
    ("table realised", |plan| of(&plan.service.responsibilities, |r| NodeId::Responsibility(r.id.clone()))),
    ("table goals", |plan| of(&plan.intent.goals, |goal| NodeId::Goal(goal.id.clone()))),
    ("table stakeholders", |plan| of(&plan.intent.stakeholders, |who| NodeId::Stakeholder(who.id.clone()))),
    ("table constraints", |plan| of(&plan.intent.constraints, |constraint| NodeId::Constraint(constraint.id.clone()))),
    ("table assumptions", |plan| of(&plan.intent.assumptions, |assumption| NodeId::Assumption(assumption.id.clone()))),
    ("list scenarios", |plan| of(&plan.intent.scenarios, |scenario| NodeId::Scenario(scenario.id.clone()))),
    ("table risks", |plan| of(plan.intent.risks.iter().filter(|r| !r.is_debt), |risk| NodeId::Risk(risk.id.clone()))),
    ("table debts", |plan| of(plan.intent.risks.iter().filter(|r| r.is_debt), |debt| NodeId::Risk(debt.id.clone()))),
    ("table questions", |plan| of(&plan.intent.questions, |question| NodeId::Question(question.id.clone()))),
    ("list principles", |plan| of(&plan.principles, |principle| NodeId::Principle(principle.id.clone()))),
    ("table qualities", |plan| of(&plan.qualities, |quality| NodeId::Quality(quality.id.clone()))),
    ("table alerts", |plan| of(&plan.qualities, |quality| NodeId::Quality(quality.id.clone()))),
    ("table integrations", |plan| of(&plan.integrations, |other| NodeId::Integration(other.id.clone()))),
    ("diagram drawn design/context", |plan| of(&plan.integrations, |other| NodeId::Integration(other.id.clone()))),
    ("diagram drawn design/containers", |plan| of(&plan.integrations, |other| NodeId::Integration(other.id.clone()))),
    ("table dependencies", |plan| of(&plan.integrations, |other| NodeId::Integration(other.id.clone()))),
    ("table boundaries", |plan| of(&plan.integrations, |other| NodeId::Integration(other.id.clone()))),
    ("table objectives", |plan| of(&plan.qualities, |quality| NodeId::Quality(quality.id.clone()))),
    ("table burn-rates", |plan| of(&plan.qualities, |quality| NodeId::Quality(quality.id.clone()))),
    ("table volumes", |plan| {
        let volumes = plan.running.capacity.iter().flat_map(|capacity| &capacity.volumes);
        of(volumes, |volume| NodeId::Entity(volume.entity.clone()))
    }),
    ("table sensitive", |plan| {
        of(sensitive::fields(plan), |(entity, field, _)| NodeId::Field(format!("{}.{}", entity.name, field.name)))
    }),
    ("table endpoints", |plan| of(plan.operations(), |operation| NodeId::Operation(operation.id.clone()))),
    ("table access", |plan| of(plan.operations(), |operation| NodeId::Operation(operation.id.clone()))),
    ("diagram entities", |plan| of(&plan.entities, |entity| NodeId::Entity(entity.name.clone()))),
    ("table published", |plan| of(&plan.published, |event| NodeId::Event(event.name.clone()))),
    ("table consumed", |plan| of(&plan.consumed, |event| NodeId::Event(event.name.clone()))),
];

/// Sections made one a thing, by the kind of things.
const EACH: &[(&str, Maker)] = &[
    ("resources", |plan, _| resource::sections(plan)),
    ("events", |plan, _| events::sections(plan)),
    ("entities", entity::sections),
    ("areas", decision::areas),
    ("scenarios", |plan, _| runtime::sections(plan)),
];

/// The blocks of a directive; `None` where there is no such directive.
pub(in crate::document) fn directive(
    plan: &Plan,
    realised: &Realised,
    outline: &Outline,
    line: &str,
) -> Option<Vec<Block>> {
    let of_plan = named(DIRECTIVES, line).map(|(build, words)| build(plan, words));
    of_plan.or_else(|| named(CARRIED, line).map(|(build, _)| build(plan, realised, outline)))
}

/// The names of all directives.
pub(in crate::document) fn directives() -> impl Iterator<Item = &'static str> {
    DIRECTIVES.iter().map(|(name, _)| *name).chain(CARRIED.iter().map(|(name, _)| *name))
}

/// The elements that a directive shows.
pub(in crate::document) fn about(plan: &Plan, line: &str) -> Vec<NodeId> {
    named(ABOUT, line).map(|(about, _)| about(plan)).unwrap_or_default()
}

/// Ids of the decisions that what a directive draws reads.
pub(in crate::document) fn read(line: &str) -> BTreeSet<String> {
    line.strip_prefix("diagram drawn ").map(|path| drawn::read(path.trim())).unwrap_or_default()
}

fn of<T>(things: impl IntoIterator<Item = T>, node: impl Fn(T) -> NodeId) -> Vec<NodeId> {
    things.into_iter().map(node).collect()
}

/// The sections of every thing of a kind; `None` where there is no such kind.
pub(in crate::document) fn each(plan: &Plan, realised: &Realised, kind: &str) -> Option<Vec<Section>> {
    EACH.iter().find(|(name, _)| *name == kind).map(|(_, build)| build(plan, realised))
}
