//! What the commands take that ask a plan something or draw it.

use super::{Catalogues, Format};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The form of a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum GraphFormat {
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
pub(in crate::cli) enum Of {
    /// Decisions alone
    Decisions,
    /// Goals, responsibilities, decisions, elements, sections, files and tests
    All,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Why {
    /// A decision, an element, a section, a file, or a file with a line: `database`, `Order.status`, `orders.create`,
    /// `docs/architecture/plan.md#data`, `spec.yaml:42`
    pub(in crate::cli) place: String,
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Graph {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Form of the graph
    #[arg(long, value_enum, default_value_t = GraphFormat::Svg)]
    pub(in crate::cli) format: GraphFormat,
    /// A diagram of the architecture plan by its name, such as `context`, `containers` or `entities`, instead of the
    /// graph of the plan; `list` names them all
    #[arg(long, value_name = "NAME", conflicts_with_all = ["area", "around", "of"])]
    pub(in crate::cli) diagram: Option<String>,
    /// Only the decisions of this area, and what they are joined to
    #[arg(long)]
    pub(in crate::cli) area: Option<String>,
    /// Only what is near this decision, element, section or file
    #[arg(long, value_name = "PLACE")]
    pub(in crate::cli) around: Option<String>,
    /// With --around: how many steps away
    #[arg(long, default_value_t = 1, requires = "around")]
    pub(in crate::cli) depth: usize,
    /// Which nodes [default: decisions; all with --around]
    #[arg(long, value_enum)]
    pub(in crate::cli) of: Option<Of>,
    /// Write to this file instead of the standard output
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) out_file: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) catalogues: Catalogues,
}

/// What a plan is exported to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ExportFormat {
    /// A workspace of the Structurizr DSL: model, context, containers, deployment
    Structurizr,
    /// One diagram for Graphviz
    Dot,
    /// One diagram for Mermaid
    Mermaid,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    /// The language
    #[arg(long, value_enum)]
    pub(in crate::cli) to: ExportFormat,
    /// Which diagram of the architecture plan, for DOT and Mermaid [default: containers]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) diagram: Option<String>,
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Write to this file instead of the standard output
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) out_file: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Trace {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) catalogues: Catalogues,
}
