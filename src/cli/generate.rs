//! `archplan generate`

use super::args::{Generate as Arguments, SeenFormat};
use super::project::{Project, VERSION};
use super::{AGREES, DISAGREES, Session, Stop, show};
use crate::disk;
use crate::files::{Digest, RelPath};
use crate::report::{Code, Diagnostic};
use crate::scaffold::{self, Target};
use crate::update::{Changes, Mode, Planned, Stage, Wishes};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::Path;

/// The target where the project names none.
pub(super) const TARGET: &str = "python-fastapi";

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
    changes.manifest.target = Some(target_of(project).to_owned());
    project.apply(changes, session)
}

/// The code of a plan.
pub(super) fn code(project: &Project, session: &mut Session) -> Result<Vec<Planned>, Stop> {
    let files = files(project)?.as_ref().map_err(|faults| tell(faults, session))?;
    Ok(files.iter().cloned().map(planned).collect())
}

/// The files that the target of a project writes, rendered once in a run; or why it does not write such a plan.
pub(super) fn files(project: &Project) -> Result<&Result<Vec<scaffold::Generated>, Vec<scaffold::Fault>>, Stop> {
    let target = target(project)?;
    let build = || scaffold::build(&project.plan, &target).map(|scaffold| scaffold.files);
    Ok(project.generated.get_or_init(build))
}

/// Renders the files of a project that is only shown, without what a file needs to be written: [`files`] gives them from
/// now on.
pub(super) fn survey(project: &Project) -> Result<(), Stop> {
    let target = target(project)?;
    project.generated.get_or_init(|| scaffold::survey(&project.plan, &target).map(|scaffold| scaffold.files));
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
        let code = Code::new("scaffold", "unsupported");
        session.report.error(match fault.place {
            Some(place) => Diagnostic::error(code, place, fault.message.as_str()),
            None => Diagnostic::placeless(code, fault.message.as_str()),
        });
    }
    session.report.check().err().map_or_else(|| Stop::Usage("the target refused the plan".to_owned()), Stop::Reported)
}

/// The target of a project: one of archplan's, or the folder of an own one.
pub(super) fn target(project: &Project) -> Result<Target, Stop> {
    match Target::built_in(target_of(project)) {
        Some(target) => Ok(target),
        None => own(&project.target_folder),
    }
}

/// An own target; its id is the name of its folder.
fn own(folder: &Path) -> Result<Target, Stop> {
    let path = folder.canonicalize().unwrap_or_default();
    let Some(id) = path.file_name().and_then(|name| name.to_str()) else {
        let (known, shown) = (Target::built_in_ids().join(", "), folder.display());
        return Err(Stop::Usage(format!(
            "there is no target `{shown}`: it is no folder here, and archplan has {known}"
        )));
    };
    let texts = disk::read_tree(folder)?;
    let texts = texts.iter().filter_map(|(path, file)| Some((path.to_string(), file.text()?.to_owned())));
    Target::load(id, texts.collect()).map_err(|fault| Stop::Usage(fault.message))
}

/// What the manifest keeps of the target that the command line names: the id of one of archplan's, or the path of its
/// folder from the project's.
pub(super) fn kept(given: &str, root: &Path) -> Result<String, Stop> {
    if Target::built_in_ids().contains(&given) {
        Ok(given.to_owned())
    } else {
        Ok(disk::path_between(root, Path::new(given))?)
    }
}

/// The folder of an own target that lies in the project, from there and with `/` at its end.
pub(super) fn target_inside(project: &Project) -> Option<String> {
    let target = target_of(project);
    let is_inside = Target::built_in(target).is_none() && RelPath::new(target).is_ok();
    is_inside.then(|| format!("{target}/"))
}

fn target_of(project: &Project) -> &str {
    project.manifest.target.as_deref().unwrap_or(TARGET)
}
