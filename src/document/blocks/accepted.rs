//! Risks of the plan that the team takes, with its reasons.

use super::table::table;
use crate::document::{ids, prose, words};
use crate::plan::{Advice, Plan};
use renderers::document::{Block, Inline, Inlines, text};

/// `table accepted`: what is risky, why, and why the team accepts it.
pub(super) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let accepted = plan.advice.iter().filter_map(|advice| Some((advice, advice.accepted.as_ref()?)));
    let rows = accepted.map(|(advice, reason)| {
        let risk = text(words::sentence(&words::capital(&advice.message)));
        [risk, text(words::sentence(&advice.because)), prose::line(reason), about(plan, advice)]
    });
    table("Risks that the team accepts", ["Risk", "Why it is one", "Why it is accepted", "About"], rows.collect())
}

/// A question for each risk that nobody accepted yet.
pub(super) fn open(plan: &Plan) -> impl Iterator<Item = Inlines> {
    let open = plan.advice.iter().filter(|advice| advice.accepted.is_none());
    open.map(|advice| {
        vec![Inline::Text(format!("Is it meant that {}? {}", advice.message, words::sentence(&advice.because)))]
    })
}

fn about(plan: &Plan, advice: &Advice) -> Inlines {
    let decisions = advice.about.iter().filter_map(|id| plan.decision(id.as_str()));
    words::listed(decisions.filter(|decision| decision.chosen().is_some()).map(ids::decision_link).collect())
}
