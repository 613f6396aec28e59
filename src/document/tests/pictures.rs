//! Nets round pictures and scenarios that are data, and what becomes of large plans.

use crate::document::blocks::runtime;
use crate::document::fill::{Piece, pieces};
use crate::document::{design, outline, values};
use crate::expression::{Condition, Name};
use crate::plan::Plan;
use crate::plan::testing::{example, resolve_text};
use renderers::diagram::{Diagram, Drawing};
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;

#[test]
fn every_name_in_a_picture_is_known() {
    let plan = example("order-processing");
    for name in ["context", "containers", "deployment", "pipeline", "runtime"] {
        let file: &Value = outline::data(&format!("design/{name}.yaml"));
        let mut ids = BTreeSet::new();
        for list in ["nodes", "frames", "participants"] {
            for entry in file.get(list).and_then(Value::as_sequence).into_iter().flatten() {
                ids.extend(entry.get("id").and_then(Value::as_str).map(str::to_owned));
            }
        }
        walk(file, "", &mut |key, text| match key {
            "when" => known(&plan, name, text),
            "given" => drop(values::compile(text).unwrap_or_else(|error| panic!("{name}: {text}: {error}"))),
            "decision" | "realises" | "built_by" => assert!(plan.decision(text).is_some(), "{name}: {text}"),
            "from" | "to" | "over" | "otherwise" | "frame" => assert!(ids.contains(text), "{name}: no `{text}`"),
            _ => {
                for piece in pieces(text) {
                    match piece {
                        Piece::Text(text) => assert!(!text.contains("}}"), "{name}: a hole is not closed: {text}"),
                        Piece::Hole(hole) => {
                            drop(values::compile(hole).unwrap_or_else(|error| panic!("{name}: {hole}: {error}")));
                        }
                        Piece::When(condition) => known(&plan, name, condition),
                    }
                }
            }
        });
    }
}

fn known(plan: &Plan, file: &str, condition: &str) {
    let parsed = Condition::parse(condition).unwrap_or_else(|fault| panic!("{file}: {condition}: {fault}"));
    for name in parsed.names() {
        if let Name::Decided(id) | Name::Later(id) = name {
            assert!(plan.decision(id).is_some(), "{file}: {condition}: {id}");
        }
    }
    parsed.holds(plan.scope()).unwrap_or_else(|fault| panic!("{file}: {condition}: {fault}"));
}

fn walk(value: &Value, key: &str, see: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::String(text) => see(key, text),
        Value::Sequence(all) => all.iter().for_each(|value| walk(value, key, see)),
        Value::Mapping(all) => {
            for (key, value) in all {
                walk(value, key.as_str().unwrap_or_default(), see);
            }
        }
        _ => {}
    }
}

#[test]
fn the_order_service_has_a_scenario_of_each_kind() {
    let sections = runtime::sections(&example("order-processing"));
    let ids: Vec<&str> = sections.iter().map(|section| section.id.as_str()).collect();
    let all = ["request", "create", "repeat", "move", "stale", "pages", "publish", "consume"];
    assert_eq!(ids, all.map(|id| format!("runtime-{id}")));
    assert!(runtime::sections(&resolve_text("archplan: 1\nservice: { name: bare }\n").unwrap()).is_empty());
}

#[test]
fn who_is_called_follows_the_decisions() {
    let titles = |plan: &Plan, id: &str| -> Vec<String> {
        let document = design(plan);
        let all = all(&document);
        let Some(Drawing::Sequence(it)) = all.iter().find(|it| it.id == id).map(|it| it.drawing.clone()) else {
            panic!("no {id}")
        };
        it.participants.into_iter().map(|participant| participant.title).collect()
    };
    let plan = example("order-processing");
    assert!(titles(&plan, "sequence-request").contains(&"Amazon API Gateway".to_owned()));
    assert!(titles(&plan, "sequence-publish").contains(&"RabbitMQ".to_owned()));
    let plan = example("item-catalog");
    assert_eq!(titles(&plan, "sequence-create").len(), 3);
}

#[test]
fn a_large_plan_is_drawn_in_pictures_that_can_be_read() {
    let document = design(&resolve_text(&large(100)).unwrap_or_else(|faults| panic!("{faults:?}")));
    let mut drawn = BTreeSet::new();
    for diagram in all(&document) {
        match &diagram.drawing {
            Drawing::Entities(all) => {
                assert!(all.entities.iter().filter(|entity| !entity.fields.is_empty()).count() <= 24, "{}", diagram.id);
                drawn.extend(all.entities.iter().filter(|it| !it.fields.is_empty()).map(|it| it.name.clone()));
            }
            Drawing::States(all) => {
                let own = all.states.iter().filter(|state| !state.name.contains("(part ")).count();
                assert!(own <= 16, "{}: {own}", diagram.id);
            }
            Drawing::Graph(graph) => assert!(graph.nodes.len() <= 48, "{}", diagram.id),
            Drawing::Sequence(all) => assert!(all.participants.len() <= 8 && all.steps.len() <= 40, "{}", diagram.id),
        }
    }
    assert_eq!(drawn.len(), 100, "every entity stands in some picture with its fields");
}

/// Every picture of a document.
fn all(document: &renderers::Document) -> Vec<&Diagram> {
    fn collect<'d>(section: &'d renderers::document::Section, found: &mut Vec<&'d Diagram>) {
        found.extend(section.blocks.iter().filter_map(|block| match block {
            renderers::document::Block::Diagram(diagram) => Some(diagram),
            _ => None,
        }));
        section.sections.iter().for_each(|section| collect(section, found));
    }
    let mut found = Vec::new();
    document.sections.iter().for_each(|section| collect(section, &mut found));
    found
}

/// A chain of entities with every third owned, and 30 states.
fn large(count: usize) -> String {
    let states: Vec<String> = (0..30).map(|at| format!("S{at}")).collect();
    let mut spec = "archplan: 1\nservice: { name: large }\ndata:\n  entities:\n".to_owned();
    for at in 0..count {
        let _ = write!(spec, "    Thing{at}:\n      fields:\n        id: {{ type: uuid, key: true }}\n");
        if at == 0 {
            let _ = write!(
                spec,
                "        state: {{ type: enum, values: [{}], default: S0 }}\n      lifecycle:\n        field: state\n        transitions:\n",
                states.join(", ")
            );
            for pair in states.windows(2) {
                let _ = writeln!(spec, "          {}: [{}]", pair[0], pair[1]);
            }
        }
    }
    spec.push_str("  relationships:\n");
    for at in 1..count {
        let owned = if at % 3 == 0 { "owned: true" } else { "optional: true" };
        let _ = writeln!(
            spec,
            "    - {{ from: Thing{}, has_many: Thing{at}, as: parts-{at}, inverse: whole-{at}, {owned} }}",
            at - 1
        );
    }
    spec.replace("parts-", "parts_").replace("whole-", "whole_")
}
