//! What a run would write, decided whole before the first byte is written.
//!
//! The central type is [`Changes`], which [`changes`] gives out: for every path what happens to it and why, and
//! the manifest as it will be. The room compares bytes; it knows no plan, no template and no disk.

mod decide;
mod manifest;

pub use decide::changes;
pub use manifest::{CatalogueFolder, Entry, Manifest, SpecFile, StyleFolder};

use crate::files::{Digest, File, RelPath};

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
}

/// Whose a generated file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// archplan's: it changes with the plan.
    Managed,
    /// Made once, then the person's.
    Once,
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
    /// Written for the first time.
    Create,
    /// Written over what archplan wrote before.
    Replace,
    /// As it should be.
    Unchanged,
    /// The person's since it was made.
    Theirs,
    /// Removed: it is no longer planned, and nobody edited it.
    Delete,
    /// No longer planned, but edited: kept, and no longer archplan's.
    LeftAlone,
    /// The person deleted it: stays deleted.
    StaysDeleted,
    /// Refused: the person edited it.
    Edited,
    /// Refused: a file that archplan did not make stands there.
    InTheWay,
}

/// One path and what happens to it.
#[derive(Clone, Debug)]
pub struct Step {
    /// Where.
    pub path: RelPath,
    /// What happens.
    pub action: Action,
    /// What is written, with `Create` and `Replace`.
    pub file: Option<File>,
}

/// Everything that a run would do.
#[derive(Clone, Debug)]
pub struct Changes {
    /// In the order of the paths.
    pub steps: Vec<Step>,
    /// The manifest afterwards.
    pub manifest: Manifest,
}

impl Action {
    /// Whether bytes on the disk change.
    pub fn writes(&self) -> bool {
        matches!(self, Self::Create | Self::Replace | Self::Delete)
    }

    /// Whether the person must settle something.
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Edited | Self::InTheWay)
    }
}

impl Changes {
    /// The paths to which that happens.
    pub fn with<'a>(&'a self, action: &'a Action) -> impl Iterator<Item = &'a RelPath> {
        self.steps.iter().filter(move |step| step.action == *action).map(|step| &step.path)
    }

    /// The paths that the person must settle.
    pub fn refused(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.action.is_refused())
    }
}
