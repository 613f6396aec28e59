//! Steps as they are written, and who takes part in them.

use crate::document::blocks::kind::Kind;
use crate::document::fill::Holes;
use crate::document::ids;
use crate::document::standing::Standing;
use crate::plan::Plan;
use renderers::diagram::{Arrow, Branch, Fragment, FragmentKind, Look, Message, Participant, Remark, Step};
use serde::Deserialize;

/// Somebody who takes part. Texts may have holes; without a value for the title it does not stand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParticipantEntry {
    id: String,
    title: String,
    #[serde(default)]
    note: String,
    look: Kind,
    #[serde(default)]
    when: Option<String>,
    /// The decision that it stands for: it leads there.
    #[serde(default)]
    decision: Option<String>,
    /// The decisions that the generated code must realise before it is there.
    #[serde(default)]
    built_by: Vec<String>,
    /// Who sends and gets its messages where it does not stand.
    #[serde(default)]
    otherwise: Option<String>,
}

/// A step. It is left out where its condition does not hold, a hole has no value, or somebody does not stand.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum StepEntry {
    Message(MessageEntry),
    Remark(RemarkEntry),
    Fragment(FragmentEntry),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MessageEntry {
    from: String,
    to: String,
    text: String,
    #[serde(default)]
    arrow: Way,
    #[serde(default)]
    when: Option<String>,
    #[serde(default)]
    given: Option<String>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Way {
    #[default]
    Call,
    Reply,
    Signal,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RemarkEntry {
    over: [String; 2],
    text: String,
    #[serde(default)]
    when: Option<String>,
    #[serde(default)]
    given: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FragmentEntry {
    kind: Frame,
    #[serde(default)]
    when: Option<String>,
    #[serde(default)]
    given: Option<String>,
    branches: Vec<BranchEntry>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Frame {
    Alt,
    Opt,
    Loop,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BranchEntry {
    guard: String,
    #[serde(default)]
    when: Option<String>,
    #[serde(default)]
    given: Option<String>,
    steps: Vec<StepEntry>,
}

/// Everybody who can take part.
pub(super) struct Cast<'a> {
    holes: &'a Holes<'a>,
    entries: &'a [ParticipantEntry],
    /// In the order of the entries; `None` where it does not stand.
    all: Vec<Option<Participant>>,
}

impl<'a> Cast<'a> {
    /// The participants that stand in a plan.
    pub(super) fn of(plan: &Plan, holes: &'a Holes<'a>, entries: &'a [ParticipantEntry]) -> Self {
        let all = entries.iter().map(|entry| participant(plan, holes, entry)).collect();
        Self { holes, entries, all }
    }

    /// Those who take part in steps, from left to right, and the steps.
    pub(super) fn play(&self, steps: &[StepEntry]) -> (Vec<Participant>, Vec<Step>) {
        let mut steps = self.steps(steps);
        let mut used = vec![false; self.all.len()];
        each_index(&mut steps, &mut |index| used[*index] = true);
        let mut place = vec![0; used.len()];
        let mut participants = Vec::new();
        for (at, participant) in self.all.iter().enumerate().filter(|(at, _)| used[*at]) {
            place[at] = participants.len();
            participants.extend(participant.clone());
        }
        each_index(&mut steps, &mut |index| *index = place[*index]);
        (participants, steps)
    }

    fn steps(&self, steps: &[StepEntry]) -> Vec<Step> {
        steps.iter().filter_map(|step| self.step(step)).collect()
    }

    fn step(&self, step: &StepEntry) -> Option<Step> {
        match step {
            StepEntry::Message(entry) => {
                let (from, to) = (self.index(&entry.from)?, self.index(&entry.to)?);
                // Where one stands in for the other, there is nothing to send.
                if !self.holds(&entry.when, &entry.given) || from == to && entry.from != entry.to {
                    return None;
                }
                let arrow = match entry.arrow {
                    Way::Call => Arrow::Call,
                    Way::Reply => Arrow::Reply,
                    Way::Signal => Arrow::Signal,
                };
                Some(Step::Message(Message { from, to, text: self.holes.text(&entry.text)?, arrow }))
            }
            StepEntry::Remark(entry) if self.holds(&entry.when, &entry.given) => {
                let (first, last) = (self.index(&entry.over[0])?, self.index(&entry.over[1])?);
                Some(Step::Remark(Remark { first, last, text: self.holes.text(&entry.text)? }))
            }
            StepEntry::Fragment(entry) if self.holds(&entry.when, &entry.given) => {
                let branches: Vec<Branch> = entry.branches.iter().filter_map(|it| self.branch(it)).collect();
                let kind = match entry.kind {
                    // What is left of alternatives with one branch is an option.
                    Frame::Alt if branches.len() > 1 => FragmentKind::Alternatives,
                    Frame::Alt | Frame::Opt => FragmentKind::Option,
                    Frame::Loop => FragmentKind::Loop,
                };
                (!branches.is_empty()).then_some(Step::Fragment(Fragment { kind, branches }))
            }
            StepEntry::Remark(_) | StepEntry::Fragment(_) => None,
        }
    }

    fn branch(&self, entry: &BranchEntry) -> Option<Branch> {
        if !self.holds(&entry.when, &entry.given) {
            return None;
        }
        let guard = self.holes.text(&entry.guard)?;
        let steps = self.steps(&entry.steps);
        (!steps.is_empty()).then_some(Branch { guard, steps })
    }

    fn holds(&self, when: &Option<String>, given: &Option<String>) -> bool {
        self.holes.stands(when.as_deref()) && given.as_deref().is_none_or(|given| self.holes.is_true(given))
    }

    /// Who has this id, or stands in for it.
    fn index(&self, id: &str) -> Option<usize> {
        let at = self.entries.iter().position(|entry| entry.id == id)?;
        match &self.entries[at].otherwise {
            Some(other) if self.all[at].is_none() => {
                self.entries.iter().position(|entry| entry.id == *other).filter(|at| self.all[*at].is_some())
            }
            _ => self.all[at].is_some().then_some(at),
        }
    }
}

fn participant(plan: &Plan, holes: &Holes, entry: &ParticipantEntry) -> Option<Participant> {
    if !holes.stands(entry.when.as_deref()) {
        return None;
    }
    let missing = Standing::missing(plan, &entry.built_by);
    let look = if missing.is_some() { Look::Later } else { entry.look.look() };
    let note = holes.text(&entry.note).unwrap_or_default();
    let decision = entry.decision.as_deref().and_then(|id| plan.decision(id)).filter(|d| d.chosen().is_some());
    Some(Participant {
        title: holes.text(&entry.title)?,
        note: missing.map_or(note.clone(), |standing| format!("{note}, {}", standing.words())),
        look,
        link: decision.map(|decision| ids::decision(decision.id.as_str()).to_string()),
    })
}

fn each_index(steps: &mut [Step], see: &mut dyn FnMut(&mut usize)) {
    for step in steps {
        match step {
            Step::Message(message) => [&mut message.from, &mut message.to].into_iter().for_each(&mut *see),
            Step::Remark(remark) => [&mut remark.first, &mut remark.last].into_iter().for_each(&mut *see),
            Step::Fragment(fragment) => {
                fragment.branches.iter_mut().for_each(|branch| each_index(&mut branch.steps, see));
            }
        }
    }
}
