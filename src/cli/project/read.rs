//! What lies in the folder of a project, read.

use super::super::show::text::causes;
use super::{LOCK, SPEC, Session, Stop, manifest_path};
use crate::files::{RelPath, Tree};
use crate::plan::Record;
use crate::report::{Code, Diagnostic, Report};
use crate::update::Manifest;
use crate::{adr, disk};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

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

pub(super) fn read_manifest(root: &Path, session: &mut Session) -> Result<Manifest, Stop> {
    let path = root.join(manifest_path().as_str());
    let Some(bytes) = disk::read_file(&path, u64::MAX)? else { return Ok(Manifest::default()) };
    let read = String::from_utf8(bytes).map_err(|error| error.to_string()).and_then(|text| Manifest::read(&text));
    read.map_err(|fault| {
        let message = format!("the manifest `{}` cannot be read: {fault}", shown(&path));
        let diagnostic = Diagnostic::placeless(Code::new("manifest", "damaged"), message);
        Stop::Reported(session.report.error(diagnostic.help(
            "take it back from git, or delete it: files that were not edited are then recognised by their bytes",
        )))
    })
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
