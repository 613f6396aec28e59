//! Choices held against what own catalogues forbid and demand.

use super::Resolving;
use crate::catalogue::{self, Catalogue, Said};
use crate::plan::{By, Decided, Decision};
use crate::report::{Code, Diagnostic, Report};
use crate::source::Spanned;
use crate::spec::{Choice, Spec};
use std::collections::BTreeMap;

const FORBIDDEN: Code = Code::new("plan", "forbidden");
const UNREASONED: Code = Code::new("plan", "reason-required");

/// Tells every choice of a spec that nobody may make, and every one that lacks the reason that is asked for.
pub(super) fn stated(spec: &Spec, catalogue: &Catalogue, report: &mut Report) {
    if catalogue.standards.is_empty() {
        return;
    }
    for (id, choice) in spec.decisions.iter() {
        let Some(decision) = catalogue.decision(id) else { continue };
        let Some(option) = decision.options.iter().find(|option| option.id == choice.choose.value) else { continue };
        if let Some(forbidden) = &option.forbidden {
            let message = format!("`{}` for `{}` is forbidden by {}", option.id, decision.id, forbidden.by);
            let diagnostic = Diagnostic::error(FORBIDDEN, choice.choose.span, message).here(forbidden.because.as_str());
            report.error(diagnostic.label(forbidden.place, "this forbids it").help(allowed(decision)));
        }
        if is_silent(choice) {
            if let Some(said) = &option.require_reason {
                let what = format!("`{}` for `{}`", option.id, decision.id);
                report.error(unreasoned(choice, id, &what, said));
            } else if let Some(said) = &decision.require_reason {
                report.error(unreasoned(choice, id, &format!("`{}`", decision.id), said));
            }
        }
    }
}

/// Tells every choice that the lock keeps and that nobody may make any more.
pub(super) fn locked(resolving: &Resolving<'_>, report: &mut Report) {
    for (open, made) in resolving.open.iter().zip(&resolving.made) {
        let Some(Decided::Chosen { option, by: By::Lock, .. }) = made.as_ref().map(|made| &made.decided) else {
            continue;
        };
        let Some((known, option)) = open.known.and_then(|known| Some((known, known.options.get(*option)?))) else {
            continue;
        };
        if let Some(forbidden) = &option.forbidden {
            let message = format!("the lock keeps `{}` for `{}`, which {} forbids", option.id, known.id, forbidden.by);
            let place = resolving.lock.decisions.get(open.id).and_then(|locked| locked.option_place);
            let diagnostic = Diagnostic::error(FORBIDDEN, place.unwrap_or(forbidden.place), message);
            let diagnostic = diagnostic.here(forbidden.because.as_str());
            let diagnostic = match place {
                Some(_) => diagnostic.label(forbidden.place, "this forbids it"),
                None => diagnostic,
            };
            let update = format!("run `archplan plan --update {}` to have it decided anew", known.id);
            report.error(diagnostic.help(update).help(format!("or say it in the spec: {}", allowed(known))));
        }
    }
}

/// Says of each decision which own catalogues say something of it.
pub(super) fn sign(decisions: &mut [Decision], catalogue: &Catalogue) {
    let mut titles: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for standard in &catalogue.standards {
        for change in &standard.changes {
            let titles = titles.entry(&change.decision).or_default();
            if titles.last() != Some(&standard.title) {
                titles.push(standard.title.clone());
            }
        }
    }
    for decision in decisions.iter_mut().filter(|_| !titles.is_empty()) {
        decision.changed_by = titles.get(decision.id.as_str()).cloned().unwrap_or_default();
    }
}

fn is_silent(choice: &Choice) -> bool {
    choice.because.as_ref().is_none_or(|because| because.trim().is_empty())
}

fn unreasoned(choice: &Choice, id: &Spanned<String>, what: &str, said: &Said) -> Diagnostic {
    let message = format!("{what} is chosen without a reason, and {} asks for one", said.by);
    let diagnostic = Diagnostic::error(UNREASONED, choice.choose.span, message).label(said.place, "this asks for it");
    diagnostic.help(format!("write `{}: {{ choose: {}, because: … }}`", id.value, choice.choose.value))
}

fn allowed(decision: &catalogue::Decision) -> String {
    let allowed = decision.options.iter().filter(|option| option.forbidden.is_none());
    let allowed: Vec<_> = allowed.map(|option| format!("`{}`", option.id)).collect();
    format!("for `{}`, take {}", decision.id, allowed.join(" or "))
}
