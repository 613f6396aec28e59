//! `archplan trace`: the matrix and its gaps; and that no edge of the trace is made up.

use crate::project::{Project, example};
use archplan::catalogue::{self, Catalogue};
use archplan::plan::{Link, Lock, NodeId, Plan, resolve};
use archplan::report::Report;
use archplan::source::Sources;
use archplan::spec::{self, Spec};
use serde_json::Value;
use std::collections::BTreeSet;

const EXAMPLES: [&str; 3] = ["order-processing", "user-management", "item-catalog"];

fn known() -> Catalogue {
    catalogue::load(&catalogue::built_in(), &mut Sources::default(), &mut Report::default()).unwrap()
}

fn read(text: &str) -> Spec {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let file = sources.add("spec.yaml", text);
    spec::read(&sources, file, &mut report).unwrap().finish(&report).unwrap()
}

fn plan(text: &str) -> Plan {
    resolve(&read(text), &Lock::default(), &known(), &mut Report::default()).unwrap()
}

fn trace(spec: &str) -> Value {
    let project = Project::with(spec);
    project.run(&["plan", "spec.yaml"]).succeeds();
    serde_json::from_str(&project.run(&["trace", "--format", "json"]).succeeds().out).unwrap()
}

/// Code and node of the gaps that are no idle decisions.
fn gaps(trace: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let found = trace["findings"].as_array().unwrap().iter();
    let found = found.map(|gap| (text(&gap["code"]), text(&gap["node"])));
    found.filter(|(code, _)| code != "trace/idle-decision").collect()
}

/// What the conditions and rules of a decision name.
fn named(catalogue: &Catalogue, spec: &Spec, id: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    if let Some(known) = catalogue.decision(id) {
        let conditions = known.applies.iter().chain(known.defaults.iter().filter_map(|rule| rule.when.as_ref()));
        named.extend(conditions.flat_map(|rule| rule.condition.decisions()).map(str::to_owned));
        let rules = known.options.iter().flat_map(|option| option.requires.iter().chain(&option.excludes));
        named.extend(rules.map(|rule| rule.decision.clone()));
    }
    let implied = |other: &&catalogue::Decision| {
        other.options.iter().flat_map(|option| &option.implies).any(|rule| rule.decision == id)
    };
    let constrained = |other: &&catalogue::Decision| {
        let rules = other.options.iter().flat_map(|option| option.requires.iter().chain(&option.excludes));
        rules.into_iter().any(|rule| rule.decision == id)
    };
    named.extend(catalogue.decisions.iter().filter(constrained).map(|other| other.id.clone()));
    named.extend(catalogue.decisions.iter().filter(implied).map(|other| other.id.clone()));
    let stated = spec.decisions.iter().filter(|(stated, _)| stated.value == id);
    named.extend(stated.flat_map(|(_, choice)| &choice.depends_on).map(|other| other.value.clone()));
    named
}

#[test]
fn every_edge_between_decisions_is_one_that_the_rules_name() {
    let catalogue = known();
    let mut edges = 0;
    for name in EXAMPLES {
        let text = example(name);
        let (spec, plan) = (read(&text), plan(&text));
        for (reason, follows, link) in plan.trace.links() {
            let (NodeId::Decision(reason), NodeId::Decision(id), Link::Supports) = (reason, follows, link) else {
                continue;
            };
            edges += 1;
            assert!(named(&catalogue, &spec, id).contains(reason), "{name}: nothing says that {id} rests on {reason}");
        }
    }
    assert!(edges > 50, "{edges}");
}

#[test]
fn the_examples_have_no_gaps_that_somebody_could_close() {
    for name in EXAMPLES {
        assert_eq!(gaps(&trace(&example(name))), [], "{name}");
    }
}

#[test]
fn what_is_traced_to_nothing_is_told_at_its_line() {
    let spec = "archplan: 1\nservice:\n  name: a\n  responsibilities:\n    - { id: file, text: File the items by hand }\n    - Keep items\n    - Return items\n\
                qualities: { beauty: { statement: It is beautiful } }\n\
                data: { entities: { Item: { fields: { id: { type: uuid, key: true } } } } }\n\
                api: { resources: { items: { entity: Item, operations: [create, get, list] } } }\n";
    let found = trace(spec);
    let expected = [
        ("trace/unserved-quality", "quality:beauty", 8),
        ("trace/unrealised-responsibility", "responsibility:file", 5),
        ("trace/unrealised-responsibility", "responsibility:r2", 6),
    ];
    let told: Vec<(&str, &str, u64)> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|gap| gap["code"] != "trace/idle-decision")
        .map(|gap| {
            let line = gap["place"]["line"].as_u64().unwrap();
            (gap["code"].as_str().unwrap(), gap["node"].as_str().unwrap(), line)
        })
        .collect();
    assert_eq!(told, expected);
    let project = Project::with(spec);
    let run = project.run(&["plan", "spec.yaml"]).succeeds();
    run.says("warning[trace/unserved-quality]").says("warning[trace/unrealised-responsibility]");
}

#[test]
fn responsibilities_are_read_from_their_words_unless_the_spec_says_otherwise() {
    let data = "data: { entities: { Item: { fields: { id: { type: uuid, key: true } } }, Box: { fields: { id: { type: uuid, key: true } } } } }\n\
                api: { resources: { items: { entity: Item, operations: [create, get, list, delete] }, boxes: { entity: Box, operations: { list: { realises: [shelves] }, create: {} } } } }\n";
    let spec = format!(
        "archplan: 1\nservice:\n  name: a\n  responsibilities:\n    - {{ id: add, text: Registers an item }}\n    \
         - {{ id: remove, text: Forget items }}\n    - {{ id: both, text: 'Create, and delete, items' }}\n    \
         - {{ id: stated, text: Do whatever, realised_by: [boxes.create, Item.id] }}\n    - {{ id: shelves, text: Keep shelves }}\n{data}"
    );
    let plan = plan(&spec);
    let of = |id: &str| -> Vec<(String, bool)> {
        let followers = plan.trace.followers(&NodeId::Responsibility(id.to_owned()));
        followers
            .into_iter()
            .map(|(node, link)| (node.to_string(), link == Link::RealisedBy { derived: true }))
            .collect()
    };
    let derived = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), true)).collect::<Vec<_>>();
    assert_eq!(of("add"), derived(&["operation:items.create"]));
    assert_eq!(of("remove"), derived(&["operation:items.delete"]));
    assert_eq!(of("both"), derived(&["operation:items.create", "operation:items.delete"]));
    assert_eq!(of("stated"), [("field:Item.id".to_owned(), false), ("operation:boxes.create".to_owned(), false)]);
    assert_eq!(of("shelves"), [("operation:boxes.list".to_owned(), false)]);
}

#[test]
fn what_realises_a_responsibility_must_be_there() {
    let spec = "archplan: 1\nservice: { name: a, responsibilities: [{ id: x, text: Do it, realised_by: [items.creat] }] }\n\
                data: { entities: { Item: { fields: { id: { type: uuid, key: true } } } } }\n\
                api: { resources: { items: { entity: Item, operations: { create: { realises: [y] } } } } }\n";
    let project = Project::with(spec);
    let run = project.run(&["plan", "spec.yaml"]).ends_with(2);
    run.says("did you mean `items.create`?").says("`y` is not the id of a responsibility");
}

#[test]
fn the_matrix_leads_from_goals_to_tests() {
    let trace = trace(&example("order-processing"));
    assert_eq!(trace["archplan-trace"], 1);
    let row = |of: &str| trace["rows"].as_array().unwrap().iter().find(|row| row["of"] == of).unwrap();
    let has = |row: &Value, cell: &str, name: &str| row[cell].as_array().unwrap().iter().any(|value| value == name);
    let database = row("decision:database");
    assert!(has(database, "motives", "quality:durability"));
    assert!(has(database, "elements", "entity:Order"));
    assert!(has(database, "sections", "section:design/data"));
    assert!(has(database, "files", "file:src/order_processing/core/database.py"));
    let create = row("responsibility:create");
    assert_eq!(create["derived"], true);
    assert!(has(create, "elements", "operation:orders.create"));
    assert!(has(create, "tests", "test:tests/test_orders.py"));
}

#[test]
fn the_document_names_files_and_tests() {
    let project = Project::with(&example("order-processing"));
    project.run(&["plan", "spec.yaml"]).succeeds();
    let document = project.read("docs/architecture/plan.md");
    let (_, section) = document.split_once("<a id=\"traceability\">").unwrap();
    assert!(section.contains("Carried out in") && section.contains("Shown by"));
    assert!(section.contains("`tests/test_orders.py`"));
}
