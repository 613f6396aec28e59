//! Everything that is seen from outside, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops where something is not as it must be, and meets the outside"
)]

// The name under which the crate's own tests know it: both include the same checks.
extern crate renderers as archplan_renderers;

mod adr_import;
mod browser;
mod catalogue;
mod catalogues;
mod codes;
mod compare;
mod decision_records;
mod documents;
mod drawings;
mod every_field;
mod explain;
mod formats;
mod generate;
mod generated;
mod graph;
mod help;
mod hostile;
mod input;
mod links;
mod plan;
mod project;
mod render;
mod review;
mod rooms;
mod schema;
mod serve;
mod sites;
mod specs;
mod standards;
mod steps;
mod styles;
mod targets;
mod trace;
mod traces;
mod updates;
mod versions;
mod why;
mod workspace;
