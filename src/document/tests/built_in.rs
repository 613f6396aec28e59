//! Nets round the built-in sections: every name that they use is known.

use super::handed;
use super::walk::{block, each_section};
use crate::document::blocks::{design, handover};
use crate::document::fill::{Holes, Piece, merged, pieces};
use crate::document::handover::disk;
use crate::document::outline::{Outline, Part};
use crate::document::{Handed, Realised, glob, values};
use crate::expression::{Condition, Name};
use crate::plan::Plan;
use crate::plan::testing::{EXAMPLES, example, example_under_the_standard};
use renderers::document::{Block, Inline};
use std::collections::BTreeSet;

#[test]
fn every_directive_and_every_kind_of_sections_is_known() {
    let plan = example("order-processing");
    let project = handed();
    let review = handover::Review { plan: &plan, handed: &project };
    for document in ["design", "handover"] {
        each_part(&Outline::built_in(document).parts, &mut |part| {
            for line in directives(&part.blocks) {
                let known = match document {
                    "design" => {
                        design::directive(&plan, &Realised::default(), Outline::built_in("design"), line).is_some()
                    }
                    _ => handover::directive(&review, line).is_some(),
                };
                assert!(known, "{document}, section {}: no directive `{line}`", part.id);
            }
            if let Some(each) = &part.each {
                let known = match document {
                    "design" => design::each(&plan, &Realised::default(), each).is_some(),
                    _ => handover::each(&review, each).is_some(),
                };
                assert!(known, "{document}, section {}: no kind `{each}`", part.id);
            }
        });
    }
}

#[test]
fn every_decision_that_sections_name_is_in_the_catalogue() {
    let plan = example("order-processing");
    let known = |id: &str| plan.decision(id).is_some();
    for document in ["design", "handover"] {
        each_part(&Outline::built_in(document).parts, &mut |part| {
            let conditions = part.when.iter().flat_map(Condition::decisions).map(str::to_owned);
            let named = directives(&part.blocks).filter_map(|line| {
                line.strip_prefix("table decisions ").or_else(|| line.strip_prefix("table choices "))
            });
            let named = named.flat_map(str::split_whitespace).map(str::to_owned);
            for id in conditions.chain(named).chain(part.realises.iter().cloned()) {
                assert!(known(&id), "{document}, section {}: no decision `{id}`", part.id);
            }
        });
    }
}

#[test]
fn every_hole_reads_what_there_is() {
    let plan = example("order-processing");
    let facts: BTreeSet<&str> = plan.scope().fact_names().collect();
    for document in ["design", "handover"] {
        let outline = Outline::built_in(document);
        let mut texts = texts(&outline.summary);
        each_part(&outline.parts, &mut |part| {
            texts.push(part.title.clone());
            texts.extend(self::texts(&part.blocks));
            texts.extend(self::texts(&part.otherwise));
        });
        for text in texts {
            for piece in pieces(&text) {
                match piece {
                    Piece::Text(text) => assert!(!text.contains("}}"), "{document}: a hole is not closed: {text}"),
                    Piece::Hole(hole) => reads(&plan, document, hole),
                    Piece::When(condition) => holds(&plan, &facts, condition),
                }
            }
        }
    }
}

#[test]
fn pictures_and_tables_that_are_data_are_well_formed() {
    let plan = example("order-processing");
    let holes = Holes::of(&plan);
    for (name, _) in EXAMPLES {
        let plan = example(name);
        for name in ["context", "containers", "deployment", "pipeline"] {
            let line = &format!("diagram drawn design/{name}");
            let blocks = design::directive(&plan, &Realised::default(), Outline::built_in("design"), line).unwrap();
            assert!(!blocks.is_empty(), "{name}: {line}");
        }
    }
    assert_eq!(holes.text("{{ no.such }}"), None);
    assert!(glob::fits("**", "a/b"));
}

#[test]
fn every_section_of_the_design_stands_in_some_example() {
    let plans = EXAMPLES.iter().map(|(name, _)| example(name)).chain([example_under_the_standard("item-catalog")]);
    let documents: Vec<_> = plans.map(|plan| crate::document::design(&plan)).collect();
    let mut there = BTreeSet::new();
    for document in &documents {
        each_section(&document.sections, &mut |section| {
            there.insert(section.id.clone());
        });
    }
    each_part(&Outline::built_in("design").parts, &mut |part| {
        assert!(there.contains(&part.id), "no example shows section {}", part.id);
    });
}

/// Groups of names that prose can speak of; each has a value only where there is something of it.
const NAMES: [&str; 12] = [
    "roles",
    "systems",
    "secrets",
    "personal",
    "personal_events",
    "open_operations",
    "owned",
    "called",
    "open_ended",
    "unbounded_rows",
    "unanswered_goals",
    "derived_rows",
];

/// What is said of the disk of a project with something of everything, or of one with nothing.
fn is_of_disk(key: &str) -> bool {
    let projects = [handed(), Handed::default()];
    projects.iter().any(|project| disk(project).get_attr(key).is_ok_and(|value| !value.is_undefined()))
}

fn reads(plan: &Plan, document: &str, hole: &str) {
    let expression = values::compile(hole).unwrap_or_else(|error| panic!("{document}: {hole}: {error}"));
    for name in expression.undeclared_variables(true).into_iter().collect::<BTreeSet<_>>() {
        let functions = ["count", "noun", "amount", "capital", "lower"];
        if functions.contains(&name.as_str()) {
            continue;
        }
        let Some((kind, key)) = name.split_once('.') else { panic!("{document}: {hole}: {name}") };
        let known = match kind {
            "chosen" | "standing" | "generated" | "missing" => plan.decision(&key.replace('_', "-")).is_some(),
            "disk" if document == "handover" => is_of_disk(key),
            "names" => NAMES.contains(&key),
            "service" | "api" | "plan" | "counts" => Holes::of(plan).text(&format!("{{{{ {name} }}}}")).is_some(),
            _ => false,
        };
        assert!(known, "{document}: {hole}: {name}");
    }
}

fn holds(plan: &Plan, facts: &BTreeSet<&str>, condition: &str) {
    let parsed = Condition::parse(condition).unwrap_or_else(|fault| panic!("{condition}: {fault}"));
    for name in parsed.names() {
        let known = match name {
            Name::Decided(id) | Name::Later(id) => plan.decision(id).is_some(),
            Name::Fact(fact) => facts.contains(fact.as_str()),
        };
        assert!(known, "{condition}: {name:?}");
    }
    // `decided.a == 'b'`: b must be an option of a, or the condition never holds.
    for (left, right) in condition.split(" and ").filter_map(|part| part.split_once("= '")) {
        let decision = left.trim().trim_end_matches(['=', '!']).trim().trim_start_matches("decided.");
        let Some(decision) = plan.decision(&decision.replace('_', "-")) else { continue };
        let option = right.trim_end_matches([')', '\'']).split('\'').next().unwrap_or_default();
        assert!(decision.options.iter().any(|o| o.id == option), "{condition}: {option}");
    }
    parsed.holds(plan.scope()).unwrap_or_else(|fault| panic!("{condition}: {fault}"));
}

fn each_part(parts: &[Part], see: &mut dyn FnMut(&Part)) {
    for part in parts {
        see(part);
        each_part(&part.parts, see);
    }
}

fn directives(blocks: &[Block]) -> impl Iterator<Item = &str> {
    blocks.iter().flat_map(|block| match block {
        Block::Code(code) if code.language == "archplan" => code.text.lines().collect::<Vec<_>>(),
        _ => Vec::new(),
    })
}

/// Every text and code span of blocks, as `fill` sees them.
fn texts(blocks: &[Block]) -> Vec<String> {
    let mut texts = Vec::new();
    for each in blocks {
        if let Block::Paragraph(line) = each {
            texts.extend(merged(line).into_iter().filter_map(|inline| match inline {
                Inline::Text(text) | Inline::Code(text) => Some(text),
                _ => None,
            }));
            continue;
        }
        block(each, &mut |inline| {
            if let Inline::Text(text) | Inline::Code(text) = inline {
                texts.push(text.clone());
            }
        });
    }
    texts
}
