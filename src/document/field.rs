//! Fields in words: their kind and their constraints, as tables show them.

use crate::plan::{Default, Entity, Field, FieldKind};

/// The kind as people write it, such as `decimal(12,2)` or `list of string`.
pub(super) fn kind(kind: &FieldKind) -> String {
    match kind {
        FieldKind::Decimal { precision, scale } => format!("decimal({precision},{scale})"),
        FieldKind::List(of) => format!("list of {}", self::kind(of)),
        other => name(other).to_owned(),
    }
}

/// The kind in one word, for diagrams.
pub(super) fn short_kind(kind: &FieldKind) -> String {
    match kind {
        FieldKind::Decimal { precision, scale } => format!("decimal({precision},{scale})"),
        FieldKind::List(of) => format!("{}[]", name(of)),
        other => name(other).to_owned(),
    }
}

fn name(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Uuid => "uuid",
        FieldKind::Integer => "integer",
        FieldKind::String => "string",
        FieldKind::Text => "text",
        FieldKind::Email => "email",
        FieldKind::Url => "url",
        FieldKind::Secret => "secret",
        FieldKind::Boolean => "boolean",
        FieldKind::Decimal { .. } => "decimal",
        FieldKind::Date => "date",
        FieldKind::Datetime => "datetime",
        FieldKind::Duration => "duration",
        FieldKind::Enum(_) => "enum",
        FieldKind::Json => "json",
        FieldKind::List(_) => "list",
    }
}

/// Every constraint as a phrase, in a fixed order: key, presence, uniqueness, bounds, default, storage.
pub(super) fn constraints(entity: &Entity, field: &Field) -> Vec<String> {
    let mut phrases = Vec::new();
    let mut add = |phrase: String| phrases.push(phrase);
    if field.key {
        add("primary key".to_owned());
    } else if field.optional {
        add("may be absent".to_owned());
    } else {
        add("required".to_owned());
    }
    if field.unique && !field.key {
        add("unique".to_owned());
    }
    for set in entity.unique.iter().filter(|set| set.contains(&field.name)) {
        let others: Vec<String> = set.iter().filter(|name| **name != field.name).cloned().collect();
        if !others.is_empty() {
            add(format!("unique together with {}", super::words::series(&others)));
        }
    }
    if field.index {
        add("indexed".to_owned());
    }
    bounds(field).into_iter().for_each(&mut add);
    if let Some(default) = &field.default {
        add(format!("default {}", self::default(default)));
    }
    if let Some(computed) = &field.computed {
        add(format!("computed: sum of {} over {}", computed.factors.join(" × "), computed.over));
    }
    if let Some(stored) = &field.stored {
        add(format!("stored as a hash in {}", stored.column));
    }
    phrases
}

/// Bounds of value and length as phrases.
pub(super) fn bounds(field: &Field) -> Vec<String> {
    let unit = if matches!(field.kind, FieldKind::List(_)) { "items" } else { "characters" };
    let mut phrases: Vec<String> =
        [(&field.min, "at least"), (&field.max, "at most"), (&field.above, "more than"), (&field.below, "less than")]
            .into_iter()
            .filter_map(|(bound, words)| bound.as_ref().map(|bound| format!("{words} {bound}")))
            .collect();
    match (field.min_length, field.max_length) {
        (Some(min), Some(max)) => phrases.push(format!("{min} to {max} {unit}")),
        (Some(min), None) => phrases.push(format!("at least {min} {unit}")),
        (None, Some(max)) => phrases.push(format!("at most {max} {unit}")),
        (None, None) => {}
    }
    phrases
}

/// How many rules a value can break: each bound, each pattern, each set of values.
pub(super) fn rules(field: &Field) -> usize {
    let pattern = matches!(
        field.kind,
        FieldKind::Enum(_) | FieldKind::Email | FieldKind::Url | FieldKind::Uuid | FieldKind::Decimal { .. }
    );
    let ends = [field.min.is_some(), field.max.is_some(), field.above.is_some(), field.below.is_some()];
    let lengths = [field.min_length.is_some(), field.max_length.is_some()];
    usize::from(pattern) + ends.into_iter().chain(lengths).filter(|there| *there).count()
}

fn default(default: &Default) -> String {
    match default {
        Default::Boolean(value) => value.to_string(),
        Default::Number(text) | Default::Text(text) => text.clone(),
        Default::Now => "the moment of creation".to_owned(),
    }
}
