//! Files that lie elsewhere than before: because the plan renamed what they are of, or because a person moved them.

use super::decide::{Before, Wishes, missing};
use super::{Entry, Mode, Planned, Stage};
use crate::files::RelPath;
use similar::{Algorithm, TextDiff};
use std::collections::{BTreeMap, BTreeSet};

/// Share of lines in common from which two files are held for the same one, between 0 and 1.
const ALIKE: f32 = 0.6;

/// What tells a file apart from others: the template that it is from, and the elements that it is of.
type Identity = (String, Vec<String>);

impl Planned {
    /// What tells the file apart from others, wherever it lies.
    pub fn identity(&self) -> (String, Vec<String>) {
        identity(&self.template, &self.realises, String::clone)
    }
}

fn identity(template: &str, realises: &[String], now: impl Fn(&String) -> String) -> Identity {
    let elements = realises.iter().filter(|node| !node.starts_with("decision:"));
    let mut elements: Vec<String> = elements.map(now).collect();
    elements.sort();
    (template.to_owned(), elements)
}

/// The path that each planned file had before, where it had another one: the only file that is gone with the same
/// identity, as far as nodes were renamed.
pub(super) fn pair<'a>(
    gone: &BTreeMap<RelPath, Entry>,
    new: impl Iterator<Item = &'a Planned>,
    wishes: &Wishes,
) -> BTreeMap<RelPath, RelPath> {
    let now = |node: &String| wishes.renamed.get(node).unwrap_or(node).clone();
    let mut before: BTreeMap<Identity, Vec<&RelPath>> = BTreeMap::new();
    for (path, entry) in gone.iter().filter(|(_, entry)| entry.mode != Mode::Own) {
        before.entry(identity(&entry.template, &entry.realises, now)).or_default().push(path);
    }
    let mut after: BTreeMap<Identity, Vec<&RelPath>> = BTreeMap::new();
    for planned in new {
        after.entry(planned.identity()).or_default().push(&planned.path);
    }
    let pairs =
        after.into_iter().filter_map(|(identity, paths)| match (paths.as_slice(), before.get(&identity)?.as_slice()) {
            ([to], [from]) => Some(((*to).clone(), (*from).clone())),
            _ => None,
        });
    pairs.collect()
}

/// Finds the files that a person moved, by what is in them, and notes in the entries where they lie.
pub(super) fn find_moved_by_people(before: Before<'_>, stage: Stage, entries: &mut BTreeMap<RelPath, Entry>) {
    for (path, entry) in entries.iter_mut().filter(|(_, entry)| entry.stage == stage) {
        // Moved once, and moved back.
        if entry.at.as_ref().is_some_and(|at| before.disk.get(at).is_none()) && before.disk.file(path).is_some() {
            entry.at = None;
        }
    }
    let lost: Vec<RelPath> = missing(before.disk, before.manifest, stage).cloned().collect();
    let claimed = entries.values().filter_map(|entry| entry.at.clone());
    let mut taken: BTreeSet<RelPath> = claimed.filter(|at| before.at(at).is_some()).collect();
    // Files of the same bytes first, so that one that is only alike does not take their place.
    for is_exact in [true, false] {
        for path in &lost {
            let is_lost = |entry: &&Entry| match &entry.at {
                None => before.disk.get(path).is_none(),
                Some(at) => !taken.contains(at),
            };
            let Some(entry) = entries.get(path).filter(is_lost) else { continue };
            let Some(base) = before.bases.get(path) else { continue };
            let strays =
                before.strays.iter().filter_map(|(stray, at)| Some((stray, at.file()?))).filter(|(stray, _)| {
                    stray.extension() == path.extension()
                        && !taken.contains(*stray)
                        && !before.manifest.files.contains_key(*stray)
                });
            let found: Vec<_> = strays
                .filter_map(|(stray, file)| {
                    let share = match is_exact {
                        true => {
                            if file.digest() == entry.digest && !file.bytes.is_empty() {
                                1.0
                            } else {
                                0.0
                            }
                        }
                        false => likeness(&base.bytes, &file.bytes),
                    };
                    (share >= ALIKE).then_some((stray.clone(), share))
                })
                .collect();
            let best = found.iter().map(|(_, share)| *share).fold(0.0, f32::max);
            let mut best = found.into_iter().filter(|(_, share)| *share >= best);
            // Two that are as much alike: nobody can say which of them it is.
            if let (Some((stray, _)), None) = (best.next(), best.next()) {
                taken.insert(stray.clone());
                if let Some(entry) = entries.get_mut(path) {
                    entry.at = Some(stray);
                }
            }
        }
    }
}

/// The share of lines that two texts have in common, between 0 and 1.
fn likeness(one: &[u8], other: &[u8]) -> f32 {
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    // What is far longer cannot be alike, and need not be compared.
    if short * 3 < long {
        0.0
    } else {
        TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(one, other).ratio()
    }
}
