//! `archplan trace`

use super::args::{Format, Trace as Arguments};
use super::project::Project;
use super::{AGREES, Session, Stop, show, traced};
use crate::trace;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let project = Project::find(arguments.out.as_deref(), session)?;
    let whole = traced::whole(&project)?;
    let (rows, gaps) = (trace::rows(&whole), traced::gaps(&project, &whole));
    let places =
        show::node::Places { sources: &session.sources, spec: (project.inputs.node.span.file, &project.spec.path) };
    match arguments.format {
        Format::Text => {
            session.say(&show::trace::text(&whole, &rows, &gaps));
            gaps.iter().filter(|gap| gap.is_told()).for_each(|gap| session.report.warn(gap.diagnostic()));
        }
        Format::Json => session.say(&show::trace::json(&rows, &gaps, &project.plan.service.name, &places)),
    }
    Ok(AGREES)
}
