//! `archplan doctor`
//!
//! Exit codes: 0 all is whole, or was repaired; 1 something is not.

use super::args::Doctor as Arguments;
use super::project::{Project, VERSION};
use super::{AGREES, DISAGREES, Session, Stop, generate, plan, show, targets};
use crate::disk;
use crate::files::{RelPath, Tree};
use crate::update::{BASES, Changes, Ill, Planned, Stage, base_path, examine};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let (mut project, damaged) = Project::find_damaged(arguments.out.as_deref(), session)?;
    let mut planned = plan::documents(&project, session)?;
    planned.extend(generate::code(&project, session)?);
    if damaged.is_some() && project.manifest.target.is_none() {
        refuse_other_target(&project.root, &planned)?;
    }
    let paths: BTreeSet<RelPath> = planned.iter().map(|planned| planned.path.clone()).collect();
    let (lying, bases) = (disk::read_paths(&project.root, &paths)?, disk::read_bases(&project.root, &paths)?);
    let (ills, manifest, kept) = examine(&lying, &bases, &project.manifest, &planned);
    let is_told = |ill: &&Ill| damaged.is_none() || !matches!(ill, Ill::Unknown(_));
    if let Some(fault) = &damaged {
        let found = ills.iter().filter(|ill| !is_told(ill)).count();
        let [known, found] =
            [project.manifest.files.len(), found].map(|n| show::changes::count_words(n, "file", "files"));
        session.say(&format!(
            ".archplan/manifest.json  cannot be read: {fault}; {known} known from its lines, {found} found again by their bytes"
        ));
    }
    for ill in ills.iter().filter(is_told) {
        session.say(&told(ill));
    }
    let found = ills.iter().filter(is_told).count() + usize::from(damaged.is_some());
    if found == 0 {
        session.say("what archplan keeps under .archplan is whole");
        return Ok(AGREES);
    }
    let words = show::changes::count_words(found, "fault", "faults");
    if !arguments.repair {
        session.say(&format!("{words}; `archplan doctor --repair` mends what can be mended"));
        return Ok(DISAGREES);
    }
    let mut manifest = manifest;
    if damaged.is_some() {
        manifest.spec = project.spec_as_planned();
        manifest.version.get_or_insert_with(|| VERSION.to_owned());
        if manifest.files.values().any(|entry| entry.stage == Stage::Generate) {
            manifest.target.get_or_insert_with(|| targets::TARGET.to_owned());
        }
    }
    let bases = kept.iter().map(|(path, file)| (path.clone(), Some(file.clone()))).collect::<BTreeMap<_, _>>();
    project.apply_quietly(Changes { steps: Vec::new(), bases, manifest })?;
    let gone = ills.iter().filter(|ill| matches!(ill, Ill::NoBase(path) if kept.get(path).is_none())).count();
    if gone == 0 {
        session.say(&format!("{words} mended"));
        return Ok(AGREES);
    }
    let left = show::changes::count_words(gone, "file", "files");
    session.say(&format!(
        "{} mended; {left} cannot be merged when the plan changes: take back .archplan/base from git",
        found - gone
    ));
    Ok(DISAGREES)
}

/// Without a manifest nobody knows which target wrote the code. What is kept of the files tells another one from the
/// first: nothing is repaired with that.
fn refuse_other_target(root: &Path, planned: &[Planned]) -> Result<(), Stop> {
    let folder = root.join(BASES);
    let kept = if disk::is_there(&folder) { disk::read_tree(&folder)? } else { Tree::default() };
    let paths: BTreeSet<RelPath> = planned.iter().map(|planned| base_path(&planned.path)).collect();
    let is_planned = |path: &RelPath| RelPath::new(format!("{BASES}/{path}")).is_ok_and(|path| paths.contains(&path));
    match kept.iter().map(|(path, _)| path).find(|path| !is_planned(path)) {
        None => Ok(()),
        Some(path) => {
            let path = path.as_str().trim_end_matches(".base");
            Err(Stop::Usage(format!(
                "`{path}` was generated, and the target {} makes no such file: name the target that wrote the code with `--target`",
                targets::TARGET
            )))
        }
    }
}

fn told(ill: &Ill) -> String {
    match ill {
        Ill::OutOfStep(path) => format!("{path}  the manifest says something else of it than what is kept of it"),
        Ill::NoBase(path) => format!("{path}  its bytes as last generated are not kept"),
        Ill::Unknown(path) => format!("{path}  the manifest does not know it, and archplan made it"),
    }
}
