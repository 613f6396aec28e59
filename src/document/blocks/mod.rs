//! The blocks that directives of sections name: one file a kind of block.
//!
//! [`design`] lists those that need only the plan, [`handover`] those that need the project on disk too. A builder gets the plan and the words after its name, and
//! gives no block where the plan has nothing to show.

pub(super) mod design;
pub(super) mod handover;

mod accepted;
mod appears;
mod change;
mod changelog;
mod clusters;
mod commands;
mod components;
mod context;
mod decision;
mod dependencies;
mod drawn;
mod drifted;
mod endpoints;
mod entities;
mod entity;
mod events;
mod extend;
mod given;
mod glossary;
mod goals;
mod graph;
mod kind;
mod lifecycle;
mod measured;
mod obligations;
mod open;
mod principles;
mod qualities;
mod questions;
mod readiness;
mod resource;
mod responsibilities;
mod risks;
mod running;
pub(super) mod runtime;
mod scenarios;
mod security;
mod sensitive;
mod settings;
mod signatures;
mod stack;
mod standards;
mod table;
mod trace;
mod tree;
mod versions;

pub(super) use components::is_input;
pub(super) use drawn::is_picture;
pub(super) use resource::{answer, next_state};
pub(super) use running::capacity::{is_derived, unbounded};
pub(super) use running::objectives::unanswered;
pub(super) use sensitive::fields as protected;
pub(super) use table::code;

/// The builder whose name starts the line, and the words after it.
fn named<'l, B: Copy>(builders: &[(&str, B)], line: &'l str) -> Option<(B, &'l str)> {
    builders.iter().find_map(|(name, build)| {
        let rest = line.strip_prefix(name)?;
        (rest.is_empty() || rest.starts_with(' ')).then_some((*build, rest.trim()))
    })
}
