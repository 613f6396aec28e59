//! What the boxes of C4 pictures are: the word before the colon of their note says it (`Container: FastAPI`).

use renderers::diagram::{Diagram, Drawing, Edge, Graph, Look, Node};

/// A kind of element of C4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    System,
    Container,
    Infrastructure,
}

/// A box as an element.
pub(super) struct Element<'d> {
    pub(super) id: &'d str,
    pub(super) kind: Kind,
    pub(super) name: &'d str,
    pub(super) technology: &'d str,
    pub(super) text: &'d str,
    pub(super) look: Look,
    pub(super) is_inside: bool,
}

/// The graph of a picture; `None` where it is of another kind.
pub(super) fn graph(diagram: &Diagram) -> Option<&Graph> {
    match &diagram.drawing {
        Drawing::Graph(graph) => Some(graph),
        _ => None,
    }
}

/// The boxes of a graph as elements, without those that C4 has no word for.
pub(super) fn elements(graph: &Graph) -> impl Iterator<Item = Element<'_>> {
    graph.nodes.iter().filter_map(element)
}

fn element(node: &Node) -> Option<Element<'_>> {
    let (kind, technology) = node.note.split_once(": ").unwrap_or((&node.note, ""));
    let kind = match kind {
        "Person" => Kind::Person,
        "Software System" => Kind::System,
        "Container" => Kind::Container,
        "Infrastructure Node" => Kind::Infrastructure,
        _ => return None,
    };
    Some(Element {
        id: &node.id,
        kind,
        name: &node.title,
        technology,
        text: &node.text,
        look: node.look,
        is_inside: node.frame.is_some(),
    })
}

/// The words of an arrow, and its technology: what stands in brackets at their end.
pub(super) fn words(edge: &Edge) -> (&str, &str) {
    let inside = edge.label.strip_suffix(']').and_then(|label| label.rsplit_once(" ["));
    inside.unwrap_or((&edge.label, ""))
}
