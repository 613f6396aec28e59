//! Writing: each file whole or not at all, the manifest last.

use super::Error;
use super::journal::{self, Write};
use crate::files::{File, RelPath};
use crate::update::{Action, Changes, base_path};
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Does what was decided, as one: killed at any instant, each file is the old or the new one, and the next run finishes
/// the work. The manifest is the last file that is written.
///
/// # Errors
/// When a file cannot be written or removed, or a link leads out of the project.
pub fn apply(root: &Path, changes: &Changes, manifest: &RelPath) -> Result<(), Error> {
    let mut writes = Vec::new();
    for step in &changes.steps {
        if let Action::Move(from) = &step.action {
            writes.push(Write { path: from.clone(), file: None });
        }
        if let Some(from) = &step.left {
            writes.push(Write { path: from.clone(), file: None });
        }
        if let Some(file) = &step.file {
            writes.push(Write { path: step.path.clone(), file: Some(file.clone()) });
        } else if step.action == Action::Delete {
            writes.push(Write { path: step.path.clone(), file: None });
        }
        if let Some((path, file)) = &step.beside {
            writes.push(Write { path: path.clone(), file: Some(file.clone()) });
        }
    }
    writes.extend(changes.bases.iter().map(|(path, file)| Write { path: base_path(path), file: file.clone() }));
    let text = changes.manifest.write();
    let lies = super::read_file(&root.join(manifest.as_str()), u64::MAX)?;
    if lies.as_deref() != Some(text.as_bytes()) {
        writes.push(Write { path: manifest.clone(), file: Some(File::plain(text)) });
    }
    if writes.is_empty() { Ok(()) } else { journal::commit(root, &writes, changes.conflicts().next().is_some()) }
}

/// Writes one file whole or not at all.
///
/// # Errors
/// When it cannot be written, or a link leads out of the project.
pub fn write_bytes(root: &Path, path: &RelPath, bytes: &[u8]) -> Result<(), Error> {
    write(root, path, &File::plain(bytes))
}

fn write(root: &Path, path: &RelPath, file: &File) -> Result<(), Error> {
    let full = inside(root, path)?;
    let folder = full.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(Error::of("make the folder", folder))?;
    let mut temporary =
        tempfile::Builder::new().prefix(".archplan-").tempfile_in(folder).map_err(Error::of("write in", folder))?;
    temporary.write_all(&file.bytes).map_err(Error::of("write", &full))?;
    set_mode(temporary.path(), file.executable).map_err(Error::of("set the mode of", &full))?;
    temporary.persist(&full).map(drop).map_err(|error| Error::of("write", &full)(error.error))
}

/// Puts a file that was laid down into its place.
pub(super) fn place(root: &Path, path: &RelPath, from: &Path) -> Result<(), Error> {
    let full = inside(root, path)?;
    let folder = full.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(Error::of("make the folder", folder))?;
    fs::rename(from, &full).map_err(Error::of("write", &full))
}

/// Removes a file, and the folders that this empties.
pub(super) fn remove(root: &Path, path: &RelPath) -> Result<(), Error> {
    let full = inside(root, path)?;
    fs::remove_file(&full).map_err(Error::of("remove", &full))?;
    // Folders that this emptied go with it; one that still holds something refuses, which is what we want.
    let mut folder = full.parent();
    while let Some(empty) = folder.filter(|folder| *folder != root) {
        if fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
    Ok(())
}

/// The full path, if no folder on the way is a link: a link could lead out of the project.
pub(super) fn inside(root: &Path, path: &RelPath) -> Result<PathBuf, Error> {
    let mut full = root.to_owned();
    let parts: Vec<_> = path.parts().collect();
    for part in &parts[..parts.len() - 1] {
        full.push(part);
        if full.symlink_metadata().is_ok_and(|found| found.is_symlink()) {
            let refused =
                std::io::Error::new(ErrorKind::PermissionDenied, "it is a link, which could lead out of the project");
            return Err(Error::of("write through", &full)(refused));
        }
    }
    Ok(root.join(path.as_str()))
}

#[cfg(unix)]
pub(super) fn set_mode(path: &Path, executable: bool) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(if executable { 0o755 } else { 0o644 }))
}

#[cfg(not(unix))]
pub(super) fn set_mode(_: &Path, _: bool) -> std::io::Result<()> {
    Ok(())
}
