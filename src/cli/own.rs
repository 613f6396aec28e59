//! `archplan eject` and `archplan adopt`: whose a generated file is.

use super::args::{Adopt, Eject};
use super::project::Project;
use super::{AGREES, Session, Stop};
use crate::files::RelPath;
use crate::report::nearest;
use crate::update::{Changes, Entry, Mode, Stage};
use std::collections::BTreeMap;
use std::path::Path;

pub(super) fn eject(arguments: &Eject, session: &mut Session) -> Result<u8, Stop> {
    if arguments.because.trim().is_empty() {
        return Err(Stop::Usage("say why with `--because`: it stands in the handover".to_owned()));
    }
    let (mut project, path, entry) = found(&arguments.path, arguments.out.as_deref(), session)?;
    match entry.mode {
        Mode::Own => return Err(Stop::Usage(format!("`{path}` is yours already"))),
        Mode::Once => return Err(Stop::Usage(format!("`{path}` is yours since it was written"))),
        Mode::Managed => {}
    }
    let because = Some(arguments.because.trim().to_owned());
    write(&mut project, path.clone(), Entry { mode: Mode::Own, because, open: None, ..entry })?;
    session.say(&format!("`{path}` is yours: archplan leaves it alone until `archplan adopt {path}`"));
    Ok(AGREES)
}

pub(super) fn adopt(arguments: &Adopt, session: &mut Session) -> Result<u8, Stop> {
    let (mut project, path, entry) = found(&arguments.path, arguments.out.as_deref(), session)?;
    if entry.mode != Mode::Own {
        return Err(Stop::Usage(format!("`{path}` was not taken over; `archplan eject` does that")));
    }
    write(&mut project, path.clone(), Entry { mode: Mode::Managed, because: None, ..entry })?;
    session.say(&format!("`{path}` is archplan's again: `archplan generate` merges your edits with the plan"));
    Ok(AGREES)
}

/// A generated file by its path.
fn found(path: &str, out: Option<&Path>, session: &mut Session) -> Result<(Project, RelPath, Entry), Stop> {
    let project = Project::find(out, session)?;
    let path =
        RelPath::new(path.trim_start_matches("./")).map_err(|fault| Stop::Usage(format!("`{path}`: {fault}")))?;
    let code = || project.manifest.files.iter().filter(|(_, entry)| entry.stage == Stage::Generate);
    let known = code().find(|(of, entry)| **of == path || entry.at.as_ref() == Some(&path));
    let Some((of, entry)) = known.map(|(of, entry)| (of.clone(), entry.clone())) else {
        let help = nearest(path.as_str(), code().map(|(of, _)| of.as_str()));
        let help = help.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return Err(Stop::Usage(format!("`{path}` is no file that archplan generated{help}")));
    };
    Ok((project, of, entry))
}

fn write(project: &mut Project, path: RelPath, entry: Entry) -> Result<(), Stop> {
    let mut manifest = project.manifest.clone();
    manifest.files.insert(path, entry);
    project.apply_quietly(Changes { steps: Vec::new(), bases: BTreeMap::new(), manifest })
}
