//! Entities and what joins them, as one picture.

use crate::document::{field, ids, words};
use crate::plan::{Entity, FieldKind, Plan, Relationship};
use renderers::diagram::{Count, Diagram, Drawing, Entities, EntityBox, FieldRow, Relation};
use renderers::document::Block;

/// `diagram entities`: columns as the database has them, with entities of other services by name.
pub(super) fn diagram(plan: &Plan, _: &str) -> Vec<Block> {
    if plan.entities.is_empty() {
        return Vec::new();
    }
    let mut entities: Vec<EntityBox> = plan.entities.iter().map(|entity| entity_box(plan, entity)).collect();
    let mut relations: Vec<Relation> = plan.relationships.iter().map(relation).collect();
    for (entity, field, (_, outside)) in references(plan) {
        if !entities.iter().any(|there| there.name == *outside) {
            entities.push(EntityBox { name: outside.clone(), fields: Vec::new(), outside: true, link: None });
        }
        relations.push(Relation {
            from: outside.clone(),
            from_count: if field.optional { Count::ZeroOrOne } else { Count::One },
            to: entity.name.clone(),
            to_count: Count::Many,
            label: field.name.clone(),
            broken: true,
        });
    }
    let title =
        format!("{} and how they belong together", words::capital(&words::count(plan.entities.len(), "entity")));
    let title = if plan.entities.len() == 1 { format!("The entity {}", plan.entities[0].name) } else { title };
    vec![Block::Diagram(Diagram {
        id: "entities".to_owned(),
        title,
        alt: alt(plan),
        drawing: Drawing::Entities(Entities { entities, relations }),
    })]
}

/// Fields that hold the key of an entity of another service: entity, field, (service, entity there).
pub(super) fn references(plan: &Plan) -> impl Iterator<Item = (&Entity, &crate::plan::Field, &(String, String))> {
    let fields = plan.entities.iter().flat_map(|entity| entity.fields.iter().map(move |field| (entity, field)));
    fields.filter_map(|(entity, field)| field.refers_to.as_ref().map(|to| (entity, field, to)))
}

fn entity_box(plan: &Plan, entity: &Entity) -> EntityBox {
    let mut fields: Vec<FieldRow> = entity.fields.iter().map(row).collect();
    for relationship in plan.relationships_to(&entity.name) {
        fields.push(FieldRow {
            name: relationship.foreign_key.clone(),
            kind: key_kind(plan, &relationship.from),
            keys: vec!["FK".to_owned()],
        });
    }
    if entity.timestamps {
        let stamp = |name: &str| FieldRow { name: name.to_owned(), kind: "datetime".to_owned(), keys: Vec::new() };
        fields.extend([stamp("created_at"), stamp("updated_at")]);
    }
    EntityBox { name: entity.name.clone(), fields, outside: false, link: Some(ids::entity(&entity.name).to_string()) }
}

fn row(field: &crate::plan::Field) -> FieldRow {
    let name = field.stored.as_ref().map_or(&field.name, |stored| &stored.column);
    let kind = if field.kind == FieldKind::Secret { "hash".to_owned() } else { field::short_kind(&field.kind) };
    let key = [(field.key, "PK"), (field.unique && !field.key, "UK"), (field.refers_to.is_some(), "FK")];
    let keys = key.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name.to_owned()).collect();
    FieldRow { name: name.clone(), kind, keys }
}

fn key_kind(plan: &Plan, entity: &str) -> String {
    let key = plan.entity(entity).and_then(|entity| entity.fields.iter().find(|field| field.key));
    key.map_or_else(String::new, |key| field::short_kind(&key.kind))
}

fn relation(relationship: &Relationship) -> Relation {
    let to_count = match (relationship.many, relationship.min) {
        (true, 0) => Count::Many,
        (true, _) => Count::OneOrMany,
        (false, 0) => Count::ZeroOrOne,
        (false, _) => Count::One,
    };
    Relation {
        from: relationship.from.clone(),
        from_count: if relationship.optional { Count::ZeroOrOne } else { Count::One },
        to: relationship.to.clone(),
        to_count,
        label: relationship.name.clone(),
        broken: false,
    }
}

fn alt(plan: &Plan) -> String {
    let names: Vec<String> = plan.entities.iter().map(|entity| entity.name.clone()).collect();
    let mut sentences = vec![format!(
        "{}: {}.",
        words::capital(words::noun_for(names.len(), "entity").as_str()),
        words::series(&names)
    )];
    for relationship in &plan.relationships {
        sentences.push(format!("{}.", super::entity::relationship_words(plan, relationship)));
    }
    sentences.join(" ")
}
