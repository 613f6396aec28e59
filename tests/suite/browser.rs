//! The HTML page as its readers meet it: in a real browser, with a real accessibility checker and a real validator.
//!
//! Needs `chromium`, `node`, `java` and the packages of `tests/browser`; `.ci/prepare` installs them. What is checked
//! stands in `tests/browser/checks.mjs`; one browser serves all pages.

use crate::hostile;
use crate::project::{Project, example, root};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

const EXAMPLES: [&str; 3] = ["order-processing", "user-management", "item-catalog"];

#[test]
fn pages_can_be_read_searched_and_explored_by_everybody() {
    let browser = root().join("tests/browser");
    assert!(browser.join("node_modules").is_dir(), "`.ci/prepare` installs what the browser tests need");
    let mut projects: Vec<Project> = EXAMPLES.iter().map(|name| Project::built(&example(name))).collect();
    for project in &projects {
        project.run(&["review"]).succeeds();
    }
    projects.push(planned(&hostile::spec(&hostile::text())));
    projects.push(planned(&large(30)));
    let pages: Vec<PathBuf> = projects
        .iter()
        .flat_map(|project| ["docs/architecture/plan.html", "docs/handover.html"].map(|page| project.path().join(page)))
        .filter(|page| page.exists())
        .collect();
    assert_eq!(pages.len(), 8);
    let told = Command::new("node").arg(browser.join("check.mjs")).args(&pages).output().unwrap();
    assert!(
        told.status.success(),
        "{}{}",
        String::from_utf8_lossy(&told.stdout),
        String::from_utf8_lossy(&told.stderr)
    );
}

fn planned(spec: &str) -> Project {
    let project = Project::with(spec);
    project.run(&["plan", "spec.yaml"]).succeeds();
    project
}

/// A service of so many resources, each with an entity of its own.
fn large(entities: usize) -> String {
    let mut spec = "archplan: 1\nservice: { name: large, title: Large service, summary: Keeps many things. }\ndata:\n  entities:\n".to_owned();
    for at in 0..entities {
        writeln!(spec, "    Thing{at}:\n      summary: The {at}th kind of thing.\n      fields:\n        id: {{ type: uuid, key: true }}\n        name: {{ type: text, summary: \"What people call it | **by name**\" }}").unwrap();
    }
    spec.push_str("api:\n  authentication: jwt\n  roles: { reader: Reads, writer: Writes }\n  resources:\n");
    for at in 0..entities {
        writeln!(spec, "    things{at}:\n      entity: Thing{at}\n      operations:\n        create: {{ roles: [writer] }}\n        get: {{ roles: [reader, writer] }}\n        list: {{ roles: [reader] }}").unwrap();
    }
    spec
}
