//! Decision records as a person meets them: written once, numbered for good, never written over.

use crate::project::{Project, example};
use std::fs;

const SPEC: &str = "archplan: 1\nservice: { name: bare }\ndecisions:\n  colour:\n    question: Which colour?\n    \
                    options: { red: { bad: [It is loud] }, blue: {} }\n    choose: red\n    because: It is seen from afar.\n";

fn planned(spec: &str, day: &str) -> Project {
    let project = Project::with(spec).environment("SOURCE_DATE_EPOCH", day);
    project.run(&["plan", "spec.yaml"]).succeeds();
    project
}

/// The name of the one file whose name ends so.
fn file(project: &Project, end: &str) -> String {
    let folder = fs::read_dir(project.path().join("docs/decisions")).unwrap();
    let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let found: Vec<_> = names.filter(|name| name[4..] == format!("-{end}.md")).collect();
    assert_eq!(found.len(), 1, "{end}: {found:?}");
    format!("docs/decisions/{}", found[0])
}

#[test]
fn every_example_gets_its_records_and_agrees_with_them() {
    for name in ["order-processing", "user-management", "item-catalog"] {
        let project = planned(&example(name), "1767225600");
        let records = project.files().into_iter().filter(|(path, _)| path.starts_with("docs/decisions/")).count();
        assert!(records > 40, "{name}: {records}");
        let before = project.files();
        project.run(&["check"]).succeeds();
        project.run(&["plan"]).succeeds().says("nothing to change");
        assert_eq!(before, project.files(), "{name}");
    }
}

#[test]
fn a_record_has_the_headings_of_madr_in_their_order() {
    let project = planned(&example("order-processing"), "1767225600");
    let text = project.read(&file(&project, "database"));
    let headings: Vec<_> = text.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(
        headings,
        [
            "# Database: PostgreSQL",
            "## Context and Problem Statement",
            "## Decision Drivers",
            "## Considered Options",
            "## Decision Outcome",
            "### Consequences",
            "### Confirmation",
            "## Pros and Cons of the Options",
            "### PostgreSQL",
            "### MySQL",
            "### SQLite",
            "### MongoDB",
            "## More Information",
        ]
    );
    assert!(text.starts_with("---\nstatus: accepted\ndate: 2026-01-01\ndecision-makers: "), "{text}");
    assert!(text.contains("\nChosen option: \"PostgreSQL\", because "));
    assert!(text.contains("`src/order_processing/core/database.py`"));
}

#[test]
fn links_between_records_and_into_the_plan_lead_somewhere() {
    let project = planned(&example("order-processing"), "1767225600");
    let plan = project.read("docs/architecture/plan.md");
    for (path, bytes) in project.files().into_iter().filter(|(path, _)| path.starts_with("docs/decisions/")) {
        let text = String::from_utf8(bytes).unwrap();
        for target in text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            match target.strip_prefix("../architecture/plan.md#") {
                Some(anchor) => assert!(plan.contains(&format!("<a id=\"{anchor}\">")), "{path}: {anchor}"),
                None => assert!(project.path().join("docs/decisions").join(target).is_file(), "{path}: {target}"),
            }
        }
    }
}

#[test]
fn the_day_is_given_once() {
    let project = planned(SPEC, "1767225600");
    let before = project.files();
    let project = project.environment("SOURCE_DATE_EPOCH", "1800000000");
    project.run(&["check"]).succeeds();
    project.run(&["plan"]).succeeds();
    assert_eq!(before, project.files());
}

#[test]
fn another_choice_supersedes_the_record_and_touches_its_status_alone() {
    let project = planned(SPEC, "1767225600");
    let old = file(&project, "colour");
    // A person's own words, with the line ends of their editor.
    let edited = project.read(&old).replace("It is seen", "We saw that it is seen").replace('\n', "\r\n");
    project.write(&old, &edited);
    project.run(&["check"]).succeeds();
    project.write("spec.yaml", SPEC.replace("choose: red", "choose: blue"));
    project.run(&["check"]).ends_with(1).says(&old);
    let project = project.environment("SOURCE_DATE_EPOCH", "1769904000");
    project.run(&["plan"]).succeeds();
    project.run(&["check"]).succeeds();
    let new = file(&project, "colour-2");
    let link = |path: &str| path.trim_start_matches("docs/decisions/").to_owned();
    let status = format!("status: \"superseded by [ADR-{}]({})\"", &link(&new)[..4], link(&new));
    assert_eq!(project.read(&old), edited.replacen("status: accepted", &status, 1));
    let text = project.read(&new);
    assert!(
        text.contains("date: 2026-02-01\n")
            && text.contains(&format!("- Supersedes [ADR-{}]({})", &link(&old)[..4], link(&old))),
        "{text}"
    );
    let lock = project.read("archplan.lock");
    assert!(lock.contains("slug: colour-2, decision: colour, chose: blue, date: 2026-02-01 }"), "{lock}");
    assert!(project.read("docs/decisions/README.md").contains("superseded by [ADR-"));
}

#[test]
fn a_decision_that_is_gone_leaves_its_record_with_the_reason() {
    let project = planned(SPEC, "1767225600");
    let record = file(&project, "colour");
    let before = project.read(&record);
    project.write("spec.yaml", SPEC.split("decisions:").next().unwrap());
    project.run(&["plan"]).succeeds();
    let status = "status: \"deprecated: Neither the spec nor the catalogue asks this question any more\"";
    assert_eq!(project.read(&record), before.replacen("status: accepted", status, 1));
    project.run(&["check"]).succeeds();
}

#[test]
fn a_deleted_record_stays_deleted_until_it_is_asked_for() {
    let project = planned(SPEC, "1767225600");
    let record = file(&project, "colour");
    let before = project.read(&record);
    project.remove(&record);
    project.run(&["check"]).ends_with(1).says("somebody deleted it");
    project.run(&["plan"]).succeeds().says("stays deleted");
    project.run(&["plan", "--restore"]).succeeds();
    assert_eq!(project.read(&record), before);
}

#[test]
fn records_of_people_are_left_alone_and_their_numbers_not_taken() {
    let project = Project::with(SPEC).environment("SOURCE_DATE_EPOCH", "1767225600");
    project.write("docs/decisions/0041-ours.md", "# Ours\n");
    project.run(&["plan", "spec.yaml"]).succeeds();
    project.run(&["check"]).succeeds();
    assert_eq!(project.read("docs/decisions/0041-ours.md"), "# Ours\n");
    let first = project.read("archplan.lock");
    assert!(first.contains("records:\n  - { number: 42, "), "{first}");
}

#[test]
fn two_branches_that_gave_the_same_number_are_told() {
    let project = planned(SPEC, "1767225600");
    let lock = project.read("archplan.lock");
    let last = lock.lines().last().unwrap();
    project.write("archplan.lock", format!("{lock}{}\n", last.replace("slug: colour", "slug: shape")));
    let run = project.run(&["plan"]).ends_with(2).says("lock/record-number").says("rename its file");
    assert!(run.err.contains("it stood here first"), "{}", run.err);
}

#[test]
fn users_cannot_write_structure_into_a_record() {
    let hostile = SPEC.replace("It is seen from afar.", "\"x\\n\\n## Decision Outcome\\n\\n---\\nstatus: rejected\"");
    let hostile = hostile.replace("Which colour?", "\"<script> # [a](javascript:b)\"");
    let project = planned(&hostile, "1767225600");
    let text = project.read(&file(&project, "colour"));
    assert_eq!(text.lines().filter(|line| line.starts_with("## Decision Outcome")).count(), 1, "{text}");
    assert_eq!(text.lines().filter(|line| *line == "---").count(), 2, "{text}");
    assert!(text.contains("&lt;script> \\# \\[a\\](javascript"), "{text}");
}
