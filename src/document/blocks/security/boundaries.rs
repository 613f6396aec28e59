//! Trust boundaries: who crosses which, and how it is checked; as a table and as a picture.

use crate::document::blocks::kind::Kind;
use crate::document::blocks::table::table;
use crate::document::fill::Holes;
use crate::document::standing::Standing;
use crate::document::{ids, outline, words};
use crate::plan::{Direction, Integration, Plan};
use renderers::diagram::{self, Diagram, Drawing, Edge, Frame, Graph, Look, Node};
use renderers::document::{Block, Cell, Inline, text};
use serde::Deserialize;

/// More systems than this are one box in the picture.
const BOXES: usize = 6;

/// `plans/documents/design/boundaries.yaml`. All texts may have holes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    alt: String,
    /// Areas of one trust, from the outside to the inside.
    zones: Vec<Zone>,
    places: Vec<Place>,
    crossings: Vec<Crossing>,
    /// Crossings between the service and a system around it, by protocol and direction; the first that fits.
    systems: Vec<Crossing>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Zone {
    id: String,
    title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    id: String,
    zone: String,
    title: String,
    look: Kind,
    when: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Crossing {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    protocol: Option<String>,
    direction: Option<String>,
    when: Option<String>,
    /// What crosses, in one or two words.
    what: String,
    /// How it is checked; without it, nothing checks it.
    checked: Option<String>,
    /// The decision that says how.
    decision: Option<String>,
}

/// A crossing that stands.
struct Stands<'f> {
    from: String,
    to: String,
    crossing: &'f Crossing,
}

/// `table boundaries`
pub(in crate::document::blocks) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let file: &File = outline::data("design/boundaries.yaml");
    let holes = Holes::of(plan);
    let names = names(plan, &holes, file);
    let name = |id: &str| names.iter().find(|(known, _)| known == id).map_or(String::new(), |(_, name)| name.clone());
    let rows = crossings(plan, &holes, file).into_iter().filter_map(|stands| {
        let way = format!("{} → {}", name(&stands.from), name(&stands.to));
        let checked = match stands.crossing.checked.as_deref().and_then(|checked| holes.text(checked)) {
            Some(checked) => text(words::capital(&checked)),
            None => vec![Inline::Strong(text("Nothing checks it"))],
        };
        let decision = stands.crossing.decision.as_deref().and_then(|id| plan.decision(id));
        let decision = decision.filter(|decision| decision.chosen().is_some());
        let standing = decision.and_then(|decision| Standing::of(plan, decision)).map(Standing::words);
        Some([
            text(way),
            text(words::capital(&holes.text(&stands.crossing.what)?)),
            checked,
            decision.map(ids::decision_link).unwrap_or_default(),
            text(standing.unwrap_or_default()),
        ])
    });
    let rows: Vec<[Cell; 5]> = rows.collect();
    table(
        "Boundaries and their checks",
        ["Boundary", "Who or what crosses", "Checked by", "Decided by", "In the code"],
        rows,
    )
}

/// `diagram boundaries`
pub(in crate::document::blocks) fn diagram(plan: &Plan, _: &str) -> Vec<Block> {
    let file: &File = outline::data("design/boundaries.yaml");
    let holes = Holes::of(plan);
    let crossings = crossings(plan, &holes, file);
    let used = |id: &str| crossings.iter().any(|stands| stands.from == id || stands.to == id);
    let places = file.places.iter().filter(|place| holes.stands(place.when.as_deref()) && used(&place.id));
    let mut nodes: Vec<(&str, Node)> = places
        .filter_map(|place| Some((place.zone.as_str(), node(&place.id, &holes.text(&place.title)?, place.look.look()))))
        .collect();
    let folded = plan.integrations.len() > BOXES;
    let around: Vec<&Integration> = plan.integrations.iter().filter(|system| used(&box_of(system))).collect();
    if folded {
        let title = words::count(around.len(), "system of other teams");
        nodes.push(("others", node("systems", &words::capital(&title), Look::Outside)));
    } else {
        nodes.extend(around.iter().map(|system| ("others", node(&box_of(system), &system.title, Look::Outside))));
    }
    let shown: Vec<&Zone> = file.zones.iter().filter(|zone| nodes.iter().any(|(of, _)| *of == zone.id)).collect();
    let frame = |of: &str| shown.iter().position(|zone| zone.id == of);
    let nodes: Vec<Node> = nodes.into_iter().map(|(of, node)| Node { frame: frame(of), ..node }).collect();
    let mut edges: Vec<Edge> = Vec::new();
    for stands in &crossings {
        let end = |id: &str| if folded && id.starts_with("system ") { "systems".to_owned() } else { id.to_owned() };
        let (from, to) = (end(&stands.from), end(&stands.to));
        let there = |id: &str| nodes.iter().any(|node| node.id == id);
        let label = holes.text(&stands.crossing.what).unwrap_or_default();
        let again = edges.iter_mut().find(|edge| edge.from == from && edge.to == to);
        match again {
            // Several systems that cross in one way are one arrow, and that needs one word.
            Some(edge) if edge.label != label => edge.label = String::new(),
            Some(_) => {}
            None if there(&from) && there(&to) => {
                edges.push(Edge { from, to, label, broken: stands.crossing.checked.is_none() });
            }
            None => {}
        }
    }
    let (Some(title), Some(alt)) = (holes.text(&file.title), holes.text(&file.alt)) else { return Vec::new() };
    if nodes.len() < 2 || shown.len() < 2 {
        return Vec::new();
    }
    let frames = shown.iter().filter_map(|zone| holes.text(&zone.title)).map(|title| Frame { title }).collect();
    let looks = [
        (Look::Strong, "this service"),
        (Look::Plain, "checks what passes"),
        (Look::Store, "keeps data or secrets"),
        (Look::Person, "people"),
        (Look::Outside, "system of another team"),
    ];
    let legend = looks.into_iter().filter(|(look, _)| nodes.iter().any(|node| node.look == *look));
    let legend = legend.map(|(look, words)| (look, words.to_owned())).collect();
    let lines = [(false, "crosses with a check"), (true, "crosses unchecked")];
    let lines = lines.into_iter().filter(|(broken, _)| edges.iter().any(|edge| edge.broken == *broken));
    let lines = lines.map(|(broken, words)| (broken, words.to_owned())).collect();
    let drawing = Drawing::Graph(Graph { direction: diagram::Direction::Right, nodes, edges, frames, legend, lines });
    vec![Block::Diagram(Diagram { id: "trust-boundaries".to_owned(), title, alt, drawing })]
}

/// The crossings that stand, between places that stand.
fn crossings<'f>(plan: &Plan, holes: &Holes, file: &'f File) -> Vec<Stands<'f>> {
    let standing = |id: &str| file.places.iter().any(|place| place.id == id && holes.stands(place.when.as_deref()));
    let fixed = file.crossings.iter().filter(|crossing| standing(&crossing.from) && standing(&crossing.to));
    let fixed = fixed.filter(|crossing| holes.stands(crossing.when.as_deref()));
    let fixed = fixed.map(|crossing| Stands { from: crossing.from.clone(), to: crossing.to.clone(), crossing });
    let mut all: Vec<Stands<'f>> = fixed.collect();
    for system in &plan.integrations {
        let ways: &[(&str, bool)] = match system.direction {
            Direction::In => &[("in", true)],
            Direction::Out => &[("out", false)],
            Direction::Both => &[("out", false), ("in", true)],
        };
        for (way, inward) in ways {
            let fits = |crossing: &&Crossing| {
                crossing.protocol.as_ref().is_none_or(|protocol| *protocol == system.protocol)
                    && crossing.direction.as_ref().is_none_or(|direction| direction == way)
                    && holes.stands(crossing.when.as_deref())
            };
            let Some(crossing) = file.systems.iter().find(fits) else { continue };
            let (service, other) = ("service".to_owned(), box_of(system));
            let (from, to) = if *inward { (other, service) } else { (service, other) };
            all.push(Stands { from, to, crossing });
        }
    }
    all
}

/// Every place and system by its id, with its name for people.
fn names(plan: &Plan, holes: &Holes, file: &File) -> Vec<(String, String)> {
    let places = file.places.iter().filter_map(|place| Some((place.id.clone(), holes.text(&place.title)?)));
    places.chain(plan.integrations.iter().map(|system| (box_of(system), system.title.clone()))).collect()
}

fn box_of(system: &Integration) -> String {
    format!("system {}", system.id)
}

fn node(id: &str, title: &str, look: Look) -> Node {
    Node {
        id: id.to_owned(),
        title: title.to_owned(),
        note: String::new(),
        text: String::new(),
        look,
        frame: None,
        link: None,
    }
}
