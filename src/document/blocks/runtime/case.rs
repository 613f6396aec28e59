//! What a scenario is about: of all operations or events of a kind the one that tells most, and its names.

use crate::document::fill::Holes;
use crate::document::{ids, problem, words};
use crate::plan::{Action, Consumed, Entity, Event, Operation, Plan, Resource};
use minijinja::Value;
use renderers::document::{Inline, Inlines};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Kinds of what scenarios are about.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum About {
    /// An operation that reads one, or a page.
    Read,
    /// An operation that makes one.
    Create,
    /// An operation that gives a page.
    List,
    /// An operation that moves one along its lifecycle.
    Transition,
    /// An operation that changes one.
    Change,
    /// An event that the service publishes.
    Published,
    /// An event that it consumes.
    Consumed,
}

/// What one scenario is about.
pub(super) struct Case<'p> {
    plan: &'p Plan,
    about: About,
    subject: Subject<'p>,
}

#[derive(Clone, Copy)]
enum Subject<'p> {
    Operation(&'p Resource, &'p Operation),
    Published(&'p Event),
    Consumed(&'p Consumed),
}

impl<'p> Case<'p> {
    /// The most telling one; `None` where the plan has none of the kind.
    pub(super) fn of(plan: &'p Plan, about: About) -> Option<Self> {
        let subject = match about {
            About::Published => Subject::Published(best(plan.published.iter(), |event| after_create(plan, event))?),
            About::Consumed => {
                Subject::Consumed(best(plan.consumed.iter(), |event| usize::from(event.transition.is_some()))?)
            }
            _ => {
                let fitting = operations(plan).filter(|(_, operation)| fits(about, operation));
                let (resource, operation) = best(fitting, |(resource, operation)| weight(plan, resource, operation))?;
                Subject::Operation(resource, operation)
            }
        };
        Some(Self { plan, about, subject })
    }

    /// It, leading to its section.
    pub(super) fn line(&self) -> Inlines {
        match self.subject {
            Subject::Operation(_, operation) => {
                vec![link(&operation.id)]
            }
            Subject::Published(event) => {
                let mut line =
                    vec![ids::code_link(ids::event(&event.name), event.name.as_str()), Inline::from(" after ")];
                line.extend(words::joined(event.after.iter().map(|id| vec![link(id)]).collect()));
                line
            }
            Subject::Consumed(event) => {
                vec![Inline::Code(event.name.clone())]
            }
        }
    }

    /// The others of its kind.
    pub(super) fn others(&self) -> Vec<Inlines> {
        match self.subject {
            Subject::Operation(_, subject) => operations(self.plan)
                .filter(|(_, operation)| fits(self.about, operation) && operation.id != subject.id)
                // Every operation is checked alike: their number would say nothing.
                .filter(|_| self.about != About::Read)
                .map(|(_, operation)| vec![link(&operation.id)])
                .collect(),
            Subject::Published(subject) => {
                let others = self.plan.published.iter().filter(|event| event.name != subject.name);
                others.map(|event| vec![ids::code_link(ids::event(&event.name), event.name.as_str())]).collect()
            }
            Subject::Consumed(subject) => {
                let others = self.plan.consumed.iter().filter(|event| event.name != subject.name);
                others.map(|event| vec![Inline::Code(event.name.clone())]).collect()
            }
        }
    }

    /// The holes of the document, with the names of this case.
    pub(super) fn holes<'h>(&self, holes: &Holes<'h>) -> Holes<'h> {
        let mut holes = holes.clone();
        for (name, value) in self.values() {
            holes = holes.with(name, value);
        }
        holes
    }

    fn values(&self) -> Vec<(&'static str, Value)> {
        let plan = self.plan;
        let mut values = vec![("caller", Value::from("Caller"))];
        let issuer = plan.integrations.iter().find(|system| ["jwt", "oidc"].contains(&system.protocol.as_str()));
        values.extend(issuer.map(|system| ("issuer", Value::from(system.title.as_str()))));
        let told = plan
            .integrations
            .iter()
            .filter(|system| system.protocol == "events" && system.direction != crate::plan::Direction::In);
        let told: Vec<String> = told.map(|system| system.title.clone()).collect();
        if !told.is_empty() {
            let told = if told.len() > 2 { words::count(told.len(), "service") } else { words::series(&told) };
            values.push(("subscribers", Value::from(told)));
        }
        match self.subject {
            Subject::Operation(resource, operation) => self.of_operation(resource, operation, &mut values),
            Subject::Published(event) => {
                values.push(("event", Value::from(BTreeMap::from([("name", event.name.clone())]))));
                values.extend(plan.entity(&event.entity).map(|it| ("entity", Value::from(entity(plan, it)))));
            }
            Subject::Consumed(event) => {
                let from = plan.integrations.iter().find(|system| system.id == event.from);
                let from = from.map_or(event.from.as_str(), |system| system.title.as_str());
                values.push((
                    "consumed",
                    Value::from(BTreeMap::from([("name", event.name.clone()), ("from", from.to_owned())])),
                ));
                if let Some((of, field, to)) = &event.transition {
                    values.extend(plan.entity(of).map(|it| ("entity", Value::from(entity(plan, it)))));
                    values.push(("state", Value::from(BTreeMap::from([("field", field.clone()), ("to", to.clone())]))));
                }
            }
        }
        values
    }

    fn of_operation(&self, resource: &Resource, operation: &Operation, values: &mut Vec<(&'static str, Value)>) {
        let plan = self.plan;
        if let Some(role) = operation.roles.first() {
            values.push(("caller", Value::from(words::capital(&role.replace(['_', '-'], " ")))));
        }
        let mut about = BTreeMap::from([
            ("id", Value::from(operation.id.as_str())),
            ("method", Value::from(operation.method.as_str())),
            ("path", Value::from(operation.path.as_str())),
            ("success", Value::from(operation.success)),
            ("roles", Value::from(!operation.roles.is_empty())),
            ("owner", Value::from(resource.owner.is_some())),
            ("keyed", Value::from(problem::keyed(plan, operation))),
            ("is_list", Value::from(matches!(operation.action, Action::List { .. }))),
        ]);
        if let Action::List { filter, .. } = &operation.action
            && let Some(field) =
                filter.iter().find(|field| resource.owner.as_ref().is_none_or(|it| it.field != **field))
        {
            about.insert("filter", Value::from(field.as_str()));
        }
        values.push(("operation", Value::from(about)));
        let failure = |status: &u16| (format!("s{status}"), problem::meaning(plan, resource, operation, *status));
        let failures: BTreeMap<String, String> = operation.failures.iter().map(failure).collect();
        values.push(("failure", Value::from(failures)));
        let events: Vec<String> = events(plan, operation).map(|event| event.name.clone()).collect();
        if !events.is_empty() {
            values.push(("events", Value::from(words::series(&events))));
        }
        if let Some(it) = plan.entity(&resource.entity) {
            values.push(("entity", Value::from(entity(plan, it))));
            values.extend(state(it, operation).map(|state| ("state", Value::from(state))));
        }
    }
}

fn link(operation: &str) -> Inline {
    ids::code_link(ids::operation(operation), operation)
}

/// The first of those with the greatest weight.
fn best<T: Copy>(all: impl Iterator<Item = T>, weight: impl Fn(T) -> usize) -> Option<T> {
    let mut best: Option<(T, usize)> = None;
    for one in all {
        let weight = weight(one);
        if best.is_none_or(|(_, other)| weight > other) {
            best = Some((one, weight));
        }
    }
    best.map(|(one, _)| one)
}

fn operations(plan: &Plan) -> impl Iterator<Item = (&Resource, &Operation)> {
    plan.api
        .resources
        .iter()
        .flat_map(|resource| resource.operations.iter().map(move |operation| (resource, operation)))
}

fn fits(about: About, operation: &Operation) -> bool {
    match (about, &operation.action) {
        (About::Read, Action::Get | Action::List { .. }) => true,
        (About::Create, Action::Create { .. }) | (About::List, Action::List { .. }) => true,
        (About::Transition, Action::Transition { .. }) => true,
        (About::Change, action) => {
            let changes = matches!(action, Action::Update { .. } | Action::Replace { .. } | Action::Transition { .. });
            changes && operation.failures.contains(&412)
        }
        _ => false,
    }
}

/// How much there is to see: events, parts, an owner, roles.
fn weight(plan: &Plan, resource: &Resource, operation: &Operation) -> usize {
    let owned = plan.relationships_from(&resource.entity).filter(|link| link.owned).count();
    let kind = match &operation.action {
        Action::Get => 4,
        Action::List { filter, .. } => usize::from(!filter.is_empty()) * 2,
        Action::Update { .. } => 16,
        Action::Replace { .. } => 12,
        // Where the caller says the target, the picture shows one of several.
        Action::Transition { to, .. } => usize::from(to.is_some()),
        Action::Create { .. } | Action::Delete | Action::Custom { .. } => 0,
    };
    let events = usize::from(events(plan, operation).next().is_some());
    kind + 8 * events
        + 4 * owned.min(1)
        + 2 * usize::from(resource.owner.is_some())
        + usize::from(!operation.roles.is_empty())
}

fn events<'p>(plan: &'p Plan, operation: &'p Operation) -> impl Iterator<Item = &'p Event> {
    plan.published.iter().filter(move |event| event.after.contains(&operation.id))
}

fn after_create(plan: &Plan, event: &Event) -> usize {
    let creates = |id: &String| {
        plan.operations().any(|operation| operation.id == *id && matches!(operation.action, Action::Create { .. }))
    };
    usize::from(event.after.iter().any(creates))
}

fn entity(plan: &Plan, entity: &Entity) -> BTreeMap<&'static str, String> {
    let parts = plan.relationships_from(&entity.name).filter(|link| link.owned);
    let parts: Vec<String> = parts.map(|link| link.name.replace('_', " ")).collect();
    let mut values = BTreeMap::from([
        ("name", entity.name.clone()),
        ("words", entity.words.clone()),
        ("plural", entity.plural.clone()),
        ("a", format!("{} {}", words::article(&entity.words), entity.words)),
        ("table", entity.table.clone()),
    ]);
    if !parts.is_empty() {
        values.insert("parts", words::series(&parts));
    }
    let unique = problem::unique(entity);
    if !unique.is_empty() {
        values.insert("unique", words::alternatives(&unique));
    }
    values
}

/// A move that is allowed, and the states from which it is not.
fn state(entity: &Entity, operation: &Operation) -> Option<BTreeMap<&'static str, Value>> {
    let Action::Transition { field, to } = &operation.action else { return None };
    let lifecycle = entity.lifecycle.as_ref()?;
    let first = || lifecycle.transitions.iter().find_map(|(_, targets)| targets.first());
    let to = to.as_ref().or_else(first)?;
    let leads = |targets: &[String]| targets.contains(to);
    let from: Vec<String> =
        lifecycle.transitions.iter().filter(|(_, targets)| leads(targets)).map(|(state, _)| state.clone()).collect();
    let wrong: Vec<String> = lifecycle
        .transitions
        .iter()
        .filter(|(state, targets)| !leads(targets) && state != to)
        .map(|(state, _)| state.clone())
        .collect();
    let mut values = BTreeMap::from([
        ("field", Value::from(field.as_str())),
        ("to", Value::from(to.as_str())),
        ("from", Value::from(words::alternatives(&from))),
        ("fixed", Value::from(matches!(&operation.action, Action::Transition { to: Some(_), .. }))),
    ]);
    if !wrong.is_empty() {
        values.insert("wrong", Value::from(words::alternatives(&wrong)));
    }
    Some(values)
}
