//! Folders of decision records that other tools and people wrote: each case is a folder of `tests/cases/adr`, and what
//! was made of it stands beside it.

use crate::project::{Project, root};
use std::fs;

const KINDS: [&str; 7] = ["madr-4", "madr-2", "adr-tools", "log4brains", "backstage", "rst", "odd"];
const SPEC: &str = "archplan: 1\nservice: { name: bare }\n";

fn import(folder: &str) -> crate::project::Run {
    Project::with(SPEC).run(&["adr", "import", folder])
}

#[test]
fn every_kind_of_folder_becomes_decisions() {
    for kind in KINDS {
        let folder = root().join("tests/cases/adr").join(kind);
        let run = import(folder.to_str().unwrap()).succeeds();
        insta::with_settings!({ snapshot_path => "../cases/adr", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(kind, format!("{}\n{}", run.err, run.out));
        });
    }
}

#[test]
fn what_is_imported_resolves_at_once() {
    for kind in KINDS {
        let folder = root().join("tests/cases/adr").join(kind);
        let run = import(folder.to_str().unwrap()).succeeds();
        let project = Project::with(&format!("{SPEC}{}", run.out));
        project.run(&["plan", "spec.yaml"]).succeeds();
        project.run(&["check"]).succeeds();
    }
}

#[test]
fn decisions_are_put_into_a_spec_without_touching_its_lines() {
    let folder = root().join("tests/cases/adr/madr-4");
    let folder = folder.to_str().unwrap();
    for spec in [
        SPEC.to_owned(),
        format!("{SPEC}decisions:\n    ci: github-actions   # ours\n\n# of what it keeps\ndata:\n  entities: {{}}\n"),
        format!("{SPEC}decisions:\n  ci: github-actions"),
        SPEC.trim_end().to_owned(),
    ] {
        let project = Project::with(&spec);
        project.run(&["adr", "import", folder, "--into", "spec.yaml"]).succeeds().says("2 decisions added");
        let with = project.read("spec.yaml");
        let mut lines = with.lines();
        assert!(spec.lines().all(|line| lines.any(|kept| kept == line)), "{with}");
        project.run(&["plan", "spec.yaml"]).succeeds();
        let again = project.run(&["adr", "import", folder, "--into", "spec.yaml"]).ends_with(2);
        assert!(again.err.contains("already"), "{}", again.err);
        assert_eq!(project.read("spec.yaml"), with);
    }
    let flow = Project::with(&format!("{SPEC}decisions: {{ ci: github-actions }}\n"));
    flow.run(&["adr", "import", folder, "--into", "spec.yaml"]).ends_with(2).says("stand in braces");
    let faulty = Project::with("archplan: 1\n");
    faulty.run(&["adr", "import", folder, "--into", "spec.yaml"]).ends_with(2).says("service");
}

#[test]
fn whatever_lies_in_a_folder_is_named() {
    let project = Project::with(SPEC);
    project.write("adr/0001-latin.md", b"# Stra\xdfe\n\n## Decision\n\nWe take the stra\xdfe.\n");
    project.write("adr/0002-utf16.md", b"\xff\xfe#\0 \0x\0");
    project.write("adr/0003-blank.md", " \n\n");
    project.write("adr/0004-huge.md", "x".repeat((1 << 20) + 1));
    project.write("adr/node_modules/a.md", "# x");
    project.write("adr/image.png", b"\x89PNG");
    fs::create_dir(project.path().join("adr/folder.md")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("0001-latin.md", project.path().join("adr/0005-link.md")).unwrap();
    let run = project.run(&["adr", "import", "adr"]).succeeds();
    for line in [
        "7 files: 1 decision, 6 left out",
        "0001-latin.md: `latin`",
        "0001-latin.md:1: it is not UTF-8 from here on",
        "0002-utf16.md: left out: it holds bytes that no text has",
        "0003-blank.md: left out: it is empty",
        "0004-huge.md: left out: it has 1024 KiB",
        "0005-link.md: left out: it is a symbolic link",
        "node_modules: left out: it is a folder that tools made",
        "image.png: left out: it is neither Markdown nor reStructuredText",
    ] {
        assert!(run.err.contains(line), "{line}: {}", run.err);
    }
}

#[test]
fn a_folder_without_records_is_told() {
    let project = Project::with(SPEC);
    project.write("adr/notes.md", "# Notes\n");
    project.run(&["adr", "import", "adr"]).ends_with(1).says("no heading says what was decided");
    project.run(&["adr", "import", "nowhere"]).ends_with(2).says("there is no folder `nowhere`");
    project.run(&["adr", "import", "spec.yaml"]).ends_with(3);
}

#[test]
fn records_that_archplan_wrote_are_read_back() {
    let project = Project::with(&crate::project::example("order-processing"));
    project.run(&["plan", "spec.yaml"]).succeeds();
    let run = project.run(&["adr", "import", "docs/decisions"]).succeeds();
    assert!(run.out.contains("\n  price-capture:\n    title: Price capture\n"), "{}", run.out);
    let other = Project::with(&format!("{SPEC}{}", run.out));
    other.run(&["plan", "spec.yaml"]).succeeds();
}
