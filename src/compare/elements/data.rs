//! Entities, fields and relationships.

use super::{Told, flag, list, maybe};
use crate::plan::{Computed, Default, Entity, Field, FieldKind, Lifecycle, Plan, Relationship, Stored};

pub(super) fn told(plan: &Plan) -> Vec<Told> {
    let mut all = Vec::new();
    for one in &plan.entities {
        all.push(entity(one));
        all.extend(one.fields.iter().map(|of| field(&one.name, of)));
    }
    all.extend(plan.relationships.iter().map(relationship));
    all
}

fn entity(entity: &Entity) -> Told {
    let Entity { name, words, plural, table, summary, fields: _, timestamps, unique, lifecycle, retention, place: _ } =
        entity;
    let unique = unique.iter().map(|set| format!("({})", list(set))).collect::<Vec<_>>();
    let facets = vec![
        ("words", words.clone()),
        ("plural", plural.clone()),
        ("table", table.clone()),
        ("summary", summary.clone()),
        ("timestamps", flag(*timestamps)),
        ("unique", list(&unique)),
        ("lifecycle", maybe(lifecycle.as_ref().map(moves).as_ref())),
        ("retention", super::running::written(retention.as_ref())),
    ];
    Told::new("entity", name, facets)
}

fn moves(lifecycle: &Lifecycle) -> String {
    let Lifecycle { field, initial, transitions } = lifecycle;
    let leads = transitions.iter().filter(|(_, targets)| !targets.is_empty());
    let leads: Vec<_> = leads.map(|(state, targets)| format!("{state} to {}", targets.join(" or "))).collect();
    format!("{field} from {initial}: {}", leads.join(", "))
}

fn field(entity: &str, field: &Field) -> Told {
    let Field {
        name,
        kind,
        key,
        optional,
        unique,
        index,
        default,
        min,
        max,
        above,
        below,
        min_length,
        max_length,
        example,
        refers_to,
        computed,
        stored,
        class,
        summary,
        place: _,
    } = field;
    let facets = vec![
        ("type", kind_words(kind)),
        ("key", flag(*key)),
        ("optional", flag(*optional)),
        ("unique", flag(*unique)),
        ("index", flag(*index)),
        ("default", maybe(default.as_ref().map(value).as_ref())),
        ("min", maybe(min.as_ref())),
        ("max", maybe(max.as_ref())),
        ("above", maybe(above.as_ref())),
        ("below", maybe(below.as_ref())),
        ("min_length", maybe(min_length.as_ref())),
        ("max_length", maybe(max_length.as_ref())),
        ("example", maybe(example.as_ref())),
        ("refers_to", refers_to.as_ref().map(|(service, entity)| format!("{service}/{entity}")).unwrap_or_default()),
        ("computed", maybe(computed.as_ref().map(sum).as_ref())),
        ("stored", stored.as_ref().map(|Stored { column }| column.clone()).unwrap_or_default()),
        ("class", class.map(super::running::class).unwrap_or_default().to_owned()),
        ("summary", summary.clone()),
    ];
    Told::new("field", format!("{entity}.{name}"), facets).in_whole("entity", entity)
}

fn sum(computed: &Computed) -> String {
    let Computed { factors, over } = computed;
    format!("sum of {} over {over}", factors.join(" times "))
}

fn value(default: &Default) -> String {
    match default {
        Default::Boolean(is) => is.to_string(),
        Default::Number(text) | Default::Text(text) => text.clone(),
        Default::Now => "now".to_owned(),
    }
}

fn kind_words(kind: &FieldKind) -> String {
    match kind {
        FieldKind::Uuid => "uuid",
        FieldKind::Integer => "integer",
        FieldKind::String => "string",
        FieldKind::Text => "text",
        FieldKind::Email => "email",
        FieldKind::Url => "url",
        FieldKind::Secret => "secret",
        FieldKind::Boolean => "boolean",
        FieldKind::Date => "date",
        FieldKind::Datetime => "datetime",
        FieldKind::Duration => "duration",
        FieldKind::Json => "json",
        FieldKind::Decimal { precision, scale } => return format!("decimal({precision}, {scale})"),
        FieldKind::Enum(values) => return format!("enum({})", list(values)),
        FieldKind::List(of) => return format!("list of {}", kind_words(of)),
    }
    .to_owned()
}

fn relationship(relationship: &Relationship) -> Told {
    let Relationship { from, to, many, name, inverse, foreign_key, min, max, owned, optional, place: _ } = relationship;
    let facets = vec![
        ("to", to.clone()),
        ("many", flag(*many)),
        ("inverse", inverse.clone()),
        ("foreign key", foreign_key.clone()),
        ("min", min.to_string()),
        ("max", maybe(max.as_ref())),
        ("owned", flag(*owned)),
        ("optional", flag(*optional)),
    ];
    Told::new("relationship", format!("{from}.{name}"), facets)
}
