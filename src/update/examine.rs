//! Whether what is kept of a project is whole: manifest and bytes as last generated against one another, and against what
//! is planned.

use super::{Entry, Manifest, Mode, Planned};
use crate::files::{Digest, Lying, RelPath, Tree};

/// Something that is wrong with what is kept, and is mended in the manifest that comes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ill {
    /// The manifest says something else of a file than the bytes that are kept of it.
    OutOfStep(RelPath),
    /// The bytes of a file as last generated are not kept, so that an edit of it could not be merged.
    NoBase(RelPath),
    /// Bytes are kept of a file that the manifest does not know.
    Unknown(RelPath),
}

/// Examines what is kept of a project; gives all that is wrong, the manifest as it should be, and the bytes as last
/// generated that can be kept anew. Without a manifest that can be read, begin with an empty one.
pub fn examine(disk: &Lying, bases: &Tree, manifest: &Manifest, planned: &[Planned]) -> (Vec<Ill>, Manifest, Tree) {
    let (mut ills, mut mended, mut kept) = (Vec::new(), manifest.clone(), Tree::default());
    for planned in planned {
        let (path, lies) = (&planned.path, disk.file(&planned.path));
        match (manifest.files.get(path), bases.get(path)) {
            (Some(entry), Some(base)) if entry.digest != base.digest() => {
                ills.push(Ill::OutOfStep(path.clone()));
                mended.files.insert(path.clone(), Entry { digest: base.digest(), ..entry.clone() });
            }
            (Some(entry), None) if planned.merged && entry.mode == Mode::Managed => {
                ills.push(Ill::NoBase(path.clone()));
                // A file that nobody edited since is what was last generated.
                if let Some(file) = lies.filter(|file| file.digest() == entry.digest) {
                    kept.insert(path.clone(), file.clone());
                }
            }
            (None, Some(base)) => {
                ills.push(Ill::Unknown(path.clone()));
                let entry = Entry { digest: base.digest(), ..Entry::of(planned) };
                mended.files.insert(path.clone(), entry);
            }
            (None, None) if lies.is_some_and(|file| Digest::of(&file.bytes) == planned.file.digest()) => {
                ills.push(Ill::Unknown(path.clone()));
                mended.files.insert(path.clone(), Entry::of(planned));
                if planned.merged && planned.mode == Mode::Managed {
                    kept.insert(path.clone(), planned.file.clone());
                }
            }
            _ => {}
        }
    }
    (ills, mended, kept)
}
