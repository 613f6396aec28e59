//! Soft rules: what is allowed and risky, told as a warning that a spec can accept with its reason.

use crate::catalogue::{self, Catalogue};
use crate::plan::advice::accepted_nothing;
use crate::plan::{Advice, By, Decision, DecisionId, Plan};
use crate::report::{Code, Diagnostic, Report};
use crate::source::Span;
use crate::spec::Spec;
use std::collections::{BTreeMap, BTreeSet};

/// The room of the codes of soft rules.
const ROOM: &str = "advice";

/// Warnings besides the soft rules that a spec may accept.
const WARNINGS: &[&str] = &[
    "yaml/comma",
    "plan/own-decision",
    "trace/unserved-quality",
    "trace/unrealised-responsibility",
    "trace/untested-operation",
    "trace/idle-decision",
    "prose/address",
    "prose/missing-file",
    "prose/no-address",
    "prose/undefined-label",
    "prose/unknown-element",
    "prose/unknown-section",
];
/// The rooms that warn when the plan is made already, and tell by themselves what is accepted in vain.
const LATER: &[&str] = &["trace/", "prose/"];

/// Checks the codes that a spec accepts and their reasons; tells every fault.
pub(super) fn check_accepted(spec: &Spec, catalogue: &Catalogue, report: &mut Report) {
    let rules: Vec<String> = catalogue.advice.iter().map(|advice| format!("{ROOM}/{}", advice.id)).collect();
    let known = || rules.iter().map(String::as_str).chain(WARNINGS.iter().copied());
    for (code, reason) in spec.accept.iter() {
        if !known().any(|known| known == code.as_str()) {
            let message = format!("`{}` is not the code of a warning", code.value);
            let fault = Diagnostic::error(Code::new("plan", "unknown-code"), code.span, message);
            report.error(fault.did_you_mean(code, known()).help("take the code from a warning, as it is shown there"));
        } else if reason.trim().is_empty() {
            let message = format!("`{}` is accepted without a reason", code.value);
            let fault = Diagnostic::error(Code::new("plan", "accepted-why"), reason.span, message);
            report.error(fault.help(format!("say why: `{}: …`", code.value)));
        }
    }
}

/// Warns of what the soft rules find, keeps it in the plan, and takes out of the report what the spec accepts.
pub(super) fn give(spec: &Spec, plan: &mut Plan, catalogue: &Catalogue, report: &mut Report) {
    for rule in &catalogue.advice {
        match rule.when.condition.holds(plan.scope()) {
            Ok(false) => {}
            Ok(true) => {
                report.warn(told(rule, plan));
                plan.advice.push(advice(rule));
            }
            Err(fault) => {
                let message = format!("this condition cannot be evaluated: {fault}");
                report.error(Diagnostic::error(Code::new("catalogue", "condition"), rule.when.place, message));
            }
        }
    }
    accept(spec, plan, report);
}

fn advice(rule: &catalogue::Advice) -> Advice {
    Advice {
        code: Code::named(ROOM, rule.id.clone()),
        message: rule.message.clone(),
        because: rule.because.clone(),
        instead: rule.instead.clone(),
        about: rule.about.iter().map(|id| DecisionId(id.clone())).collect(),
        accepted: None,
    }
}

/// The warning, at the first choice of the spec that it is about.
fn told(rule: &catalogue::Advice, plan: &Plan) -> Diagnostic {
    let code = Code::named(ROOM, rule.id.clone());
    let stated: Vec<(&Decision, Span)> = rule
        .about
        .iter()
        .filter_map(|id| plan.decision(id))
        .filter_map(|decision| Some((decision, place(decision)?)))
        .collect();
    let because = rule.because.trim_end_matches('.');
    let mut diagnostic = match stated.first() {
        Some((_, place)) => Diagnostic::error(code, *place, rule.message.as_str()).here(because),
        None => Diagnostic::placeless(code, rule.message.as_str()).help(format!("why: {because}")),
    };
    for (decision, place) in stated.iter().skip(1) {
        diagnostic = diagnostic.label(*place, format!("together with this choice for `{}`", decision.id));
    }
    let help =
        rule.instead.iter().fold(diagnostic.as_warning(), |diagnostic, instead| diagnostic.help(instead.as_str()));
    help.help(format!("or accept it with a reason: `accept: {{ {ROOM}/{}: … }}`", rule.id))
}

fn place(decision: &Decision) -> Option<Span> {
    match decision.by() {
        Some(By::Spec(place)) => Some(*place),
        _ => None,
    }
}

fn accept(spec: &Spec, plan: &mut Plan, report: &mut Report) {
    let reasons: BTreeMap<&str, &str> =
        spec.accept.iter().map(|(code, reason)| (code.value.as_str(), reason.value.trim())).collect();
    let taken = report.take_accepted(|code| reasons.contains_key(code.to_string().as_str()));
    let raised: BTreeSet<String> = taken.iter().map(|diagnostic| diagnostic.code.to_string()).collect();
    for diagnostic in taken.into_iter().filter(|diagnostic| diagnostic.code.room != ROOM) {
        plan.advice.push(Advice {
            code: diagnostic.code,
            message: diagnostic.message,
            because: String::new(),
            instead: diagnostic.help,
            about: Vec::new(),
            accepted: None,
        });
    }
    for advice in &mut plan.advice {
        advice.accepted = reasons.get(advice.code.to_string().as_str()).map(|reason| (*reason).to_owned());
    }
    let here = spec.accept.iter().filter(|(code, _)| !LATER.iter().any(|room| code.starts_with(room)));
    for (code, _) in here.filter(|(code, _)| !raised.contains(code.as_str())) {
        report.warn(accepted_nothing(code));
    }
}
