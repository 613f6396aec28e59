//! How diagnostics look: one file a format.

pub(super) mod catalogue;
pub(super) mod changes;
pub(super) mod document;
pub(super) mod text;
