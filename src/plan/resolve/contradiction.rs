//! Choices held against what their options ask of one another and of the spec.

use super::Resolving;
use crate::catalogue::{self, Constraint};
use crate::plan::{By, Decided};
use crate::report::{Code, Diagnostic, Label, Report};
use crate::source::Span;

/// Tells every contradiction, with the chain of choices that makes it and the ways out.
pub(super) fn check(resolving: &Resolving<'_>, report: &mut Report) {
    for i in 0..resolving.open.len() {
        let Some(option) = resolving.option(i) else { continue };
        for constraint in &option.requires {
            if !resolving.chose_one_of(constraint) {
                let contradiction = Contradiction { resolving, i, option, constraint, verb: "requires" };
                report.error(contradiction.told());
            }
        }
        for constraint in &option.excludes {
            if resolving.chose_one_of(constraint) {
                let contradiction = Contradiction { resolving, i, option, constraint, verb: "excludes" };
                report.error(contradiction.told());
            }
        }
        for need in &option.needs {
            if need.that.condition.holds(&resolving.scope) == Ok(false) {
                let message = format!("`{}` for `{}` does not go with this spec", option.id, resolving.open[i].id);
                let diagnostic = at(resolving.place(i), message, &need.because);
                report.error(diagnostic.help(resolving.other_options(i, |other| other.needs.is_empty())));
            }
        }
    }
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
        let mut diagnostic = at(resolving.place(*i), message, &constraint.because);
        if let Some(other) = other {
            let words = resolving.how(other);
            match (resolving.place(other), diagnostic.place.is_some()) {
                (Some(place), true) => diagnostic = diagnostic.label(place, words),
                (Some(place), false) => diagnostic.place = Some(Label { span: place, text: words }),
                (None, _) => diagnostic = diagnostic.help(words),
            }
        }
        if resolving.place(*i).is_none() {
            diagnostic =
                diagnostic.help(format!("{}: {}", resolving.how(*i), constraint.because.trim_end_matches('.')));
        }
        self.ways_out(diagnostic, other)
    }

    /// The options on either side that would end the contradiction.
    fn ways_out(&self, diagnostic: Diagnostic, other: Option<usize>) -> Diagnostic {
        let Self { resolving, i, constraint, verb, .. } = self;
        let chosen_there = other.and_then(|other| resolving.option(other)).map(|option| option.id.as_str());
        let goes = |candidate: &catalogue::Choice| {
            let asks = if *verb == "requires" { &candidate.requires } else { &candidate.excludes };
            asks.iter().filter(|ask| ask.decision == constraint.decision).all(|ask| {
                let named = chosen_there.is_some_and(|id| ask.options.iter().any(|option| option == id));
                (*verb == "requires") == named
            })
        };
        let diagnostic = diagnostic.help(resolving.other_options(*i, goes));
        let Some(other) = other else { return diagnostic };
        let named = |candidate: &catalogue::Choice| constraint.options.contains(&candidate.id);
        diagnostic.help(resolving.other_options(other, |candidate| named(candidate) == (*verb == "requires")))
    }
}

fn at(place: Option<Span>, message: String, words: &str) -> Diagnostic {
    let code = Code::new("plan", "contradiction");
    match place {
        Some(place) => Diagnostic::error(code, place, message).here(words),
        None => Diagnostic::placeless(code, message),
    }
}

impl Resolving<'_> {
    /// The chosen option of the catalogue.
    fn option(&self, i: usize) -> Option<&catalogue::Choice> {
        match &self.made[i].as_ref()?.decided {
            Decided::Chosen { option, .. } => self.open[i].known?.options.get(*option),
            Decided::NotApplicable { .. } => None,
        }
    }

    fn chose_one_of(&self, constraint: &Constraint) -> bool {
        let other = self.index.get(constraint.decision.as_str()).and_then(|i| self.option(*i));
        other.is_some_and(|option| constraint.options.contains(&option.id))
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
        let chosen = self.option(i).map(|option| option.id.as_str()).unwrap_or_default();
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

    fn other_options(&self, i: usize, good: impl Fn(&catalogue::Choice) -> bool) -> String {
        let options = self.open[i].known.iter().flat_map(|known| &known.options);
        let chosen = self.option(i).map(|option| option.id.as_str());
        let good: Vec<_> = options
            .filter(|option| Some(option.id.as_str()) != chosen && option.forbidden.is_none() && good(option))
            .map(|option| format!("`{}`", option.id))
            .collect();
        let id = self.open[i].id;
        if good.is_empty() {
            format!("no other option of `{id}` would do")
        } else {
            format!("for `{id}`, take {}", good.join(" or "))
        }
    }
}
