//! `archplan doctor`
//!
//! Exit codes: 0 all is whole, or was repaired; 1 something is not.

use super::args::Doctor as Arguments;
use super::project::Project;
use super::{AGREES, DISAGREES, Session, Stop, generate, plan, show};
use crate::disk;
use crate::files::RelPath;
use crate::update::{Changes, Ill, examine};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let (mut project, damaged) = Project::find_damaged(arguments.out.as_deref(), session)?;
    let mut planned = plan::documents(&project, session)?;
    planned.extend(generate::code(&project, session)?);
    let paths: BTreeSet<RelPath> = planned.iter().map(|planned| planned.path.clone()).collect();
    let (lying, bases) = (disk::read_paths(&project.root, &paths)?, disk::read_bases(&project.root, &paths)?);
    let (ills, manifest, kept) = examine(&lying, &bases, &project.manifest, &planned);
    let is_told = |ill: &&Ill| damaged.is_none() || !matches!(ill, Ill::Unknown(_));
    if let Some(fault) = &damaged {
        // Without a manifest every file is one that it does not know.
        let known = show::changes::count_words(ills.iter().filter(|ill| !is_told(ill)).count(), "file", "files");
        session.say(&format!(
            ".archplan/manifest.json  cannot be read: {fault}; {known} of archplan's are found again by their bytes"
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

fn told(ill: &Ill) -> String {
    match ill {
        Ill::OutOfStep(path) => format!("{path}  the manifest says something else of it than what is kept of it"),
        Ill::NoBase(path) => format!("{path}  its bytes as last generated are not kept"),
        Ill::Unknown(path) => format!("{path}  the manifest does not know it, and archplan made it"),
    }
}
