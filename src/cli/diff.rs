//! `archplan diff`
//!
//! Exit codes: 0, also where the plans differ; with `--exit-code`, 1 where they do.

use super::args::Diff as Arguments;
use super::project::Project;
use super::side::Written;
use super::{AGREES, DISAGREES, Session, Stop, show};
use crate::compare;
use crate::disk;
use crate::report::Report;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let (old, new) = (project(&arguments.old, session)?, project(&arguments.new, session)?);
    for plan in [&old.plan, &new.plan] {
        show::comparison::leave_out(&mut session.report, &Report::default(), plan);
    }
    let (before, after) = (Written::of(&old, session)?, Written::of(&new, session)?);
    let (one, other) = (before.side(&old.plan, &after), after.side(&new.plan, &before));
    let comparison = compare::compare(&one, &other);
    let refused: Vec<String> = before.refused.iter().chain(&after.refused).cloned().collect();
    let shown = show::comparison::Shown {
        asked: &[],
        also: &[],
        comparison: &comparison,
        sides: (&one, &other),
        on_disk: &BTreeMap::new(),
        refused: &refused,
        sources: &session.sources,
    };
    session.say(shown.text_as(&arguments.shown).trim_end());
    Ok(if arguments.exit_code && !comparison.is_empty() { DISAGREES } else { AGREES })
}

/// The plan of a spec, or of the project in a folder, with the lock beside it.
fn project(path: &Path, session: &mut Session) -> Result<Project, Stop> {
    let mut project = if disk::is_folder(path) {
        Project::find(Some(path), session)?
    } else {
        Project::of_spec(path, None, session)?
    };
    project.is_preview = true;
    Ok(project)
}
