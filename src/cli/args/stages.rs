//! What the commands take that make and hold a project.

use super::{Aim, Catalogues, Merging, Seen, Style};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct Plan {
    /// The spec; without it, the one of the project
    pub(in crate::cli) spec: Option<PathBuf>,
    /// Folder of the project [default: the folder of the spec]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) wishes: Merging,
    #[command(flatten)]
    pub(in crate::cli) style: Style,
    #[command(flatten)]
    pub(in crate::cli) aim: Aim,
    /// Decide anew what the lock keeps: these decisions, or all where none is named
    #[arg(long, value_name = "DECISION", num_args = 0..)]
    pub(in crate::cli) update: Option<Vec<String>>,
    #[command(flatten)]
    pub(in crate::cli) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Generate {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) wishes: Merging,
    #[command(flatten)]
    pub(in crate::cli) seen: Seen,
    #[command(flatten)]
    pub(in crate::cli) aim: Aim,
    #[command(flatten)]
    pub(in crate::cli) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Review {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Run the checks of the service and record what they say
    #[arg(long)]
    pub(in crate::cli) verify: bool,
    #[command(flatten)]
    pub(in crate::cli) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Check {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Build {
    /// The spec
    pub(in crate::cli) spec: PathBuf,
    /// Folder of the project
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: PathBuf,
    /// Run the checks of the service and record what they say
    #[arg(long)]
    pub(in crate::cli) verify: bool,
    #[command(flatten)]
    pub(in crate::cli) style: Style,
    #[command(flatten)]
    pub(in crate::cli) wishes: Merging,
    #[command(flatten)]
    pub(in crate::cli) aim: Aim,
    #[command(flatten)]
    pub(in crate::cli) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Serve {
    /// The spec
    #[arg(default_value = "spec.yaml")]
    pub(in crate::cli) spec: PathBuf,
    /// Folder of the project, for its lock [default: the folder of the spec]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Port to answer on; 0 for any [default: 4747, or the next one that is free]
    #[arg(long)]
    pub(in crate::cli) port: Option<u16>,
    /// Name or number of this machine to answer on; anything but loopback lets others on the network read the documents
    #[arg(long, default_value = "127.0.0.1")]
    pub(in crate::cli) host: String,
    #[command(flatten)]
    pub(in crate::cli) catalogues: Catalogues,
    #[command(flatten)]
    pub(in crate::cli) style: Style,
}
