//! What the lock holds against what would be decided today, in lines for people.

use crate::plan::{Held, Plan};

/// A line for each choice that is kept though it would fall otherwise now, and for each that was let go.
pub(in crate::cli) fn lines(plan: &Plan) -> Vec<String> {
    let (kept, gone): (Vec<&Held>, Vec<&Held>) = plan.held.iter().partition(|held| held.kept);
    let gone = gone.iter().map(|held| {
        format!("  decided anew: `{}` was `{}` and is `{}` now: {}", held.decision, held.locked, held.now, held.because)
    });
    let stays = kept.iter().map(|held| {
        format!(
            "  locked: `{}` stays `{}`; today it would be `{}`: {}",
            held.decision, held.locked, held.now, held.because
        )
    });
    let ids: Vec<String> = kept.iter().map(|held| held.decision.to_string()).collect();
    let hint = (!ids.is_empty()).then(|| format!("  `archplan plan --update {}` decides anew", ids.join(" ")));
    gone.chain(stays).chain(hint).collect()
}
