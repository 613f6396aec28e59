//! What no target can turn into code, said before anything is rendered.

use super::Fault;
use super::target::Target;
use crate::plan::{Action, Plan};
use crate::source::Span;

/// Tells every reason why the plan cannot be served.
pub(super) fn plan(plan: &Plan, target: &Target) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    entities(plan, target, &mut faults);
    ownership(plan, &mut faults);
    filters(plan, target, &mut faults);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
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
    faults.push(Fault { message, place: Some(place) });
}
