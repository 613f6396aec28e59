//! Verbs of the language in which people write responsibilities: `plans/verbs.yaml`.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What an operation or event does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Doing {
    /// Makes one.
    Create,
    /// Gives one, or a page of them.
    Read,
    /// Changes fields of one.
    Update,
    /// Removes one.
    Delete,
    /// Moves one along its lifecycle.
    Transition,
    /// Tells others.
    Publish,
    /// Hears from others.
    Consume,
}

/// What a verb can mean, by its base form.
pub type Verbs = BTreeMap<String, BTreeSet<Doing>>;

/// The verbs that archplan knows.
pub fn verbs() -> &'static Verbs {
    static VERBS: OnceLock<Verbs> = OnceLock::new();
    VERBS.get_or_init(|| {
        let text = include_str!("../../plans/verbs.yaml");
        let read: BTreeMap<Doing, Vec<String>> =
            serde_yaml::from_str(text).expect("the suite loads the built-in verbs");
        let mut verbs = Verbs::new();
        for (doing, words) in read {
            for word in words {
                verbs.entry(word).or_default().insert(doing);
            }
        }
        verbs
    })
}

/// The base form of a word, where a verb that is known has it: `accepts` gives `accept`.
pub fn base(word: &str) -> Option<&'static str> {
    let known = |word: &str| verbs().get_key_value(word).map(|(verb, _)| verb.as_str());
    known(word)
        .or_else(|| word.strip_suffix('s').and_then(known))
        .or_else(|| word.strip_suffix("es").and_then(known))
        .or_else(|| word.strip_suffix("ies").and_then(|stem| known(&format!("{stem}y"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_by_their_base_form() {
        assert_eq!(verbs()["cancel"], BTreeSet::from([Doing::Delete, Doing::Transition]));
        for (word, expected) in [
            ("accept", Some("accept")),
            ("accepts", Some("accept")),
            ("searches", Some("search")),
            ("modifies", Some("modify")),
            ("keep", None),
            ("", None),
        ] {
            assert_eq!(base(word), expected, "{word}");
        }
    }
}
