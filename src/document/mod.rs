//! Documents made from the plan.
//!
//! [`design`] gives the architecture plan, [`handover`] what was built against it, [`openapi`] the contract of its
//! requests, [`asyncapi`] that of its events.
//! Prose and order are data in `plans/documents`; this room parses that prose once, fills its holes with
//! text, and makes the typed blocks that its directives name (`blocks`). It knows the plan and the document
//! model, and neither Markdown, HTML nor PDF; text of a user is never parsed as markup of ours. Start reading
//! at `outline` for what is written down, `fill` for how values come in.

mod arrange;
mod asyncapi;
mod beside;
mod blocks;
mod design;
mod evidence;
mod example;
mod field;
mod figures;
mod fill;
mod glob;
mod handover;
pub(crate) mod ids;
mod kept;
pub(crate) mod links;
mod openapi;
mod ordered;
mod outline;
mod problem;
pub(crate) mod prose;
mod realised;
mod schema;
mod sources;
mod standing;
#[cfg(test)]
mod tests;
mod values;
mod visit;
pub(crate) mod words;

pub use arrange::known;
pub use asyncapi::{asyncapi, asyncapi_yaml};
pub use design::{design, design_with};
pub use evidence::{Disagreement, Evidence, FileState, Handed, HandedFile, Planned};
pub use handover::handover;
pub use openapi::{openapi, openapi_yaml};
pub use realised::Realised;
pub use sources::{Source, asyncapi_sources, openapi_sources, sources};
