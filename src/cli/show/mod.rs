//! How diagnostics look: one file a format.

pub(super) mod catalogue;
pub(super) mod changes;
pub(super) mod comparison;
pub(super) mod diagram;
pub(super) mod document;
pub(super) mod explanation;
pub(super) mod held;
pub(super) mod import;
pub(super) mod node;
pub(super) mod targets;
pub(super) mod text;
pub(super) mod trace;
pub(super) mod view;
pub(super) mod why;
