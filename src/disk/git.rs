//! The index of git: what is left to settle is unmerged there, too, as after a merge of git's own, so that `git status` and
//! `git mergetool` know of it. Nothing else of a repository is touched, and without one nothing is done.

use super::Error;
use crate::files::{File, RelPath};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// What the index said of files before they were left to settle, by path from the top of the repository.
const BEFORE: &str = ".archplan/unmerged";

/// A file that is left to settle, and the three sides of it, as far as there are any.
#[derive(Clone, Debug)]
pub struct Unmerged {
    /// Where it lies.
    pub path: RelPath,
    /// As last generated.
    pub base: Option<File>,
    /// As a person left it.
    pub ours: Option<File>,
    /// As it is generated now.
    pub theirs: Option<File>,
}

/// Marks files as unmerged in the index, where git tracks them. Where there is no repository, or no git, nothing is done.
///
/// # Errors
/// When what the index said before cannot be kept.
pub fn mark_unmerged(root: &Path, files: &[Unmerged]) -> Result<(), Error> {
    if files.is_empty() {
        return Ok(());
    }
    let tracked = entries(root, files.iter().map(|file| &file.path));
    let mut known = kept(root)?;
    let mut lines = Vec::new();
    for file in files {
        // What is unmerged already is so for a reason of git's own.
        let Some([entry]) = tracked.get(&file.path).map(Vec::as_slice).filter(|found| found[0].stage == "0") else {
            continue;
        };
        let sides = [(1, &file.base), (2, &file.ours), (3, &file.theirs)];
        let mut staged = Vec::new();
        for (stage, side) in sides.into_iter().filter_map(|(stage, side)| Some((stage, side.as_ref()?))) {
            let Some(object) = git(root, &["hash-object", "-w", "--stdin"], Some(&side.bytes)) else { return Ok(()) };
            let mode = if side.executable { "100755" } else { "100644" };
            staged.push(format!("{mode} {} {stage}\t{}\0", String::from_utf8_lossy(&object).trim(), entry.name));
        }
        known.insert(entry.name.clone(), entry.line());
        lines.push(entry.removal());
        lines.extend(staged);
    }
    if lines.is_empty() {
        return Ok(());
    }
    keep(root, &known)?;
    drop(git(root, &["update-index", "-z", "--index-info"], Some(lines.concat().as_bytes())));
    Ok(())
}

/// Takes the marks away from files that were settled, or from all: the index says of them what it said before. Files that
/// somebody settled in git stay as they are.
///
/// # Errors
/// When what the index said before cannot be read or forgotten.
pub fn mark_settled(root: &Path, path: Option<&RelPath>) -> Result<(), Error> {
    let mut known = kept(root)?;
    if known.is_empty() {
        return Ok(());
    }
    let found = match path {
        Some(path) => entries(root, std::iter::once(path)),
        None => entries(root, std::iter::empty()),
    };
    let mut lines = Vec::new();
    for entries in found.values() {
        let entry = &entries[0];
        if let Some(line) = known.remove(&entry.name).filter(|_| entry.stage != "0") {
            lines.push(entry.removal());
            lines.push(line);
        }
    }
    if path.is_none() {
        known.clear();
    }
    keep(root, &known)?;
    if !lines.is_empty() {
        drop(git(root, &["update-index", "-z", "--index-info"], Some(lines.concat().as_bytes())));
    }
    Ok(())
}

/// An entry of the index.
struct Entry {
    mode: String,
    object: String,
    stage: String,
    /// Path from the top of the repository.
    name: String,
}

impl Entry {
    fn read(text: &str) -> Option<Self> {
        let (head, name) = text.split_once('\t')?;
        let [mode, object, stage] = head.split(' ').collect::<Vec<_>>().try_into().ok()?;
        Some(Self { mode: mode.into(), object: object.into(), stage: stage.into(), name: name.into() })
    }

    fn line(&self) -> String {
        format!("{} {} 0\t{}\0", self.mode, self.object, self.name)
    }

    /// The line that takes all of its stages out of the index.
    fn removal(&self) -> String {
        format!("0 {} 0\t{}\0", "0".repeat(self.object.len()), self.name)
    }
}

/// What the index says of some paths of a project, or of all of it where none is named; nothing outside of a repository.
fn entries<'a>(root: &Path, paths: impl Iterator<Item = &'a RelPath>) -> BTreeMap<RelPath, Vec<Entry>> {
    let mut found: BTreeMap<RelPath, Vec<Entry>> = BTreeMap::new();
    let is_inside = |folder: &Path| folder.join(".git").symlink_metadata().is_ok();
    if !root.canonicalize().is_ok_and(|root| root.ancestors().any(is_inside)) {
        return found;
    }
    let Some(prefix) = git(root, &["rev-parse", "--show-prefix"], None) else { return found };
    let prefix = String::from_utf8_lossy(&prefix).trim_end_matches('\n').to_owned();
    let mut arguments = vec!["--literal-pathspecs", "ls-files", "--stage", "--full-name", "-z", "--"];
    let paths: Vec<_> = paths.collect();
    arguments.extend(paths.iter().map(|path| path.as_str()));
    let listed = git(root, &arguments, None).unwrap_or_default();
    for entry in listed.split(|byte| *byte == 0).filter_map(|text| Entry::read(std::str::from_utf8(text).ok()?)) {
        let path = entry.name.strip_prefix(&prefix).and_then(|path| RelPath::new(path).ok());
        if let Some(path) = path {
            found.entry(path).or_default().push(entry);
        }
    }
    found
}

/// What a command of git prints; `None` where it fails or there is no git.
fn git(root: &Path, arguments: &[&str], input: Option<&[u8]>) -> Option<Vec<u8>> {
    let stdin = if input.is_some() { Stdio::piped() } else { Stdio::null() };
    let mut command = Command::new("git");
    command.args(arguments).current_dir(root).stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut running = command.spawn().ok()?;
    if let (Some(bytes), Some(mut stdin)) = (input, running.stdin.take()) {
        // Where git ends early, its exit code says so.
        drop(stdin.write_all(bytes));
    }
    let output = running.wait_with_output().ok()?;
    output.status.success().then_some(output.stdout)
}

fn kept(root: &Path) -> Result<BTreeMap<String, String>, Error> {
    let path = root.join(BEFORE);
    let bytes = super::read_file(&path, u64::MAX)?.unwrap_or_default();
    // What cannot be read is worth nothing: git tells unmerged files, and `git add` settles them.
    Ok(serde_json::from_slice(&bytes).unwrap_or_default())
}

fn keep(root: &Path, known: &BTreeMap<String, String>) -> Result<(), Error> {
    let path = root.join(BEFORE);
    if known.is_empty() {
        return match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::of("remove", &path)(error)),
            _ => Ok(()),
        };
    }
    let text = serde_json::to_vec_pretty(known).expect("our own forms are plain data");
    fs::write(&path, text).map_err(Error::of("write", &path))
}
