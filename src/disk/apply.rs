//! Writing: each file whole or not at all, the manifest last.

use super::Error;
use crate::files::{File, RelPath};
use crate::update::{Action, Changes};
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Does what was decided. The manifest is written last, so that a run that was cut off is seen as one by the next:
/// each file is the old or the new one, and the next run finishes the work.
///
/// # Errors
/// When a file cannot be written or removed, or a link leads out of the project.
pub fn apply(root: &Path, changes: &Changes, manifest: &RelPath) -> Result<(), Error> {
    for step in &changes.steps {
        match (&step.action, &step.file) {
            (Action::Create | Action::Replace, Some(file)) => write(root, &step.path, file)?,
            (Action::Delete, _) => delete(root, &step.path)?,
            _ => {}
        }
    }
    let text = changes.manifest.write();
    let lies = super::read_file(&root.join(manifest.as_str()), u64::MAX)?;
    if lies.as_deref() == Some(text.as_bytes()) { Ok(()) } else { write(root, manifest, &File::plain(text)) }
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
    set_mode(temporary.as_file(), file.executable).map_err(Error::of("set the mode of", &full))?;
    temporary.persist(&full).map(drop).map_err(|error| Error::of("write", &full)(error.error))
}

fn delete(root: &Path, path: &RelPath) -> Result<(), Error> {
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
fn inside(root: &Path, path: &RelPath) -> Result<PathBuf, Error> {
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
fn set_mode(file: &fs::File, executable: bool) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(if executable { 0o755 } else { 0o644 }))
}

#[cfg(not(unix))]
fn set_mode(_: &fs::File, _: bool) -> std::io::Result<()> {
    Ok(())
}
