//! What changed from one version of the plan to the next.

use super::Markdown;
use crate::yaml::{Several, Text, record};

record! {
    /// A version of the plan.
    pub struct Revision("a version of the plan") {
        /// The version, such as `0.2.0`.
        version: Text,
        /// The day on which it was taken, such as `2026-01-31`.
        date: Option<Text>,
        /// What changed, as Markdown: one text, or a list of them.
        changed: Several<Markdown>,
    }
}
