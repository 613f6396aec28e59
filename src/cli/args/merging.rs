//! What can be said on the command line of a person's edits and of what a run leaves to settle.

use super::{Aim, Format};
use crate::update::{Side, Style, Wishes};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What becomes of a person's edits.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Merging {
    /// Write files again that somebody deleted
    #[arg(long)]
    pub(in crate::cli) restore: bool,
    /// What becomes of lines that were edited and that the plan changes, too
    #[arg(long, value_name = "HOW", value_enum, default_value_t)]
    pub(in crate::cli) conflict: OnConflict,
}

/// What becomes of lines that both sides changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OnConflict {
    /// Both stay in the file between markers, with the lines as generated before
    #[default]
    Diff3,
    /// The edited lines stay
    Ours,
    /// The generated lines are taken
    Theirs,
    /// The edited lines stay, and the generated change lies beside the file as .rej
    Rej,
}

impl Merging {
    /// What the room of updates is asked for.
    pub(in crate::cli) fn wishes(&self) -> Wishes {
        let style = match self.conflict {
            OnConflict::Diff3 => Style::Diff3,
            OnConflict::Ours => Style::Ours,
            OnConflict::Theirs => Style::Theirs,
            OnConflict::Rej => Style::Rej,
        };
        Wishes { restore: self.restore, style, ..Wishes::default() }
    }
}

/// What a run would do, before it does it.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Seen {
    /// Say what would happen to each file, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Show the lines that would change, and write nothing
    #[arg(long)]
    pub(in crate::cli) diff: bool,
    /// Form of what is shown: text, json, or a patch that `git apply` takes; nothing is written
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(in crate::cli) format: Option<SeenFormat>,
    /// Only files whose paths match this pattern, such as `src/**/*.py`; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(in crate::cli) only: Vec<String>,
}

/// In which form it is shown what a run would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SeenFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// For `git apply`
    Patch,
}

impl Seen {
    /// Nothing is written.
    pub(in crate::cli) fn is_only_seen(&self) -> bool {
        self.dry_run || self.diff || self.format.is_some()
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Resolve {
    /// Files that are settled; without one, what is open is listed
    #[arg(value_name = "PATH", conflicts_with_all = ["proceed", "abort"])]
    pub(in crate::cli) paths: Vec<String>,
    /// Take your side of these files
    #[arg(long, requires = "paths", conflicts_with = "theirs")]
    pub(in crate::cli) ours: bool,
    /// Take the generated side of these files
    #[arg(long, requires = "paths")]
    pub(in crate::cli) theirs: bool,
    /// Everything is settled: look whether it is, and end the run
    #[arg(long = "continue", conflicts_with = "abort")]
    pub(in crate::cli) proceed: bool,
    /// Put back what lay there before the run
    #[arg(long)]
    pub(in crate::cli) abort: bool,
    /// Form of the list
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    pub(in crate::cli) format: Format,
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
}

impl Resolve {
    /// The side that is taken, where one is.
    pub(in crate::cli) fn side(&self) -> Option<Side> {
        match (self.ours, self.theirs) {
            (true, _) => Some(Side::Ours),
            (_, true) => Some(Side::Theirs),
            _ => None,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Eject {
    /// The file, from the top of the project
    #[arg(value_name = "PATH")]
    pub(in crate::cli) path: String,
    /// Why; it stands in the handover
    #[arg(long, value_name = "REASON")]
    pub(in crate::cli) because: String,
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Adopt {
    /// The file, from the top of the project
    #[arg(value_name = "PATH")]
    pub(in crate::cli) path: String,
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Doctor {
    /// Mend what can be mended
    #[arg(long)]
    pub(in crate::cli) repair: bool,
    #[command(flatten)]
    pub(in crate::cli) aim: Aim,
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
}
