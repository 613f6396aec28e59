//! Why the service is there, for whom, within which limits, and what may go wrong; every name resolved.
//!
//! Texts are Markdown where they say so, and empty where the spec says nothing. People are names: where the spec names a
//! stakeholder by its id, its title stands here.

use super::decision::DecisionId;
use super::trace::NodeId;
use crate::source::Span;

/// All of it, each list in the order of the spec.
#[derive(Clone, Debug, Default)]
pub struct Intent {
    /// What the service is there to reach.
    pub goals: Vec<Goal>,
    /// Who has a stake in it.
    pub stakeholders: Vec<Stakeholder>,
    /// What the team cannot change.
    pub constraints: Vec<Constraint>,
    /// What is taken for granted.
    pub assumptions: Vec<Assumption>,
    /// Situations in which the qualities have to show.
    pub scenarios: Vec<Scenario>,
    /// What may go wrong, and what was left undone.
    pub risks: Vec<Risk>,
    /// What is not decided yet.
    pub questions: Vec<Question>,
    /// The words of the domain.
    pub terms: Vec<Term>,
    /// The versions of the plan.
    pub revisions: Vec<Revision>,
}

/// Something that the service is there to reach.
#[derive(Clone, Debug)]
pub struct Goal {
    /// Id, such as `fewer-calls`.
    pub id: String,
    /// What is reached, as a sentence of Markdown.
    pub statement: String,
    /// What shows it, as Markdown; may be empty.
    pub measure: String,
    /// The responsibilities and qualities by which it is met.
    pub met_by: Vec<NodeId>,
    /// Ids of the stakeholders who want it.
    pub wanted_by: Vec<String>,
    /// Place of its id in the spec.
    pub place: Span,
}

/// Somebody who has a stake in the service.
#[derive(Clone, Debug)]
pub struct Stakeholder {
    /// Id, such as `warehouse`.
    pub id: String,
    /// Name or role for people.
    pub title: String,
    /// Who speaks for them; may be empty.
    pub contact: String,
    /// What they need, as Markdown.
    pub needs: String,
    /// How they are kept informed, as Markdown; may be empty.
    pub informed: String,
    /// Place of its id in the spec.
    pub place: Span,
}

/// Something that the team cannot change.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// Id, such as `data-in-the-eu`.
    pub id: String,
    /// Where it comes from.
    pub kind: ConstraintKind,
    /// What it asks, as a sentence of Markdown.
    pub statement: String,
    /// Why it binds, as sentences of Markdown.
    pub because: String,
    /// The decisions that it settles, each with the ids of the options that it leaves.
    pub settles: Vec<(DecisionId, Vec<String>)>,
    /// Place of its id in the spec.
    pub place: Span,
}

/// Where a constraint comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// Machines, software, networks.
    Technical,
    /// Teams, budgets, dates.
    Organisational,
    /// Laws and contracts.
    Legal,
}

/// Something that is taken for granted.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// Id, such as `steady-load`.
    pub id: String,
    /// What is taken for granted, as a sentence of Markdown.
    pub statement: String,
    /// What would show that it is wrong, as Markdown; may be empty.
    pub wrong_when: String,
    /// Who watches for that; may be empty.
    pub watched_by: String,
    /// The decisions that rest on it.
    pub supports: Vec<DecisionId>,
    /// Place of its id in the spec.
    pub place: Span,
}

/// A quality scenario; every text but the stimulus and the response may be empty.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Id, such as `sale-peak`.
    pub id: String,
    /// Id of the quality that it is about.
    pub quality: Option<String>,
    /// Who or what acts, as Markdown.
    pub source: String,
    /// What they do, as Markdown.
    pub stimulus: String,
    /// In which situation, as Markdown.
    pub environment: String,
    /// What it meets.
    pub artifact: Artifact,
    /// What the service does then, as Markdown.
    pub response: String,
    /// What shows that it did, as Markdown.
    pub measure: String,
    /// Place of its id in the spec.
    pub place: Span,
}

/// What a scenario meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// An operation, event, entity or field.
    Element(NodeId),
    /// Words; may be empty.
    Words(String),
}

/// A risk, or technical debt.
#[derive(Clone, Debug)]
pub struct Risk {
    /// Id, such as `late-broker`.
    pub id: String,
    /// Whether it is debt: there already, not only possible.
    pub is_debt: bool,
    /// What may happen or was left undone, as sentences of Markdown.
    pub statement: String,
    /// How likely it is, where the spec says so.
    pub likelihood: Option<Level>,
    /// How bad it is, where the spec says so.
    pub impact: Option<Level>,
    /// What is done about it, as Markdown; may be empty.
    pub mitigation: String,
    /// Who sees to it; may be empty.
    pub owner: String,
    /// What it comes from.
    pub about: Vec<NodeId>,
    /// Place of its id in the spec.
    pub place: Span,
}

/// How likely, or how bad; the last is the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Hardly.
    Low,
    /// To be reckoned with.
    Medium,
    /// Most of all.
    High,
}

/// A question that somebody still has to answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// Id, such as `who-runs-the-broker`.
    pub id: String,
    /// The question, as Markdown.
    pub question: String,
    /// Who decides; may be empty.
    pub decides: String,
    /// The day until which the answer is needed, such as `2026-01-31`; may be empty.
    pub by: String,
    /// The decisions that wait for it.
    pub blocks: Vec<DecisionId>,
    /// Place of its id in the spec.
    pub place: Span,
}

/// A word of the domain.
#[derive(Clone, Debug)]
pub struct Term {
    /// The word.
    pub word: String,
    /// What it means, as Markdown.
    pub meaning: String,
    /// What it is not, as Markdown; may be empty.
    pub not: String,
}

/// A version of the plan.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The version, such as `0.2.0`.
    pub version: String,
    /// The day on which it was taken; may be empty.
    pub date: String,
    /// What changed, each as Markdown.
    pub changed: Vec<String>,
}

impl ConstraintKind {
    /// As the spec writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Technical => "technical",
            Self::Organisational => "organisational",
            Self::Legal => "legal",
        }
    }
}

impl Level {
    /// As the spec writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl Risk {
    /// How much it weighs beside others, 0 to 9: likelihood times impact; debt is there, so it counts as likely as can be.
    /// 0 where nobody rated it.
    pub fn weight(&self) -> u32 {
        let likelihood = if self.is_debt { self.likelihood.or(Some(Level::High)) } else { self.likelihood };
        likelihood.zip(self.impact).map_or(0, |(likelihood, impact)| (likelihood as u32 + 1) * (impact as u32 + 1))
    }
}
