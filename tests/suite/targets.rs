//! Targets: the list of what they write, and own ones from a folder.

use crate::project::{Project, root};
use std::fs;

const SPEC: &str = "\
archplan: 1
service: { name: notes, title: Notes }
decisions: { language: go, containerization: host-process }
data: { entities: { Note: { fields: { id: { type: uuid, key: true }, text: { type: text } } } } }
api: { resources: { notes: { entity: Note, operations: [create, get] } } }
";

/// A project with that spec, beside an own target.
fn beside_a_target(spec: &str) -> Project {
    let project = Project::copied(&root().join("tests/cases/targets"), &[]);
    project.write("spec.yaml", spec);
    project
}

#[test]
fn the_list_names_every_option_with_what_is_written_for_it() {
    let project = Project::with(SPEC);
    let run = project.run(&["targets"]).succeeds().says("python-fastapi: Python with FastAPI");
    assert!(run.out.lines().any(|line| {
        let words: Vec<_> = line.split_whitespace().collect();
        words.first() == Some(&"docker") && words.get(1) == Some(&"generated") && words.contains(&"Dockerfile")
    }));
    let run = project.run(&["targets", "python-fastapi", "--format", "json"]).succeeds();
    let told: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let decisions = told["targets"][0]["decisions"].as_array().unwrap();
    let mut without = Vec::new();
    for decision in decisions {
        for option in decision["options"].as_array().unwrap() {
            let files = option["files"].as_array().unwrap();
            let is_generated = option["support"] == "generated";
            assert!(is_generated || files.is_empty(), "{}: {option}", decision["id"]);
            if is_generated && files.is_empty() {
                without.push(format!("{}: {}", decision["id"].as_str().unwrap(), option["id"].as_str().unwrap()));
            }
        }
    }
    // The records of decisions are written with the documents, by no target.
    without.retain(|option| !option.contains("decision-records"));
    assert!(without.is_empty(), "called generated, and no file is written for them: {without:#?}");
}

#[test]
fn an_own_target_needs_a_folder_and_nothing_else() {
    let project = beside_a_target(SPEC);
    project.run(&["build", "spec.yaml", "--out", "out", "--target", "plain-go"]).succeeds();
    let main = project.read("out/main.go");
    assert!(main.contains("\t\"POST /notes\",\n\t\"GET /notes/{note_id}\",\n}\n"), "{main}");
    assert!(!project.path().join("out/Dockerfile").exists(), "its condition does not hold");
    let plan = project.read("out/docs/architecture/plan.md");
    assert!(plan.contains("left to the team"), "what the target says nothing of is nobody's");
    project.run(&["why", "main.go", "--out", "out"]).succeeds().says("decision:api-style");
    // The project remembers its target.
    fs::write(project.path().join("plain-go/files/go.mod"), "module <{ service.name }>\n\ngo 1.24\n").unwrap();
    project.run(&["check", "--out", "out"]).ends_with(1).says("go.mod");
    project.run(&["generate", "--out", "out"]).succeeds();
    assert!(project.read("out/go.mod").ends_with("go 1.24\n"));
    project.run(&["check", "--out", "out"]).succeeds();
}

#[test]
fn an_own_target_refuses_what_it_does_not_write() {
    let project = beside_a_target(&SPEC.replace("language: go", "language: python"));
    let run = project.run(&["build", "spec.yaml", "--out", "out", "--target", "plain-go"]).ends_with(2);
    run.says("the target Plain Go does not write `python` for `language`; it writes `go`").says("spec.yaml:3:");
}

#[test]
fn an_own_target_is_listed_with_what_it_says_of_itself() {
    let project = beside_a_target(SPEC);
    let run = project.run(&["targets", "plain-go"]).succeeds().says("plain-go: Plain Go");
    assert!(!run.out.contains("python-fastapi"));
    let line = run.out.lines().find(|line| line.trim_start().starts_with("docker ")).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["docker", "generated", "Dockerfile"]);
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let project = Project::with(SPEC);
    let run = project.run(&["plan", "spec.yaml", "--target", "python"]).ends_with(2);
    run.says("there is no target `python`: it is no folder here, and archplan has python-fastapi");
}
