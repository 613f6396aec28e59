//! Operations.

use super::{Check, Spelling, clip, data::is_comparable, fault, is_given};
use crate::report::nearest;
use crate::source::{Span, Spanned};
use crate::spec::{Entity, FieldType, Method, Operation, Resource};
use std::collections::BTreeMap;

/// Operations whose method and path follow from their name.
const USUAL: &[&str] = &["create", "get", "list", "update", "replace", "delete"];

impl Check<'_> {
    pub(super) fn operations(&mut self, resource_name: &str, resource: &Resource, entity_name: &str) {
        let Some(entity) = self.spec.data.entities.get(entity_name) else { return };
        self.distinct(resource.operations.0.iter().map(|(name, _)| name), "the operation");
        let mut routes: BTreeMap<(Method, String), Span> = BTreeMap::new();
        for (name, operation) in resource.operations.0.iter() {
            self.spelt(name, "an operation", Spelling::Snake);
            for role in &operation.roles {
                self.known(role, "a role of this api", self.spec.api.roles.keys());
            }
            self.realises(operation);
            self.action(name, operation, entity);
            self.accepts(name, operation, entity_name, entity);
            self.filters(name, operation, entity);
            let Some(route) = self.route(name, operation, resource_name) else { continue };
            // The same name twice was told already.
            let twice = resource.operations.0.keys().filter(|other| *other == name.as_str()).count() > 1;
            if let Some(first) = routes.insert(route, name.span).filter(|_| !twice) {
                let message = format!("`{}` has the method and path of another operation", clip(name));
                self.say(fault("route", name.span, message).label(first, "the other one"));
            }
        }
    }

    fn realises(&mut self, operation: &Operation) {
        let responsibilities = &self.spec.service.responsibilities;
        let ids = responsibilities.iter().filter_map(|responsibility| responsibility.id.as_ref().map(|id| id.as_str()));
        let ids: Vec<&str> = ids.collect();
        for id in &operation.realises {
            self.known(id, "the id of a responsibility of this service", ids.iter().copied());
        }
    }

    fn action(&mut self, name: &Spanned<String>, operation: &Operation, entity: &Entity) {
        if operation.custom.value {
            return self.custom(name, operation);
        }
        match (&operation.transition, &entity.lifecycle) {
            (None, _) if USUAL.contains(&name.as_str()) => {
                if let Some(to) = &operation.to {
                    self.fault("transition", to.span, "`to` says where a `transition` leads, and there is none");
                }
            }
            (None, _) => {
                let message = format!("`{}` is not a usual operation, and does not say what it does", clip(name));
                let diagnostic = fault("operation", name.span, message);
                self.say(match nearest(name, USUAL.iter().copied()) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help("usual are create, get, list, update, replace, delete; another one moves a lifecycle (`transition: status`) or is written by hand (`custom: true`)"),
                });
            }
            (Some(field), None) => {
                let help = "give the entity a `lifecycle` with its transitions";
                self.say(fault("transition", field.span, "this entity has no lifecycle to move along").help(help));
            }
            (Some(field), Some(lifecycle)) => {
                if self.known(field, "the field of the lifecycle", [lifecycle.field.as_str()])
                    && let Some(to) = &operation.to
                {
                    let states =
                        entity.fields.get(&lifecycle.field).map(|field| field.values.as_slice()).unwrap_or_default();
                    self.known(to, "a state of the lifecycle", states.iter().map(|state| state.as_str()));
                }
            }
        }
    }

    /// What the team writes has a name of its own, and says nothing that belongs to another kind.
    fn custom(&mut self, name: &Spanned<String>, operation: &Operation) {
        if USUAL.contains(&name.as_str()) {
            let message = format!("`{}` does what its name says, and cannot be `custom`", clip(name));
            let help = "give it another name, or leave `custom` out";
            self.say(fault("operation", operation.custom.span, message).help(help));
        }
        for moves in [&operation.transition, &operation.to].into_iter().flatten() {
            let message = "an operation that moves a lifecycle is not `custom`";
            let help = "leave `custom` out: rules for a move are written where moves are checked";
            self.say(fault("transition", moves.span, message).label(operation.custom.span, "this one").help(help));
        }
    }

    fn accepts(&mut self, name: &Spanned<String>, operation: &Operation, entity_name: &str, entity: &Entity) {
        let usual = matches!(name.as_str(), "create" | "update" | "replace");
        let writes = operation.transition.is_none() && (usual || operation.custom.value);
        if let (Some(first), false) = (operation.accepts.first(), writes) {
            self.fault(
                "accepts",
                first.span,
                "only create, update, replace and custom operations take fields from a caller",
            );
            return;
        }
        self.distinct(&operation.accepts, "the field");
        // Parts are written with their whole; a state only moves along its lifecycle.
        let parts: Vec<String> = self.parts(entity_name).into_iter().map(|(name, _)| name).collect();
        let links = self.links(entity_name);
        let state = entity.lifecycle.as_ref().map(|lifecycle| lifecycle.field.value.as_str());
        let given = entity.fields.iter().filter(|(_, field)| is_given(field)).map(|(name, _)| name.as_str());
        let given = given.filter(|name| Some(*name) != state);
        let known: Vec<&str> =
            given.chain(parts.iter().map(String::as_str)).chain(links.iter().map(|(key, _)| key.as_str())).collect();
        for field in &operation.accepts {
            self.known(field, "something that a caller can give here", known.iter().copied());
        }
        if name.value == "create" && !operation.accepts.is_empty() {
            self.create_is_whole(operation, entity_name, entity, &links);
        }
    }

    /// What every new entity must have, and no default gives, must be accepted.
    fn create_is_whole(&mut self, operation: &Operation, entity_name: &str, entity: &Entity, links: &[(String, bool)]) {
        let stated = |name: &str| operation.accepts.iter().any(|accepted| accepted.value == name);
        let state = entity.lifecycle.as_ref().map(|lifecycle| lifecycle.field.value.clone());
        let fields = entity.fields.iter().filter(|(name, field)| {
            is_given(field) && !field.optional.value && field.default.is_none() && state.as_ref() != Some(&name.value)
        });
        let mut missing: Vec<String> = fields.map(|(name, _)| name.value.clone()).collect();
        let needed =
            self.parts(entity_name).into_iter().filter(|(_, part)| part.min.as_ref().is_some_and(|min| min.value > 0));
        missing.extend(needed.map(|(name, _)| name));
        missing.extend(links.iter().filter(|(_, optional)| !optional).map(|(key, _)| key.clone()));
        for name in missing.iter().filter(|name| !stated(name)) {
            let message = format!("a new `{}` needs `{}`, which create does not accept", clip(entity_name), clip(name));
            let help = format!("accept `{}`, give it a default, or make it optional", clip(name));
            self.say(fault("accepts", operation.accepts[0].span, message).help(help));
        }
    }

    /// Foreign keys of an entity that it does not get from its whole: name, and whether it is optional.
    fn links(&self, entity: &str) -> Vec<(String, bool)> {
        let reaching = self
            .spec
            .data
            .relationships
            .iter()
            .filter(|r| !r.owned.value && r.to().is_some_and(|to| to.value == entity));
        reaching.map(|r| (format!("{}_id", r.inverse_name()), r.optional.value)).collect()
    }

    fn filters(&mut self, name: &Spanned<String>, operation: &Operation, entity: &Entity) {
        let lists = name.value == "list" && operation.transition.is_none();
        if let (Some(first), false) = (operation.filter.first().or(operation.sort.first()), lists) {
            return self.fault("filter", first.span, "only list takes `filter` and `sort`");
        }
        let kept: &[&str] = if entity.timestamps.value { &["created_at", "updated_at"] } else { &[] };
        for (names, verb) in [(&operation.filter, "filter by"), (&operation.sort, "sort by")] {
            self.distinct(names, "the field");
            for field in names {
                if !self.known(field, "a field of this entity", entity.fields.keys().chain(kept.iter().copied())) {
                    continue;
                }
                let kind = entity.fields.get(field).map_or(FieldType::Datetime, |field| field.kind.value);
                if !is_comparable(kind) {
                    self.fault(
                        "filter",
                        field.span,
                        format!("one cannot {verb} `{}`: its values cannot be compared", clip(field)),
                    );
                }
            }
        }
    }

    /// Method and shape of the path; `None` where they were reported.
    fn route(&mut self, name: &Spanned<String>, operation: &Operation, resource: &str) -> Option<(Method, String)> {
        let (method, on_one) = match name.as_str() {
            "create" => (Method::Post, false),
            "list" => (Method::Get, false),
            "get" => (Method::Get, true),
            "update" => (Method::Patch, true),
            "replace" => (Method::Put, true),
            "delete" => (Method::Delete, true),
            _ => (Method::Post, true),
        };
        if operation.transition.is_none() && !operation.custom.value {
            // What it does not say was told.
            if !USUAL.contains(&name.as_str()) {
                return None;
            }
            for span in [operation.method.as_ref().map(|m| m.span), operation.path.as_ref().map(|p| p.span)]
                .into_iter()
                .flatten()
            {
                self.fault("route", span, format!("method and path of `{}` follow from its name", clip(name)));
            }
            return Some((method, (if on_one { "/{}" } else { "" }).to_owned()));
        }
        let method = operation.method.as_ref().map_or(method, |method| method.value);
        if matches!(method, Method::Get) {
            let span = operation.method.as_ref().map_or(name.span, |method| method.span);
            self.fault(
                "route",
                span,
                "GET must change nothing (RFC 9110); an operation that changes takes POST, PUT, PATCH or DELETE",
            );
        }
        let Some(path) = &operation.path else { return Some((method, format!("/{{}}/{name}", name = name.value))) };
        let shape = self.path_shape(path, resource, operation.custom.value)?;
        if method == Method::Delete && operation.custom.value {
            if let Some(first) = operation.accepts.first() {
                let help = "take another method, or leave `accepts` out";
                self.say(fault("route", first.span, "a DELETE has no body that could hold this").help(help));
            }
        } else if method == Method::Delete && operation.to.is_none() {
            let help = "say where it leads with `to`, or take another method";
            self.say(fault("route", path.span, "a DELETE has no body that could say where to").help(help));
        }
        Some((method, shape))
    }

    fn path_shape(&mut self, path: &Spanned<String>, resource: &str, custom: bool) -> Option<String> {
        let parts: Vec<&str> = path.strip_prefix('/').unwrap_or_default().split('/').collect();
        let parameter = |part: &&str| {
            part.strip_prefix('{').and_then(|part| part.strip_suffix('}')).is_some_and(super::names::is_snake)
        };
        let word = |part: &&str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        };
        let of_one = parts.first().is_some_and(parameter) && parts.iter().skip(1).all(word);
        let of_all = custom && parts.iter().all(word);
        if !of_one && !of_all {
            let message = format!("`{}` is no path below `/{}`", clip(path), clip(resource));
            let help = if custom {
                "say the parameter of the entity and words, or words alone: `/{id}/refund`, `/import`"
            } else {
                "begin with the parameter of the entity, then words: `/{id}/status`"
            };
            self.say(fault("path", path.span, message).help(help));
            return None;
        }
        if of_all {
            return Some(format!("/{}", parts.join("/")));
        }
        Some(parts.iter().skip(1).fold("/{}".to_owned(), |shape, part| format!("{shape}/{part}")))
    }
}
