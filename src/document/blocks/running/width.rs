//! How wide a row of an entity is at most, by the kinds of its fields.

use crate::document::outline;
use crate::plan::{Entity, FieldKind, Plan};
use serde::Deserialize;

/// `plans/documents/design/widths.yaml`: bytes by kind of field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Widths {
    uuid: f64,
    integer: f64,
    boolean: f64,
    date: f64,
    datetime: f64,
    duration: f64,
    secret: f64,
    decimal: f64,
    decimal_digit: f64,
}

impl Widths {
    pub(super) fn load() -> &'static Self {
        outline::data("design/widths.yaml")
    }

    /// The widest row in bytes; the name of a field without a bound, where there is one.
    pub(super) fn of<'e>(&self, plan: &Plan, entity: &'e Entity) -> Result<f64, &'e str> {
        let mut width = if entity.timestamps { 2.0 * self.datetime } else { 0.0 };
        for field in &entity.fields {
            width += self.kind(&field.kind, field.max_length).ok_or(field.name.as_str())?;
        }
        for relationship in plan.relationships_to(&entity.name) {
            let key = plan.entity(&relationship.from).and_then(|from| from.fields.iter().find(|field| field.key));
            width += key.and_then(|key| self.kind(&key.kind, None)).unwrap_or_default();
        }
        Ok(width)
    }

    fn kind(&self, kind: &FieldKind, longest: Option<u32>) -> Option<f64> {
        Some(match kind {
            FieldKind::Uuid => self.uuid,
            FieldKind::Integer => self.integer,
            FieldKind::Boolean => self.boolean,
            FieldKind::Date => self.date,
            FieldKind::Datetime => self.datetime,
            FieldKind::Duration => self.duration,
            FieldKind::Secret => self.secret,
            FieldKind::Decimal { precision, .. } => self.decimal + (f64::from(*precision) * self.decimal_digit).ceil(),
            FieldKind::Enum(values) => values.iter().map(String::len).max().unwrap_or_default() as f64,
            FieldKind::String | FieldKind::Text | FieldKind::Email | FieldKind::Url => f64::from(longest?),
            FieldKind::List(of) => f64::from(longest?) * self.kind(of, None)?,
            FieldKind::Json => return None,
        })
    }
}
