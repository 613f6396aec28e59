//! What the lock says, held against the catalogue and against what would be decided today.

use super::Resolving;
use crate::catalogue::Catalogue;
use crate::plan::{By, Decided, DecisionId, Held, Lock};
use crate::report::{Code, Diagnostic, Report};
use crate::spec::Spec;

/// Checks the names in a lock; tells every fault. A choice that the spec states anyway is not looked at.
pub(super) fn check(lock: &Lock, spec: &Spec, catalogue: &Catalogue, report: &mut Report) {
    let stated = |id: &str| spec.decisions.get(id).is_some();
    for (id, locked) in lock.decisions.iter().filter(|(id, _)| !stated(id)) {
        let Some(known) = catalogue.decision(id) else {
            let message = format!("the lock keeps a choice for `{id}`, which is not a decision of the catalogue");
            let ids = catalogue.decisions.iter().map(|decision| decision.id.as_str());
            let diagnostic = diagnostic("unknown-decision", locked.decision_place, message);
            report.warn(diagnostic.did_you_mean(id, ids).help("the next `archplan plan` leaves the line out"));
            continue;
        };
        if known.option(&locked.option).is_none() {
            let message = format!("the lock keeps `{}` for `{id}`, which is not an option of it", locked.option);
            let ids = || known.options.iter().map(|option| option.id.as_str());
            let options = ids().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
            let diagnostic = diagnostic("unknown-option", locked.option_place, message);
            report.error(
                diagnostic
                    .did_you_mean(&locked.option, ids())
                    .help(format!("the options are {options}; `archplan plan --update {id}` decides it anew")),
            );
        }
    }
}

fn diagnostic(name: &'static str, place: Option<crate::source::Span>, message: String) -> Diagnostic {
    let code = Code::new("lock", name);
    match place {
        Some(place) => Diagnostic::error(code, place, message),
        None => Diagnostic::placeless(code, message),
    }
}

/// Every locked choice that would be decided otherwise today, in the order of the plan.
pub(super) fn differing(resolving: &Resolving<'_>) -> Vec<Held> {
    let mut held = Vec::new();
    for (i, open) in resolving.open.iter().enumerate() {
        let kept_there = resolving.lock.decisions.get(open.id).map(|locked| &locked.option);
        let locked = kept_there.or_else(|| resolving.lock.stated.get(open.id));
        let (Some(known), Some(locked)) = (open.known, locked) else { continue };
        let Some(Decided::Chosen { option, by, because, .. }) = resolving.made[i].as_ref().map(|made| &made.decided)
        else {
            continue;
        };
        let kept = *by == By::Lock;
        // What is read here was read before, so nothing is told twice.
        let (now, because) = match by {
            By::Spec(_) => continue,
            By::Lock => {
                let now = resolving.unlocked(i, known, &mut Report::default());
                (now.option, now.because)
            }
            By::Implied(_) | By::Standard { .. } | By::Rule(_) => (*option, because.clone()),
        };
        if known.options[now].id != *locked {
            held.push(Held {
                decision: DecisionId(open.id.to_owned()),
                locked: locked.clone(),
                now: known.options[now].id.clone(),
                because,
                kept,
            });
        }
    }
    held
}
