//! Writing into a project: the same bytes anywhere, nothing lost, everything said.

use crate::project::{Project, example};

#[test]
fn the_same_spec_gives_the_same_bytes_anywhere() {
    let spec = example("order-processing");
    let build = |project: &Project| project.run(&["build", "spec.yaml", "--out", "."]).succeeds();
    let one = Project::with(&spec).environment("TZ", "Asia/Kolkata").environment("LC_ALL", "C");
    let other = Project::with(&spec).environment("TZ", "America/New_York").environment("LC_ALL", "de_DE.UTF-8");
    build(&one);
    build(&other);
    let names = |project: &Project| project.files().into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for ((name, a), (_, b)) in one.files().into_iter().zip(other.files()) {
        assert!(a == b, "{name} differs");
    }
}

#[test]
fn a_second_run_changes_nothing_and_says_so() {
    for name in ["order-processing", "user-management", "item-catalog"] {
        let project = Project::built(&example(name));
        project.run(&["review"]).succeeds();
        let before = project.files();
        project.run(&["plan"]).succeeds().says("nothing to change");
        project.run(&["generate"]).succeeds().says("nothing to change");
        project.run(&["review"]).succeeds().says("nothing to change");
        assert!(before == project.files(), "{name}");
        project.run(&["check"]).succeeds().says("agree");
    }
}

#[test]
fn an_edit_is_merged_with_what_the_plan_changes() {
    let spec = example("user-management");
    let project = Project::built(&spec);
    let path = project.files().into_iter().map(|(name, _)| name).find(|name| name.ends_with("models.py")).unwrap();
    project.write(&path, format!("{}\n# mine\n", project.read(&path)));
    project.run(&["generate"]).succeeds().says("1 kept as edited");
    project.run(&["check"]).succeeds();
    project.write("spec.yaml", spec.replace("username:", "login:"));
    project.run(&["plan"]).succeeds();
    project.run(&["check"]).ends_with(1).says(&path).says("drift/out-of-date").says("merges both");
    project.run(&["generate"]).succeeds().says(&path).says("merged");
    let text = project.read(&path);
    assert!(text.ends_with("\n# mine\n") && text.contains("login") && !text.contains("username"), "{text}");
    project.run(&["generate"]).succeeds().says("nothing to change");
    project.run(&["check"]).succeeds();
}

#[test]
fn lines_that_both_changed_wait_to_be_settled() {
    let spec = example("user-management");
    let project = Project::built(&spec);
    let path = project.files().into_iter().map(|(name, _)| name).find(|name| name.ends_with("models.py")).unwrap();
    let generated = project.read(&path);
    let line = generated.lines().find(|line| line.trim_start().starts_with("username:")).unwrap();
    let mine = generated.replace(line, &format!("{line}  # mine"));
    project.write(&path, &mine);
    project.write("spec.yaml", spec.replace("username:", "login:"));
    project.run(&["plan"]).succeeds();
    let before = project.files();
    project.run(&["generate"]).ends_with(1).says("conflict").says("resolve --continue");
    assert!(project.read(&path).contains("# mine\n||||||| generated before\n"), "{}", project.read(&path));
    project.run(&["check"]).ends_with(1).says("drift/unresolved");
    project.run(&["resolve", "--continue"]).ends_with(1).says(&path);
    project.run(&["resolve", &path]).ends_with(2).says("markers of a merge still stand");
    project.run(&["resolve", "--abort"]).succeeds();
    assert!(before == project.files(), "the run is taken back byte for byte");
    project.run(&["generate"]).ends_with(1);
    project.run(&["resolve", &path, "--theirs"]).succeeds();
    assert!(!project.read(&path).contains("# mine") && project.read(&path).contains("login"));
    project.run(&["check"]).succeeds();
}

#[test]
fn an_edit_of_a_page_is_kept_and_its_text_is_merged() {
    let project = Project::built(&example("item-catalog"));
    project.write("docs/architecture/plan.html", "mine");
    project.write("docs/architecture/plan.md", format!("{}\nMine.\n", project.read("docs/architecture/plan.md")));
    project.run(&["plan"]).succeeds();
    project.run(&["check"]).ends_with(1).says("docs/architecture/plan.md").says("drift/edited");
    project.write("spec.yaml", example("item-catalog").replace("description:", "details:"));
    project.run(&["plan"]).ends_with(1).says("docs/architecture/plan.html.new");
    assert_eq!(project.read("docs/architecture/plan.html"), "mine");
    let text = project.read("docs/architecture/plan.md");
    assert!(text.ends_with("\nMine.\n") && text.contains("details"), "both are in it");
}

#[test]
fn a_file_that_stands_in_the_way_is_kept() {
    let project = Project::with(&example("item-catalog"));
    project.write("pyproject.toml", "mine");
    project.run(&["plan", "spec.yaml"]).succeeds();
    project.run(&["generate"]).ends_with(1).says("pyproject.toml").says("did not write");
    assert_eq!(project.read("pyproject.toml"), "mine");
}

#[test]
fn a_deleted_file_stays_deleted_until_it_is_asked_for() {
    let project = Project::built(&example("item-catalog"));
    project.remove("pyproject.toml");
    project.run(&["generate"]).succeeds().says("stays deleted");
    project.run(&["check"]).ends_with(1).says("drift/deleted");
    project.run(&["generate", "--restore"]).succeeds();
    project.run(&["check"]).succeeds();
}

#[test]
fn a_changed_spec_is_drift_until_it_is_carried_out() {
    let spec = example("item-catalog");
    let project = Project::built(&spec);
    project.write("spec.yaml", spec.replace("description:", "details:"));
    project.run(&["check"]).ends_with(1).says("drift/out-of-date").says("docs/openapi.yaml");
    project.run(&["plan"]).succeeds();
    project.run(&["generate"]).succeeds();
    project.run(&["check"]).succeeds();
}

#[test]
fn files_that_are_no_longer_planned_go_unless_they_were_edited() {
    let spec = example("order-processing");
    let project = Project::built(&spec);
    let find = |ending: &str| project.files().into_iter().map(|(name, _)| name).find(|name| name.ends_with(ending));
    let (router, repository) = (find("orders/router.py").unwrap(), find("orders/repository.py").unwrap());
    let models = find("orders/models.py").unwrap();
    project.write(&repository, "# mine\n");
    project.write(&models, format!("{}\n# mine\n", project.read(&models)));
    project.write("spec.yaml", spec.replace("  orchestration:", "  code-layout: flat\n  orchestration:"));
    project.run(&["plan"]).succeeds();
    let run = project.run(&["generate"]).succeeds().says("removed").says("yours from now on");
    assert!(find("orders/router.py").is_none(), "{router} is still there");
    assert_eq!(project.read(&repository), "# mine\n");
    assert!(run.out.contains(&format!("moved from {models}")), "{}", run.out);
    let moved = project.read(&models.replace("orders/", ""));
    assert!(moved.ends_with("\n# mine\n") && !moved.contains(".orders."), "the edit came along: {moved}");
}

#[test]
fn nothing_is_written_for_a_faulty_spec() {
    let project = Project::with("archplan: 1\nservice: { name: Wrong }\n");
    project.run(&["build", "spec.yaml", "--out", "out"]).ends_with(2).says("spec.yaml:2:18");
    assert_eq!(project.files().len(), 1);
}

#[test]
fn a_link_that_leads_out_is_not_written_through() {
    let project = Project::with(&example("item-catalog"));
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), project.path().join("docs")).unwrap();
    project.run(&["plan", "spec.yaml"]).ends_with(1).says("link");
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_that_is_no_project_is_said_to_be_none() {
    let project = Project::with(&example("item-catalog"));
    project.run(&["check"]).ends_with(2);
    project.run(&["generate"]).ends_with(2);
    project.run(&["review"]).ends_with(2);
    project.run(&["plan", "nowhere.yaml"]).ends_with(2).says("nowhere.yaml");
}

#[test]
fn a_damaged_manifest_is_told_and_nothing_is_written() {
    let project = Project::built(&example("item-catalog"));
    project.write(".archplan/manifest.json", "{");
    let before = project.files();
    for command in ["plan", "generate", "review", "check"] {
        project.run(&[command]).ends_with(2).says("manifest");
    }
    assert!(before == project.files());
}

#[test]
fn a_spec_from_outside_is_taken_in_and_not_written_over_when_edited_there() {
    let project = Project::with(&example("item-catalog"));
    project.run(&["plan", "spec.yaml", "--out", "service"]).succeeds();
    project.run(&["plan", "spec.yaml", "--out", "service"]).succeeds().says("nothing to change");
    project.run(&["generate", "--out", "service"]).succeeds();
    project.write("service/spec.yaml", "archplan: 1\nservice: { name: mine }\n");
    project.run(&["plan", "spec.yaml", "--out", "service"]).ends_with(2).says("spec.yaml");
    assert!(project.read("service/spec.yaml").contains("mine"));
}

#[test]
fn a_plan_that_the_target_does_not_write_is_refused_at_its_line_and_can_still_be_read() {
    let spec = "archplan: 1\nservice: { name: paged }\ndecisions:\n  pagination: offset\ndata: { entities: { Item: { fields: { id: { type: \
                uuid, key: true } } } } }\napi: { resources: { items: { entity: Item, operations: [list] } } }\n";
    let project = Project::with(spec);
    project.run(&["build", "spec.yaml", "--out", "out"]).ends_with(2).says("spec.yaml:4:15").says("keyset");
    assert_eq!(project.files().len(), 1, "a build is whole or not at all");
    project.run(&["plan", "spec.yaml"]).succeeds();
    project.run(&["generate"]).ends_with(2).says("does not write `offset` for `pagination`");
}
