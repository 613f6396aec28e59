//! Parameters of operations: path, query and header.

use super::schemas;
use crate::document::ordered::{Json, Object, array};
use crate::document::{example, problem};
use crate::plan::{Action, Entity, Operation, Plan};

/// Every parameter of an operation: path first, then query, then headers.
pub(super) fn of(plan: &Plan, entity: &Entity, operation: &Operation) -> Vec<Object> {
    let mut parameters = Vec::new();
    parameters.extend(path(entity, operation));
    if let Action::List { filter, sort } = &operation.action {
        parameters.extend(page(plan));
        parameters.extend(filter.iter().filter_map(|name| self::filter(entity, name)));
        parameters.extend(self::sort(entity, sort));
    }
    parameters.extend(headers(plan, operation));
    parameters
}

fn path(entity: &Entity, operation: &Operation) -> Option<Object> {
    let name = operation.parameter.as_ref()?;
    let key = entity.fields.iter().find(|field| field.key)?;
    Some(
        Object::of("name", name.as_str())
            .with("in", "path")
            .with("required", true)
            .with("description", format!("Which {}", entity.words))
            .with("schema", schemas::bare(key))
            .with("example", example::field(entity, key)),
    )
}

fn page(plan: &Plan) -> Vec<Object> {
    let limit = Object::of("type", "integer").with("minimum", 1).with("maximum", 100).with("default", 20);
    let limit = query("limit", "How many entries at most", limit);
    match plan.chosen("pagination") {
        Some("whole-list") => Vec::new(),
        Some("offset") => {
            let offset = Object::of("type", "integer").with("minimum", 0).with("default", 0);
            vec![limit, query("offset", "How many entries to leave out", offset)]
        }
        _ => {
            let cursor = Object::of("type", "string").with("pattern", "^[A-Za-z0-9_-]+$").with("maxLength", 2048);
            vec![limit, query("cursor", "Where the page starts: `next_cursor` of the page before it", cursor)]
        }
    }
}

fn filter(entity: &Entity, name: &str) -> Option<Object> {
    let field = entity.fields.iter().find(|field| field.name == name)?;
    Some(query(name, &format!("Only {} with this {}", entity.plural, name.replace('_', " ")), schemas::bare(field)))
}

/// The fields that a page can be sorted by. Its key is always one of them: the newest come first where nobody asks.
fn sort(entity: &Entity, fields: &[String]) -> Option<Object> {
    let key = &entity.fields.iter().find(|field| field.key)?.name;
    let names: Vec<&String> = fields.iter().chain((!fields.contains(key)).then_some(key)).collect();
    let values = names.into_iter().flat_map(|field| [field.clone(), format!("-{field}")]);
    let schema = Object::of("type", "string").with("enum", array(values)).with("default", format!("-{key}"));
    Some(query("sort", "Field to sort by; descending after `-`", schema))
}

fn headers(plan: &Plan, operation: &Operation) -> Vec<Object> {
    let mut headers = Vec::new();
    if problem::keyed(plan, operation) {
        let schema = Object::of("type", "string").with("pattern", "^[!-~]{1,255}$");
        headers.push(header(
            "Idempotency-Key",
            "Makes it safe to send the request again: the first answer to a key is given again",
            false,
            schema,
        ));
    }
    if operation.failures.contains(&412) || operation.failures.contains(&428) {
        let schema = Object::of("type", "string").with("maxLength", 1024).with("examples", array(["\"3\""]));
        let required = operation.failures.contains(&428);
        headers.push(header("If-Match", "ETag of the version that the change is meant for", required, schema));
    }
    headers
}

fn query(name: &str, description: &str, schema: impl Into<Json>) -> Object {
    Object::of("name", name).with("in", "query").with("description", description).with("schema", schema)
}

fn header(name: &str, description: &str, required: bool, schema: Object) -> Object {
    Object::of("name", name)
        .with("in", "header")
        .with("required", required)
        .with("description", description)
        .with("schema", schema)
}
