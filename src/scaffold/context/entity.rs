//! Entities as templates see them: fields with their names in code, foreign keys and timestamps among them.

use super::Given;
use super::check::{self, Check};
use super::resource::Resource;
use crate::plan::{self, FieldKind, Plan, Relationship};
use crate::scaffold::names::{Names, camel, constant, snake};
use crate::scaffold::sample;
use serde::Serialize;

/// A thing that the service keeps.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Entity {
    pub(in crate::scaffold) name: String,
    /// Name of its class.
    pub(in crate::scaffold) class: String,
    /// Name of variables that hold one.
    pub(in crate::scaffold) ident: String,
    pub(in crate::scaffold) words: String,
    /// The words with their article, and the same at the start of a sentence.
    pub(in crate::scaffold) a: String,
    a_capital: String,
    pub(in crate::scaffold) plural: String,
    pub(in crate::scaffold) table: String,
    summary: String,
    pub(in crate::scaffold) key: Option<Field>,
    /// Key, keys of owners, data, keys of others, timestamps.
    pub(in crate::scaffold) fields: Vec<Field>,
    timestamps: bool,
    /// Sets of columns that are unique together.
    unique: Vec<Vec<String>>,
    checks: Vec<Check>,
    /// Sets of columns that are searched together.
    pub(in crate::scaffold) indexes: Vec<Vec<String>>,
    pub(in crate::scaffold) lifecycle: Option<Lifecycle>,
    /// The owned parts.
    pub(in crate::scaffold) parts: Vec<Part>,
    /// The owned relationships that it is a part of: name of the inverse, class and foreign key.
    owners: Vec<Owning>,
    /// It or a part of it keeps a secret.
    hashes: bool,
    /// Carries a version that each change raises.
    pub(in crate::scaffold) versioned: bool,
    /// Is marked as deleted, and stays.
    pub(super) soft: bool,
    /// Is the root of its aggregate.
    pub(in crate::scaffold) root: bool,
    /// Is offered by a resource of its own.
    pub(in crate::scaffold) offered: bool,
    /// Class of what callers give where it is a part of another.
    input: String,
    /// Whether callers give it as a part of another.
    pub(in crate::scaffold) given: bool,
}

/// The end of an owned relationship at the part.
#[derive(Clone, Debug, Serialize)]
struct Owning {
    ident: String,
    class: String,
    back: String,
    /// Name of the foreign key in code.
    foreign_key: String,
    optional: bool,
    /// Several foreign keys lead to the same owner.
    ambiguous: bool,
}

/// A field with its name in code.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Field {
    /// Name on the wire.
    pub(in crate::scaffold) name: String,
    /// Name in code.
    pub(in crate::scaffold) ident: String,
    /// Name of the attribute that holds what is stored: of a secret, that of its hash.
    attribute: String,
    /// Name in the database.
    pub(in crate::scaffold) column: String,
    pub(in crate::scaffold) kind: Kind,
    pub(in crate::scaffold) key: bool,
    pub(in crate::scaffold) optional: bool,
    pub(in crate::scaffold) unique: bool,
    pub(in crate::scaffold) index: bool,
    /// Its values differ between entities: unique, alone or with others.
    distinct: bool,
    default: Option<Default>,
    pub(in crate::scaffold) min: Option<String>,
    pub(in crate::scaffold) max: Option<String>,
    pub(in crate::scaffold) above: Option<String>,
    pub(in crate::scaffold) below: Option<String>,
    pub(in crate::scaffold) min_length: Option<u32>,
    pub(in crate::scaffold) max_length: Option<u32>,
    example: Option<String>,
    pub(in crate::scaffold) computed: Option<Computed>,
    summary: String,
    /// What it is for: `data`, `key`, `reference` (key of another entity), `owner` (key of the entity it is a part
    /// of) or `timestamp`.
    pub(in crate::scaffold) role: &'static str,
    references: Option<References>,
    /// Shown to callers.
    pub(in crate::scaffold) shown: bool,
    /// Holds the state of the lifecycle.
    pub(in crate::scaffold) state: bool,
    /// A value on the wire, and another one; both keep all the constraints.
    pub(in crate::scaffold) sample: serde_json::Value,
    pub(in crate::scaffold) other_sample: serde_json::Value,
}

/// A default value.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Default {
    /// `value` or `now`.
    kind: &'static str,
    /// On the wire.
    value: serde_json::Value,
    /// Name of the member, where it is of an enumeration.
    constant: Option<String>,
}

/// What a foreign key points to.
#[derive(Clone, Debug, Serialize)]
struct References {
    entity: String,
    table: String,
    column: String,
    /// `CASCADE`, `SET NULL` or `RESTRICT`.
    on_delete: &'static str,
}

/// A sum over parts.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Computed {
    /// Name of the relationship in code.
    pub(in crate::scaffold) over: String,
    /// Names of the fields of the parts in code.
    pub(in crate::scaffold) factors: Vec<String>,
}

/// What a field holds.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Kind {
    pub(in crate::scaffold) name: &'static str,
    precision: u32,
    pub(in crate::scaffold) scale: u32,
    /// Class of the enumeration.
    pub(in crate::scaffold) class: Option<String>,
    members: Vec<Member>,
    /// Characters of the longest value of an enumeration.
    longest: usize,
    item: Option<Box<Kind>>,
}

/// A member of an enumeration.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Member {
    pub(in crate::scaffold) constant: String,
    pub(in crate::scaffold) value: String,
}

/// A state, and those that may follow it.
pub(in crate::scaffold) type Moves = (Member, Vec<Member>);

/// The states of an entity.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Lifecycle {
    field: String,
    ident: String,
    class: String,
    initial: Member,
    /// From each state, where to.
    transitions: Vec<Moves>,
}

/// An owned relationship at the side of the owner.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Part {
    pub(in crate::scaffold) name: String,
    pub(in crate::scaffold) ident: String,
    pub(in crate::scaffold) back: String,
    pub(in crate::scaffold) many: bool,
    pub(in crate::scaffold) min: u32,
    max: Option<u32>,
    /// Name of the foreign key in the part's code.
    pub(in crate::scaffold) foreign_key: String,
    /// Several foreign keys lead from the part to this owner.
    ambiguous: bool,
    pub(in crate::scaffold) entity: Entity,
}

impl Entity {
    /// The state in which it starts.
    pub(in crate::scaffold) fn initial(&self) -> Option<&Member> {
        self.lifecycle.as_ref().map(|lifecycle| &lifecycle.initial)
    }

    /// All states, and where each may go.
    pub(in crate::scaffold) fn states(&self) -> Option<(&[Member], &[Moves])> {
        let lifecycle = self.lifecycle.as_ref()?;
        let field = self.fields.iter().find(|field| field.state)?;
        Some((&field.kind.members, &lifecycle.transitions))
    }
}

impl Field {
    /// Whether it is the present moment where none is given.
    pub(in crate::scaffold) fn is_now_by_default(&self) -> bool {
        self.default.as_ref().is_some_and(|default| default.kind == "now")
    }
}

impl Kind {
    /// Whether it is of that name or a list of such.
    pub(in crate::scaffold) fn has(&self, name: &str) -> bool {
        self.name == name || self.item.as_ref().is_some_and(|item| item.has(name))
    }

    pub(in crate::scaffold) fn members(&self) -> &[Member] {
        &self.members
    }
}

/// All entities, parts not yet joined to their owners.
pub(super) fn all(plan: &Plan, given: &mut Given<'_>) -> Vec<Entity> {
    let classes: Vec<_> = plan.entities.iter().map(|entity| given.entity_class(&entity.name)).collect();
    plan.entities.iter().zip(&classes).map(|(entity, class)| one(plan, entity, class, &classes, given)).collect()
}

fn one(plan: &Plan, entity: &plan::Entity, class: &str, classes: &[String], given: &mut Given<'_>) -> Entity {
    let rules = given.rules;
    let mut names = Names::new(&rules.identifier);
    rules.own_fields.iter().for_each(|name| drop(names.take(name)));
    let offered = plan.api.resources.iter().any(|resource| resource.entity == entity.name);
    let key: Vec<_> =
        entity.fields.iter().filter(|f| f.key).map(|f| field(entity, f, &mut names, given, class)).collect();
    let mut fields = key.clone();
    let reaching = |owned: bool| plan.relationships.iter().filter(move |r| r.to == entity.name && r.owned == owned);
    let several = reaching(true).count() > 1;
    fields.extend(reaching(true).map(|r| reference(plan, r, several || r.optional, offered, &mut names)));
    fields.extend(entity.fields.iter().filter(|f| !f.key).map(|f| field(entity, f, &mut names, given, class)));
    fields.extend(reaching(false).map(|r| reference(plan, r, r.optional, true, &mut names)));
    if entity.timestamps {
        fields.extend(["created_at", "updated_at"].map(|name| timestamp(name, &mut names)));
    }
    let class_of =
        |name: &str| plan.entities.iter().position(|e| e.name == name).map_or_else(String::new, |i| classes[i].clone());
    let owning = |r: &Relationship, names: &mut Names<'_>| Owning {
        ident: names.take(&snake(&r.inverse)),
        class: class_of(&r.from),
        back: rules.identifier.mend(&snake(&r.name)),
        foreign_key: rules.identifier.mend(&snake(&r.foreign_key)),
        optional: several || r.optional,
        ambiguous: ambiguous(plan, r),
    };
    let owners: Vec<_> = reaching(true).map(|r| owning(r, &mut names)).collect();
    let lifecycle = entity.lifecycle.as_ref().and_then(|lifecycle| states(lifecycle, &fields));
    let article = if entity.words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let column =
        |name: &String| fields.iter().find(|f| f.name == *name).map_or_else(|| name.clone(), |f| f.column.clone());
    Entity {
        name: entity.name.clone(),
        class: class.to_owned(),
        ident: rules.identifier.mend(&snake(&entity.name)),
        a: format!("{article} {}", entity.words),
        a_capital: format!("{} {}", camel(article), entity.words),
        words: entity.words.clone(),
        plural: entity.plural.clone(),
        table: entity.table.clone(),
        summary: entity.summary.clone(),
        key: key.into_iter().next(),
        unique: entity.unique.iter().map(|set| set.iter().map(column).collect()).collect(),
        checks: check::all(&fields, &rules.quoted_columns),
        indexes: Vec::new(),
        timestamps: entity.timestamps,
        lifecycle,
        parts: Vec::new(),
        root: owners.is_empty(),
        owners,
        versioned: false,
        soft: false,
        offered,
        hashes: false,
        given: false,
        input: format!("{class}{}", if offered { "Input" } else { "Create" }),
        fields,
    }
}

fn field(
    entity: &plan::Entity,
    field: &plan::Field,
    names: &mut Names<'_>,
    given: &mut Given<'_>,
    class: &str,
) -> Field {
    let stored = field.stored.as_ref().map(|stored| stored.column.clone());
    let secret = field.kind == FieldKind::Secret;
    let column = if secret { stored.unwrap_or_else(|| format!("hashed_{}", field.name)) } else { field.name.clone() };
    let kind = kind(&field.kind, &format!("{class} {}", field.name), given);
    let ident = names.take(&snake(&field.name));
    let attribute = if secret { names.take(&snake(&column)) } else { ident.clone() };
    let (sample, other_sample) = sample::values(field);
    Field {
        ident,
        attribute,
        column,
        default: field.default.as_ref().map(|default| default_value(default, &kind)),
        kind,
        key: field.key,
        optional: field.optional,
        unique: field.unique,
        index: field.index,
        distinct: field.unique || entity.unique.iter().any(|set| set.contains(&field.name)),
        min: field.min.clone(),
        max: field.max.clone(),
        above: field.above.clone(),
        below: field.below.clone(),
        min_length: field.min_length,
        max_length: field.max_length,
        example: field.example.clone(),
        computed: field.computed.as_ref().map(|computed| Computed {
            over: given.rules.identifier.mend(&snake(&computed.over)),
            factors: computed.factors.iter().map(|name| given.rules.identifier.mend(&snake(name))).collect(),
        }),
        summary: field.summary.clone(),
        role: if field.key { "key" } else { "data" },
        references: None,
        shown: !secret,
        state: entity.lifecycle.as_ref().is_some_and(|lifecycle| lifecycle.field == field.name),
        sample,
        other_sample,
        name: field.name.clone(),
    }
}

fn plain(name: &str, names: &mut Names<'_>, kind: Kind, role: &'static str) -> Field {
    let ident = names.take(&snake(name));
    Field {
        name: name.to_owned(),
        attribute: ident.clone(),
        ident,
        column: name.to_owned(),
        kind,
        key: false,
        optional: false,
        unique: false,
        index: false,
        distinct: false,
        default: None,
        min: None,
        max: None,
        above: None,
        below: None,
        min_length: None,
        max_length: None,
        example: None,
        computed: None,
        summary: String::new(),
        role,
        references: None,
        shown: true,
        state: false,
        sample: serde_json::Value::Null,
        other_sample: serde_json::Value::Null,
    }
}

fn timestamp(name: &str, names: &mut Names<'_>) -> Field {
    plain(name, names, scalar("datetime"), "timestamp")
}

fn reference(plan: &Plan, link: &Relationship, optional: bool, shown: bool, names: &mut Names<'_>) -> Field {
    let target = plan.entity(&link.from);
    let key = target.and_then(|entity| entity.fields.iter().find(|field| field.key));
    let kind = if key.is_some_and(|key| key.kind == FieldKind::Integer) { "integer" } else { "uuid" };
    let on_delete = if link.owned {
        "CASCADE"
    } else if optional {
        "SET NULL"
    } else {
        "RESTRICT"
    };
    Field {
        optional,
        unique: !link.many,
        index: link.many,
        references: target.map(|entity| References {
            entity: entity.name.clone(),
            table: entity.table.clone(),
            column: key.map_or_else(|| "id".to_owned(), |key| key.name.clone()),
            on_delete,
        }),
        shown,
        ..plain(&link.foreign_key, names, scalar(kind), if link.owned { "owner" } else { "reference" })
    }
}

fn scalar(name: &'static str) -> Kind {
    Kind { name, precision: 0, scale: 0, class: None, members: Vec::new(), longest: 0, item: None }
}

fn kind(kind: &FieldKind, class: &str, given: &mut Given<'_>) -> Kind {
    match kind {
        FieldKind::Decimal { precision, scale } => Kind { precision: *precision, scale: *scale, ..scalar("decimal") },
        FieldKind::Enum(values) => {
            let mut names = Names::new(&given.rules.constant);
            let members =
                values.iter().map(|v| Member { constant: names.take(&constant(v)), value: v.clone() }).collect();
            let longest = values.iter().map(|value| value.chars().count()).max().unwrap_or(1).max(1);
            Kind { class: Some(given.class(&camel(class))), members, longest, ..scalar("enum") }
        }
        FieldKind::List(item) => Kind { item: Some(Box::new(self::kind(item, class, given))), ..scalar("list") },
        FieldKind::Uuid => scalar("uuid"),
        FieldKind::Integer => scalar("integer"),
        FieldKind::String => scalar("string"),
        FieldKind::Text => scalar("text"),
        FieldKind::Email => scalar("email"),
        FieldKind::Url => scalar("url"),
        FieldKind::Secret => scalar("secret"),
        FieldKind::Boolean => scalar("boolean"),
        FieldKind::Date => scalar("date"),
        FieldKind::Datetime => scalar("datetime"),
        FieldKind::Duration => scalar("duration"),
        FieldKind::Json => scalar("json"),
    }
}

fn default_value(default: &plan::Default, kind: &Kind) -> Default {
    let text = |text: &String| serde_json::Value::String(text.clone());
    let (name, value) = match default {
        plan::Default::Boolean(value) => ("value", serde_json::Value::Bool(*value)),
        plan::Default::Number(number) if kind.name == "decimal" => ("value", text(number)),
        plan::Default::Number(number) => ("value", serde_json::from_str(number).unwrap_or_else(|_| text(number))),
        plan::Default::Text(value) => ("value", text(value)),
        plan::Default::Now => ("now", serde_json::Value::Null),
    };
    let constant = kind.members.iter().find(|member| value == member.value).map(|member| member.constant.clone());
    Default { kind: name, value, constant }
}

fn states(lifecycle: &plan::Lifecycle, fields: &[Field]) -> Option<Lifecycle> {
    let field = fields.iter().find(|field| field.name == lifecycle.field)?;
    let member = |value: &String| field.kind.members.iter().find(|member| member.value == *value).cloned();
    let moves = |(from, to): &(String, Vec<String>)| Some((member(from)?, to.iter().filter_map(member).collect()));
    Some(Lifecycle {
        field: field.name.clone(),
        ident: field.ident.clone(),
        class: field.kind.class.clone()?,
        initial: member(&lifecycle.initial)?,
        transitions: lifecycle.transitions.iter().filter_map(moves).collect(),
    })
}

/// Joins parts to owners, and adds what the operations of resources ask for: versions and indexes.
pub(super) fn finish(entities: &mut [Entity], plan: &Plan, resources: &[Resource], given: &Given<'_>) {
    for entity in entities.iter_mut() {
        let own = resources.iter().filter(|resource| resource.entity_name == entity.name);
        let changes = ["update", "replace", "transition", "delete"];
        let changed = |o: &super::resource::Operation| {
            changes.contains(&o.action) || o.action == "custom" && o.parameter.is_some()
        };
        entity.versioned = own.clone().flat_map(|r| &r.operations).any(changed);
        let soft = plan.builds("deletion", "soft-delete");
        entity.soft = soft && own.clone().flat_map(|r| &r.operations).any(|o| o.action == "delete");
        entity.indexes = indexes(entity, own);
    }
    let flat = entities.to_vec();
    for entity in entities.iter_mut() {
        entity.parts = parts(&entity.name, &flat, plan, given);
        entity.hashes = hashes(entity);
    }
}

/// No entity owns itself: that was checked before.
fn parts(owner: &str, flat: &[Entity], plan: &Plan, given: &Given<'_>) -> Vec<Part> {
    let part = |link: &Relationship| {
        let child = flat.iter().find(|entity| entity.name == link.to)?;
        Some(Part {
            name: link.name.clone(),
            ident: given.rules.identifier.mend(&snake(&link.name)),
            back: given.rules.identifier.mend(&snake(&link.inverse)),
            many: link.many,
            min: link.min,
            max: link.max,
            foreign_key: given.rules.identifier.mend(&snake(&link.foreign_key)),
            ambiguous: ambiguous(plan, link),
            entity: whole(child, flat, plan, given),
        })
    };
    plan.relationships_from(owner).filter(|link| link.owned).filter_map(part).collect()
}

fn whole(entity: &Entity, flat: &[Entity], plan: &Plan, given: &Given<'_>) -> Entity {
    let mut entity = Entity { parts: parts(&entity.name, flat, plan, given), ..entity.clone() };
    entity.hashes = hashes(&entity);
    entity
}

fn hashes(entity: &Entity) -> bool {
    entity.fields.iter().any(|field| field.kind.name == "secret") || entity.parts.iter().any(|part| part.entity.hashes)
}

/// The entities in an order in which each comes after those it refers to; that there is one was checked before.
pub(super) fn by_reference(entities: &[Entity]) -> Vec<Entity> {
    let mut sorted: Vec<Entity> = Vec::new();
    let mut waiting: Vec<&Entity> = entities.iter().collect();
    while !waiting.is_empty() {
        let there = |name: &str| sorted.iter().any(|entity| entity.name == name);
        let ready = |entity: &&Entity| {
            let mut referred = entity.fields.iter().filter_map(|field| field.references.as_ref());
            referred.all(|to| to.entity == entity.name || there(&to.entity))
        };
        let next = waiting.iter().position(ready).unwrap_or(0);
        sorted.push(waiting.remove(next).clone());
    }
    sorted
}

/// Whether another relationship joins the same two entities.
fn ambiguous(plan: &Plan, link: &Relationship) -> bool {
    plan.relationships.iter().filter(|other| other.from == link.from && other.to == link.to).count() > 1
}

fn indexes<'a>(entity: &Entity, resources: impl Iterator<Item = &'a Resource> + Clone) -> Vec<Vec<String>> {
    let key = entity.key.as_ref().map(|key| key.column.clone()).unwrap_or_default();
    let sorted = resources.clone().flat_map(|r| &r.operations).flat_map(|o| &o.sort);
    let owner = resources.clone().filter_map(|r| r.owner.as_ref());
    let mut sets: Vec<Vec<String>> = Vec::new();
    for column in owner.chain(sorted).map(|field| field.column.clone()) {
        let set = vec![column, key.clone()];
        if set[0] != key && !sets.contains(&set) {
            sets.push(set);
        }
    }
    let covered: Vec<_> = sets.iter().map(|set| set[0].clone()).collect();
    let searched = entity.fields.iter().filter(|f| f.index && !f.unique && !f.key && !covered.contains(&f.column));
    let firsts: Vec<_> = entity.unique.iter().filter_map(|set| set.first()).collect();
    let alone: Vec<_> = searched.filter(|f| !firsts.contains(&&f.column)).map(|f| vec![f.column.clone()]).collect();
    alone.into_iter().chain(sets).collect()
}
