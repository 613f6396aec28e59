//! The planned contract as an OpenAPI 3.1 document.
//!
//! Keys stand in the order in which people read them. The same names of schemas are used by the tables of the
//! architecture plan (`schema`) and by the generated service.

mod operations;
mod parameters;
mod responses;
mod schemas;

use super::ordered::{self, Json, Object, array};
use super::words;
use crate::plan::{Action, Authentication, Operation, Plan, Resource};
pub(super) use schemas::Schemas;

/// The OpenAPI 3.1.0 document of the plan. Its keys stand in reading order in every serialisation;
/// [`openapi_yaml`] is its YAML text.
pub fn openapi(plan: &Plan) -> serde_yaml::Value {
    let mut schemas = Schemas::default();
    let paths = operations::paths(plan, &mut schemas);
    let mut document = Object::of("openapi", "3.1.0").with("info", info(plan));
    document.put("servers", array([Object::of("url", "/").with("description", "Where the service is deployed")]));
    document.put("tags", tags(plan));
    document.put("paths", paths);
    document.put("components", components(plan, schemas));
    document.into()
}

/// The same document as YAML text, which no reader takes for anything else.
pub fn openapi_yaml(plan: &Plan) -> String {
    ordered::yaml(&openapi(plan))
}

pub(super) fn info(plan: &Plan) -> Object {
    let service = &plan.service;
    let given = |text: &String| (!text.is_empty()).then(|| text.trim().to_owned());
    Object::of("title", service.title.as_str())
        .with("version", service.version.as_str())
        .with_some("description", given(&service.summary))
        .with_some("contact", given(&service.owner).map(|owner| Object::of("name", owner)))
}

fn tags(plan: &Plan) -> Json {
    let resources = plan.api.resources.iter().map(|resource| {
        let plural = plan.entity(&resource.entity).map_or(resource.name.as_str(), |entity| entity.plural.as_str());
        let said = resource.summary.trim();
        let description = if said.is_empty() { words::capital(plural) } else { said.to_owned() };
        Object::of("name", resource.name.as_str()).with("description", description)
    });
    let health = Object::of("name", "health").with("description", "Whether the service is up and can take traffic");
    // A resource of that name keeps its own tag.
    let taken = plan.api.resources.iter().any(|resource| resource.name == "health");
    array(resources.chain((!taken).then_some(health)))
}

fn components(plan: &Plan, schemas: Schemas) -> Object {
    let mut components = Object::of("schemas", schemas.into_object());
    if plan.api.authentication == Authentication::Jwt {
        let scheme = Object::of("type", "http")
            .with("scheme", "bearer")
            .with("bearerFormat", "JWT")
            .with("description", "Access token of the issuer, in the Authorization header");
        components.put("securitySchemes", Object::of(BEARER, scheme));
    }
    components
}

/// Name of the security scheme.
const BEARER: &str = "bearer";

/// Name of an operation that generators of clients can use as a function's name, such as `create_order` and
/// `list_orders`; unique in the service.
fn operation_id(plan: &Plan, resource: &Resource, operation: &Operation) -> String {
    let name = named(resource, operation);
    let first = plan.api.resources.iter().find(|other| other.operations.iter().any(|o| named(other, o) == name));
    match first {
        Some(first) if first.name != resource.name => format!("{name}_{}", heck::AsSnakeCase(&resource.name)),
        _ => name,
    }
}

fn named(resource: &Resource, operation: &Operation) -> String {
    let list = matches!(operation.action, Action::List { .. });
    let subject = if list { &resource.name } else { &resource.entity };
    format!("{}_{}", heck::AsSnakeCase(&operation.name), heck::AsSnakeCase(subject))
}

pub(super) fn reference(schema: &str) -> Object {
    Object::of("$ref", format!("#/components/schemas/{schema}"))
}
