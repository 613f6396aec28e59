//! What somebody may do to the files of a project between two runs, one step a line: `write PATH TEXT`,
//! `append PATH TEXT`, `replace PATH "OLD" "NEW"`, `delete PATH`, `move PATH PATH`, `copy FOLDER FOLDER`, `folder PATH`, `link PATH PATH`,
//! `run-bit PATH on|off`, `read-only PATH`.
//!
//! A path or a text in double quotes is taken as it stands, with `\n`, `\r`, `\t`, `\"`, `\\` and `\xNN` for a byte; a
//! text without quotes goes to the end of the line and is a whole line.

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

/// Does a step; `at` says where a path lies. False where the verb is none of these.
pub(crate) fn edit(verb: &str, rest: &str, at: &dyn Fn(&str) -> PathBuf) -> bool {
    let (path, rest) = first(rest);
    let path = at(std::str::from_utf8(&path).unwrap());
    match verb {
        "write" => write(&path, &text(rest)),
        "append" => write(&path, &[fs::read(&path).unwrap(), text(rest)].concat()),
        "replace" => {
            let (old, rest) = first(rest);
            let (new, _) = first(rest);
            let bytes = fs::read(&path).unwrap();
            let start = bytes.windows(old.len()).position(|found| found == old.as_slice());
            let start = start.unwrap_or_else(|| panic!("{rest}: not in {}", path.display()));
            write(&path, &[&bytes[..start], new.as_slice(), &bytes[start + old.len()..]].concat());
        }
        "delete" if path.is_dir() && !path.is_symlink() => fs::remove_dir_all(&path).unwrap(),
        "delete" => fs::remove_file(&path).unwrap(),
        "move" => {
            let to = at(std::str::from_utf8(&first(rest).0).unwrap());
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::rename(&path, to).unwrap();
        }
        "copy" => copy(&path, &at(std::str::from_utf8(&first(rest).0).unwrap())),
        "folder" => fs::create_dir_all(&path).unwrap(),
        "link" => {
            let (to, _) = first(rest);
            std::os::unix::fs::symlink(std::ffi::OsStr::from_bytes(&to), &path).unwrap();
        }
        "run-bit" => set_mode(&path, if rest.trim() == "on" { 0o755 } else { 0o644 }),
        "read-only" => set_mode(&path, 0o444),
        _ => return false,
    }
    true
}

/// Copies a folder with all in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The words of a command.
pub(crate) fn words(mut rest: &str) -> Vec<String> {
    let mut words = Vec::new();
    while !rest.is_empty() {
        let (word, after) = first(rest);
        words.push(String::from_utf8(word).unwrap());
        rest = after;
    }
    words
}

/// The text that a step ends with.
fn text(rest: &str) -> Vec<u8> {
    if rest.starts_with('"') { first(rest).0 } else { format!("{rest}\n").into_bytes() }
}

/// The first word, and what follows it.
fn first(rest: &str) -> (Vec<u8>, &str) {
    let Some(quoted) = rest.strip_prefix('"') else {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        return (word.as_bytes().to_vec(), after);
    };
    let mut bytes = Vec::new();
    let mut chars = quoted.char_indices();
    while let Some((i, c)) = chars.next() {
        match c {
            '"' => return (bytes, quoted[i + 1..].trim_start()),
            '\\' => match chars.next().unwrap().1 {
                'n' => bytes.push(b'\n'),
                'r' => bytes.push(b'\r'),
                't' => bytes.push(b'\t'),
                'x' => {
                    let digits: String = chars.by_ref().take(2).map(|(_, c)| c).collect();
                    bytes.push(u8::from_str_radix(&digits, 16).unwrap());
                }
                other => bytes.extend(other.to_string().bytes()),
            },
            c => bytes.extend(c.to_string().bytes()),
        }
    }
    panic!("a quote is not closed: {rest}")
}
