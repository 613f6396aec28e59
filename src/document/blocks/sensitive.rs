//! Fields that must not leak, and until when they may be kept.

use super::table::{code, codes, table};
use crate::document::{figures, ids};
use crate::plan::running::Class;
use crate::plan::{Action, Authentication, Entity, Field, FieldKind, Plan};
use renderers::document::{Block, Cell, Inline, text};

/// `table sensitive`
pub(super) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let rows: Vec<[Cell; 5]> = fields(plan).map(|(entity, field, class)| row(plan, entity, field, class)).collect();
    table("Fields to protect", ["Field", "Class", "How it is kept", "Seen by", "Carried by"], rows)
}

/// `table retention`: entities that the spec says how long to keep.
pub(super) fn retention(plan: &Plan, _: &str) -> Vec<Block> {
    let kept = plan.entities.iter().filter_map(|entity| Some((entity, entity.retention.as_ref()?)));
    let decision = plan.decision("data-retention");
    let rows = kept.map(|(entity, retention)| {
        [
            vec![ids::code_link(ids::entity(&entity.name), entity.name.as_str())],
            text(figures::time(retention.value)).into_iter().chain(years(&retention.text, retention.value)).collect(),
            decision.map(ids::decision_link).unwrap_or_default(),
        ]
    });
    table("How long entries are kept at most", ["Entity", "At most", "What removes them"], rows.collect())
}

/// As written, where people think of it in other units than days.
fn years(written: &str, seconds: f64) -> Option<Inline> {
    (figures::time(seconds) != written).then(|| Inline::Text(format!(" ({written})")))
}

/// Fields that are personal or sensitive, in the order of the spec.
pub(in crate::document) fn fields(plan: &Plan) -> impl Iterator<Item = (&Entity, &Field, Class)> {
    let all = plan.entities.iter().flat_map(|entity| entity.fields.iter().map(move |field| (entity, field)));
    let classed = all.filter_map(|(entity, field)| Some((entity, field, field.class?)));
    classed.filter(|(_, _, class)| matches!(class, Class::Personal | Class::Sensitive))
}

fn row(plan: &Plan, entity: &Entity, field: &Field, class: Class) -> [Cell; 5] {
    let class = match (&field.kind, class) {
        (FieldKind::Secret, _) => "a secret",
        (FieldKind::Email, Class::Personal) => "personal: it is an address",
        (_, Class::Sensitive) => "sensitive",
        _ => "personal",
    };
    let kept = match (&field.kind, &field.stored) {
        (FieldKind::Secret, Some(stored)) => format!("as a hash in {}, never given out", stored.column),
        (FieldKind::Secret, None) => "as a hash, never given out".to_owned(),
        _ => "in plain text; never in logs".to_owned(),
    };
    let carrying = plan.published.iter().filter(|event| event.entity == entity.name);
    let carrying = carrying.filter(|event| event.payload.contains(&field.name)).map(|event| event.name.as_str());
    let name = format!("{}.{}", entity.name, field.name);
    [code(&name), text(class), text(kept), seen_by(plan, entity, field), codes(carrying)]
}

/// Who gets the field in an answer: of operations on its entity, and of operations on the whole that it is a part of.
fn seen_by(plan: &Plan, entity: &Entity, field: &Field) -> Cell {
    if field.kind == FieldKind::Secret {
        return text("nobody");
    }
    let owners = plan.relationships_to(&entity.name).filter(|relationship| relationship.owned).map(|r| r.from.as_str());
    let shown: Vec<&str> = owners.chain([entity.name.as_str()]).collect();
    let resources = plan.api.resources.iter().filter(|resource| shown.contains(&resource.entity.as_str()));
    let giving: Vec<_> =
        resources.flat_map(|resource| &resource.operations).filter(|o| !matches!(o.action, Action::Delete)).collect();
    match plan.api.authentication {
        _ if giving.is_empty() => text("nobody, by no operation"),
        Authentication::None => text("anyone"),
        Authentication::Jwt if giving.iter().any(|operation| operation.roles.is_empty()) => {
            text("any signed-in caller")
        }
        Authentication::Jwt => {
            let may = plan.api.roles.iter().filter(|role| giving.iter().any(|o| o.roles.contains(&role.id)));
            codes(may.map(|role| role.id.as_str()))
        }
    }
}
