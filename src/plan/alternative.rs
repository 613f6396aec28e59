//! What another choice would do.

use super::DecisionId;
use std::collections::BTreeMap;

/// For each decision that applies, its options that were not chosen and what each would do to other decisions.
#[derive(Clone, Debug, Default)]
pub struct Alternatives(pub(super) BTreeMap<DecisionId, Vec<Alternative>>);

/// An option that was not chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Id of the option.
    pub option: String,
    /// What choosing it would do.
    pub outcome: Outcome,
}

/// What choosing another option would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It goes with the rest, and these decisions come out otherwise; none may.
    Flips(Vec<Flip>),
    /// It contradicts something: these decisions, or the spec itself where there is none.
    Refused(Vec<DecisionId>),
}

/// A decision that comes out otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The decision.
    pub decision: DecisionId,
    /// Id of the option that is chosen then; `None` where the question no longer arises.
    pub to: Option<String>,
}

impl Alternatives {
    /// The options of a decision that were not chosen, in catalogue order.
    pub fn of(&self, decision: &DecisionId) -> &[Alternative] {
        self.0.get(decision).map_or(&[], Vec::as_slice)
    }
}
