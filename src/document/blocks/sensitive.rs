//! Fields that must not leak: secrets, and what identifies a person.

use super::table::{code, table};
use crate::plan::{Entity, Field, FieldKind, Plan};
use renderers::document::{Block, Cell, text};

/// `table sensitive`
pub(super) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let fields = plan.entities.iter().flat_map(|entity| entity.fields.iter().map(move |field| (entity, field)));
    let rows: Vec<[Cell; 3]> = fields.filter_map(|(entity, field)| row(entity, field)).collect();
    table("Fields to protect", ["Field", "Why", "How it is kept"], rows)
}

fn row(entity: &Entity, field: &Field) -> Option<[Cell; 3]> {
    let (why, kept) = match (&field.kind, &field.stored) {
        (FieldKind::Secret, Some(stored)) => ("a secret", format!("as a hash in {}, never given out", stored.column)),
        (FieldKind::Secret, None) => ("a secret", "as a hash, never given out".to_owned()),
        (FieldKind::Email, _) => ("identifies a person", "in plain text; never in logs".to_owned()),
        _ => return None,
    };
    Some([code(&format!("{}.{}", entity.name, field.name)), text(why), text(kept)])
}
