//! What stands around the service, as templates see it: the broker, the events that are heard, and the systems that
//! are called.

use super::Given;
use super::entity::{Entity, Member};
use super::slice::Slice;
use crate::plan::{self, Integration, Plan};
use crate::scaffold::names::{Names, snake};
use serde::Serialize;

/// How long a call may take where the spec does not say so, in milliseconds.
const TIMEOUT_MS: u64 = 2_000;

/// How often a call is repeated where the spec does not say so.
const RETRIES: u32 = 2;

/// How events go through a broker.
#[derive(Debug, Serialize)]
pub(super) struct Flow {
    /// `rabbitmq` or `kafka`, where this release has one; none otherwise.
    pub(super) broker: Option<&'static str>,
    /// Whether a relay takes events from the outbox to the broker.
    pub(super) relay: bool,
    /// Whether the service hears events of others.
    pub(super) consumes: bool,
    /// Whether it notes which of them it has handled.
    pub(super) inbox: bool,
    /// Whether the events of one entity are sent in their order.
    pub(super) ordered: bool,
}

/// An event of another service.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Heard {
    name: String,
    /// Name of the method that handles it.
    ident: String,
    /// Id of the service that tells it, its name in code and for people.
    source: String,
    source_ident: String,
    source_title: String,
    transition: Option<Move>,
}

/// The transition that an event leads to.
#[derive(Clone, Debug, Serialize)]
struct Move {
    entity: Entity,
    /// Name of the field in code.
    field: String,
    /// Class of the enumeration.
    class: String,
    to: Member,
    /// A state from which it leads there, and one from which it does not.
    lawful: Option<Member>,
    unlawful: Option<Member>,
    models: String,
    domain: String,
}

/// Another service whose events are heard.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Source {
    id: String,
    ident: String,
    title: String,
    /// Names of the events that are heard of it.
    events: Vec<String>,
}

/// A system that the service calls over HTTP.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Neighbour {
    id: String,
    ident: String,
    class: String,
    title: String,
    purpose: String,
    timeout_ms: u64,
    retries: u32,
    fallback: String,
    callers_see: String,
}

pub(super) fn flow(plan: &Plan) -> Flow {
    let broker = ["rabbitmq", "kafka"].into_iter().find(|option| plan.builds("messaging", option));
    let consumes = broker.is_some() && !plan.consumed.is_empty();
    Flow {
        relay: broker.is_some() && !plan.published.is_empty() && plan.builds("outbox-relay", "polling"),
        consumes,
        inbox: consumes && !plan.entities.is_empty() && plan.builds("duplicate-events", "inbox"),
        ordered: plan.builds("event-order", "by-entity"),
        broker,
    }
}

pub(super) fn heard(plan: &Plan, entities: &[Entity], slices: &[Slice], given: &Given<'_>) -> Vec<Heard> {
    let mut names = Names::new(&given.rules.identifier);
    let heard = |event: &plan::Consumed| {
        let transition = event.transition.as_ref().and_then(|to| transition(to, entities, slices));
        let source = plan.integrations.iter().find(|other| other.id == event.from);
        Heard {
            name: event.name.clone(),
            ident: names.take(&snake(&event.name)),
            source: event.from.clone(),
            source_ident: given.rules.identifier.mend(&snake(&event.from)),
            source_title: source.map_or_else(|| event.from.clone(), |other| other.title.clone()),
            transition,
        }
    };
    plan.consumed.iter().map(heard).collect()
}

fn transition(to: &(String, String, String), entities: &[Entity], slices: &[Slice]) -> Option<Move> {
    let (entity, field, state) = to;
    let entity = entities.iter().find(|one| one.name == *entity)?;
    let field = entity.fields.iter().find(|one| one.name == *field)?;
    let (members, moves) = entity.states()?;
    let leads = |from: &Member| {
        moves.iter().any(|(one, next)| one.value == from.value && next.iter().any(|to| to.value == *state))
    };
    let slice = slices.iter().find(|slice| slice.entities.iter().any(|one| one.name == entity.name))?;
    let other = |member: &&Member| member.value != *state && !leads(member);
    Some(Move {
        field: field.ident.clone(),
        class: field.kind.class.clone()?,
        to: members.iter().find(|member| member.value == *state)?.clone(),
        lawful: members.iter().find(|member| leads(member)).cloned(),
        unlawful: members.iter().find(other).cloned(),
        models: slice.modules.get("models")?.clone(),
        domain: slice.modules.get("domain")?.clone(),
        entity: entity.clone(),
    })
}

/// The services whose events are heard, each once, in the order of the spec.
pub(super) fn sources(heard: &[Heard]) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    for event in heard {
        match found.iter_mut().find(|source| source.id == event.source) {
            Some(source) => source.events.push(event.name.clone()),
            None => found.push(Source {
                id: event.source.clone(),
                ident: event.source_ident.clone(),
                title: event.source_title.clone(),
                events: vec![event.name.clone()],
            }),
        }
    }
    found
}

pub(super) fn neighbours(plan: &Plan, given: &mut Given<'_>) -> Vec<Neighbour> {
    let mut names = Names::new(&given.rules.identifier);
    let called = plan.integrations.iter().filter(|other| other.is_called_over_http());
    called.map(|other| neighbour(plan, other, &mut names, given)).collect()
}

fn neighbour(plan: &Plan, other: &Integration, names: &mut Names<'_>, given: &mut Given<'_>) -> Neighbour {
    let retried = ["timeouts-and-retries", "circuit-breaker"].iter().any(|how| plan.builds("outgoing-calls", how));
    Neighbour {
        id: other.id.clone(),
        ident: names.take(&snake(&other.id)),
        class: given.class(&format!("{} client", other.id)),
        title: other.title.clone(),
        purpose: other.purpose.clone(),
        timeout_ms: other.timeout.as_ref().map_or(TIMEOUT_MS, |limit| (limit.value * 1_000.0).round().max(1.0) as u64),
        retries: if retried { other.retries.unwrap_or(RETRIES) } else { 0 },
        fallback: other.fallback.clone(),
        callers_see: other.callers_see.clone(),
    }
}
