//! What a run did to files, in lines for people.

use crate::catalogue::history;
use crate::compare;
use crate::files::RelPath;
use crate::update::{Action, Changes, Conflict, Step};
use std::path::Path;

/// A class of steps, as people are told it.
type Class = (&'static str, fn(&Action) -> bool);

/// Lines that say what happens: what a person may want to look at by name, the rest by number.
pub(in crate::cli) fn lines(changes: &Changes, root: &Path) -> Vec<String> {
    let kinds: [Class; 9] = [
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
    let what = match is_quiet {
        true if parts.is_empty() => "nothing to change".to_owned(),
        true => format!("nothing to change ({})", parts.join(", ")),
        false => parts.join(", "),
    };
    let mut lines = vec![format!("  {}: {what}", root.display())];
    lines.extend(changes.steps.iter().filter_map(line));
    if changes.conflicts().next().is_some() {
        lines.push("    settle what is open, then run `archplan resolve --continue`; `archplan resolve --abort` takes the run back".to_owned());
    }
    lines
}

/// Lines that say what an archplan of that version did not do yet, where this one is later.
pub(in crate::cli) fn upgrade(from: &str, to: &str) -> Vec<String> {
    let told = history::since(from);
    if told.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("archplan {from} wrote this project, and this is archplan {to}. What changed:")];
    for (version, changes) in told {
        for history::Told { what, why, touches } in changes {
            let touches = if touches.is_empty() { String::new() } else { format!(" ({})", touches.join(", ")) };
            lines.push(format!("  {version}  {what}{touches}: {why}"));
        }
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
        Action::Conflict(conflict) => {
            let from = step.left.as_ref().map_or_else(String::new, |from| format!("moved from {from}; "));
            format!("{from}conflict: {}", conflict_words(conflict))
        }
        _ => return None,
    };
    Some(format!("    {}  {words}", step.path))
}

/// What a person has to settle, and how.
pub(in crate::cli) fn conflict_words(conflict: &Conflict) -> String {
    match conflict {
        Conflict::Lines(n) => {
            format!(
                "you and the plan changed the same lines, in {}; markers stand there",
                count_words(*n, "place", "places")
            )
        }
        Conflict::Rejected(path) => {
            format!("you and the plan changed the same lines; the change of the plan lies in {path}")
        }
        Conflict::Whole(path) => {
            format!("you and the plan changed it, and it cannot be merged; the generated file is {path}")
        }
        Conflict::Deleted => "you deleted it, and the plan changed it; it stays deleted".to_owned(),
        Conflict::InTheWay => "a file that archplan did not write stands there; it stays".to_owned(),
        Conflict::NoFile => "a folder or a link stands where a file is planned; it stays".to_owned(),
        Conflict::NoRoom(path) => {
            format!(
                "you and the plan changed it; the generated change would lie in {path}, where a file of yours lies: move it away"
            )
        }
        Conflict::Markers(line) => format!("markers of an earlier merge stand in it, from line {line} on"),
    }
}

/// What is left to settle, for programs: a list of `path`, `conflict` (a word), `told`, and `line` where markers begin.
pub(in crate::cli) fn json(open: &[(RelPath, Conflict)]) -> String {
    let form = |(path, conflict): &(RelPath, Conflict)| {
        let (word, told) = (conflict_word(conflict), conflict_words(conflict));
        let mut form = serde_json::json!({ "path": path.as_str(), "conflict": word, "told": told });
        if let Conflict::Markers(line) = conflict {
            form["line"] = (*line).into();
        }
        form
    };
    let forms: Vec<_> = open.iter().map(form).collect();
    serde_json::to_string_pretty(&serde_json::json!({ "open": forms })).expect("our own forms are plain data")
}

/// What a run would do, for programs: `path`, `class`, and `from` where it moves.
pub(in crate::cli) fn classes(changes: &Changes) -> String {
    let form = |step: &Step| {
        let mut form = serde_json::json!({ "path": step.path.as_str(), "class": class(&step.action) });
        match &step.action {
            Action::Move(from) => form["from"] = from.as_str().into(),
            Action::Conflict(conflict) => form["conflict"] = conflict_word(conflict).into(),
            _ => {}
        }
        form
    };
    let forms: Vec<_> = changes.steps.iter().map(form).collect();
    serde_json::to_string_pretty(&serde_json::json!({ "files": forms })).expect("our own forms are plain data")
}

/// What a run would do, a line for each file that it would touch or leave to settle.
pub(in crate::cli) fn seen(changes: &Changes) -> String {
    let is_shown = |step: &&Step| !matches!(step.action, Action::Unchanged | Action::Theirs);
    let mut text = String::new();
    for step in changes.steps.iter().filter(is_shown) {
        text.push_str(&format!("{:<9} {}", class(&step.action), step.path));
        match &step.action {
            Action::Move(from) => text.push_str(&format!("  from {from}")),
            Action::Conflict(conflict) => text.push_str(&format!("  {}", conflict_words(conflict))),
            _ => {}
        }
        text.push('\n');
    }
    if text.is_empty() { "nothing would change\n".to_owned() } else { text }
}

/// The lines that a run would change, as a patch that `git apply` takes; files that are no text are left out.
pub(in crate::cli) fn patch(changes: &Changes) -> String {
    let mut text = String::new();
    for step in changes.steps.iter().filter(|step| step.file.is_some() || step.action == Action::Delete) {
        let from = if let Action::Move(from) = &step.action { from } else { step.left.as_ref().unwrap_or(&step.path) };
        text.push_str(&compare::patch(from.as_str(), step.path.as_str(), step.before.as_ref(), step.file.as_ref()));
    }
    text
}

/// A patch in the colours that git gives it.
pub(in crate::cli) fn coloured(patch: &str) -> String {
    let mut text = String::with_capacity(patch.len() * 2);
    for line in patch.lines() {
        let colour = match line.as_bytes().first() {
            _ if line.starts_with("diff ") || line.starts_with("+++ ") || line.starts_with("--- ") => "\x1b[1m",
            Some(b'+') => "\x1b[32m",
            Some(b'-') => "\x1b[31m",
            Some(b'@') => "\x1b[36m",
            _ => "",
        };
        let end = if colour.is_empty() { "" } else { "\x1b[0m" };
        text.push_str(&format!("{colour}{line}{end}\n"));
    }
    text
}

fn class(action: &Action) -> &'static str {
    match action {
        Action::Create => "new",
        Action::Replace => "replaced",
        Action::Merge => "merged",
        Action::Unchanged => "unchanged",
        Action::Theirs => "yours",
        Action::Kept | Action::LeftAlone => "kept",
        Action::Move(_) => "moved",
        Action::Delete => "deleted",
        Action::StaysDeleted => "absent",
        Action::Conflict(_) => "conflict",
    }
}

fn conflict_word(conflict: &Conflict) -> &'static str {
    match conflict {
        Conflict::Lines(_) => "lines",
        Conflict::Rejected(_) => "rejected",
        Conflict::Whole(_) => "whole",
        Conflict::Deleted => "deleted",
        Conflict::InTheWay => "in-the-way",
        Conflict::NoFile => "no-file",
        Conflict::Markers(_) => "markers",
        Conflict::NoRoom(_) => "no-room",
    }
}

/// `1 entity`, `2 entities`.
pub(in crate::cli) fn count_words(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
