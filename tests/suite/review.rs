//! The handover says what lies on the disk and what was measured, and nothing else.

use crate::project::{Project, example};

/// The line of the handover's table that begins with a file.
fn row(handover: &str, path: &str) -> String {
    let line = handover.lines().find(|line| line.starts_with(&format!("| `{path}`")));
    line.unwrap_or_else(|| panic!("the handover has no row for {path}")).to_owned()
}

#[test]
fn edits_additions_and_losses_are_said() {
    let project = Project::built(&example("user-management"));
    let models = "src/user_management/models.py";
    project.write(models, format!("{}\n# mine\n", project.read(models)));
    project.write("src/user_management/extra.py", "X = 1\n");
    project.remove("compose.yaml");
    project.run(&["review"]).succeeds();
    let handover = project.read("docs/handover.md");
    assert!(row(&handover, models).contains("edited"), "{}", row(&handover, models));
    assert!(
        row(&handover, "src/user_management/extra.py").contains("not planned"),
        "{}",
        row(&handover, "src/user_management/extra.py")
    );
    assert!(row(&handover, "compose.yaml").contains("missing"), "{}", row(&handover, "compose.yaml"));
    let drift = handover.find("drift/deleted").unwrap();
    assert!(drift < handover.find("Structure Overview\n").unwrap(), "drift comes first");
}

#[test]
fn what_was_not_measured_is_not_ticked() {
    let project = Project::built(&example("item-catalog"));
    project.run(&["review"]).succeeds();
    let handover = project.read("docs/handover.md");
    for open in ["- [ ] The tests pass", "- [ ] The code keeps its style", "- [ ] The code keeps its types"] {
        assert!(handover.contains(open), "`{open}` is not said");
    }
    assert!(!handover.contains("exit 0"), "no command was run");
}

#[test]
fn evidence_is_what_the_commands_said() {
    let project = Project::built(&example("item-catalog"));
    project.write(
        "Makefile",
        "lint:\n\t@echo fine\ntypes:\n\t@exit 3\ntest:\n\t@echo '== 7 passed, 2 failed, 1 skipped in 0.42s =='; exit 1\n",
    );
    let run = project.run(&["review", "--verify"]).ends_with(1);
    run.says("`make lint`: exit 0").says("`make types`: exit 2").says("7 passed, 2 failed, 1 skipped");
    let handover = project.read("docs/handover.md");
    for said in ["make lint", "make types", "make test", "7 passed", "2 failed"] {
        assert!(handover.contains(said), "`{said}` is not in the handover");
    }
}

#[test]
fn a_project_without_code_is_not_reviewed() {
    let project = Project::with(&example("item-catalog"));
    project.run(&["plan", "spec.yaml"]).succeeds();
    project.run(&["review"]).ends_with(2).says("archplan generate");
}
