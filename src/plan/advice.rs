//! What is allowed and risky about a plan.

use super::DecisionId;
use crate::report::Code;

/// A warning about a plan, given by a soft rule of the catalogue or accepted by the spec.
#[derive(Clone, Debug)]
pub struct Advice {
    /// Its code, such as `advice/sqlite-on-one-host`.
    pub code: Code,
    /// What is risky, in the form of a diagnostic: no capital at the start, no full stop.
    pub message: String,
    /// Why, as a sentence; may be empty for warnings that no soft rule gave.
    pub because: String,
    /// What to do instead, as imperative phrases.
    pub instead: Vec<String>,
    /// The decisions that it is about.
    pub about: Vec<DecisionId>,
    /// Why the team accepts it, as the spec says; `None` where it does not.
    pub accepted: Option<String>,
}
