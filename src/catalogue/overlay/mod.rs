//! A platform team's own catalogue: what it adds to the catalogue below it and what it changes there.
//!
//! An [`Overlay`] comes in as files; [`read`] makes records of them, [`merge`] works those into the records of the
//! catalogue below, so that everything is compiled and checked as one and every place leads to the file that says
//! so. What was added and changed is kept as a [`Standard`], for plans and documents.

mod change;
mod check;
mod merge;
mod part;
mod read;
mod record;

pub(super) use check::check;
pub(super) use merge::merge;
pub use part::{Part, schema};
pub(super) use read::{Layer, read};

use super::Catalogue;
use crate::files::{Digest, Tree};
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

/// An own catalogue as it was found.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// How people are told of it, such as the folder as it was named.
    pub name: String,
    /// Its files.
    pub files: Tree,
    /// Where a spec names it.
    pub named: Option<Span>,
}

/// An own catalogue as it stands in the catalogue: who says it, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// Lower-case words joined by `-`.
    pub name: String,
    /// Name for people; that a choice was made by it is said with this name.
    pub title: String,
    /// Its version; may be empty.
    pub version: String,
    /// The team that keeps it; may be empty.
    pub owner: String,
    /// What it is for, as a sentence; may be empty.
    pub summary: String,
    /// What it says of decisions, in the order of the catalogue.
    pub changes: Vec<Change>,
    /// Ids of the principles that it adds.
    pub principles: Vec<String>,
    /// Ids of the soft rules that it adds.
    pub advice: Vec<String>,
}

/// One thing that an own catalogue says of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Id of the decision.
    pub decision: String,
    /// What it says.
    pub what: What,
}

/// What an own catalogue can say of a decision. Options are named by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It adds the decision.
    Added,
    /// It adds an option.
    Option(String),
    /// Nobody may choose an option.
    Forbidden {
        /// The option.
        option: String,
        /// Why.
        because: String,
    },
    /// One option may be chosen, no other.
    Settled {
        /// The option.
        option: String,
        /// Why.
        because: String,
    },
    /// A rule decides where the spec is silent.
    Default {
        /// When it decides, as written; `None` for always.
        when: Option<String>,
        /// The option.
        option: String,
        /// Why; empty for the option's own reason.
        because: String,
    },
    /// A spec that chooses must say why: at all (`None`), or one option.
    Reason(Option<String>),
    /// It asks more of an option, or has it decide more.
    Asked {
        /// The option.
        option: String,
        /// Why, a sentence for each.
        because: Vec<String>,
    },
    /// It words texts of the decision in its own way.
    Texts,
}

/// Says of every rule, ban and demand which own catalogue it is of, by the file that it stands in.
pub(super) fn sign(catalogue: &mut Catalogue, origins: &BTreeMap<FileId, usize>) {
    let Catalogue { standards, decisions, .. } = catalogue;
    let title = |place: Span| Some(standards.get(*origins.get(&place.file)?)?.title.clone());
    for decision in decisions {
        for rule in &mut decision.defaults {
            rule.by = title(rule.place);
        }
        let options = decision.options.iter_mut();
        let forbidden = options.flat_map(|option| option.forbidden.iter_mut().chain(option.require_reason.iter_mut()));
        for said in forbidden.chain(decision.require_reason.iter_mut()) {
            said.by = title(said.place).unwrap_or_else(|| "archplan".to_owned());
        }
    }
}

/// The digest of a catalogue with those above it.
pub(super) fn digest(below: Digest, above: &[Digest]) -> Digest {
    let lines: Vec<String> = std::iter::once(&below).chain(above).map(|digest| format!("{digest}\n")).collect();
    if above.is_empty() { below } else { Digest::of(lines.concat().as_bytes()) }
}
