//! The map of archplan.
//!
//! Data flows one way: bytes → spec → plan (with the catalogue) → documents and files → disk → findings.
//! ARCHITECTURE.md says which room may know which; `tests/suite/rooms.rs` holds the code to it.

pub mod adr;
pub mod catalogue;
pub mod cli;
pub mod compare;
pub mod disk;
pub mod document;
pub mod drift;
pub mod explain;
pub mod export;
pub mod expression;
pub mod files;
pub mod plan;
pub mod preview;
pub mod prose;
pub mod report;
pub mod scaffold;
pub mod source;
pub mod spec;
pub mod style;
pub mod trace;
pub mod update;
pub mod yaml;
