//! Decisions as they stand in the plan: decided, by somebody, for a reason.

use crate::source::Span;

/// Id of a decision: lower-case words joined by `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecisionId(pub(super) String);

impl DecisionId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for DecisionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A field of knowledge that decisions are grouped by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Id, such as `data`; `service` for the spec's own decisions.
    pub id: String,
    /// Title for people, such as `Data`.
    pub title: String,
}

/// A question with options, one of them chosen.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Stable id.
    pub id: DecisionId,
    /// Id of its [`Area`].
    pub area: String,
    /// Short name for tables, such as `Database`.
    pub title: String,
    /// The question that was decided.
    pub question: String,
    /// What drives the choice, as short phrases.
    pub drivers: Vec<String>,
    /// All the options, in catalogue order.
    pub options: Vec<PlanOption>,
    /// How it was decided.
    pub decided: Decided,
    /// The decisions that this one rests on, without repetition, in plan order.
    pub rests_on: Vec<DecisionId>,
    /// Ids of the qualities that it serves: those that the spec says, then those whose attribute the catalogue says
    /// that the choice serves.
    pub serves: Vec<String>,
    /// Titles of the own catalogues that say something of it, in the order in which they apply.
    pub changed_by: Vec<String>,
    /// Its own decision of this service, not of the catalogue.
    pub own: bool,
}

/// How a decision was decided.
#[derive(Clone, Debug)]
pub enum Decided {
    /// An option was chosen.
    Chosen {
        /// Index into [`Decision::options`].
        option: usize,
        /// Who chose.
        by: By,
        /// Why, as one or more sentences.
        because: String,
        /// When it is built.
        phase: Phase,
    },
    /// The question does not arise for this service.
    NotApplicable {
        /// Why not.
        because: String,
    },
}

/// Who chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// The spec, at this place.
    Spec(Span),
    /// The lock: chosen by a rule in an earlier run and kept.
    Lock,
    /// An option of another decision, which implies this one.
    Implied(DecisionId),
    /// A rule of archplan's catalogue; its condition as written, `None` for the last, unconditional rule.
    Rule(Option<String>),
    /// A rule of an own catalogue.
    Standard {
        /// Title of the own catalogue.
        title: String,
        /// Its condition as written; `None` for an unconditional rule.
        rule: Option<String>,
    },
}

/// When something is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// In this release.
    Now,
    /// Planned and documented, not generated yet.
    Later,
}

/// An option of a decision.
#[derive(Clone, Debug)]
pub struct PlanOption {
    /// Id, unique in its decision.
    pub id: String,
    /// Name for people, such as `PostgreSQL`.
    pub title: String,
    /// One sentence that says when one takes it; may be empty for own options.
    pub reason: String,
    /// What is good about it, as sentences.
    pub good: Vec<String>,
    /// What is neither good nor bad, as sentences.
    pub neutral: Vec<String>,
    /// What is bad about it, as sentences.
    pub bad: Vec<String>,
    /// What each target does of it; a target that is not named leaves it to the team.
    pub support: Vec<(String, Support)>,
    /// Who says that nobody may choose it, and why.
    pub forbidden: Option<Forbidden>,
}

/// That nobody may choose an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forbidden {
    /// Title of the own catalogue that says so.
    pub by: String,
    /// Why.
    pub because: String,
}

/// What a target does of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Support {
    /// The generated files realise it.
    Generated,
    /// There is nothing of it that files could hold.
    Documented,
    /// The target is meant to write it, and does not yet.
    Planned,
    /// The documents say it, and the team builds it.
    ByHand,
}

impl Decision {
    /// The chosen option, where the decision applies.
    pub fn chosen(&self) -> Option<&PlanOption> {
        match &self.decided {
            Decided::Chosen { option, .. } => self.options.get(*option),
            Decided::NotApplicable { .. } => None,
        }
    }

    /// Whether it is planned for later.
    pub fn is_later(&self) -> bool {
        matches!(self.decided, Decided::Chosen { phase: Phase::Later, .. })
    }

    /// Whether that option is chosen and part of this release.
    pub fn builds(&self, option: &str) -> bool {
        !self.is_later() && self.chosen().is_some_and(|chosen| chosen.id == option)
    }

    /// Why it was decided so, or why it does not apply.
    pub fn because(&self) -> &str {
        match &self.decided {
            Decided::Chosen { because, .. } | Decided::NotApplicable { because } => because,
        }
    }

    /// Who chose, where the decision applies.
    pub fn by(&self) -> Option<&By> {
        match &self.decided {
            Decided::Chosen { by, .. } => Some(by),
            Decided::NotApplicable { .. } => None,
        }
    }
}
