//! Events.

use super::{Check, Spelling, clip, fault};
use crate::source::{Span, Spanned};
use crate::spec::{FieldType, Published, Reaction};

impl Check<'_> {
    pub(super) fn events(&mut self) {
        let spec = self.spec;
        for (name, event) in spec.events.publishes.iter() {
            self.spelt(name, "an event", Spelling::Camel);
            self.published(name, event);
        }
        for (name, event) in spec.events.consumes.iter() {
            self.spelt(name, "an event", Spelling::Camel);
            self.known(&event.from, "an integration of this spec", spec.integrations.keys());
            if let Some(reaction) = &event.then {
                self.reaction(reaction);
            }
        }
    }

    fn published(&mut self, name: &Spanned<String>, event: &Published) {
        let spec = self.spec;
        let operations = self.operation_ids();
        if event.after.0.is_empty() {
            self.fault("event", name.span, format!("`{}` is published after no operation", clip(name)));
        }
        let mut resource: Option<&str> = None;
        for after in &event.after.0 {
            if !self.known(after, "an operation of this api", operations.iter().map(String::as_str)) {
                continue;
            }
            let Some((of, _)) = after.split_once('.') else { continue };
            if *resource.get_or_insert(of) != of {
                self.fault("event", after.span, "an event tells of one resource; make a second event for the other");
            }
        }
        if let Some(entity) = resource.and_then(|name| spec.api.resources.get(name)).and_then(|r| r.entity.as_ref()) {
            self.payload(event, entity);
        }
    }

    fn payload(&mut self, event: &Published, entity_name: &str) {
        let Some(entity) = self.spec.data.entities.get(entity_name) else { return };
        self.distinct(&event.payload, "the field");
        let parts: Vec<String> = self.parts(entity_name).into_iter().map(|(name, _)| name).collect();
        let kept: &[&str] = if entity.timestamps.value { &["created_at", "updated_at"] } else { &[] };
        for field in &event.payload {
            let known = entity.fields.keys().chain(parts.iter().map(String::as_str)).chain(kept.iter().copied());
            self.known(field, "a field or an owned relationship of the entity", known);
            if entity.fields.get(field).is_some_and(|field| field.kind.value == FieldType::Secret) {
                self.fault("event", field.span, format!("the secret `{}` is never given out", clip(field)));
            }
        }
    }

    fn reaction(&mut self, reaction: &Reaction) {
        let spec = self.spec;
        let Some((entity_name, field)) = reaction.transition.split_once('.') else {
            let help = "write `Entity.field`, such as `Order.status`";
            return self.say(
                fault("transition", reaction.transition.span, "this does not say which lifecycle moves").help(help),
            );
        };
        let place = part(&reaction.transition, 0, entity_name.len());
        if !self.known(
            &Spanned::new(entity_name.to_owned(), place),
            "an entity of this spec",
            spec.data.entities.keys(),
        ) {
            return;
        }
        let Some(entity) = spec.data.entities.get(entity_name) else { return };
        let Some(lifecycle) = &entity.lifecycle else {
            return self.fault("transition", place, format!("`{}` has no lifecycle to move along", clip(entity_name)));
        };
        let place = part(&reaction.transition, entity_name.len() + 1, reaction.transition.len());
        if self.known(&Spanned::new(field.to_owned(), place), "the field of the lifecycle", [lifecycle.field.as_str()])
        {
            let states = entity.fields.get(&lifecycle.field).map(|field| field.values.as_slice()).unwrap_or_default();
            self.known(&reaction.to, "a state of the lifecycle", states.iter().map(|state| state.as_str()));
        }
    }
}

/// The place of a part of a word, where it stands without quotes.
fn part(word: &Spanned<String>, start: usize, end: usize) -> Span {
    let offset = |bytes: usize| word.span.start + u32::try_from(bytes).unwrap_or(0);
    if (word.span.end - word.span.start) as usize == word.len() {
        Span { start: offset(start), end: offset(end), ..word.span }
    } else {
        word.span
    }
}
