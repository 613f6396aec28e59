//! Example values of fields and entities: what the spec gives, else one that keeps every constraint.
//!
//! The same field has the same value wherever it is shown, and computed sums add up.

use super::ordered::{Json, Object, array};
use crate::files::Digest;
use crate::plan::{Computed, Default, Entity, Field, FieldKind, Operation, Plan, Relationship};

const MOMENT: &str = "2026-03-14T09:26:53Z";
const DAY: &str = "2026-03-14";

/// An example of a field.
pub(super) fn field(entity: &Entity, field: &Field) -> Json {
    match (&field.example, &field.kind) {
        (Some(example), FieldKind::Integer) => example.parse::<i64>().map_or(Json::from(example.as_str()), Json::from),
        (Some(example), FieldKind::Boolean) => Json::from(example == "true"),
        (Some(example), FieldKind::List(kind)) => array([scalar_of(kind, example)]),
        (Some(example), FieldKind::Json) => Json::from(Object::of("example", example.as_str())),
        (Some(example), _) => Json::from(example.as_str()),
        (None, FieldKind::List(kind)) => {
            let count = field.min_length.unwrap_or(1).clamp(1, 3);
            array((0..count).map(|_| made(entity, field, kind)))
        }
        (None, kind) => made(entity, field, kind),
    }
}

fn scalar_of(kind: &FieldKind, example: &str) -> Json {
    match kind {
        FieldKind::Integer => example.parse::<i64>().map_or(Json::from(example), Json::from),
        FieldKind::Boolean => Json::from(example == "true"),
        _ => Json::from(example),
    }
}

fn made(entity: &Entity, field: &Field, kind: &FieldKind) -> Json {
    match kind {
        FieldKind::Uuid => Json::from(uuid(&subject(entity, field))),
        FieldKind::Integer => Json::from(integer(field)),
        FieldKind::String | FieldKind::Text => Json::from(words(entity, field)),
        FieldKind::Email => Json::from("jane.roe@example.com"),
        FieldKind::Url => Json::from(format!("https://example.com/{}", entity.words.replace(' ', "-"))),
        FieldKind::Secret => Json::from(sized("correct horse battery staple", field)),
        FieldKind::Boolean => Json::from(!matches!(field.default, Some(Default::Boolean(false)))),
        FieldKind::Decimal { scale, .. } => Json::from(decimal(field, *scale)),
        FieldKind::Date => Json::from(DAY),
        FieldKind::Datetime => Json::from(MOMENT),
        FieldKind::Duration => Json::from("PT15M"),
        FieldKind::Enum(values) => match &field.default {
            Some(Default::Text(value)) => Json::from(value.as_str()),
            _ => Json::from(values.first().map_or("", String::as_str)),
        },
        FieldKind::Json => Object::of("note", "any JSON value").into(),
        FieldKind::List(_) => array(Vec::<Json>::new()),
    }
}

/// What the value identifies: two fields that name the same thing show the same value.
fn subject(entity: &Entity, field: &Field) -> String {
    match &field.refers_to {
        Some((service, name)) => format!("{service}/{name}"),
        None => format!("{}.{}", entity.name, field.name),
    }
}

/// A UUID of version 7 (RFC 9562) that depends on nothing but the text.
fn uuid(of: &str) -> String {
    let digest = Digest::of(of.as_bytes()).to_string();
    let hex = digest.trim_start_matches("sha256:");
    format!("0198c5a2-{}-7{}-9{}-{}", &hex[..4], &hex[4..7], &hex[7..10], &hex[10..22])
}

fn integer(field: &Field) -> i64 {
    let bound = |bound: &Option<String>| bound.as_deref().and_then(|text| text.parse::<i64>().ok());
    let low = bound(&field.min).or_else(|| bound(&field.above).map(|n| n.saturating_add(1)));
    let high = bound(&field.max).or_else(|| bound(&field.below).map(|n| n.saturating_sub(1)));
    let wanted = if field.key { 42 } else { low.map_or(3, |low| low.saturating_add(1)) };
    wanted.max(low.unwrap_or(i64::MIN)).min(high.unwrap_or(i64::MAX))
}

fn decimal(field: &Field, scale: u32) -> String {
    let bounds = [&field.min, &field.above, &field.max, &field.below];
    let bound = |i: usize| bounds[i].as_deref().and_then(|text| scaled(text, scale));
    let low = bound(0).or_else(|| bound(1).map(|n| n + 1));
    let high = bound(2).or_else(|| bound(3).map(|n| n - 1));
    let wanted = scaled("19.99", scale).unwrap_or(20);
    let value = wanted.max(low.unwrap_or(i128::MIN)).min(high.unwrap_or(i128::MAX));
    unscaled(value, scale)
}

/// A decimal as an integer of its last digit; digits beyond the scale are cut.
fn scaled(text: &str, scale: u32) -> Option<i128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: String = part.chars().chain(std::iter::repeat('0')).take(scale as usize).collect();
    format!("{whole}{part}").parse().ok()
}

fn unscaled(value: i128, scale: u32) -> String {
    let scale = scale as usize;
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let sign = if value < 0 { "-" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

fn words(entity: &Entity, field: &Field) -> String {
    sized(&format!("Example {} {}", entity.words, field.name.replace('_', " ")), field)
}

/// A text as long as the field allows.
fn sized(text: &str, field: &Field) -> String {
    let mut sized: String = text.chars().take(field.max_length.map_or(usize::MAX, |max| max as usize)).collect();
    let missing = (field.min_length.unwrap_or(0) as usize).saturating_sub(sized.chars().count()).min(1_000);
    sized.extend(std::iter::repeat_n('x', missing));
    sized
}

/// What a caller sends who gives these names of an entity: fields, owned relationships, foreign keys.
pub(super) fn request(plan: &Plan, entity: &Entity, names: &[String]) -> Object {
    request_at(plan, entity, names, 0)
}

fn request_at(plan: &Plan, entity: &Entity, names: &[String], depth: u32) -> Object {
    let mut body = Object::default();
    for name in names {
        if let Some(field) = entity.fields.iter().find(|field| field.name == *name) {
            body.put(name, self::field(entity, field));
        } else if let Some(relationship) = plan.relationships_from(&entity.name).find(|r| r.name == *name) {
            let part = |part: &Entity| request_at(plan, part, &writable(plan, part), depth + 1);
            body.put(name, parts(plan, relationship, depth, &part));
        } else if let Some(relationship) = plan.relationships_to(&entity.name).find(|r| r.foreign_key == *name) {
            body.put(name, key_of(plan, &relationship.from));
        }
    }
    body
}

/// What a caller gets of an entity, with the parts that belong to it.
pub(super) fn response(plan: &Plan, entity: &Entity) -> Object {
    response_at(plan, entity, 0)
}

fn response_at(plan: &Plan, entity: &Entity, depth: u32) -> Object {
    let mut body = Object::default();
    for field in entity.fields.iter().filter(|field| field.kind != FieldKind::Secret) {
        let value = field.computed.as_ref().and_then(|sum| computed(plan, entity, field, sum));
        body.put(&field.name, value.unwrap_or_else(|| self::field(entity, field)));
    }
    for relationship in plan.relationships_to(&entity.name).filter(|r| !r.owned) {
        body.put(&relationship.foreign_key, key_of(plan, &relationship.from));
    }
    for relationship in plan.relationships_from(&entity.name).filter(|r| r.owned) {
        body.put(&relationship.name, parts(plan, relationship, depth, &|part| response_at(plan, part, depth + 1)));
    }
    if entity.timestamps {
        body.put("created_at", MOMENT);
        body.put("updated_at", MOMENT);
    }
    body
}

/// What an event carries, or an answer that shows only some names.
pub(super) fn some(plan: &Plan, entity: &Entity, names: &[String]) -> Object {
    let whole = response(plan, entity);
    let mut body = Object::default();
    for name in names {
        if let Some(value) = whole.get(name) {
            body.put(name, value.clone());
        }
    }
    body
}

/// The names that a caller gives of a part: what is neither its key nor computed.
pub(super) fn writable(plan: &Plan, entity: &Entity) -> Vec<String> {
    let fields = entity.fields.iter().filter(|field| !field.key && field.computed.is_none());
    let owned = plan.relationships_from(&entity.name).filter(|r| r.owned);
    let others = plan.relationships_to(&entity.name).filter(|r| !r.owned).map(|r| r.foreign_key.clone());
    fields.map(|field| field.name.clone()).chain(owned.map(|r| r.name.clone())).chain(others).collect()
}

/// The path of an operation with an example in place of its parameter.
pub(super) fn path(plan: &Plan, entity: &Entity, operation: &Operation) -> String {
    let Some(parameter) = &operation.parameter else { return operation.path.clone() };
    let key = key_of(plan, &entity.name);
    let key = key.as_str().map_or_else(|| serde_json::to_string(&key).unwrap_or_default(), str::to_owned);
    operation.path.replace(&format!("{{{parameter}}}"), &key)
}

fn key_of(plan: &Plan, entity: &str) -> Json {
    let entity = plan.entity(entity);
    let key = entity.and_then(|entity| Some((entity, entity.fields.iter().find(|field| field.key)?)));
    key.map_or(Json::Null, |(entity, key)| field(entity, key))
}

/// Parts of an entity; an entity that owns others of its kind is shown a few levels deep.
fn parts(plan: &Plan, relationship: &Relationship, depth: u32, body: &dyn Fn(&Entity) -> Object) -> Json {
    let none = if relationship.many { array(Vec::<Json>::new()) } else { Json::Null };
    let Some(part) = plan.entity(&relationship.to).filter(|_| depth < 3) else { return none };
    let one = Json::from(body(part));
    if relationship.many { array(vec![one; relationship.min.clamp(1, 3) as usize]) } else { one }
}

/// The sum over the parts that the example shows, so that the example adds up.
fn computed(plan: &Plan, entity: &Entity, sum: &Field, of: &Computed) -> Option<Json> {
    let relationship = plan.relationships_from(&entity.name).find(|r| r.name == of.over)?;
    let part = plan.entity(&relationship.to)?;
    let scale = |kind: &FieldKind| if let FieldKind::Decimal { scale, .. } = kind { *scale } else { 0 };
    let (mut product, mut digits) = (i128::from(relationship.min.clamp(1, 3)), 0);
    for name in &of.factors {
        let factor = part.fields.iter().find(|field| field.name == *name)?;
        let value = field(part, factor);
        let text = value.as_str().map_or_else(|| serde_json::to_string(&value).unwrap_or_default(), str::to_owned);
        product = product.checked_mul(scaled(&text, scale(&factor.kind))?)?;
        digits += scale(&factor.kind);
    }
    let wanted = scale(&sum.kind);
    let text = scaled(&unscaled(product, digits), wanted).map(|value| unscaled(value, wanted))?;
    Some(if sum.kind == FieldKind::Integer { Json::from(text.parse::<i64>().ok()?) } else { Json::from(text) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_counted_in_their_last_digit() {
        assert_eq!(scaled("19.99", 2), Some(1999));
        assert_eq!(scaled("19.99", 0), Some(19));
        assert_eq!(scaled("0", 3), Some(0));
        assert_eq!(scaled("-1.5", 2), Some(-150));
        assert_eq!(unscaled(5, 2), "0.05");
        assert_eq!(unscaled(-150, 2), "-1.50");
        assert_eq!(unscaled(19, 0), "19");
    }

    #[test]
    fn example_uuids_are_of_version_seven_and_depend_on_their_subject() {
        let id = uuid("Order.id");
        assert_eq!((id.len(), &id[14..15], &id[19..20]), (36, "7", "9"));
        assert_ne!(id, uuid("OrderItem.id"));
    }
}
