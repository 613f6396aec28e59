//! Entities and relationships.

use super::{text, texts};
use crate::plan::element::{Computed, Default, Entity, Field, FieldKind, Lifecycle, Relationship, Stored};
use crate::source::Spanned;
use crate::spec::{self, FieldType, Spec, snake};
use crate::yaml::Number;

/// Longest address that mail systems carry (RFC 5321, section 4.5.3.1, after erratum 1690).
const EMAIL_LENGTH: u32 = 254;
/// Longest secret that is hashed: a bound on the work that one request can ask for.
const SECRET_LENGTH: u32 = 1024;

/// All entities, in the order of the spec.
pub(super) fn entities(spec: &Spec) -> Vec<Entity> {
    spec.data.entities.iter().map(|(name, record)| entity(name, record, spec)).collect()
}

fn entity(name: &Spanned<String>, entity: &spec::Entity, spec: &Spec) -> Entity {
    let table = spec.table_of(name);
    Entity {
        name: name.value.clone(),
        words: snake(name).replace('_', " "),
        plural: table.replace('_', " "),
        table,
        summary: text(entity.summary.as_deref()),
        fields: entity.fields.iter().map(|(name, record)| field(name, record)).collect(),
        timestamps: entity.timestamps.value,
        unique: entity.unique.iter().map(|set| texts(set)).collect(),
        lifecycle: entity.lifecycle.as_ref().map(|record| lifecycle(record, entity)),
        retention: entity.retention.clone(),
        place: name.span,
    }
}

fn field(name: &Spanned<String>, field: &spec::Field) -> Field {
    let number = |number: &Option<Spanned<Number>>| number.as_ref().map(|number| number.value.0.clone());
    let kind = kind(field);
    let longest = match kind {
        FieldKind::String => Some(255),
        FieldKind::Email => Some(EMAIL_LENGTH),
        FieldKind::Url => Some(2048),
        FieldKind::Secret => Some(SECRET_LENGTH),
        _ => None,
    };
    Field {
        name: name.value.clone(),
        key: field.key.value,
        optional: field.optional.value,
        unique: field.unique.value,
        index: field.index.value,
        default: field.default.as_ref().map(|value| default(&kind, &value.text)),
        min: number(&field.min),
        max: number(&field.max),
        above: number(&field.above),
        below: number(&field.below),
        min_length: field.min_length.as_ref().map(|length| length.value),
        max_length: field.max_length.as_ref().map(|length| length.value).or(longest),
        example: field.example.as_ref().map(|example| example.text.clone()),
        refers_to: field
            .refers_to
            .as_ref()
            .and_then(|to| to.split_once('/'))
            .map(|(service, entity)| (service.to_owned(), entity.to_owned())),
        computed: field
            .computed
            .as_ref()
            .map(|computed| Computed { factors: texts(&computed.sum), over: computed.over.value.clone() }),
        stored: matches!(kind, FieldKind::Secret).then(|| Stored {
            column: field
                .stored_as
                .as_ref()
                .map_or_else(|| format!("{}_hash", name.value), |column| column.value.clone()),
        }),
        class: super::class(field),
        summary: text(field.summary.as_deref()),
        place: name.span,
        kind,
    }
}

fn kind(field: &spec::Field) -> FieldKind {
    match field.kind.value {
        FieldType::Decimal => FieldKind::Decimal {
            precision: field.precision.as_ref().map_or(12, |precision| precision.value),
            scale: field.scale.as_ref().map_or(0, |scale| scale.value),
        },
        FieldType::Enum => FieldKind::Enum(field.values.iter().map(|value| value.value.clone()).collect()),
        FieldType::List => {
            FieldKind::List(Box::new(field.of.as_ref().map_or(FieldKind::String, |of| scalar_kind(of.value))))
        }
        kind => scalar_kind(kind),
    }
}

fn scalar_kind(kind: FieldType) -> FieldKind {
    match kind {
        FieldType::Uuid => FieldKind::Uuid,
        FieldType::Integer => FieldKind::Integer,
        FieldType::String | FieldType::Enum | FieldType::List => FieldKind::String,
        FieldType::Text => FieldKind::Text,
        FieldType::Email => FieldKind::Email,
        FieldType::Url => FieldKind::Url,
        FieldType::Secret => FieldKind::Secret,
        FieldType::Boolean => FieldKind::Boolean,
        FieldType::Decimal => FieldKind::Decimal { precision: 18, scale: 6 },
        FieldType::Date => FieldKind::Date,
        FieldType::Datetime => FieldKind::Datetime,
        FieldType::Duration => FieldKind::Duration,
        FieldType::Json => FieldKind::Json,
    }
}

fn default(kind: &FieldKind, text: &str) -> Default {
    match kind {
        FieldKind::Boolean => Default::Boolean(text == "true"),
        FieldKind::Integer | FieldKind::Decimal { .. } => Default::Number(text.to_owned()),
        FieldKind::Date | FieldKind::Datetime if text == "now" => Default::Now,
        _ => Default::Text(text.to_owned()),
    }
}

fn lifecycle(lifecycle: &spec::Lifecycle, entity: &spec::Entity) -> Lifecycle {
    let field = entity.fields.get(&lifecycle.field);
    let states: Vec<String> = field.map(|field| texts(&field.values)).unwrap_or_default();
    let default = field.and_then(|field| field.default.as_ref()).map(|default| default.text.clone());
    let leads = |state: &String| lifecycle.transitions.get(state).map(|targets| texts(targets)).unwrap_or_default();
    Lifecycle {
        field: lifecycle.field.value.clone(),
        initial: default.or_else(|| states.first().cloned()).unwrap_or_default(),
        transitions: states.iter().map(|state| (state.clone(), leads(state))).collect(),
    }
}

/// All relationships, in the order of the spec.
pub(super) fn relationships(spec: &Spec) -> Vec<Relationship> {
    let relationship = |relationship: &spec::Relationship| {
        let inverse = relationship.inverse_name();
        Some(Relationship {
            from: relationship.from.value.clone(),
            to: relationship.to()?.value.clone(),
            many: relationship.has_many.is_some(),
            name: relationship.name_of()?,
            foreign_key: format!("{inverse}_id"),
            inverse,
            min: relationship.min.as_ref().map_or(0, |min| min.value),
            max: relationship.max.as_ref().map(|max| max.value),
            owned: relationship.owned.value,
            optional: relationship.optional.value,
            place: relationship.at,
        })
    };
    spec.data.relationships.iter().filter_map(relationship).collect()
}
