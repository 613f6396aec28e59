//! `archplan generate`

use super::args::{Generate as Arguments, SeenFormat};
use super::project::{Project, VERSION};
use super::{AGREES, DISAGREES, Session, Stop, show};
use crate::disk;
use crate::files::{Digest, RelPath};
use crate::scaffold;
use crate::update::{Changes, Mode, Planned, Stage, Wishes};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let mut project = Project::find(arguments.out.as_deref(), session)?;
    let planned_spec = project.manifest.spec.as_ref().map(|spec| spec.digest);
    if planned_spec != Some(Digest::of(&project.spec.bytes)) {
        session.warn("the documents are of an older spec: run `archplan plan` to bring them up to date");
    }
    let seen = &arguments.seen;
    let wishes = arguments.wishes.wishes();
    let patterns = patterns(&seen.only)?;
    let is_wanted = |path: &RelPath| seen.only.is_empty() || patterns.is_match(path.as_str());
    let planned = code(&project, session)?;
    let changes = project.changes(planned, Stage::Generate, &wishes)?.only(&project.manifest, &is_wanted);
    if !seen.is_only_seen() {
        return finish(&mut project, changes, session);
    }
    let text = match seen.format {
        Some(SeenFormat::Json) => show::changes::classes(&changes),
        Some(SeenFormat::Patch) => show::changes::patch(&changes),
        _ if seen.diff => return shown(&changes, session),
        _ => show::changes::seen(&changes),
    };
    session.say(text.trim_end());
    Ok(verdict(&changes))
}

/// The lines that would change, in colour and page by page where somebody watches.
fn shown(changes: &Changes, session: &Session) -> Result<u8, Stop> {
    let text = show::changes::patch(changes);
    let text = if session.is_coloured() { show::changes::coloured(&text) } else { text };
    if !(session.is_coloured() && disk::page(&text)?) {
        session.say(text.trim_end());
    }
    Ok(verdict(changes))
}

/// Whether something would be left to settle.
fn verdict(changes: &Changes) -> u8 {
    if changes.conflicts().next().is_some() { DISAGREES } else { AGREES }
}

/// The patterns of paths that a run is limited to.
fn patterns(given: &[String]) -> Result<GlobSet, Stop> {
    let mut patterns = GlobSetBuilder::new();
    for text in given {
        let pattern = GlobBuilder::new(text).literal_separator(true).build();
        patterns
            .add(pattern.map_err(|error| Stop::Usage(format!("`{text}` is no pattern of paths: {}", error.kind())))?);
    }
    patterns.build().map_err(|error| Stop::Usage(error.to_string()))
}

/// Writes the code of a plan.
pub(super) fn write(project: &mut Project, wishes: &Wishes, session: &mut Session) -> Result<u8, Stop> {
    let planned = code(project, session)?;
    let changes = project.changes(planned, Stage::Generate, wishes)?;
    finish(project, changes, session)
}

fn finish(project: &mut Project, mut changes: Changes, session: &Session) -> Result<u8, Stop> {
    project.tell_upgrade(session);
    changes.manifest.version = Some(VERSION.to_owned());
    changes.manifest.target = Some(project.target_name.clone());
    project.apply(changes, session)
}

/// The code of a plan.
pub(super) fn code(project: &Project, session: &mut Session) -> Result<Vec<Planned>, Stop> {
    let files = files(project)?.as_ref().map_err(|faults| tell(faults, session))?;
    Ok(files.iter().cloned().map(planned).collect())
}

/// The files that the target of a project writes, rendered once in a run; or why it does not write such a plan.
pub(super) fn files(project: &Project) -> Result<&Result<Vec<scaffold::Generated>, Vec<scaffold::Fault>>, Stop> {
    let build = || scaffold::build(&project.plan, &project.target).map(|scaffold| scaffold.files);
    Ok(project.generated.get_or_init(build))
}

/// Renders the files of a project that is only shown, without what a file needs to be written: [`files`] gives them from
/// now on.
pub(super) fn survey(project: &Project) -> Result<(), Stop> {
    project.generated.get_or_init(|| scaffold::survey(&project.plan, &project.target).map(|scaffold| scaffold.files));
    Ok(())
}

/// A generated file as one that should lie in the project.
pub(super) fn planned(generated: scaffold::Generated) -> Planned {
    Planned {
        path: generated.path,
        file: generated.file,
        mode: match generated.mode {
            scaffold::Mode::Managed => Mode::Managed,
            scaffold::Mode::Once => Mode::Once,
        },
        stage: Stage::Generate,
        template: generated.template,
        template_digest: Some(generated.template_digest),
        realises: generated.realises,
        merged: true,
    }
}

/// Tells why a plan cannot become code of a target.
fn tell(faults: &[scaffold::Fault], session: &mut Session) -> Stop {
    for fault in faults {
        session.report.error(fault.told());
    }
    session.report.check().err().map_or_else(|| Stop::Usage("the target refused the plan".to_owned()), Stop::Reported)
}
