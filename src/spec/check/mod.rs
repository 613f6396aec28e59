//! Whether the names of a spec hold together: every fault, each at its place.
//!
//! One file a concept. A rule says what is wrong, what was expected, and what was probably meant; it is silent
//! about values that stand in for faulty ones, which were reported when they were read.

mod api;
mod data;
mod decision;
mod event;
mod field;
mod intent;
mod operation;
mod relationship;
mod revision;
mod running;
mod service;

use super::{Entity, Field, Relationship, Spec, names};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// Checks the whole spec.
pub(super) fn check(spec: &Spec, report: &mut Report) {
    let mut check = Check { spec, report };
    check.service();
    check.qualities();
    check.principles();
    check.decisions();
    check.entities();
    check.relationships();
    check.api();
    check.events();
    check.integrations();
    check.running();
    check.intent();
    check.changelog();
}

/// A spec under check.
struct Check<'a> {
    spec: &'a Spec,
    report: &'a mut Report,
}

/// How a kind of name is spelt.
#[derive(Clone, Copy)]
enum Spelling {
    Kebab,
    Snake,
    Camel,
}

impl Check<'_> {
    fn fault(&mut self, name: &'static str, span: Span, message: impl Into<String>) {
        self.say(fault(name, span, message));
    }

    fn say(&mut self, diagnostic: Diagnostic) {
        self.report.error(diagnostic);
    }

    /// A name that must be one of the known ones; `what` says what it names, such as `an entity`.
    fn known<'k>(&mut self, name: &Spanned<String>, what: &str, known: impl IntoIterator<Item = &'k str>) -> bool {
        let known: Vec<_> = known.into_iter().collect();
        if name.is_empty() || known.contains(&name.as_str()) {
            return true;
        }
        let diagnostic = fault("unknown-name", name.span, format!("`{}` is not {what}", clip(name)));
        self.say(match crate::report::nearest(name, known.iter().copied()) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None if known.is_empty() => diagnostic.help("none is defined"),
            None => diagnostic.help(format!("known: {}", list(&known))),
        });
        false
    }

    fn spelt(&mut self, name: &Spanned<String>, what: &str, spelling: Spelling) {
        let (good, how) = match spelling {
            Spelling::Kebab => (names::is_kebab(name), "lower-case words joined by `-`"),
            Spelling::Snake => (names::is_snake(name), "lower-case words joined by `_`"),
            Spelling::Camel => (names::is_camel(name), "letters and digits, beginning with a capital"),
        };
        if name.is_empty() && name.span.start == name.span.end {
            return;
        }
        if !good {
            let diagnostic =
                fault("spelling", name.span, format!("`{}` cannot name {what}: it takes {how}", clip(name)));
            let better = spelling.of(name);
            self.say(if better.is_empty() { diagnostic } else { diagnostic.help(format!("write `{better}`")) });
        } else if name.len() > 50 {
            self.fault(
                "spelling",
                name.span,
                format!("the name of {what} has {} characters; at most 50 are taken", name.len()),
            );
        }
    }

    /// Names that must differ.
    fn distinct<'n>(&mut self, names: impl IntoIterator<Item = &'n Spanned<String>>, what: &str) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for name in names {
            if let Some(first) = seen.insert(name, name.span) {
                let message = format!("{what} `{}` stands here a second time", clip(name));
                self.say(fault("repeated-name", name.span, message).label(first, "it stood here first"));
            }
        }
    }

    fn entity(&self, name: &str) -> Option<&Entity> {
        self.spec.data.entities.get(name)
    }

    fn entity_names(&self) -> Vec<&str> {
        self.spec.data.entities.keys().collect()
    }

    /// The ids of all operations, `resource.name`.
    fn operation_ids(&self) -> Vec<String> {
        self.spec.operation_ids()
    }

    /// The owned relationships of an entity, by the name that they have on its side.
    fn parts(&self, entity: &str) -> Vec<(String, &Relationship)> {
        let owned = self.spec.data.relationships.iter().filter(|r| r.owned.value && r.from.value == entity);
        owned.filter_map(|r| Some((r.name_of()?, r))).collect()
    }
}

impl Spelling {
    fn of(self, name: &str) -> String {
        use heck::{ToKebabCase, ToSnakeCase, ToUpperCamelCase};
        let name: String = name.chars().take(50).collect();
        let (better, good) = match self {
            Self::Kebab => (name.to_kebab_case(), names::is_kebab as fn(&str) -> bool),
            Self::Snake => (name.to_snake_case(), names::is_snake as fn(&str) -> bool),
            Self::Camel => (name.to_upper_camel_case(), names::is_camel as fn(&str) -> bool),
        };
        if good(&better) { better } else { String::new() }
    }
}

fn fault(name: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::new("spec", name), span, message)
}

/// A name as it is shown in a message.
fn clip(name: &str) -> String {
    if name.chars().count() <= 60 {
        name.to_owned()
    } else {
        format!("{}…", name.chars().take(60).collect::<String>())
    }
}

fn list(names: &[&str]) -> String {
    let shown: Vec<_> = names.iter().take(12).map(|name| format!("`{name}`")).collect();
    if names.len() > 12 { format!("{}, and {} more", shown.join(", "), names.len() - 12) } else { shown.join(", ") }
}

/// Whether callers can give a field: it is neither the key nor computed.
fn is_given(field: &Field) -> bool {
    !field.key.value && field.computed.is_none()
}
