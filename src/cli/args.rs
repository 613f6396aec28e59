//! What can be said on the command line.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Plan-first architecture documents and code that never drift apart.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Resolve a spec and write the design document, the OpenAPI document and the lock
    Plan(Plan),
    /// Derive the code from the plan
    Generate(Generate),
    /// Read the code as it is and write the handover document
    Review(Review),
    /// Compare spec, lock, documents and code: exit 0 when they agree, 1 when not
    Check(Check),
    /// Plan, generate and review in one go
    Build(Build),
    /// Work with folders of decision records
    Adr(Adr),
    /// Print the JSON Schema of the spec, for editors
    Schema,
}

#[derive(Debug, Args)]
pub(super) struct Adr {
    #[command(subcommand)]
    pub(super) command: AdrCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum AdrCommand {
    /// Read existing decision records (MADR, adr-tools, log4brains, Backstage) as decisions of a spec: YAML on the
    /// standard output, and what became of each file on the standard error
    Import(AdrImport),
}

#[derive(Debug, Args)]
pub(super) struct AdrImport {
    /// The folder of the records
    pub(super) folder: PathBuf,
    /// Put the decisions into this spec instead; its own lines are not touched
    #[arg(long, value_name = "SPEC")]
    pub(super) into: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Plan {
    /// The spec; without it, the one of the project
    pub(super) spec: Option<PathBuf>,
    /// Folder of the project [default: the folder of the spec]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Write documents again that somebody deleted
    #[arg(long)]
    pub(super) restore: bool,
    /// Decide anew what the lock keeps: these decisions, or all where none is named
    #[arg(long, value_name = "DECISION", num_args = 0..)]
    pub(super) update: Option<Vec<String>>,
}

#[derive(Debug, Args)]
pub(super) struct Generate {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Write files again that somebody deleted
    #[arg(long)]
    pub(super) restore: bool,
}

#[derive(Debug, Args)]
pub(super) struct Review {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Run the checks of the service and record what they say
    #[arg(long)]
    pub(super) verify: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Build {
    /// The spec
    pub(super) spec: PathBuf,
    /// Folder of the project
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Run the checks of the service and record what they say
    #[arg(long)]
    pub(super) verify: bool,
}
