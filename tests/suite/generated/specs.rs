//! Specs of many sizes from seeds: the same seed, the same spec.

use crate::every_field::{Change, Step, admit, resolved};
use archplan::report::Report;
use archplan::source::Sources;
use archplan::{catalogue, plan};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// So many specs; every option of every decision is asked for in one of them at least.
const SPECS: u64 = 14;

/// A plan of a spec from a seed.
pub(crate) struct Generated {
    pub(crate) name: String,
    pub(crate) plan: plan::Plan,
    /// The choices that it states, as `decision=option`.
    pub(crate) stated: BTreeSet<String>,
}

/// All of them.
pub(crate) fn all() -> Vec<Generated> {
    let catalogue = built_in();
    (0..SPECS).map(|seed| generated(seed, &catalogue)).collect()
}

pub(super) fn built_in() -> catalogue::Catalogue {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    catalogue::load(&catalogue::built_in(), &mut sources, &mut report).unwrap()
}

fn generated(seed: u64, catalogue: &catalogue::Catalogue) -> Generated {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut spec = spec(seed, &mut random);
    assert!(resolved(&spec, catalogue).is_some(), "seed {seed}: {spec:#}");
    let choices: Vec<Change> = catalogue
        .decisions
        .iter()
        .map(|decision| {
            let option = &decision.options[usize::try_from(seed).unwrap() % decision.options.len()].id;
            let place = [Step::Key("decisions".to_owned()), Step::Key(decision.id.clone())];
            (place.to_vec(), json!({ "choose": option, "because": format!("Seed {seed} takes {option}") }))
        })
        .collect();
    // What is asked for first is had in any case: each seed begins elsewhere.
    let mut turned = choices;
    let by = usize::try_from(seed).unwrap() * 7 % turned.len();
    turned.rotate_left(by);
    let mut admitted = Vec::new();
    admit(&mut spec, &turned, catalogue, &mut admitted);
    let stated = spec["decisions"].as_object().unwrap().iter();
    let stated = stated.map(|(id, choice)| format!("{id}={}", choice["choose"].as_str().unwrap())).collect();
    Generated { name: format!("seed {seed}"), plan: resolved(&spec, catalogue).unwrap(), stated }
}

/// A service of some entities that hang together, most of them offered by a collection.
fn spec(seed: u64, random: &mut Random) -> Value {
    let count = 1 + usize::try_from(seed).unwrap() * 2;
    let (mut entities, mut resources) = (Map::new(), Map::new());
    let (mut relationships, mut published) = (Vec::new(), Map::new());
    for at in 0..count {
        let has_states = random.one_in(2);
        entities.insert(entity_name(at), entity(at, has_states, random));
        if at > 0 {
            let from = random.below(at);
            let kind = if random.one_in(4) { "has_one" } else { "has_many" };
            relationships.push(json!({ "from": entity_name(from), kind: entity_name(at), "as": format!("part{at}"), "inverse": format!("whole{at}") }));
        }
        if at == 0 || !random.one_in(5) {
            resources.insert(format!("things{at}"), resource(at, has_states, random));
            if random.one_in(3) {
                published.insert(
                    format!("Thing{at}Created"),
                    json!({ "after": format!("things{at}.create"), "payload": ["id", "name"] }),
                );
            }
        }
    }
    let mut spec = json!({
        "archplan": 1,
        "service": {
            "name": format!("service-{seed}"),
            "title": format!("Service number {seed}"),
            "version": format!("{}.{}.0", random.below(3), random.below(20)),
            "owner": "Team of the seeds",
            "summary": prose(random),
            "responsibilities": ["Keeps the things", { "id": "tells", "text": "Tells what became of each" }],
            "out_of_scope": ["Anything else"],
        },
        "decisions": {},
        "data": { "entities": entities, "relationships": relationships },
        "api": {
            "authentication": "jwt",
            "roles": { "reader": "Reads all there is", "writer": { "summary": prose(random), "scope": "any" } },
            "resources": resources,
        },
        "qualities": { "quick": { "statement": "Answers are quick", "metric": "latency_seconds", "below": 0.25 } },
        "risks": { "loss": { "statement": prose(random), "likelihood": "low", "impact": "high", "mitigation": "Restore is rehearsed" } },
        "glossary": { "Thing": "What is kept here" },
    });
    if !published.is_empty() {
        spec["events"] = json!({ "publishes": published });
    }
    let systems = random.below(5);
    let protocol = ["rest", "events", "grpc"];
    let integrations = (0..systems).map(|at| {
        let system = json!({
            "title": format!("System {at}"), "purpose": prose(random), "direction": random.pick(&["in", "out", "both"]),
            "protocol": random.pick(&protocol), "criticality": random.pick(&["essential", "important", "minor"]),
        });
        (format!("system-{at}"), system)
    });
    let integrations: Map<String, Value> = integrations.collect();
    if !integrations.is_empty() {
        spec["integrations"] = integrations.into();
    }
    spec
}

fn entity_name(at: usize) -> String {
    format!("Thing{at}")
}

fn entity(at: usize, has_states: bool, random: &mut Random) -> Value {
    let mut fields = Map::new();
    fields.insert("id".to_owned(), json!({ "type": "uuid", "key": true }));
    fields.insert(
        "name".to_owned(),
        json!({ "type": "string", "max_length": 10 + random.below(90), "summary": prose(random) }),
    );
    for number in 0..random.below(9) {
        let kinds = [
            json!({ "type": "integer", "min": 1, "max": 1000 + random.below(9000) }),
            json!({ "type": "decimal", "precision": 12, "scale": 2 }),
            json!({ "type": "boolean", "default": false }),
            json!({ "type": "date", "optional": true }),
            json!({ "type": "datetime", "default": "now" }),
            json!({ "type": "email", "optional": true }),
            json!({ "type": "text" }),
            json!({ "type": "list", "of": "string", "max_length": 4 }),
        ];
        fields.insert(format!("field{number}"), random.pick(&kinds).clone());
    }
    let mut entity = json!({ "summary": prose(random), "timestamps": random.one_in(2) });
    if has_states {
        fields.insert(
            "state".to_owned(),
            json!({ "type": "enum", "values": ["NEW", "OPEN", "DONE", "GONE"], "default": "NEW" }),
        );
        entity["lifecycle"] = json!({ "field": "state", "transitions": { "NEW": ["OPEN", "GONE"], "OPEN": ["DONE", "GONE"], "DONE": ["GONE"] } });
    }
    entity["fields"] = fields.into();
    entity["summary"] = format!("Kind {at}. {}", prose(random)).into();
    entity
}

fn resource(at: usize, has_states: bool, random: &mut Random) -> Value {
    let mut operations = Map::new();
    operations.insert("create".to_owned(), json!({ "roles": ["writer"], "summary": prose(random) }));
    operations.insert("get".to_owned(), json!({ "roles": ["reader", "writer"] }));
    for name in ["list", "update", "delete"] {
        if random.one_in(2) {
            operations.insert(name.to_owned(), json!({ "roles": ["writer"] }));
        }
    }
    if has_states {
        operations.insert("close".to_owned(), json!({ "transition": "state", "to": "DONE", "roles": ["writer"] }));
    }
    json!({ "entity": entity_name(at), "summary": prose(random), "operations": operations })
}

/// Markdown of every kind.
fn prose(random: &mut Random) -> String {
    let number = random.below(100_000);
    let pieces = [
        format!("Plain words and the number {number}."),
        format!("Some *stress*, **more** and `code_{number}`; a [link](https://example.org/{number})."),
        format!("A list of {number}:\n\n- one\n- two with `x | y`\n  1. inner\n  2. last"),
        format!("A table of {number}:\n\n| Left | Right |\n|---|---:|\n| a \\| b | {number} |\n| c | 1.5 |"),
        format!("Code of {number}:\n\n```python\nprint({number})  # <b> & |\n```"),
        format!("> A quote of {number}\n\nand <em>raw</em> words."),
        format!("Ticks ``a ` b`` and a path C:\\dir\\{number}, 5 < 6 & 7 > 2."),
    ];
    random.pick(&pieces).clone()
}

/// Numbers that a seed gives out (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next()).unwrap() % end
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
