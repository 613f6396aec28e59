use super::svg;
use crate::diagram::{Diagram, Drawing, Node};
use crate::fonts::{self, Face};
use crate::sample;

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
    // Twelve pixels of text become at least six points on paper.
    let scale = (623.0 / length("width")).min(813.0 / length("height"));
    assert!(12.0 * 0.75 * scale > 6.0, "{scale}");
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
