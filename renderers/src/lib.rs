//! A document in, bytes out.
//!
//! [`Document`] is the one model behind every format. [`markdown()`], [`html()`] and [`pdf()`] are pure
//! functions from it: no clock, no disk, no network, no knowledge of specs or decisions.
//! [`read::blocks`] goes the other way, from Markdown that a person wrote to the model.
//!
//! Start reading at [`document`]; a diagram is described in [`diagram`] and drawn by its siblings.

pub mod diagram;
pub mod document;

pub use document::Document;
