//! Reading files and folders.

use super::Error;
use crate::files::{At, File, Lying, RelPath, Tree};
use crate::update::base_path;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Folders that hold what tools made, never what a project is.
const MADE_BY_TOOLS: &[&str] = &[
    ".git",
    ".archplan",
    ".venv",
    "venv",
    "node_modules",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".terraform",
    ".idea",
    ".vscode",
    "dist",
    "build",
    "target",
    "htmlcov",
];
/// A larger file is no source text; it is listed, not read.
const LARGEST: u64 = 4 << 20;

/// Folders in folders that a catalogue is looked for in.
const DEEPEST: usize = 4;

/// Whether anything lies at a path.
pub fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether a folder lies at a path.
pub fn is_folder(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.is_dir())
}

/// The bytes of a file; `None` where there is none.
///
/// # Errors
/// When something is there that cannot be read, or that is larger than `limit` bytes.
pub fn read_file(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, Error> {
    match fs::metadata(path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
        Err(error) => return Err(Error::of("read", path)(error)),
        Ok(found) if found.is_file() && found.len() > limit => {
            let size = format!("it has {} MiB; at most {} are read", found.len() >> 20, limit >> 20);
            return Err(Error::of("read", path)(std::io::Error::new(ErrorKind::FileTooLarge, size)));
        }
        Ok(found) if !found.is_file() => {
            return Err(Error::of("read", path)(std::io::Error::new(ErrorKind::InvalidInput, "it is not a file")));
        }
        Ok(_) => {}
    }
    fs::read(path).map(Some).map_err(Error::of("read", path))
}

/// What lies at some paths of a project.
///
/// # Errors
/// When a file is there that cannot be read.
pub fn read_paths<'a>(root: &Path, paths: impl IntoIterator<Item = &'a RelPath>) -> Result<Lying, Error> {
    let mut lying = Lying::default();
    for path in paths {
        if let Some(at) = read_at(root, path)? {
            lying.insert(path.clone(), at);
        }
    }
    Ok(lying)
}

fn read_at(root: &Path, path: &RelPath) -> Result<Option<At>, Error> {
    let full = root.join(path.as_str());
    if let Some(above) = above(root, path) {
        return Ok(Some(At::Under(above)));
    }
    Ok(match full.symlink_metadata() {
        Err(_) => None,
        Ok(found) if found.is_file() => {
            let bytes = fs::read(&full).map_err(Error::of("read", &full))?;
            Some(At::File(File { bytes, executable: is_executable(&found) }))
        }
        Ok(found) if found.is_symlink() => Some(At::Link),
        Ok(_) => Some(At::Folder),
    })
}

/// The first part of a path above the last one where no folder lies but something else does.
fn above(root: &Path, path: &RelPath) -> Option<RelPath> {
    let mut so_far = String::new();
    for part in path.parts() {
        if !so_far.is_empty() {
            match root.join(&so_far).symlink_metadata() {
                Ok(found) if found.is_dir() => so_far.push('/'),
                Ok(_) => return RelPath::new(so_far).ok(),
                Err(_) => return None,
            }
        }
        so_far.push_str(part);
    }
    None
}

/// The bytes of files as last generated, by the path of the file in the project.
///
/// # Errors
/// When one is there that cannot be read.
pub fn read_bases<'a>(root: &Path, paths: impl IntoIterator<Item = &'a RelPath>) -> Result<Tree, Error> {
    let mut tree = Tree::default();
    for path in paths {
        if let Some(At::File(file)) = read_at(root, &base_path(path))? {
            tree.insert(path.clone(), file);
        }
    }
    Ok(tree)
}

/// All files of a project, but for what tools made. Links are not followed.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn read_tree(root: &Path) -> Result<Tree, Error> {
    let mut tree = Tree::default();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(Error::of("list", &folder))? {
            let entry = entry.map_err(Error::of("list", &folder))?;
            let (path, found) = (entry.path(), entry.metadata().map_err(Error::of("read", &entry.path()))?);
            let name = entry.file_name();
            if found.is_dir() {
                if !name.to_str().is_some_and(is_made_by_tools) {
                    open.push(path);
                }
            } else if found.is_file() && found.len() <= LARGEST {
                let relative = path.strip_prefix(root).ok().and_then(Path::to_str).map(|path| path.replace('\\', "/"));
                if let Some(Ok(relative)) = relative.map(RelPath::new) {
                    let bytes = fs::read(&path).map_err(Error::of("read", &path))?;
                    tree.insert(relative, File { bytes, executable: is_executable(&found) });
                }
            }
        }
    }
    Ok(tree)
}

/// The files of a folder whose names have one of these extensions, by their paths; `None` where nothing lies there.
/// Hidden folders are passed over, links are followed.
///
/// # Errors
/// When it is no folder, or a file or folder in it cannot be read, is nested deeper than any catalogue, is larger
/// than `limit` bytes, or has a name that does not stand on every platform.
pub fn read_texts(root: &Path, extensions: &[&str], limit: u64) -> Result<Option<Tree>, Error> {
    let unfit = |path: &Path, why: String| Error::of("read", path)(std::io::Error::new(ErrorKind::InvalidInput, why));
    match fs::metadata(root) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
        Err(error) => return Err(Error::of("read", root)(error)),
        Ok(found) if !found.is_dir() => return Err(unfit(root, "it is not a folder".to_owned())),
        Ok(_) => {}
    }
    let mut tree = Tree::default();
    let mut open = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(Error::of("list", &folder))? {
            let path = entry.map_err(Error::of("list", &folder))?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            let is_wanted = extensions.contains(&extension);
            let found = match fs::metadata(&path) {
                // A link that leads nowhere is no fault where nobody would have followed it.
                Err(_) if !is_wanted => continue,
                found => found.map_err(Error::of("read", &path))?,
            };
            if found.is_dir() && !name.starts_with('.') {
                // A link may lead back to a folder above it.
                if depth == DEEPEST {
                    return Err(unfit(&path, "it lies too deep in the folder".to_owned()));
                }
                open.push((path, depth + 1));
            } else if !found.is_dir() && is_wanted {
                let relative = path.strip_prefix(root).ok().and_then(Path::to_str).map(|path| path.replace('\\', "/"));
                let relative = RelPath::new(relative.unwrap_or_default());
                let relative = relative.map_err(|fault| unfit(&path, fault.to_string()))?;
                let bytes = read_file(&path, limit)?.unwrap_or_default();
                tree.insert(relative, File::plain(bytes));
            }
        }
    }
    Ok(Some(tree))
}

/// Whether a folder of that name holds what tools made.
pub(super) fn is_made_by_tools(name: &str) -> bool {
    MADE_BY_TOOLS.contains(&name) || name.ends_with(".egg-info")
}

#[cfg(unix)]
pub(super) fn is_executable(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    found.permissions().mode() & 0o100 != 0
}

#[cfg(not(unix))]
pub(super) fn is_executable(_: &fs::Metadata) -> bool {
    false
}
