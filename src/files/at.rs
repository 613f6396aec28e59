//! What lies at the paths of a project.

use super::{File, RelPath};
use std::collections::BTreeMap;

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A file.
    File(File),
    /// A symbolic link; it is never followed and never written through.
    Link,
    /// A folder, or what is neither file, link nor folder.
    Folder,
    /// Nothing can lie there: a file or a link stands at this path above it.
    Under(RelPath),
}

/// What lies at some paths, in the order of the paths; where nothing lies there is no entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lying(BTreeMap<RelPath, At>);

impl At {
    /// The file, where it is one.
    pub fn file(&self) -> Option<&File> {
        match self {
            Self::File(file) => Some(file),
            _ => None,
        }
    }
}

impl Lying {
    /// Puts in what lies at a path.
    pub fn insert(&mut self, path: RelPath, at: At) {
        self.0.insert(path, at);
    }

    /// What lies at a path.
    pub fn get(&self, path: &RelPath) -> Option<&At> {
        self.0.get(path)
    }

    /// The file at a path.
    pub fn file(&self, path: &RelPath) -> Option<&File> {
        self.0.get(path).and_then(At::file)
    }

    /// Everything, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&RelPath, &At)> {
        self.0.iter()
    }
}
