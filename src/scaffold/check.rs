//! What no target can turn into code, said before anything is rendered.

use super::Fault;
use super::target::Target;
use crate::plan::{Action, By, Decision, Plan, PlanOption, Support};
use crate::source::Span;

/// Tells every reason why the plan cannot be served.
pub(super) fn plan(plan: &Plan, target: &Target) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    decisions(plan, target, &mut faults);
    entities(plan, target, &mut faults);
    ownership(plan, &mut faults);
    filters(plan, target, &mut faults);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Decisions that shape all of the code: to write another option than the chosen one would be drift from the start.
fn decisions(plan: &Plan, target: &Target, faults: &mut Vec<Fault>) {
    for decision in target.recipe.must.iter().filter_map(|id| plan.decision(id)) {
        let Some(option) = decision.chosen().filter(|option| !is_written(option, target)) else { continue };
        let place = match decision.by() {
            Some(By::Spec(place)) => Some(*place),
            _ => None,
        };
        faults.push(Fault::unsupported(not_written(decision, option, target), place));
    }
}

fn is_written(option: &PlanOption, target: &Target) -> bool {
    let is_met = |support: &Support| matches!(support, Support::Generated | Support::Documented);
    option.support.iter().any(|(id, support)| *id == target.id && is_met(support))
}

fn not_written(decision: &Decision, option: &PlanOption, target: &Target) -> String {
    let written = decision.options.iter().filter(|option| is_written(option, target));
    let written: Vec<_> = written.map(|option| format!("`{}`", option.id)).collect();
    let (title, chosen, id) = (&target.recipe.title, &option.id, &decision.id);
    format!("the target {title} does not write `{chosen}` for `{id}`; it writes {}", written.join(" or "))
}

fn entities(plan: &Plan, target: &Target, faults: &mut Vec<Fault>) {
    let own = &target.recipe.names;
    for entity in &plan.entities {
        if own.own_tables.contains(&entity.table) {
            fault(faults, entity.place, format!("table `{}` is one that target `{}` keeps", entity.table, target.id));
        }
        for field in entity.fields.iter().filter(|field| own.own_fields.contains(&field.name)) {
            fault(faults, field.place, format!("field `{}` is one that target `{}` keeps", field.name, target.id));
        }
    }
}

fn ownership(plan: &Plan, faults: &mut Vec<Fault>) {
    for link in plan.relationships.iter().filter(|link| link.owned) {
        let mut above = vec![link.to.as_str()];
        let mut next = 0;
        while let Some(name) = above.get(next).copied() {
            let owned = plan.relationships_from(name).filter(|r| r.owned).map(|r| r.to.as_str());
            let new: Vec<_> = owned.filter(|to| !above.contains(to)).collect();
            above.extend(new);
            next += 1;
        }
        if above.contains(&link.from.as_str()) {
            let message =
                format!("`{}` would own itself through `{}`: no request could give all of it", link.from, link.name);
            fault(faults, link.place, message);
        }
    }
}

fn filters(plan: &Plan, target: &Target, faults: &mut Vec<Fault>) {
    for operation in plan.operations() {
        let Action::List { filter, .. } = &operation.action else { continue };
        for name in filter.iter().filter(|name| target.recipe.names.own_parameters.contains(name)) {
            let message =
                format!("filter `{name}` of `{}` has the name of a parameter that every list takes", operation.id);
            fault(faults, operation.place, message);
        }
    }
}

fn fault(faults: &mut Vec<Fault>, place: Span, message: String) {
    faults.push(Fault::unsupported(message, Some(place)));
}
