//! Constraints of the spec: what they settle is decided so, and nothing may be decided otherwise.

use crate::catalogue::Catalogue;
use crate::plan::{By, Decided, Plan};
use crate::report::{Code, Diagnostic, Report};
use crate::source::Spanned;
use crate::spec::{Choice, Spec};
use crate::yaml::{Markdown, Read as _, Text};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A spec with what its constraints settle.
pub(super) struct Settled<'s> {
    /// The spec with a choice for each decision that it leaves open and a constraint settles as one option.
    pub(super) spec: Cow<'s, Spec>,
    /// Ids of these decisions.
    pub(super) decisions: BTreeSet<String>,
}

/// What the constraints of a spec settle.
pub(super) fn settled<'s>(spec: &'s Spec, catalogue: &Catalogue) -> Settled<'s> {
    let mut choices: Vec<(Spanned<String>, Choice)> = Vec::new();
    let mut stated: BTreeSet<&str> = spec.decisions.keys().collect();
    for (id, constraint) in spec.constraints.iter() {
        for (decision, options) in constraint.settles.iter() {
            let [option] = options.0.as_slice() else { continue };
            if catalogue.decision(decision).is_some() && stated.insert(decision.as_str()) {
                choices.push((decision.clone(), choice(id, option)));
            }
        }
    }
    if choices.is_empty() {
        return Settled { spec: Cow::Borrowed(spec), decisions: BTreeSet::new() };
    }
    let decisions = choices.iter().map(|(decision, _)| decision.value.clone()).collect();
    let mut settled = spec.clone();
    choices.into_iter().for_each(|(decision, choice)| settled.decisions.push(decision, choice));
    Settled { spec: Cow::Owned(settled), decisions }
}

fn choice(constraint: &str, option: &Spanned<String>) -> Choice {
    let because = Spanned::new(format!("The constraint `{constraint}` leaves nothing else"), option.span);
    Choice { choose: option.clone(), because: Some(Markdown(because)), ..Choice::absent(option.span) }
}

/// Tells every choice that a constraint does not leave.
pub(super) fn check(spec: &Spec, plan: &Plan, report: &mut Report) {
    for (id, constraint) in spec.constraints.iter() {
        for (decision, options) in constraint.settles.iter() {
            let Some(decided) = plan.decision(decision) else { continue };
            let Some(chosen) = decided.chosen() else { continue };
            if !options.0.is_empty() && !options.0.iter().any(|option| option.value == chosen.id) {
                report.error(told(id, decision, options.0.as_slice(), &chosen.id, &decided.decided));
            }
        }
    }
}

fn told(
    constraint: &Spanned<String>,
    decision: &Spanned<String>,
    left: &[Text],
    chosen: &str,
    decided: &Decided,
) -> Diagnostic {
    let code = Code::new("plan", "constraint");
    let names: Vec<String> = left.iter().map(|option| format!("`{}`", option.value)).collect();
    let named = names.join(" or ");
    let message = format!("`{chosen}` for `{}` breaks the constraint `{}`", decision.value, constraint.value);
    let place = left.first().map_or(decision.span, |option| option.span);
    match decided {
        Decided::Chosen { by: By::Spec(stated), .. } => Diagnostic::error(code, *stated, message)
            .label(place, format!("it leaves {named}"))
            .help(format!("choose {named}, or change the constraint")),
        _ => Diagnostic::error(code, place, message)
            .here(format!("it leaves {named}"))
            .help(format!("say in `decisions` which of them it is, such as `{}: {}`", decision.value, left[0].value)),
    }
}
