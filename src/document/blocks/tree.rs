//! The files of the project, in the order of their folders.

use super::components::{self, Component, Purpose};
use super::handover::Review;
use super::table::{codes, table};
use crate::document::evidence::{FileState, HandedFile};
use crate::document::{ids, words};
use crate::plan::Plan;
use renderers::document::{Block, Cell, Inlines, text};
use std::collections::{BTreeMap, BTreeSet};

/// So many files for one purpose are a row each; more are one row, where nobody touched them.
const APART: usize = 12;

/// `table files`: the tree as it is, with what each file is for, what it carries out, and how it stands.
pub(super) fn files(review: &Review<'_>, _: &str) -> Vec<Block> {
    let components = Component::all();
    let mut files: Vec<&HandedFile> = review.handed.files.iter().collect();
    files.sort_by_cached_key(|file| order(file));
    let purposes: Vec<Option<&Purpose>> = files.iter().map(|file| purpose(components, file)).collect();
    let mut alike: BTreeMap<&str, Vec<&HandedFile>> = BTreeMap::new();
    for (file, purpose) in files.iter().zip(&purposes) {
        if let Some(purpose) = purpose.filter(|_| is_as_generated(file)) {
            alike.entry(purpose.path.as_str()).or_default().push(file);
        }
    }
    let mut rows = Vec::new();
    for (file, purpose) in files.iter().zip(&purposes) {
        let known = purpose.filter(|_| is_as_generated(file));
        let group = known.and_then(|purpose| Some((purpose, alike.get(purpose.path.as_str())?)));
        let folded = group.filter(|(purpose, group)| group.len() > if purpose.fold { 1 } else { APART });
        match folded {
            // The row of all stands where the first of them would.
            Some((purpose, group)) if group[0].path == file.path => rows.push(folded_row(review.plan, purpose, group)),
            Some(_) => {}
            None => rows.push(row(review.plan, *purpose, file)),
        }
    }
    table("What is there, and what it is for", ["File", "For", "Carries out", "State"], rows)
}

/// What a file is for, as the first component says that knows it.
fn purpose<'c>(components: &'c [Component], file: &HandedFile) -> Option<&'c Purpose> {
    components.iter().find_map(|component| component.purpose(file))
}

fn is_as_generated(file: &HandedFile) -> bool {
    file.planned
        .as_ref()
        .is_some_and(|planned| planned.state == FileState::AsGenerated && !planned.once && planned.taken_over.is_none())
}

/// Folders before files, each by name.
fn order(file: &HandedFile) -> Vec<(bool, &str)> {
    let parts: Vec<&str> = file.path.parts().collect();
    let last = parts.len() - 1;
    parts.into_iter().enumerate().map(|(i, part)| (i == last, part)).collect()
}

fn row(plan: &Plan, purpose: Option<&Purpose>, file: &HandedFile) -> [Cell; 4] {
    let purpose = purpose.map(|purpose| purpose.purpose.as_str()).unwrap_or_default();
    [super::table::code(file.path.as_str()), text(purpose), realises(plan, &[file]), text(state(file))]
}

fn folded_row(plan: &Plan, purpose: &Purpose, files: &[&HandedFile]) -> [Cell; 4] {
    let carried = if purpose.fold { Cell::new() } else { realises(plan, files) };
    let says = format!("{}: {}", words::count(files.len(), "file"), purpose.purpose);
    [super::table::code(&purpose.path), text(says), carried, text(state(files[0]))]
}

/// The ids of the decisions that a file realises.
pub(super) fn decisions(file: &HandedFile) -> impl Iterator<Item = &str> {
    file.planned.iter().flat_map(|planned| &planned.realises).filter_map(|node| node.strip_prefix("decision:"))
}

/// The decisions that files realise, by title, and the elements: up to two by name, more by number.
fn realises(plan: &Plan, files: &[&HandedFile]) -> Inlines {
    let named: BTreeSet<&str> = files.iter().flat_map(|file| decisions(file)).collect();
    let titles = plan.decisions.iter().filter(|decision| named.contains(decision.id.as_str())).map(ids::decision_name);
    let mut parts: Vec<Inlines> = titles.collect();
    for (kind, noun) in [("entity:", "entity"), ("operation:", "operation"), ("event:", "event")] {
        let nodes = files.iter().flat_map(|file| &file.planned).flat_map(|planned| &planned.realises);
        let names: BTreeSet<&str> = nodes.filter_map(|node| node.strip_prefix(kind)).collect();
        match names.len() {
            0 => {}
            1 | 2 => parts.push(codes(names)),
            many => parts.push(text(words::count(many, noun))),
        }
    }
    words::listed(parts)
}

/// How a file stands, and with that whose it is, in words.
fn state(file: &HandedFile) -> &'static str {
    match file.planned.as_ref() {
        None if components::is_input(file) => "input",
        None => "not planned",
        Some(planned) => match (planned.state, planned.once) {
            (FileState::Missing, _) => "missing",
            _ if planned.taken_over.is_some() => "taken over",
            (_, true) => "made once",
            (FileState::AsGenerated, _) => "generated",
            (FileState::Edited, _) => "edited",
        },
    }
}
