//! Reading files and folders.

use super::Error;
use crate::files::{File, RelPath, Tree};
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

/// Whether anything lies at a path.
pub fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
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

/// The files at some paths of a project; paths where nothing lies are left out. What is there but no plain file
/// (a folder, a link) stands as a file that equals none.
///
/// # Errors
/// When something is there that cannot be read.
pub fn read_paths<'a>(root: &Path, paths: impl IntoIterator<Item = &'a RelPath>) -> Result<Tree, Error> {
    let mut tree = Tree::default();
    for path in paths {
        let full = root.join(path.as_str());
        match full.symlink_metadata() {
            Err(_) => {}
            Ok(found) if found.is_file() => {
                let bytes = fs::read(&full).map_err(Error::of("read", &full))?;
                tree.insert(path.clone(), File { bytes, executable: is_executable(&found) });
            }
            Ok(_) => {
                tree.insert(path.clone(), File::plain(b"\0not a plain file\0".as_slice()));
            }
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

/// Whether a folder of that name holds what tools made.
pub(super) fn is_made_by_tools(name: &str) -> bool {
    MADE_BY_TOOLS.contains(&name) || name.ends_with(".egg-info")
}

#[cfg(unix)]
fn is_executable(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    found.permissions().mode() & 0o100 != 0
}

#[cfg(not(unix))]
fn is_executable(_: &fs::Metadata) -> bool {
    false
}
