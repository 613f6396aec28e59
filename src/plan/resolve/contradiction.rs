//! Choices held against what their options ask of one another and of the spec.

use super::relations::Ask;
use super::weigh::Weighing;
use super::{Resolving, order};
use crate::catalogue::{self, Constraint};
use crate::plan::{By, Decided, Outcome};
use crate::report::{Code, Diagnostic, Label, Report};
use crate::source::Span;
use std::collections::{BTreeSet, VecDeque};

/// More places than these do not make a choice clearer.
const MOST: usize = 3;

/// Tells every contradiction, with the chain of choices that makes it and the ways out.
pub(super) fn check(resolving: &mut Resolving<'_>, reads: &order::Reads, report: &mut Report) {
    let found = found(resolving);
    if found.is_empty() {
        return;
    }
    let weighing = Weighing::of(resolving, reads);
    for (diagnostic, ways) in found {
        report.error(resolving.helped(diagnostic, ways, &weighing));
    }
}

/// Options by decision that would end a contradiction.
type Ways = Vec<(usize, Vec<usize>)>;

fn found(resolving: &Resolving<'_>) -> Vec<(Diagnostic, Ways)> {
    let mut found = Vec::new();
    for i in 0..resolving.open.len() {
        let Some(option) = resolving.option(i) else { continue };
        let broken = option.requires.iter().filter(|asked| !resolving.chose_one_of(asked)).map(|c| (c, "requires"));
        let hit = option.excludes.iter().filter(|asked| resolving.chose_one_of(asked)).map(|c| (c, "excludes"));
        for (constraint, verb) in broken.chain(hit) {
            let contradiction = Contradiction { resolving, i, option, constraint, verb };
            found.push((contradiction.told(), contradiction.ways_out()));
        }
        for need in &option.needs {
            if need.that.condition.holds(&resolving.scope) == Ok(false) {
                let message = format!("`{}` for `{}` does not go with this spec", option.id, resolving.open[i].id);
                let chain = match resolving.place(i) {
                    Some(place) => vec![Label { span: place, text: need.because.clone() }],
                    None => resolving.chain(i),
                };
                let diagnostic = along(chain, Code::new("plan", "contradiction"), message);
                let diagnostic = match resolving.place(i) {
                    Some(_) => diagnostic,
                    None => diagnostic.help(format!("{}: {}", resolving.how(i), need.because.trim_end_matches('.'))),
                };
                let fits = |need: &catalogue::Need| need.that.condition.holds(&resolving.scope) != Ok(false);
                let ways = resolving.other_options(i, |other| other.needs.iter().all(fits));
                found.push((diagnostic, vec![(i, ways)]));
            }
        }
    }
    found
}

/// The decisions that contradict one, itself where the spec does; empty where all goes together.
pub(super) fn partners(resolving: &Resolving<'_>, i: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let index = |constraint: &Constraint| resolving.index.get(constraint.decision.as_str()).copied();
    if let Some(option) = resolving.option(i) {
        found.extend(option.requires.iter().filter(|asked| !resolving.chose_one_of(asked)).filter_map(index));
        found.extend(option.excludes.iter().filter(|asked| resolving.chose_one_of(asked)).filter_map(index));
        if option.needs.iter().any(|need| need.that.condition.holds(&resolving.scope) == Ok(false)) {
            found.push(i);
        }
    }
    let relations = &resolving.relations;
    let asks = |ask: &Ask<'_>| resolving.chosen_index(ask.by) == Some(ask.option);
    let required = relations.required[i].iter().filter(|ask| asks(ask) && !resolving.chose_one_of(ask.constraint));
    let excluded = relations.excluded[i].iter().filter(|ask| asks(ask) && resolving.chose_one_of(ask.constraint));
    found.extend(required.chain(excluded).map(|ask| ask.by));
    found
}

struct Contradiction<'a> {
    resolving: &'a Resolving<'a>,
    i: usize,
    option: &'a catalogue::Choice,
    constraint: &'a Constraint,
    verb: &'static str,
}

impl Contradiction<'_> {
    fn told(&self) -> Diagnostic {
        let Self { resolving, i, option, constraint, verb } = self;
        let wanted = constraint.options.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" or ");
        let message =
            format!("`{}` for `{}` {verb} {wanted} for `{}`", option.id, resolving.open[*i].id, constraint.decision);
        let other = resolving.index.get(constraint.decision.as_str()).copied();
        let mut chain = match resolving.place(*i) {
            Some(place) => vec![Label { span: place, text: constraint.because.clone() }],
            None => resolving.chain(*i),
        };
        chain.extend(other.into_iter().flat_map(|other| resolving.chain(other)));
        let mut diagnostic = along(chain, Code::new("plan", "contradiction"), message);
        let is_silent = |i: usize| resolving.chain(i).is_empty();
        if resolving.place(*i).is_none() {
            let why = constraint.because.trim_end_matches('.');
            diagnostic = diagnostic.help(format!("{}: {why}", resolving.how(*i)));
        }
        if let Some(other) = other.filter(|other| is_silent(*other)) {
            diagnostic = diagnostic.help(resolving.how(other));
        }
        diagnostic
    }

    /// The options on either side that would end the contradiction.
    fn ways_out(&self) -> Ways {
        let Self { resolving, i, constraint, verb, .. } = self;
        let other = resolving.index.get(constraint.decision.as_str()).copied();
        let chosen_there = other.and_then(|other| resolving.option(other)).map(|option| option.id.as_str());
        let goes = |candidate: &catalogue::Choice| {
            let asks = if *verb == "requires" { &candidate.requires } else { &candidate.excludes };
            asks.iter().filter(|ask| ask.decision == constraint.decision).all(|ask| {
                let named = chosen_there.is_some_and(|id| ask.options.iter().any(|option| option == id));
                (*verb == "requires") == named
            })
        };
        let mut ways = vec![(*i, resolving.other_options(*i, goes))];
        if let Some(other) = other.filter(|other| resolving.option(*other).is_some()) {
            let named = |candidate: &catalogue::Choice| constraint.options.contains(&candidate.id);
            ways.push((other, resolving.other_options(other, |candidate| named(candidate) == (*verb == "requires"))));
        }
        ways
    }
}

/// A diagnostic whose first label is its place; of several labels at one place the last one says it.
fn along(chain: Vec<Label>, code: Code, message: String) -> Diagnostic {
    let mut once: Vec<Label> = Vec::new();
    for label in chain {
        match once.iter_mut().find(|other| other.span == label.span) {
            Some(other) => *other = label,
            None => once.push(label),
        }
    }
    let mut chain = once.into_iter();
    let Some(first) = chain.next() else { return Diagnostic::placeless(code, message) };
    let diagnostic = Diagnostic::error(code, first.span, message).here(first.text);
    chain.fold(diagnostic, |diagnostic, label| diagnostic.label(label.span, label.text))
}

impl Resolving<'_> {
    /// The chosen option of the catalogue.
    fn option(&self, i: usize) -> Option<&catalogue::Choice> {
        self.open[i].known?.options.get(self.chosen_index(i)?)
    }

    pub(super) fn chosen_index(&self, i: usize) -> Option<usize> {
        match &self.made[i].as_ref()?.decided {
            Decided::Chosen { option, .. } => Some(*option),
            Decided::NotApplicable { .. } => None,
        }
    }

    fn chose_one_of(&self, constraint: &Constraint) -> bool {
        let other = self.index.get(constraint.decision.as_str()).and_then(|i| self.chosen_id(*i));
        other.is_some_and(|option| constraint.options.iter().any(|asked| asked == option))
    }

    /// Id of the chosen option, of the catalogue or of the spec alone.
    fn chosen_id(&self, i: usize) -> Option<&str> {
        Some(self.open[i].option_id(self.chosen_index(i)?))
    }

    /// Where it was chosen, if the spec says so.
    fn place(&self, i: usize) -> Option<Span> {
        match self.made[i].as_ref().map(|made| &made.decided) {
            Some(Decided::Chosen { by: By::Spec(place), .. }) => Some(*place),
            _ => None,
        }
    }

    /// What was decided and by whom, in words.
    fn how(&self, i: usize) -> String {
        let id = self.open[i].id;
        let chosen = self.chosen_id(i).unwrap_or_default();
        match self.made[i].as_ref().map(|made| &made.decided) {
            Some(Decided::Chosen { by: By::Spec(_), .. }) => format!("`{chosen}` is chosen here for `{id}`"),
            Some(Decided::Chosen { by: By::Lock, .. }) => format!("the lock chose `{chosen}` for `{id}`"),
            Some(Decided::Chosen { by: By::Implied(by), .. }) => format!("`{by}` decided `{chosen}` for `{id}`"),
            Some(Decided::Chosen { by: By::Rule(_), .. }) => {
                format!("a rule of the catalogue chose `{chosen}` for `{id}`")
            }
            Some(Decided::Chosen { by: By::Standard { title, .. }, .. }) => {
                format!("{title} decided `{chosen}` for `{id}`")
            }
            Some(Decided::NotApplicable { because }) => {
                format!("`{id}` does not arise: {}", because.trim_end_matches('.'))
            }
            None => format!("`{id}` is open"),
        }
    }

    /// The places of the spec from which a choice follows, the nearest first, each with what was chosen there and
    /// what came of it.
    pub(super) fn chain(&self, i: usize) -> Vec<Label> {
        let mut labels = Vec::new();
        let mut seen = BTreeSet::from([i]);
        let mut open = VecDeque::from([i]);
        while let Some(next) = open.pop_front().filter(|_| labels.len() < MOST) {
            if let Some(span) = self.place(next) {
                let text = self.how(next);
                let text = if next == i { text } else { format!("{text}; so {}", self.came_out(i)) };
                labels.push(Label { span, text });
                continue;
            }
            let Some(made) = &self.made[next] else { continue };
            let reasons: Vec<usize> = match &made.decided {
                Decided::Chosen { by: By::Implied(by), .. } => {
                    self.index.get(by.as_str()).copied().into_iter().collect()
                }
                Decided::Chosen { .. } | Decided::NotApplicable { .. } => made.rests_on.clone(),
            };
            open.extend(reasons.into_iter().filter(|reason| seen.insert(*reason)));
        }
        labels
    }

    fn came_out(&self, i: usize) -> String {
        match self.chosen_id(i) {
            Some(option) => format!("`{}` is `{option}`", self.open[i].id),
            None => format!("`{}` does not arise", self.open[i].id),
        }
    }

    fn other_options(&self, i: usize, good: impl Fn(&catalogue::Choice) -> bool) -> Vec<usize> {
        let options = self.open[i].known.iter().flat_map(|known| &known.options).enumerate();
        let chosen = self.chosen_index(i);
        options
            .filter(|(option, choice)| Some(*option) != chosen && choice.forbidden.is_none() && good(choice))
            .map(|(option, _)| option)
            .collect()
    }

    /// Help for each way out: options that go with everything else first, and only those where there are any.
    fn helped(&mut self, diagnostic: Diagnostic, ways: Ways, weighing: &Weighing) -> Diagnostic {
        ways.into_iter().fold(diagnostic, |diagnostic, (i, options)| {
            let whole: Vec<usize> = options
                .iter()
                .copied()
                .filter(|option| matches!(weighing.try_option(self, i, *option), Outcome::Flips(_)))
                .collect();
            let taken = if whole.is_empty() { options } else { whole };
            let named: Vec<_> = taken.iter().map(|option| format!("`{}`", self.open[i].option_id(*option))).collect();
            let id = self.open[i].id;
            diagnostic.help(match named.as_slice() {
                [] => format!("no other option of `{id}` would do"),
                _ => format!("for `{id}`, take {}", named.join(" or ")),
            })
        })
    }
}
