//! Questions that the spec asks, and what it leaves unsaid of goals, stakeholders and risks.

use super::table::table;
use super::{given, scenarios};
use crate::document::{prose, words};
use crate::plan::Plan;
use renderers::document::{Block, Inline, Inlines, text};

/// `table questions`: what somebody still has to decide, the most pressing first.
pub(super) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let mut questions: Vec<_> = plan.intent.questions.iter().collect();
    questions.sort_by_key(|question| (question.by.is_empty(), question.by.as_str()));
    let rows = questions.into_iter().map(|question| {
        let named = [&question.decides, &plan.service.owner].into_iter().find(|name| !name.is_empty());
        let decides = named.map_or("nobody named yet", |name| name.as_str());
        let waiting = given::decisions(plan, &question.blocks);
        [prose::line(&question.question), text(decides), text(question.by.as_str()), waiting]
    });
    table("To be decided", ["Question", "Decides", "By", "Waits for it"], rows.collect())
}

/// What a board expects of every service and the spec does not say, in one question.
pub(super) fn unsaid(plan: &Plan) -> Option<Inlines> {
    let intent = &plan.intent;
    let parts = [
        (intent.goals.is_empty(), "what is the service there to reach", "goals"),
        (intent.stakeholders.is_empty(), "who needs it", "stakeholders"),
        (intent.risks.is_empty(), "what may go wrong", "risks"),
    ];
    let open: Vec<_> = parts.into_iter().filter(|(is_open, ..)| *is_open).collect();
    if open.is_empty() {
        return None;
    }
    let asked: Vec<String> = open.iter().map(|(_, question, _)| (*question).to_owned()).collect();
    let keys = open.iter().map(|(.., key)| vec![Inline::Code((*key).to_owned())]).collect();
    let mut line = vec![Inline::Text(format!("{}? The spec says nothing in ", words::capital(&words::series(&asked))))];
    line.extend(words::joined(keys));
    Some(words::ended(line))
}

/// What is half said of goals, assumptions, scenarios and risks.
pub(super) fn half_said(plan: &Plan) -> Vec<Inlines> {
    let intent = &plan.intent;
    let goals = intent.goals.iter().map(|goal| {
        let open =
            [(goal.measure.is_empty(), "what shows that it is reached"), (goal.met_by.is_empty(), "what meets it")];
        ("goal", &goal.id, missing(&open))
    });
    let assumptions = intent.assumptions.iter().map(|assumption| {
        let open = [
            (assumption.wrong_when.is_empty(), "what would show that it is wrong"),
            (assumption.watched_by.is_empty(), "who watches for that"),
        ];
        ("assumption", &assumption.id, missing(&open))
    });
    let risks = intent.risks.iter().map(|risk| {
        let open = [
            (risk.likelihood.is_none() && !risk.is_debt, "how likely is it"),
            (risk.impact.is_none(), "how bad is it"),
            (risk.mitigation.is_empty(), "what is done about it"),
            (risk.owner.is_empty(), "who sees to it"),
        ];
        (if risk.is_debt { "debt" } else { "risk" }, &risk.id, missing(&open))
    });
    let half = goals.chain(assumptions).chain(risks).filter(|(.., open)| !open.is_empty());
    let said = half.map(|(kind, id, open)| {
        let asked = words::capital(&words::series(&open));
        let line = format!("{asked}? The {kind} ");
        vec![Inline::Text(line), Inline::Code(id.clone()), Inline::from(" does not say.")]
    });
    let unmeasured = scenarios::unmeasured(plan).into_iter().map(|id| {
        vec![
            Inline::from("What shows that the scenario "),
            Inline::Code(id.to_owned()),
            Inline::from(" went well? Neither it nor its quality has a measure."),
        ]
    });
    said.chain(unmeasured).collect()
}

fn missing(parts: &[(bool, &str)]) -> Vec<String> {
    parts.iter().filter(|(is_open, _)| *is_open).map(|(_, words)| (*words).to_owned()).collect()
}
