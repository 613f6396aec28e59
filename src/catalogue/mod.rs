//! The catalogue: what archplan knows of decisions, read from `plans/`.
//!
//! The central type is [`Catalogue`], which only [`load`] gives out: every reference in it leads somewhere and
//! every condition compiles. It knows no spec; what a spec says reaches it only as the values of conditions.

mod check;
mod compile;
mod files;
mod record;
mod verbs;

pub use record::{Shape, Support};
pub use verbs::{Doing, Verbs, base, verbs};

use crate::expression::Condition;
use crate::files::{Digest, Tree};
use crate::report::{Report, Reported};
use crate::source::{Sources, Span};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;

/// The catalogue that archplan brings along.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/plans");

/// The facts of a spec that conditions may read; `plans/README.md` says what each is.
pub const FACTS: &[&str] = &[
    "entities",
    "relationships",
    "operations",
    "resources",
    "roles",
    "integrations",
    "publishes",
    "consumes",
    "authentication",
    "secrets",
    "decimals",
    "lists",
    "creates",
    "updates",
    "transitions",
    "deletes",
    "uuid_keys",
    "integer_keys",
    "owned",
    "owners",
    "qualities",
    "principles",
    "protocols",
];

/// Everything that archplan knows of decisions.
#[derive(Debug)]
pub struct Catalogue {
    /// Areas in the order in which documents show them: id and title.
    pub areas: Vec<(String, String)>,
    /// Decisions by area, in the order of their files.
    pub decisions: Vec<Decision>,
    /// Principles that a spec can name.
    pub principles: Vec<Principle>,
    /// Digest of all its files, names and bytes.
    pub digest: Digest,
    index: BTreeMap<String, usize>,
}

/// A decision of the catalogue.
#[derive(Debug)]
pub struct Decision {
    /// Lower-case words joined by `-`.
    pub id: String,
    /// Id of its area.
    pub area: String,
    /// Short name for tables.
    pub title: String,
    /// The question.
    pub question: String,
    /// What drives the choice.
    pub drivers: Vec<String>,
    /// When the question arises; `None` for always.
    pub applies: Option<Rule>,
    /// Said where it does not arise.
    pub otherwise: String,
    /// Kinds of elements that it shapes.
    pub shapes: Vec<Shape>,
    /// Options in their order; at least one.
    pub options: Vec<Choice>,
    /// Rules in their order; the last has no condition.
    pub defaults: Vec<Default>,
    /// Place of its id.
    pub place: Span,
}

/// A condition with its place.
#[derive(Debug)]
pub struct Rule {
    /// The condition.
    pub condition: Condition,
    /// Its place.
    pub place: Span,
}

/// An option of a decision.
#[derive(Debug)]
pub struct Choice {
    /// Lower-case words joined by `-`.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// When one takes it, as a sentence.
    pub reason: String,
    /// What is good about it.
    pub good: Vec<String>,
    /// What is neither good nor bad.
    pub neutral: Vec<String>,
    /// What is bad about it.
    pub bad: Vec<String>,
    /// Other decisions must have chosen one of these.
    pub requires: Vec<Constraint>,
    /// Other decisions must have chosen none of these.
    pub excludes: Vec<Constraint>,
    /// Other decisions that it decides, where nobody else did.
    pub implies: Vec<Constraint>,
    /// What must hold of the spec.
    pub needs: Vec<Need>,
    /// What each target does of it.
    pub support: Vec<(String, Support)>,
}

/// What an option asks of another decision.
#[derive(Debug)]
pub struct Constraint {
    /// Id of the other decision.
    pub decision: String,
    /// Ids of its options.
    pub options: Vec<String>,
    /// Why, as a sentence.
    pub because: String,
    /// Its place.
    pub place: Span,
}

/// What an option asks of the spec.
#[derive(Debug)]
pub struct Need {
    /// What must hold.
    pub that: Rule,
    /// Why, as a sentence.
    pub because: String,
}

/// A rule that decides where nobody else did.
#[derive(Debug)]
pub struct Default {
    /// When it decides; `None` for always.
    pub when: Option<Rule>,
    /// Index of the option.
    pub choose: usize,
    /// Why; the option's own reason where it is empty.
    pub because: String,
}

/// A principle that a spec can name.
#[derive(Debug)]
pub struct Principle {
    /// Lower-case words joined by `-`.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What it makes a service do, as Markdown.
    pub text: String,
    /// Ids of the decisions that carry it out.
    pub decides: Vec<String>,
}

impl Catalogue {
    /// The decision of that id.
    pub fn decision(&self, id: &str) -> Option<&Decision> {
        self.index.get(id).map(|i| &self.decisions[*i])
    }
}

impl Decision {
    /// The index of an option.
    pub fn option(&self, id: &str) -> Option<usize> {
        self.options.iter().position(|option| option.id == id)
    }
}

/// The files of the built-in catalogue: `areas.yaml`, `principles.yaml` and `decisions/*.yaml`.
pub fn built_in() -> Tree {
    files::embedded(&BUILT_IN)
}

/// Reads a catalogue from its files and checks it whole; tells every fault.
///
/// # Errors
/// When a file cannot be read, a reference leads nowhere, or a condition does not compile.
pub fn load(tree: &Tree, sources: &mut Sources, report: &mut Report) -> Result<Catalogue, Reported> {
    let read = files::read(tree, sources, report)?;
    let catalogue = compile::compile(read, report)?;
    check::check(&catalogue, report);
    report.check().map(|()| catalogue)
}
