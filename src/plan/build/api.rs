//! What callers can do: methods, paths, statuses.

use super::{text, texts};
use crate::plan::Decision;
use crate::plan::element::{
    Action, Api, Authentication, Entity, Method, Operation, Owner, Relationship, Resource, Role, Scope,
};
use crate::source::Spanned;
use crate::spec::{self, ResourceKind, Spec, snake};

/// The resolved API.
pub(super) fn api(spec: &Spec, entities: &[Entity], relationships: &[Relationship], decisions: &[Decision]) -> Api {
    let base_path = text(spec.api.base_path.as_ref());
    let builds = |id: &str, option: &str| decisions.iter().any(|made| made.id.as_str() == id && made.builds(option));
    let keyed = builds("idempotency", "idempotency-key");
    let limited = builds("rate-limiting", "in-service");
    let building = Building { spec, entities, relationships, base_path: &base_path, keyed, limited };
    let is_health =
        |resource: &spec::Resource| resource.kind.as_ref().is_some_and(|kind| kind.value == ResourceKind::Health);
    let health = spec.api.resources.iter().find(|(_, resource)| is_health(resource));
    Api {
        authentication: authentication(&spec.api),
        roles: spec.api.roles.iter().map(|(id, record)| role(id, record)).collect(),
        resources: spec.api.resources.iter().filter_map(|(name, resource)| building.resource(name, resource)).collect(),
        // Probes stand beside the versioned API: an orchestrator does not care for versions.
        health_path: format!("/{}", health.map_or("health", |(name, _)| name.value.as_str())),
        base_path,
    }
}

fn authentication(api: &spec::Api) -> Authentication {
    match api.authentication.as_ref().map(|authentication| authentication.value) {
        Some(spec::Authentication::Jwt) => Authentication::Jwt,
        None if !api.roles.is_empty() => Authentication::Jwt,
        Some(spec::Authentication::None) | None => Authentication::None,
    }
}

/// The word of the spec's language for how callers prove who they are.
pub(in crate::plan) fn authentication_word(api: &spec::Api) -> &'static str {
    match authentication(api) {
        Authentication::None => "none",
        Authentication::Jwt => "jwt",
    }
}

fn role(id: &str, role: &spec::Role) -> Role {
    let scope = match role.scope.as_ref().map(|scope| scope.value) {
        Some(spec::Scope::Own) => Scope::Own,
        Some(spec::Scope::Any) | None => Scope::Any,
    };
    Role { id: id.to_owned(), summary: role.summary.value.trim().to_owned(), scope }
}

struct Building<'a> {
    spec: &'a Spec,
    entities: &'a [Entity],
    relationships: &'a [Relationship],
    base_path: &'a str,
    /// Whether creations take an `Idempotency-Key`.
    keyed: bool,
    /// Whether the service itself counts the requests of a caller.
    limited: bool,
}

impl Building<'_> {
    fn resource(&self, name: &Spanned<String>, resource: &spec::Resource) -> Option<Resource> {
        let entity_name = resource.entity.as_ref()?;
        let entity = self.entities.iter().find(|entity| entity.name == entity_name.value)?;
        let operations = resource
            .operations
            .0
            .iter()
            .map(|(operation, record)| self.operation(name, operation, record, entity, resource));
        Some(Resource {
            name: name.value.clone(),
            entity: entity.name.clone(),
            owner: resource.owner.as_ref().map(|field| Owner { field: field.value.clone() }),
            summary: text(resource.summary.as_deref()),
            operations: operations.collect(),
            place: name.span,
        })
    }

    fn operation(
        &self,
        resource: &str,
        name: &Spanned<String>,
        operation: &spec::Operation,
        entity: &Entity,
        of: &spec::Resource,
    ) -> Operation {
        let action = self.action(name, operation, entity);
        let collection = format!("{}/{resource}", self.base_path);
        let parameter = parameter(operation, entity);
        let (method, path) = match &action {
            Action::Create { .. } => (Method::Post, collection),
            Action::List { .. } => (Method::Get, collection),
            Action::Get => (Method::Get, format!("{collection}/{{{parameter}}}")),
            Action::Update { .. } => (Method::Patch, format!("{collection}/{{{parameter}}}")),
            Action::Replace { .. } => (Method::Put, format!("{collection}/{{{parameter}}}")),
            Action::Delete => (Method::Delete, format!("{collection}/{{{parameter}}}")),
            Action::Transition { .. } | Action::Custom { .. } => {
                (method(operation), self.transition_path(&collection, name, operation, &parameter))
            }
        };
        let on_one = on_one(&action, operation);
        let success = match action {
            Action::Create { .. } => 201,
            Action::Delete => 204,
            Action::Custom { .. } if !on_one => 204,
            _ => 200,
        };
        Operation {
            id: format!("{resource}.{}", name.value),
            name: name.value.clone(),
            failures: self.failures(&action, operation, entity, of),
            summary: operation
                .summary
                .as_ref()
                .map_or_else(|| summary(name, &action, entity), |summary| summary.value.trim().to_owned()),
            parameter: on_one.then_some(parameter),
            action,
            method,
            path,
            roles: texts(&operation.roles),
            success,
            place: name.span,
        }
    }

    fn transition_path(&self, collection: &str, name: &str, operation: &spec::Operation, parameter: &str) -> String {
        match &operation.path {
            Some(path) => format!("{collection}{}", path.value),
            None => format!("{collection}/{{{parameter}}}/{}", name.replace('_', "-")),
        }
    }

    fn action(&self, name: &str, operation: &spec::Operation, entity: &Entity) -> Action {
        if let Some(field) = &operation.transition {
            return Action::Transition {
                field: field.value.clone(),
                to: operation.to.as_ref().map(|to| to.value.clone()),
            };
        }
        let stated = texts(&operation.accepts);
        if operation.custom.value {
            return Action::Custom { accepts: stated };
        }
        let accepts = |usual: Vec<String>| if stated.is_empty() { usual } else { stated.clone() };
        match name {
            "create" => Action::Create {
                accepts: accepts(self.writable(entity).into_iter().chain(self.parts(entity)).collect()),
            },
            "update" => Action::Update { accepts: accepts(self.writable(entity)) },
            "replace" => Action::Replace { accepts: accepts(self.writable(entity)) },
            "delete" => Action::Delete,
            "list" => Action::List { filter: texts(&operation.filter), sort: texts(&operation.sort) },
            _ => Action::Get,
        }
    }

    /// Fields and links that a caller may give: neither key nor computed, and no state of a lifecycle.
    fn writable(&self, entity: &Entity) -> Vec<String> {
        let state = entity.lifecycle.as_ref().map(|lifecycle| lifecycle.field.as_str());
        let fields = entity
            .fields
            .iter()
            .filter(|field| !field.key && field.computed.is_none() && Some(field.name.as_str()) != state);
        let links =
            self.relationships.iter().filter(|relationship| relationship.to == entity.name && !relationship.owned);
        fields.map(|field| field.name.clone()).chain(links.map(|link| link.foreign_key.clone())).collect()
    }

    fn parts(&self, entity: &Entity) -> Vec<String> {
        let owned =
            self.relationships.iter().filter(|relationship| relationship.from == entity.name && relationship.owned);
        owned.map(|relationship| relationship.name.clone()).collect()
    }

    /// Statuses of failure: 400 and 413 of a body, 401 and 403 of a caller, 404 of an id, 409 of a state, a
    /// constraint or an `Idempotency-Key` that is in use, 412 of `If-Match` (RFC 9110), 422 of values, 429 of a caller
    /// that asks too often.
    fn failures(&self, action: &Action, operation: &spec::Operation, entity: &Entity, of: &spec::Resource) -> Vec<u16> {
        let mut failures = vec![422];
        let has_body = matches!(
            action,
            Action::Create { .. }
                | Action::Update { .. }
                | Action::Replace { .. }
                | Action::Transition { to: None, .. }
        ) || matches!(action, Action::Custom { accepts } if !accepts.is_empty());
        if has_body {
            failures.extend([400, 413]);
        }
        if authentication(&self.spec.api) == Authentication::Jwt {
            failures.push(401);
        }
        if !operation.roles.is_empty() || of.owner.is_some() {
            failures.push(403);
        }
        if on_one(action, operation) {
            failures.push(404);
        }
        if self.limited {
            failures.push(429);
        }
        match action {
            Action::Update { .. } | Action::Replace { .. } | Action::Transition { .. } => failures.extend([409, 412]),
            Action::Delete => failures.extend([409, 412]),
            Action::Custom { .. } if on_one(action, operation) => failures.extend([409, 412]),
            Action::Custom { .. } => failures.push(409),
            Action::Create { .. } if self.keyed || self.can_clash(entity) => failures.push(409),
            _ => {}
        }
        failures.sort_unstable();
        failures
    }

    /// Whether a new entity can clash with what is there: unique values, or a link to what is not there.
    fn can_clash(&self, entity: &Entity) -> bool {
        let links =
            || self.relationships.iter().any(|relationship| relationship.to == entity.name && !relationship.owned);
        !entity.unique.is_empty() || entity.fields.iter().any(|field| field.unique) || links()
    }
}

fn method(operation: &spec::Operation) -> Method {
    match operation.method.as_ref().map(|method| method.value) {
        Some(spec::Method::Get) => Method::Get,
        Some(spec::Method::Put) => Method::Put,
        Some(spec::Method::Patch) => Method::Patch,
        Some(spec::Method::Delete) => Method::Delete,
        Some(spec::Method::Post) | None => Method::Post,
    }
}

/// Whether an operation is about one entity, which its path names.
fn on_one(action: &Action, operation: &spec::Operation) -> bool {
    match action {
        Action::Create { .. } | Action::List { .. } => false,
        Action::Custom { .. } => operation.path.as_ref().is_none_or(|path| path.value.contains('{')),
        _ => true,
    }
}

/// Name of the path parameter: the one that the path says, else made of the entity and its key.
fn parameter(operation: &spec::Operation, entity: &Entity) -> String {
    let stated = operation.path.as_ref().and_then(|path| path.value.split(['{', '}']).nth(1).map(str::to_owned));
    stated.unwrap_or_else(|| {
        let key = entity.fields.iter().find(|field| field.key).map_or("id", |field| field.name.as_str());
        let words = snake(&entity.name);
        if key.starts_with(&format!("{words}_")) { key.to_owned() } else { format!("{words}_{key}") }
    })
}

fn summary(name: &str, action: &Action, entity: &Entity) -> String {
    let article = if entity.words.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    let words = &entity.words;
    match action {
        Action::Create { .. } => format!("Create {article} {words}"),
        Action::Get => format!("Return one {words}"),
        Action::List { .. } => format!("Return a page of {}", entity.plural),
        Action::Update { .. } => format!("Change some fields of {article} {words}"),
        Action::Replace { .. } => format!("Replace {article} {words}"),
        Action::Delete => format!("Delete {article} {words}"),
        Action::Custom { .. } => {
            let done = name.replace('_', " ");
            format!("{}{} {article} {words}", done[..1].to_uppercase(), &done[1..])
        }
        Action::Transition { field, to: None } => {
            format!("Move {article} {words} to another {}", field.replace('_', " "))
        }
        Action::Transition { to: Some(to), .. } => format!("Move {article} {words} to {to}"),
    }
}
