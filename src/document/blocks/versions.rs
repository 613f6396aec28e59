//! What has to be installed, as files on disk name it.

use super::handover::Review;
use super::table::{code, table};
use crate::document::{glob, outline};
use renderers::document::{Block, Cell, text};
use serde::Deserialize;

/// `plans/documents/handover/versions.yaml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    versions: Vec<Version>,
}

/// A line that names a version.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Version {
    title: String,
    path: String,
    /// What the line begins with, after blanks; its rest is the version.
    begins: String,
}

/// `table versions`
pub(super) fn table_of(review: &Review<'_>, _: &str) -> Vec<Block> {
    let file: File = outline::data("handover/versions.yaml");
    let mut rows: Vec<[Cell; 3]> = Vec::new();
    for version in &file.versions {
        for handed in review.handed.files.iter().filter(|file| glob::fits(&version.path, file.path.as_str())) {
            for (i, line) in handed.lines().enumerate() {
                let Some(rest) = line.trim().strip_prefix(version.begins.as_str()) else { continue };
                let rest = rest.trim().trim_matches(['"', '\'', '=', ' ']);
                if !rest.is_empty() {
                    rows.push([text(version.title.as_str()), code(rest), code(&format!("{}:{}", handed.path, i + 1))]);
                }
            }
        }
    }
    table("Versions that the project names", ["What", "Version", "Named in"], rows)
}
