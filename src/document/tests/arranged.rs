//! Templates: what they pick is there, nothing is lost, and every link leads somewhere.

use super::walk::each_section;
use crate::document::outline::{Outline, Part};
use crate::document::{Realised, design, design_with, known, sources};
use crate::plan::testing::{EXAMPLES, example, example_under_the_standard, resolve_text};
use crate::style::{self, Template};
use renderers::Document;
use std::collections::{BTreeMap, BTreeSet};

fn template(name: &str) -> Template {
    style::built_in(name).unwrap_or_else(|| panic!("no template {name}"))
}

fn ids(document: &Document) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    each_section(&document.sections, &mut |section| {
        ids.insert(section.id.as_str().to_owned());
    });
    ids
}

#[test]
fn every_section_of_the_plan_stands_in_every_template_or_is_left_out_with_a_reason() {
    let mut plans: Vec<_> = EXAMPLES.iter().map(|(name, _)| example(name)).collect();
    plans.push(example_under_the_standard("item-catalog"));
    for name in style::words() {
        let template = template(name);
        let left_out: BTreeSet<&str> = template.left_out.iter().map(|(id, _)| id.as_str()).collect();
        assert!(template.left_out.iter().all(|(_, reason)| !reason.trim().is_empty()), "{name}");
        for plan in &plans {
            let arranged = ids(&design_with(plan, &Realised::default(), &template));
            for id in ids(&design(plan)) {
                assert!(arranged.contains(&id) || left_out.contains(id.as_str()), "{name}: {id} is lost");
            }
        }
    }
}

#[test]
fn every_link_of_prose_leads_to_a_section_of_the_same_template() {
    for name in style::words() {
        let outline = Outline::arranged(&template(name));
        let mut there = BTreeSet::new();
        let mut linked = BTreeMap::new();
        each(&outline.parts, &mut |part| {
            there.insert(part.id.as_str().to_owned());
            for blocks in [&part.blocks, &part.otherwise] {
                crate::document::visit::links(blocks, &mut |target| {
                    let to = match target {
                        renderers::document::Target::Section(id) => Some(id.as_str().to_owned()),
                        renderers::document::Target::Url(url) => url.as_str().strip_prefix('#').map(str::to_owned),
                    };
                    linked.extend(to.map(|to| (to, part.id.as_str().to_owned())));
                });
            }
        });
        let plan = example("order-processing");
        let is_of_one_thing = |id: &str| known(&plan, |known| known.reserved.iter().any(|start| id.starts_with(start)));
        for (to, from) in linked.into_iter().filter(|(to, _)| !is_of_one_thing(to)) {
            assert!(there.contains(&to), "{name}: section {from} leads to {to}, which is not there");
        }
    }
}

fn each(parts: &[Part], see: &mut dyn FnMut(&Part)) {
    for part in parts {
        see(part);
        each(&part.parts, see);
    }
}

#[test]
fn arc42_has_its_twelve_sections_whatever_the_service() {
    let bare = resolve_text("archplan: 1\nservice: { name: bare }\n").expect("a service with a name alone");
    for plan in EXAMPLES.iter().map(|(name, _)| example(name)).chain([bare]) {
        let document = design_with(&plan, &Realised::default(), &template("arc42"));
        let titles: Vec<String> = document.sections.iter().map(|s| crate::document::prose::plain(&s.title)).collect();
        let expected = [
            "Introduction and Goals",
            "Constraints",
            "Context and Scope",
            "Solution Strategy",
            "Building Block View",
            "Runtime View",
            "Deployment View",
            "Crosscutting Concepts",
            "Architecture Decisions",
            "Quality Requirements",
            "Risks and Technical Debt",
            "Glossary",
        ];
        assert_eq!(titles, expected, "{}", plan.service.name);
    }
}

#[test]
fn nine_is_the_order_of_the_plan() {
    let plan = example("order-processing");
    assert_eq!(design_with(&plan, &Realised::default(), &template("nine")), design(&plan));
}

#[test]
fn sources_follow_the_template_and_lose_nothing() {
    let plan = example("order-processing");
    let about = |template: &Template| -> BTreeMap<String, Vec<String>> {
        let named = |source: crate::document::Source| {
            (source.id, source.about.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        sources(&plan, template).into_iter().map(named).collect()
    };
    let nine = about(&Template::default());
    for name in style::words() {
        let template = template(name);
        let arranged = about(&template);
        for (id, nodes) in &nine {
            let is_left_out = template.left_out.iter().any(|(left, _)| left == id);
            assert!(is_left_out || arranged.get(id) == Some(nodes), "{name}: {id}");
        }
    }
}

#[test]
fn sections_of_single_things_begin_with_what_is_kept_for_them() {
    let mut outline = BTreeSet::new();
    each(&Outline::built_in("design").parts, &mut |part| {
        outline.insert(part.id.as_str().to_owned());
    });
    for (name, _) in EXAMPLES {
        let plan = example(name);
        for id in ids(&design(&plan)).difference(&outline) {
            let is_kept = known(&plan, |known| known.reserved.iter().any(|start| id.starts_with(start)));
            assert!(is_kept, "{name}: a template could take the id {id}");
        }
    }
}
