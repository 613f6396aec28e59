//! A comparison in lines for people: grouped, aligned, and a last line that counts.

use super::{Shown, Who};
use crate::cli::show::changes::count_words;
use crate::compare::{DecisionChange, Difference, ElementChange, Facet, FileChange, Lines, Shift, State};
use crate::update::{Action, Conflict};

/// Longer values and reasons are cut.
const WIDE: usize = 72;

/// The comparison, ended by a line end.
pub(super) fn text(shown: &Shown<'_>) -> String {
    let comparison = shown.comparison;
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    let also = shown.also.iter().map(|also| vec![also.what.clone(), also.because.clone()]).collect();
    groups.push(("also removed".to_owned(), aligned(also)));
    groups.push(decisions(shown));
    let advice = comparison.advice.iter().map(|change| {
        let accepted = if change.accepted.is_some() { " (accepted)" } else { "" };
        (change.difference, vec![change.code.clone(), format!("{}{accepted}", change.message)])
    });
    groups.push(("warnings".to_owned(), marked(advice.collect())));
    groups.push(("elements".to_owned(), comparison.elements.iter().flat_map(element).collect()));
    let sections = comparison.sections.iter().map(|change| {
        let words = vec![counted(change.difference, Some(change.lines)), change.id.clone(), change.title.clone()];
        (change.difference, words)
    });
    groups.push(("sections".to_owned(), marked(sections.collect())));
    let (migrations, files): (Vec<_>, Vec<_>) = comparison.files.iter().partition(|file| file.migration);
    groups.push(("files".to_owned(), shown.files(&files)));
    groups.push(("migrations".to_owned(), shown.files(&migrations)));
    let yours = comparison.yours.iter().collect::<Vec<_>>();
    groups.push(("yours since they were written, and left as they are".to_owned(), shown.files(&yours)));
    let refused = shown.refused.iter().map(|message| format!("  {message}")).collect();
    groups.push(("no code would be written".to_owned(), refused));
    let mut text = String::new();
    for (title, lines) in groups.iter().filter(|(_, lines)| !lines.is_empty()) {
        text.push_str(&format!("{title}\n{}\n\n", lines.join("\n")));
    }
    text + &summary(shown) + "\n"
}

/// Decisions: first those that flip, then those that only others decide, then those in other words.
fn decisions(shown: &Shown<'_>) -> (String, Vec<String>) {
    let mut changes: Vec<&DecisionChange> = shown.comparison.decisions.iter().collect();
    changes.sort_by_key(|change| match change.shift {
        Shift::New | Shift::Gone | Shift::Flips => 0,
        Shift::ByOther => 1,
        Shift::Reworded => 2,
    });
    let rows = changes.iter().map(|change| vec![change.id.clone(), transition(change), shown.reason(change)]);
    let count = |shift: Shift| changes.iter().filter(|change| change.shift == shift).count();
    let counts = [
        (count(Shift::Flips), "flipped"),
        (count(Shift::New), "new"),
        (count(Shift::Gone), "gone"),
        (count(Shift::ByOther), "decided alike by another"),
        (count(Shift::Reworded), "reworded"),
    ];
    let counts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    (format!("decisions: {}", counts.join(", ")), aligned(rows.collect()))
}

fn transition(change: &DecisionChange) -> String {
    let state = |state: &State| match &state.option {
        None => "does not arise".to_owned(),
        Some(option) if state.later => format!("{option} (later)"),
        Some(option) => option.clone(),
    };
    match (&change.before, &change.after) {
        (Some(before), Some(after)) if change.shift == Shift::Flips => format!("{} → {}", state(before), state(after)),
        (Some(before), None) => format!("{} → gone", state(before)),
        (None, Some(after)) => format!("new → {}", state(after)),
        (_, Some(after)) => state(after),
        (None, None) => String::new(),
    }
}

impl Shown<'_> {
    /// Who decided it, and why, in a few words.
    fn reason(&self, change: &DecisionChange) -> String {
        let Some(after) = &change.after else { return String::new() };
        let by = |state: &State| state.by.as_ref().map(|by| self.words(self.who(by))).unwrap_or_default();
        match change.shift {
            Shift::ByOther => {
                let before = change.before.as_ref().map(by).unwrap_or_default();
                format!("{}, before {before}", by(after))
            }
            Shift::Reworded => "in other words".to_owned(),
            _ => match after.by.as_ref().map(|by| self.who(by)) {
                None => clipped(&after.because),
                Some(who @ (Who::Change | Who::Spec)) => self.words(who),
                Some(who) => clipped(&format!("{}: {}", self.words(who), after.because)),
            },
        }
    }

    fn words(&self, who: Who<'_>) -> String {
        match who {
            Who::Change => "by the change".to_owned(),
            Who::Spec => "by the spec".to_owned(),
            Who::Lock => "kept by the lock".to_owned(),
            Who::Implied(decision) => format!("`{decision}` decided it"),
            Who::Rule(_) => "by a rule".to_owned(),
            Who::Standard(title) => format!("by {title}"),
            Who::Default => "by default".to_owned(),
        }
    }

    fn files(&self, files: &[&FileChange]) -> Vec<String> {
        let row = |file: &&FileChange| {
            let note = match self.on_disk.get(&file.path) {
                Some(Action::Merge) => "edited by hand: would be merged",
                Some(Action::Conflict(Conflict::InTheWay | Conflict::NoFile)) => {
                    "something that archplan did not write stands there: stays"
                }
                Some(Action::Conflict(Conflict::Deleted)) => "deleted by hand: a conflict",
                Some(Action::Conflict(_)) => "edited by hand in the same lines: a conflict",
                Some(Action::StaysDeleted) => "deleted by hand: stays deleted",
                Some(Action::LeftAlone) => "edited by hand: kept, and yours from then on",
                _ => "",
            };
            (file.difference, vec![counted(file.difference, file.lines), file.path.to_string(), note.to_owned()])
        };
        marked(files.iter().map(row).collect())
    }
}

fn element(change: &ElementChange) -> Vec<String> {
    let facet = |facet: &Facet| {
        let value = |text: &str| if text.is_empty() { "nothing".to_owned() } else { clipped(text) };
        vec![facet.name.to_owned(), format!("{} → {}", value(&facet.before), value(&facet.after))]
    };
    let facets = aligned(change.facets.iter().map(facet).collect());
    std::iter::once(format!("  {} {}", mark(change.difference), change.id))
        .chain(facets.into_iter().map(|line| format!("    {line}")))
        .collect()
}

fn mark(difference: Difference) -> char {
    match difference {
        Difference::Added => 'A',
        Difference::Removed => 'D',
        Difference::Changed => 'M',
    }
}

fn counted(difference: Difference, lines: Option<Lines>) -> String {
    match (lines, difference) {
        (None, _) => "binary".to_owned(),
        (Some(Lines { added, .. }), Difference::Added) => format!("+{added}"),
        (Some(Lines { removed, .. }), Difference::Removed) => format!("-{removed}"),
        (Some(Lines { added, removed }), Difference::Changed) => format!("+{added} -{removed}"),
    }
}

/// Rows in columns after a letter that says what became of each.
fn marked(rows: Vec<(Difference, Vec<String>)>) -> Vec<String> {
    let marks: Vec<char> = rows.iter().map(|(difference, _)| mark(*difference)).collect();
    let lines = aligned(rows.into_iter().map(|(_, cells)| cells).collect());
    marks.into_iter().zip(lines).map(|(mark, line)| format!("  {mark} {}", line.trim_start_matches("  "))).collect()
}

/// Rows in columns, two blanks before each.
fn aligned(rows: Vec<Vec<String>>) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("  {cell:<width$}"));
        cells.collect::<String>().trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

fn clipped(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= WIDE {
        return text;
    }
    let cut: String = text.chars().take(WIDE - 1).collect();
    format!("{}…", cut.trim_end())
}

/// One line that counts.
fn summary(shown: &Shown<'_>) -> String {
    let comparison = shown.comparison;
    if comparison.is_empty() {
        return "nothing changes".to_owned();
    }
    let decided = comparison.decisions.iter().filter(|change| change.shift <= Shift::Flips).count();
    let migrations = comparison.files.iter().filter(|file| file.migration).count();
    let lines = comparison.files.iter().filter_map(|file| file.lines);
    let lines = lines.fold(Lines::default(), |sum, lines| Lines {
        added: sum.added + lines.added,
        removed: sum.removed + lines.removed,
    });
    let of_which = if migrations > 0 {
        format!(", {}", count_words(migrations, "migration", "migrations"))
    } else {
        String::new()
    };
    format!(
        "{}, {}, {}, {}{of_which}: +{} -{} lines",
        count_words(decided, "decision", "decisions"),
        count_words(comparison.elements.len(), "element", "elements"),
        count_words(comparison.sections.len(), "section", "sections"),
        count_words(comparison.files.len() - migrations, "file", "files"),
        lines.added,
        lines.removed,
    )
}
