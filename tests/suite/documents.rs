//! One document, three formats: what the Markdown says is in the PDF and in what a browser shows.
//!
//! Needs `pdftotext` and `chromium`; `.ci/prepare` installs both.

#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "pdf")]
mod read_back;

use crate::project::{Project, example};
use std::path::Path;
use std::process::Command;

const EXAMPLES: [&str; 3] = ["order-processing", "user-management", "item-catalog"];

#[test]
fn every_heading_is_in_every_format() {
    for name in EXAMPLES {
        let project = Project::built(&example(name));
        project.run(&["review"]).succeeds();
        for document in ["docs/architecture/plan", "docs/handover"] {
            let headings = headings(&project.read(&format!("{document}.md")));
            assert!(headings.len() > 10, "{name} {document}: {headings:?}");
            in_order(
                &headings,
                &browser_text(&project, &format!("{document}.html")),
                &format!("{name} {document}.html"),
            );
            if cfg!(feature = "pdf") {
                in_order(&headings, &pdf_text(&project, &format!("{document}.pdf")), &format!("{name} {document}.pdf"));
            }
        }
    }
}

#[test]
fn the_nine_headings_are_there() {
    for name in EXAMPLES {
        let project = Project::with(&example(name));
        project.run(&["plan", "spec.yaml"]).succeeds();
        let headings = headings(&project.read("docs/architecture/plan.md"));
        for expected in [
            "Service Overview & Scope",
            "Core Architectural Principles",
            "Technology Stack",
            "API Design & Communication",
            "Data Model",
            "Deployment Strategy",
            "CI/CD Pipeline",
            "Testing Strategy",
            "Observability",
        ] {
            assert!(
                headings.iter().any(|heading| heading.ends_with(&normal(expected))),
                "{name} lacks {expected}: {headings:?}"
            );
        }
    }
}

/// The headings of a Markdown document, with their numbers.
fn headings(markdown: &str) -> Vec<String> {
    let mut in_code = false;
    let mut headings = Vec::new();
    for line in markdown.lines() {
        if line.starts_with("```") {
            in_code = !in_code;
        }
        let text = line.trim_start_matches('#');
        if !in_code && text.len() < line.len() && line.starts_with("##") {
            headings.push(normal(&text.replace(['\\', '`', '*'], "")));
        }
    }
    headings
}

/// Each text after the one before it.
pub(crate) fn in_order(texts: &[String], whole: &str, what: &str) {
    let whole = normal(whole);
    // The contents name every heading once; the headings themselves come after.
    let mut from = 0;
    for text in texts {
        match whole[from..].find(text.as_str()) {
            Some(at) => from += at + text.len(),
            None => panic!("{what} lacks `{text}` after `{}`", &whole[from.saturating_sub(80)..from]),
        }
    }
}

/// White space does not count, nor do the soft hyphens and zero-width blanks that let a line break.
pub(crate) fn normal(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}')).collect()
}

/// What a browser shows once the scripts have run; an error of a script or of the policy fails.
fn browser_text(project: &Project, path: &str) -> String {
    shown(&project.path().join(path))
}

/// What a browser shows of a page.
pub(crate) fn shown(path: &Path) -> String {
    let profile = tempfile::tempdir().unwrap();
    let address = format!("file://{}", path.display());
    let path = path.display();
    let data = format!("--user-data-dir={}", profile.path().display());
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--enable-logging=stderr",
        "--v=0",
        "--virtual-time-budget=2000",
        &data,
        "--dump-dom",
        &address,
    ];
    let output = Command::new("chromium").args(arguments).output().expect("chromium is installed by .ci/prepare");
    let log = String::from_utf8_lossy(&output.stderr);
    let told: Vec<_> = log.lines().filter(|line| line.contains(":CONSOLE")).collect();
    assert!(told.is_empty(), "{path}: {told:#?}");
    text_of(&String::from_utf8_lossy(&output.stdout))
}

/// The text of a page, without scripts and styles.
pub(crate) fn text_of(dom: &str) -> String {
    let mut text = String::new();
    let mut rest = dom;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let skipped = ["script", "style"].iter().find(|name| tag.starts_with(**name)).map(|name| format!("</{name}>"));
        rest = match skipped.and_then(|end| tag.split_once(&end).map(|(_, after)| after.to_owned())) {
            Some(after) => &dom[dom.len() - after.len()..],
            None => tag.split_once('>').map_or("", |(_, after)| after),
        };
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", " ").replace("&amp;", "&")
}

#[cfg(feature = "pdf")]
fn pdf_text(project: &Project, path: &str) -> String {
    tool("pdftotext", &["-layout", project.path().join(path).to_str().unwrap(), "-"])
}

#[cfg(not(feature = "pdf"))]
fn pdf_text(_: &Project, _: &str) -> String {
    String::new()
}

#[cfg(feature = "pdf")]
pub(crate) fn tool(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; .ci/prepare installs it"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
