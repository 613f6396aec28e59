//! `archplan why`

use super::args::{Format, Why as Arguments};
use super::project::Project;
use super::{AGREES, Session, Stop, show, traced};

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let project = Project::find(arguments.out.as_deref(), session)?;
    let whole = traced::whole(&project)?;
    let (nodes, note) = traced::find(&whole, &arguments.place, &project, session)?;
    let steps = crate::trace::why(&whole, &nodes);
    let places =
        show::node::Places { sources: &session.sources, spec: (project.inputs.node.span.file, &project.spec.path) };
    session.say(&match arguments.format {
        Format::Text => show::why::text(&whole, &steps, &note, &places),
        Format::Json => show::why::json(&whole, &steps, &arguments.place, &note, &places),
    });
    Ok(AGREES)
}
