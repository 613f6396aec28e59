//! Templates and themes on the disk: named by a spec or on the command line, found again, changed, forgotten.

use crate::project::{Project, example, root};
use crate::standards::example_standard;
use archplan::style::{Part, schema, words};
use std::fs;

/// A project beside the catalogue of the examples with its template and theme, in `house`.
fn project(spec: &str) -> Project {
    let project = Project::with("");
    for part in ["template", "theme"] {
        for entry in fs::read_dir(root().join("examples/platform-standard").join(part)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            project.write(&format!("house/{part}/{name}"), fs::read(&path).unwrap());
        }
    }
    for (path, file) in example_standard().files.iter() {
        project.write(&format!("house/{path}"), &file.bytes);
    }
    project.write("service/spec.yaml", spec);
    project
}

const PLAN: &str = "service/docs/architecture/plan.md";
const PAGE: &str = "service/docs/architecture/plan.html";

#[test]
fn a_template_of_the_command_line_is_found_again_and_can_be_taken_back() {
    let project = project(&example("order-processing"));
    project.run(&["plan", "service/spec.yaml"]).succeeds();
    let nine = project.read(PLAN);
    for (name, heading) in [
        ("arc42", "## 4 Solution Strategy"),
        ("design-doc", "## 4 Alternatives Considered"),
        ("prr", "## 1 What is it, and who answers for it?"),
    ] {
        project.run(&["plan", "service/spec.yaml", "--template", name]).succeeds();
        assert!(project.read(PLAN).contains(heading), "{name}: {heading}\n{}", project.read(PLAN));
        for command in ["check", "plan"] {
            project.run(&[command, "--out", "service"]).succeeds();
        }
        assert!(project.read(PLAN).contains(heading), "{name} was forgotten");
        let manifest = project.read("service/.archplan/manifest.json");
        assert!(manifest.contains(&format!("\"template\": {{\"built-in\":\"{name}\"}}")), "{manifest}");
    }
    project.run(&["plan", "service/spec.yaml", "--template", "nine"]).succeeds();
    assert_eq!(project.read(PLAN), nine);
}

#[test]
fn a_spec_names_template_and_theme_and_every_command_finds_them() {
    let spec =
        format!("{}catalogue: ../house\ntemplate: ../house/template\ntheme: ../house/theme\n", example("item-catalog"));
    let project = project(&spec);
    let run = project.run(&["plan", "service/spec.yaml"]).succeeds();
    assert!(!run.err.contains("style/"), "the example has faults: {}", run.err);
    for command in ["generate", "review", "check", "plan"] {
        project.run(&[command, "--out", "service"]).succeeds();
    }
    let page = project.read(PAGE);
    assert!(page.contains("--accent: light-dark(#5b2a86, #c9a4ef);") && page.contains("What the Board Decides"));
    assert!(project.read("service/docs/handover.html").contains("Acme, internal"));
    let before = project.files();
    let theme = project.read("house/theme/theme.yaml");
    project.write("house/theme/theme.yaml", theme.replace("Acme, internal", "Acme, for everybody"));
    let run = project.run(&["check", "--out", "service"]).ends_with(1).says("before `../house/theme` changed");
    assert!(!run.out.contains("plan.md"), "the Markdown has no look: {}", run.out);
    project.write("house/theme/theme.yaml", theme);
    assert!(before == project.files());
    project.write("house/template/board.md", "Please agree.\n");
    project.run(&["check", "--out", "service"]).ends_with(1).says("before `../house/template` changed");
    project.run(&["plan", "--out", "service"]).succeeds();
    project.run(&["check", "--out", "service"]).succeeds();
}

#[test]
fn a_theme_of_the_command_line_is_found_again_and_can_be_forgotten() {
    let project = project(&example("item-catalog"));
    project.run(&["plan", "service/spec.yaml", "--theme", "house/theme"]).succeeds();
    project.run(&["check", "--out", "service"]).succeeds();
    assert!(project.read(PAGE).contains("Platform standard 2026.3"));
    project.run(&["plan", "--out", "service", "--no-theme"]).succeeds();
    assert!(!project.read(PAGE).contains("Platform standard 2026.3"));
    project.run(&["check", "--out", "service"]).succeeds();
    assert!(!project.read("service/.archplan/manifest.json").contains("theme"));
}

#[test]
fn a_spec_that_is_taken_in_brings_what_it_names_along() {
    let spec = format!("{}theme: house/theme\n", example("item-catalog"));
    let project = project("");
    project.write("spec.yaml", spec);
    project.run(&["plan", "spec.yaml", "--out", "a/b"]).succeeds();
    for command in ["check", "plan"] {
        project.run(&[command, "--out", "a/b"]).succeeds();
    }
    assert!(project.read("a/b/docs/architecture/plan.html").contains("Platform standard 2026.3"));
}

/// archplan's own templates, read as strictly as those of others.
#[test]
fn every_template_names_only_what_there_is_and_forgets_nothing() {
    let project = project(&example("item-catalog"));
    assert_eq!(words(), ["arc42", "design-doc", "nine", "prr"]);
    for name in words() {
        for entry in fs::read_dir(root().join("plans/documents/templates").join(name)).unwrap() {
            let path = entry.unwrap().path();
            let file = path.file_name().unwrap().to_str().unwrap();
            project.write(&format!("own-{name}/{file}"), fs::read(&path).unwrap());
        }
        let own = format!("own-{name}");
        let run = project.run(&["plan", "service/spec.yaml", "--template", &own]).succeeds();
        assert!(!run.err.contains("style/"), "{name}: {}", run.err);
    }
}

#[test]
fn sections_are_found_under_every_template() {
    let project = project(&example("order-processing"));
    for template in ["nine", "arc42", "design-doc", "prr"] {
        project.run(&["plan", "service/spec.yaml", "--template", template]).succeeds();
        project.run(&["why", "docs/architecture/plan.md#data", "--out", "service"]).succeeds().says("database");
    }
}

#[test]
fn the_files_of_the_example_hold_under_their_schemas() {
    for (part, file, broken) in [
        (Part::Template, "template/template.yaml", "archplan-template: 1\ntitle: a\nsections: [{ sektion: data }]"),
        (Part::Theme, "theme/theme.yaml", "archplan-theme: 1\nname: a\ncolors: {}"),
    ] {
        let validator = jsonschema::validator_for(&schema(part)).unwrap();
        let read = |text: &str| serde_yaml::from_str::<serde_json::Value>(text).unwrap();
        let text = fs::read_to_string(root().join("examples/platform-standard").join(file)).unwrap();
        let faults: Vec<_> = validator.iter_errors(&read(&text)).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{file}: {faults:#?}");
        assert!(!validator.is_valid(&read(broken)), "{broken}");
    }
}
