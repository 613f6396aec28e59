//! What is allowed and risky about a plan.

use super::DecisionId;
use crate::report::{Code, Diagnostic};
use crate::source::Spanned;

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

/// Says that a spec accepts a warning that nobody gives.
pub(crate) fn accepted_nothing(code: &Spanned<String>) -> Diagnostic {
    let message = format!("`{}` is accepted, but nothing of this plan raises it", code.value);
    let told = Diagnostic::error(Code::new("plan", "accepted-nothing"), code.span, message).as_warning();
    told.help("take it out of `accept`")
}
