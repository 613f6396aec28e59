//! How a release is watched and taken back, as far as the spec says so.

use crate::document::{figures, prose, words};
use crate::plan::Plan;
use renderers::document::{Block, Inline, Inlines};

/// `text watched`: who watches a release, and for how long.
pub(in crate::document::blocks) fn watched(plan: &Plan, _: &str) -> Vec<Block> {
    let rollout = &plan.running.rollout;
    let length = rollout.watched_for.as_ref().map(|time| figures::time(time.value));
    let line = match (rollout.watched_by.is_empty(), length) {
        (true, None) => return Vec::new(),
        (true, Some(length)) => vec![Inline::Text(format!("A release is watched for {length}"))],
        (false, length) => {
            let mut line = vec![Inline::from("A release is watched by: ")];
            line.extend(prose::line(&rollout.watched_by));
            line.extend(length.map(|length| Inline::Text(format!(", for {length}"))));
            line
        }
    };
    vec![Block::Paragraph(words::ended(line))]
}

/// `list back-when`: when one goes back, besides the alerts.
pub(in crate::document::blocks) fn back_when(plan: &Plan, _: &str) -> Vec<Block> {
    bullets(&plan.running.rollout.back_when)
}

/// `list irreversible`: what going back does not undo.
pub(in crate::document::blocks) fn irreversible(plan: &Plan, _: &str) -> Vec<Block> {
    bullets(&plan.running.rollout.irreversible)
}

fn bullets(sentences: &[String]) -> Vec<Block> {
    let items: Vec<Inlines> = sentences.iter().map(|sentence| prose::sentence(sentence)).collect();
    if items.is_empty() { Vec::new() } else { vec![Block::bullets(items)] }
}
