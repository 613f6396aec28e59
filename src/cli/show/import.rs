//! What became of a folder of decision records, in lines for people.

use super::changes::count_words;
use crate::adr::import::{Became, Import};

/// A line that counts, then each file with what became of it and what is to be said of it.
pub(in crate::cli) fn lines(import: &Import) -> Vec<String> {
    let (files, decisions) = (import.files.len(), import.decisions.len());
    let count = format!(
        "{}: {}, {} left out",
        count_words(files, "file", "files"),
        count_words(decisions, "decision", "decisions"),
        files - decisions
    );
    let mut notes: std::collections::BTreeMap<&str, Vec<String>> = std::collections::BTreeMap::new();
    for note in &import.notes {
        let place = note.line.map_or_else(|| note.path.clone(), |line| format!("{}:{line}", note.path));
        notes.entry(&note.path).or_default().push(format!("    {place}: {}", note.message));
    }
    let mut lines = vec![count];
    for (path, became) in &import.files {
        lines.push(match became {
            Became::Decision(id) => format!("  {path}: `{id}`"),
            Became::LeftOut(reason) => format!("  {path}: left out: {reason}"),
        });
        lines.extend(notes.remove(path.as_str()).unwrap_or_default());
    }
    lines
}
