//! Own catalogues on the disk: named by a spec or on the command line, found again, missing, checked by themselves.

use crate::project::{Project, example};
use crate::standards::{HEADER, example_standard};
use std::fs;

/// A project beside the example's own catalogue, in `platform`.
fn project(spec: &str) -> Project {
    let project = Project::with("");
    for (path, file) in example_standard().files.iter() {
        project.write(&format!("platform/{path}"), &file.bytes);
    }
    project.write("service/spec.yaml", spec);
    project
}

/// The line after the example, where the tests name a catalogue.
fn last_line() -> usize {
    example("item-catalog").lines().count() + 1
}

#[test]
fn a_spec_names_its_catalogue_and_every_command_finds_it() {
    let project = project(&format!("{}catalogue: ../platform\n", example("item-catalog")));
    project.run(&["plan", "service/spec.yaml"]).succeeds().says("by Acme platform standard");
    for command in ["generate", "review", "check", "plan"] {
        project.run(&[command, "--out", "service"]).succeeds();
    }
    assert!(!project.read("service/.archplan/manifest.json").contains("catalogues"), "the spec says it");
    let changes = project.read("platform/changes.yaml").replace("choose: github-actions", "choose: gitlab-ci");
    project.write("platform/changes.yaml", changes);
    project.run(&["check", "--out", "service"]).ends_with(1).says("archplan.lock");
}

#[test]
fn a_catalogue_of_the_command_line_is_found_again() {
    let project = project(&example("item-catalog"));
    project.run(&["plan", "service/spec.yaml", "--catalogue", "platform"]).succeeds().says("by Acme platform standard");
    for command in ["generate", "review", "check", "plan"] {
        project.run(&[command, "--out", "service"]).succeeds();
    }
    assert!(project.read("service/.archplan/manifest.json").contains(r#""catalogues": [{"path":"../platform"}]"#));
    fs::rename(project.path().join("platform"), project.path().join("moved")).unwrap();
    let before = project.files();
    for command in ["plan", "generate", "review", "check"] {
        project
            .run(&[command, "--out", "service"])
            .ends_with(2)
            .says("no catalogue at `../platform`")
            .says("--catalogue");
    }
    assert!(before == project.files());
    project.run(&["check", "--out", "service", "--catalogue", "moved"]).succeeds();
    let kept = project.run(&["plan", "--out", "service", "--no-catalogue"]).ends_with(2);
    kept.says("lock/unknown-option").says("--update log-management");
    let update = ["plan", "--out", "service", "--no-catalogue", "--update", "log-management"];
    project.run(&update).succeeds();
    assert!(!project.read("service/.archplan/manifest.json").contains("catalogues"));
    // The decisions stand in the rules for coding assistants, too.
    project.run(&["generate", "--out", "service"]).succeeds();
    project.run(&["check", "--out", "service"]).succeeds();
}

#[test]
fn a_spec_from_outside_finds_its_catalogue_from_where_it_is_taken_in() {
    let project = project(&format!("{}catalogue: [../platform]\n", example("item-catalog")));
    project.run(&["build", "service/spec.yaml", "--out", "deep/er/built"]).succeeds().says("by Acme platform standard");
    for command in ["check", "plan", "check"] {
        project.run(&[command, "--out", "deep/er/built"]).succeeds();
    }
    project.run(&["build", "service/spec.yaml", "--out", "deep/er/built"]).succeeds().says("nothing to change");
    // The same words in a spec that lies elsewhere name another folder.
    project.write("other/place/spec.yaml", project.read("service/spec.yaml"));
    let moved = project.run(&["plan", "other/place/spec.yaml", "--out", "deep/er/built"]).ends_with(2);
    moved.says("no catalogue at `../platform`").says(&format!("other/place/spec.yaml:{}:13", last_line()));
}

#[test]
fn what_is_no_catalogue_is_told_and_nothing_is_written() {
    let project = Project::with(&format!("{}catalogue: platform\n", example("item-catalog")));
    let place = format!("spec.yaml:{}:12", last_line());
    let refused = |says: &[&str]| {
        let before = project.files();
        let run = project.run(&["plan", "spec.yaml"]).ends_with(2);
        says.iter().fold(run, |run, says| run.says(says));
        assert!(before == project.files(), "something was written");
    };
    project.write("spec.yaml", format!("{}catalogue: ''\n", example("item-catalog")));
    refused(&["path of a catalogue is blank", &place]);
    project.write("spec.yaml", format!("{}catalogue: platform\n", example("item-catalog")));
    refused(&["no catalogue at `platform`", &place]);
    project.write("platform", "a file");
    refused(&["not a folder"]);
    project.remove("platform");
    project.write("platform/README.md", "empty");
    refused(&["no `catalogue.yaml`", &place]);
    project.write("platform/catalogue.yaml", HEADER);
    project.write("platform/changes.yaml", [0xff, 0xfe]);
    refused(&["platform/changes.yaml` is not UTF-8"]);
    project.write("platform/changes.yaml", vec![b' '; 9 << 20]);
    refused(&["at most 8"]);
    project.remove("platform/changes.yaml");
    project.write("platform/a/b/c/d/e/f.yaml", "too: deep");
    refused(&["too deep"]);
}

#[test]
fn a_platform_team_checks_its_own_catalogue() {
    let project = project("");
    project.run(&["catalogue", "check", "platform"]).succeeds().says("Acme platform standard: 1 decision added");
    project.run(&["catalogue", "check", "nowhere"]).ends_with(2).says("no catalogue at `nowhere`");
    project.write("platform/changes.yaml", "changes:\n  databse: { forbid: { mysql: Old } }\n");
    let run = project.run(&["catalogue", "check", "platform"]).ends_with(2);
    run.says("platform/changes.yaml:2:3").says("did you mean `database`?");
    project.run(&["schema", "--of", "changes"]).succeeds().says("require_reason");
}
