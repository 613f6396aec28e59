//! What versions of archplan changed in what it writes, from `plans/history/changes.yaml`.

use serde::Deserialize;

const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/history/changes.yaml"));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    versions: Vec<Version>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Version {
    version: String,
    changes: Vec<Told>,
}

/// A change of what archplan writes, as people are told it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// What is otherwise, as a sentence without a full stop that begins small.
    pub what: String,
    /// Why, likewise.
    pub why: String,
    /// Decisions, templates and documents that it is about.
    #[serde(default)]
    pub touches: Vec<String>,
}

/// The numbers of a version such as `0.10.2`, which tell the later one of two.
pub fn numbers(version: &str) -> Vec<u64> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

/// What changed after a version of archplan, by the version that changed it, the latest first.
pub fn since(version: &str) -> Vec<(String, Vec<Told>)> {
    let file: File = serde_yaml::from_str(FILE).expect("built-in data is well formed");
    let later = file.versions.into_iter().filter(|told| numbers(&told.version) > numbers(version));
    later.map(|told| (told.version, told.changes)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_told_from_the_version_that_wrote_a_project_on() {
        assert_eq!(since(env!("CARGO_PKG_VERSION")), []);
        let told = since("0.0.9");
        assert!(told.iter().any(|(version, changes)| version == "0.1.0" && !changes.is_empty()));
        assert!(numbers("0.10.0") > numbers("0.9.9"));
    }

    #[test]
    fn versions_stand_latest_first_and_none_is_of_the_future() {
        let versions: Vec<_> = since("").into_iter().map(|(version, _)| numbers(&version)).collect();
        assert!(versions.windows(2).all(|pair| pair[0] > pair[1]));
        assert!(versions.iter().all(|version| *version <= numbers(env!("CARGO_PKG_VERSION"))));
    }
}
