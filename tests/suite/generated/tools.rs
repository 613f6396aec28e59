//! Exports as the tools take them that they are made for: DOT by Graphviz.
//!
//! `.ci/prepare` installs `dot`.

use super::all;
use crate::formats::planned;
use crate::hostile;
use crate::project::example;
use archplan::{document, export};
use renderers::diagram;
use std::io::Write as _;
use std::process::{Command, Stdio};

#[test]
fn graphviz_takes_every_exported_graph() {
    let written = ["order-processing", "user-management", "item-catalog"].map(example);
    let written = written.into_iter().chain([hostile::spec(&hostile::text())]);
    let plans = written.map(|spec| planned(&spec)).chain(all().into_iter().map(|it| it.plan));
    let (mut all, mut count) = (String::new(), 0);
    for plan in plans {
        let document = document::design(&plan);
        for dot in export::diagrams(&document).into_iter().filter_map(diagram::dot) {
            all.push_str(&dot);
            all.push('\n');
            count += 1;
        }
    }
    assert!(count > 60, "{count}");
    // Read and written again, without a layout, which for the largest takes seconds.
    let (read, told) = given("nop", &[], &all);
    assert_eq!(told, "");
    assert_eq!(read.lines().filter(|line| line.starts_with("digraph ")).count(), count);
    assert!(!given("nop", &[], "digraph a { b -> [").1.is_empty(), "what is no DOT is told");
}

#[test]
fn graphviz_draws_the_pictures_of_an_example() {
    let document = document::design(&planned(&example("order-processing")));
    for diagram in export::diagrams(&document) {
        let Some(source) = diagram::dot(diagram) else { continue };
        let (drawn, told) = dot("svg", &source);
        assert_eq!(told, "", "{}", diagram.id);
        assert!(drawn.contains("<svg") && drawn.contains("</svg>"), "{}", diagram.id);
    }
}

/// What `dot` makes of a source, and what it says of it.
fn dot(form: &str, source: &str) -> (String, String) {
    given("dot", &[&format!("-T{form}")], source)
}

/// What a program of Graphviz makes of a source, and what it says of it.
fn given(program: &str, arguments: &[&str], source: &str) -> (String, String) {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("`.ci/prepare` installs graphviz");
    let mut input = child.stdin.take().unwrap();
    let source = source.to_owned();
    let writer = std::thread::spawn(move || input.write_all(source.as_bytes()));
    let output = child.wait_with_output().unwrap();
    drop(writer.join().unwrap());
    [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).into()
}
