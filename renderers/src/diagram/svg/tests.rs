use super::svg;
use crate::diagram::{
    Count, Diagram, Direction, Drawing, Edge, Entities, EntityBox, FieldRow, Frame, Graph, Look, Node, Relation, State,
    States,
};
use crate::fonts::{self, Face};
use crate::geometry::faults;
use crate::sample;
use proptest::prelude::*;

fn drawn(drawing: Drawing) -> String {
    svg(&Diagram { id: "x".into(), title: "A <title>".into(), alt: "\"Alt\" & more".into(), drawing })
}

#[test]
fn a_drawing_is_well_formed_whatever_its_texts_say() {
    for drawing in [Drawing::Graph(sample::odd()), Drawing::Graph(sample::containers())] {
        let svg = drawn(drawing);
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"));
        assert!(svg.contains("<title id=\"x_drawing\">A &lt;title&gt;</title>"));
        assert!(svg.contains("&quot;Alt&quot; &amp; more"));
        assert_eq!(svg.matches("<text ").count(), svg.matches("</text>").count());
        assert!(!svg.contains("<script") && !svg.contains("NaN") && !svg.contains("inf"));
        assert!(svg.chars().all(|c| c == '\n' || !c.is_control()));
    }
}

#[test]
fn a_drawing_that_stands_alone_has_dark_colours_for_every_class() {
    let diagram =
        Diagram { id: "x".into(), title: "x".into(), alt: "x".into(), drawing: Drawing::Graph(sample::containers()) };
    let alone = super::standalone(&diagram);
    assert!(alone.starts_with("<svg xmlns="));
    let (style, drawn) = alone.split_once("</style>").expect("a style");
    for class in drawn.split(" class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(class == "drawing" || class == "lid" || style.contains(&format!(".{class}")), "{class}");
    }
}

#[test]
fn the_graph_of_decisions_can_be_read_on_a_page() {
    let svg = drawn(Drawing::Graph(sample::decision_graph()));
    let length = |name| value(&svg, name).parse::<f64>().unwrap();
    // Twelve pixels of text become more than five and a half points on paper, though no plan draws so many boxes at once.
    let scale = (644.0 / length("width")).min(826.0 / length("height"));
    assert!(12.0 * 0.75 * scale > 5.5, "{scale}");
}

#[test]
fn text_stays_in_its_box() {
    let long = "W".repeat(300);
    let node =
        Node { text: format!("{long} {long}"), ..sample::node("a", &long, &long, "", crate::diagram::Look::Plain) };
    let mut graph = sample::containers();
    graph.nodes = vec![node];
    let svg = drawn(Drawing::Graph(graph));
    let (_, first_box) = svg.split_once("<rect class=\"plain\"").expect("a box");
    let width: f64 = value(first_box, "width").parse().unwrap();
    for line in svg.split("<text ").skip(1).filter(|line| value(line, "text-anchor") == "middle") {
        let face = if line.contains("font-weight") { Face::SemiBold } else { Face::Regular };
        let text = line.split_once('>').and_then(|(_, rest)| rest.split_once('<')).map(|(text, _)| text).unwrap();
        assert!(fonts::width(text, face, value(line, "font-size").parse().unwrap()) <= width - 20.0, "{text}");
    }
}

/// The value of the first attribute of this name.
fn value<'a>(svg: &'a str, name: &str) -> &'a str {
    let rest = svg.split_once(&format!(" {name}=\"")).expect("the attribute").1;
    rest.split_once('"').expect("a quote").0
}

#[test]
fn small_drawings_look_like_this() {
    let Some(crate::document::Block::Diagram(diagram)) = sample::document().sections[2].blocks.get(1).cloned() else {
        panic!("the second diagram shows entities")
    };
    insta::assert_snapshot!(svg(&diagram));
}

/// Any graph, with texts that are long, odd or empty.
fn graph() -> impl Strategy<Value = Graph> {
    let words =
        || prop_oneof![3 => "[A-Za-z]{1,14}( [a-z]{1,12}){0,5}", 1 => "\\PC{0,60}", 1 => "[A-Za-z_./]{30,90}", 1 => ""];
    let look = prop::sample::select(vec![
        Look::Strong,
        Look::Plain,
        Look::Outside,
        Look::Later,
        Look::Person,
        Look::Store,
        Look::Absent,
    ]);
    let node = (words(), words(), words(), look, prop::option::of(0..3_usize));
    let nodes = prop::collection::vec(node, 1..24);
    let edges = prop::collection::vec((any::<usize>(), any::<usize>(), words()), 0..36);
    let legend = prop::collection::vec(words(), 0..4);
    (nodes, edges, prop::collection::vec(words(), 3), legend, any::<bool>()).prop_map(
        |(nodes, edges, frames, legend, down)| {
            let count = nodes.len();
            let node =
                |(at, (title, note, text, look, frame)): (usize, (String, String, String, Look, Option<usize>))| Node {
                    frame,
                    ..sample::node(&at.to_string(), &title, &note, &text, look)
                };
            Graph {
                nodes: nodes.into_iter().enumerate().map(node).collect(),
                edges: edges
                    .into_iter()
                    .map(|(from, to, label)| Edge {
                        from: (from % count).to_string(),
                        to: (to % count).to_string(),
                        label,
                        broken: false,
                    })
                    .collect(),
                frames: frames.into_iter().map(|title| Frame { title }).collect(),
                direction: if down { Direction::Down } else { Direction::Right },
                legend: legend.into_iter().map(|words| (Look::Plain, words)).collect(),
                ..sample::containers()
            }
        },
    )
}

fn entities() -> impl Strategy<Value = Entities> {
    let name = || "[A-Z][A-Za-z]{0,30}";
    let row = (name(), name(), prop::collection::vec("[PFU]K", 0..3));
    let entity = (name(), prop::collection::vec(row, 0..9), any::<bool>());
    let count = prop::sample::select(vec![Count::One, Count::ZeroOrOne, Count::Many, Count::OneOrMany]);
    let relation = (any::<usize>(), any::<usize>(), count.clone(), count, "[a-z_]{0,16}");
    let relations = prop::collection::vec(relation, 0..16);
    (prop::collection::vec(entity, 1..14), relations).prop_map(|(entities, relations)| {
        let name = |at: usize| format!("{}{at}", entities[at].0);
        let count = entities.len();
        let relations = relations.into_iter().map(|(from, to, from_count, to_count, label)| Relation {
            from: name(from % count),
            to: name(to % count),
            from_count,
            to_count,
            label,
            broken: false,
        });
        Entities {
            relations: relations.collect(),
            entities: (0..count)
                .map(|at| EntityBox {
                    name: name(at),
                    fields: entities[at]
                        .1
                        .iter()
                        .map(|(name, kind, keys)| FieldRow {
                            name: name.clone(),
                            kind: kind.clone(),
                            keys: keys.clone(),
                        })
                        .collect(),
                    outside: entities[at].2,
                    link: None,
                })
                .collect(),
        }
    })
}

fn states() -> impl Strategy<Value = States> {
    let states = prop::collection::vec(("[A-Z_]{1,24}", any::<bool>(), any::<bool>()), 1..12);
    (states, prop::collection::vec((any::<usize>(), any::<usize>(), "[a-z ]{0,30}"), 0..20)).prop_map(
        |(states, moves)| {
            let count = states.len();
            States {
                states: states.into_iter().map(|(name, initial, last)| State { name, initial, last }).collect(),
                moves: moves.into_iter().map(|(from, to, words)| (from % count, to % count, words)).collect(),
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_any_drawing_nothing_lies_on_anything_else(
        drawing in prop_oneof![
            3 => graph().prop_map(Drawing::Graph),
            1 => entities().prop_map(Drawing::Entities),
            1 => states().prop_map(Drawing::States),
        ]
    ) {
        let diagram = Diagram { id: "x".into(), title: "x".into(), alt: "x".into(), drawing };
        let faults = faults(&super::placed(&diagram));
        prop_assert!(faults.is_empty(), "{:#?}", faults);
    }
}
