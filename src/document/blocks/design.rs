//! The directives and the kinds of sections of documents made from the plan alone.

use super::{
    accepted, context, decision, dependencies, drawn, endpoints, entities, entity, events, glossary, graph, named,
    obligations, open, principles, qualities, resource, responsibilities, sensitive, stack, standards, trace,
};
use crate::document::prose;
use crate::plan::Plan;
use renderers::document::{Block, Section};

type Builder = fn(&Plan, &str) -> Vec<Block>;

type Maker = fn(&Plan) -> Vec<Section>;

/// Every directive by name.
const DIRECTIVES: &[(&str, Builder)] = &[
    ("text summary", |plan, _| prose::blocks(&plan.service.summary)),
    ("list responsibilities", responsibilities::list),
    ("list out-of-scope", responsibilities::out_of_scope),
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
    ("table trace", trace::table_of),
    ("diagram context", context::diagram),
    ("diagram decisions", graph::whole),
    ("diagram entities", entities::diagram),
    ("diagram drawn", drawn::diagram),
];

/// Sections made one a thing, by the kind of things.
const EACH: &[(&str, Maker)] = &[
    ("resources", resource::sections),
    ("events", events::sections),
    ("entities", entity::sections),
    ("areas", decision::areas),
];

/// The blocks of a directive; `None` where there is no such directive.
pub(in crate::document) fn directive(plan: &Plan, line: &str) -> Option<Vec<Block>> {
    named(DIRECTIVES, line).map(|(build, words)| build(plan, words))
}

/// The sections of every thing of a kind; `None` where there is no such kind.
pub(in crate::document) fn each(plan: &Plan, kind: &str) -> Option<Vec<Section>> {
    EACH.iter().find(|(name, _)| *name == kind).map(|(_, build)| build(plan))
}
