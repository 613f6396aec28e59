//! Roles and resources.

use super::{Check, Spelling, clip, fault};
use crate::source::{Span, Spanned};
use crate::spec::{Authentication, FieldType, Resource, ResourceKind};
use std::collections::BTreeMap;

impl Check<'_> {
    pub(super) fn api(&mut self) {
        let api = &self.spec.api;
        if let Some(path) = &api.base_path {
            self.base_path(path);
        }
        for (id, _) in api.roles.iter() {
            self.spelt(id, "a role", Spelling::Kebab);
        }
        let first_role = api.roles.iter().next().map(|(id, _)| id.span);
        if let (Some(authentication), Some(role)) = (&api.authentication, first_role)
            && authentication.value == Authentication::None
        {
            let message = "roles need callers who prove who they are";
            let diagnostic = fault("roles", role, message).label(authentication.span, "nobody proves anything");
            self.say(diagnostic.help("write `authentication: jwt`, or leave the roles out"));
        }
        self.resources();
    }

    fn base_path(&mut self, path: &Spanned<String>) {
        let segment = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        };
        let good = path.is_empty() || path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(segment));
        if !good {
            let message = format!("`{}` is no base path", clip(path));
            self.say(
                fault("path", path.span, message)
                    .help("write segments of letters, digits, `-`, `_` after a `/`, such as `/api/v1`"),
            );
        }
    }

    fn resources(&mut self) {
        let spec = self.spec;
        let mut offered: BTreeMap<&str, Span> = BTreeMap::new();
        let mut probes: Option<Span> = None;
        for (name, resource) in spec.api.resources.iter() {
            self.spelt(name, "a resource", Spelling::Kebab);
            if resource.kind.as_ref().is_some_and(|kind| kind.value == ResourceKind::Health) {
                self.health(resource);
                if let Some(first) = probes.replace(name.span) {
                    self.say(
                        fault("repeated-name", name.span, "the probes have a path already")
                            .label(first, "it is named here"),
                    );
                }
                continue;
            }
            let Some(entity) = &resource.entity else {
                let message = format!("the resource `{}` offers no entity", clip(name));
                self.say(
                    fault("resource", name.span, message).help("add `entity: Name`, or `kind: health` for the probes"),
                );
                continue;
            };
            if let Some(first) = offered.insert(entity, entity.span) {
                let message = format!("`{}` is offered a second time; one resource offers an entity", clip(entity));
                self.say(fault("resource", entity.span, message).label(first, "it is offered here"));
            }
            if self.known(entity, "an entity of this spec", spec.data.entities.keys()) {
                self.resource(name, resource, entity);
            }
        }
    }

    fn health(&mut self, resource: &Resource) {
        let extra = [
            resource.entity.as_ref().map(|e| e.span),
            resource.owner.as_ref().map(|o| o.span),
            resource.operations.0.iter().next().map(|(name, _)| name.span),
        ];
        for span in extra.into_iter().flatten() {
            self.fault("resource", span, "the probes have neither entity nor operations: `{ kind: health }` says all");
        }
    }

    fn resource(&mut self, name: &Spanned<String>, resource: &Resource, entity: &Spanned<String>) {
        let spec = self.spec;
        let owned = spec.data.relationships.iter().find(|r| r.owned.value && r.to().is_some_and(|to| to == entity));
        if let Some(whole) = owned {
            let message = format!(
                "`{}` is a part of `{}`: it is written and read with it, not on its own",
                clip(entity),
                clip(&whole.from)
            );
            let diagnostic = fault("ownership", entity.span, message).label(whole.at, "owned because of this");
            self.say(diagnostic.help("leave the resource out, or leave `owned` out of the relationship"));
            return;
        }
        if let (Some(owner), Some(entity)) = (&resource.owner, self.spec.data.entities.get(entity)) {
            self.owner(owner, entity);
        }
        self.operations(name, resource, entity);
    }

    fn owner(&mut self, owner: &Spanned<String>, entity: &crate::spec::Entity) {
        if !self.known(owner, "a field of this entity", entity.fields.keys()) {
            return;
        }
        if let Some(field) = entity.fields.get(owner)
            && (!matches!(field.kind.value, FieldType::Uuid | FieldType::String) || field.key.value)
        {
            let message = "an owner is the subject of a token: a field of type uuid or string, not the key";
            self.say(fault("owner", owner.span, message).label(field.kind.span, "its type"));
        }
        if self.spec.api.roles.is_empty() {
            self.fault("owner", owner.span, "an owner needs roles with a `scope`");
        }
    }
}
