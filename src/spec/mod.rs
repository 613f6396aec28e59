//! The spec: what a user writes.
//!
//! The central type is [`Spec`], which only a [`Draft`] without errors gives out. The room knows the language
//! of the spec and whether its names hold together; it knows no catalogue and fills in no default: what is left
//! open stays open here. One file a concept; [`schema()`] describes the whole language from the same types.

mod api;
pub mod change;
mod check;
mod data;
mod day;
mod decision;
mod event;
mod intent;
mod names;
mod quality;
mod running;
mod service;

pub use api::{Api, Authentication, Method, Operation, Operations, Resource, ResourceKind, Role, RoleText, Scope};
pub use data::{Class, Computed, Data, Entity, Field, FieldType, Lifecycle, Relationship};
pub use day::is_day;
pub use decision::{Choice, OwnOption, Phase};
pub(crate) use event::HTTP;
pub use event::{Consumed, Criticality, Direction, Events, Integration, Published, Reaction};
pub use intent::{
    Assumption, Constraint, ConstraintKind, Goal, Level, Question, Revision, Risk, RiskKind, Scenario, Stakeholder,
    Term,
};
pub use names::{is_camel, is_kebab, is_snake, snake};
pub use quality::{Principle, Quality, Severity};
pub use running::{
    Bytes, Capacity, Connections, Cost, Count, Dimension, Environment, Instances, Item, Money, Objectives, Payload,
    Quantity, Rate, Recovery, Requests, Rollout, Share, Stream, Time, Volume,
};
pub use service::{Responsibility, Service};

use crate::report::{Code, Diagnostic, Report, Reported};
use crate::source::{FileId, Sources};
use crate::yaml::{Map, Markdown, Node, Read as _, Reader, Schemas, Several, Text, Value, Whole, record};

/// The version of the language that is read here.
const VERSION: u32 = 1;

record! {
    /// One service, as a team describes it.
    pub struct Spec("a spec") {
        /// Version of this language: 1.
        archplan: Whole,
        /// What the service is.
        service: Service,
        /// What the service is there to reach, by id.
        goals: Map<Goal>,
        /// Who has a stake in the service, by id.
        stakeholders: Map<Stakeholder>,
        /// What the team cannot change, by id; a decision that it settles cites it.
        constraints: Map<Constraint>,
        /// What is taken for granted, by id.
        assumptions: Map<Assumption>,
        /// Folders of own catalogues, relative to this file: one, or a list of them, each above the one before.
        catalogue: Option<Several<Text>>,
        /// The order and headings of the architecture plan: `nine`, `arc42`, `design-doc`, `prr`, or the folder of an own
        /// template, relative to this file.
        template: Option<Text>,
        /// The folder of a theme for documents, relative to this file.
        theme: Option<Text>,
        /// Measurable goals by id. Decisions cite them, documents show them.
        qualities: Map<Quality>,
        /// Situations in which the qualities have to show, by id.
        scenarios: Map<Scenario>,
        /// Principles: ids of the catalogue, or your own with a text.
        principles: Vec<Principle>,
        /// Decisions by id: the chosen option, alone or with its reason. What is left out, archplan decides.
        decisions: Map<Choice>,
        /// Warnings that the team accepts, each with the reason as Markdown: `advice/sqlite-on-one-host: One shop, one till`.
        accept: Map<Markdown>,
        /// What may go wrong, and what was left undone, by id.
        risks: Map<Risk>,
        /// What is not decided yet, by id.
        questions: Map<Question>,
        /// What the service keeps.
        data: Data,
        /// What callers can do.
        api: Api,
        /// What the service tells others and hears from them.
        events: Events,
        /// The systems around the service, by id.
        integrations: Map<Integration>,
        /// How much the service carries.
        capacity: Option<Capacity>,
        /// What running it costs.
        cost: Option<Cost>,
        /// What may be lost at most, and how long it may take to come back.
        recovery: Option<Recovery>,
        /// Where versions of it run, by name.
        environments: Map<Environment>,
        /// How a release is watched and taken back.
        rollout: Option<Rollout>,
        /// Words of the domain: what each means here.
        glossary: Map<Term>,
        /// The versions of this plan: what changed in each.
        changelog: Vec<Revision>,
    }
}

/// A spec as far as it could be read; names hold together only when nothing was reported.
#[derive(Debug)]
pub struct Draft {
    spec: Spec,
}

impl Draft {
    /// The spec as far as it could be read, for checks that another room adds.
    pub fn partial(&self) -> &Spec {
        &self.spec
    }

    /// The spec, if nothing was reported.
    ///
    /// # Errors
    /// When an error is in the report.
    pub fn finish(self, report: &Report) -> Result<Spec, Reported> {
        report.check().map(|()| self.spec)
    }
}

/// Reads a spec and checks its names; tells every fault.
///
/// # Errors
/// When the file is no YAML at all. Faults of the language are in the report, and the draft knows it.
pub fn read(sources: &Sources, file: FileId, report: &mut Report) -> Result<Draft, Reported> {
    let node = crate::yaml::parse(sources, file, report)?;
    read_node(&node, report)
}

/// Reads a spec from its tree, as [`read`] does from a file.
///
/// # Errors
/// When it is of another version of the language.
pub fn read_node(node: &Node, report: &mut Report) -> Result<Draft, Reported> {
    refuse_other_version(node, report)?;
    let spec = Spec::read(node, &mut Reader::new(report, "spec"));
    check::check(&spec, report);
    Ok(Draft { spec })
}

/// A version of the future may mean anything by its keys, so nothing more is said about such a spec.
fn refuse_other_version(node: &Node, report: &mut Report) -> Result<(), Reported> {
    let Value::Map(entries) = &node.value else { return Ok(()) };
    let stated = entries.iter().find(|entry| entry.key.value == "archplan").map(|entry| &entry.node);
    let other = stated.filter(|node| node.text().is_some_and(|text| text != VERSION.to_string()));
    let Some((node, text)) = other.and_then(|node| Some((node, node.text()?))) else { return Ok(()) };
    let message = format!(
        "this archplan reads version {VERSION} of the language, not `{}`",
        text.chars().take(40).collect::<String>()
    );
    let fault = Diagnostic::error(Code::new("spec", "version"), node.span, message);
    Err(report
        .error(fault.help(format!("write `archplan: {VERSION}`, or use the archplan that this spec was written for"))))
}

/// The texts of a spec that are Markdown, each at its place. What cannot be read is left out: it was told when the spec
/// was read.
pub fn prose(node: &Node) -> Vec<Text> {
    let mut untold = Report::default();
    let mut reader = Reader::new(&mut untold, "spec");
    Spec::read(node, &mut reader);
    reader.prose
}

/// The language as a JSON Schema (draft 2020-12), for editors.
pub fn schema() -> serde_json::Value {
    let mut schemas = Schemas::default();
    let root = Spec::schema(&mut schemas);
    schemas.document("archplan-spec-1.schema.json", "archplan spec, version 1", &root)
}
