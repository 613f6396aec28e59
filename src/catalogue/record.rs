//! The language of the files, as records. `plans/README.md` describes it for those who write them.

use crate::source::Spanned;
use crate::yaml::{Flag, Map, Text, choices, record};

choices! {
    /// Kinds of elements that a decision shapes.
    pub enum Shape("a kind of element") {
        /// What the service keeps.
        Entities = "entities",
        /// What callers can do.
        Operations = "operations",
        /// What it tells others and hears from them.
        Events = "events",
        /// The systems around it.
        Integrations = "integrations",
    }
}

choices! {
    /// What a target does of an option.
    pub enum Support("a kind of support") {
        /// The generated files realise it.
        Generated = "generated",
        /// The target is meant to write it, and does not yet.
        Planned = "planned",
        /// There is nothing of it that files could hold.
        Documented = "documented",
        /// The documents say it, and the team builds it: the target does not write it and is not meant to.
        ByHand = "by-hand",
    }
}

record! {
    /// The areas in order.
    pub(super) struct AreasFile("the file of areas") {
        /// Title by id.
        areas: Map<Text>,
    }
}

record! {
    /// The principles.
    pub(super) struct PrinciplesFile("the file of principles") {
        /// Principles by id.
        principles: Map<PrincipleRecord>,
    }
}

record! {
    /// A principle.
    pub(super) struct PrincipleRecord("a principle") {
        /// Title for people.
        title: Text,
        /// What it makes a service do.
        text: Text,
        /// Decisions that carry it out.
        decides: Vec<Text>,
    }
}

record! {
    /// The quality attributes.
    pub(super) struct QualitiesFile("the file of quality attributes") {
        /// Attributes by id.
        qualities: Map<AttributeRecord>,
    }
}

record! {
    /// A quality attribute.
    pub(super) struct AttributeRecord("a quality attribute") {
        /// Title for people.
        title: Text,
        /// What it means.
        sentence: Text,
        /// Other words for it, as ids of goals use them.
        words: Vec<Text>,
    }
}

record! {
    /// Times that decisions take.
    pub(super) struct RecoveryFile("the file of recovery") {
        /// Seconds by the name under which conditions read them.
        figures: Map<Spanned<u32>>,
    }
}

record! {
    /// The soft rules.
    pub(super) struct AdviceFile("the file of advice") {
        /// Soft rules by id.
        advice: Map<AdviceRecord>,
    }
}

record! {
    /// A soft rule.
    pub(super) struct AdviceRecord("a piece of advice") {
        /// When it is given.
        when: Text,
        /// What is risky.
        message: Text,
        /// Why.
        because: Text,
        /// What to do instead.
        instead: Vec<Text>,
        /// The decisions that it is about; those that its condition reads where it is left out.
        about: Vec<Text>,
    }
}

record! {
    /// The decisions of one area.
    pub(super) struct DecisionsFile("a file of decisions") {
        /// Decisions by id.
        decisions: Map<DecisionRecord>,
    }
}

record! {
    /// A decision.
    pub(super) struct DecisionRecord("a decision") {
        /// Short name for tables.
        title: Text,
        /// The question.
        question: Text,
        /// What drives the choice.
        drivers: Vec<Text>,
        /// When the question arises.
        applies: Option<Text>,
        /// Said where it does not.
        otherwise: Option<Text>,
        /// Kinds of elements that it shapes.
        shapes: Vec<Spanned<Shape>>,
        /// Quality attributes that it serves, whichever option is chosen.
        serves: Vec<Text>,
        /// Options by id.
        options: Map<OptionRecord>,
        /// Rules in their order.
        default: Vec<DefaultRecord>,
        /// A spec that chooses says why.
        require_reason: Flag,
    }
}

record! {
    /// An option.
    pub(super) struct OptionRecord("an option") {
        /// Name for people.
        title: Text,
        /// When one takes it.
        reason: Text,
        /// What is good about it.
        good: Vec<Text>,
        /// What is neither.
        neutral: Vec<Text>,
        /// What is bad about it.
        bad: Vec<Text>,
        /// Other decisions must be one of these.
        requires: Vec<ConstraintRecord>,
        /// Other decisions must be none of these.
        excludes: Vec<ConstraintRecord>,
        /// Other decisions that it decides.
        implies: Vec<ImplicationRecord>,
        /// What must hold of the spec.
        needs: Vec<NeedRecord>,
        /// Quality attributes that it serves.
        serves: Vec<Text>,
        /// What each target does of it.
        support: Map<Spanned<Support>>,
        /// Why nobody may choose it.
        forbidden: Option<Text>,
        /// A spec that chooses it says why.
        require_reason: Flag,
    }
}

record! {
    /// What an option asks of another decision.
    pub(super) struct ConstraintRecord("a constraint") {
        /// The other decision.
        decision: Text,
        /// Its options.
        options: Vec<Text>,
        /// Why.
        because: Text,
    }
}

record! {
    /// What an option decides of another decision.
    pub(super) struct ImplicationRecord("an implication") {
        /// The other decision.
        decision: Text,
        /// Its option.
        option: Text,
        /// Why.
        because: Text,
    }
}

record! {
    /// What an option asks of the spec.
    pub(super) struct NeedRecord("a need") {
        /// What must hold.
        that: Text,
        /// Why.
        because: Text,
    }
}

record! {
    /// A rule.
    pub(super) struct DefaultRecord("a rule") {
        /// When it decides.
        when: Option<Text>,
        /// The option.
        choose: Text,
        /// Why.
        because: Option<Text>,
    }
}
