//! `archplan graph`: four forms of the same graph, whatever the names are.

use crate::project::{Project, example};
use serde_json::Value;
use std::fmt::Write as _;

fn planned(spec: &str) -> Project {
    let project = Project::with(spec);
    project.run(&["plan", "spec.yaml"]).succeeds();
    project
}

fn graph(project: &Project, arguments: &[&str]) -> String {
    let arguments: Vec<&str> = ["graph"].into_iter().chain(arguments.iter().copied()).collect();
    project.run(&arguments).succeeds().out
}

fn json(project: &Project, arguments: &[&str]) -> Value {
    let arguments: Vec<&str> = arguments.iter().copied().chain(["--format", "json"]).collect();
    serde_json::from_str(&graph(project, &arguments)).unwrap()
}

fn ids(graph: &Value) -> Vec<&str> {
    graph["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect()
}

const HOSTILE: &str = "archplan: 1\nservice: { name: a, title: \"</title><script>alert(1)</script>\" }\ndecisions:\n  own:\n    \
                       question: \"Q\"\n    title: \"\\\"]; evil -> x; \\\\ <script> & ]]> %% end {{ }}\"\n    options:\n      \
                       a: { title: \"A \\\"quoted\\\" | <b> `x` #35; \\\\\" }\n      b: { title: B }\n    choose: a\n";

#[test]
fn every_form_is_the_same_each_time_and_well_formed() {
    let project = planned(&example("order-processing"));
    for of in ["decisions", "all"] {
        for format in ["svg", "mermaid", "dot", "json"] {
            let arguments = ["--of", of, "--format", format];
            let drawn = graph(&project, &arguments);
            assert_eq!(drawn, graph(&project, &arguments), "{format}");
            match format {
                "svg" => well_formed(&drawn),
                "json" => drop(serde_json::from_str::<Value>(&drawn).unwrap()),
                "dot" => assert!(drawn.starts_with("digraph ") && drawn.trim_end().ends_with('}')),
                _ => assert!(drawn.starts_with("flowchart ")),
            }
        }
    }
}

#[test]
fn hostile_names_stay_text() {
    let project = planned(HOSTILE);
    let svg = graph(&project, &[]);
    well_formed(&svg);
    assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"), "{svg}");
    let dot = graph(&project, &["--format", "dot"]);
    for line in dot.lines() {
        // Quotes that are not escaped come in pairs, so that nothing stands outside of them.
        let bare = line.replace("\\\\", "").replace("\\\"", "");
        assert_eq!(bare.matches('"').count() % 2, 0, "{line}");
    }
    let mermaid = graph(&project, &["--format", "mermaid"]);
    let own = mermaid.lines().find(|line| line.contains("evil")).unwrap();
    assert!(!own.contains("<script") && !own.contains("];") && own.matches('"').count() == 2, "{own}");
    let told = json(&project, &[]);
    let own = told["nodes"].as_array().unwrap().iter().find(|node| node["id"] == "decision:own").unwrap();
    assert!(own["title"].as_str().unwrap().starts_with("\"]; evil"), "{own}");
}

#[test]
fn what_does_not_apply_stays_visible_with_its_reason() {
    let project = planned("archplan: 1\nservice: { name: a }\n");
    let told = json(&project, &[]);
    let absent: Vec<&Value> =
        told["nodes"].as_array().unwrap().iter().filter(|node| node["origin"]["kind"] == "not-applicable").collect();
    assert!(!absent.is_empty());
    assert!(absent.iter().all(|node| !node["origin"]["because"].as_str().unwrap().is_empty()), "{absent:?}");
    assert!(graph(&project, &[]).contains("class=\"absent\""));
    assert!(graph(&project, &["--format", "mermaid"]).contains("does not apply"));
}

#[test]
fn a_graph_is_cut_out_by_area_and_around_a_node() {
    let project = planned(&example("order-processing"));
    let whole = json(&project, &[]);
    assert!(ids(&whole).iter().all(|id| id.starts_with("decision:")));
    let data = json(&project, &["--area", "data"]);
    assert!(ids(&data).contains(&"decision:database") && ids(&data).len() < ids(&whole).len());
    let near = json(&project, &["--around", "orders.create"]);
    assert!(ids(&near).contains(&"entity:Order") && ids(&near).contains(&"responsibility:create"));
    for edge in near["edges"].as_array().unwrap() {
        assert!([&edge["from"], &edge["to"]].iter().any(|end| *end == "operation:orders.create"), "{edge}");
    }
    let farther = json(&project, &["--around", "orders.create", "--depth", "2"]);
    assert!(ids(&farther).len() > ids(&near).len());
    let alone = json(&project, &["--around", "orders.create", "--depth", "0"]);
    assert_eq!(ids(&alone), ["operation:orders.create"]);
    project.run(&["graph", "--area", "dta"]).ends_with(2).says("did you mean `data`?");
    project.run(&["graph", "--around", "databse"]).ends_with(2).says("did you mean `database`?");
}

#[test]
fn a_graph_can_be_written_to_a_file() {
    let project = planned(&example("item-catalog"));
    project.run(&["graph", "--out-file", "g.svg"]).succeeds();
    well_formed(&project.read("g.svg"));
    assert!(project.read("g.svg").contains("prefers-color-scheme: dark"));
}

#[test]
fn many_decisions_are_drawn() {
    let mut spec = "archplan: 1\nservice: { name: big }\ndecisions:\n".to_owned();
    for n in 0..300 {
        let rests = if n == 0 { String::new() } else { format!(", depends_on: [d-{}]", n / 2) };
        writeln!(
            spec,
            "  d-{n}: {{ question: Q, options: {{ a: {{ title: A }}, b: {{ title: B }} }}, choose: a{rests} }}"
        )
        .unwrap();
    }
    let spec = spec.replace("depends_on: [d-0]", "depends_on: [database]");
    let project = planned(&spec);
    well_formed(&graph(&project, &[]));
    assert!(graph(&project, &["--format", "dot"]).matches(" -> ").count() > 290);
}

/// Whether it is well-formed XML of one element: tags close in their order, and no sign stands bare.
fn well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg.trim();
    assert!(rest.starts_with("<svg "), "{}", &rest[..80.min(rest.len())]);
    while let Some((text, tag)) = rest.split_once('<') {
        for entity in text.split('&').skip(1) {
            let name = entity.split(';').next().unwrap_or_default();
            assert!(["amp", "lt", "gt", "quot", "#39"].contains(&name), "`&{name}` stands bare");
        }
        let (tag, after) = tag.split_once('>').expect("a tag ends");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            open.push(tag.split_whitespace().next().unwrap());
        }
        assert!(!open.is_empty() || after.trim().is_empty(), "something stands behind the drawing");
        rest = after;
    }
    assert!(open.is_empty(), "{open:?} stay open");
}

#[test]
fn every_diagram_of_the_plan_can_be_drawn_by_its_name() {
    let project = planned(&example("order-processing"));
    let listed = graph(&project, &["--diagram", "list"]);
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split_once(": ")).map(|(name, _)| name).collect();
    for expected in ["context", "containers", "decisions", "entities", "sequence-create", "deployment", "pipeline"] {
        assert!(names.contains(&expected), "{expected}: {names:?}");
    }
    let told = json(&project, &["--diagram", "list"]);
    let ids: Vec<&str> = told["diagrams"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ids, names);
    for name in &names {
        well_formed(&graph(&project, &["--diagram", name]));
        let told = json(&project, &["--diagram", name]);
        assert!(told["archplan-diagram"] == 1 && told["id"] == *name && !told["alt"].as_str().unwrap().is_empty());
        all_in_the_drawing(&told, &graph(&project, &["--diagram", name]));
        let mermaid = graph(&project, &["--diagram", name, "--format", "mermaid"]);
        let kinds = ["flowchart ", "erDiagram", "stateDiagram-v2", "sequenceDiagram"];
        assert!(kinds.iter().any(|kind| mermaid.starts_with(kind)), "{name}: {mermaid}");
    }
    assert!(graph(&project, &["--diagram", "entities", "--format", "dot"]).starts_with("digraph "));
    project.run(&["graph", "--diagram", "contex"]).ends_with(2).says("did you mean `context`?");
    let in_time = ["graph", "--diagram", "sequence-create", "--format", "dot"];
    project.run(&in_time).ends_with(2).says("`sequence-create` is a sequence");
}

/// The names that the JSON of a diagram tells are those that its drawing shows.
fn all_in_the_drawing(told: &Value, svg: &str) {
    let drawing = &told[told["kind"].as_str().unwrap()];
    let boxes = [("nodes", "title"), ("entities", "name"), ("states", "name"), ("participants", "title")];
    let names = boxes.iter().flat_map(|(list, key)| {
        drawing[list].as_array().into_iter().flatten().map(move |it| it[key].as_str().unwrap().to_owned())
    });
    let names: Vec<String> = names.collect();
    assert!(!names.is_empty(), "{told}");
    let shown = crate::documents::normal(&crate::documents::text_of(svg));
    for name in names {
        assert!(shown.contains(&crate::documents::normal(&name)), "{name} is not in the drawing");
    }
}

#[test]
fn an_exported_workspace_keeps_to_the_grammar_whatever_names_say() {
    let hostile = r#"archplan: 1
service: { name: a, title: '} ${HOME} \ "q" {', summary: '{' }
api:
  authentication: jwt
  roles: { user: '}' }
data:
  entities:
    Item: { fields: { id: { type: uuid, key: true } } }
integrations:
  other: { purpose: '!include /etc/passwd \', direction: both, protocol: rest }
"#;
    for spec in [example("order-processing"), example("item-catalog"), hostile.to_owned()] {
        let project = planned(&spec);
        let out = project.run(&["export", "--to", "structurizr"]).succeeds().out;
        crate::workspace::holds(&out);
        assert!(out.contains("systemContext system"), "{out}");
        project.run(&["export", "--to", "structurizr", "--out-file", "w.dsl"]).succeeds();
        assert_eq!(project.read("w.dsl").trim_end(), out.trim_end());
    }
}
