//! `archplan impact`
//!
//! Exit codes: 0 the question is answered; 1 it is, and a run would refuse something of it; 2 the change gives no
//! plan, and the report says why.

use super::args::Impact as Arguments;
use super::project::Project;
use super::side::Written;
use super::{AGREES, DISAGREES, Session, Stop, show};
use crate::compare;
use crate::spec::change;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let mut project = match &arguments.of {
        Some(spec) => Project::of_spec(spec, arguments.out.as_deref(), session)?,
        None => Project::find(arguments.out.as_deref(), session)?,
    };
    project.is_preview = true;
    if project.is_of_older_spec() {
        session.warn("the spec was edited since it was planned: a run also brings what changed since then");
    }
    let written = Written::of(&project, session)?;
    let told = std::mem::take(&mut session.report);
    let changed = changed(&project, arguments, session)?;
    let earlier = project.suppose(&changed.node, session)?;
    // What is worth a look already was said when it was planned, and advice is compared.
    show::comparison::leave_out(&mut session.report, &told, &project.plan);
    let supposed = Written::of(&project, session)?;
    let (before, after) = (written.side(&earlier, &supposed), supposed.side(&project.plan, &written));
    let refused = supposed.refused.clone();
    let comparison = compare::compare(&before, &after);
    let shown = show::comparison::Shown {
        asked: &arguments.changes,
        also: &changed.also,
        comparison: &comparison,
        sides: (&before, &after),
        on_disk: &supposed.on_disk(&project)?,
        refused: &refused,
        sources: &session.sources,
    };
    session.say(shown.text_as(&arguments.shown).trim_end());
    Ok(if shown.is_refused() { DISAGREES } else { AGREES })
}

/// The spec with the changes in it: those of an edited spec, and those that were typed.
fn changed(project: &Project, arguments: &Arguments, session: &mut Session) -> Result<change::Changed, Stop> {
    let changes = change::parse(&arguments.changes, &mut session.sources, &mut session.report)?;
    let edited = match &arguments.spec {
        Some(path) => Some(project.read_other(path, session)?),
        None => None,
    };
    let (node, spec) =
        edited.as_ref().map_or((&project.inputs.node, &project.inputs.spec), |(node, spec)| (node, spec));
    Ok(change::apply(&changes, node, spec, &mut session.report)?)
}
