//! Responses of operations: the success and every planned failure.

use super::reference;
use super::schemas::Schemas;
use crate::document::ordered::{Json, Object};
use crate::document::{blocks, example, problem, schema};
use crate::plan::{Action, Entity, Operation, Plan, Resource};

/// Every response of an operation by status.
pub(super) fn of(
    plan: &Plan,
    resource: &Resource,
    entity: &Entity,
    operation: &Operation,
    schemas: &mut Schemas,
) -> Object {
    let status = operation.success.to_string();
    let mut responses = Object::of(&status, success(plan, resource, entity, operation, schemas));
    for status in &operation.failures {
        schemas.problem();
        let meaning = problem::meaning(plan, resource, operation, *status);
        responses.put(&status.to_string(), failure(*status, &meaning));
    }
    responses
}

fn success(plan: &Plan, resource: &Resource, entity: &Entity, operation: &Operation, schemas: &mut Schemas) -> Object {
    let mut response = Object::of("description", outcome(entity, &operation.action, operation.success));
    let Some(name) = schema::response(plan, resource, operation) else { return response };
    let headers = headers(plan, entity, operation);
    if !headers.is_empty() {
        response.put("headers", headers);
    }
    schemas.read(plan, entity);
    if matches!(operation.action, Action::List { .. }) {
        schemas.page(plan, entity);
    }
    let media = Object::of("schema", reference(&name)).with("example", blocks::answer(plan, entity, operation));
    response.with("content", Object::of("application/json", media))
}

fn outcome(entity: &Entity, action: &Action, status: u16) -> String {
    let words = &entity.words;
    match action {
        Action::Create { .. } => format!("The {words} was created"),
        Action::Get => format!("The {words}"),
        Action::List { .. } => format!("A page of {}", entity.plural),
        Action::Update { .. } | Action::Replace { .. } => format!("The {words} as it is now"),
        Action::Custom { .. } if status == 204 => "It is done".to_owned(),
        Action::Custom { .. } => format!("The {words} as it is now"),
        Action::Delete if status == 204 => format!("The {words} is gone"),
        Action::Delete => format!("The {words} as it was"),
        Action::Transition { field, .. } => format!("The {words} with its new {}", field.replace('_', " ")),
    }
}

fn headers(plan: &Plan, entity: &Entity, operation: &Operation) -> Object {
    let mut headers = Object::default();
    if let Action::Create { .. } = operation.action {
        let one = plan.operations().find(|o| o.action == Action::Get && o.path.starts_with(&operation.path));
        let example = one.map_or_else(|| operation.path.clone(), |get| example::path(plan, entity, get));
        headers.put("Location", header(&format!("Path of the {}", entity.words), "uri-reference", &example));
    }
    if problem::keyed(plan, operation) {
        let schema = Object::of("type", "string").with("const", "true");
        let description = "There where the answer is one that the Idempotency-Key got before";
        headers.put("Idempotency-Replayed", Object::of("description", description).with("schema", schema));
    }
    let versioned = plan.operations().any(|o| o.failures.contains(&412) || o.failures.contains(&428));
    if versioned && !matches!(operation.action, Action::List { .. } | Action::Delete) {
        let description = format!("Version of the {}, to be sent back as If-Match", entity.words);
        let schema = Object::of("type", "string");
        headers.put("ETag", Object::of("description", description).with("schema", schema).with("example", "\"3\""));
    }
    headers
}

fn header(description: &str, format: &str, example: &str) -> Object {
    let schema = Object::of("type", "string").with("format", format);
    Object::of("description", description).with("schema", schema).with("example", example)
}

fn failure(status: u16, meaning: &str) -> Object {
    let mut response = Object::of("description", meaning);
    if status == 401 {
        let schema = Object::of("type", "string");
        let challenge = Object::of("description", "How to authenticate").with("schema", schema);
        response.put("headers", Object::of("WWW-Authenticate", challenge));
    }
    if status == 429 || status == 503 {
        let schema = Object::of("type", "integer").with("minimum", 0);
        let after = Object::of("description", "Seconds to wait before the next attempt").with("schema", schema);
        response.put("headers", Object::of("Retry-After", after));
    }
    let example = Object::of("type", "about:blank")
        .with("title", problem::phrase(status))
        .with("status", i64::from(status))
        .with("detail", format!("{meaning}."));
    let media = Object::of("schema", reference("Problem")).with("example", example);
    response.with("content", Object::of("application/problem+json", media))
}

/// A response of a health path.
pub(super) fn health(description: &str, status: &str) -> Object {
    let example: Json = Object::of("status", status).into();
    let media = Object::of("schema", reference("Health")).with("example", example);
    Object::of("description", description).with("content", Object::of("application/json", media))
}
