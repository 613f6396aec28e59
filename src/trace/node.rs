//! What stands in the whole trace, and what its edges say.

use crate::plan::{By, NodeId};
use crate::source::Span;
use std::fmt;

/// A node: of the plan, or something that was made of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A node of the plan.
    Plan(NodeId),
    /// A section of a document, `document/id`.
    Section(String),
    /// A file, by its path in the project.
    File(String),
    /// A file that shows that others work.
    Test(String),
}

/// What an edge says; it runs from the reason to what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// The second is there for the sake of the first: a decision for a quality or principle, a quality for a goal.
    Motivates,
    /// The decision rests on the first, another decision or an assumption.
    Supports,
    /// The constraint settles the decision.
    Settles,
    /// The decision waits for the answer to the question.
    HoldsUp,
    /// The risk comes from the first.
    Bears,
    /// The element is shaped by the decision.
    Shapes,
    /// The element belongs to the first one.
    Holds,
    /// The responsibility is realised by the element, as the spec says.
    RealisedBy,
    /// The responsibility is realised by the element, as its words let one think.
    DerivedBy,
    /// The file carries out the decision or element.
    CarriedOutIn,
    /// The file reads the decision: another choice may change it.
    ReadBy,
    /// The section is about it.
    DocumentedIn,
    /// The section reads or names it.
    MentionedIn,
    /// The test shows that it works.
    VerifiedBy,
    /// The section stands in the second one, or in the file.
    StandsIn,
}

/// Where a node comes from, beside its edges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The spec says it, there.
    Stated(Span),
    /// It was decided.
    Chosen {
        /// Id of the option.
        option: String,
        /// Title of the option.
        title: String,
        /// By whom.
        by: By,
        /// Why, as one or more sentences; may be empty for the spec's own decisions.
        because: String,
        /// Planned for later.
        later: bool,
    },
    /// The question does not arise.
    NotApplicable {
        /// Why not.
        because: String,
    },
    /// It follows from its reasons alone.
    Made,
}

impl Node {
    /// Its kind as a word, such as `decision` or `file`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Plan(node) => match node {
                NodeId::Stakeholder(_) => "stakeholder",
                NodeId::Goal(_) => "goal",
                NodeId::Constraint(_) => "constraint",
                NodeId::Assumption(_) => "assumption",
                NodeId::Quality(_) => "quality",
                NodeId::Scenario(_) => "scenario",
                NodeId::Principle(_) => "principle",
                NodeId::Responsibility(_) => "responsibility",
                NodeId::Decision(_) => "decision",
                NodeId::Entity(_) => "entity",
                NodeId::Field(_) => "field",
                NodeId::Relationship(_) => "relationship",
                NodeId::Operation(_) => "operation",
                NodeId::Event(_) => "event",
                NodeId::Integration(_) => "integration",
                NodeId::Question(_) => "question",
                NodeId::Risk(_) => "risk",
            },
            Self::Section(_) => "section",
            Self::File(_) => "file",
            Self::Test(_) => "test",
        }
    }

    /// Its name within its kind.
    pub fn name(&self) -> &str {
        match self {
            Self::Plan(
                NodeId::Stakeholder(name)
                | NodeId::Goal(name)
                | NodeId::Constraint(name)
                | NodeId::Assumption(name)
                | NodeId::Quality(name)
                | NodeId::Scenario(name)
                | NodeId::Principle(name)
                | NodeId::Responsibility(name)
                | NodeId::Decision(name)
                | NodeId::Entity(name)
                | NodeId::Field(name)
                | NodeId::Relationship(name)
                | NodeId::Operation(name)
                | NodeId::Event(name)
                | NodeId::Integration(name)
                | NodeId::Question(name)
                | NodeId::Risk(name),
            )
            | Self::Section(name)
            | Self::File(name)
            | Self::Test(name) => name,
        }
    }

    /// Whether it is an entity, field, relationship, operation, event or integration.
    pub fn is_element(&self) -> bool {
        matches!(
            self,
            Self::Plan(
                NodeId::Entity(_)
                    | NodeId::Field(_)
                    | NodeId::Relationship(_)
                    | NodeId::Operation(_)
                    | NodeId::Event(_)
                    | NodeId::Integration(_)
            )
        )
    }

    /// Whether it is a decision.
    pub fn is_decision(&self) -> bool {
        matches!(self, Self::Plan(NodeId::Decision(_)))
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind(), self.name())
    }
}

impl Edge {
    /// The word of machine-readable outputs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Motivates => "motivates",
            Self::Supports => "supports",
            Self::Settles => "settles",
            Self::HoldsUp => "holds-up",
            Self::Bears => "bears",
            Self::Shapes => "shapes",
            Self::Holds => "holds",
            Self::RealisedBy => "realised-by",
            Self::DerivedBy => "realised-by-wording",
            Self::CarriedOutIn => "carried-out-in",
            Self::ReadBy => "read-by",
            Self::DocumentedIn => "documented-in",
            Self::MentionedIn => "mentioned-in",
            Self::VerifiedBy => "verified-by",
            Self::StandsIn => "stands-in",
        }
    }
}
