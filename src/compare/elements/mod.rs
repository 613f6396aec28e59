//! Elements that differ, facet by facet.
//!
//! Every element is told as a list of facets, each a name with its value as text; two elements of the same id differ
//! where a facet does. Each type of [`crate::plan`] is taken apart without `..`, so that a part that is new to it
//! cannot be forgotten here.

mod api;
mod data;
mod intent;
mod running;
mod service;

use super::{Difference, pairs};
use crate::plan::Plan;
use std::collections::BTreeSet;
use std::fmt;

/// An element that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementChange {
    /// The element.
    pub id: ElementId,
    /// How it differs.
    pub difference: Difference,
    /// What differs about it, where both sides have it.
    pub facets: Vec<Facet>,
}

/// An element, such as `operation:orders.create`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ElementId {
    /// What it is, such as `operation`.
    pub kind: &'static str,
    /// Its name, such as `orders.create`; empty where there is one only.
    pub name: String,
}

/// Something of an element that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// Its name, such as `roles`.
    pub name: &'static str,
    /// Its value on the first side, as text; may be empty.
    pub before: String,
    /// Its value on the second side, as text; may be empty.
    pub after: String,
}

impl fmt::Display for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.name.is_empty() { f.write_str(self.kind) } else { write!(f, "{}:{}", self.kind, self.name) }
    }
}

/// An element with its facets.
struct Told {
    id: ElementId,
    /// The element that it goes and comes with.
    whole: Option<ElementId>,
    facets: Vec<(&'static str, String)>,
}

impl Told {
    fn new(kind: &'static str, name: impl Into<String>, facets: Vec<(&'static str, String)>) -> Self {
        Self { id: ElementId { kind, name: name.into() }, whole: None, facets }
    }

    fn in_whole(mut self, kind: &'static str, name: &str) -> Self {
        self.whole = Some(ElementId { kind, name: name.to_owned() });
        self
    }
}

pub(super) fn compare(before: &Plan, after: &Plan) -> Vec<ElementChange> {
    let (before, after) = (told(before), told(after));
    let pairs = pairs(&before, &after, |told| &told.id);
    let alone: BTreeSet<&ElementId> = pairs
        .iter()
        .filter(|(before, after)| before.is_none() || after.is_none())
        .filter_map(|(before, after)| before.or(*after))
        .map(|told| &told.id)
        .collect();
    let change = |(before, after): (Option<&Told>, Option<&Told>)| {
        let of = after.or(before)?;
        let (difference, facets) = match (before, after) {
            (Some(before), Some(after)) => (Difference::Changed, differing(before, after)),
            (Some(_), None) => (Difference::Removed, Vec::new()),
            (None, _) => (Difference::Added, Vec::new()),
        };
        let with_its_whole = of.whole.as_ref().is_some_and(|whole| alone.contains(whole));
        let is_told = if difference == Difference::Changed { !facets.is_empty() } else { !with_its_whole };
        is_told.then(|| ElementChange { id: of.id.clone(), difference, facets })
    };
    pairs.into_iter().filter_map(change).collect()
}

/// The facets of the two that differ; both list the same ones in the same order.
fn differing(before: &Told, after: &Told) -> Vec<Facet> {
    let both = before.facets.iter().zip(&after.facets);
    let differing = both.filter(|(before, after)| before.1 != after.1);
    differing.map(|((name, before), (_, after))| Facet { name, before: before.clone(), after: after.clone() }).collect()
}

fn told(plan: &Plan) -> Vec<Told> {
    let elements = service::told(plan).into_iter().chain(intent::told(plan)).chain(data::told(plan));
    elements.chain(api::told(plan)).chain(running::told(&plan.running)).collect()
}

fn flag(is: bool) -> String {
    if is { "yes".to_owned() } else { "no".to_owned() }
}

fn maybe<T: ToString>(value: Option<&T>) -> String {
    value.map(T::to_string).unwrap_or_default()
}

fn list<T: ToString>(values: &[T]) -> String {
    values.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}
