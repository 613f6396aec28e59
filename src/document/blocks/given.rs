//! What the team cannot change, and what it takes for granted.

use super::table::{code, table};
use crate::document::{ids, prose, words};
use crate::plan::{DecisionId, Plan};
use renderers::document::{Block, Inlines, text};

/// `table constraints`
pub(super) fn constraints(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = plan.intent.constraints.iter().map(|constraint| {
        let settles = decisions(plan, constraint.settles.iter().map(|(decision, _)| decision));
        let statement = words::ended(prose::line(&constraint.statement));
        let because = words::ended(prose::line(&constraint.because));
        [code(&constraint.id), text(constraint.kind.word()), statement, because, settles]
    });
    let heads = ["Constraint", "Kind", "What it asks", "Why", "Settles"];
    table("What the team cannot change", heads, rows.collect())
}

/// `table assumptions`
pub(super) fn assumptions(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = plan.intent.assumptions.iter().map(|assumption| {
        [
            code(&assumption.id),
            words::ended(prose::line(&assumption.statement)),
            prose::line(&assumption.wrong_when),
            text(assumption.watched_by.as_str()),
            decisions(plan, &assumption.supports),
        ]
    });
    let heads = ["Assumption", "What is taken for granted", "Wrong when", "Watched by", "Carries"];
    table("What is taken for granted", heads, rows.collect())
}

/// Decisions with their choices; those that do not apply by their title alone.
pub(super) fn decisions<'d>(plan: &Plan, ids: impl IntoIterator<Item = &'d DecisionId>) -> Inlines {
    let named = ids.into_iter().filter_map(|id| plan.decision(id.as_str()));
    let line = |decision: &crate::plan::Decision| match decision.chosen() {
        Some(_) => ids::decision_link(decision),
        None => text(decision.title.as_str()),
    };
    words::chained(named.map(line).collect())
}
