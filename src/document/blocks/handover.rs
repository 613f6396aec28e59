//! The directives and the kinds of sections of the handover. What it does not know, `design` may.

use super::{
    commands, components, design, drifted, extend, measured, named, readiness, settings, signatures, tree, versions,
};
use crate::document::evidence::Handed;
use crate::document::outline::Outline;
use crate::document::realised::Realised;
use crate::plan::Plan;
use renderers::document::{Block, Section};

/// What the handover is made of.
pub(in crate::document) struct Review<'a> {
    /// What was planned.
    pub(in crate::document) plan: &'a Plan,
    /// What is there.
    pub(in crate::document) handed: &'a Handed,
}

type Builder = fn(&Review<'_>, &str) -> Vec<Block>;

type Maker = fn(&Review<'_>) -> Vec<Section>;

/// Every directive by name.
const DIRECTIVES: &[(&str, Builder)] = &[
    ("table findings", drifted::findings),
    ("table compared", drifted::compared),
    ("table unbuilt", drifted::unbuilt),
    ("list edited", drifted::edited),
    ("table taken-over", drifted::ejected),
    ("table files", tree::files),
    ("table commands", commands::table_of),
    ("table tasks", commands::tasks),
    ("table versions", versions::table_of),
    ("table settings", settings::table_of),
    ("table evidence", measured::table_of),
    ("code output", measured::output),
    ("list readiness", readiness::list),
    ("table sign-off", signatures::table_of),
    ("table followers", extend::followers),
    ("extend", extend::blocks),
];

/// Sections made one a thing, by the kind of things.
const EACH: &[(&str, Maker)] = &[("components", components::sections)];

/// The blocks of a directive; `None` where there is no such directive.
pub(in crate::document) fn directive(review: &Review<'_>, line: &str) -> Option<Vec<Block>> {
    match named(DIRECTIVES, line) {
        Some((build, words)) => Some(build(review, words)),
        None => design::directive(review.plan, &Realised::default(), &Outline::default(), line),
    }
}

/// The sections of every thing of a kind; `None` where there is no such kind.
pub(in crate::document) fn each(review: &Review<'_>, kind: &str) -> Option<Vec<Section>> {
    EACH.iter().find(|(name, _)| *name == kind).map(|(_, build)| build(review))
}
