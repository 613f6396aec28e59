//! A section an entity: its fields, what belongs to it, the states it goes through.

use super::table::{code, table};
use super::{appears, entities, lifecycle};
use crate::document::realised::Realised;
use crate::document::{field, ids, prose, words};
use crate::plan::{Entity, Field, Plan, Relationship};
use renderers::document::{Block, Cell, Inline, Inlines, Section, text};

/// A section of every entity.
pub(super) fn sections(plan: &Plan, realised: &Realised) -> Vec<Section> {
    plan.entities.iter().map(|entity| section(plan, realised, entity)).collect()
}

fn section(plan: &Plan, realised: &Realised, entity: &Entity) -> Section {
    let mut blocks = prose::blocks(&entity.summary);
    blocks.push(Block::Paragraph(kept(plan, entity)));
    blocks.extend(fields(plan, entity));
    blocks.extend(relationships(plan, entity));
    blocks.extend(lifecycle::blocks(plan, entity));
    blocks.extend(appears::table_of(plan, realised, entity));
    Section {
        id: ids::entity(&entity.name),
        title: vec![Inline::Code(entity.name.clone())],
        blocks,
        sections: Vec::new(),
    }
}

fn kept(plan: &Plan, entity: &Entity) -> Inlines {
    let mut line = vec![Inline::from("Table "), Inline::Code(entity.table.clone())];
    let offering: Vec<Inlines> = plan
        .api
        .resources
        .iter()
        .filter(|r| r.entity == entity.name)
        .map(|r| vec![ids::code_link(ids::resource(&r.name), r.name.as_str())])
        .collect();
    if !offering.is_empty() {
        line.push(Inline::from(", offered by "));
        line.extend(words::joined(offering));
    }
    words::ended(line)
}

fn fields(plan: &Plan, entity: &Entity) -> Vec<Block> {
    let mut rows: Vec<[Cell; 4]> = entity.fields.iter().map(|field| row(entity, field)).collect();
    rows.extend(plan.relationships_to(&entity.name).map(|r| foreign_key(plan, r)));
    if entity.timestamps {
        let stamp =
            |name: &str, meaning: &str| [code(name), text("datetime"), text("set by the service"), text(meaning)];
        rows.push(stamp("created_at", &format!("When the {} was created", entity.words)));
        rows.push(stamp("updated_at", &format!("When the {} last changed", entity.words)));
    }
    let caption = format!("Fields of {}", entity.name);
    table(&caption, ["Field", "Type", "Constraints", "Meaning"], rows)
}

fn row(entity: &Entity, field: &Field) -> [Cell; 4] {
    let mut meaning = prose::line(&field.summary);
    if let crate::plan::FieldKind::Enum(values) = &field.kind {
        let values = super::table::codes(values.iter().map(String::as_str));
        meaning = after(meaning, "One of ", values);
    }
    if let Some((service, other)) = &field.refers_to {
        meaning = after(meaning, &format!("Key of {other} in "), code(service));
    }
    let constraints = text(field::constraints(entity, field).join("; "));
    [code(&field.name), text(field::kind(&field.kind)), constraints, meaning]
}

fn after(mut line: Inlines, words: &str, rest: Inlines) -> Inlines {
    if !line.is_empty() {
        line = words::ended(line);
        line.push(Inline::from(" "));
    }
    line.push(Inline::from(words));
    line.extend(rest);
    line
}

fn foreign_key(plan: &Plan, relationship: &Relationship) -> [Cell; 4] {
    let key = plan.entity(&relationship.from).and_then(|entity| entity.fields.iter().find(|field| field.key));
    let kind = key.map_or_else(String::new, |key| field::kind(&key.kind));
    let mut constraints =
        vec![if relationship.optional { "may be absent" } else { "required" }, "foreign key", "indexed"];
    if !relationship.many {
        constraints.push("unique");
    }
    let mut meaning = text("The ");
    meaning.push(ids::code_link(ids::entity(&relationship.from), relationship.from.as_str()));
    meaning.push(Inline::from(if relationship.owned { " it is part of" } else { " it belongs to" }));
    [code(&relationship.foreign_key), text(kind), text(constraints.join("; ")), meaning]
}

fn relationships(plan: &Plan, entity: &Entity) -> Vec<Block> {
    let items = plan.relationships_from(&entity.name).map(|r| text(format!("{}.", relationship_words(plan, r))));
    let items: Vec<Inlines> = items.collect();
    if items.is_empty() { Vec::new() } else { vec![Block::bullets(items)] }
}

/// A relationship as a clause: how many of what belong to what, and what happens on deletion.
pub(super) fn relationship_words(plan: &Plan, relationship: &Relationship) -> String {
    let from = plan.entity(&relationship.from).map_or(relationship.from.as_str(), |e| e.words.as_str());
    let (one, many) = plan
        .entity(&relationship.to)
        .map_or((relationship.to.as_str(), relationship.to.as_str()), |e| (e.words.as_str(), e.plural.as_str()));
    let count = match (relationship.many, relationship.min, relationship.max) {
        (false, 0, _) => format!("at most one {one}"),
        (false, ..) => format!("exactly one {one}"),
        (true, 0, None) => format!("any number of {many}"),
        (true, 0, Some(max)) => format!("at most {max} {many}"),
        (true, 1, None) => format!("one or more {many}"),
        (true, min, None) => format!("{min} or more {many}"),
        (true, min, Some(max)) => format!("{min} to {max} {many}"),
    };
    let bond = match (relationship.owned, relationship.optional) {
        (true, _) => format!(", written together with the {from} and deleted with it"),
        (false, true) => format!(", which may stand without the {from}"),
        (false, false) => String::new(),
    };
    format!("The {from} has {count} ({}){bond}", relationship.name)
}

/// `table references`: values that belong to other services; no foreign key guards them.
pub(super) fn references(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = entities::references(plan).map(|(entity, field, (service, other))| {
        let system = plan.integrations.iter().find(|system| system.id == *service);
        let owner = system.map_or(service.as_str(), |system| system.title.as_str());
        [code(&format!("{}.{}", entity.name, field.name)), text(other.as_str()), text(owner)]
    });
    table("References to other services", ["Field", "Holds the key of", "Owned by"], rows.collect())
}
