//! Files in memory: paths that cannot leave their folder, trees of files, digests.
//!
//! The central type is [`Tree`]. This room knows no other room and no disk.

mod at;
mod digest;
mod path;
mod seen;

pub use at::{At, Lying};
pub use digest::Digest;
pub use path::{PathFault, RelPath};
pub use seen::{Seen, What};

use std::collections::BTreeMap;

/// Files by path, in the order of their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<RelPath, File>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// May be run.
    pub executable: bool,
}

impl File {
    /// A file that is not run.
    pub fn plain(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), executable: false }
    }

    /// The digest of its bytes.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes)
    }

    /// Its text, where it is UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

impl Tree {
    /// Puts a file in; gives back the one that had the path before.
    pub fn insert(&mut self, path: RelPath, file: File) -> Option<File> {
        self.files.insert(path, file)
    }

    /// The file of that path.
    pub fn get(&self, path: &RelPath) -> Option<&File> {
        self.files.get(path)
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&RelPath, &File)> {
        self.files.iter()
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
