//! What can be said on the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
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
    /// Say why something is there: the chain from it back to the spec's lines and the reasons
    Why(Why),
    /// Draw what rests on what, whole, of one area, or around one thing
    Graph(Graph),
    /// Say what each goal, responsibility and decision is traced to, and what is traced to nothing
    Trace(Trace),
    /// Print the JSON Schema of the spec, for editors
    Schema,
}

/// A form for people or for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines of text
    Text,
    /// JSON, with a version
    Json,
}

/// The form of a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum GraphFormat {
    /// A drawing
    Svg,
    /// The source of a Mermaid flowchart
    Mermaid,
    /// The source of a Graphviz graph
    Dot,
    /// JSON, with a version
    Json,
}

/// Which nodes are in a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Of {
    /// Decisions alone
    Decisions,
    /// Goals, responsibilities, decisions, elements, sections, files and tests
    All,
}

#[derive(Debug, Args)]
pub(super) struct Why {
    /// A decision, an element, a section, a file, or a file with a line: `database`, `Order.status`, `orders.create`,
    /// `docs/architecture/plan.md#data`, `spec.yaml:42`
    pub(super) place: String,
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Graph {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Form of the graph
    #[arg(long, value_enum, default_value_t = GraphFormat::Svg)]
    pub(super) format: GraphFormat,
    /// Only the decisions of this area, and what they are joined to
    #[arg(long)]
    pub(super) area: Option<String>,
    /// Only what is near this decision, element, section or file
    #[arg(long, value_name = "PLACE")]
    pub(super) around: Option<String>,
    /// With --around: how many steps away
    #[arg(long, default_value_t = 1, requires = "around")]
    pub(super) depth: usize,
    /// Which nodes [default: decisions; all with --around]
    #[arg(long, value_enum)]
    pub(super) of: Option<Of>,
    /// Write to this file instead of the standard output
    #[arg(long, value_name = "FILE")]
    pub(super) out_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Trace {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
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
