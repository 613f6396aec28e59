//! What the commands take that need no project.

use super::Format;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The form of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum To {
    /// One self-contained page
    Html,
    /// Pages to print
    Pdf,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Render {
    /// The Markdown file
    pub(in crate::cli) file: PathBuf,
    /// Form of the document
    #[arg(long, value_enum, default_value_t = To::Html)]
    pub(in crate::cli) to: To,
    /// Write to this file [default: beside the Markdown file, with the ending of the form]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Title of the document [default: of the front matter, else its first heading]
    #[arg(long)]
    pub(in crate::cli) title: Option<String>,
    /// The folder of a theme: logo, colours, fonts
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) theme: Option<PathBuf>,
    /// Write over a file that archplan did not make
    #[arg(long)]
    pub(in crate::cli) force: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Adr {
    #[command(subcommand)]
    pub(in crate::cli) command: AdrCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum AdrCommand {
    /// Read existing decision records (MADR, adr-tools, log4brains, Backstage) as decisions of a spec: YAML on the
    /// standard output, and what became of each file on the standard error
    Import(AdrImport),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AdrImport {
    /// The folder of the records
    pub(in crate::cli) folder: PathBuf,
    /// Put the decisions into this spec instead; its own lines are not touched
    #[arg(long, value_name = "SPEC")]
    pub(in crate::cli) into: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Targets {
    /// Only this target: one of archplan's by its name, or the folder of an own one [default: all of archplan's]
    #[arg(value_name = "NAME|DIR")]
    pub(in crate::cli) target: Option<String>,
    /// For people, or for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in crate::cli) format: Format,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Explain {
    /// The code, such as `plan/contradiction`; without it, all are listed
    pub(in crate::cli) code: Option<String>,
    /// For people, or for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in crate::cli) format: Format,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Schema {
    /// What to describe
    #[arg(long, value_enum, default_value_t = Described::Spec)]
    pub(in crate::cli) of: Described,
}

/// What has a JSON Schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Described {
    /// The spec
    Spec,
    /// `catalogue.yaml` of an own catalogue
    Catalogue,
    /// `changes.yaml` and the files in `changes/` of an own catalogue
    Changes,
    /// The files in `decisions/` of an own catalogue
    Decisions,
    /// `areas.yaml` of an own catalogue
    Areas,
    /// `principles.yaml` of an own catalogue
    Principles,
    /// `advice.yaml` of an own catalogue
    Advice,
    /// `template.yaml` of an own template
    Template,
    /// `theme.yaml` of a theme
    Theme,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Catalogue {
    /// Check own catalogues against archplan's: exit 0 when they hold together, 2 when not
    Check(CatalogueCheck),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CatalogueCheck {
    /// Folders of own catalogues, each above the one before
    #[arg(required = true, value_name = "DIR")]
    pub(in crate::cli) folders: Vec<PathBuf>,
}
