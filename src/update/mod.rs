//! What a run would write, decided whole before the first byte is written.
//!
//! The central type is [`Changes`], which [`changes`] gives out: for every path what happens to it and why, the bytes
//! as last generated that are kept for the next merge, and the manifest as it will be. The room compares and merges
//! bytes; it knows no plan, no template and no disk. The table of what happens is `decide`.

mod decide;
mod examine;
mod kept;
mod manifest;
mod merge;
mod moves;
mod settle;
mod shape;

pub use decide::{Before, Wishes, changes, missing, paths};
pub use examine::{Ill, examine};
pub use kept::{BASES, base_path};
pub use manifest::{CatalogueFolder, Entry, Manifest, Open, SpecFile, StyleFolder};
pub use merge::{Side, Style, markers, take_side};
pub use settle::{Settled, Unsettled, settle};

use crate::files::{Digest, File, RelPath};
use std::collections::BTreeMap;

/// A file as it should lie in the project.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Where.
    pub path: RelPath,
    /// What.
    pub file: File,
    /// Whose it is after it was made.
    pub mode: Mode,
    /// Which stage makes it.
    pub stage: Stage,
    /// What it was made from, such as `python-fastapi/files/app.py` or `design.pdf`.
    pub template: String,
    /// Digest of that template; of nothing where the program itself is the template.
    pub template_digest: Option<Digest>,
    /// Nodes of the plan that it carries out, such as `decision:database`.
    pub realises: Vec<String>,
    /// A person may edit it, and edits are merged: its bytes as generated are kept.
    pub merged: bool,
}

/// Whose a generated file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// archplan's: it changes with the plan.
    Managed,
    /// Made once, then the person's.
    Once,
    /// The person's: they took it over.
    Own,
}

/// Which stage makes a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// `archplan plan`: documents.
    Plan,
    /// `archplan generate`: code.
    Generate,
    /// `archplan review`: the handover.
    Review,
}

/// What happens to a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Written for the first time, or again because somebody asked for it.
    Create,
    /// Written over what archplan wrote before.
    Replace,
    /// What a person changed and what the plan changed lie apart: both are in the file.
    Merge,
    /// As it should be.
    Unchanged,
    /// The person's since it was made, or since they took it over.
    Theirs,
    /// The person edited it, and the plan has nothing new for it.
    Kept,
    /// It lay at that path before; an edit came along.
    Move(RelPath),
    /// Removed: it is no longer planned, and nobody edited it.
    Delete,
    /// No longer planned, but edited: kept, and no longer archplan's.
    LeftAlone,
    /// The person deleted it: stays deleted.
    StaysDeleted,
    /// The person has to settle it.
    Conflict(Conflict),
}

/// Why a person has to settle something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// They and the plan changed the same lines, in so many places; markers stand there.
    Lines(usize),
    /// The same, and the generated change lies in that file beside it.
    Rejected(RelPath),
    /// They and the plan changed a file that cannot be merged line by line, or whose bytes as last generated are not
    /// known. It stays, and what is generated lies in that file beside it.
    Whole(RelPath),
    /// They deleted what the plan changed. It stays deleted.
    Deleted,
    /// A file that archplan did not write stands where one is planned for the first time. It stays.
    InTheWay,
    /// A folder or a link stands where a file is planned, or a file or a link where its folder would be.
    NoFile,
    /// Markers of an earlier merge stand in it, from that line on, counted from 1.
    Markers(usize),
    /// What is generated would have to lie beside it, and a file of theirs lies there. Both stay.
    NoRoom(RelPath),
}

/// One path and what happens to it.
#[derive(Clone, Debug)]
pub struct Step {
    /// Where.
    pub path: RelPath,
    /// Its path in the manifest, which is another one where a person moved the file.
    pub of: RelPath,
    /// The file that lies there, or where it is moved from.
    pub before: Option<File>,
    /// What happens.
    pub action: Action,
    /// What is written there, where something is.
    pub file: Option<File>,
    /// A file that is written beside it.
    pub beside: Option<(RelPath, File)>,
    /// Where it lay before, where it comes along to another path with something to settle in it.
    pub left: Option<RelPath>,
}

/// Everything that a run would do.
#[derive(Clone, Debug)]
pub struct Changes {
    /// In the order of the paths.
    pub steps: Vec<Step>,
    /// Bytes as generated that are to be kept, by path of the project's file; `None` where they are no longer.
    pub bases: BTreeMap<RelPath, Option<File>>,
    /// The manifest afterwards.
    pub manifest: Manifest,
}

impl Action {
    /// Whether bytes of the person's tree change.
    pub fn writes(&self) -> bool {
        matches!(
            self,
            Self::Create
                | Self::Replace
                | Self::Merge
                | Self::Move(_)
                | Self::Delete
                | Self::Conflict(Conflict::Lines(_) | Conflict::Rejected(_) | Conflict::Whole(_))
        )
    }

    /// Whether the person must settle something.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }
}

impl Changes {
    /// How many steps are of a kind.
    pub fn count(&self, is_of_kind: impl Fn(&Action) -> bool) -> usize {
        self.steps.iter().filter(|step| is_of_kind(&step.action)).count()
    }

    /// What happens to some of the paths alone; everything else stays as it was before.
    #[must_use]
    pub fn only(mut self, before: &Manifest, is_wanted: &dyn Fn(&RelPath) -> bool) -> Self {
        let is_left_out = |step: &Step| {
            let from = if let Action::Move(from) = &step.action { Some(from) } else { step.left.as_ref() };
            !is_wanted(&step.path) && !from.is_some_and(is_wanted)
        };
        for step in self.steps.extract_if(.., |step| is_left_out(step)) {
            let from = if let Action::Move(from) = step.action { Some(from) } else { step.left };
            for path in [Some(step.of), from].into_iter().flatten() {
                self.bases.remove(&path);
                match before.files.get(&path) {
                    Some(entry) => drop(self.manifest.files.insert(path, entry.clone())),
                    None => drop(self.manifest.files.remove(&path)),
                }
            }
        }
        self
    }

    /// What the person must settle.
    pub fn conflicts(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.action.is_conflict())
    }
}
