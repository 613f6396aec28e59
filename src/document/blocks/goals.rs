//! What the service is for, and for whom.

use super::table::{code, codes, table};
use crate::document::{ids, prose, words};
use crate::plan::Plan;
use crate::plan::intent::{Goal, Stakeholder};
use renderers::document::{Block, Inline, Inlines, text};

/// `table goals`
pub(super) fn goals(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = plan.intent.goals.iter().map(|goal| {
        let measure = if goal.measure.is_empty() { text("not measured yet") } else { prose::line(&goal.measure) };
        [code(&goal.id), prose::line(&goal.statement), measure, met_by(plan, goal)]
    });
    table("What the service is there to reach", ["Goal", "Statement", "Measured by", "Met by"], rows.collect())
}

/// `table stakeholders`
pub(super) fn stakeholders(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = plan.intent.stakeholders.iter().map(|stakeholder| {
        let wants = |goal: &&Goal| goal.wanted_by.contains(&stakeholder.id);
        let goals = plan.intent.goals.iter().filter(wants).map(|goal| goal.id.as_str());
        [who(stakeholder), prose::line(&stakeholder.needs), codes(goals), prose::line(&stakeholder.informed)]
    });
    let heads = ["Stakeholder", "Needs", "Goals", "Kept informed by"];
    table("Who has a stake in the service", heads, rows.collect())
}

/// The name, with who speaks for them under it.
fn who(stakeholder: &Stakeholder) -> Inlines {
    let mut line = text(stakeholder.title.as_str());
    if !stakeholder.contact.is_empty() {
        line.extend([Inline::Break, Inline::Text(stakeholder.contact.clone())]);
    }
    line
}

fn met_by(plan: &Plan, goal: &Goal) -> Inlines {
    words::listed(goal.met_by.iter().map(|node| ids::node(plan, node)).collect())
}
