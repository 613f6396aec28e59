//! Links in texts of a spec and in Markdown files: each that leads nowhere is told where it stands.

use crate::project::example;
use archplan::prose::{Known, Page, check, read};
use archplan::report::{Diagnostic, Report};
use archplan::source::Sources;
use archplan::{catalogue, document, plan, spec, yaml};
use renderers::document::{Document, Section};

fn told(yaml: &str) -> Vec<String> {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let file = sources.add("spec.yaml", yaml);
    let node = yaml::parse(&sources, file, &mut report).unwrap();
    let elements = ["entity:Order", "decision:database", "operation:orders.create"].map(str::to_owned);
    let is_there = |path: &str| path == "a note.md";
    let known =
        Known { sections: ["data", "entity-order"].into(), elements: Some(elements.into()), is_there: &is_there };
    check(&spec::prose(&node), &sources, &known, &mut report);
    let line = |found: &&Diagnostic| {
        let place = found.place.as_ref().unwrap().span;
        format!("{} {} {}", sources.place(place), found.code, found.help.first().map_or("", String::as_str))
    };
    report.found().iter().map(line).collect()
}

#[test]
fn every_broken_link_is_told_where_it_stands() {
    let yaml = "\
archplan: 1
service:
  name: x
  summary: >-
    Sound [a](#data), [b](a%20note.md), [c](https://example.com), [d](decision:database).

    Broken [e](#dta)
    and [f](gone.md) and [g](javascript:alert(1)).
  out_of_scope:
    - \"t\\u0061b\\t[h]() and [i][j]\"
    - 'it''s [k](entity:Ordr) and [l](entitty:Order)'
    - \"[m]: `a[0][1]` [n] x\"
";
    assert_eq!(
        told(yaml),
        [
            "spec.yaml:7:12 prose/unknown-section did you mean `#data`?",
            "spec.yaml:8:9 prose/missing-file a path is relative to the folder of this file",
            "spec.yaml:8:26 prose/address an element of the plan is named as `archplan why` takes it: `entity:Order`, \
             `decision:database`, `operation:orders.create`",
            "spec.yaml:10:18 prose/no-address write where it leads between the round brackets: \
             `[words](https://example.com)`",
            "spec.yaml:10:28 prose/undefined-label define it in the same text, `[j]: https://example.com`, or put the \
             text in backticks",
            "spec.yaml:11:14 prose/unknown-element did you mean `entity:Order`?",
            "spec.yaml:11:35 prose/unknown-element did you mean `entity:Order`?",
        ]
    );
}

#[test]
fn of_a_text_of_broken_links_alone_the_first_are_told() {
    let yaml = format!("archplan: 1\nservice:\n  name: x\n  summary: \"{}\"\n", "[a][b] ".repeat(5_000));
    let told = told(&yaml);
    assert_eq!(told.len(), 20);
    assert!(told[19].starts_with("spec.yaml:4:146 prose/undefined-label"), "{}", told[19]);
}

fn page(text: &str) -> (Document, Vec<String>) {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let file = sources.add("a.md", text);
    let page = Page { file, name: "a", title: None, is_there: &|_| false, bytes: &|_| None };
    let document = read(&page, &mut sources, &mut report).unwrap();
    let told = report.found();
    let line = |found: &&Diagnostic| format!("{} {}", sources.place(found.place.as_ref().unwrap().span), found.code);
    (document, told.iter().map(line).collect())
}

#[test]
fn a_file_becomes_a_document() {
    let text = "---\ntitle: \"The *title*\"\nversion: 2\nauthors: [A, B]\ntags: [x]\n---\n\n# One\n\nIntro.\n\n## Data & more\n\nx\n\n#### Deep\n\n[up](#data--more) [no](#nowhere)\n\n## Data & more\n";
    let (document, told) = page(text);
    assert_eq!((document.title.as_str(), document.language.as_str()), ("The *title*", "en"));
    assert_eq!(document.facts.len(), 2);
    assert_eq!(document.summary, renderers::document::text("Intro."));
    let ids: Vec<_> = document.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(ids, ["data-more", "data-more-2"]);
    assert_eq!(document.sections[0].sections.len(), 1);
    assert_eq!(told, ["a.md:18:19 prose/unknown-section"]);
}

#[test]
fn front_matter_that_is_no_yaml_is_told_at_its_line() {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let file = sources.add("a.md", "---\nok: 1\ntitle: [\n---\n");
    let page = Page { file, name: "a", title: None, is_there: &|_| false, bytes: &|_| None };
    assert!(read(&page, &mut sources, &mut report).is_err());
    let places: Vec<_> = report.found().iter().map(|f| sources.place(f.place.as_ref().unwrap().span)).collect();
    assert!(places[0].starts_with("a.md:"), "{places:?}");
}

#[test]
fn a_document_that_archplan_wrote_is_read_back_as_it_was() {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let catalogue = catalogue::load(&catalogue::built_in(), &mut sources, &mut report).unwrap();
    let file = sources.add("spec.yaml", example("item-catalog"));
    let spec = spec::read(&sources, file, &mut report).unwrap().finish(&report).unwrap();
    let plan = plan::resolve(&spec, &plan::Lock::default(), &catalogue, &mut report).unwrap();
    let design = document::design(&plan);
    let (document, told) = page(&renderers::markdown(&design));
    assert_eq!(told, Vec::<String>::new());
    let ids = |sections: &[Section]| sections.iter().map(|s| (s.id.clone(), s.title.clone())).collect::<Vec<_>>();
    let again: Vec<_> = ids(&document.sections).into_iter().filter(|(id, _)| id.as_str() != "introduction").collect();
    assert_eq!(again, ids(&design.sections));
}
