//! Every drawing of the examples: nothing lies on anything else, and all text is inside its box.

use crate::project::example;
use archplan::document;
use archplan::plan::{self, Lock, Plan};
use archplan::{catalogue, report::Report, source::Sources, spec};
use geometry::faults;
use renderers::diagram::{self, Diagram};
use renderers::document::{Block, Section};

#[path = "../../renderers/tests/geometry/mod.rs"]
mod geometry;

fn planned(name: &str) -> Plan {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let catalogue = catalogue::load(&catalogue::built_in(), &mut sources, &mut report).unwrap();
    let file = sources.add("spec.yaml", example(name));
    let spec = spec::read(&sources, file, &mut report).unwrap().finish(&report).unwrap();
    plan::resolve(&spec, &Lock::default(), &catalogue, &mut report).unwrap()
}

fn drawings<'d>(sections: &'d [Section], out: &mut Vec<&'d Diagram>) {
    for section in sections {
        out.extend(section.blocks.iter().filter_map(|block| match block {
            Block::Diagram(diagram) => Some(diagram),
            _ => None,
        }));
        drawings(&section.sections, out);
    }
}

#[test]
fn nothing_lies_on_anything_else() {
    for name in ["order-processing", "user-management", "item-catalog"] {
        let design = document::design(&planned(name));
        let mut all = Vec::new();
        drawings(&design.sections, &mut all);
        assert!(all.len() > 5, "{name} has {} drawings", all.len());
        for diagram in all {
            let placed = diagram::placed(diagram);
            assert!(!placed.words.is_empty(), "{name}: {} is empty", diagram.id);
            let faults = faults(&placed);
            assert!(faults.is_empty(), "{name}: {}: {faults:#?}", diagram.id);
        }
    }
}
