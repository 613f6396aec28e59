//! Looking at a folder of anybody's making: everything in it is named, whatever it is.

use super::Error;
use super::read::is_made_by_tools;
use crate::files::{Seen, What};
use std::fs;
use std::path::Path;

/// So many things are looked at; a folder with more is none of documents.
const MOST: usize = 20_000;

/// Everything below a folder, by path. Files larger than `largest` bytes and links are named and not read.
///
/// # Errors
/// When the folder itself cannot be read, or holds more than 20,000 things.
pub fn survey(root: &Path, largest: u64) -> Result<Vec<Seen>, Error> {
    let mut seen = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if folder == root => return Err(Error::of("list", root)(error)),
            Err(error) => {
                seen.push(Seen { path: below(root, &folder), what: What::Unreadable(error.to_string()) });
                continue;
            }
        };
        for entry in entries {
            let path = entry.map_err(Error::of("list", &folder))?.path();
            match look(&path, largest) {
                Some(what) => seen.push(Seen { path: below(root, &path), what }),
                None => open.push(path),
            }
            if seen.len() > MOST {
                let many = std::io::Error::other(format!("more than {MOST} files lie in it"));
                return Err(Error::of("survey", root)(many));
            }
        }
    }
    seen.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(seen)
}

/// What lies at a path; `None` for a folder that is to be entered.
fn look(path: &Path, largest: u64) -> Option<What> {
    let found = match path.symlink_metadata() {
        Ok(found) => found,
        Err(error) => return Some(What::Unreadable(error.to_string())),
    };
    if found.is_symlink() {
        return Some(What::Link);
    }
    if found.is_dir() {
        let name = path.file_name().and_then(|name| name.to_str());
        return name.is_some_and(is_made_by_tools).then_some(What::ToolFolder);
    }
    Some(match found.is_file() {
        false => What::Other,
        true if found.len() > largest => What::Large(found.len()),
        true => fs::read(path).map_or_else(|error| What::Unreadable(error.to_string()), What::File),
    })
}

fn below(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
