//! `archplan generate`

use super::args::Generate as Arguments;
use super::project::Project;
use super::{Session, Stop};
use crate::disk;
use crate::files::Digest;
use crate::report::{Code, Diagnostic};
use crate::scaffold::{self, Target};
use crate::update::{Mode, Planned, Stage, Wishes};
use std::path::Path;

/// The target where the project names none.
pub(super) const TARGET: &str = "python-fastapi";

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let mut project = Project::find(arguments.out.as_deref(), session)?;
    let planned_spec = project.manifest.spec.as_ref().map(|spec| spec.digest);
    if planned_spec != Some(Digest::of(&project.spec.bytes)) {
        session.warn("the documents are of an older spec: run `archplan plan` to bring them up to date");
    }
    write(&mut project, &arguments.wishes.wishes(), session)
}

/// Writes the code of a plan.
pub(super) fn write(project: &mut Project, wishes: &Wishes, session: &mut Session) -> Result<u8, Stop> {
    let planned = code(project, session)?;
    project.manifest.target = Some(target_of(project).to_owned());
    project.carry_out(planned, Stage::Generate, wishes, session)
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

fn target_of(project: &Project) -> &str {
    project.manifest.target.as_deref().unwrap_or(TARGET)
}
