//! What the generated code has of the plan, and what is decided only.
//!
//! It reads what the catalogue says of each option and each target; it knows neither templates nor files.

use crate::plan::{Decision, Plan, PlanOption, Support};

/// How far a choice has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The generated code realises it.
    Generated,
    /// There is nothing of it that code could have.
    Nothing,
    /// The target is meant to write it, and does not yet.
    NotYet,
    /// No target is meant to write it: the documents say it, and the team builds it.
    ByHand,
    /// Planned for a later release.
    Later,
}

impl Standing {
    /// The standing of a decision that applies; `None` for one that does not.
    pub(super) fn of(plan: &Plan, decision: &Decision) -> Option<Self> {
        let option = decision.chosen()?;
        if decision.is_later() {
            return Some(Self::Later);
        }
        let supports = || option.support.iter().filter(|(target, _)| writes(plan, target));
        Some(if supports().any(|(_, support)| *support == Support::Generated) {
            Self::Generated
        } else if supports().any(|(_, support)| *support == Support::Documented) {
            Self::Nothing
        } else if supports().any(|(_, support)| *support == Support::Planned) {
            Self::NotYet
        } else {
            Self::ByHand
        })
    }

    /// The standing of the first of these decisions that the generated code does not realise.
    pub(super) fn missing(plan: &Plan, decisions: &[String]) -> Option<Self> {
        let named = decisions.iter().filter_map(|id| plan.decision(id));
        named.filter_map(|decision| Self::of(plan, decision)).find(|standing| !standing.is_there())
    }

    /// Why something is drawn as missing, for all of these standings.
    pub(super) fn reasons(absent: &[Self]) -> String {
        let reasons = [
            (Self::NotYet, "not generated yet"),
            (Self::ByHand, "left to the team"),
            (Self::Later, "planned for later"),
        ];
        let reasons = reasons.into_iter().filter(|(standing, _)| absent.contains(standing)).map(|(_, words)| words);
        reasons.collect::<Vec<_>>().join(", or ")
    }

    /// As tables say it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::Nothing => "nothing to generate",
            Self::NotYet => "not generated yet",
            Self::ByHand => "left to the team",
            Self::Later => "later",
        }
    }

    /// Whether nothing is missing for now.
    pub(super) fn is_there(self) -> bool {
        matches!(self, Self::Generated | Self::Nothing)
    }
}

/// Whether a target writes in the language of the plan; what it can do counts for no other.
fn writes(plan: &Plan, target: &str) -> bool {
    let generates = |option: &PlanOption| option.support.contains(&(target.to_owned(), Support::Generated));
    plan.decision("language").and_then(Decision::chosen).is_some_and(generates)
}

#[cfg(test)]
mod tests {
    use super::Standing;
    use crate::plan::testing::{example, resolve_text};

    #[test]
    fn what_no_target_realises_is_not_called_generated() {
        let plan = example("order-processing");
        let standing = |id: &str| Standing::of(&plan, plan.decision(id).unwrap());
        assert_eq!(standing("framework"), Some(Standing::Generated));
        assert_eq!(standing("messaging"), Some(Standing::Later));
        assert_eq!(standing("caching"), Some(Standing::Nothing));
        assert_eq!(standing("password-hashing"), None);
    }

    #[test]
    fn what_a_target_means_to_write_is_not_generated_yet() {
        let text = "archplan: 1\nservice: { name: bare }\ndata: { entities: { Note: { fields: { id: { type: uuid, key: true } } } } }\n\
                    decisions: { database: mysql }\n";
        let plan = resolve_text(text).unwrap();
        assert_eq!(Standing::of(&plan, plan.decision("database").unwrap()), Some(Standing::NotYet));
    }

    #[test]
    fn a_language_without_a_target_has_no_code() {
        let plan = resolve_text("archplan: 1\nservice: { name: bare }\ndecisions: { language: go }\n").unwrap();
        assert_eq!(Standing::of(&plan, plan.decision("ci").unwrap()), Some(Standing::ByHand));
    }
}
