//! Every drawing of the examples: nothing lies on anything else, and all text is inside its box.

use crate::project::example;
use archplan::document;
use archplan::plan::{self, Lock, Plan};
use archplan::{catalogue, report::Report, source::Sources, spec};
use geometry::{faults, points};
use renderers::diagram::placed::{Arrow, Placed};
use renderers::diagram::{self, Diagram, Drawing, Edge, Node};
use renderers::document::{Block, Section};

#[path = "../../renderers/tests/geometry/mod.rs"]
mod geometry;

const EXAMPLES: [&str; 3] = ["order-processing", "user-management", "item-catalog"];

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
    for name in EXAMPLES {
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

/// A drawing with a box more, which hangs from one that is there.
fn with_leaf(diagram: &Diagram, from: usize) -> Diagram {
    let Drawing::Graph(graph) = &diagram.drawing else { panic!("a graph") };
    let mut graph = graph.clone();
    let leaf = Node { id: "leaf".into(), title: "A leaf more".into(), link: None, ..graph.nodes[from].clone() };
    graph.edges.push(Edge {
        from: graph.nodes[from].id.clone(),
        to: leaf.id.clone(),
        label: String::new(),
        broken: false,
    });
    graph.nodes.push(leaf);
    Diagram { drawing: Drawing::Graph(graph), ..diagram.clone() }
}

/// The first `count` boxes in their rows, those of each frame and those outside by themselves.
fn rows(placed: &Placed, count: usize) -> Vec<Vec<usize>> {
    let across = |at: usize| {
        let area = &placed.boxes[at];
        let (x, y) = (area.x + area.width / 2.0, area.y + area.height / 2.0);
        let (row, place) = if runs_right(placed) { (x, y) } else { (y, x) };
        (placed.inside[at], (row * 8.0).round() as i64, (place * 8.0).round() as i64)
    };
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|at| across(*at));
    let row = |at: &usize| (across(*at).0, across(*at).1);
    order.chunk_by(|a, b| row(a) == row(b)).map(<[usize]>::to_vec).collect()
}

/// Whether rows stand from left to right: arrows leave boxes at the right then.
fn runs_right(placed: &Placed) -> bool {
    let leaves = |arrow: &Arrow| match points(&arrow.path)[..] {
        [(x, y), (a, b), ..] => (a - x).abs() > (b - y).abs(),
        _ => false,
    };
    placed.arrows.iter().find(|arrow| arrow.from != arrow.to).is_some_and(leaves)
}

#[test]
fn a_leaf_more_leaves_every_row_as_it_was() {
    // What the page cannot hold is laid out anew: where one more box would not fit beside the others, nothing is promised.
    let has_room = |placed: &Placed| placed.size.0 < 733.0 - 200.0 && placed.size.1 < 977.0 - 120.0;
    let fits = |placed: &Placed| placed.size.0 < 733.0 && placed.size.1 < 977.0;
    let mut tried = 0;
    for name in EXAMPLES {
        let design = document::design(&planned(name));
        let mut all = Vec::new();
        drawings(&design.sections, &mut all);
        for diagram in all {
            let Drawing::Graph(graph) = &diagram.drawing else { continue };
            let before = diagram::placed(diagram);
            for from in 0..graph.nodes.len() {
                let after = diagram::placed(&with_leaf(diagram, from));
                if has_room(&before) && fits(&after) && runs_right(&before) == runs_right(&after) {
                    let [before, after] = [&before, &after].map(|placed| rows(placed, graph.nodes.len()));
                    assert_eq!(before, after, "{name}: {} with a leaf at {}", diagram.id, graph.nodes[from].title);
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 100, "only {tried} drawings fit a page");
}
