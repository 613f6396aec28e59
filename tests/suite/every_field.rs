//! Hostile text in every field of the language, driven by its JSON Schema: a field that is new is in here by itself.
//!
//! Into a spec that uses the whole language goes a text wherever the schema takes one, and what the schema allows and the
//! spec lacks is added; what the checks refuse, such as the name of an entity, is taken back. What remains is rendered and
//! read back in every format.

use crate::formats::holds;
use archplan::report::Report;
use archplan::source::Sources;
use archplan::{catalogue, document, plan, spec};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const WHOLE: &str = include_str!("../../src/document/tests/everything.yaml");
/// The parts of the language that it lacks.
const MORE: &str = "
qualities: { goal: { statement: Fast, metric: latency, below: 1 } }
principles: [{ id: own, text: Own }]
decisions:
  database: { choose: postgresql, because: Known }
  own-one:
    title: Own
    question: Which?
    options: { one: { title: One, reason: First, good: [a], neutral: [b], bad: [c] }, two: {} }
    choose: one
    because: So
integrations: { other: { title: Other, purpose: Pays, direction: both, protocol: rest } }
";

/// Everything that is markup, quoting, expansion or direction somewhere.
const PIECES: [&str; 58] = [
    "|",
    "<",
    ">",
    "&",
    "`",
    "#",
    "$",
    "*",
    "@",
    "{{ x }}",
    "{% x %}",
    "\"",
    "'",
    "\\",
    "</script>",
    "<script>alert(1)</script>",
    "-->",
    "<!--",
    "]]>",
    "${{ x }}",
    "$(id)",
    "`id`",
    "\u{202e}",
    "\u{202c}",
    "\u{2066}",
    "\u{2069}",
    "\u{200b}",
    "\u{200d}",
    "\u{200f}",
    "😀",
    "👩‍👩‍👧",
    "漢字",
    "עברית",
    "e\u{301}",
    "#set page()",
    "#let x = 1",
    "graph TD; A-->B",
    "end",
    "%%{init}%%",
    "!tag",
    "&anchor",
    "*alias",
    "- item",
    "? key",
    ": value",
    "(?P<x>.*)+",
    "^$",
    "[x](javascript:alert(1))",
    "[a][b]",
    "![i](x)",
    "word",
    "two words",
    "~~~",
    "***",
    "1.",
    "a_b_c",
    "&lt;",
    "\n",
];

fn texts() -> impl Strategy<Value = String> {
    let long = "verylongword".repeat(40);
    let pieces = prop::collection::vec(prop::sample::select(&PIECES[..]), 1..10);
    (pieces, prop::bool::weighted(0.1)).prop_map(move |(pieces, is_long)| {
        let text = pieces.join(" ");
        if is_long { format!("{text} {long}") } else { text }
    })
}

/// A place in a value, and what goes there.
pub(crate) type Change = (Vec<Step>, Value);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    Key(String),
    Item(usize),
}

/// Collects what the schema lets one say.
struct Walk<'a> {
    schema: &'a Value,
    text: &'a str,
    count: usize,
    changes: Vec<Change>,
    /// The fields that are Markdown and were met, as `Record.key`.
    met: BTreeSet<String>,
}

impl Walk<'_> {
    fn resolved<'s>(&'s self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str() {
            Some(path) => &self.schema["$defs"][path.trim_start_matches("#/$defs/")],
            None => schema,
        }
    }

    fn fresh(&mut self) -> Value {
        self.count += 1;
        json!(format!("field{}x {}", self.count, self.text))
    }

    fn walk(&mut self, value: &Value, schema: &Value, place: &[Step], depth: usize) {
        for schema in variants(schema) {
            let record = schema["$ref"].as_str().map(|path| path.trim_start_matches("#/$defs/").to_owned());
            let schema = self.resolved(&schema).clone();
            match value {
                Value::String(_) if takes_text(&schema) => {
                    let text = self.fresh();
                    self.changes.push((place.to_vec(), text));
                }
                Value::Array(items) => {
                    for (at, item) in items.iter().enumerate() {
                        self.walk(item, &schema["items"], &with(place, Step::Item(at)), depth);
                    }
                }
                Value::Object(entries) => {
                    for (key, entry) in entries {
                        let below = match &schema["properties"][key] {
                            Value::Null => &schema["additionalProperties"],
                            property => property,
                        };
                        self.walk(entry, &below.clone(), &with(place, Step::Key(key.clone())), depth);
                    }
                    self.lacking(entries, &schema, record.as_deref(), place, depth);
                }
                _ => {}
            }
        }
    }

    /// Adds what the schema of a record has and the value has not.
    fn lacking(
        &mut self,
        entries: &serde_json::Map<String, Value>,
        schema: &Value,
        record: Option<&str>,
        place: &[Step],
        depth: usize,
    ) {
        let Some(properties) = schema["properties"].as_object().filter(|_| depth < 4) else { return };
        for (key, property) in properties {
            if is_markdown(property) {
                self.met.insert(format!("{}.{key}", record.unwrap_or_default()));
            }
            if entries.contains_key(key) {
                continue;
            }
            for variant in variants(property) {
                if let Some(value) = self.made(&variant, depth + 1) {
                    let place = with(place, Step::Key(key.clone()));
                    self.changes.push((place.clone(), value.clone()));
                    self.walk(&value, &variant, &place, depth + 1);
                }
            }
        }
    }

    /// A small value of a schema.
    fn made(&mut self, schema: &Value, depth: usize) -> Option<Value> {
        if depth > 5 {
            return None;
        }
        let schema = self.resolved(schema).clone();
        let schema = variants(&schema).into_iter().next()?;
        let schema = self.resolved(&schema).clone();
        if let Some(words) = schema["enum"].as_array() {
            return words.first().cloned();
        }
        if takes_text(&schema) {
            return Some(self.fresh());
        }
        let kinds = kinds(&schema);
        if kinds.contains(&"object") && schema["properties"].is_object() {
            let mut made = serde_json::Map::new();
            for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                made.insert(key.to_owned(), self.made(&schema["properties"][key], depth + 1)?);
            }
            return Some(Value::Object(made));
        }
        match kinds.first().copied() {
            Some("object") => Some(json!({ "made": self.made(&schema["additionalProperties"], depth + 1)? })),
            Some("array") => Some(json!([self.made(&schema["items"], depth + 1)?])),
            Some("boolean") => Some(json!(false)),
            Some("integer" | "number") => Some(json!(1)),
            _ => None,
        }
    }
}

fn with(place: &[Step], step: Step) -> Vec<Step> {
    let mut place = place.to_vec();
    place.push(step);
    place
}

fn variants(schema: &Value) -> Vec<Value> {
    schema["anyOf"].as_array().cloned().unwrap_or_else(|| vec![schema.clone()])
}

fn kinds(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn takes_text(schema: &Value) -> bool {
    kinds(schema).contains(&"string")
}

fn is_markdown(property: &Value) -> bool {
    property["contentMediaType"] == "text/markdown"
        || variants(property).iter().any(|variant| variant["contentMediaType"] == "text/markdown")
        || property["items"]["contentMediaType"] == "text/markdown"
        || property["additionalProperties"]["contentMediaType"] == "text/markdown"
}

fn put(value: &mut Value, place: &[Step], new: Value) {
    let mut at = value;
    for step in place {
        at = match step {
            Step::Key(key) => match at.as_object_mut() {
                Some(map) => map.entry(key.clone()).or_insert(Value::Null),
                None => return,
            },
            Step::Item(index) => match at.as_array_mut().and_then(|items| items.get_mut(*index)) {
                Some(item) => item,
                None => return,
            },
        };
    }
    *at = new;
}

pub(crate) fn resolved(value: &Value, catalogue: &catalogue::Catalogue) -> Option<plan::Plan> {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let file = sources.add("spec.yaml", value.to_string());
    let draft = spec::read(&sources, file, &mut report).ok()?;
    plan::check_names(draft.partial(), catalogue, &mut report);
    let spec = draft.finish(&report).ok()?;
    plan::resolve(&spec, &plan::Lock::default(), catalogue, &mut report).ok()
}

/// Makes as many of the changes as the checks allow, half by half.
pub(crate) fn admit(
    value: &mut Value,
    changes: &[Change],
    catalogue: &catalogue::Catalogue,
    admitted: &mut Vec<Change>,
) {
    if changes.is_empty() {
        return;
    }
    let mut tried = value.clone();
    changes.iter().for_each(|(place, new)| put(&mut tried, place, new.clone()));
    if resolved(&tried, catalogue).is_some() {
        *value = tried;
        admitted.extend_from_slice(changes);
    } else if changes.len() > 1 {
        let (one, other) = changes.split_at(changes.len() / 2);
        admit(value, one, catalogue, admitted);
        admit(value, other, catalogue, admitted);
    }
}

#[test]
fn hostile_text_stays_text_in_every_field_and_format() {
    let schema = spec::schema();
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let catalogue = catalogue::load(&catalogue::built_in(), &mut sources, &mut report).unwrap();
    let mut base: Value = serde_yaml::from_str(WHOLE).unwrap();
    let more: Value = serde_yaml::from_str(MORE).unwrap();
    for (key, value) in more.as_object().unwrap() {
        base.as_object_mut().unwrap().entry(key.clone()).or_insert_with(|| value.clone());
    }
    base["glossary"] =
        json!({ "Shelf": { "meaning": "A row of items", "not": "A warehouse" }, "Item": "What is sold" });
    base["service"]["responsibilities"] = json!([{ "id": "keep", "text": "Keep" }, "Show"]);
    let root = json!({ "$ref": schema["$ref"] });
    let walked = |text: &str| {
        let mut walk = Walk { schema: &schema, text, count: 0, changes: Vec::new(), met: BTreeSet::new() };
        walk.walk(&base, &root, &[], 0);
        (walk.changes, walk.met)
    };
    // Where a text may stand is found once, with one that is short.
    let (changes, met) = walked("is <b> | `here`");
    let missing: Vec<String> = markdown_fields(&schema).difference(&met).cloned().collect();
    assert!(missing.is_empty(), "fields of Markdown that no text went into: {missing:?}");
    let mut allowed = Vec::new();
    admit(&mut base.clone(), &changes, &catalogue, &mut allowed);
    assert!(allowed.len() > 40, "{} of {} places take a text", allowed.len(), changes.len());
    let mut runner =
        TestRunner::new(Config { cases: 4, failure_persistence: None, max_shrink_iters: 0, ..Config::default() });
    let done = runner.run(&texts(), |text| {
        let hostile = walked(&text).0.into_iter().filter(|(place, _)| allowed.iter().any(|(other, _)| other == place));
        let (mut value, mut admitted) = (base.clone(), Vec::new());
        admit(&mut value, &hostile.collect::<Vec<_>>(), &catalogue, &mut admitted);
        prop_assert!(admitted.len() * 10 > allowed.len() * 9, "{} of {} took `{text}`", admitted.len(), allowed.len());
        holds(&document::design(&resolved(&value, &catalogue).unwrap()), "a spec of hostile text");
        Ok(())
    });
    done.unwrap();
}

/// Every field of a record that is Markdown, as `Record.key`.
fn markdown_fields(schema: &Value) -> BTreeSet<String> {
    let records = schema["$defs"].as_object().unwrap().iter();
    let fields = records.flat_map(|(record, of)| {
        let properties = of["properties"].as_object().into_iter().flatten();
        properties.filter(|(_, property)| is_markdown(property)).map(move |(key, _)| format!("{record}.{key}"))
    });
    fields.collect()
}
