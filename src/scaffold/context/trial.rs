//! What tests send to an operation and what they may expect, worked out from its constraints.

use super::Role;
use super::entity::{Entity, Field, Member, Part};
use super::resource::Operation;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// From one state to another.
type Step = (Member, Member);

/// Requests for the tests of an operation.
#[derive(Clone, Debug, Default, Serialize)]
pub(in crate::scaffold) struct Trial {
    /// The path with the key of nothing in it.
    example_path: String,
    /// A body that is accepted, keys of others left out; and one that changes every value that can change.
    sample: Value,
    change: Value,
    /// Members of the sample, and of the change, that callers see again as they gave them.
    shown_sample: Vec<String>,
    shown_change: Vec<String>,
    /// One member changed, where a partial update can be told by it.
    one_change: Option<Value>,
    /// Members that must not be null.
    required: Vec<String>,
    /// Members out of their bounds.
    invalid: Vec<Value>,
    /// Computed fields with the values that the sample gives them.
    totals: Vec<(String, Value)>,
    /// The body of a lawful step from the first state.
    step: Value,
    /// Whether the operation can succeed on something new.
    lawful: bool,
    lawful_moves: Vec<Step>,
    unlawful_moves: Vec<Step>,
    /// A role that may do it and sees only its own; none in the service without roles.
    own_role: Option<Role>,
    /// Whether there is such a role, or no roles at all.
    own: bool,
}

impl Trial {
    pub(super) fn of(operation: &Operation, entity: Option<&Entity>, owner: Option<&Field>, roles: &[Role]) -> Self {
        let given = |field: &&Field| field.role == "data" && owner.is_none_or(|owner| owner.name != field.name);
        let fields: Vec<_> = operation.accepts.iter().filter(given).collect();
        let (lawful_moves, unlawful_moves) = moves(operation, entity);
        let first = entity.and_then(Entity::initial);
        let step = lawful_moves.iter().find(|(from, _)| first.is_some_and(|first| first.value == from.value));
        let own_role = operation.roles.iter().find(|role| role.own).cloned();
        Self {
            example_path: example_path(operation, entity),
            sample: Value::Object(body(&fields, &operation.accepts_parts, false)),
            change: Value::Object(body(&fields, &operation.accepts_parts, true)),
            shown_sample: shown(&fields),
            shown_change: shown(&fields),
            one_change: one_change(&fields),
            required: fields
                .iter()
                .filter(|field| !field.optional && field.kind.name != "json")
                .map(|field| field.name.clone())
                .collect(),
            invalid: fields
                .iter()
                .filter_map(|field| invalid(field))
                .chain(invalid_parts(&operation.accepts_parts))
                .collect(),
            totals: entity.map(|entity| totals(entity, &operation.accepts_parts)).unwrap_or_default(),
            step: step.map_or(Value::Null, |(_, to)| {
                operation.accepts.first().map_or(Value::Null, |field| json!({ field.name.as_str(): to.value }))
            }),
            lawful: operation.action != "transition" || step.is_some(),
            lawful_moves,
            unlawful_moves,
            own: own_role.is_some() || (operation.roles.is_empty() && (roles.is_empty() || owner.is_some())),
            own_role,
        }
    }
}

fn example_path(operation: &Operation, entity: Option<&Entity>) -> String {
    let key = entity.and_then(|entity| entity.key.as_ref());
    let id =
        if key.is_some_and(|key| key.kind.name == "integer") { "1" } else { "0198f2a0-0000-7000-8000-0000000000ff" };
    match &operation.parameter {
        Some(parameter) => operation.path.replace(&format!("{{{parameter}}}"), id),
        None => operation.path.clone(),
    }
}

fn shown(fields: &[&Field]) -> Vec<String> {
    fields.iter().filter(|field| field.shown).map(|field| field.name.clone()).collect()
}

fn one_change(fields: &[&Field]) -> Option<Value> {
    let plain = |field: &&&Field| field.shown && !field.state && field.sample != field.other_sample;
    fields.iter().find(plain).map(|field| json!({ field.name.as_str(): field.other_sample }))
}

fn body(fields: &[&Field], parts: &[Part], other: bool) -> Map<String, Value> {
    let mut out = Map::new();
    for field in fields.iter().filter(|field| field.computed.is_none()) {
        // A state may not be what the lifecycle comes to next: the first stays.
        let value = if other && !field.state { &field.other_sample } else { &field.sample };
        out.insert(field.name.clone(), value.clone());
    }
    for part in parts {
        let fields: Vec<_> = part.entity.fields.iter().filter(|field| field.role == "data").collect();
        let one = Value::Object(body(&fields, &part.entity.parts, other));
        let many = part.min.max(1) as usize;
        out.insert(part.name.clone(), if part.many { Value::Array(vec![one; many]) } else { one });
    }
    out
}

/// A value that breaks the bounds of a field.
fn invalid(field: &Field) -> Option<Value> {
    let value = match field.kind.name {
        "string" | "text" | "secret" if field.min_length.is_some_and(|least| least > 0) => json!(""),
        "string" | "secret" => json!("x".repeat(field.max_length.unwrap_or(255).min(5000) as usize + 1)),
        "uuid" => json!("no-uuid"),
        "integer" => json!(i128::from(i64::MAX).to_string() + "0"),
        "boolean" => json!("perhaps"),
        "email" => json!("no address"),
        "url" => json!("ftp://example.com"),
        "decimal" => json!(0.5),
        "date" | "datetime" => json!("yesterday"),
        "duration" => json!("-PT1S"),
        "enum" => json!("?"),
        "list" => json!("no list"),
        _ => return None,
    };
    Some(json!({ field.name.as_str(): value }))
}

/// Parts that are too few, or one of which breaks its bounds.
fn invalid_parts(parts: &[Part]) -> Vec<Value> {
    let mut found = Vec::new();
    for part in parts.iter().filter(|part| part.many) {
        if part.min > 0 {
            found.push(json!({ part.name.as_str(): [] }));
        }
        let fields: Vec<_> = part.entity.fields.iter().filter(|field| field.role == "data").collect();
        for bad in fields.iter().filter_map(|field| invalid(field)) {
            let mut one = body(&fields, &part.entity.parts, false);
            one.extend(bad.as_object().cloned().unwrap_or_default());
            found.push(json!({ part.name.as_str(): [one] }));
        }
    }
    found
}

/// What the computed fields are where the parts are those of the sample.
fn totals(entity: &Entity, given: &[Part]) -> Vec<(String, Value)> {
    let total = |field: &Field| {
        let computed = field.computed.as_ref()?;
        let part = given.iter().find(|part| part.ident == computed.over)?;
        let factors = part.entity.fields.iter().filter(|factor| computed.factors.contains(&factor.ident));
        let product =
            factors.map(|factor| number(&factor.sample)).try_fold((1_i128, 0_u32), |(value, places), factor| {
                let (other, more) = factor?;
                Some((value.checked_mul(other)?, places + more))
            })?;
        let total = product.0.checked_mul(i128::from(part.min.max(1)))?;
        Some((field.name.clone(), written(total, product.1, field)?))
    };
    entity.fields.iter().filter_map(total).collect()
}

/// A number of the sample without its point, and how many places it has.
fn number(sample: &Value) -> Option<(i128, u32)> {
    match sample {
        Value::Number(whole) => Some((whole.to_string().parse().ok()?, 0)),
        Value::String(text) => {
            let places = text.split_once('.').map_or(0, |(_, places)| places.len());
            Some((text.replace('.', "").parse().ok()?, u32::try_from(places).ok()?))
        }
        _ => None,
    }
}

/// A total in the places of its field; none where it would have to be rounded.
fn written(total: i128, places: u32, field: &Field) -> Option<Value> {
    if field.kind.name != "decimal" {
        return i64::try_from(total).ok().filter(|_| places == 0).map(Value::from);
    }
    let scale = field.kind.scale;
    let total = total.checked_mul(10_i128.checked_pow(scale.checked_sub(places)?)?)?;
    let unit = 10_i128.checked_pow(scale)?;
    let digits = scale as usize;
    let text = format!("{}.{:0digits$}", total / unit, total % unit);
    Some(Value::String(if digits == 0 { total.to_string() } else { text }))
}

/// Moves that the operation can make and that the lifecycle allows, and others.
fn moves(operation: &Operation, entity: Option<&Entity>) -> (Vec<Step>, Vec<Step>) {
    let Some((members, transitions)) = entity.and_then(Entity::states).filter(|_| operation.action == "transition")
    else {
        return Default::default();
    };
    let all = members.iter().flat_map(|from| members.iter().map(move |to| (from.clone(), to.clone())));
    let mine = all.filter(|(_, to)| operation.to.as_ref().is_none_or(|only| only.value == to.value));
    mine.partition(|(from, to)| {
        transitions.iter().any(|(state, next)| state.value == from.value && next.iter().any(|n| n.value == to.value))
    })
}
