//! `archplan generate`

use super::args::Generate as Arguments;
use super::project::Project;
use super::{Session, Stop};
use crate::files::Digest;
use crate::report::{Code, Diagnostic};
use crate::scaffold::{self, Target};
use crate::update::{Mode, Planned, Stage};

/// The target where the project names none.
pub(super) const TARGET: &str = "python-fastapi";

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let mut project = Project::find(arguments.out.as_deref(), session)?;
    let planned_spec = project.manifest.spec.as_ref().map(|spec| spec.digest);
    if planned_spec != Some(Digest::of(&project.spec.bytes)) {
        session.warn("the documents are of an older spec: run `archplan plan` to bring them up to date");
    }
    write(&mut project, arguments.restore, session)
}

/// Writes the code of a plan.
pub(super) fn write(project: &mut Project, restore: bool, session: &mut Session) -> Result<u8, Stop> {
    let planned = code(project, session)?;
    project.manifest.target = Some(target_of(project).to_owned());
    project.carry_out(planned, Stage::Generate, restore, session)
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

/// The target of a project.
pub(super) fn target(project: &Project) -> Result<Target, Stop> {
    let id = target_of(project);
    Target::built_in(id).ok_or_else(|| {
        let known = Target::built_in_ids().join(", ");
        Stop::Usage(format!("this archplan has no target `{id}`; it has {known}"))
    })
}

fn target_of(project: &Project) -> &str {
    project.manifest.target.as_deref().unwrap_or(TARGET)
}
