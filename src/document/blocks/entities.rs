//! Entities and what joins them, as one picture.

use super::clusters;
use crate::document::{field, ids, words};
use crate::plan::{Entity, FieldKind, Plan, Relationship};
use renderers::diagram::{
    Count, Diagram, Direction, Drawing, Edge, Entities, EntityBox, FieldRow, Graph, Look, Node, Relation,
};
use renderers::document::Block;
use std::collections::{BTreeMap, BTreeSet};

/// `diagram entities`: columns as the database has them, with entities of other services by name. Many are drawn in
/// groups, behind a picture of the groups.
pub(super) fn diagram(plan: &Plan, _: &str) -> Vec<Block> {
    let all: Vec<&Entity> = plan.entities.iter().collect();
    let title = match all.as_slice() {
        [] => return Vec::new(),
        [one] => format!("The entity {}", one.name),
        several => {
            format!("{} and how they belong together", words::capital(&words::count(several.len(), "entity")))
        }
    };
    if all.len() <= clusters::LARGEST {
        return vec![Block::Diagram(drawn(plan, &all, "entities".to_owned(), title))];
    }
    let groups = clusters::clusters(plan);
    let pictures = groups.iter().enumerate().map(|(at, group)| {
        let title = group_title(group);
        Block::Diagram(drawn(plan, group, format!("entities-{}", at + 1), title))
    });
    std::iter::once(Block::Diagram(overview(plan, &groups, title))).chain(pictures).collect()
}

/// Some entities, with those by name that they are related to.
fn drawn(plan: &Plan, group: &[&Entity], id: String, title: String) -> Diagram {
    let own: BTreeSet<&str> = group.iter().map(|entity| entity.name.as_str()).collect();
    let mut entities: Vec<EntityBox> = group.iter().map(|entity| entity_box(plan, entity)).collect();
    let mut there: BTreeSet<String> = own.iter().map(|name| (*name).to_owned()).collect();
    let mut relations = Vec::new();
    let touching =
        plan.relationships.iter().filter(|it| own.contains(it.from.as_str()) || own.contains(it.to.as_str()));
    for link in touching.clone() {
        for name in [&link.from, &link.to] {
            if there.insert(name.clone()) {
                let link = Some(ids::entity(name).to_string());
                entities.push(EntityBox { name: name.clone(), fields: Vec::new(), outside: false, link });
            }
        }
        relations.push(relation(link));
    }
    for (entity, field, (_, outside)) in references(plan).filter(|(entity, ..)| own.contains(entity.name.as_str())) {
        if there.insert(outside.clone()) {
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
    let alt = alt(plan, group, &touching.collect::<Vec<_>>());
    Diagram { id, title, alt, drawing: Drawing::Entities(Entities { entities, relations }) }
}

fn group_title(group: &[&Entity]) -> String {
    match group {
        [] => String::new(),
        [one] => one.name.clone(),
        [first, others @ ..] => {
            let (number, noun) = (words::numeral(others.len()), words::noun_for(others.len(), "entity"));
            format!("{} and {number} more {noun}", first.name)
        }
    }
}

/// The groups, with how many relationships lead from one to another.
fn overview(plan: &Plan, groups: &[Vec<&Entity>], title: String) -> Diagram {
    let of: BTreeMap<&str, usize> = groups
        .iter()
        .enumerate()
        .flat_map(|(at, group)| group.iter().map(move |entity| (entity.name.as_str(), at)))
        .collect();
    let nodes = groups.iter().enumerate().map(|(at, group)| Node {
        id: at.to_string(),
        title: group.first().map(|entity| entity.name.clone()).unwrap_or_default(),
        note: words::count(group.len(), "entity"),
        text: words::series(&group.iter().skip(1).map(|entity| entity.name.clone()).collect::<Vec<_>>()),
        look: Look::Store,
        frame: None,
        link: group.first().map(|entity| ids::entity(&entity.name).to_string()),
    });
    let mut joined: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for link in &plan.relationships {
        if let (Some(from), Some(to)) = (of.get(link.from.as_str()), of.get(link.to.as_str()))
            && from != to
        {
            *joined.entry((*from, *to)).or_default() += 1;
        }
    }
    let edges = joined.into_iter().map(|((from, to), count)| Edge {
        from: from.to_string(),
        to: to.to_string(),
        label: words::count(count, "relationship"),
        broken: false,
    });
    let alt = format!(
        "{} of entities, each drawn below by itself. An arrow says how many relationships lead from one to another.",
        words::capital(&words::count(groups.len(), "group"))
    );
    let drawing = Drawing::Graph(Graph {
        direction: Direction::Down,
        nodes: nodes.collect(),
        edges: edges.collect(),
        frames: Vec::new(),
        legend: Vec::new(),
        lines: Vec::new(),
    });
    Diagram { id: "entities".to_owned(), title, alt, drawing }
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

fn alt(plan: &Plan, group: &[&Entity], links: &[&Relationship]) -> String {
    let names: Vec<String> = group.iter().map(|entity| entity.name.clone()).collect();
    let mut sentences = vec![format!(
        "{}: {}.",
        words::capital(words::noun_for(names.len(), "entity").as_str()),
        words::series(&names)
    )];
    for relationship in links {
        sentences.push(format!("{}.", super::entity::relationship_words(plan, relationship)));
    }
    sentences.join(" ")
}
