//! Resources, operations and events as templates see them.

use super::entity::{Entity, Field, Part};
use super::trial::Trial;
use super::{Given, Role};
use crate::plan::{self, Action, Plan};
use crate::scaffold::names::{Names, camel, snake};
use serde::Serialize;
use std::collections::BTreeSet;

/// A collection that the API offers.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Resource {
    name: String,
    /// Name of its modules and functions.
    pub(in crate::scaffold) ident: String,
    /// In words, at the start of a sentence.
    plural_capital: String,
    /// What its classes start with.
    stem: String,
    #[serde(skip)]
    pub(super) entity_name: String,
    pub(in crate::scaffold) entity: Option<Entity>,
    /// The field that holds whose one is.
    pub(in crate::scaffold) owner: Option<Field>,
    summary: String,
    /// Path of the collection.
    path: String,
    pub(in crate::scaffold) operations: Vec<Operation>,
    /// Names of the actions that its operations do.
    actions: Vec<&'static str>,
}

/// Something that a caller can do.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Operation {
    pub(in crate::scaffold) id: String,
    name: String,
    /// Name of the function that does it.
    ident: String,
    /// Name of the route's function, unique in the service.
    pub(in crate::scaffold) route: String,
    /// `create`, `get`, `list`, `update`, `replace`, `delete`, `transition` or `custom`.
    pub(in crate::scaffold) action: &'static str,
    method: &'static str,
    /// Path below that of its resource.
    local: String,
    pub(super) path: String,
    pub(super) parameter: Option<String>,
    pub(super) roles: Vec<Role>,
    success: u16,
    failures: Vec<u16>,
    summary: String,
    /// Class of the body or of the query.
    body: Option<String>,
    body_summary: String,
    /// Class of the page that a list gives.
    page: Option<String>,
    /// Fields that a caller gives.
    pub(super) accepts: Vec<Field>,
    /// Parts that a caller gives.
    pub(super) accepts_parts: Vec<Part>,
    #[serde(skip)]
    accepts_names: Vec<String>,
    filter: Vec<Field>,
    pub(super) sort: Vec<Field>,
    /// The fields to sort by, and the key last.
    sorts: Vec<Field>,
    /// Where a transition leads, as a member of the enumeration; none where the caller says so.
    pub(super) to: Option<super::entity::Member>,
    /// Events told after it.
    publishes: Vec<Event>,
    /// What tests send.
    #[serde(flatten)]
    trial: Trial,
}

/// An event that is published.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Event {
    pub(in crate::scaffold) name: String,
    class: String,
    pub(in crate::scaffold) entity: String,
    fields: Vec<Field>,
    parts: Vec<String>,
    #[serde(skip)]
    after: Vec<String>,
}

pub(super) fn events(plan: &Plan, entities: &[Entity], given: &mut Given<'_>) -> Vec<Event> {
    let event = |event: &plan::Event| {
        let entity = entities.iter().find(|entity| entity.name == event.entity)?;
        let named = |f: &Field| event.payload.contains(&f.name) && f.kind.name != "secret";
        let links = plan.relationships.iter().filter(|r| r.owned && r.from == event.entity);
        Some(Event {
            name: event.name.clone(),
            class: given.class(&event.name),
            entity: event.entity.clone(),
            fields: entity.fields.iter().filter(|field| named(field)).cloned().collect(),
            parts: links.filter(|r| event.payload.contains(&r.name)).map(|r| r.name.clone()).collect(),
            after: event.after.clone(),
        })
    };
    plan.published.iter().filter_map(event).collect()
}

pub(super) fn all(
    plan: &Plan,
    entities: &[Entity],
    events: &[Event],
    roles: &[Role],
    given: &mut Given<'_>,
) -> Vec<Resource> {
    let mut modules = Names::new(&given.rules.module);
    let mut routes = Names::new(&given.rules.identifier);
    let mut seen = Vec::new();
    let mut found = Vec::new();
    for resource in &plan.api.resources {
        let Some(entity) = entities.iter().find(|entity| entity.name == resource.entity) else { continue };
        let first = !seen.contains(&&resource.entity);
        seen.push(&resource.entity);
        let stem = if first { entity.class.clone() } else { given.entity_class(&resource.name) };
        let path = format!("{}/{}", plan.api.base_path, resource.name);
        let mut maker = Maker { entity, events, roles, given, routes: &mut routes, stem: &stem, resource, path: &path };
        let mut operations: Vec<_> = resource.operations.iter().map(|operation| maker.operation(operation)).collect();
        // A path without a parameter must come before one whose parameter would swallow it.
        operations.sort_by_key(|operation| operation.parameter.is_some());
        found.push(Resource {
            name: resource.name.clone(),
            ident: modules.take(&snake(&resource.name)),
            entity_name: resource.entity.clone(),
            entity: None,
            owner: resource.owner.as_ref().and_then(|owner| find(entity, &owner.field)),
            summary: resource.summary.clone(),
            plural_capital: capital(&entity.plural),
            path,
            actions: operations.iter().map(|operation| operation.action).collect(),
            operations,
            stem,
        });
    }
    found
}

/// Puts the finished entities, with their parts, into the resources.
pub(super) fn with_entities(mut resources: Vec<Resource>, entities: &[Entity], roles: &[Role]) -> Vec<Resource> {
    for resource in &mut resources {
        let entity = entities.iter().find(|entity| entity.name == resource.entity_name);
        let accepted = |name: &String| entity.into_iter().flat_map(|e| &e.parts).find(|part| part.name == *name);
        for operation in &mut resource.operations {
            let names = std::mem::take(&mut operation.accepts_names);
            operation.accepts_parts = names.iter().filter_map(accepted).cloned().collect();
            operation.trial = Trial::of(operation, entity, resource.owner.as_ref(), roles);
        }
        resource.entity = entity.cloned();
    }
    resources
}

/// The classes of the parts that callers give, at any depth.
pub(super) fn given_parts(resources: &[Resource]) -> BTreeSet<String> {
    fn collect(parts: &[Part], found: &mut BTreeSet<String>) {
        for part in parts {
            found.insert(part.entity.name.clone());
            collect(&part.entity.parts, found);
        }
    }
    let mut found = BTreeSet::new();
    resources.iter().flat_map(|r| &r.operations).for_each(|o| collect(&o.accepts_parts, &mut found));
    found
}

struct Maker<'m, 'g, 'r> {
    entity: &'m Entity,
    events: &'m [Event],
    roles: &'m [Role],
    given: &'m mut Given<'g>,
    routes: &'m mut Names<'r>,
    stem: &'m str,
    resource: &'m plan::Resource,
    path: &'m str,
}

impl Maker<'_, '_, '_> {
    fn operation(&mut self, operation: &plan::Operation) -> Operation {
        let fields = |names: &[String]| names.iter().filter_map(|name| find(self.entity, name)).collect::<Vec<_>>();
        let (action, accepts, filter, sort) = match &operation.action {
            Action::Create { accepts } => ("create", accepts.clone(), Vec::new(), Vec::new()),
            Action::Get => ("get", Vec::new(), Vec::new(), Vec::new()),
            Action::List { filter, sort } => ("list", Vec::new(), fields(filter), fields(sort)),
            Action::Update { accepts } => ("update", accepts.clone(), Vec::new(), Vec::new()),
            Action::Replace { accepts } => ("replace", accepts.clone(), Vec::new(), Vec::new()),
            Action::Delete => ("delete", Vec::new(), Vec::new(), Vec::new()),
            Action::Custom { accepts } => ("custom", accepts.clone(), Vec::new(), Vec::new()),
            Action::Transition { .. } => ("transition", Vec::new(), Vec::new(), Vec::new()),
        };
        let accepts_fields = fields(&accepts);
        let (to, accepts_fields) = match &operation.action {
            Action::Transition { field, to } => {
                let field = find(self.entity, field);
                let member = |to: &String| field.as_ref()?.kind.members().iter().find(|m| m.value == *to).cloned();
                (to.as_ref().and_then(member), if to.is_none() { field.into_iter().collect() } else { Vec::new() })
            }
            _ => (None, accepts_fields),
        };
        let has_body = match action {
            "create" | "update" | "replace" | "list" => true,
            "transition" => to.is_none(),
            "custom" => !accepts.is_empty(),
            _ => false,
        };
        let subject = if action == "list" { snake(&self.resource.name) } else { self.entity.ident.clone() };
        Operation {
            id: operation.id.clone(),
            name: operation.name.clone(),
            ident: self.given.rules.identifier.mend(&snake(&operation.name)),
            route: self.routes.take(&format!("{}_{subject}", snake(&operation.name))),
            action,
            method: operation.method.as_str(),
            local: operation.path.strip_prefix(self.path).unwrap_or(&operation.path).to_owned(),
            path: operation.path.clone(),
            parameter: operation.parameter.clone(),
            roles: self.roles.iter().filter(|role| operation.roles.contains(&role.id)).cloned().collect(),
            success: operation.success,
            failures: operation.failures.clone(),
            summary: operation.summary.clone(),
            page: (action == "list").then(|| self.page(&operation.name)),
            body: has_body.then(|| self.body(&operation.name, action)),
            body_summary: self.body_summary(action, &operation.name),
            accepts: accepts_fields,
            accepts_parts: Vec::new(),
            accepts_names: accepts,
            filter,
            sorts: sort.iter().filter(|field| !field.key).chain(&self.entity.key).cloned().collect(),
            sort,
            to,
            publishes: self.events.iter().filter(|event| event.after.contains(&operation.id)).cloned().collect(),
            trial: Trial::default(),
        }
    }

    /// The class of the body: of the entity's family where the operation has the name of its action.
    fn body(&mut self, name: &str, action: &str) -> String {
        match action {
            "list" if name == "list" => format!("{}Query", self.stem),
            action if action == name => format!("{}{}", self.stem, camel(name)),
            _ => self.given.class(&format!("{}{}", self.stem, camel(name))),
        }
    }
}

impl Maker<'_, '_, '_> {
    fn page(&mut self, name: &str) -> String {
        if name == "list" {
            format!("{}Page", self.stem)
        } else {
            self.given.class(&format!("{}{}Page", self.stem, camel(name)))
        }
    }

    fn body_summary(&self, action: &str, name: &str) -> String {
        let a = &self.entity.a;
        match action {
            "create" => format!("What a caller gives for a new {}.", self.entity.words),
            "update" => format!("What of {a} is changed; what is left out stays as it is."),
            "replace" => format!("The whole new content of {a}."),
            "custom" => format!("What a caller gives to {} {a}.", name.replace('_', " ")),
            _ => format!("Where {a} is moved to."),
        }
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn find(entity: &Entity, name: &str) -> Option<Field> {
    entity.fields.iter().find(|field| field.name == name).cloned()
}
