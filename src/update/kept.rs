//! Where the bytes of files as last generated are kept: what a merge needs besides what lies there and what is new.

use crate::files::RelPath;

/// Folder of the bytes as last generated, from the top of a project. They are text, one file for each, so that git
/// merges them as it merges the files themselves; the ending keeps tools from taking them for code.
pub const BASES: &str = ".archplan/base";

/// Where the bytes of a file as last generated lie.
pub fn base_path(path: &RelPath) -> RelPath {
    RelPath::new(format!("{BASES}/{path}.base")).expect("the parts of a plain path are plain")
}
