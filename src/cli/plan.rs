//! `archplan plan`

use super::args::Plan as Arguments;
use super::project::{Project, document};
use super::{Session, Stop, records, show, traced};
use crate::disk;
use crate::plan::advice::accepted_nothing;
use crate::plan::{By, Decided, Decision, Plan};
use crate::prose::{self, Known};
use crate::report::Report;
use crate::update::{Planned, Stage, Wishes};
use renderers::Document;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    session.update.clone_from(&arguments.update);
    let mut project = match &arguments.spec {
        Some(spec) => Project::of_spec(spec, arguments.out.as_deref(), session)?,
        None => Project::find(arguments.out.as_deref(), session)?,
    };
    session.say(&summary(&project.plan));
    for line in show::held::lines(&project.plan) {
        session.say(&line);
    }
    write(&mut project, &arguments.wishes.wishes(), session)
}

/// Writes the documents of a plan.
pub(super) fn write(project: &mut Project, wishes: &Wishes, session: &mut Session) -> Result<u8, Stop> {
    let planned = documents(project, session)?;
    traced::warn(project, session)?;
    project.tell_upgrade(session);
    project.take_spec_in()?;
    project.carry_out(planned, Stage::Plan, wishes, session)
}

/// The documents of a plan, its decision records, and its lock.
pub(super) fn documents(project: &Project, session: &mut Session) -> Result<Vec<Planned>, Stop> {
    let design = crate::document::design_with(&project.plan, &traced::realised(project)?, &project.style.template);
    links(project, &design, session);
    let openapi = crate::document::openapi_yaml(&project.plan);
    let mut planned = show::document::formats(&design, "docs/architecture/plan", Stage::Plan, project, session)?;
    planned.push(document("docs/openapi.yaml", openapi, "openapi", Stage::Plan));
    if let Some(asyncapi) = crate::document::asyncapi_yaml(&project.plan) {
        planned.push(document("docs/asyncapi.yaml", asyncapi, "asyncapi", Stage::Plan));
    }
    planned.extend(records::planned(project, session));
    Ok(planned)
}

/// Warns of the links in the texts of the spec that lead nowhere.
fn links(project: &Project, design: &Document, session: &mut Session) {
    let is_there = |path: &str| disk::is_there(&project.beside.join(path));
    let mut known = Known::of(design, &is_there);
    known.elements = Some(project.plan.trace.nodes().map(ToString::to_string).collect());
    let mut found = Report::default();
    prose::check(&crate::spec::prose(&project.inputs.node), &session.sources, &known, &mut found);
    let accept = &project.inputs.spec.accept;
    let taken = found.take_accepted(|code| accept.get(&code.to_string()).is_some());
    for (code, _) in accept.iter().filter(|(code, _)| code.starts_with("prose/")) {
        if taken.iter().all(|diagnostic| diagnostic.code.to_string() != code.value) {
            found.warn(accepted_nothing(code));
        }
    }
    session.report.append(found);
}

/// One line that says what was planned.
pub(super) fn summary(plan: &Plan) -> String {
    let chosen = plan.decisions.iter().filter(|decision| matches!(decision.decided, Decided::Chosen { .. })).count();
    let by_spec = plan.decisions.iter().filter(|decision| matches!(decision.by(), Some(By::Spec(_)))).count();
    let by_standard = |title: &str| {
        let by_it = |by: &By| matches!(by, By::Standard { title: own, .. } if own == title);
        plan.decisions.iter().filter_map(Decision::by).filter(|by| by_it(by)).count()
    };
    let standards =
        plan.standards.iter().map(|standard| format!(", {} by {}", by_standard(&standard.title), standard.title));
    format!(
        "{}: {} ({by_spec} by the spec{}), {}, {}",
        plan.service.title,
        count(chosen, "decision"),
        standards.collect::<String>(),
        show::changes::count_words(plan.entities.len(), "entity", "entities"),
        count(plan.operations().count(), "operation"),
    )
}

fn count(n: usize, one: &str) -> String {
    show::changes::count_words(n, one, &format!("{one}s"))
}
