//! The plan: every decision made, every element named, and the graph between them.
//!
//! The central type is [`Plan`], which only [`resolve()`] gives out: in it no decision is open and no name
//! dangles. The plan knows spec, catalogue and lock; it does not know documents, templates, languages of
//! code, or the disk. Start reading at [`element`] for what is planned and [`decision`] for what was decided.

pub mod advice;
mod alternative;
mod build;
pub mod burn;
pub mod decision;
pub mod element;
mod facts;
pub mod intent;
pub mod lock;
mod records;
mod resolve;
pub mod running;
#[cfg(test)]
pub(crate) mod testing;
pub mod trace;

pub use crate::catalogue::{Change, Standard, What};
pub use advice::Advice;
pub use alternative::{Alternative, Alternatives, Flip, Outcome};
pub use decision::{Area, By, Decided, Decision, DecisionId, Forbidden, Phase, PlanOption, Support};
pub use element::{
    Action, Api, Authentication, Computed, Consumed, Default, Direction, Entity, Event, Field, FieldKind, Integration,
    Lifecycle, Method, Operation, Owner, Principle, Quality, Relationship, Resource, Responsibility, Role, Scope,
    Service, Stored, Threshold,
};
pub use intent::Intent;
pub use lock::{Held, Lock, Locked};
pub use records::{End, Record};
pub use resolve::{alternatives, check_names, resolve};
pub use running::Running;
pub use trace::{Link, NodeId, Trace};

use crate::expression::Scope as ConditionScope;
use std::collections::BTreeMap;

/// The resolved whole.
#[derive(Debug)]
pub struct Plan {
    /// What the service is.
    pub service: Service,
    /// Why it is there, for whom, within which limits, and what may go wrong.
    pub intent: Intent,
    /// Measurable goals, in the order of the spec.
    pub qualities: Vec<Quality>,
    /// Principles, in the order of the spec.
    pub principles: Vec<Principle>,
    /// The areas of the catalogue in its order, those with no decision too.
    pub areas: Vec<Area>,
    /// The own catalogues that decided along, in the order in which they apply.
    pub standards: Vec<Standard>,
    /// Every decision, by area in catalogue order; the spec's own ones last.
    pub decisions: Vec<Decision>,
    /// Entities in the order of the spec.
    pub entities: Vec<Entity>,
    /// Relationships in the order of the spec.
    pub relationships: Vec<Relationship>,
    /// What callers can do.
    pub api: Api,
    /// Events that the service publishes, in the order of the spec.
    pub published: Vec<Event>,
    /// Events that the service consumes, in the order of the spec.
    pub consumed: Vec<Consumed>,
    /// The systems around the service, in the order of the spec.
    pub integrations: Vec<Integration>,
    /// What the spec says of running the service.
    pub running: Running,
    /// What is allowed and risky about the plan, in the order of the catalogue; then other warnings that the spec
    /// accepts.
    pub advice: Vec<Advice>,
    /// What rests on what.
    pub trace: Trace,
    /// What other choices would do; empty where nobody weighed them.
    pub alternatives: Alternatives,
    /// Locked choices that would be decided otherwise today, in the order of the decisions.
    pub held: Vec<Held>,
    /// The decision records of the project, by number; empty where nobody gave them.
    pub records: Vec<Record>,
    scope: ConditionScope,
    index: BTreeMap<String, usize>,
}

impl Plan {
    /// The plan with what other choices would do, from [`alternatives()`] of the same spec and catalogue.
    #[must_use]
    pub fn with_alternatives(self, alternatives: Alternatives) -> Self {
        Self { alternatives, ..self }
    }

    /// The plan with the decision records of its project.
    #[must_use]
    pub fn with_records(self, records: Vec<Record>) -> Self {
        Self { records, ..self }
    }

    /// The values that conditions of documents and targets read.
    pub fn scope(&self) -> &ConditionScope {
        &self.scope
    }

    /// The decision of that id.
    pub fn decision(&self, id: &str) -> Option<&Decision> {
        self.index.get(id).map(|i| &self.decisions[*i])
    }

    /// The decisions that rest on one, in plan order.
    pub fn resting_on(&self, id: &DecisionId) -> impl Iterator<Item = &Decision> {
        let resting = self.trace.consequences(&NodeId::Decision(id.to_string()));
        let mut places: Vec<usize> = resting
            .into_iter()
            .filter_map(|node| match node {
                NodeId::Decision(other) => self.index.get(other).copied(),
                _ => None,
            })
            .collect();
        places.sort_unstable();
        places.into_iter().map(|place| &self.decisions[place])
    }

    /// The chosen option's id of a decision that applies; `None` where it does not apply or is not there.
    pub fn chosen(&self, id: &str) -> Option<&str> {
        self.decision(id).and_then(Decision::chosen).map(|option| option.id.as_str())
    }

    /// Whether that option of a decision is chosen and part of this release.
    pub fn builds(&self, id: &str, option: &str) -> bool {
        self.decision(id).is_some_and(|decision| decision.builds(option))
    }

    /// The entity of that name.
    pub fn entity(&self, name: &str) -> Option<&Entity> {
        self.entities.iter().find(|entity| entity.name == name)
    }

    /// The relationships that leave an entity.
    pub fn relationships_from<'a>(&'a self, entity: &'a str) -> impl Iterator<Item = &'a Relationship> {
        self.relationships.iter().filter(move |relationship| relationship.from == entity)
    }

    /// The relationships that reach an entity.
    pub fn relationships_to<'a>(&'a self, entity: &'a str) -> impl Iterator<Item = &'a Relationship> {
        self.relationships.iter().filter(move |relationship| relationship.to == entity)
    }

    /// Every operation, by resource in the order of the spec.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.api.resources.iter().flat_map(|resource| &resource.operations)
    }
}
