//! What another choice would do to the other decisions, tried out one decision at a time.

use super::{Forced, Made, Resolving, contradiction, order};
use crate::catalogue::{Catalogue, Choice};
use crate::plan::{Alternative, Alternatives, By, Decided, DecisionId, Flip, Lock, Outcome, Plan};
use crate::report::Report;
use crate::spec::Spec;
use std::collections::{BTreeMap, BTreeSet};

/// What choosing each other option of each decision would do. Only the decisions that the choice reaches are made
/// again, so that the cost is that of the flips, not of the plan. Of the lock counts what differs from the rules, as
/// everywhere: a plan that was just locked gives the same as it did before.
pub fn alternatives(spec: &Spec, plan: &Plan, catalogue: &Catalogue) -> Alternatives {
    let locked = plan.decisions.iter().filter(|decision| decision.by() == Some(&By::Lock));
    let lock = Lock::of(locked.filter_map(|decision| Some((decision.id.as_str(), decision.chosen()?.id.as_str()))));
    let settled = super::constraint::settled(spec, catalogue);
    let mut resolving = Resolving::of(&settled, &lock, catalogue);
    let Ok(reads) = resolving.make_all(&mut Report::default()) else { return Alternatives::default() };
    let weighing = Weighing::of(&resolving, &reads);
    let mut all = BTreeMap::new();
    for i in 0..resolving.open.len() {
        let Some(chosen) = resolving.chosen_index(i) else { continue };
        let known = resolving.open[i].known;
        let is_forbidden = |option: usize| {
            known.and_then(|known| known.options.get(option)).is_some_and(|option| option.forbidden.is_some())
        };
        let others = (0..resolving.open[i].options_len()).filter(|option| *option != chosen && !is_forbidden(*option));
        let found = others.map(|option| Alternative {
            option: resolving.open[i].option_id(option).to_owned(),
            outcome: weighing.try_option(&mut resolving, i, option),
        });
        let found = found.collect();
        all.insert(DecisionId(resolving.open[i].id.to_owned()), found);
    }
    Alternatives(all)
}

/// What is needed to try options out.
pub(super) struct Weighing<'a> {
    reads: &'a order::Reads,
    readers: Vec<Vec<usize>>,
}

impl<'a> Weighing<'a> {
    pub(super) fn of(resolving: &Resolving<'_>, reads: &'a order::Reads) -> Self {
        Self { reads, readers: readers(resolving, reads) }
    }

    /// What choosing an option would do; everything stands as before afterwards.
    pub(super) fn try_option(&self, resolving: &mut Resolving<'_>, decision: usize, option: usize) -> Outcome {
        let reads = match resolving.is_asked(decision, option) {
            true => everything_read(resolving, self.reads, decision),
            // Where nobody asks anything of anybody, it does not matter what stands before what.
            false => BTreeSet::new(),
        };
        resolving.forced = Some(Forced { decision, option, reads });
        let outcome = resolving.try_out(decision, &self.readers);
        resolving.forced = None;
        outcome
    }
}

/// For each decision those that have a look at it: their conditions, their options, or what its options ask.
fn readers(resolving: &Resolving<'_>, reads: &order::Reads) -> Vec<Vec<usize>> {
    let mut readers = vec![Vec::new(); reads.len()];
    for (i, read) in reads.iter().enumerate() {
        for other in read {
            readers[*other].push(i);
        }
    }
    for on in 0..reads.len() {
        for ask in resolving.relations.asks_on(on) {
            readers[ask.by].push(on);
            readers[on].push(ask.by);
        }
    }
    for found in &mut readers {
        found.sort_unstable();
        found.dedup();
    }
    readers
}

/// What the question of a decision rests on where its option is given, directly or not.
fn everything_read(resolving: &Resolving<'_>, reads: &order::Reads, i: usize) -> BTreeSet<usize> {
    let mut open = order::read(resolving, i, true);
    let mut found = BTreeSet::new();
    while let Some(next) = open.pop() {
        if next != i && found.insert(next) {
            open.extend(&reads[next]);
        }
    }
    found
}

impl Resolving<'_> {
    /// Makes again what a forced choice reaches, tells what came of it, and puts everything back.
    fn try_out(&mut self, i: usize, readers: &[Vec<usize>]) -> Outcome {
        let mut before: BTreeMap<usize, Option<Made>> = BTreeMap::new();
        let mut open = BTreeSet::from([(0, i)]);
        let mut unreadable = Report::default();
        while let Some((_, next)) = open.pop_first() {
            let made = self.decide(next, &mut unreadable);
            if next != i && self.made[next].as_ref().is_some_and(|old| is_same(old, &made)) {
                continue;
            }
            let old = self.put(next, Some(made));
            before.entry(next).or_insert(old);
            let after = |other: &usize| {
                let stands_after = self.position[*other] > self.position[next];
                if next == i { !self.forced_reads(*other) } else { stands_after && *other != i }
            };
            open.extend(readers[next].iter().filter(|other| after(other)).map(|other| (self.position[*other], *other)));
        }
        let outcome = self.outcome(i, &before);
        for (decision, made) in before {
            self.put(decision, made);
        }
        outcome
    }

    /// Whether an option asks something of other decisions, or they of it.
    fn is_asked(&self, i: usize, option: usize) -> bool {
        let choice = self.open[i].known.and_then(|known| known.options.get(option));
        let asks =
            |choice: &Choice| !choice.requires.is_empty() || !choice.excludes.is_empty() || !choice.implies.is_empty();
        choice.is_some_and(asks) || self.relations.asks_on(i).next().is_some()
    }

    fn forced_reads(&self, other: usize) -> bool {
        self.forced.as_ref().is_some_and(|forced| forced.decision == other || forced.reads.contains(&other))
    }

    fn outcome(&self, i: usize, before: &BTreeMap<usize, Option<Made>>) -> Outcome {
        // What the spec states must have a question to answer.
        let idle = before.keys().filter(|changed| {
            **changed != i && self.open[**changed].stated.is_some() && self.chosen_index(**changed).is_none()
        });
        let against = before.keys().flat_map(|changed| contradiction::partners(self, *changed));
        let against: BTreeSet<usize> = against.chain(idle.copied()).collect();
        let id = |i: &usize| DecisionId(self.open[*i].id.to_owned());
        if !against.is_empty() {
            let others = against.iter().filter(|other| **other != i);
            return Outcome::Refused(others.map(id).collect());
        }
        let to = |i: usize| match self.made[i].as_ref().map(|made| &made.decided) {
            Some(Decided::Chosen { option, .. }) => Some(self.open[i].option_id(*option).to_owned()),
            Some(Decided::NotApplicable { .. }) | None => None,
        };
        let flips = before.iter().filter(|(other, old)| {
            **other != i && !old.as_ref().zip(self.made[**other].as_ref()).is_some_and(|(old, new)| is_same(old, new))
        });
        Outcome::Flips(flips.map(|(other, _)| Flip { decision: id(other), to: to(*other) }).collect())
    }
}

/// Whether two makings of a decision come to the same choice.
fn is_same(one: &Made, other: &Made) -> bool {
    match (&one.decided, &other.decided) {
        (Decided::Chosen { option, phase, .. }, Decided::Chosen { option: o, phase: p, .. }) => {
            option == o && phase == p
        }
        (Decided::NotApplicable { .. }, Decided::NotApplicable { .. }) => true,
        _ => false,
    }
}
