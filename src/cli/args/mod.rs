//! What can be said on the command line.

mod asking;
mod comparing;
mod merging;
mod others;
mod stages;

pub(in crate::cli) use asking::{Export, ExportFormat, Graph, GraphFormat, Of, Trace, Why};
pub(in crate::cli) use comparing::{Diff, Impact, Shown};
pub(in crate::cli) use merging::{Adopt, Doctor, Eject, Merging, Resolve, Seen, SeenFormat};
pub(in crate::cli) use others::{
    Adr, AdrCommand, AdrImport, Catalogue, CatalogueCheck, Described, Explain, Render, Schema, Targets, To,
};
pub(in crate::cli) use stages::{Build, Check, Generate, Plan, Review, Serve};

use clap::{Args, Parser, Subcommand, ValueEnum};
use comparing::CHANGES;
use std::path::PathBuf;

/// Plan-first architecture documents and code that never drift apart.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub(in crate::cli) struct Arguments {
    #[command(subcommand)]
    pub(in crate::cli) command: Command,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
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
    /// Show the documents in a browser while the spec is written, and reload them at every change
    Serve(Serve),
    /// Say what is left to settle after a run that could not merge everything, and settle it
    Resolve(Resolve),
    /// Take a generated file over: it is yours from then on
    Eject(Eject),
    /// Give a file back that was taken over: its edits are merged again
    Adopt(Adopt),
    /// Look whether what archplan keeps under .archplan is whole, and repair it
    Doctor(Doctor),
    /// Work with folders of decision records
    Adr(Adr),
    /// Say why something is there: the chain from it back to the spec's lines and the reasons
    Why(Why),
    /// Draw what rests on what, whole, of one area, or around one thing
    Graph(Graph),
    /// Write the model of the plan for other tools: Structurizr DSL, or one diagram as DOT or Mermaid
    Export(Export),
    /// Say what each goal, responsibility and decision is traced to, and what is traced to nothing
    Trace(Trace),
    /// Show what a change to the spec would change, and write nothing
    #[command(after_help = CHANGES)]
    Impact(Impact),
    /// Set any Markdown file in the look of the documents
    Render(Render),
    /// Compare two plans: decisions, elements, sections, files
    Diff(Diff),
    /// Say more about the code of a diagnostic: what it means, a wrong and a right example, how to mend it
    Explain(Explain),
    /// Print the JSON Schema of the spec, or of a file of an own catalogue, for editors
    Schema(Schema),
    /// List the targets, and what each writes for every option
    Targets(Targets),
    /// Work on a team's own catalogue
    #[command(subcommand)]
    Catalogue(Catalogue),
}

/// The own catalogues of commands that resolve a plan.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Catalogues {
    /// A team's own catalogue, above archplan's; given several times, each above the one before [default: those that
    /// the spec names, else those given when the project was planned]
    #[arg(long = "catalogue", value_name = "DIR")]
    pub(in crate::cli) folders: Vec<PathBuf>,
    /// Forget the own catalogues that were given when the project was planned
    #[arg(long = "no-catalogue", conflicts_with = "folders")]
    pub(in crate::cli) none: bool,
}

/// How documents are to be.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Style {
    /// Order and headings of the architecture plan: nine, arc42, design-doc, prr, or the folder of an own template
    /// [default: that of the spec, else the one given when the project was planned, else nine]
    #[arg(long, value_name = "NAME|DIR")]
    pub(in crate::cli) template: Option<String>,
    /// The folder of a theme: logo, colours, fonts [default: that of the spec, else the one given when the project was
    /// planned, else archplan's look]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) theme: Option<PathBuf>,
    /// Forget the theme that was given when the project was planned
    #[arg(long = "no-theme", conflicts_with = "theme")]
    pub(in crate::cli) no_theme: bool,
}

/// Which target writes the code.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Aim {
    /// Target of the code: one of those that `archplan targets` lists, or the folder of an own one [default: the one
    /// given before, else python-fastapi]
    #[arg(long, value_name = "NAME|DIR")]
    pub(in crate::cli) target: Option<String>,
}

impl Command {
    /// The target that the command line names.
    pub(in crate::cli) fn target(&self) -> Option<String> {
        match self {
            Self::Plan(Plan { aim, .. }) | Self::Generate(Generate { aim, .. }) | Self::Build(Build { aim, .. }) => {
                aim.target.clone()
            }
            Self::Doctor(Doctor { aim, .. }) => aim.target.clone(),
            _ => None,
        }
    }

    /// Whether the command writes into the project.
    pub(in crate::cli) fn writes(&self) -> bool {
        match self {
            Self::Plan(_) | Self::Build(_) | Self::Review(_) | Self::Resolve(_) | Self::Eject(_) | Self::Adopt(_) => {
                true
            }
            Self::Generate(generate) => !generate.seen.is_only_seen(),
            Self::Doctor(doctor) => doctor.repair,
            _ => false,
        }
    }

    /// How documents are to be, as far as the command line says it.
    pub(in crate::cli) fn style(&self) -> Style {
        match self {
            Self::Plan(Plan { style, .. }) | Self::Build(Build { style, .. }) | Self::Serve(Serve { style, .. }) => {
                style.clone()
            }
            _ => Style::default(),
        }
    }

    /// Whether the command makes a plan: only then is it told what is risky about one.
    pub(in crate::cli) fn makes_plan(&self) -> bool {
        matches!(self, Self::Plan(_) | Self::Build(_) | Self::Impact(_))
    }

    /// The own catalogues given to a command.
    pub(in crate::cli) fn catalogues(&self) -> Catalogues {
        match self {
            Self::Plan(Plan { catalogues, .. })
            | Self::Generate(Generate { catalogues, .. })
            | Self::Review(Review { catalogues, .. })
            | Self::Check(Check { catalogues, .. })
            | Self::Impact(Impact { catalogues, .. })
            | Self::Diff(Diff { catalogues, .. })
            | Self::Why(Why { catalogues, .. })
            | Self::Graph(Graph { catalogues, .. })
            | Self::Export(Export { catalogues, .. })
            | Self::Trace(Trace { catalogues, .. })
            | Self::Serve(Serve { catalogues, .. })
            | Self::Build(Build { catalogues, .. }) => catalogues.clone(),
            _ => Catalogues::default(),
        }
    }
}

/// For whom something is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// Lines for people.
    Text,
    /// One JSON document.
    Json,
}
