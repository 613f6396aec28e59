//! The files that only an own catalogue has, as records. `plans/README.md` describes them for those who write them.

use crate::catalogue::record::{ConstraintRecord, DefaultRecord, ImplicationRecord, NeedRecord, OptionRecord};
use crate::yaml::{Flag, Map, Text, Whole, record};

record! {
    /// What an own catalogue is: the file `catalogue.yaml`.
    pub(super) struct HeaderRecord("a catalogue") {
        /// Version of this form: 1.
        form as "archplan-catalogue": Whole,
        /// Lower-case words joined by `-`, such as `acme-platform`.
        name: Text,
        /// Name for people, such as `Acme platform standard`; plans and documents say that it decided.
        title: Text,
        /// Its version, as documents show it.
        version: Option<Text>,
        /// The team that keeps it.
        owner: Option<Text>,
        /// What it is for, in a sentence.
        summary: Option<Text>,
    }
}

record! {
    /// Changes of decisions that are there: the file `changes.yaml`, and the files in `changes/`.
    pub(super) struct ChangesFile("a file of changes") {
        /// Changes by the id of the decision.
        changes: Map<ChangeRecord>,
    }
}

record! {
    /// What changes about a decision.
    pub(super) struct ChangeRecord("a change") {
        /// Another short name for tables.
        title: Option<Text>,
        /// Another question.
        question: Option<Text>,
        /// Other drivers, instead of those that were there.
        drivers: Vec<Text>,
        /// Another text where the question does not arise.
        otherwise: Option<Text>,
        /// A spec that chooses says why.
        require_reason: Flag,
        /// Options that nobody may choose any more, each with the reason.
        forbid: Map<Text>,
        /// The one option that may still be chosen, and that is chosen where the spec is silent.
        settle: Option<SettleRecord>,
        /// Rules that stand before those that were there; one without a condition stands instead of them.
        default: Vec<DefaultRecord>,
        /// New options by id.
        add: Map<OptionRecord>,
        /// Changes of options that are there, by id.
        options: Map<OptionChangeRecord>,
        /// Not possible: what is planned and generated rests on the decision. Settle it, or forbid options.
        remove: Option<Text>,
    }
}

record! {
    /// The one option of a decision that may still be chosen.
    pub(super) struct SettleRecord("the one option") {
        /// The option.
        choose: Text,
        /// Why.
        because: Text,
    }
}

record! {
    /// What changes about an option. What it asks and decides of others is added to what was there.
    pub(super) struct OptionChangeRecord("a change of an option") {
        /// Another name for people.
        title: Option<Text>,
        /// Another sentence that says when one takes it.
        reason: Option<Text>,
        /// Other sentences on what is good about it.
        good: Vec<Text>,
        /// Other sentences on what is neither.
        neutral: Vec<Text>,
        /// Other sentences on what is bad about it.
        bad: Vec<Text>,
        /// More decisions that must be one of these.
        requires: Vec<ConstraintRecord>,
        /// More decisions that must be none of these.
        excludes: Vec<ConstraintRecord>,
        /// More decisions that it decides.
        implies: Vec<ImplicationRecord>,
        /// More that must hold of the spec.
        needs: Vec<NeedRecord>,
        /// A spec that chooses it says why.
        require_reason: Flag,
    }
}
