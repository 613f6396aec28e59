//! Paths and their operations.

use super::schemas::Schemas;
use super::{BEARER, operation_id, parameters, reference, responses};
use crate::document::ordered::{Json, Object, array};
use crate::document::{blocks, example, prose, schema};
use crate::plan::{Action, Authentication, Entity, Operation, Plan, Resource};

/// Every path with its operations, then the health paths.
pub(super) fn paths(plan: &Plan, schemas: &mut Schemas) -> Object {
    let mut paths: Vec<(String, Object)> = Vec::new();
    for resource in &plan.api.resources {
        let Some(entity) = plan.entity(&resource.entity) else { continue };
        for operation in &resource.operations {
            let object = self::operation(plan, resource, entity, operation, schemas);
            let method = operation.method.as_str().to_ascii_lowercase();
            match paths.iter_mut().find(|(path, _)| *path == operation.path) {
                Some((_, item)) => item.put(&method, object),
                None => paths.push((operation.path.clone(), Object::of(&method, object))),
            }
        }
    }
    paths.extend(health(plan, schemas));
    let mut object = Object::default();
    paths.into_iter().for_each(|(path, item)| object.put(&path, item));
    object
}

fn operation(
    plan: &Plan,
    resource: &Resource,
    entity: &Entity,
    operation: &Operation,
    schemas: &mut Schemas,
) -> Object {
    let summary = prose::plain(&prose::line(&operation.summary));
    let mut object = Object::of("operationId", operation_id(plan, resource, operation))
        .with("tags", array([resource.name.as_str()]))
        .with("summary", summary.trim_end_matches('.'));
    if !operation.roles.is_empty() {
        object.put("x-roles", array(operation.roles.iter().map(String::as_str)));
    }
    let parameters = parameters::of(plan, entity, operation);
    if !parameters.is_empty() {
        object.put("parameters", array(parameters));
    }
    if let Some(body) = request_body(plan, resource, entity, operation, schemas) {
        object.put("requestBody", body);
    }
    object.put("responses", responses::of(plan, resource, entity, operation, schemas));
    if plan.api.authentication == Authentication::Jwt {
        object.put("security", array([Object::of(BEARER, array(Vec::<Json>::new()))]));
    }
    object
}

fn request_body(
    plan: &Plan,
    resource: &Resource,
    entity: &Entity,
    operation: &Operation,
    schemas: &mut Schemas,
) -> Option<Object> {
    let name = schema::request(plan, resource, operation)?;
    let example: Json = match &operation.action {
        Action::Create { accepts } => {
            let owner = resource.owner.as_ref().map(|owner| owner.field.as_str());
            schemas.create(plan, &name, entity, accepts, owner);
            example::request(plan, entity, accepts).into()
        }
        Action::Custom { accepts } => {
            schemas.custom(plan, &name, entity, accepts, &operation.summary);
            example::request(plan, entity, accepts).into()
        }
        Action::Replace { accepts } => {
            schemas.create(plan, &name, entity, accepts, None);
            example::request(plan, entity, accepts).into()
        }
        Action::Update { accepts } => {
            schemas.update(plan, &name, entity, accepts);
            example::request(plan, entity, accepts).into()
        }
        Action::Transition { field, .. } => {
            schemas.transition(&name, entity, field);
            Object::of(field, blocks::next_state(entity)).into()
        }
        Action::Get | Action::List { .. } | Action::Delete => return None,
    };
    let media = Object::of("schema", reference(&name)).with("example", example);
    Some(Object::of("required", true).with("content", Object::of("application/json", media)))
}

/// The health paths that the decision on probes asks for.
fn health(plan: &Plan, schemas: &mut Schemas) -> Vec<(String, Object)> {
    let base = &plan.api.health_path;
    let (live, ready, startup) = (format!("{base}/live"), format!("{base}/ready"), format!("{base}/startup"));
    let probes = match plan.chosen("health-probes") {
        Some("one-endpoint") => vec![(base.clone(), "Whether the service can take traffic", true)],
        _ => vec![
            (live, "Whether the process is up", false),
            (ready, "Whether the service can take traffic", true),
            (startup, "Whether the service has been ready since it was started", true),
        ],
    };
    schemas.health();
    let paths = probes.into_iter().map(|(path, summary, ready)| {
        let mut responses = Object::of("200", responses::health("It is", "ok"));
        if ready {
            responses.put("503", responses::health("A dependency is down", "unavailable"));
        }
        let id = path.rsplit('/').next().unwrap_or_default().replace('-', "_");
        let get = Object::of("operationId", id)
            .with("tags", array(["health"]))
            .with("summary", summary)
            .with("responses", responses)
            .with("security", array(Vec::<Json>::new()));
        (path, Object::of("get", get))
    });
    paths.collect()
}
