//! Taking elements out, with all that cannot stand without them.
//!
//! What goes is found on the spec as it was read, in rounds over all of it until a round finds nothing new: each
//! round follows the names by one step, so there are as few rounds as steps. Then every cut is made in the tree.

mod intent;
mod running;

use super::Also;
use super::cut::{Cut, Step, take, way, ways};
use super::element::{Element, Kind, relationship};
use crate::spec::{Entity, Operation, Relationship, Resource, Spec};
use crate::yaml::{Node, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Takes elements out of a tree; says what went with them.
pub(super) fn remove(elements: impl IntoIterator<Item = Element>, node: &mut Node, spec: &Spec) -> Vec<Also> {
    let mut removal = Removal {
        names: Names::of(spec),
        spec,
        gone: elements.into_iter().collect(),
        lost_keys: BTreeSet::new(),
        cuts: BTreeSet::new(),
        also: Vec::new(),
    };
    removal.position_of_named_responsibilities();
    while removal.round() {}
    let elements: Vec<Cut> = removal.gone.iter().flat_map(|element| ways(element, spec)).collect();
    removal.cuts.extend(elements);
    // From the last to the first, so that positions in lists still hold and parts go before their whole.
    for cut in removal.cuts.iter().rev() {
        take(node, cut);
    }
    removal.also
}

/// What names lead to.
struct Names<'a> {
    /// The entity at the other end of a relationship, by the entity that has it and its name there.
    parts: BTreeMap<(&'a str, String), &'a str>,
    /// The field of the lifecycle of an entity.
    lifecycles: BTreeMap<&'a str, &'a str>,
    /// The entity that a resource offers.
    offers: BTreeMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    fn of(spec: &'a Spec) -> Self {
        let links = spec.data.relationships.iter();
        let entities = spec.data.entities.iter();
        let resources = spec.api.resources.iter();
        Self {
            parts: links
                .filter_map(|link| Some(((link.from.as_str(), link.name_of()?), link.to()?.as_str())))
                .collect(),
            lifecycles: entities
                .filter_map(|(name, entity)| Some((name.as_str(), entity.lifecycle.as_ref()?.field.as_str())))
                .collect(),
            offers: resources
                .filter_map(|(name, resource)| Some((name.as_str(), resource.entity.as_ref()?.as_str())))
                .collect(),
        }
    }
}

struct Removal<'a> {
    spec: &'a Spec,
    names: Names<'a>,
    gone: BTreeSet<Element>,
    /// Foreign keys that go with their relationships, by the entity that held them.
    lost_keys: BTreeSet<(&'a str, String)>,
    /// What goes inside elements that stay.
    cuts: BTreeSet<Cut>,
    also: Vec<Also>,
}

impl<'a> Removal<'a> {
    fn is_gone(&self, kind: Kind, name: &str) -> bool {
        self.gone.contains(&Element::new(kind, name))
    }

    fn has_lost(&self, kind: Kind, outer: &str, inner: &str) -> bool {
        self.gone.contains(&Element::of(kind, outer, inner))
    }

    /// A responsibility without an id may be called by its position.
    fn position_of_named_responsibilities(&mut self) {
        for (i, responsibility) in self.spec.service.responsibilities.iter().enumerate() {
            let position = format!("r{}", i + 1);
            if responsibility.id.is_none() && self.is_gone(Kind::Responsibility, &position) {
                self.cuts.insert(way(&["service", "responsibilities"], [Step::Item(i)]));
            }
        }
    }

    /// Follows every name by one step; whether anything was found.
    fn round(&mut self) -> bool {
        let before = (self.gone.len(), self.cuts.len());
        let spec = self.spec;
        for (name, entity) in spec.data.entities.iter() {
            if !self.is_gone(Kind::Entity, name) {
                self.entity(name, entity);
            }
        }
        for link in &spec.data.relationships {
            self.relationship(link);
        }
        for (name, resource) in spec.api.resources.iter() {
            self.resource(name, resource);
        }
        self.events();
        self.running();
        for (id, choice) in spec.decisions.iter() {
            let what = format!("decision:{}", id.value);
            if !self.is_gone(Kind::Decision, id) {
                self.entries(&["decisions", id, "serves"], &choice.serves, Kind::Quality, &what);
                self.entries(&["decisions", id, "depends_on"], &choice.depends_on, Kind::Decision, &what);
            }
        }
        self.intent();
        before != (self.gone.len(), self.cuts.len())
    }

    fn entity(&mut self, name: &str, entity: &'a Entity) {
        for (field, record) in entity.fields.iter() {
            if let Some(computed) = &record.computed {
                if self.has_lost(Kind::Relationship, name, &computed.over) {
                    self.goes(
                        Element::of(Kind::Field, name, field),
                        format!("it is a sum over `{}`", computed.over.value),
                    );
                }
                let part = self.names.parts.get(&(name, computed.over.value.clone())).copied();
                let is_lost = |factor: &&Text| part.is_some_and(|part| self.has_lost(Kind::Field, part, factor));
                let factor = computed.sum.iter().find(is_lost);
                if let Some(factor) = factor {
                    self.goes(Element::of(Kind::Field, name, field), format!("it is a sum of `{}`", factor.value));
                }
            }
            let service = record.refers_to.as_ref().and_then(|to| to.split_once('/')).map(|(service, _)| service);
            if let Some(service) = service.filter(|service| self.is_gone(Kind::Integration, service)) {
                let cut = way(&["data", "entities", name, "fields", field, "refers_to"], []);
                self.loses(cut, format!("`refers_to` of field:{name}.{}", field.value), format!("`{service}` goes"));
            }
        }
        for (i, set) in entity.unique.iter().enumerate() {
            if let Some(lost) = set.iter().find(|field| self.is_lost(name, field)) {
                let cut = way(&["data", "entities", name, "unique"], [Step::Item(i)]);
                let names = set.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(", ");
                self.loses(cut, format!("[{names}] in `unique` of entity:{name}"), format!("`{}` goes", lost.value));
            }
        }
        if let Some(field) = self.lost_lifecycle(name) {
            let cut = way(&["data", "entities", name, "lifecycle"], []);
            self.loses(cut, format!("`lifecycle` of entity:{name}"), format!("`{field}` goes"));
        }
    }

    fn relationship(&mut self, link: &'a Relationship) {
        let (Some(to), Some(name)) = (link.to(), relationship(link)) else { return };
        if let Some(end) = [&link.from, to].into_iter().find(|end| self.is_gone(Kind::Entity, end)) {
            self.goes(Element::new(Kind::Relationship, name.as_str()), format!("it joins `{}`", end.value));
        }
        if self.is_gone(Kind::Relationship, &name) {
            self.lost_keys.insert((to.as_str(), format!("{}_id", link.inverse_name())));
        }
    }

    /// The field of the lifecycle of an entity, where it goes.
    fn lost_lifecycle(&self, entity: &str) -> Option<&'a str> {
        let field = self.names.lifecycles.get(entity)?;
        self.has_lost(Kind::Field, entity, field).then_some(*field)
    }

    fn resource(&mut self, name: &str, resource: &'a Resource) {
        let entity = resource.entity.as_ref().map_or("", |entity| entity.as_str());
        if self.is_gone(Kind::Entity, entity) {
            self.goes(Element::new(Kind::Resource, name), format!("it offers `{entity}`"));
        }
        let is_gone = self.is_gone(Kind::Resource, name);
        for (operation, record) in resource.operations.0.iter() {
            let element = Element::of(Kind::Operation, name, operation);
            let lifecycle = record.transition.as_ref().and_then(|_| self.lost_lifecycle(entity));
            let all_roles_go =
                !record.roles.is_empty() && record.roles.iter().all(|role| self.is_gone(Kind::Role, role));
            let accepts_nothing =
                !record.accepts.is_empty() && record.accepts.iter().all(|field| self.is_lost(entity, field));
            if is_gone {
                self.goes(element, format!("it belongs to `{name}`"));
            } else if let Some(field) = lifecycle {
                self.goes(element, format!("it moves `{field}`"));
            } else if all_roles_go {
                self.goes(element, "no role that could call it is left".to_owned());
            } else if accepts_nothing {
                // An empty list would accept every field.
                self.goes(element, "nothing that it accepts is left".to_owned());
            } else if !self.gone.contains(&element) {
                self.operation(name, operation, record, entity);
            }
        }
        if let Some(owner) =
            resource.owner.as_ref().filter(|owner| !is_gone && self.has_lost(Kind::Field, entity, owner))
        {
            let cut = way(&["api", "resources", name, "owner"], []);
            self.loses(cut, format!("`owner` of resource:{name}"), format!("`{}` goes", owner.value));
        }
    }

    fn operation(&mut self, resource: &str, name: &str, operation: &'a Operation, entity: &str) {
        let what = format!("operation:{resource}.{name}");
        let place = |list: &'static str| ["api", "resources", resource, "operations", name, list];
        for (list, names) in [("accepts", &operation.accepts), ("filter", &operation.filter), ("sort", &operation.sort)]
        {
            self.members(&place(list), names, entity, &what);
        }
        self.entries(&place("roles"), &operation.roles, Kind::Role, &what);
    }

    fn events(&mut self) {
        let spec = self.spec;
        for (name, event) in spec.events.publishes.iter() {
            let lost = |after: &Text| self.is_gone(Kind::Operation, after);
            if let Some(last) = event.after.0.last().filter(|_| event.after.0.iter().all(lost)) {
                self.goes(Element::new(Kind::Event, name.as_str()), format!("it follows `{}`", last.value));
                continue;
            }
            let what = format!("event:{}", name.value);
            self.entries(&["events", "publishes", name, "after"], &event.after.0, Kind::Operation, &what);
            let resource = event.after.0.first().and_then(|after| after.split_once('.')).map(|(resource, _)| resource);
            let entity = resource.and_then(|name| self.names.offers.get(name).copied());
            if let Some(entity) = entity {
                self.members(&["events", "publishes", name, "payload"], &event.payload, entity, &what);
            }
        }
        for (name, event) in spec.events.consumes.iter() {
            if self.is_gone(Kind::Integration, &event.from) {
                self.goes(Element::new(Kind::Event, name.as_str()), format!("it comes from `{}`", event.from.value));
                continue;
            }
            let entity = event.then.as_ref().and_then(|then| then.transition.split_once('.')).map(|(entity, _)| entity);
            let Some(entity) = entity else { continue };
            if self.is_gone(Kind::Entity, entity) || self.lost_lifecycle(entity).is_some() {
                let cut = way(&["events", "consumes", name, "then"], []);
                self.loses(cut, format!("`then` of event:{}", name.value), format!("it moves `{entity}`"));
            }
        }
    }

    /// Names of fields, relationships and foreign keys of an entity in a list.
    fn members(&mut self, place: &[&str], names: &[Text], entity: &str, what: &str) {
        for name in names {
            if self.is_lost(entity, name) {
                self.entry(place, name, what);
            }
        }
    }

    fn is_lost(&self, entity: &str, member: &str) -> bool {
        self.has_lost(Kind::Field, entity, member)
            || self.has_lost(Kind::Relationship, entity, member)
            || self.lost_keys.contains(&(entity, member.to_owned()))
    }

    /// Names of elements in a list.
    fn entries(&mut self, place: &[&str], names: &[Text], kind: Kind, what: &str) {
        for name in names {
            if self.is_gone(kind, name) {
                self.entry(place, name, what);
            }
        }
    }

    fn entry(&mut self, place: &[&str], name: &Text, what: &str) {
        let list = place.last().copied().unwrap_or_default();
        let cut = way(place, [Step::Named(name.value.clone())]);
        self.loses(cut, format!("`{}` in `{list}` of {what}", name.value), format!("`{}` goes", name.value));
    }

    fn goes(&mut self, element: Element, because: String) {
        let what = element.to_string();
        if self.gone.insert(element) {
            self.also.push(Also { what, because });
        }
    }

    fn loses(&mut self, cut: Cut, what: String, because: String) {
        if self.cuts.insert(cut) {
            self.also.push(Also { what, because });
        }
    }
}
