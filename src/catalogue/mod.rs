//! The catalogue: what archplan knows of decisions, read from `plans/`.
//!
//! The central type is [`Catalogue`], which only [`load`] gives out: every reference in it leads somewhere and
//! every condition compiles. It knows no spec; what a spec says reaches it only as the values of conditions.

mod check;
mod compile;
mod files;
pub mod history;
mod overlay;
mod record;
mod verbs;

pub use overlay::{Change, Overlay, Part, Standard, What, schema};
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
    "attributes",
    "principles",
    "protocols",
    "personal",
    "sensitive",
    "retention",
    "objectives",
    "rpo",
    "rto",
    "recovery",
    "capacity",
    "instances",
    "connections",
    "connections_allowed",
    "cost",
    "over_budget",
    "environments",
    "calls",
    "http_calls",
    "timeouts",
    "goals",
    "stakeholders",
    "constraints",
    "assumptions",
    "scenarios",
    "risks",
    "questions",
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
    /// Quality attributes that decisions serve and goals are about.
    pub qualities: Vec<Attribute>,
    /// Soft rules: what is allowed and risky.
    pub advice: Vec<Advice>,
    /// Seconds that conditions read as facts, by name: what a decision takes at least, whatever the spec says.
    pub figures: BTreeMap<String, u32>,
    /// The own catalogues that stand in it, in the order in which they apply.
    pub standards: Vec<Standard>,
    /// Digest of all its files, names and bytes; of those of own catalogues too.
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
    /// Ids of the quality attributes that it serves, whichever option is chosen.
    pub serves: Vec<String>,
    /// Options in their order; at least one.
    pub options: Vec<Choice>,
    /// Rules in their order; the last has no condition.
    pub defaults: Vec<Default>,
    /// Who says that a spec that chooses must say why.
    pub require_reason: Option<Said>,
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
    /// Ids of the quality attributes that it serves.
    pub serves: Vec<String>,
    /// What each target does of it.
    pub support: Vec<(String, Support)>,
    /// Who says that nobody may choose it.
    pub forbidden: Option<Said>,
    /// Who says that a spec that chooses it must say why.
    pub require_reason: Option<Said>,
}

/// What a catalogue demands of those who choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Title of the own catalogue that says it.
    pub by: String,
    /// Why; may be empty.
    pub because: String,
    /// Where.
    pub place: Span,
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
    /// Place of the option that it chooses.
    pub place: Span,
    /// Title of the own catalogue that has it; `None` for a rule of archplan.
    pub by: Option<String>,
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
    /// Place of its id.
    pub place: Span,
}

impl Said {
    fn at(place: Span, because: String) -> Self {
        Self { by: String::new(), because, place }
    }
}

/// A quality attribute, in the words of ISO/IEC 25010.
#[derive(Debug)]
pub struct Attribute {
    /// Lower-case words joined by `-`.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What it means.
    pub sentence: String,
    /// Other words for it, spelt as ids.
    pub words: Vec<String>,
}

/// A soft rule: a combination that is allowed and risky.
#[derive(Debug)]
pub struct Advice {
    /// Lower-case words joined by `-`; its code is `advice/<id>`.
    pub id: String,
    /// When it is given.
    pub when: Rule,
    /// What is risky, in the form of a diagnostic.
    pub message: String,
    /// Why, as a sentence.
    pub because: String,
    /// What to do instead, as imperative phrases.
    pub instead: Vec<String>,
    /// Ids of the decisions that it is about.
    pub about: Vec<String>,
    /// Place of its id.
    pub place: Span,
}

impl Catalogue {
    /// Leaves out what other targets do of the options.
    pub fn aim(&mut self, target: &str) {
        for option in self.decisions.iter_mut().flat_map(|decision| &mut decision.options) {
            option.support.retain(|(id, _)| id == target);
        }
    }

    /// Lets a target say what it does of an option.
    ///
    /// # Errors
    /// When there is no such decision, option or word: a sentence without a full stop.
    pub fn support(&mut self, target: &str, decision: &str, option: &str, word: &str) -> Result<(), String> {
        let words = || Support::WORDS.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let support = Support::of(word).ok_or_else(|| format!("`{word}` is none of {}", words()))?;
        let found = self.index.get(decision).and_then(|at| self.decisions.get_mut(*at));
        let found = found.ok_or_else(|| format!("there is no decision `{decision}`"))?;
        let known = found.options.iter_mut().find(|known| known.id == option);
        let known = known.ok_or_else(|| format!("`{decision}` has no option `{option}`"))?;
        known.support.retain(|(id, _)| id != target);
        known.support.push((target.to_owned(), support));
        Ok(())
    }

    /// The decision of that id.
    pub fn decision(&self, id: &str) -> Option<&Decision> {
        self.index.get(id).map(|i| &self.decisions[*i])
    }

    /// The quality attribute that a goal is about, by the goal's id: the attribute's own id, another word for it, or
    /// an id whose words all speak of one attribute, such as `checkout-latency`.
    pub fn attribute_of(&self, goal: &str) -> Option<&Attribute> {
        let named = |word: &str| {
            self.qualities.iter().find(|attribute| attribute.id == word || attribute.words.iter().any(|w| w == word))
        };
        named(goal).or_else(|| {
            let mut found = goal.split('-').filter_map(named);
            let first = found.next()?;
            found.all(|other| other.id == first.id).then_some(first)
        })
    }
}

impl Decision {
    /// The index of an option.
    pub fn option(&self, id: &str) -> Option<usize> {
        self.options.iter().position(|option| option.id == id)
    }
}

/// The files of the built-in catalogue: `areas.yaml`, `principles.yaml`, `qualities.yaml`, `advice.yaml`,
/// `recovery.yaml` and `decisions/*.yaml`.
pub fn built_in() -> Tree {
    files::embedded(&BUILT_IN)
}

/// Reads a catalogue from its files and checks it whole; tells every fault.
///
/// # Errors
/// When a file cannot be read, a reference leads nowhere, or a condition does not compile.
pub fn load(tree: &Tree, sources: &mut Sources, report: &mut Report) -> Result<Catalogue, Reported> {
    extended(tree, &[], sources, report)
}

/// Reads a catalogue with own catalogues above it, in the order in which they apply, and checks it whole; tells every
/// fault. Faults that were told of something else do not matter.
///
/// # Errors
/// When a file cannot be read, a reference leads nowhere, a condition does not compile, something is said twice, or
/// what is forbidden leaves a decision nothing to choose.
pub fn extended(
    tree: &Tree,
    overlays: &[Overlay],
    sources: &mut Sources,
    report: &mut Report,
) -> Result<Catalogue, Reported> {
    let mut own = Report::default();
    let catalogue = whole(tree, overlays, sources, &mut own);
    report.append(own);
    catalogue
}

fn whole(tree: &Tree, overlays: &[Overlay], sources: &mut Sources, report: &mut Report) -> Result<Catalogue, Reported> {
    let mut records = files::read(tree, sources, report)?;
    let Some(layers) = overlay::read(overlays, sources, report) else {
        return Err(report.check().expect_err("what could not be read was told"));
    };
    let digests: Vec<Digest> = layers.iter().map(overlay::Layer::digest).collect();
    records.digest = overlay::digest(records.digest, &digests);
    let (standards, origins) = overlay::merge(&mut records, layers, report);
    // What compiles is checked although something was told before: one run tells every fault.
    let mut compiled = Report::default();
    if let Ok(mut catalogue) = compile::compile(records, &mut compiled) {
        catalogue.standards = standards;
        overlay::sign(&mut catalogue, &origins);
        check::check(&catalogue, &mut compiled);
        overlay::check(&catalogue, &mut compiled);
        report.append(compiled);
        return report.check().map(|()| catalogue);
    }
    report.append(compiled);
    Err(report.check().expect_err("what does not compile was told"))
}
