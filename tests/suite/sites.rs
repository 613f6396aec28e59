//! The folder of documents as a book of mdBook and a site of MkDocs Material, and held against a linter of Markdown: no
//! warning from any of them. The configuration is what a user would write.
//!
//! `.ci/prepare` installs all three under `target/tools`.

use crate::hostile;
use crate::project::{Project, example, root};
use std::process::{Command, Output};

const EXAMPLES: [&str; 3] = ["order-processing", "user-management", "item-catalog"];

#[test]
fn documents_build_without_a_warning() {
    let mut projects: Vec<(String, Project)> =
        EXAMPLES.iter().map(|name| ((*name).to_owned(), Project::built(&example(name)))).collect();
    projects.push(("hostile".to_owned(), Project::built(&hostile::spec(&hostile::text()))));
    projects.push(("the user's Markdown".to_owned(), Project::built(&hostile::spec(MARKDOWN))));
    for (name, project) in &projects {
        project.run(&["review"]).succeeds();
        lint(name, project);
        book(name, project);
        site(name, project);
    }
}

/// A text with every block that Markdown has, and with what breaks out of a careless frame.
const MARKDOWN: &str = "First *line*.\n\n# Heading\n\nSecond\n-----\n\n- one\n    - two\n- three\n\n1. a\n2. b\n\n> quoted\n\n\
> [!WARNING]\n> alert\n\n| a | b |\n|---|--:|\n| `x` | 2 |\n\n***\n\n<div>\nraw\n</div>\n\n![image](https://example.com/a.png) \
and [the catalogue of parts](https://example.com)\n\n```python\nunclosed = True\n";

fn lint(name: &str, project: &Project) {
    let config = std::fs::read_to_string(root().join("tests/sites/markdownlint.jsonc")).unwrap();
    project.write(".markdownlint-cli2.jsonc", config);
    let tool = root().join("target/tools/node/node_modules/.bin/markdownlint-cli2");
    let output = run(Command::new(tool).arg("docs/**/*.md").current_dir(project.path()));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let first: Vec<&str> = said.lines().take(20).collect();
    assert!(output.status.success(), "{name}: {first:#?}");
}

fn book(name: &str, project: &Project) {
    let mut pages: Vec<String> = project.files().into_iter().map(|(path, _)| path).collect();
    pages.retain(|path| path.starts_with("docs/") && path.ends_with(".md"));
    pages.sort();
    let links = pages.iter().map(|page| page.trim_start_matches("docs/")).map(|page| format!("- [{page}]({page})\n"));
    project.write("docs/SUMMARY.md", format!("# Summary\n\n{}", links.collect::<String>()));
    project.write("book.toml", "[book]\ntitle = \"Documents\"\nsrc = \"docs\"\n");
    let output = run(Command::new(root().join("target/tools/bin/mdbook")).arg("build").current_dir(project.path()));
    project.remove("docs/SUMMARY.md");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && !said.contains("WARN") && !said.contains("ERROR"), "{name}: {said}");
    let page = project.read("book/handover.html");
    assert!(page.contains("id=\"readiness\"") || page.contains("id=\"introduction\""), "{name}: the anchors are gone");
}

fn site(name: &str, project: &Project) {
    // Links into the code lead out of the folder, which a site of documents cannot have.
    project.write(
        "mkdocs.yml",
        "site_name: Documents\ndocs_dir: docs\ntheme: { name: material, font: false }\nvalidation:\n  anchors: warn\n\
         markdown_extensions: [tables, pymdownx.superfences]\n",
    );
    let mut command = Command::new(root().join("target/tools/mkdocs/bin/mkdocs"));
    command
        .args(["build", "--strict", "--quiet"])
        .env("NO_MKDOCS_2_WARNING", "1")
        .env("DISABLE_MKDOCS_2_WARNING", "true");
    let output = run(command.current_dir(project.path()));
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && !said.contains("WARNING"), "{name}: {said}");
    let page = project.read("site/architecture/plan/index.html");
    assert!(page.contains("<a id=\"overview\">"), "{name}: the anchors are gone");
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; .ci/prepare installs it"))
}
