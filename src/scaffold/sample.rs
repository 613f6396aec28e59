//! Values for tests and examples: valid under all the constraints of a field, the same on every run.

use crate::plan::{Field, FieldKind};
use serde_json::{Value, json};

/// Two values of the field as they travel on the wire; they differ wherever the constraints leave room.
pub(super) fn values(field: &Field) -> (Value, Value) {
    let example = field.example.as_ref().and_then(|text| given(&field.kind, text));
    let made = (scalar(field, &field.kind, 0), scalar(field, &field.kind, 1));
    match example {
        Some(example) if example == made.1 => (example, made.0),
        Some(example) => (example, made.1),
        None => made,
    }
}

/// The example as written, where it is of a kind that is written as it travels.
fn given(kind: &FieldKind, text: &str) -> Option<Value> {
    match kind {
        FieldKind::Integer | FieldKind::Boolean | FieldKind::Json => serde_json::from_str(text).ok(),
        FieldKind::List(_) | FieldKind::Datetime | FieldKind::Duration | FieldKind::Url | FieldKind::Decimal { .. } => {
            None
        }
        _ => Some(Value::String(text.to_owned())),
    }
}

fn scalar(field: &Field, kind: &FieldKind, turn: u32) -> Value {
    match kind {
        FieldKind::Uuid => json!(format!("0198f2a0-0000-7000-8000-00000000000{}", turn + 1)),
        FieldKind::Integer => json!(integer(field, turn)),
        FieldKind::String | FieldKind::Text | FieldKind::Secret => json!(text(field, turn)),
        FieldKind::Email => json!(["ada@example.com", "grace@example.com"][turn as usize]),
        FieldKind::Url => json!(["https://example.com/a", "https://example.com/b"][turn as usize]),
        FieldKind::Boolean => json!(turn == 0),
        FieldKind::Decimal { precision, scale } => json!(decimal(field, *precision, *scale, turn)),
        FieldKind::Date => json!(format!("2026-03-0{}", turn + 1)),
        FieldKind::Datetime => json!(format!("2026-03-0{}T09:30:00Z", turn + 1)),
        FieldKind::Duration => json!(["PT1H30M", "PT2H"][turn as usize]),
        FieldKind::Enum(values) => json!(values.get(turn as usize).or(values.first())),
        FieldKind::Json => json!({ "n": turn + 1 }),
        FieldKind::List(item) => {
            let bare = Field { min_length: None, max_length: None, ..field.clone() };
            let few = field.min_length.unwrap_or(0).max(1).min(field.max_length.unwrap_or(u32::MAX));
            Value::Array((0..few).map(|_| scalar(&bare, item, turn)).collect())
        }
    }
}

fn text(field: &Field, turn: u32) -> String {
    let word = ["alpha", "bravo"][turn as usize];
    let most = field.max_length.unwrap_or(u32::MAX) as usize;
    let least = field.min_length.unwrap_or(0).min(10_000) as usize;
    let mut text = word.to_owned();
    while text.len() < least {
        text.push_str(word);
    }
    text.truncate(most.max(least));
    text
}

fn integer(field: &Field, turn: u32) -> i64 {
    let number = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<i64>().ok());
    let low = number(&field.min).or(number(&field.above).map(|n| n.saturating_add(1)));
    let high = number(&field.max).or(number(&field.below).map(|n| n.saturating_sub(1)));
    let wanted = low.unwrap_or(1).max(1).min(high.unwrap_or(i64::MAX)).saturating_add(i64::from(turn));
    wanted.min(high.unwrap_or(i64::MAX)).max(low.unwrap_or(i64::MIN))
}

/// A decimal within its bounds, with all its places written.
fn decimal(field: &Field, precision: u32, scale: u32, turn: u32) -> String {
    let unit = 10_i128.checked_pow(scale).unwrap_or(i128::MAX);
    let largest = 10_i128.checked_pow(precision).map_or(i128::MAX, |n| n - 1);
    let units = |text: &Option<String>| text.as_ref().and_then(|text| scaled(text, scale));
    let low = units(&field.min).or(units(&field.above).map(|n| n + 1));
    let high = units(&field.max).or(units(&field.below).map(|n| n - 1)).unwrap_or(largest).min(largest);
    let wanted = low.unwrap_or(0).max(unit.min(high)).saturating_add(i128::from(turn)).min(high);
    let value = wanted.max(low.unwrap_or(i128::MIN));
    let sign = if value < 0 { "-" } else { "" };
    let (whole, rest) = (value.abs() / unit, value.abs() % unit);
    if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:0width$}", width = scale as usize) }
}

/// A number as written, in units of its last place; places beyond are dropped.
fn scaled(text: &str, scale: u32) -> Option<i128> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let mut rest: String = rest.chars().take(scale as usize).collect();
    while rest.len() < scale as usize {
        rest.push('0');
    }
    format!("{whole}{rest}").parse().ok()
}
