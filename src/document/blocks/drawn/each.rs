//! Boxes and arrows that stand once for each role or for each system around the service.

use crate::document::fill::Holes;
use crate::document::{outline, prose, words};
use crate::plan::{Direction, Integration, Plan, Role};
use minijinja::Value;
use serde::Deserialize;
use std::collections::BTreeMap;

/// So many of a kind get a box each; more share one.
const MOST: usize = 12;

/// What boxes and arrows stand for, one by one.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Each {
    /// The roles of callers.
    Roles,
    /// The systems around the service.
    Integrations,
}

/// Which of the systems an arrow is about; everything that is not said fits.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Which {
    /// `in` or `out`: what goes both ways is both.
    direction: Option<String>,
    /// They speak one of these.
    protocols: Vec<String>,
    /// They speak none of these.
    except: Vec<String>,
}

/// One of them.
pub(super) struct One<'p> {
    /// Behind the id of the box.
    pub(super) id: String,
    system: Option<&'p Integration>,
    values: BTreeMap<&'static str, Value>,
}

impl Each {
    /// All of them; where they share a box, the first stands for all and says how many they are.
    pub(super) fn all(self, plan: &Plan) -> Vec<One<'_>> {
        match self {
            Self::Roles => plan.api.roles.iter().map(role).collect(),
            Self::Integrations => {
                let protocols: &BTreeMap<String, String> = outline::data("design/protocols.yaml");
                plan.integrations.iter().map(|system| self::system(plan, protocols, system)).collect()
            }
        }
    }

    /// Whether there are too many for a box each.
    pub(super) fn shares(self, plan: &Plan) -> bool {
        self.count(plan) > MOST
    }

    /// How many there are.
    pub(super) fn count(self, plan: &Plan) -> usize {
        match self {
            Self::Roles => plan.api.roles.len(),
            Self::Integrations => plan.integrations.len(),
        }
    }
}

impl One<'_> {
    /// The holes of the picture, with what is said of this one under the name `each`.
    pub(super) fn holes<'h>(&self, holes: &Holes<'h>) -> Holes<'h> {
        holes.clone().with("each", Value::from(self.values.clone()))
    }

    /// Whether an arrow is about it.
    pub(super) fn fits(&self, which: &Which) -> bool {
        let Some(system) = self.system else { return true };
        let way = match which.direction.as_deref() {
            Some("in") => system.direction != Direction::Out,
            Some(_) => system.direction != Direction::In,
            None => true,
        };
        let among = |names: &[String]| names.contains(&system.protocol);
        way && (which.protocols.is_empty() || among(&which.protocols)) && !among(&which.except)
    }
}

fn role(role: &Role) -> One<'_> {
    let title = words::capital(&role.id.replace(['_', '-'], " "));
    let text = prose::plain(&prose::first(&role.summary));
    One {
        id: role.id.clone(),
        system: None,
        values: BTreeMap::from([("title", Value::from(title)), ("text", Value::from(text))]),
    }
}

fn system<'p>(plan: &Plan, protocols: &BTreeMap<String, String>, system: &'p Integration) -> One<'p> {
    let from_there = plan.consumed.iter().filter(|event| event.from == system.id).map(|event| &event.name);
    let protocol = protocols.get(&system.protocol).unwrap_or(&system.protocol);
    let values = [
        ("title", system.title.clone()),
        ("text", prose::plain(&prose::first(&system.purpose))),
        ("protocol", protocol.clone()),
        ("published", names(plan.published.iter().map(|event| &event.name))),
        ("consumed", names(from_there)),
    ];
    let values = values.into_iter().map(|(name, value)| (name, Value::from(value))).collect();
    One { id: system.id.clone(), system: Some(system), values }
}

/// The one name, or how many; an arrow has room for a few words.
fn names<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let names: Vec<_> = names.collect();
    match names.as_slice() {
        [] => "events".to_owned(),
        [one] => (*one).clone(),
        several => words::count(several.len(), "event"),
    }
}
