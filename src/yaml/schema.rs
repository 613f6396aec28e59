//! JSON Schema of what is read.

use serde_json::{Map, Value, json};

/// The records described so far.
#[derive(Debug, Default)]
pub struct Schemas {
    records: Map<String, Value>,
}

/// Name, description, schema, and whether it is required.
type Property = (&'static str, &'static str, Value, bool);

impl Schemas {
    /// Describes a record once and gives a reference to it.
    pub fn record(&mut self, name: &str, about: &str, properties: impl FnOnce(&mut Self) -> Vec<Property>) -> Value {
        if !self.records.contains_key(name) {
            // Taken at once, so that a record may hold itself.
            self.records.insert(name.to_owned(), Value::Null);
            let described = describe(about, properties(self));
            self.records.insert(name.to_owned(), described);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    /// The whole schema of a document that is the given reference.
    pub fn document(self, id: &str, title: &str, root: &Value) -> Value {
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": id,
            "title": title,
            "$ref": root["$ref"],
            "$defs": self.records,
        })
    }
}

fn describe(about: &str, properties: Vec<Property>) -> Value {
    let required: Vec<_> = properties.iter().filter(|property| property.3).map(|property| property.0).collect();
    let properties: Map<_, _> = properties
        .into_iter()
        .map(|(name, about, schema, _)| (name.to_owned(), with_description(schema, about)))
        .collect();
    let mut record = json!({
        "type": "object",
        "description": about.trim(),
        "additionalProperties": false,
        "properties": properties,
    });
    if required.is_empty() {
        record["type"] = json!(["object", "null"]);
    } else {
        record["required"] = json!(required);
    }
    record
}

fn with_description(mut schema: Value, about: &str) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        let about = about.trim().lines().map(str::trim).collect::<Vec<_>>().join(" ");
        schema.insert("description".to_owned(), Value::String(about));
    }
    schema
}
