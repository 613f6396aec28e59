//! Whether a record stands, by its status.

use super::role::{Role, role};
use super::text::{Text, line};

/// Whether a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It does.
    Accepted,
    /// It does as far as can be told: no status is said, or one that no tool writes.
    Unclear(String),
    /// It does not; why, in words.
    Not(String),
}

/// The words by which tools say that a record does not stand, then those that say it does.
const NOT: &[(&str, &[&str])] = &[
    ("superseded", &["superseded", "superceded", "supplanted", "replaced by", "obsoleted by"]),
    ("rejected", &["rejected", "declined", "refused", "withdrawn", "cancelled", "canceled", "abandoned"]),
    ("deprecated", &["deprecated", "obsolete", "retired", "archived"]),
    (
        "only proposed",
        &["proposed", "draft", "pending", "in review", "under review", "rfc", "open", "wip", "in progress"],
    ),
];
const STANDS: &[&str] =
    &["accepted", "approved", "decided", "adopted", "implemented", "done", "active", "final", "agreed", "valid"];

/// The standing of a record. `Accepted, was proposed before` stands: what is said first counts, and being superseded
/// counts wherever it is said.
pub(super) fn standing(text: &Text) -> Standing {
    let said = said(text);
    if said.starts_with(['{', '[', '<']) && said.contains('|') {
        return Standing::Not("it is a template: its status is a placeholder".to_owned());
    }
    let lower = said.to_lowercase();
    let first = |words: &[&str]| words.iter().filter_map(|word| position(&lower, word)).min();
    if first(NOT[0].1).is_some() {
        return Standing::Not(format!("its status is `{}`", short(&said)));
    }
    let refused = NOT[1..].iter().filter_map(|(_, words)| first(words)).min();
    match (first(STANDS), refused) {
        (Some(stands), refused) if refused.is_none_or(|refused| stands < refused) => Standing::Accepted,
        (_, Some(_)) => Standing::Not(format!("its status is `{}`", short(&said))),
        _ if lower.trim().is_empty() => Standing::Unclear("no status is said; it is taken as accepted".to_owned()),
        _ => Standing::Unclear(format!("`{}` is no status of any known form; it is taken as accepted", short(&said))),
    }
}

/// Where a word stands in a text, whole.
fn position(text: &str, word: &str) -> Option<usize> {
    let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let at = text.find(word)?;
    (is_end(text[..at].chars().next_back()) && is_end(text[at + word.len()..].chars().next())).then_some(at)
}

fn short(said: &str) -> String {
    said.chars().take(80).collect()
}

/// What is said of the status: a field, a part of that name, or a line `Status: …` near the top.
fn said(text: &Text) -> String {
    if let Some((_, value, _)) = text.fields.iter().find(|(name, _, _)| name == "status") {
        return line(value);
    }
    if let Some(part) = text.parts.iter().find(|part| role(&part.heading) == Role::Status) {
        return part.line_of_text();
    }
    let near = text.parts.iter().take(2).flat_map(|part| &part.pieces).take(20);
    let mut lines = near.flat_map(|piece| piece.text.lines());
    let status = |text: &str| {
        let (name, value) = text.split_once(':')?;
        (name.trim().eq_ignore_ascii_case("status")).then(|| line(value))
    };
    lines.find_map(status).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adr::import::markdown::read;

    #[test]
    fn a_status_is_found_wherever_a_tool_puts_it() {
        let not = |words: &str| Standing::Not(format!("its status is `{words}`"));
        for (text, expected) in [
            ("---\nstatus: accepted\n---\n# T\n", Standing::Accepted),
            ("---\nstatus: \"superseded by [ADR-2](0002-x.md)\"\n---\n", not("superseded by [ADR-2](0002-x.md)")),
            ("# T\n\n- Status: rejected\n- Date: 2024-01-31\n", not("rejected")),
            ("# T\n\n* **Status:** Accepted\n", Standing::Accepted),
            (
                "# 1. T\n\nDate: 2016-02-12\n\n## Status\n\nAccepted\n\nSupersedes [2. x](0002-x.md)\n",
                Standing::Accepted,
            ),
            ("# 1. T\n\n## Status\n\nSuperceded by [3. y](0003-y.md)\n", not("Superceded by 3. y")),
            ("# T\n\nStatus: Draft\nDate: x\n", not("Draft")),
            (
                "# T\n\n```\n## Status\nrejected\n```\n",
                Standing::Unclear("no status is said; it is taken as accepted".into()),
            ),
            (
                "# T\n\n## Status\n\nhmm\n",
                Standing::Unclear("`hmm` is no status of any known form; it is taken as accepted".into()),
            ),
            (
                "# T\n\n## Status\n\nOpenly unacceptedness\n",
                Standing::Unclear(
                    "`Openly unacceptedness` is no status of any known form; it is taken as accepted".into(),
                ),
            ),
        ] {
            assert_eq!(standing(&read(text)), expected, "{text}");
        }
    }
}
