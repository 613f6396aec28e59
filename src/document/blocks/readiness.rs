//! What has to be shown before somebody else can run the service: ticked only where something shows it.

use super::handover::Review;
use crate::document::evidence::Evidence;
use crate::document::{glob, outline};
use renderers::document::{Block, Inline, Item, List, text};
use serde::Deserialize;

/// `plans/documents/handover/readiness.yaml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    items: Vec<Entry>,
}

/// A line of the list, with what shows it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    text: String,
    #[serde(default)]
    when: Option<String>,
    /// Name of a check that must have been run and passed.
    #[serde(default)]
    check: Option<String>,
    /// Pattern of a file that must be there.
    #[serde(default)]
    file: Option<String>,
    /// Pattern of rules of which none may have found anything.
    #[serde(default)]
    no_finding: Option<String>,
}

/// `list readiness`
pub(super) fn list(review: &Review<'_>, _: &str) -> Vec<Block> {
    let file: &File = outline::data("handover/readiness.yaml");
    let holes = crate::document::fill::Holes::of(review.plan);
    let items = file.items.iter().filter(|entry| holes.stands(entry.when.as_deref())).filter_map(|entry| {
        let (done, shown) = shown(review, entry);
        let line = vec![
            Inline::Text(holes.text(&entry.text)?),
            Inline::from(" ("),
            Inline::Emphasis(text(shown)),
            Inline::from(")"),
        ];
        Some(Item { done: Some(done), blocks: vec![Block::Paragraph(line)] })
    });
    let items: Vec<Item> = items.collect();
    if items.is_empty() { Vec::new() } else { vec![Block::List(List { start: None, items })] }
}

/// Whether it is shown, and by what.
fn shown(review: &Review<'_>, entry: &Entry) -> (bool, String) {
    if let Some(check) = &entry.check {
        return measured(review.handed.evidence.iter().rfind(|evidence| evidence.check == *check));
    }
    if let Some(pattern) = &entry.file {
        let found = review.handed.files.iter().find(|f| f.is_there() && glob::fits(pattern, f.path.as_str()));
        return match found {
            Some(file) => (true, format!("observed: {}", file.path)),
            None => (false, "observed: no such file".to_owned()),
        };
    }
    if let Some(pattern) = &entry.no_finding {
        let Some(findings) = &review.handed.findings else { return (false, "unknown: not compared".to_owned()) };
        let count = findings.iter().filter(|finding| glob::fits(pattern, &finding.rule)).count();
        return match count {
            0 => (true, "observed: nothing found".to_owned()),
            count => (false, format!("observed: {count} found")),
        };
    }
    (false, "unknown: nobody checked".to_owned())
}

fn measured(evidence: Option<&Evidence>) -> (bool, String) {
    match evidence {
        Some(evidence) if evidence.is_good() => (true, format!("measured: {}", evidence.when)),
        Some(evidence) => (false, format!("measured: {}", super::measured::outcome(evidence))),
        None => (false, "unknown: not measured".to_owned()),
    }
}
