//! Entities.

use super::{Check, Spelling, clip, fault};
use crate::source::{Span, Spanned};
use crate::spec::{Entity, Field, FieldType};
use std::collections::BTreeMap;

impl Check<'_> {
    pub(super) fn entities(&mut self) {
        let spec = self.spec;
        self.tables();
        for (name, entity) in spec.data.entities.iter() {
            self.spelt(name, "an entity", Spelling::Camel);
            if let Some(plural) = &entity.plural {
                self.spelt(plural, "a table", Spelling::Snake);
            }
            self.key(name, entity);
            for (field_name, field) in entity.fields.iter() {
                self.field_name(entity, field_name);
                self.field(name, field_name, field);
            }
            self.unique_sets(name, entity);
            self.lifecycle(entity);
        }
    }

    fn tables(&mut self) {
        let spec = self.spec;
        let mut tables: BTreeMap<String, Span> = BTreeMap::new();
        for (name, _) in spec.data.entities.iter() {
            let table = spec.table_of(name);
            if let Some(first) = tables.insert(table.clone(), name.span) {
                let message = format!("`{}` would be kept in the table `{table}`, as another entity is", clip(name));
                let diagnostic = fault("repeated-name", name.span, message).label(first, "the other entity");
                self.say(diagnostic.help("give one of them another `plural`"));
            }
        }
    }

    fn key(&mut self, name: &Spanned<String>, entity: &Entity) {
        let keys: Vec<_> = entity.fields.iter().filter(|(_, field)| field.key.value).collect();
        match keys.as_slice() {
            [] => {
                let message = format!("the entity `{}` has no key", clip(name));
                let help = "mark one field of type uuid or integer: `id: { type: uuid, key: true }`";
                self.say(fault("key", name.span, message).help(help));
            }
            [(_, field)] => self.key_field(field),
            [(first, _), (second, _), ..] => {
                let message = format!("the entity `{}` has a second key", clip(name));
                let fault = fault("key", second.span, message).label(first.span, "the first key");
                self.say(fault.help("leave `key: true` out of one of them"));
            }
        }
    }

    fn key_field(&mut self, field: &Field) {
        if !matches!(field.kind.value, FieldType::Uuid | FieldType::Integer) {
            self.fault("key", field.kind.span, "a key is of type uuid or integer");
        }
        if field.optional.value {
            self.fault("key", field.optional.span, "a key cannot be optional");
        }
        if let Some(default) = &field.default {
            self.fault("key", default.span, "a key has no default: the service makes it");
        }
    }

    fn field_name(&mut self, entity: &Entity, name: &Spanned<String>) {
        self.spelt(name, "a field", Spelling::Snake);
        if entity.timestamps.value && matches!(name.as_str(), "created_at" | "updated_at") {
            let message = format!("`{}` is kept already, because of `timestamps: true`", name.value);
            self.say(fault("repeated-name", name.span, message).label(entity.timestamps.span, "kept because of this"));
        }
    }

    fn unique_sets(&mut self, entity_name: &str, entity: &Entity) {
        let links = self.spec.data.relationships.iter().filter(|r| r.to().is_some_and(|to| to.value == entity_name));
        let links: Vec<String> = links.map(|link| format!("{}_id", link.inverse_name())).collect();
        for set in &entity.unique {
            self.distinct(set, "the field");
            for name in set {
                let known = entity.fields.keys().chain(links.iter().map(String::as_str));
                if self.known(name, "a field of this entity, or the key of one that it belongs to", known)
                    && entity.fields.get(name).is_some_and(|field| !is_comparable(field.kind.value))
                {
                    self.fault(
                        "field-unique",
                        name.span,
                        format!("values of `{}` cannot be compared, so they cannot be unique", clip(name)),
                    );
                }
            }
        }
    }

    fn lifecycle(&mut self, entity: &Entity) {
        let Some(lifecycle) = &entity.lifecycle else { return };
        if !self.known(&lifecycle.field, "a field of this entity", entity.fields.keys()) {
            return;
        }
        let Some(field) = entity.fields.get(&lifecycle.field) else { return };
        if field.kind.value != FieldType::Enum {
            let message = format!("a lifecycle runs over an enum; `{}` is of another type", clip(&lifecycle.field));
            self.say(fault("lifecycle", lifecycle.field.span, message).label(field.kind.span, "its type"));
            return;
        }
        let states: Vec<_> = field.values.iter().map(|value| value.as_str()).collect();
        for (state, targets) in lifecycle.transitions.iter() {
            self.known(state, "a state of this lifecycle", states.iter().copied());
            self.distinct(targets, "the state");
            for target in targets {
                self.known(target, "a state of this lifecycle", states.iter().copied());
            }
        }
    }
}

/// Whether the database can compare values, to sort, index or keep them unique.
pub(super) fn is_comparable(kind: FieldType) -> bool {
    !matches!(kind, FieldType::Secret | FieldType::Json | FieldType::List)
}
