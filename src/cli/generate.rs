//! `archplan generate`

use super::args::Generate as Arguments;
use super::project::Project;
use super::{Session, Stop};
use crate::files::Digest;
use crate::scaffold;
use crate::update::{Mode, Planned, Stage};

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
    project.manifest.target = Some(project.target_name.clone());
    project.carry_out(planned, Stage::Generate, restore, session)
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
        session.report.error(fault.told());
    }
    session.report.check().err().map_or_else(|| Stop::Usage("the target refused the plan".to_owned()), Stop::Reported)
}
