//! What was measured, by which command, with what outcome.

use super::handover::Review;
use super::table::{code, table};
use crate::document::evidence::Evidence;
use renderers::document::{Block, Code, Inline, text};

/// `table evidence`; where nothing was run, how to.
pub(super) fn table_of(review: &Review<'_>, _: &str) -> Vec<Block> {
    if review.handed.evidence.is_empty() {
        return vec![Block::Paragraph(vec![
            Inline::from("Nothing was measured. "),
            Inline::Code("archplan review --verify".to_owned()),
            Inline::from(" runs the checks of the project and writes their outcome here."),
        ])];
    }
    let rows = review.handed.evidence.iter().map(|evidence| {
        [
            text(evidence.check.as_str()),
            code(&evidence.command),
            text(outcome(evidence)),
            text(counts(evidence)),
            text(format!("{}.{} s", evidence.duration_ms / 1000, evidence.duration_ms % 1000 / 100)),
            text(evidence.when.as_str()),
        ]
    });
    let heads = ["Check", "Command", "Outcome", "Cases", "Took", "When"];
    table("Checks that were run", heads, rows.collect())
}

/// `code output`: the last lines of the checks that failed.
pub(super) fn output(review: &Review<'_>, _: &str) -> Vec<Block> {
    let failed = review.handed.evidence.iter().filter(|evidence| !evidence.is_good() && !evidence.tail.is_empty());
    let blocks = failed.map(|evidence| {
        let caption = vec![Inline::from("Last lines of "), Inline::Code(evidence.command.clone())];
        Block::Code(Code { language: "text".to_owned(), caption, text: evidence.tail.clone() })
    });
    blocks.collect()
}

/// How a check ended, in words.
pub(super) fn outcome(evidence: &Evidence) -> String {
    match evidence.exit_code {
        Some(0) if evidence.is_good() => "passed".to_owned(),
        Some(0) => "failed, though it ended with exit code 0".to_owned(),
        Some(code) => format!("failed with exit code {code}"),
        None => "killed before it ended".to_owned(),
    }
}

fn counts(evidence: &Evidence) -> String {
    let parts = [(evidence.passed, "passed"), (evidence.failed, "failed"), (evidence.skipped, "skipped")];
    let told: Vec<String> =
        parts.into_iter().filter_map(|(count, word)| count.map(|count| format!("{count} {word}"))).collect();
    if told.is_empty() { "not counted".to_owned() } else { told.join(", ") }
}
