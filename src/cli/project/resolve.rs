//! From the tree of a spec to its plan, as a project keeps it.

use super::Stop;
use crate::catalogue::Catalogue;
use crate::files::Tree;
use crate::plan::{Lock, Plan};
use crate::report::{Report, Reported, nearest};
use crate::spec::Spec;
use crate::yaml::Node;
use crate::{adr, disk};

/// The spec of a tree, if nothing is wrong with it.
pub(super) fn stated(node: &Node, catalogue: &Catalogue, report: &mut Report) -> Result<Spec, Stop> {
    let draft = crate::spec::read_node(node, report)?;
    crate::plan::check_names(draft.partial(), catalogue, report);
    Ok(draft.finish(report)?)
}

/// The plan with what other choices would do.
pub(super) fn resolved(spec: &Spec, lock: &Lock, catalogue: &Catalogue, report: &mut Report) -> Result<Plan, Reported> {
    let plan = crate::plan::resolve(spec, lock, catalogue, report)?;
    let alternatives = crate::plan::alternatives(spec, &plan, catalogue);
    Ok(plan.with_alternatives(alternatives))
}

/// The plan with the days of its decisions as the lock will keep them, so that the next run tells the same.
pub(super) fn recorded(plan: Plan, lock: &Lock, folder: &Tree) -> Plan {
    let taken = adr::highest(folder, &lock.records);
    let records = adr::keep(&plan, &lock.records, taken, &disk::today());
    plan.with_records(records)
}

pub(super) fn refuse_unknown(decisions: &[String], catalogue: &Catalogue) -> Result<(), Stop> {
    let Some(unknown) = decisions.iter().find(|id| catalogue.decision(id).is_none()) else { return Ok(()) };
    let near = nearest(unknown, catalogue.decisions.iter().map(|decision| decision.id.as_str()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a spec stands before `--update`: `archplan plan spec.yaml --update DECISION`".to_owned(),
    };
    Err(Stop::Usage(format!("`{unknown}` is not a decision of the catalogue; {help}")))
}
