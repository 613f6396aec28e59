//! Relationships.

use super::{Check, Spelling, clip, fault};
use crate::source::Spanned;
use crate::spec::{Relationship, snake};
use crate::yaml::Text;
use std::collections::BTreeMap;

impl Relationship {
    /// The entity that belongs to `from`.
    pub fn to(&self) -> Option<&Text> {
        self.has_many.as_ref().or(self.has_one.as_ref())
    }

    /// Its name on the side of `from`, made of the other entity's name where the spec says none.
    pub fn name_of(&self) -> Option<String> {
        if let Some(name) = &self.name {
            return Some(name.value.clone());
        }
        let one = snake(self.to()?);
        Some(if self.has_many.is_some() { pluralizer::pluralize(&one, 2, false) } else { one })
    }

    /// Its name on the other side, made of the name of `from` where the spec says none.
    pub fn inverse_name(&self) -> String {
        self.inverse.as_ref().map_or_else(|| snake(&self.from), |inverse| inverse.value.clone())
    }
}

impl Check<'_> {
    pub(super) fn relationships(&mut self) {
        let spec = self.spec;
        let mut owners: BTreeMap<&str, &Relationship> = BTreeMap::new();
        for relationship in &spec.data.relationships {
            self.relationship(relationship);
            let Some(to) = relationship.to().filter(|_| relationship.owned.value) else { continue };
            if let Some(first) = owners.insert(to, relationship) {
                let message = format!("`{}` is owned a second time; a part lives and dies with one whole", clip(to));
                let fault = fault("ownership", to.span, message).label(first.at, "the first owner");
                self.say(fault.help("leave `owned` out of one of the two"));
            }
        }
        self.ownership_circles(&owners);
    }

    fn relationship(&mut self, relationship: &Relationship) {
        let entities = self.entity_names().into_iter().map(str::to_owned).collect::<Vec<_>>();
        self.known(&relationship.from, "an entity of this spec", entities.iter().map(String::as_str));
        let to = match (&relationship.has_many, &relationship.has_one) {
            (Some(to), None) | (None, Some(to)) => to,
            (Some(_), Some(one)) => {
                return self.fault("relationship", one.span, "`has_many` and `has_one` exclude one another");
            }
            (None, None) => {
                let help = "add `has_many: Entity` or `has_one: Entity`";
                return self.say(fault("relationship", relationship.at, "this relationship leads nowhere").help(help));
            }
        };
        let known = self.known(to, "an entity of this spec", entities.iter().map(String::as_str));
        for name in [&relationship.name, &relationship.inverse].into_iter().flatten() {
            self.spelt(name, "a relationship", Spelling::Snake);
        }
        self.counts(relationship);
        if relationship.owned.value && relationship.optional.value {
            self.fault("ownership", relationship.optional.span, "an owned part cannot stand without its whole");
        }
        if known {
            self.clashes(relationship, to);
        }
    }

    fn counts(&mut self, relationship: &Relationship) {
        if let (Some(min), Some(max)) = (&relationship.min, &relationship.max)
            && min.value > max.value
        {
            self.say(fault("relationship", min.span, "the fewest are more than the most").label(max.span, "the most"));
        }
        if let Some(min) = relationship.min.as_ref().filter(|min| min.value > 0 && !relationship.owned.value) {
            let message = "only an owned relationship can ask for a number: the others are written one by one";
            self.say(fault("relationship", min.span, message).help("add `owned: true`, or leave `min` out"));
        }
        let most = [&relationship.min, &relationship.max].into_iter().flatten().find(|count| count.value > 1);
        if let (Some(count), true) = (most, relationship.has_one.is_some()) {
            self.fault("relationship", count.span, "`has_one` means at most one");
        }
    }

    /// Names that a relationship takes on both entities, against those that are taken.
    fn clashes(&mut self, relationship: &Relationship, to: &Text) {
        let spec = self.spec;
        let name = relationship.name_of().unwrap_or_default();
        let inverse = relationship.inverse_name();
        let key = format!("{inverse}_id");
        let place = relationship.name.as_ref().map_or(relationship.at, |name| name.span);
        for (entity, taken, span) in [
            (&relationship.from, &name, place),
            (to, &inverse, relationship.inverse.as_ref().map_or(relationship.at, |inverse| inverse.span)),
            (to, &key, relationship.inverse.as_ref().map_or(relationship.at, |inverse| inverse.span)),
        ] {
            if let Some((field, _)) =
                self.entity(entity).and_then(|e| e.fields.iter().find(|(field, _)| field.value == *taken))
            {
                let message = format!(
                    "the relationship takes the name `{}` on `{}`, where a field has it",
                    clip(taken),
                    clip(entity)
                );
                let diagnostic = fault("repeated-name", span, message).label(field.span, "the field");
                self.say(diagnostic.help("leave the field out, or name the relationship with `as` and `inverse`"));
            }
        }
        let twin =
            spec.data.relationships.iter().take_while(|other| !std::ptr::eq(*other, relationship)).find(|other| {
                (other.from == relationship.from && other.name_of() == Some(name.clone()))
                    || (other.to().is_some_and(|other| other == to) && other.inverse_name() == inverse)
            });
        if let Some(twin) = twin {
            let message = "another relationship has the same name on the same entity";
            self.say(
                fault("repeated-name", place, message)
                    .label(twin.at, "the other one")
                    .help("name them with `as` and `inverse`"),
            );
        }
    }

    fn ownership_circles(&mut self, owners: &BTreeMap<&str, &Relationship>) {
        for (part, relationship) in owners {
            let mut whole: &Spanned<String> = &relationship.from;
            for _ in 0..=owners.len() {
                if whole.value == *part {
                    let message = format!("`{}` owns itself, over one or more steps", clip(part));
                    let help = "leave `owned` out of one of these relationships";
                    self.say(fault("ownership", relationship.at, message).help(help));
                    break;
                }
                match owners.get(whole.as_str()) {
                    Some(up) => whole = &up.from,
                    None => break,
                }
            }
        }
    }
}
