//! What the commands take that compare two plans.

use super::{Catalogues, Format};
use clap::Args;
use std::path::PathBuf;

/// The language of changes, for `archplan impact --help`.
pub(super) const CHANGES: &str = "Changes:
  database=sqlite           choose this option
  messaging=kafka:later     choose this option, to be built later (or: now)
  database=                 leave the decision open again
  remove entity:OrderItem   take an element out, with all that cannot stand without it
                            (entity, field, relationship, resource, operation, role, event,
                            integration, quality, principle, responsibility, decision)";

#[derive(Debug, Args)]
pub(in crate::cli) struct Impact {
    /// What changes, such as `database=sqlite`; several at once are one change
    #[arg(value_name = "CHANGE", required_unless_present = "spec")]
    pub(in crate::cli) changes: Vec<String>,
    /// An edited spec to compare with; changes are made in it
    #[arg(long, value_name = "EDITED")]
    pub(in crate::cli) spec: Option<PathBuf>,
    /// The spec to start from, where there is no project
    #[arg(long, value_name = "SPEC")]
    pub(in crate::cli) of: Option<PathBuf>,
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) catalogues: Catalogues,
    #[command(flatten)]
    pub(in crate::cli) shown: Shown,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Diff {
    /// The first plan: a spec, or the folder of a project
    pub(in crate::cli) old: PathBuf,
    /// The second plan: a spec, or the folder of a project
    pub(in crate::cli) new: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) catalogues: Catalogues,
    #[command(flatten)]
    pub(in crate::cli) shown: Shown,
    /// Exit with 1 where the plans differ
    #[arg(long)]
    pub(in crate::cli) exit_code: bool,
}

/// How a comparison is shown.
#[derive(Debug, Args)]
pub(in crate::cli) struct Shown {
    /// For people, or for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in crate::cli) format: Format,
    /// Print the paths of the files that change, one a line, and nothing else
    #[arg(long, conflicts_with_all = ["diff", "format"])]
    pub(in crate::cli) files: bool,
    /// Print the lines that change too
    #[arg(long, conflicts_with = "format")]
    pub(in crate::cli) diff: bool,
}
