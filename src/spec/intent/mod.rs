//! Why the service is there, for whom, within which limits, and what may go wrong. One file a concept.

mod given;
mod goal;
mod question;
mod revision;
mod risk;
mod scenario;
mod term;

pub use given::{Assumption, Constraint, ConstraintKind};
pub use goal::{Goal, Stakeholder};
pub use question::Question;
pub use revision::Revision;
pub use risk::{Level, Risk, RiskKind};
pub use scenario::Scenario;
pub use term::Term;

use crate::yaml::Markdown;
