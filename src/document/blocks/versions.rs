//! What has to be installed, as files on disk name it, and how long it gets fixes.

use super::handover::Review;
use super::table::{code, table};
use crate::document::glob;
use renderers::document::{Block, Cell, text};
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/versions.yaml"));

/// `plans/versions.yaml`, as far as documents read it.
#[derive(Deserialize)]
struct File {
    products: BTreeMap<String, Product>,
    lines: Vec<Line>,
}

/// A product with its versions.
#[derive(Deserialize)]
struct Product {
    /// Name of its container image.
    image: String,
    cycles: Vec<Cycle>,
}

/// A version, as long as its fixes go.
#[derive(Deserialize)]
struct Cycle {
    cycle: String,
    /// Year and month.
    until: String,
}

/// A line that names a version.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    title: String,
    path: String,
    /// What the line begins with, after blanks; its rest is the version.
    begins: String,
    /// The product that it always names.
    #[serde(default)]
    product: Option<String>,
}

/// `table versions`
pub(super) fn table_of(review: &Review<'_>, _: &str) -> Vec<Block> {
    let file: File = serde_yaml::from_str(FILE).expect("built-in data is well formed");
    let mut rows: Vec<[Cell; 4]> = Vec::new();
    for line in &file.lines {
        for handed in review.handed.files.iter().filter(|file| glob::fits(&line.path, file.path.as_str())) {
            for (i, found) in handed.lines().enumerate() {
                let Some(rest) = found.trim().strip_prefix(line.begins.as_str()) else { continue };
                let rest = rest.split(" AS ").next().unwrap_or(rest).trim().trim_matches(['"', '\'', '=', ' ']);
                // A stage of an image that is built on the one before names it again.
                let again = rows.iter().any(|row| row[1] == code(rest) && row[0] == text(line.title.as_str()));
                if !rest.is_empty() && !again {
                    let until = file.until(line.product.as_deref(), rest).unwrap_or("not known");
                    let place = code(&format!("{}:{}", handed.path, i + 1));
                    rows.push([text(line.title.as_str()), code(rest), text(until), place]);
                }
            }
        }
    }
    table("Versions that the project names", ["What", "Version", "Fixes until", "Named in"], rows)
}

impl File {
    /// Until when what a line names gets fixes: of a known product, or of an image that the line names.
    fn until(&self, product: Option<&str>, named: &str) -> Option<&str> {
        let stated = product.and_then(|id| self.products.get(id)).map(|product| (product, named));
        let (product, version) = stated.or_else(|| {
            self.products.values().find_map(|product| {
                let after = named.split_once(&format!("{}:", product.image))?;
                (after.0.is_empty() || after.0.ends_with('/')).then_some((product, after.1))
            })
        })?;
        let cycle = product.cycles.iter().find(|cycle| names(version, &cycle.cycle))?;
        Some(&cycle.until)
    }
}

/// Whether a text names a version: the first number in it, such as 3.14 in `>=3.14` and in `3.14.2-slim`.
fn names(text: &str, cycle: &str) -> bool {
    let number = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    number.strip_prefix(cycle).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_files_write() {
        let file: File = serde_yaml::from_str(FILE).unwrap();
        for (product, named, until) in [
            (Some("python"), ">=3.11", Some("2027-10")),
            (Some("python"), "3.14.2", Some("2030-10")),
            (Some("python"), "3.1", None),
            (None, "python:3.14-slim AS build", Some("2030-10")),
            (None, "python:${PYTHON_VERSION}-slim AS build", None),
            (None, "docker.io/postgres:18-alpine", Some("2030-11")),
            (None, "mypostgres:18", None),
            (None, "scratch", None),
        ] {
            assert_eq!(file.until(product, named), until, "{named}");
        }
    }
}
