//! Decisions that are decided otherwise.

use super::pairs;
use crate::plan::{By, Decided, Decision, Phase, PlanOption};

/// A decision that differs.
#[derive(Clone, Debug)]
pub struct DecisionChange {
    /// Its id.
    pub id: String,
    /// Short name, such as `Database`.
    pub title: String,
    /// What became of it.
    pub shift: Shift,
    /// How it is decided on the first side; `None` where that does not ask it.
    pub before: Option<State>,
    /// How it is decided on the second side; `None` where that does not ask it.
    pub after: Option<State>,
}

/// What became of a decision; where several hold, the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shift {
    /// Only the second side asks it.
    New,
    /// Only the first side asks it.
    Gone,
    /// Another option, another phase, or it arises on one side only.
    Flips,
    /// Decided alike, by somebody else.
    ByOther,
    /// Decided alike by the same, in other words: its reason, its question, its options, or what it serves.
    Reworded,
}

/// How a decision is decided.
#[derive(Clone, Debug)]
pub struct State {
    /// Id of the chosen option; `None` where the question does not arise.
    pub option: Option<String>,
    /// It is planned for later.
    pub later: bool,
    /// Who chose; `None` where the question does not arise.
    pub by: Option<By>,
    /// Why it was decided so, or why it does not arise.
    pub because: String,
}

impl State {
    fn of(decision: &Decision) -> Self {
        Self {
            option: decision.chosen().map(|option| option.id.clone()),
            later: matches!(decision.decided, Decided::Chosen { phase: Phase::Later, .. }),
            by: decision.by().cloned(),
            because: decision.because().to_owned(),
        }
    }
}

pub(super) fn compare(before: &[Decision], after: &[Decision]) -> Vec<DecisionChange> {
    let change = |(before, after): (Option<&Decision>, Option<&Decision>)| {
        let of = after.or(before)?;
        let states = (before.map(State::of), after.map(State::of));
        let shift = match (before.zip(after), &states) {
            (Some(decisions), (Some(one), Some(other))) => shift(decisions, one, other)?,
            (_, (None, _)) => Shift::New,
            (_, (_, None)) | (None, _) => Shift::Gone,
        };
        let (before, after) = states;
        Some(DecisionChange { id: of.id.to_string(), title: of.title.clone(), shift, before, after })
    };
    pairs(before, after, |decision| decision.id.as_str()).into_iter().filter_map(change).collect()
}

fn shift((before, after): (&Decision, &Decision), one: &State, other: &State) -> Option<Shift> {
    if one.option != other.option || one.later != other.later {
        return Some(Shift::Flips);
    }
    if !is_same(one.by.as_ref(), other.by.as_ref()) {
        return Some(Shift::ByOther);
    }
    let is_alike = one.because == other.because
        && before.title == after.title
        && before.question == after.question
        && before.serves == after.serves
        && before.options.iter().map(words).eq(after.options.iter().map(words));
    (!is_alike).then_some(Shift::Reworded)
}

/// Whether the same chose; where it stands in a spec does not matter.
fn is_same(one: Option<&By>, other: Option<&By>) -> bool {
    matches!((one, other), (Some(By::Spec(_)), Some(By::Spec(_)))) || one == other
}

/// What documents say of an option.
fn words(option: &PlanOption) -> impl PartialEq {
    let PlanOption { id, title, reason, good, neutral, bad, support, forbidden } = option;
    (id, title, reason, [good, neutral, bad], support, forbidden)
}
