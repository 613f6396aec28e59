//! Warnings that only one of two plans has.

use super::{Difference, pairs};
use crate::plan::Advice;

/// A warning that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdviceChange {
    /// Its code, such as `advice/sqlite-on-one-host`.
    pub code: String,
    /// How it differs.
    pub difference: Difference,
    /// What is risky, as words without a full stop.
    pub message: String,
    /// Why the team accepts it; `None` where it does not.
    pub accepted: Option<String>,
}

pub(super) fn compare(before: &[Advice], after: &[Advice]) -> Vec<AdviceChange> {
    let change = |(before, after): (Option<&Advice>, Option<&Advice>)| {
        let difference = match (before, after) {
            (Some(before), Some(after)) if is_alike(before, after) => return None,
            (Some(_), Some(_)) => Difference::Changed,
            (Some(_), None) => Difference::Removed,
            (None, _) => Difference::Added,
        };
        let of = after.or(before)?;
        Some(AdviceChange {
            code: of.code.to_string(),
            difference,
            message: of.message.clone(),
            accepted: of.accepted.clone(),
        })
    };
    pairs(before, after, |advice| (&advice.code, &advice.message)).into_iter().filter_map(change).collect()
}

fn is_alike(before: &Advice, after: &Advice) -> bool {
    before.because == after.because && before.instead == after.instead && before.accepted == after.accepted
}
