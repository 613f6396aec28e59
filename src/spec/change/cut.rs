//! The way to what goes in the tree of a spec, and taking it out.

use super::element::{Element, Kind, relationship};
use crate::spec::Spec;
use crate::yaml::{Node, Value};

/// One step from a node to one below it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// The key of a map, or the item of a list that reads so.
    Named(String),
    /// The item of a list at a position.
    Item(usize),
}

/// The way to something that goes.
pub(super) type Cut = Vec<Step>;

/// The ways to an element; an event can be both published and consumed.
pub(super) fn ways(element: &Element, spec: &Spec) -> Vec<Cut> {
    let name = element.name.as_str();
    let (outer, inner) = name.split_once('.').unwrap_or((name, ""));
    let place = |place: &[&str]| vec![way(place, [])];
    match element.kind {
        Kind::Entity => place(&["data", "entities", name]),
        Kind::Field => place(&["data", "entities", outer, "fields", inner]),
        Kind::Relationship => {
            let links = spec.data.relationships.iter();
            let at = links.map(relationship).position(|known| known.as_deref() == Some(name));
            at.map(|at| way(&["data", "relationships"], [Step::Item(at)])).into_iter().collect()
        }
        Kind::Resource => place(&["api", "resources", name]),
        Kind::Operation => place(&["api", "resources", outer, "operations", inner]),
        Kind::Role => place(&["api", "roles", name]),
        Kind::Event => vec![way(&["events", "publishes", name], []), way(&["events", "consumes", name], [])],
        Kind::Integration => place(&["integrations", name]),
        Kind::Quality => place(&["qualities", name]),
        Kind::Principle => place(&["principles", name]),
        Kind::Responsibility => place(&["service", "responsibilities", name]),
        Kind::Decision => place(&["decisions", name]),
        Kind::Goal => place(&["goals", name]),
        Kind::Stakeholder => place(&["stakeholders", name]),
        Kind::Constraint => place(&["constraints", name]),
        Kind::Assumption => place(&["assumptions", name]),
        Kind::Scenario => place(&["scenarios", name]),
        Kind::Risk => place(&["risks", name]),
        Kind::Question => place(&["questions", name]),
    }
}

/// A way by names, and a last step.
pub(super) fn way(names: &[&str], last: impl IntoIterator<Item = Step>) -> Cut {
    names.iter().map(|name| Step::Named((*name).to_owned())).chain(last).collect()
}

/// Takes out what lies at the end of a way, if it is there.
pub(super) fn take(node: &mut Node, cut: &[Step]) {
    let Some((last, way)) = cut.split_last() else { return };
    let mut at = node;
    for step in way {
        let below = match step {
            Step::Named(name) => at.get_mut(name),
            Step::Item(_) => None,
        };
        let Some(below) = below else { return };
        at = below;
    }
    match (last, &mut at.value) {
        (Step::Named(name), _) => at.take_out(name),
        (Step::Item(i), Value::List(items)) if *i < items.len() => drop(items.remove(*i)),
        _ => {}
    }
}
