//! `archplan why`: from anything back to the spec's line or a rule.

use crate::project::{Project, example};
use serde_json::Value;

const EXAMPLES: [&str; 3] = ["order-processing", "user-management", "item-catalog"];

fn json(project: &Project, place: &str) -> Value {
    let run = project.run(&["why", place, "--format", "json"]).succeeds();
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{place}: {error}: {}", run.out))
}

fn nodes(why: &Value) -> Vec<&str> {
    why["steps"].as_array().unwrap().iter().map(|step| step["node"].as_str().unwrap()).collect()
}

/// The nodes that were asked for.
fn asked(why: &Value) -> Vec<&str> {
    let steps = why["steps"].as_array().unwrap();
    steps.iter().filter(|step| step["depth"] == 0).map(|step| step["node"].as_str().unwrap()).collect()
}

/// The line of a text in which something stands.
fn line_of(text: &str, what: &str) -> usize {
    1 + text.lines().position(|line| line.contains(what)).unwrap_or_else(|| panic!("`{what}` does not stand there"))
}

#[test]
fn every_generated_file_leads_to_the_spec_or_to_a_rule() {
    let project = Project::built(&example("order-processing"));
    let manifest: Value = serde_json::from_str(&project.read(".archplan/manifest.json")).unwrap();
    // What every service has, whatever was decided.
    let of_every_service = ["AGENTS.md", "CHANGELOG.md", "CODEOWNERS", "Makefile", "README.md", "SECURITY.md"];
    let unconditional =
        [&of_every_service[..], &["catalog-info.yaml", "py.typed", "__init__.py", "__main__.py"]].concat();
    let files: Vec<&String> = manifest["files"].as_object().unwrap().keys().collect();
    assert!(files.len() > 40, "{files:?}");
    // One run a file would take long: the graph has the same chains.
    let graph = project.run(&["graph", "--of", "all", "--format", "json"]).succeeds();
    let graph: Value = serde_json::from_str(&graph.out).unwrap();
    let edges = graph["edges"].as_array().unwrap();
    for path in files {
        let named = [format!("file:{path}"), format!("test:{path}")];
        let has = edges.iter().any(|edge| named.iter().any(|name| edge["to"] == name.as_str()));
        assert!(has || unconditional.iter().any(|end| path.ends_with(end)), "{path} follows from nothing");
    }
    for path in ["src/order_processing/orders/models.py", "tests/test_orders.py", "compose.yaml", "docs/openapi.yaml"] {
        let why = json(&project, path);
        let ends = why["steps"].as_array().unwrap().iter().filter(|step| step["origin"]["kind"] != "made");
        for step in ends {
            let origin = &step["origin"];
            let is_told = origin["place"]["line"].is_u64() || origin["because"].as_str().is_some_and(|b| !b.is_empty());
            assert!(is_told, "{path}: {step}");
        }
    }
}

#[test]
fn a_name_is_found_in_every_form() {
    let project = Project::built(&example("order-processing"));
    for (place, expected) in [
        ("database", "decision:database"),
        ("decision:database", "decision:database"),
        ("Order", "entity:Order"),
        ("Order.status", "field:Order.status"),
        ("Order.items", "relationship:Order.items"),
        ("orders.create", "operation:orders.create"),
        ("OrderCreated", "event:OrderCreated"),
        ("durability", "quality:durability"),
        ("payment-service", "integration:payment-service"),
        ("Data Model", "section:design/data"),
        ("section:design/data", "section:design/data"),
        ("docs/architecture/plan.md#data", "section:design/data"),
        ("docs/architecture/plan.md#5-data-model", "section:design/data"),
        ("./src/order_processing/orders/router.py", "file:src/order_processing/orders/router.py"),
        ("tests/test_orders.py", "test:tests/test_orders.py"),
        // A decision and a section have this name: the plan comes first.
        ("deployment", "decision:deployment"),
        ("section:design/deployment", "section:design/deployment"),
    ] {
        assert_eq!(asked(&json(&project, place)), [expected], "{place}");
    }
}

#[test]
fn lines_lead_to_what_stands_there() {
    let project = Project::built(&example("order-processing"));
    let spec = project.read("spec.yaml");
    for (what, expected) in [
        ("database: { choose", vec!["decision:database"]),
        // Its choice stands some lines below.
        ("question: Which price", vec!["decision:price-capture"]),
        ("- id: cancel", vec!["responsibility:cancel"]),
        ("text: Cancel an order", vec!["responsibility:cancel"]),
        ("lifecycle:", vec!["entity:Order"]),
        ("total_price: {", vec!["field:Order.total_price"]),
        ("OrderCreated:", vec!["event:OrderCreated"]),
    ] {
        let place = format!("spec.yaml:{}", line_of(&spec, what));
        assert_eq!(asked(&json(&project, &place)), expected, "{what}");
    }
    let document = project.read("docs/architecture/plan.md");
    let place = format!("docs/architecture/plan.md:{}", line_of(&document, "<a id=\"references\">") + 2);
    assert_eq!(asked(&json(&project, &place)), ["section:design/references"]);
    let router = project.read("src/order_processing/orders/router.py");
    let place = format!("src/order_processing/orders/router.py:{}", line_of(&router, "once.replay(\"orders.create\")"));
    assert!(asked(&json(&project, &place)).contains(&"operation:orders.create"));
    let models = project.read("src/order_processing/orders/models.py");
    let place = format!("src/order_processing/orders/models.py:{}", line_of(&models, "price_at_purchase:"));
    assert!(asked(&json(&project, &place)).contains(&"field:OrderItem.price_at_purchase"));
}

#[test]
fn what_is_not_there_is_told_with_what_was_meant() {
    let project = Project::built(&example("order-processing"));
    for (place, said) in [
        ("databse", "did you mean `database`?"),
        ("entity:Ordr", "did you mean `entity:Order`?"),
        ("spec.yaml:1", "states no part of the plan"),
        ("spec.yaml:99999", "has no line 99999"),
        ("spec.yaml:0", "has no line 0"),
        ("spec.yaml", "all begins there"),
        ("src/order_processing/orders/router.py:100000", "has no line"),
        ("nothing-of-the-kind-anywhere", "the plan has no"),
        ("", "the plan has no"),
    ] {
        project.run(&["why", place]).ends_with(2).says(said);
    }
    let qualities = format!("spec.yaml:{}", line_of(&project.read("spec.yaml"), "qualities:"));
    project.run(&["why", &qualities]).ends_with(2).says("`quality:latency`");
}

#[test]
fn a_name_of_several_things_lists_them() {
    let spec = "archplan: 1\nservice: { name: a }\nqualities: { messaging: { statement: Nothing is lost } }\n";
    let project = Project::with(spec);
    project.run(&["plan", "spec.yaml"]).succeeds();
    project.run(&["why", "messaging"]).ends_with(2).says("`quality:messaging`").says("`decision:messaging`");
    project.run(&["why", "decision:messaging"]).succeeds();
}

#[test]
fn nothing_is_told_twice_and_the_answer_is_the_same_each_time() {
    for name in EXAMPLES {
        let project = Project::built(&example(name));
        let first = json(&project, "docs/openapi.yaml");
        assert_eq!(first, json(&project, "docs/openapi.yaml"));
        assert_eq!(first["archplan-why"], 1);
        assert!(nodes(&first).len() > 10, "{name}");
        let mut expanded = std::collections::BTreeSet::new();
        let steps = first["steps"].as_array().unwrap();
        for (step, next) in steps.iter().zip(steps.iter().skip(1)) {
            let leads_on = next["depth"].as_u64() > step["depth"].as_u64();
            assert!(!leads_on || expanded.insert(step["node"].to_string()), "{name}: {step} is told twice");
            assert!(!(leads_on && step["again"] == true), "{name}: {step}");
        }
    }
}

#[test]
fn a_chain_is_words_for_people() {
    let project = Project::built(&example("order-processing"));
    let run = project.run(&["why", "database"]).succeeds();
    run.says("decision:database, Database: PostgreSQL")
        .says("because: Orders and their items are relational")
        .says("serves quality:durability")
        .says("spec.yaml:");
}
