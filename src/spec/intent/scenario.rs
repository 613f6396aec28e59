//! Qualities as situations that can be tried.

use super::Markdown;
use crate::yaml::{Text, record};

record! {
    /// A quality scenario: who does what in which situation, and what the service has to do then (SEI; arc42, section 10).
    pub struct Scenario("a scenario") {
        /// Id of the quality that it is about.
        quality: Option<Text>,
        /// Who or what acts, as Markdown.
        source: Option<Markdown>,
        /// What they do, or what happens, as Markdown.
        stimulus: Markdown,
        /// In which situation, as Markdown.
        environment: Option<Markdown>,
        /// What it meets: an operation, event, entity or field of this spec, or words.
        artifact: Option<Text>,
        /// What the service does then, as Markdown.
        response: Markdown,
        /// What shows that it did, as Markdown; the measure of its quality where it is left out.
        measure: Option<Markdown>,
    }
}
