//! Documents of the example specs, and the nets round the built-in sections.

mod arranged;
mod built_in;
mod pictures;
mod shown;
mod walk;

use super::{
    Disagreement, Evidence, FileState, Handed, HandedFile, Planned, design, handover, openapi, openapi_yaml, prose,
};
use crate::files::{Digest, RelPath};
use crate::plan::testing::{EXAMPLES, example, example_under_the_standard};
use renderers::document::{Block, Inline, Target};
use shown::{outline, part, sentences, whole};
use std::collections::{BTreeMap, BTreeSet};
use walk::{each_example, each_inline, each_link, each_section};

#[test]
fn the_architecture_plan_has_the_nine_headings_in_order() {
    let expected = [
        "Service Overview & Scope",
        "Core Architectural Principles",
        "Technology Stack",
        "API Design & Communication",
        "Data Model",
        "Deployment Strategy",
        "CI/CD Pipeline",
        "Testing Strategy",
        "Observability",
    ];
    let examples = EXAMPLES.iter().map(|(name, _)| (*name, example(name)));
    let examples = examples.chain([("bare", bare()), ("standard", example_under_the_standard("item-catalog"))]);
    for (name, plan) in examples {
        let sections = design(&plan).sections;
        let titles: Vec<String> = sections.iter().map(|section| prose::plain(&section.title)).collect();
        let spine: Vec<&String> = titles.iter().filter(|title| expected.contains(&title.as_str())).collect();
        assert_eq!(spine, expected, "{name}");
    }
}

#[test]
fn the_sections_of_the_order_service_are_these() {
    insta::assert_snapshot!(outline(&design(&example("order-processing"))));
}

#[test]
fn what_the_plan_of_the_item_service_says() {
    let document = design(&example("item-catalog"));
    let said: Vec<&str> = vec!["overview", "api", "data", "deployment", "pipeline", "testing", "security"];
    insta::assert_snapshot!(part(&document, &said));
}

#[test]
fn ids_are_unique_and_links_lead_somewhere() {
    let examples = EXAMPLES.iter().map(|(name, _)| (*name, example(name)));
    for (name, plan) in examples.chain([("standard", example_under_the_standard("item-catalog"))]) {
        for document in [design(&plan), handover(&plan, &handed())] {
            let mut ids = BTreeSet::new();
            each_section(&document.sections, &mut |section| {
                assert!(ids.insert(section.id.clone()), "{name}: {} twice", section.id);
            });
            each_link(&document, &mut |target| match target {
                Target::Section(id) => assert!(ids.contains(id), "{name}: nothing is called {id}"),
                Target::Url(url) => assert!(!url.as_str().starts_with('#'), "{name}: {}", url.as_str()),
            });
        }
    }
}

#[test]
fn no_sentence_stands_twice() {
    for (name, _) in EXAMPLES {
        let document = design(&example(name));
        let mut seen = BTreeMap::new();
        // Options of several decisions share what speaks for and against them; the log tells each on its own.
        each_section(&document.sections, &mut |section| {
            for sentence in sentences(section) {
                let first = seen.entry(sentence.clone()).or_insert_with(|| section.id.clone());
                let both = [first.as_str(), section.id.as_str()];
                let logged = both.iter().any(|id| id.starts_with("decision-") || id.starts_with("not-applicable"));
                assert!(logged || *first == section.id, "{name}: {both:?}: {sentence}");
            }
        });
    }
}

#[test]
fn values_of_the_spec_are_text_wherever_they_stand() {
    let hostile = "a | b <script>alert(1)</script> `c` # d $ * @ {{ service.title }} \" ' \\ **e** [f](g)";
    let mut plan = example("order-processing");
    plan.service.title = hostile.to_owned();
    plan.service.owner = hostile.to_owned();
    for decision in &mut plan.decisions {
        decision.title = hostile.to_owned();
        decision.options.iter_mut().for_each(|option| option.title = hostile.to_owned());
    }
    plan.entities.iter_mut().for_each(|entity| entity.words = hostile.to_owned());
    for document in [design(&plan), handover(&plan, &handed())] {
        let said = whole(&document);
        assert!(said.contains(hostile), "the value stands as it is");
        let mut kinds = BTreeSet::new();
        each_inline(&document, &mut |inline| {
            if let Inline::Emphasis(inner) | Inline::Strong(inner) = inline {
                kinds.insert(prose::plain(inner));
            }
        });
        assert!(!kinds.contains("e"), "nothing of it became markup");
    }
}

#[test]
fn markdown_of_the_user_becomes_markup_and_holes_in_it_stay_text() {
    let mut plan = example("item-catalog");
    plan.service.summary = "Keeps *items*, {{ service.title }} and <b>all</b>.\n\n- one\n- two\n".to_owned();
    let document = design(&plan);
    let overview = &document.sections[0];
    assert!(matches!(overview.blocks[1], Block::List(_)), "{:?}", overview.blocks);
    assert!(whole(&document).contains("Keeps items, {{ service.title }} and <b>all</b>."));
}

#[test]
fn a_plan_with_nothing_in_it_says_what_is_undecided() {
    let document = design(&bare());
    for (id, place) in [("overview", "service.summary"), ("api", "api.resources"), ("data", "data.entities")] {
        let section = document.sections.iter().find(|section| section.id.as_str() == id).unwrap();
        let [Block::Paragraph(line)] = section.blocks.as_slice() else { panic!("{id}: {:?}", section.blocks) };
        let line = prose::plain(line);
        assert!(
            line.contains(place) && line.ends_with("To decide: the owner, whom the spec does not name yet."),
            "{line}"
        );
    }
    assert!(prose::plain(&document.summary).contains("none of them made in the spec, all by archplan"));
    let _ = whole(&handover(&bare(), &Handed::default()));
    let _ = openapi(&bare());
}

#[test]
fn no_section_is_empty() {
    let examples = EXAMPLES.iter().map(|(name, _)| (*name, example(name)));
    let examples = examples.chain([("bare", bare()), ("standard", example_under_the_standard("item-catalog"))]);
    for (name, plan) in examples {
        for document in [design(&plan), handover(&plan, &Handed::default())] {
            each_section(&document.sections, &mut |section| {
                assert!(!section.blocks.is_empty() || !section.sections.is_empty(), "{name}: {}", section.id);
            });
        }
    }
}

/// A service of which nothing but the name is known.
fn bare() -> crate::plan::Plan {
    crate::plan::testing::resolve_text("archplan: 1\nservice: { name: bare, title: Bare }\n").unwrap()
}

#[test]
fn nothing_is_ticked_that_nobody_checked() {
    let mut unknown = Handed { evidence: Vec::new(), findings: None, ..handed() };
    unknown.files.clear();
    let said = whole(&handover(&example("order-processing"), &unknown));
    assert!(!said.contains("[x]"), "{said}");
    assert!(said.contains("whether they agree is unknown"), "{said}");
    assert!(said.contains("Nothing was measured"), "{said}");
}

#[test]
fn the_handover_of_a_small_project_says_this() {
    let document = handover(&example("item-catalog"), &handed());
    let said = ["drift", "structure", "components", "use", "extend", "evidence", "readiness", "risks", "sign-off"];
    insta::assert_snapshot!(part(&document, &said));
}

#[test]
fn every_example_of_the_contract_fits_its_schema() {
    let everything = crate::plan::testing::resolve_text(EVERYTHING).unwrap_or_else(|faults| panic!("{faults:?}"));
    let examples = EXAMPLES.iter().map(|(name, _)| (*name, example(name))).chain([("everything", everything)]);
    for (name, plan) in examples {
        let document = serde_json::to_value(openapi(&plan)).unwrap();
        let mut checked = 0;
        each_example(&document, &mut |schema, example| {
            let mut schema = schema.clone();
            schema["components"] = document["components"].clone();
            let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
            assert!(validator.is_valid(example), "{name}: {example} is not {schema}");
            checked += 1;
        });
        assert!(checked > 10, "{name}: {checked}");
    }
}

#[test]
fn the_contract_of_the_user_service_is_this() {
    insta::assert_snapshot!(openapi_yaml(&example("user-management")));
}

#[test]
fn names_that_make_one_id_get_sections_of_their_own() {
    let mut plan = example("order-processing");
    plan.entities[1].name = "ORDER".to_owned();
    let mut ids = BTreeSet::new();
    each_section(&design(&plan).sections, &mut |section| assert!(ids.insert(section.id.clone()), "{}", section.id));
}

/// A small project: files of each state, one finding, one check that passed and one that failed.
fn handed() -> Handed {
    let file = |path: &str, text: &str, planned: Option<(FileState, &[&str])>| HandedFile {
        path: RelPath::new(path).unwrap(),
        text: Some(text.to_owned()),
        digest: Some(Digest::of(text.as_bytes())),
        planned: planned.map(|(state, realises)| Planned {
            once: false,
            taken_over: None,
            realises: realises.iter().map(|node| (*node).to_owned()).collect(),
            state,
        }),
    };
    let missing = HandedFile {
        text: None,
        digest: None,
        ..file("src/items/models.py", "", Some((FileState::Missing, &["entity:Item"])))
    };
    let mut files = vec![
        file(
            ".env.example",
            "# Copy to .env\n\n# Where the items are\nAPP_DATABASE_URL=postgresql://a:b@c/d\nAPP_LOG_LEVEL=INFO\n",
            Some((FileState::AsGenerated, &["decision:configuration"])),
        ),
        file(
            "Makefile",
            "setup: ## Install the locked dependencies\n\tpip\ntest: setup ## Run the tests\n",
            Some((FileState::AsGenerated, &[])),
        ),
        file("src/items/router.py", ROUTER, Some((FileState::Edited, &["decision:framework", "operation:items.get"]))),
        file("notes.txt", "Ask Jo.\n", None),
        file("spec.yaml", "archplan: 1\n", None),
        missing,
    ];
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let check = |check: &str, exit_code, failed| Evidence {
        check: check.to_owned(),
        command: format!("make {check}"),
        exit_code: Some(exit_code),
        duration_ms: 12_345,
        passed: Some(40),
        failed: Some(failed),
        skipped: None,
        tail: "the last line\n".to_owned(),
        when: "2026-03-14T09:26:53Z".to_owned(),
    };
    let finding = Disagreement {
        rule: "drift/missing-file".to_owned(),
        place: "src/items/models.py".to_owned(),
        message: "the plan needs this file, and it is not there".to_owned(),
        mend: "run `archplan generate --restore`".to_owned(),
    };
    Handed { files, findings: Some(vec![finding]), evidence: vec![check("tests", 0, 0), check("types", 1, 2)] }
}

/// Every kind of field, relationship and operation.
const EVERYTHING: &str = include_str!("everything.yaml");

const ROUTER: &str = "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.get(\"/items\")\nasync def items() -> list[str]:\n    return []\n";
