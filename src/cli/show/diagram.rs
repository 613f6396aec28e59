//! A diagram of a document, for programs.

use renderers::diagram::{
    Arrow, Count, Diagram, Direction, Drawing, Entities, FragmentKind, Graph, Look, Sequence, States, Step,
};
use serde_json::{Value, json};

/// The diagram as JSON: what stands in it, without places.
pub(in crate::cli) fn json(diagram: &Diagram) -> String {
    let (kind, drawing) = match &diagram.drawing {
        Drawing::Graph(all) => ("graph", graph(all)),
        Drawing::Entities(all) => ("entities", entities(all)),
        Drawing::States(all) => ("states", states(all)),
        Drawing::Sequence(all) => ("sequence", sequence(all)),
    };
    let form = json!({
        "archplan-diagram": 1,
        "id": diagram.id,
        "title": diagram.title,
        "alt": diagram.alt,
        "kind": kind,
        kind: drawing,
    });
    format!("{form:#}")
}

/// The names of diagrams, with their titles.
pub(in crate::cli) fn list(diagrams: &[&Diagram]) -> String {
    let one = |it: &&Diagram| json!({ "id": it.id, "title": it.title });
    format!("{:#}", json!({ "archplan-diagrams": 1, "diagrams": diagrams.iter().map(one).collect::<Vec<_>>() }))
}

fn graph(all: &Graph) -> Value {
    let nodes = all.nodes.iter().map(|node| {
        json!({
            "id": node.id, "title": node.title, "note": node.note, "text": node.text, "look": look(node.look),
            "frame": node.frame.and_then(|at| all.frames.get(at)).map(|frame| &frame.title), "section": node.link,
        })
    });
    let edges = all
        .edges
        .iter()
        .map(|edge| json!({ "from": edge.from, "to": edge.to, "label": edge.label, "broken": edge.broken }));
    json!({
        "direction": match all.direction { Direction::Down => "down", Direction::Right => "right" },
        "nodes": nodes.collect::<Vec<_>>(),
        "edges": edges.collect::<Vec<_>>(),
        "frames": all.frames.iter().map(|frame| &frame.title).collect::<Vec<_>>(),
    })
}

fn entities(all: &Entities) -> Value {
    let boxes = all.entities.iter().map(|entity| {
        let fields = entity.fields.iter();
        let fields = fields.map(|field| json!({ "name": field.name, "type": field.kind, "keys": field.keys }));
        json!({
            "name": entity.name, "fields": fields.collect::<Vec<_>>(), "outside": entity.outside, "section": entity.link,
        })
    });
    let relations = all.relations.iter().map(|it| {
        json!({
            "from": it.from, "from_count": count(it.from_count), "to": it.to, "to_count": count(it.to_count),
            "label": it.label, "broken": it.broken,
        })
    });
    json!({ "entities": boxes.collect::<Vec<_>>(), "relations": relations.collect::<Vec<_>>() })
}

fn states(all: &States) -> Value {
    let boxes = all.states.iter();
    let boxes = boxes.map(|state| json!({ "name": state.name, "initial": state.initial, "last": state.last }));
    let name = |at: usize| all.states.get(at).map(|state| &state.name);
    let moves = all.moves.iter();
    let moves = moves.map(|(from, to, label)| json!({ "from": name(*from), "to": name(*to), "label": label }));
    json!({ "states": boxes.collect::<Vec<_>>(), "moves": moves.collect::<Vec<_>>() })
}

fn sequence(all: &Sequence) -> Value {
    let participants = all.participants.iter();
    let participants =
        participants.map(|it| json!({ "title": it.title, "note": it.note, "look": look(it.look), "section": it.link }));
    json!({ "participants": participants.collect::<Vec<_>>(), "steps": steps(&all.steps) })
}

/// Steps with the participants by their index.
fn steps(some: &[Step]) -> Vec<Value> {
    let step = |step: &Step| match step {
        Step::Message(it) => {
            json!({ "message": { "from": it.from, "to": it.to, "text": it.text, "arrow": arrow(it.arrow) } })
        }
        Step::Remark(it) => json!({ "remark": { "first": it.first, "last": it.last, "text": it.text } }),
        Step::Fragment(it) => {
            let branches = it.branches.iter();
            let branches = branches.map(|branch| json!({ "guard": branch.guard, "steps": steps(&branch.steps) }));
            json!({ "fragment": { "kind": fragment(it.kind), "branches": branches.collect::<Vec<_>>() } })
        }
    };
    some.iter().map(step).collect()
}

fn look(look: Look) -> &'static str {
    match look {
        Look::Strong => "strong",
        Look::Plain => "plain",
        Look::Outside => "outside",
        Look::Later => "later",
        Look::Person => "person",
        Look::Store => "store",
        Look::Absent => "absent",
    }
}

fn count(count: Count) -> &'static str {
    match count {
        Count::One => "one",
        Count::ZeroOrOne => "zero-or-one",
        Count::Many => "many",
        Count::OneOrMany => "one-or-many",
    }
}

fn arrow(arrow: Arrow) -> &'static str {
    match arrow {
        Arrow::Call => "call",
        Arrow::Reply => "reply",
        Arrow::Signal => "signal",
    }
}

fn fragment(kind: FragmentKind) -> &'static str {
    match kind {
        FragmentKind::Alternatives => "alternatives",
        FragmentKind::Option => "option",
        FragmentKind::Loop => "loop",
    }
}
