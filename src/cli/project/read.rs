//! What lies in the folder of a project, read.

use super::super::show::text::causes;
use super::{LOCK, SPEC, Session, Stop, VERSION, manifest_path};
use crate::adr;
use crate::catalogue::history::numbers;
use crate::disk::{self, Guard, Recovered};
use crate::files::{RelPath, Tree};
use crate::plan::Record;
use crate::report::{Code, Diagnostic, Report};
use crate::update::{BASES, Manifest};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What is wrong with a manifest where there is none although archplan wrote files.
const GONE: &str = "it is not there";

/// What lies in the folder of the decision records. A record belongs to the people once it is written: their edits are
/// taken in.
pub(super) fn decision_records(root: &Path, records: &[Record], manifest: &mut Manifest) -> Result<Tree, Stop> {
    let folder = root.join(adr::FOLDER);
    let tree = if disk::is_there(&folder) { disk::read_tree(&folder)? } else { Tree::default() };
    let names: BTreeSet<String> = records.iter().map(Record::file_name).collect();
    for (path, file) in tree.iter().filter(|(path, _)| names.contains(path.as_str())) {
        let path = RelPath::new(format!("{}/{path}", adr::FOLDER)).expect("both parts are plain paths");
        manifest.take_in(&path, file.digest());
    }
    Ok(tree)
}

/// Keeps other runs away from a project that a command writes to, and ends what one of them began and could not end.
pub(super) fn guard(root: &Path, session: &Session) -> Result<Option<Guard>, Stop> {
    let is_project = disk::is_there(&root.join(".archplan"));
    if !session.writes || !is_project {
        if is_project && disk::is_cut_off(root) {
            session.warn("a run was cut off here; the next one that writes ends what it began");
        }
        return Ok(None);
    }
    let guard = Guard::take(root)?;
    match disk::recover(root)? {
        Some(Recovered::Finished) => session.warn("an earlier run was cut off: what it began is finished"),
        Some(Recovered::Undone) => session.warn(
            "an earlier run was cut off, and its files were edited since: it is undone, and the edits lie beside as `.mine`",
        ),
        None => {}
    }
    Ok(Some(guard))
}

pub(super) fn read_manifest(root: &Path, session: &mut Session) -> Result<Manifest, Stop> {
    let path = root.join(manifest_path().as_str());
    let read = match disk::read_file(&path, u64::MAX)? {
        Some(bytes) => parsed(bytes),
        // A first run that was cut off has not written it yet.
        None if disk::is_there(&root.join(BASES)) && !disk::is_cut_off(root) => Err(GONE.to_owned()),
        None => return Ok(Manifest::default()),
    };
    let manifest = read.map_err(|fault| {
        let message = format!("the manifest `{}` cannot be read: {fault}", shown(&path));
        let diagnostic = Diagnostic::placeless(Code::new("manifest", "damaged"), message);
        Stop::Reported(session.report.error(diagnostic.help(
            "take it back from git, or run `archplan doctor --repair`: it is made again from what is kept and planned",
        )))
    })?;
    match manifest.version.as_deref().filter(|version| is_later(version)) {
        None => Ok(manifest),
        Some(later) => {
            let message = format!("archplan {later} wrote this project, and this is archplan {VERSION}");
            let fault = Diagnostic::placeless(Code::new("manifest", "newer"), message);
            let help = format!("an older archplan would take back what {later} knows: use {later} or a later one");
            Err(Stop::Reported(session.report.error(fault.help(help))))
        }
    }
}

/// What is wrong with the manifest of a project.
pub(super) fn fault_of_manifest(root: &Path) -> Result<Option<String>, Stop> {
    Ok(match disk::read_file(&root.join(manifest_path().as_str()), u64::MAX)? {
        Some(bytes) => parsed(bytes).err(),
        None => Some(GONE.to_owned()),
    })
}

/// What can be read of a manifest that cannot be read as a whole.
pub(super) fn salvaged(root: &Path) -> Result<Manifest, Stop> {
    let bytes = disk::read_file(&root.join(manifest_path().as_str()), u64::MAX)?.unwrap_or_default();
    Ok(Manifest::salvage(&String::from_utf8_lossy(&bytes)))
}

fn parsed(bytes: Vec<u8>) -> Result<Manifest, String> {
    String::from_utf8(bytes).map_err(|error| error.to_string()).and_then(|text| Manifest::read(&text))
}

/// Whether a version, such as `0.10.2`, is a later one than this archplan's.
fn is_later(version: &str) -> bool {
    numbers(version) > numbers(VERSION)
}

/// A path as it is shown: one in this folder without the dot that stands for it.
pub(super) fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// The text of a file for people; a mark of byte order at its start is left out.
pub(in crate::cli) fn text_of(bytes: &[u8], name: &str, report: &mut Report) -> Result<String, Stop> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
        Err(error) => {
            let message = format!("`{name}` is not UTF-8 text: byte {} cannot be read", error.valid_up_to() + 1);
            let diagnostic = Diagnostic::placeless(Code::new("yaml", "not-text"), message);
            Err(Stop::Reported(report.error(diagnostic.help("save it as UTF-8"))))
        }
    }
}

/// A spec that is no file, or a far too large one, is wrong input and no fault of the world.
pub(super) fn unfit(error: disk::Error) -> Stop {
    match error.source.kind() {
        ErrorKind::FileTooLarge | ErrorKind::InvalidInput => Stop::Usage(causes(&error)),
        _ => Stop::World(error),
    }
}

pub(super) fn nearest(from: &Path) -> Result<PathBuf, Stop> {
    let is_project = |folder: &&Path| {
        disk::is_there(&folder.join(manifest_path().as_str()))
            || (disk::is_there(&folder.join(SPEC)) && disk::is_there(&folder.join(LOCK)))
    };
    from.ancestors().find(is_project).map(Path::to_owned).ok_or_else(|| {
        let help = "begin with `archplan plan spec.yaml`, or name the folder of the project with `--out`";
        Stop::Usage(format!("neither this folder nor one above it is a project; {help}"))
    })
}

pub(super) fn same_folder(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
