//! What differs between two plans, and between what was made of them.
//!
//! The central type is [`Comparison`]; the door is [`compare()`]. Both sides are whole: a plan with the sections of
//! its documents and its files, as a run would write them. The room compares; it neither makes nor prints anything,
//! and knows nothing of what lies on a disk. Costs are linear in the two sides, but for lines that differ.

mod advice;
mod decisions;
mod elements;
mod lines;
#[cfg(test)]
mod tests;

pub use advice::AdviceChange;
pub use decisions::{DecisionChange, Shift, State};
pub use elements::{ElementChange, ElementId, Facet};
pub use lines::{Lines, patch, unified};

use crate::files::{File, RelPath};
use crate::plan::Plan;
use std::collections::{BTreeMap, BTreeSet};

/// A plan with what was made of it.
#[derive(Debug)]
pub struct Side<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The sections of its documents, in reading order.
    pub sections: Vec<Section>,
    /// Its files; no two share a path.
    pub files: Vec<Made>,
}

/// A section of a document.
#[derive(Clone, Debug)]
pub struct Section {
    /// Name of the document, such as `design`.
    pub document: String,
    /// Id, unique in its document.
    pub id: String,
    /// Title as plain text.
    pub title: String,
    /// What stands under its heading and above the next one, as Markdown.
    pub text: String,
}

/// A file that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Where it lies in the project.
    pub path: RelPath,
    /// What is in it.
    pub file: File,
    /// It is written where there is none, and the person's from then on.
    pub once: bool,
    /// What it is made from, and the elements that it is of: one that goes and one that comes with the same origin are
    /// one file that moves.
    pub origin: (String, Vec<String>),
    /// It brings a database that exists up to date.
    pub migration: bool,
}

/// What became of something from one side to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Only the second side has it.
    Added,
    /// Only the first side has it.
    Removed,
    /// Both have it, and it is not the same.
    Changed,
}

/// Everything that differs; nothing where the sides say the same.
#[derive(Debug)]
pub struct Comparison {
    /// Decisions, in the order of the first plan, then those that only the second has.
    pub decisions: Vec<DecisionChange>,
    /// Warnings, in the order of the first plan, then those that only the second has.
    pub advice: Vec<AdviceChange>,
    /// Elements by kind, in the order of the first plan, then those that only the second has. What goes or comes
    /// with its whole, such as a field with its entity, is not told on its own.
    pub elements: Vec<ElementChange>,
    /// Sections, in the order of the first side, then those that only the second has.
    pub sections: Vec<SectionChange>,
    /// Files that a run changes, in the order of their paths.
    pub files: Vec<FileChange>,
    /// Files that would be made otherwise, or no more, but are the person's once they were made.
    pub yours: Vec<FileChange>,
}

/// A section that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionChange {
    /// Name of its document.
    pub document: String,
    /// Its id.
    pub id: String,
    /// Its title; the one of the second side where it has one.
    pub title: String,
    /// How it differs.
    pub difference: Difference,
    /// How many lines differ.
    pub lines: Lines,
}

/// A file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Where it lies in the project.
    pub path: RelPath,
    /// How it differs.
    pub difference: Difference,
    /// How many lines differ; `None` where it is no text.
    pub lines: Option<Lines>,
    /// It brings a database that exists up to date.
    pub migration: bool,
}

impl Comparison {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        let Self { decisions, advice, elements, sections, files, yours } = self;
        decisions.is_empty()
            && advice.is_empty()
            && elements.is_empty()
            && sections.is_empty()
            && files.is_empty()
            && yours.is_empty()
    }
}

/// Tells what differs between two sides.
pub fn compare(before: &Side<'_>, after: &Side<'_>) -> Comparison {
    let (files, yours) = files(&before.files, &after.files);
    Comparison {
        decisions: decisions::compare(&before.plan.decisions, &after.plan.decisions),
        advice: advice::compare(&before.plan.advice, &after.plan.advice),
        elements: elements::compare(before.plan, after.plan),
        sections: sections(&before.sections, &after.sections),
        files,
        yours,
    }
}

/// Pairs what both sides have by its key: first all of the first side in its order, then what only the second has.
fn pairs<'a, T, K: Ord>(
    before: &'a [T],
    after: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let others: BTreeMap<K, &T> = after.iter().map(|one| (key(one), one)).collect();
    let known: BTreeSet<K> = before.iter().map(&key).collect();
    let first = before.iter().map(|one| (Some(one), others.get(&key(one)).copied()));
    let second = after.iter().filter(|one| !known.contains(&key(one))).map(|one| (None, Some(one)));
    first.chain(second).collect()
}

fn sections<'a>(before: &'a [Section], after: &'a [Section]) -> Vec<SectionChange> {
    let change = |(before, after): (Option<&'a Section>, Option<&'a Section>)| {
        let difference = match (before, after) {
            (Some(before), Some(after)) if before.text == after.text && before.title == after.title => return None,
            (Some(_), Some(_)) => Difference::Changed,
            (Some(_), None) => Difference::Removed,
            (None, _) => Difference::Added,
        };
        let of = after.or(before)?;
        let text = |section: Option<&'a Section>| section.map_or("", |section| section.text.as_str());
        Some(SectionChange {
            document: of.document.clone(),
            id: of.id.clone(),
            title: of.title.clone(),
            difference,
            lines: Lines::between(text(before), text(after)),
        })
    };
    pairs(before, after, |section| (section.document.as_str(), section.id.as_str()))
        .into_iter()
        .filter_map(change)
        .collect()
}

/// The paths from which a run takes a file to another one.
fn moving<'a>(before: &'a [Made], after: &'a [Made]) -> BTreeSet<&'a RelPath> {
    let alone = |these: &'a [Made], those: &'a [Made]| {
        let stays: BTreeSet<&RelPath> = those.iter().map(|made| &made.path).collect();
        let mut found: BTreeMap<&(String, Vec<String>), Vec<&RelPath>> = BTreeMap::new();
        for made in these.iter().filter(|made| !stays.contains(&made.path)) {
            found.entry(&made.origin).or_default().push(&made.path);
        }
        found.retain(|_, paths| paths.len() == 1);
        found
    };
    let (gone, come) = (alone(before, after), alone(after, before));
    gone.into_iter().filter(|(origin, _)| come.contains_key(origin)).flat_map(|(_, paths)| paths).collect()
}

/// Files that a run changes, and those that it leaves to the person.
fn files(before: &[Made], after: &[Made]) -> (Vec<FileChange>, Vec<FileChange>) {
    let (mut files, mut yours) = (Vec::new(), Vec::new());
    let moving = moving(before, after);
    for (before, after) in pairs(before, after, |made| &made.path) {
        let difference = match (before, after) {
            (Some(before), Some(after)) if before.file == after.file => continue,
            (Some(_), Some(_)) => Difference::Changed,
            (Some(_), None) => Difference::Removed,
            (None, _) => Difference::Added,
        };
        let Some(of) = after.or(before) else { continue };
        let change = FileChange {
            path: of.path.clone(),
            difference,
            lines: Lines::between_files(before.map(|made| &made.file), after.map(|made| &made.file)),
            migration: of.migration,
        };
        let is_yours = before.is_some() && of.once && !moving.contains(&of.path);
        if is_yours { yours.push(change) } else { files.push(change) }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    yours.sort_by(|a, b| a.path.cmp(&b.path));
    (files, yours)
}
