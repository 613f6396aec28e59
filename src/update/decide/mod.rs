//! The table: what happens to a file, by what the person did and what is planned.

use super::merge::{self, Three};
use super::shape::Shape;
use super::{Action, Changes, Conflict, Entry, Manifest, Mode, Open, Planned, Stage, Step, Style, moves};
use crate::files::{At, Digest, File, Lying, RelPath, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// What ends the name of a file that lies beside one that a person has to settle.
const BESIDE: [&str; 2] = ["rej", "new"];

/// A project before a run.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// What lies at the paths of the manifest and at those that are planned.
    pub disk: &'a Lying,
    /// Files that the manifest does not know, among which one may be that a person moved; needed only where
    /// [`missing`] says so.
    pub strays: &'a Lying,
    /// The bytes of the files as last generated, by path of the project's file.
    pub bases: &'a Tree,
    /// What archplan made.
    pub manifest: &'a Manifest,
}

impl Before<'_> {
    /// What lies at a path of the project.
    pub(super) fn at(&self, path: &RelPath) -> Option<&At> {
        self.disk.get(path).or_else(|| self.strays.get(path))
    }
}

/// How a person wants a run.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Files that they deleted are made again.
    pub restore: bool,
    /// What becomes of lines that both sides changed.
    pub style: Style,
    /// Nodes of the plan that have another name now: before, after.
    pub renamed: BTreeMap<String, String>,
}

/// The paths of a project that a run of a stage looks at.
pub fn paths<'a>(manifest: &'a Manifest, planned: &'a [Planned], stage: Stage) -> BTreeSet<RelPath> {
    let mut paths: BTreeSet<RelPath> = planned.iter().map(|planned| planned.path.clone()).collect();
    paths.extend(planned.iter().flat_map(|planned| BESIDE.iter().map(|ending| beside(&planned.path, ending))));
    for (path, entry) in manifest.files.iter().filter(|(_, entry)| entry.stage == stage) {
        let lies = entry.at.as_ref().unwrap_or(path);
        paths.extend(BESIDE.iter().map(|ending| beside(lies, ending)));
        paths.insert(lies.clone());
        paths.insert(path.clone());
    }
    paths
}

/// Paths of a stage where nothing lies although archplan made a file there: a person deleted or moved it since the last
/// run.
pub fn missing<'a>(disk: &'a Lying, manifest: &'a Manifest, stage: Stage) -> impl Iterator<Item = &'a RelPath> {
    let of_stage = manifest.files.iter().filter(move |(_, entry)| entry.stage == stage && entry.mode != Mode::Own);
    let is_missing = |path: &RelPath, entry: &Entry| disk.get(entry.at.as_ref().unwrap_or(path)).is_none();
    of_stage.filter(move |(path, entry)| !entry.deleted && is_missing(path, entry)).map(|(path, _)| path)
}

/// What a run of one stage would do.
pub fn changes(before: Before<'_>, planned: Vec<Planned>, stage: Stage, wishes: &Wishes) -> Changes {
    let mut next = Changes { steps: Vec::new(), bases: BTreeMap::new(), manifest: before.manifest.clone() };
    let mut entries = next.manifest.files.clone();
    moves::find_moved_by_people(before, stage, &mut entries);
    let wanted: BTreeSet<&RelPath> = planned.iter().map(|planned| &planned.path).collect();
    let of_stage = entries.iter().filter(|(_, entry)| entry.stage == stage);
    let mut gone: BTreeMap<RelPath, Entry> = of_stage
        .filter(|(path, _)| !wanted.contains(path))
        .map(|(path, entry)| (path.clone(), entry.clone()))
        .collect();
    let moved = moves::pair(&gone, planned.iter().filter(|planned| !entries.contains_key(&planned.path)), wishes);
    // What goes makes room for what comes in the same run.
    let staying: BTreeSet<&RelPath> = moved.values().collect();
    let leaving = gone.iter().filter(|(path, entry)| !staying.contains(path) && is_removed(before, path, entry));
    let leaving: BTreeSet<RelPath> = leaving.map(|(path, entry)| entry.at.as_ref().unwrap_or(path).clone()).collect();
    let mut steps = Vec::with_capacity(planned.len());
    for planned in planned {
        let from = moved.get(&planned.path).and_then(|from| Some((from.clone(), gone.remove(from)?)));
        let known = match &from {
            Some((from, entry)) => Some((from, entry)),
            None => entries.get_key_value(&planned.path),
        };
        let case = Case { before, planned: &planned, wishes, known, leaving: &leaving };
        let mut decided = case.decide();
        if let (Some((path, entry)), true) = (&from, decided.is_stuck) {
            // It stays where it is, and is known there.
            if let Action::Conflict(Conflict::Markers(_)) = decided.step.action {
                decided.step.path = entry.at.as_ref().unwrap_or(path).clone();
            }
            steps.push(decided.step);
            continue;
        }
        if let Some((from, _)) = &from {
            next.manifest.files.remove(from);
            next.bases.insert(from.clone(), None);
        }
        match decided.entry {
            Some(entry) => {
                if entry.mode == Mode::Managed && planned.merged && decided.is_current {
                    keep(&mut next.bases, before.bases, &planned);
                }
                next.manifest.files.insert(planned.path.clone(), entry);
            }
            None => drop(next.manifest.files.remove(&planned.path)),
        }
        steps.push(decided.step);
    }
    for (path, entry) in gone {
        next.manifest.files.remove(&path);
        if before.bases.get(&path).is_some() {
            next.bases.insert(path.clone(), None);
        }
        steps.extend(no_longer_planned(before, path, &entry));
    }
    steps.sort_by(|a, b| a.path.cmp(&b.path));
    Changes { steps, ..next }
}

fn keep(bases: &mut BTreeMap<RelPath, Option<File>>, kept: &Tree, planned: &Planned) {
    let file = File::plain(planned.file.bytes.clone());
    if kept.get(&planned.path) != Some(&file) {
        bases.insert(planned.path.clone(), Some(file));
    }
}

/// A planned file, and what is known of the path that it has, or had.
struct Case<'a> {
    before: Before<'a>,
    planned: &'a Planned,
    wishes: &'a Wishes,
    /// Its path and entry in the manifest.
    known: Option<(&'a RelPath, &'a Entry)>,
    /// Paths from which this run takes what lies there.
    leaving: &'a BTreeSet<RelPath>,
}

/// What was decided of a planned file.
struct Decided {
    step: Step,
    /// What the manifest says of it from now on.
    entry: Option<Entry>,
    /// What is planned now is what counts as last generated.
    is_current: bool,
    /// Nothing could be done: a file that would move stays where it is.
    is_stuck: bool,
}

impl Case<'_> {
    fn decide(&self) -> Decided {
        let Some((path, entry)) = self.known else { return self.first() };
        if entry.mode == Mode::Own {
            return self.done(Action::Theirs, None, Some(self.next(entry)), false);
        }
        let lies = entry.at.as_ref().unwrap_or(path);
        let is_moved = *path != self.planned.path;
        if is_moved && self.at_place().is_some() {
            return self.at_taken_place(entry);
        }
        if let Some(conflict) = self.open(entry, lies) {
            return self.stopped(conflict, entry);
        }
        match self.before.at(lies) {
            None if self.wishes.restore => self.write(Action::Create, self.planned.file.clone()),
            None => self.deleted(entry),
            Some(At::File(mine)) => self.lying(path, lies, entry, mine, is_moved),
            Some(_) if self.is_new(entry) || is_moved => self.stopped(Conflict::NoFile, entry),
            Some(_) => self.done(Action::Kept, None, Some(self.next(entry)), false),
        }
    }

    /// What an earlier run left to settle, where it still is.
    fn open(&self, entry: &Entry, lies: &RelPath) -> Option<Conflict> {
        let is_there = |path: &RelPath| self.before.disk.get(path).is_some();
        match entry.open? {
            Open::Lines => merge::markers(&self.before.at(lies)?.file()?.bytes).map(Conflict::Markers),
            Open::Rejected => Some(beside(lies, "rej")).filter(is_there).map(Conflict::Rejected),
            Open::Whole => Some(beside(lies, "new")).filter(is_there).map(Conflict::Whole),
            Open::Deleted => (!is_there(lies) && !self.wishes.restore).then_some(Conflict::Deleted),
        }
    }

    /// What stands at the planned path and stays there.
    fn at_place(&self) -> Option<&At> {
        let moves = self.known.map(|(path, entry)| entry.at.as_ref().unwrap_or(path));
        let leaves = |above: &RelPath| self.leaving.contains(above) || moves == Some(above);
        let is_leaving = |at: &&At| matches!(at, At::Under(above) if leaves(above));
        self.before.disk.get(&self.planned.path).filter(|at| !is_leaving(at))
    }

    /// A path that archplan never wrote.
    fn first(&self) -> Decided {
        let file = &self.planned.file;
        match self.at_place() {
            None => self.write(Action::Create, file.clone()),
            Some(At::File(lies)) if is_same(lies, file) => self.write(Action::Unchanged, file.clone()),
            Some(At::File(_)) => self.done(Action::Conflict(Conflict::InTheWay), None, None, false),
            Some(_) => self.done(Action::Conflict(Conflict::NoFile), None, None, false),
        }
    }

    /// Planned under another path than before, and something stands there.
    fn at_taken_place(&self, entry: &Entry) -> Decided {
        match self.before.disk.file(&self.planned.path) {
            Some(lies) if is_same(lies, &self.planned.file) => self.write(Action::Unchanged, self.planned.file.clone()),
            Some(_) => self.stopped(Conflict::InTheWay, entry),
            None => self.stopped(Conflict::NoFile, entry),
        }
    }

    fn deleted(&self, entry: &Entry) -> Decided {
        if self.is_new(entry) && self.planned.mode == Mode::Managed {
            let entry = Entry { open: Some(Open::Deleted), deleted: true, ..Entry::of(self.planned) };
            return self.done(Action::Conflict(Conflict::Deleted), None, Some(entry), true);
        }
        self.done(Action::StaysDeleted, None, Some(Entry { deleted: true, ..self.next(entry) }), false)
    }

    fn lying(&self, path: &RelPath, lies: &RelPath, entry: &Entry, mine: &File, is_moved: bool) -> Decided {
        let new = &self.planned.file;
        if *mine == *new && !is_moved {
            return self.current(Action::Unchanged, None, entry);
        }
        if self.planned.mode == Mode::Once && !is_moved {
            return self.done(Action::Theirs, None, Some(self.next(entry)), false);
        }
        // What is planned from the bytes of a person has their shape already.
        let shape = if self.planned.merged { Shape::of(&mine.bytes) } else { Shape::default() };
        let plain = shape.take_off(&mine.bytes);
        let base = self.before.bases.get(path);
        // What is known byte by byte counts more than a digest, which a bad merge of the manifest can change.
        let is_untouched = match base {
            Some(base) => plain == base.bytes,
            None => mine.digest() == entry.digest || Digest::of(&plain) == entry.digest,
        };
        let executable = if mine.executable == entry.executable { new.executable } else { mine.executable };
        let with = |plain: &[u8]| File { bytes: shape.put_on(plain), executable };
        let moved = |action: Action| if is_moved { Action::Move(lies.clone()) } else { action };
        if is_untouched {
            let file = with(&new.bytes);
            return match file == *mine && !is_moved {
                true if mine.executable == new.executable => self.current(Action::Unchanged, None, entry),
                true => self.current(Action::Kept, None, entry),
                false => self.current(moved(Action::Replace), Some(file), entry),
            };
        }
        if !self.is_new(entry) {
            return match is_moved {
                true => self.current(Action::Move(lies.clone()), Some(mine.clone()), entry),
                false => self.done(Action::Kept, None, Some(self.next(entry)), false),
            };
        }
        if plain == new.bytes {
            return self.current(moved(Action::Unchanged), is_moved.then(|| mine.clone()), entry);
        }
        if let Some(line) = merge::markers(&plain) {
            return self.stopped(Conflict::Markers(line), entry);
        }
        match base {
            Some(base) if !is_binary(&plain) && !is_binary(&new.bytes) => {
                let three = Three { base: &base.bytes, mine: &plain, new: &new.bytes };
                self.merged(entry, three, &with, (lies, mine), is_moved)
            }
            _ => self.whole(entry, lies, mine, is_moved),
        }
    }

    fn merged(
        &self,
        entry: &Entry,
        three: Three<'_>,
        with: &dyn Fn(&[u8]) -> File,
        (lies, mine): (&RelPath, &File),
        is_moved: bool,
    ) -> Decided {
        let place = if is_moved { self.planned.path.clone() } else { lies.clone() };
        let merged = merge::merge(three, self.wishes.style, &self.label());
        let file = with(&merged.bytes);
        let is_written = file != *mine || is_moved;
        let rej = beside(&place, "rej");
        if merged.rejected.is_some() && !self.has_room(&rej, entry, Open::Rejected) {
            return self.stopped(Conflict::NoRoom(rej), entry);
        }
        let action = match (merged.conflicts, &merged.rejected) {
            (0, _) if is_moved => Action::Move(lies.clone()),
            (0, _) if is_written => Action::Merge,
            (0, _) => Action::Kept,
            (_, Some(_)) => Action::Conflict(Conflict::Rejected(rej.clone())),
            (n, None) => Action::Conflict(Conflict::Lines(n)),
        };
        let mut decided = self.current(action, is_written.then_some(file), entry);
        decided.step.beside = merged.rejected.map(|bytes| (rej, File::plain(bytes)));
        self.coming_along(decided, (lies, mine), is_moved)
    }

    /// Two whole files, of which a person has to choose.
    fn whole(&self, entry: &Entry, lies: &RelPath, mine: &File, is_moved: bool) -> Decided {
        let moved = |action: Action| if is_moved { Action::Move(lies.clone()) } else { action };
        match self.wishes.style {
            Style::Ours => self.current(moved(Action::Kept), is_moved.then(|| mine.clone()), entry),
            Style::Theirs => self.current(moved(Action::Replace), Some(self.planned.file.clone()), entry),
            Style::Diff3 | Style::Rej => {
                let new = beside(if is_moved { &self.planned.path } else { lies }, "new");
                if !self.has_room(&new, entry, Open::Whole) {
                    return self.stopped(Conflict::NoRoom(new), entry);
                }
                let mut decided = self.current(Action::Conflict(Conflict::Whole(new.clone())), None, entry);
                decided.step.beside = Some((new, self.planned.file.clone()));
                decided.step.file = is_moved.then(|| mine.clone());
                self.coming_along(decided, (lies, mine), is_moved)
            }
        }
    }

    /// Whether a file can be written beside: none lies there, or one that an earlier run left.
    fn has_room(&self, path: &RelPath, entry: &Entry, open: Open) -> bool {
        entry.open == Some(open) || self.before.at(path).is_none()
    }

    /// What has to be settled of a file that lies elsewhere from now on, there.
    fn coming_along(&self, mut decided: Decided, (lies, mine): (&RelPath, &File), is_moved: bool) -> Decided {
        if is_moved && decided.step.action.is_conflict() {
            decided.step.before = Some(mine.clone());
            decided.step.left = Some(lies.clone());
            decided.step.path = self.planned.path.clone();
            if let Some(entry) = &mut decided.entry {
                entry.at = None;
            }
        }
        decided
    }

    /// What is planned differs from what was last generated.
    fn is_new(&self, entry: &Entry) -> bool {
        self.planned.file.digest() != entry.digest || self.planned.file.executable != entry.executable
    }

    /// The entry as it was, of what is planned now.
    fn next(&self, entry: &Entry) -> Entry {
        Entry { realises: self.planned.realises.clone(), open: None, deleted: false, ..entry.clone() }
    }

    fn write(&self, action: Action, file: File) -> Decided {
        let file = (action != Action::Unchanged).then_some(file);
        self.done(action, file, Some(Entry::of(self.planned)), true)
    }

    /// What is planned counts as last generated, wherever a person put the file.
    fn current(&self, action: Action, file: Option<File>, entry: &Entry) -> Decided {
        let at = entry.at.clone().filter(|_| !matches!(action, Action::Move(_)));
        let open = match &action {
            Action::Conflict(Conflict::Lines(_)) => Some(Open::Lines),
            Action::Conflict(Conflict::Rejected(_)) => Some(Open::Rejected),
            Action::Conflict(Conflict::Whole(_)) => Some(Open::Whole),
            _ => None,
        };
        self.done(action, file, Some(Entry { at, open, ..Entry::of(self.planned) }), true)
    }

    /// Nothing is written, and what was last generated stays known.
    fn stopped(&self, conflict: Conflict, entry: &Entry) -> Decided {
        let lies = entry.at.as_ref().or(self.known.map(|(path, _)| path));
        let deleted = lies.is_some_and(|lies| self.before.at(lies).is_none());
        let kept = Entry { open: entry.open, deleted, ..self.next(entry) };
        Decided { is_stuck: true, ..self.done(Action::Conflict(conflict), None, Some(kept), false) }
    }

    fn done(&self, action: Action, file: Option<File>, entry: Option<Entry>, is_current: bool) -> Decided {
        let at = entry.as_ref().and_then(|entry| entry.at.clone());
        let (of, path) = (self.planned.path.clone(), at.unwrap_or_else(|| self.planned.path.clone()));
        let lies = if let Action::Move(from) = &action { from } else { &path };
        let before = self.before.at(lies).and_then(At::file).cloned();
        let step = Step { path, of, before, action, file, beside: None, left: None };
        Decided { step, entry, is_current, is_stuck: false }
    }

    /// What the generated side of a conflict is of: elements before decisions, and three of them at most.
    fn label(&self) -> String {
        let of = |decisions: bool| {
            let is_decision = move |node: &&String| node.starts_with("decision:") == decisions;
            self.planned.realises.iter().filter(is_decision)
        };
        let nodes: Vec<_> = of(false).chain(of(true)).take(3).map(String::as_str).collect();
        match nodes.is_empty() {
            true => format!("generated now from {}", self.planned.template),
            false => format!("generated now for {}", nodes.join(", ")),
        }
    }
}

/// The same text to a person: a mark of byte order and the ends of lines do not count.
fn is_same(lies: &File, planned: &File) -> bool {
    lies.executable == planned.executable
        && (lies.bytes == planned.bytes || Shape::of(&lies.bytes).take_off(&lies.bytes) == planned.bytes)
}

fn is_binary(bytes: &[u8]) -> bool {
    bytes.contains(&0)
}

/// A path beside another one.
pub(super) fn beside(path: &RelPath, extension: &str) -> RelPath {
    RelPath::new(format!("{path}.{extension}")).expect("an ending keeps a path plain")
}

fn no_longer_planned(before: Before<'_>, path: RelPath, entry: &Entry) -> Option<Step> {
    let lies = entry.at.clone().unwrap_or_else(|| path.clone());
    let at = before.at(&lies)?;
    let action = if is_removed(before, &path, entry) { Action::Delete } else { Action::LeftAlone };
    let before = at.file().cloned();
    let step = Step { path: lies, of: path, before, action, file: None, beside: None, left: None };
    (entry.mode != Mode::Own).then_some(step)
}

/// Whether what is no longer planned goes: it is archplan's, and nobody edited it.
fn is_removed(before: Before<'_>, path: &RelPath, entry: &Entry) -> bool {
    let lies = before.at(entry.at.as_ref().unwrap_or(path)).and_then(At::file);
    let is_untouched = lies.is_some_and(|file| {
        let plain = Shape::of(&file.bytes).take_off(&file.bytes);
        let is_text_kept = match before.bases.get(path) {
            Some(base) => plain == base.bytes,
            None => file.digest() == entry.digest,
        };
        is_text_kept && file.executable == entry.executable
    });
    is_untouched && entry.mode == Mode::Managed
}

#[cfg(test)]
mod tests;
