//! `archplan resolve`
//!
//! Exit codes: 0 nothing is left to settle; 1 something is.

use super::args::{Format, Resolve as Arguments};
use super::project::Project;
use super::{AGREES, DISAGREES, Session, Stop, generate, plan, show};
use crate::disk;
use crate::files::RelPath;
use crate::update::{self, Action, Changes, Conflict, Planned, Stage, Step, Wishes};

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let mut project = Project::find(arguments.out.as_deref(), session)?;
    if arguments.abort {
        return abort(&project, session);
    }
    for path in &arguments.paths {
        let path =
            RelPath::new(path.trim_start_matches("./")).map_err(|fault| Stop::Usage(format!("`{path}`: {fault}")))?;
        let planned = planned(&project, session)?;
        let changes = project.settled(&planned, &path, arguments.side())?;
        project.apply_quietly(changes)?;
        disk::mark_settled(&project.root, Some(&path))?;
        session.say(&format!("{path}  settled"));
    }
    let open = open(&project, session)?;
    if arguments.format == Format::Json {
        session.say(&show::changes::json(&open));
    } else {
        for (path, conflict) in &open {
            session.say(&format!("{path}  {}", show::changes::conflict_words(conflict)));
        }
    }
    if open.is_empty() {
        if arguments.proceed || !arguments.paths.is_empty() {
            project.end_settled()?;
        }
        if arguments.format == Format::Text {
            session.say("nothing is left to settle");
        }
        return Ok(AGREES);
    }
    Ok(DISAGREES)
}

fn abort(project: &Project, session: &Session) -> Result<u8, Stop> {
    if !disk::is_pending(&project.root) {
        return Err(Stop::Usage("no run waits to be settled: there is nothing to take back".to_owned()));
    }
    for path in disk::undo(&project.root)? {
        session.say(&format!("{path}  what you wrote since is kept there"));
    }
    disk::mark_settled(&project.root, None)?;
    session.say("the run is taken back");
    Ok(AGREES)
}

/// Everything that is planned, documents and code.
fn planned(project: &Project, session: &mut Session) -> Result<Vec<Planned>, Stop> {
    let mut planned = plan::documents(project, session)?;
    planned.extend(generate::code(project, session)?);
    Ok(planned)
}

/// What is left to settle: what stands in the files, and what stands in the way of files.
fn open(project: &Project, session: &mut Session) -> Result<Vec<(RelPath, Conflict)>, Stop> {
    let mut open = Vec::new();
    let documents = plan::documents(project, session)?;
    let code = generate::code(project, session)?;
    let has_code = project.manifest.files.values().any(|entry| entry.stage == Stage::Generate);
    for (planned, stage) in [(documents, Stage::Plan), (if has_code { code } else { Vec::new() }, Stage::Generate)] {
        let Changes { steps, .. } = project.changes(planned, stage, &Wishes::default())?;
        open.extend(steps.into_iter().filter_map(|Step { path, of, action, .. }| match action {
            // What a run would find first is not open yet.
            Action::Conflict(Conflict::Lines(_)) => None,
            Action::Conflict(conflict) => {
                let is_known = project.manifest.files.get(&of).is_none_or(|entry| entry.open.is_some());
                (is_known || matches!(conflict, Conflict::Markers(_))).then_some((path, conflict))
            }
            _ => None,
        }));
    }
    Ok(open)
}

impl Project {
    /// What settling one path gives.
    fn settled(&self, planned: &[Planned], path: &RelPath, side: Option<update::Side>) -> Result<Changes, Stop> {
        let mut paths = update::paths(&self.manifest, planned, Stage::Generate);
        paths.extend(update::paths(&self.manifest, &[], Stage::Plan));
        self.before(&paths, Stage::Generate, |before| update::settle(before, planned, path, side))?
            .map_err(|update::Unsettled(message)| Stop::Usage(message))
    }
}
