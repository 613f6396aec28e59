//! Which decisions a template reads, noted while it is rendered: what is said of a file is what went into it.

use minijinja::value::{Enumerator, Object, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

/// The names under which templates see the plan's decisions.
const BY_DECISION: [&str; 2] = ["decided", "later"];

/// The ids of the decisions that were read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads(Arc<Mutex<BTreeSet<String>>>);

/// Values that note which of them are read.
#[derive(Debug)]
struct Noted {
    values: Value,
    /// The decision that a value comes from, by its name; `None` where every name is one of a decision.
    names: Option<Arc<BTreeMap<&'static str, String>>>,
    reads: Reads,
}

impl Reads {
    /// The same values; which decisions are read of them is noted. `names` says from which decision a value other
    /// than `decided` and `later` comes.
    pub(super) fn of(&self, values: Value, names: &Arc<BTreeMap<&'static str, String>>) -> Value {
        Value::from_object(Noted { values, names: Some(Arc::clone(names)), reads: self.clone() })
    }

    /// What was read so far, sorted.
    pub(super) fn decisions(&self) -> BTreeSet<String> {
        self.0.lock().map(|read| read.clone()).unwrap_or_default()
    }

    fn note(&self, decision: String) {
        if let Ok(mut read) = self.0.lock() {
            read.insert(decision);
        }
    }
}

impl Object for Noted {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let value = self.values.get_item(key).ok().filter(|value| !value.is_undefined())?;
        let name = key.as_str()?;
        match &self.names {
            None => self.reads.note(name.replace('_', "-")),
            Some(_) if BY_DECISION.contains(&name) => {
                return Some(Value::from_object(Self { values: value, names: None, reads: self.reads.clone() }));
            }
            Some(names) => {
                if let Some(decision) = names.get(name) {
                    self.reads.note(decision.clone());
                }
            }
        }
        Some(value)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        self.values.try_iter().map_or(Enumerator::NonEnumerable, |keys| Enumerator::Values(keys.collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::{Environment, context};

    #[test]
    fn what_is_read_is_noted_and_nothing_else() {
        let values =
            context! { decided => context! { ci => "none", web_server => "uvicorn" }, jwks => true, title => "x" };
        let names = Arc::new(BTreeMap::from([("jwks", "token-verification".to_owned())]));
        for (template, expected) in [
            ("{{ title }}", vec![]),
            ("{{ decided.web_server }}", vec!["web-server"]),
            (
                "{% if jwks and decided.ci == 'x' %}{{ decided.web_server }}{% endif %}",
                vec!["ci", "token-verification"],
            ),
        ] {
            let reads = Reads::default();
            Environment::new().render_str(template, reads.of(values.clone(), &names)).unwrap();
            assert_eq!(reads.decisions().into_iter().collect::<Vec<_>>(), expected, "{template}");
        }
    }
}
