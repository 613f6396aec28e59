//! Failures in the words of the service: what each status means for each operation.

use super::words;
use crate::plan::{Action, Entity, Operation, Plan, Resource};

/// The reason phrase of a status (RFC 9110).
pub(super) fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Error",
    }
}

/// What a status of failure means when this operation gives it.
pub(super) fn meaning(plan: &Plan, resource: &Resource, operation: &Operation, status: u16) -> String {
    let Some(entity) = plan.entity(&resource.entity) else { return phrase(status).to_owned() };
    match status {
        401 => "The bearer token is missing, expired or not signed by the issuer".to_owned(),
        403 => forbidden(operation),
        404 => not_found(entity, resource),
        409 if keyed(plan, operation) => in_use(plan, entity),
        409 => conflict(plan, entity, operation),
        412 => format!("The {} changed since the version that If-Match names", entity.words),
        428 => "If-Match is missing".to_owned(),
        422 if keyed(plan, operation) => {
            format!("{}; or the Idempotency-Key came with another body before", invalid(entity, operation))
        }
        422 => invalid(entity, operation),
        other => general(other).unwrap_or_else(|| phrase(other)).to_owned(),
    }
}

/// What a status means whatever the operation; `None` where that depends on it.
pub(super) fn general(status: u16) -> Option<&'static str> {
    Some(match status {
        400 => "The request is not well-formed JSON or HTTP",
        413 => "The body is larger than the service takes",
        415 => "The body is not application/json",
        429 => "The caller sends more requests than it may; Retry-After says when to come back",
        500 => "A defect; the log has it under the request id",
        503 => "The database cannot be reached; Retry-After says when to come back",
        _ => return None,
    })
}

fn forbidden(operation: &Operation) -> String {
    match operation.roles.as_slice() {
        [] => "The caller may not do this".to_owned(),
        [role] => format!("The caller does not have the role {role}"),
        roles => format!("The caller has none of the roles {}", words::alternatives(roles)),
    }
}

fn not_found(entity: &Entity, resource: &Resource) -> String {
    match &resource.owner {
        Some(_) => format!("No {} has this id, or it belongs to another caller", entity.words),
        None => format!("No {} has this id", entity.words),
    }
}

/// Whether an operation takes an `Idempotency-Key`.
pub(super) fn keyed(plan: &Plan, operation: &Operation) -> bool {
    matches!(operation.action, Action::Create { .. }) && plan.builds("idempotency", "idempotency-key")
}

fn in_use(plan: &Plan, entity: &Entity) -> String {
    let mut meaning = "The first request with the same Idempotency-Key is still at work".to_owned();
    let unique = unique(entity);
    if !unique.is_empty() {
        meaning.push_str(&format!(", or another {} has the same {}", entity.words, unique.join(" or ")));
    }
    if plan.relationships_to(&entity.name).any(|link| !link.owned) {
        meaning.push_str(", or something that it refers to is not there");
    }
    meaning
}

fn conflict(plan: &Plan, entity: &Entity, operation: &Operation) -> String {
    if let Action::Transition { field, to } = &operation.action {
        return match to {
            Some(to) => format!("The lifecycle allows no move to {to} from the {field} it has"),
            None => format!("The lifecycle does not allow this move of {field}"),
        };
    }
    let unique = unique(entity);
    if matches!(operation.action, Action::Delete) || unique.is_empty() {
        let held = plan.relationships_from(&entity.name).find(|r| !r.owned && !r.optional);
        return match held.and_then(|r| plan.entity(&r.to)) {
            Some(other) => format!("{} still refer to it", words::capital(&other.plural)),
            None => format!("Another request changed the {} at the same moment", entity.words),
        };
    }
    format!("Another {} has the same {}", entity.words, unique.join(" or "))
}

/// The fields, or sets of fields, that two entities must not share.
pub(super) fn unique(entity: &Entity) -> Vec<String> {
    let single = entity.fields.iter().filter(|f| f.unique && !f.key).map(|f| f.name.clone());
    single.chain(entity.unique.iter().map(|set| words::series(set))).collect()
}

fn invalid(entity: &Entity, operation: &Operation) -> String {
    match &operation.action {
        Action::Create { accepts }
        | Action::Update { accepts }
        | Action::Replace { accepts }
        | Action::Custom { accepts } => {
            let ruled = |name: &&String| {
                let field = entity.fields.iter().find(|field| field.name == **name);
                field.is_none_or(|field| super::field::rules(field) > 0 || !field.optional)
            };
            let names: Vec<String> = accepts.iter().filter(ruled).cloned().collect();
            match names.as_slice() {
                [] => "A field is unknown or of another type".to_owned(),
                names => format!("A rule on {} is broken, or a field is unknown", words::alternatives(names)),
            }
        }
        Action::List { filter, sort } => {
            let mut names = vec!["limit".to_owned(), "cursor".to_owned()];
            names.extend(filter.iter().cloned());
            if !sort.is_empty() {
                names.push("sort".to_owned());
            }
            format!("One of {} has a value that it cannot have", words::series(&names))
        }
        Action::Transition { field, to: None } => format!("The {field} is none of its values"),
        Action::Get | Action::Delete | Action::Transition { .. } => {
            let key = entity.fields.iter().find(|field| field.key);
            let kind = key.map_or_else(|| "id".to_owned(), |key| super::field::kind(&key.kind));
            let parameter = operation.parameter.as_deref().unwrap_or("id");
            format!("The {parameter} is not of type {kind}")
        }
    }
}
