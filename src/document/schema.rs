//! Names of the schemas that operations take and give. The OpenAPI document and the tables use the same ones.

use crate::plan::{Action, Operation, Plan, Resource};

/// The schema that a caller sends.
pub(super) fn request(plan: &Plan, resource: &Resource, operation: &Operation) -> Option<String> {
    let entity = &resource.entity;
    match &operation.action {
        Action::Create { .. } => Some(numbered(plan, resource, entity, "Create")),
        Action::Update { .. } => Some(numbered(plan, resource, entity, "Update")),
        Action::Replace { .. } => Some(numbered(plan, resource, entity, "Replace")),
        Action::Transition { to: None, .. } => Some(format!("{entity}{}", heck::AsUpperCamelCase(&operation.name))),
        Action::Custom { accepts } if !accepts.is_empty() => {
            Some(format!("{entity}{}", heck::AsUpperCamelCase(&operation.name)))
        }
        Action::Custom { .. } | Action::Transition { .. } | Action::Get | Action::List { .. } | Action::Delete => None,
    }
}

/// The schema that a caller gets.
pub(super) fn response(_: &Plan, resource: &Resource, operation: &Operation) -> Option<String> {
    if operation.success == 204 {
        return None;
    }
    Some(match &operation.action {
        Action::List { .. } => format!("{}Page", resource.entity),
        _ => format!("{}Read", resource.entity),
    })
}

/// Two resources may offer one entity and take different fields: the second has its own schema.
fn numbered(plan: &Plan, resource: &Resource, entity: &str, suffix: &str) -> String {
    let mut same = plan.api.resources.iter().filter(|other| other.entity == entity);
    match same.next() {
        Some(first) if first.name != resource.name => {
            format!("{entity}{}{suffix}", heck::AsUpperCamelCase(&resource.name))
        }
        _ => format!("{entity}{suffix}"),
    }
}
