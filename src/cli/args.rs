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
    /// Show the documents in a browser while the spec is written, and reload them at every change
    Serve(Serve),
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
pub(super) struct Catalogues {
    /// A team's own catalogue, above archplan's; given several times, each above the one before [default: those that
    /// the spec names, else those given when the project was planned]
    #[arg(long = "catalogue", value_name = "DIR")]
    pub(super) folders: Vec<PathBuf>,
    /// Forget the own catalogues that were given when the project was planned
    #[arg(long = "no-catalogue", conflicts_with = "folders")]
    pub(super) none: bool,
}

/// How documents are to be.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Style {
    /// Order and headings of the architecture plan: nine, arc42, design-doc, prr, or the folder of an own template
    /// [default: that of the spec, else the one given when the project was planned, else nine]
    #[arg(long, value_name = "NAME|DIR")]
    pub(super) template: Option<String>,
    /// The folder of a theme: logo, colours, fonts [default: that of the spec, else the one given when the project was
    /// planned, else archplan's look]
    #[arg(long, value_name = "DIR")]
    pub(super) theme: Option<PathBuf>,
    /// Forget the theme that was given when the project was planned
    #[arg(long = "no-theme", conflicts_with = "theme")]
    pub(super) no_theme: bool,
}

/// Which target writes the code.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Aim {
    /// Target of the code: one of those that `archplan targets` lists, or the folder of an own one [default: the one
    /// given before, else python-fastapi]
    #[arg(long, value_name = "NAME|DIR")]
    pub(super) target: Option<String>,
}

impl Command {
    /// The target that the command line names.
    pub(super) fn target(&self) -> Option<String> {
        match self {
            Self::Plan(Plan { aim, .. }) | Self::Generate(Generate { aim, .. }) | Self::Build(Build { aim, .. }) => {
                aim.target.clone()
            }
            _ => None,
        }
    }

    /// How documents are to be, as far as the command line says it.
    pub(super) fn style(&self) -> Style {
        match self {
            Self::Plan(Plan { style, .. }) | Self::Build(Build { style, .. }) | Self::Serve(Serve { style, .. }) => {
                style.clone()
            }
            _ => Style::default(),
        }
    }

    /// Whether the command makes a plan: only then is it told what is risky about one.
    pub(super) fn makes_plan(&self) -> bool {
        matches!(self, Self::Plan(_) | Self::Build(_) | Self::Impact(_))
    }

    /// The own catalogues given to a command.
    pub(super) fn catalogues(&self) -> Catalogues {
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
            Self::Explain(_)
            | Self::Render(_)
            | Self::Schema(_)
            | Self::Targets(_)
            | Self::Catalogue(_)
            | Self::Adr(_) => Catalogues::default(),
        }
    }
}

/// The language of changes, for `archplan impact --help`.
const CHANGES: &str = "Changes:
  database=sqlite           choose this option
  messaging=kafka:later     choose this option, to be built later (or: now)
  database=                 leave the decision open again
  remove entity:OrderItem   take an element out, with all that cannot stand without it
                            (entity, field, relationship, resource, operation, role, event,
                            integration, quality, principle, responsibility, decision)";

/// The form of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum To {
    /// One self-contained page
    Html,
    /// Pages to print
    Pdf,
}

#[derive(Debug, Args)]
pub(super) struct Render {
    /// The Markdown file
    pub(super) file: PathBuf,
    /// Form of the document
    #[arg(long, value_enum, default_value_t = To::Html)]
    pub(super) to: To,
    /// Write to this file [default: beside the Markdown file, with the ending of the form]
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Title of the document [default: of the front matter, else its first heading]
    #[arg(long)]
    pub(super) title: Option<String>,
    /// The folder of a theme: logo, colours, fonts
    #[arg(long, value_name = "DIR")]
    pub(super) theme: Option<PathBuf>,
    /// Write over a file that archplan did not make
    #[arg(long)]
    pub(super) force: bool,
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
    #[command(flatten)]
    pub(super) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(super) struct Graph {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Form of the graph
    #[arg(long, value_enum, default_value_t = GraphFormat::Svg)]
    pub(super) format: GraphFormat,
    /// A diagram of the architecture plan by its name, such as `context`, `containers` or `entities`, instead of the
    /// graph of the plan; `list` names them all
    #[arg(long, value_name = "NAME", conflicts_with_all = ["area", "around", "of"])]
    pub(super) diagram: Option<String>,
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
    #[command(flatten)]
    pub(super) catalogues: Catalogues,
}

/// What a plan is exported to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// A workspace of the Structurizr DSL: model, context, containers, deployment
    Structurizr,
    /// One diagram for Graphviz
    Dot,
    /// One diagram for Mermaid
    Mermaid,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// The language
    #[arg(long, value_enum)]
    pub(super) to: ExportFormat,
    /// Which diagram of the architecture plan, for DOT and Mermaid [default: containers]
    #[arg(long, value_name = "NAME")]
    pub(super) diagram: Option<String>,
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Write to this file instead of the standard output
    #[arg(long, value_name = "FILE")]
    pub(super) out_file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(super) struct Trace {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) catalogues: Catalogues,
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
    #[command(flatten)]
    pub(super) style: Style,
    #[command(flatten)]
    pub(super) aim: Aim,
    /// Decide anew what the lock keeps: these decisions, or all where none is named
    #[arg(long, value_name = "DECISION", num_args = 0..)]
    pub(super) update: Option<Vec<String>>,
    #[command(flatten)]
    pub(super) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(super) struct Generate {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Write files again that somebody deleted
    #[arg(long)]
    pub(super) restore: bool,
    #[command(flatten)]
    pub(super) aim: Aim,
    #[command(flatten)]
    pub(super) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(super) struct Review {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Run the checks of the service and record what they say
    #[arg(long)]
    pub(super) verify: bool,
    #[command(flatten)]
    pub(super) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(super) struct Impact {
    /// What changes, such as `database=sqlite`; several at once are one change
    #[arg(value_name = "CHANGE", required_unless_present = "spec")]
    pub(super) changes: Vec<String>,
    /// An edited spec to compare with; changes are made in it
    #[arg(long, value_name = "EDITED")]
    pub(super) spec: Option<PathBuf>,
    /// The spec to start from, where there is no project
    #[arg(long, value_name = "SPEC")]
    pub(super) of: Option<PathBuf>,
    /// Folder of the project [default: here, or the nearest folder above that is one]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) catalogues: Catalogues,
    #[command(flatten)]
    pub(super) shown: Shown,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The first plan: a spec, or the folder of a project
    pub(super) old: PathBuf,
    /// The second plan: a spec, or the folder of a project
    pub(super) new: PathBuf,
    #[command(flatten)]
    pub(super) catalogues: Catalogues,
    #[command(flatten)]
    pub(super) shown: Shown,
    /// Exit with 1 where the plans differ
    #[arg(long)]
    pub(super) exit_code: bool,
}

/// How a comparison is shown.
#[derive(Debug, Args)]
pub(super) struct Shown {
    /// For people, or for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Print the paths of the files that change, one a line, and nothing else
    #[arg(long, conflicts_with_all = ["diff", "format"])]
    pub(super) files: bool,
    /// Print the lines that change too
    #[arg(long, conflicts_with = "format")]
    pub(super) diff: bool,
}

/// For whom something is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines for people.
    Text,
    /// One JSON document.
    Json,
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
    #[command(flatten)]
    pub(super) style: Style,
    #[command(flatten)]
    pub(super) aim: Aim,
    #[command(flatten)]
    pub(super) catalogues: Catalogues,
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The spec
    #[arg(default_value = "spec.yaml")]
    pub(super) spec: PathBuf,
    /// Folder of the project, for its lock [default: the folder of the spec]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Port to answer on; 0 for any [default: 4747, or the next one that is free]
    #[arg(long)]
    pub(super) port: Option<u16>,
    /// Name or number of this machine to answer on; anything but loopback lets others on the network read the documents
    #[arg(long, default_value = "127.0.0.1")]
    pub(super) host: String,
    #[command(flatten)]
    pub(super) catalogues: Catalogues,
    #[command(flatten)]
    pub(super) style: Style,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The code, such as `plan/contradiction`; without it, all are listed
    pub(super) code: Option<String>,
    /// For people, or for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// What to describe
    #[arg(long, value_enum, default_value_t = Described::Spec)]
    pub(super) of: Described,
}

/// What has a JSON Schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Described {
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

#[derive(Debug, Args)]
pub(super) struct Targets {
    /// Only this target: one of archplan's by its name, or the folder of an own one [default: all of archplan's]
    #[arg(value_name = "NAME|DIR")]
    pub(super) target: Option<String>,
    /// For people, or for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

#[derive(Debug, Subcommand)]
pub(super) enum Catalogue {
    /// Check own catalogues against archplan's: exit 0 when they hold together, 2 when not
    Check(CatalogueCheck),
}

#[derive(Debug, Args)]
pub(super) struct CatalogueCheck {
    /// Folders of own catalogues, each above the one before
    #[arg(required = true, value_name = "DIR")]
    pub(super) folders: Vec<PathBuf>,
}
