//! Schemas of what is sent and what comes back, each made once, in the order of first use.

use super::reference;
use crate::document::ordered::{Json, Object, array};
use crate::document::{example, field as phrases, words};
use crate::plan::{Default as Given, Entity, Field, FieldKind, Plan, Relationship};

/// So many parts a caller may give at once where the spec sets no bound.
const MOST_PARTS: u32 = 100;

/// Text without control characters.
const ONE_LINE: &str = r"^[^\x00-\x1f\x7f]*$";

/// The schemas of a document.
#[derive(Default)]
pub(in crate::document) struct Schemas(Object);

impl Schemas {
    /// All schemas by name.
    pub(in crate::document) fn into_object(self) -> Object {
        self.0
    }

    /// What creates or replaces an entity.
    ///
    /// The owner may be left out: then it is the caller.
    pub(super) fn create(&mut self, plan: &Plan, name: &str, entity: &Entity, accepts: &[String], owner: Option<&str>) {
        self.once(name, |schemas| {
            let mut required = Vec::new();
            let properties = schemas.properties(plan, entity, accepts, &mut required);
            required.retain(|name| Some(name.as_str()) != owner);
            let article = words::article(&entity.words);
            closed(&format!("What makes {article} {}", entity.words), properties, &required)
        });
    }

    /// What an operation takes that the team writes.
    pub(super) fn custom(&mut self, plan: &Plan, name: &str, entity: &Entity, accepts: &[String], summary: &str) {
        self.once(name, |schemas| {
            let mut required = Vec::new();
            let properties = schemas.properties(plan, entity, accepts, &mut required);
            closed(&format!("What a caller gives for: {}", words::sentence(summary)), properties, &required)
        });
    }

    /// What changes some fields of an entity.
    pub(super) fn update(&mut self, plan: &Plan, name: &str, entity: &Entity, accepts: &[String]) {
        self.once(name, |schemas| {
            let properties = schemas.properties(plan, entity, accepts, &mut Vec::new());
            let article = words::article(&entity.words);
            closed(&format!("What may change of {article} {}", entity.words), without_defaults(properties), &[])
        });
    }

    /// What moves an entity along its lifecycle.
    pub(super) fn transition(&mut self, name: &str, entity: &Entity, field: &str) {
        self.once(name, |_| {
            let schema = entity.fields.iter().find(|f| f.name == field).map(bare).unwrap_or_default();
            let description = format!("Where the {} moves to", entity.words);
            closed(&description, Object::of(field, schema), &[field.to_owned()])
        });
    }

    /// An entity as callers see it.
    pub(super) fn read(&mut self, plan: &Plan, entity: &Entity) {
        let name = format!("{}Read", entity.name);
        self.once(&name, |schemas| schemas.output(plan, entity));
    }

    /// What an event carries of an entity.
    pub(in crate::document) fn event(&mut self, plan: &Plan, name: &str, entity: &Entity, payload: &[String]) {
        self.once(name, |schemas| {
            let mut properties = Object::default();
            for field in entity.fields.iter().filter(|f| f.kind != FieldKind::Secret && payload.contains(&f.name)) {
                properties.put(&field.name, shown(entity, field));
            }
            for link in plan.relationships_from(&entity.name).filter(|r| r.owned && payload.contains(&r.name)) {
                properties.put(&link.name, schemas.parts(plan, link, "Read"));
            }
            let required = properties.keys();
            open(
                &format!("What the event tells of {} {}", words::article(&entity.words), entity.words),
                properties,
                &required,
            )
        });
    }

    /// A page of entities.
    pub(super) fn page(&mut self, plan: &Plan, entity: &Entity) {
        let name = format!("{}Page", entity.name);
        self.once(&name, |_| {
            let items = Object::of("type", "array").with("items", reference(&format!("{}Read", entity.name)));
            let mut properties = Object::of("items", items);
            let mut required = vec!["items".to_owned()];
            match plan.chosen("pagination") {
                Some("whole-list") => {}
                Some("offset") => {
                    let total = Object::of("type", "integer").with("minimum", 0);
                    properties.put("total", total.with("description", "How many there are"));
                    required.push("total".to_owned());
                }
                _ => {
                    let cursor = Object::of("type", array(["string", "null"]));
                    let meaning = "Pass as `cursor` to get the next page; null on the last one";
                    properties.put("next_cursor", cursor.with("description", meaning));
                    required.push("next_cursor".to_owned());
                }
            }
            open(&format!("A page of {}", entity.plural), properties, &required)
        });
    }

    /// A failure (RFC 9457).
    pub(super) fn problem(&mut self) {
        self.once("Problem", |_| {
            let string = || Object::of("type", "string");
            let status = Object::of("type", "integer").with("minimum", 400).with("maximum", 599);
            let error = Object::of("type", "object").with("additionalProperties", true);
            let properties =
                Object::of("type", string().with("format", "uri-reference").with("default", "about:blank"))
                    .with("title", string())
                    .with("status", status)
                    .with("detail", string())
                    .with("instance", string().with("format", "uri-reference"))
                    .with("request_id", string().with("description", "Finds the request in the log"))
                    .with("errors", Object::of("type", "array").with("items", error));
            open("A failure as RFC 9457 describes it", properties, &["title".to_owned(), "status".to_owned()])
        });
    }

    /// What health paths answer.
    pub(super) fn health(&mut self) {
        self.once("Health", |_| {
            let status = Object::of("type", "string").with("enum", array(["ok", "unavailable"]));
            open("State of the service", Object::of("status", status), &["status".to_owned()])
        });
    }

    /// Makes a schema where it is not there yet; its name is taken first, so that it may refer to itself.
    fn once(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Object) {
        if self.0.get(name).is_none() {
            self.0.put(name, Json::Null);
            let schema = make(self);
            self.0.put(name, schema);
        }
    }

    /// What a caller gives, by name; puts the names that it must give into `required`.
    fn properties(&mut self, plan: &Plan, entity: &Entity, accepts: &[String], required: &mut Vec<String>) -> Object {
        let mut properties = Object::default();
        for name in accepts {
            if let Some(field) = entity.fields.iter().find(|field| field.name == *name) {
                properties.put(name, given(entity, field));
                required.extend((!field.optional && field.default.is_none()).then(|| name.clone()));
            } else if let Some(relationship) = plan.relationships_from(&entity.name).find(|r| r.name == *name) {
                properties.put(name, self.parts(plan, relationship, "Create"));
                required.extend((relationship.min > 0).then(|| name.clone()));
            } else if let Some(relationship) = plan.relationships_to(&entity.name).find(|r| r.foreign_key == *name) {
                properties.put(name, foreign_key(plan, relationship));
                required.extend((!relationship.optional).then(|| name.clone()));
            }
        }
        properties
    }

    fn output(&mut self, plan: &Plan, entity: &Entity) -> Object {
        let mut properties = Object::default();
        for field in entity.fields.iter().filter(|field| field.kind != FieldKind::Secret) {
            properties.put(&field.name, shown(entity, field));
        }
        for relationship in plan.relationships_to(&entity.name).filter(|r| !r.owned) {
            properties.put(&relationship.foreign_key, foreign_key(plan, relationship));
        }
        for relationship in plan.relationships_from(&entity.name).filter(|r| r.owned) {
            properties.put(&relationship.name, self.parts(plan, relationship, "Read"));
        }
        if entity.timestamps {
            let moment = || Object::of("type", "string").with("format", "date-time").with("readOnly", true);
            properties.put("created_at", moment());
            properties.put("updated_at", moment());
        }
        let required: Vec<String> = properties.keys();
        let said = entity.summary.trim();
        let description = if said.is_empty() { words::capital(&entity.words) } else { said.to_owned() };
        open(&description, properties, &required)
    }

    /// The parts of an aggregate: a list, or one.
    fn parts(&mut self, plan: &Plan, relationship: &Relationship, suffix: &str) -> Object {
        let Some(part) = plan.entity(&relationship.to) else { return Object::default() };
        let name = format!("{}{suffix}", part.name);
        match suffix {
            "Create" => self.create(plan, &name, part, &example::writable(plan, part), None),
            _ => self.read(plan, part),
        }
        if !relationship.many {
            return match relationship.min {
                0 => Object::of("anyOf", array([reference(&name), Object::of("type", "null")])),
                _ => reference(&name),
            };
        }
        let at_least = (relationship.min > 0).then_some(i64::from(relationship.min));
        // A caller must not be able to make the service write without end.
        let at_most = relationship.max.or((suffix == "Create").then_some(MOST_PARTS));
        Object::of("type", "array")
            .with("items", reference(&name))
            .with_some("minItems", at_least)
            .with_some("maxItems", at_most.map(i64::from))
    }
}

/// An object that takes no other property.
fn closed(description: &str, properties: Object, required: &[String]) -> Object {
    open(description, properties, required).with("additionalProperties", false)
}

/// An object that may get more properties in a later version.
fn open(description: &str, properties: Object, required: &[String]) -> Object {
    let mut schema = Object::of("type", "object").with("description", description).with("properties", properties);
    if !required.is_empty() {
        schema.put("required", array(required.iter().map(String::as_str)));
    }
    schema
}

fn foreign_key(plan: &Plan, relationship: &Relationship) -> Object {
    let owner = plan.entity(&relationship.from);
    let key = owner.and_then(|entity| Some((entity, entity.fields.iter().find(|field| field.key)?)));
    let Some((entity, key)) = key else { return Object::default() };
    let schema = if relationship.optional { nullable(bare(key)) } else { bare(key) };
    schema.with("description", format!("Which {}", entity.words)).with("examples", array([example::field(entity, key)]))
}

/// A field as a caller gives it.
fn given(entity: &Entity, field: &Field) -> Object {
    let mut schema = bare(field);
    if field.optional {
        schema = nullable(schema);
    }
    if let Some(default) = field.default.as_ref().and_then(|default| literal(default, &field.kind)) {
        schema.put("default", default);
    }
    if field.kind == FieldKind::Secret {
        schema.put("writeOnly", true);
    }
    described(entity, field, schema)
}

/// Fields that are left out stay as they are, whatever they are made with.
fn without_defaults(properties: Object) -> Object {
    let mut bare = Object::default();
    for name in properties.keys() {
        let mut schema = properties.get(&name).cloned().unwrap_or(Json::Null);
        if let Json::Mapping(entries) = &mut schema {
            entries.remove("default");
        }
        bare.put(&name, schema);
    }
    bare
}

/// A field as a caller sees it.
fn shown(entity: &Entity, field: &Field) -> Object {
    let mut schema = bare(field);
    if field.optional {
        schema = nullable(schema);
    }
    if field.key || field.computed.is_some() {
        schema.put("readOnly", true);
    }
    described(entity, field, schema)
}

fn described(entity: &Entity, field: &Field, mut schema: Object) -> Object {
    let mut sentences: Vec<String> = Vec::new();
    sentences.extend((!field.summary.trim().is_empty()).then(|| words::sentence(&field.summary)));
    // A number that travels as text carries its bounds in words.
    if matches!(field.kind, FieldKind::Decimal { .. }) {
        let bounds = phrases::bounds(field);
        sentences.extend((!bounds.is_empty()).then(|| words::sentence(&bounds.join(", "))));
    }
    if let Some((service, other)) = &field.refers_to {
        sentences.push(format!("Key of {other} in {service}."));
    }
    if let Some(computed) = &field.computed {
        sentences.push(format!("Sum of {} over {}.", computed.factors.join(" × "), computed.over));
    }
    if !sentences.is_empty() {
        schema.put("description", sentences.join(" "));
    }
    schema.with("examples", array([example::field(entity, field)]))
}

/// The schema of a field's values alone, with every constraint that JSON Schema can state.
pub(super) fn bare(field: &Field) -> Object {
    let mut schema = kind(&field.kind, field);
    match field.kind {
        FieldKind::Integer => {
            for (key, bound) in [
                ("minimum", &field.min),
                ("maximum", &field.max),
                ("exclusiveMinimum", &field.above),
                ("exclusiveMaximum", &field.below),
            ] {
                if let Some(number) = bound.as_deref().and_then(number) {
                    schema.put(key, number);
                }
            }
        }
        FieldKind::List(_) => lengths(&mut schema, field, "minItems", "maxItems"),
        _ => lengths(&mut schema, field, "minLength", "maxLength"),
    }
    schema
}

fn lengths(schema: &mut Object, field: &Field, least: &str, most: &str) {
    if let Some(length) = field.min_length {
        schema.put(least, i64::from(length));
    }
    if let Some(length) = field.max_length {
        schema.put(most, i64::from(length));
    }
}

fn kind(kind: &FieldKind, field: &Field) -> Object {
    let string = || Object::of("type", "string");
    let formatted = |format: &str| string().with("format", format);
    match kind {
        FieldKind::Uuid => formatted("uuid"),
        FieldKind::Integer => Object::of("type", "integer").with("format", "int64"),
        FieldKind::String => string().with("pattern", ONE_LINE),
        FieldKind::Text => string(),
        FieldKind::Email => formatted("email"),
        FieldKind::Url => formatted("uri"),
        FieldKind::Secret => formatted("password"),
        FieldKind::Boolean => Object::of("type", "boolean"),
        FieldKind::Decimal { precision, scale } => string().with("pattern", pattern(*precision, *scale, field)),
        FieldKind::Date => formatted("date"),
        FieldKind::Datetime => formatted("date-time"),
        FieldKind::Duration => formatted("duration"),
        FieldKind::Enum(values) => string().with("enum", array(values.iter().map(String::as_str))),
        FieldKind::Json => Object::default(),
        FieldKind::List(of) => Object::of("type", "array").with("items", self::kind(of, field)),
    }
}

/// What a decimal looks like as text: so many digits before and after the point, a sign where it may be negative.
fn pattern(precision: u32, scale: u32, field: &Field) -> String {
    let least = field.min.as_ref().or(field.above.as_ref());
    let sign = if least.is_some_and(|bound| bound.parse::<f64>().is_ok_and(|bound| bound >= 0.0)) { "" } else { "-?" };
    let whole = precision.saturating_sub(scale);
    let whole = if whole == 0 { "0".to_owned() } else { format!("[0-9]{{1,{whole}}}") };
    let part = if scale == 0 { String::new() } else { format!("(\\.[0-9]{{1,{scale}}})?") };
    // More than nothing: some digit is none of the zeros.
    let is_positive = field.above.as_ref().is_some_and(|bound| bound.parse() == Ok(0.0));
    let some = if is_positive { "(?=.*[1-9])" } else { "" };
    format!("^{some}{sign}{whole}{part}$")
}

/// The same values, or null.
fn nullable(mut schema: Object) -> Object {
    if let Some(values) = schema.get("enum").and_then(Json::as_sequence) {
        let values: Vec<Json> = values.iter().cloned().chain([Json::Null]).collect();
        schema.put("enum", array(values));
    }
    match schema.get("type").and_then(Json::as_str).map(str::to_owned) {
        Some(name) => schema.with("type", array([name.as_str(), "null"])),
        None => schema,
    }
}

fn literal(default: &Given, kind: &FieldKind) -> Option<Json> {
    match (default, kind) {
        (Given::Boolean(value), _) => Some(Json::from(*value)),
        (Given::Number(text), FieldKind::Decimal { .. }) | (Given::Text(text), _) => Some(Json::from(text.as_str())),
        (Given::Number(text), _) => number(text),
        (Given::Now, _) => None,
    }
}

fn number(text: &str) -> Option<Json> {
    text.parse::<i64>().map(Json::from).or_else(|_| text.parse::<f64>().map(Json::from)).ok()
}
