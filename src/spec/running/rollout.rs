//! How a release is watched and taken back.

use super::quantity::{Quantity, Time};
use crate::yaml::{Markdown, record};

record! {
    /// How a release is watched and taken back. Its steps follow from the decisions.
    pub struct Rollout("the rollout") {
        /// Who watches a release, as Markdown.
        watched_by: Option<Markdown>,
        /// For how long, such as `30 min`.
        watched_for: Option<Quantity<Time>>,
        /// When one goes back, besides the alerts on the goals: each as a sentence of Markdown.
        back_when: Vec<Markdown>,
        /// What going back does not undo: each as a sentence of Markdown.
        irreversible: Vec<Markdown>,
    }
}
