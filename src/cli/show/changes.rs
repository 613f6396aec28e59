//! What a run did to files, in lines for people.

use crate::update::{Action, Changes, Conflict, Step};
use std::path::Path;

/// Lines that say what happens: what a person may want to look at by name, the rest by number.
pub(in crate::cli) fn lines(changes: &Changes, root: &Path) -> Vec<String> {
    let kinds: [(&str, fn(&Action) -> bool); 9] = [
        ("new", |action| *action == Action::Create),
        ("replaced", |action| *action == Action::Replace),
        ("merged", |action| *action == Action::Merge),
        ("moved", |action| matches!(action, Action::Move(_))),
        ("removed", |action| *action == Action::Delete),
        ("kept as edited", |action| *action == Action::Kept),
        ("unchanged", |action| matches!(action, Action::Unchanged | Action::Theirs)),
        ("left alone", |action| matches!(action, Action::LeftAlone | Action::StaysDeleted)),
        ("to settle", Action::is_conflict),
    ];
    let counts = kinds.iter().map(|(what, is_of_kind)| (changes.count(is_of_kind), what));
    let parts: Vec<_> = counts.filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let is_quiet = changes.steps.iter().all(|step| !step.action.writes() && !step.action.is_conflict());
    let what = if is_quiet { format!("nothing to change ({})", parts.join(", ")) } else { parts.join(", ") };
    let mut lines = vec![format!("  {}: {what}", root.display())];
    lines.extend(changes.steps.iter().filter_map(line));
    if changes.conflicts().next().is_some() {
        lines.push("    settle what is open, then run `archplan resolve --continue`; `archplan resolve --abort` takes the run back".to_owned());
    }
    lines
}

fn line(step: &Step) -> Option<String> {
    let words = match &step.action {
        Action::Merge => "merged: your edit and the change of the plan are both in it".to_owned(),
        Action::Move(from) => format!("moved from {from}"),
        Action::StaysDeleted => "stays deleted; --restore writes it again".to_owned(),
        Action::LeftAlone => "no longer planned, but edited: kept, and yours from now on".to_owned(),
        Action::Delete => "removed: no longer planned".to_owned(),
        Action::Conflict(conflict) => format!("conflict: {}", conflict_words(conflict)),
        _ => return None,
    };
    Some(format!("    {}  {words}", step.path))
}

/// What a person has to settle, and how.
pub(in crate::cli) fn conflict_words(conflict: &Conflict) -> String {
    match conflict {
        Conflict::Lines(n) => {
            format!("you and the plan changed the same lines, in {}; markers stand there", count_words(*n, "place", "places"))
        }
        Conflict::Rejected(path) => format!("you and the plan changed the same lines; the change of the plan lies in {path}"),
        Conflict::Whole(path) => format!("you and the plan changed it, and it cannot be merged; the generated file is {path}"),
        Conflict::Deleted => "you deleted it, and the plan changed it; it stays deleted".to_owned(),
        Conflict::InTheWay => "a file that archplan did not write stands there; it stays".to_owned(),
        Conflict::NoFile => "a folder or a link stands where a file is planned; it stays".to_owned(),
        Conflict::Markers(line) => format!("markers of an earlier merge stand in it, from line {line} on"),
    }
}

/// `1 entity`, `2 entities`.
pub(in crate::cli) fn count_words(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
