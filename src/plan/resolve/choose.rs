//! How one decision is made: by the spec, by the lock, by an option that implies it, or by a rule.

use super::relations::Ask;
use super::{Made, Open, Resolving};
use crate::catalogue::{self, Constraint, Rule};
use crate::plan::{By, Decided, DecisionId, Phase};
use crate::report::{Code, Diagnostic, Report};
use crate::spec;

/// What was chosen, before it is known when it is built.
pub(super) struct Chosen {
    pub(super) option: usize,
    by: By,
    pub(super) because: String,
    /// The decisions that were read to choose it.
    read: Vec<usize>,
}

/// What an earlier decision says to an option.
enum Objection {
    /// Nothing.
    None,
    /// This decision speaks against it.
    By(usize),
}

impl Resolving<'_> {
    /// Makes one decision; those that it reads are made.
    pub(super) fn make(&mut self, i: usize, report: &mut Report) {
        let made = self.decide(i, report);
        self.put(i, Some(made));
    }

    /// Puts what was made of a decision in the place of what was there.
    pub(super) fn put(&mut self, i: usize, made: Option<Made>) -> Option<Made> {
        let id = self.open[i].id;
        match made.as_ref().map(|made| &made.decided) {
            Some(Decided::Chosen { option, phase, .. }) => {
                self.scope.decide(id, self.open[i].option_id(*option), *phase == Phase::Later);
            }
            Some(Decided::NotApplicable { .. }) | None => self.scope.undecide(id),
        }
        std::mem::replace(&mut self.made[i], made)
    }

    pub(super) fn decide(&self, i: usize, report: &mut Report) -> Made {
        let open = &self.open[i];
        let mut read: Vec<usize> = Vec::new();
        if let Some(applies) = open.known.and_then(|known| known.applies.as_ref()) {
            read.extend(self.read_by(applies));
            if !self.holds(applies, report) {
                return self.not_applicable(open, read, report);
            }
        }
        let chosen = self.choose(i, report);
        let phase = match open.stated.and_then(|(_, choice)| choice.phase.as_ref()).map(|phase| phase.value) {
            Some(spec::Phase::Later) => Phase::Later,
            Some(spec::Phase::Now) | None => Phase::Now,
        };
        read.extend(&chosen.read);
        read.extend(self.required_before(i, chosen.option));
        let Chosen { option, by, because, .. } = chosen;
        Made { decided: Decided::Chosen { option, by, because, phase }, rests_on: sorted(read, i) }
    }

    fn not_applicable(&self, open: &Open<'_>, read: Vec<usize>, report: &mut Report) -> Made {
        let because = open.known.map(|known| known.otherwise.clone()).unwrap_or_default();
        // A constraint on a question that does not arise has nothing to settle.
        if let Some((id, choice)) = open.stated.filter(|_| !self.settled.contains(open.id)) {
            let message = format!("`{}` is chosen, but the question does not arise", id.value);
            let diagnostic = Diagnostic::error(Code::new("plan", "not-applicable"), choice.choose.span, message);
            let chain = read.iter().flat_map(|i| self.chain(*i));
            let diagnostic = chain
                .fold(diagnostic.here(because.clone()), |diagnostic, label| diagnostic.label(label.span, label.text));
            report.error(diagnostic.help(format!("leave `{}` out, or change what it rests on", id.value)));
        }
        Made { decided: Decided::NotApplicable { because }, rests_on: sorted(read, usize::MAX) }
    }

    fn choose(&self, i: usize, report: &mut Report) -> Chosen {
        let open = &self.open[i];
        if let Some((forced, option)) = self.forced.as_ref().map(|forced| (forced.decision, forced.option))
            && forced == i
        {
            return Chosen { option, by: By::Rule(None), because: String::new(), read: Vec::new() };
        }
        if let (Some((_, choice)), Some(option)) = (open.stated, open.stated_option()) {
            return self.stated(open, choice, option);
        }
        // Names were checked: what the spec does not state is of the catalogue.
        let Some(known) = open.known else {
            return Chosen { option: 0, by: By::Rule(None), because: String::new(), read: Vec::new() };
        };
        let unlocked = self.unlocked(i, known, report);
        match self.lock.decisions.get(open.id).and_then(|locked| known.option(&locked.option)) {
            // What the lock keeps and a catalogue forbids is told, not decided anew behind somebody's back.
            Some(option)
                if option != unlocked.option
                    && (known.options[option].forbidden.is_some() || self.is_admissible(i, option)) =>
            {
                let because = known.options[option].reason.clone();
                Chosen { option, by: By::Lock, because, read: Vec::new() }
            }
            _ => unlocked,
        }
    }

    /// What is chosen where neither spec nor lock say anything.
    pub(super) fn unlocked(&self, i: usize, known: &catalogue::Decision, report: &mut Report) -> Chosen {
        self.implied(i, known).unwrap_or_else(|| self.by_rule(i, known, report))
    }

    fn stated(&self, open: &Open<'_>, choice: &spec::Choice, option: usize) -> Chosen {
        let reason = || match open.known {
            Some(known) => known.options[option].reason.clone(),
            None => choice
                .options
                .iter()
                .nth(option)
                .and_then(|(_, own)| own.reason.as_ref())
                .map(|r| r.value.clone())
                .unwrap_or_default(),
        };
        Chosen {
            option,
            by: By::Spec(choice.choose.span),
            because: choice.because.as_ref().map_or_else(reason, |because| because.value.clone()),
            read: choice.depends_on.iter().filter_map(|id| self.index.get(id.as_str()).copied()).collect(),
        }
    }

    /// Chosen by an option that an earlier decision has chosen: it says so, or it was stated and leaves one way only.
    fn implied(&self, i: usize, known: &catalogue::Decision) -> Option<Chosen> {
        let is_settled = |ask: &&Ask<'_>| ask.constraint.options.len() == 1 && self.is_stated(ask.by, ask.option);
        let settled = self.relations.required[i].iter().filter(is_settled);
        self.relations.implied[i].iter().chain(settled).find_map(|ask| {
            if self.chosen_before(ask.by, i) != Some(Some(ask.option)) {
                return None;
            }
            let option = known.option(ask.constraint.options.first()?)?;
            if known.options[option].forbidden.is_some() {
                return None;
            }
            let by = By::Implied(DecisionId(self.open[ask.by].id.to_owned()));
            Some(Chosen { option, by, because: ask.constraint.because.clone(), read: vec![ask.by] })
        })
    }

    fn is_stated(&self, i: usize, option: usize) -> bool {
        match &self.forced {
            Some(forced) if forced.decision == i => forced.option == option,
            _ => self.open[i].stated_option() == Some(option),
        }
    }

    /// Chosen by the first rule that holds and whose option goes with what is decided.
    fn by_rule(&self, i: usize, known: &catalogue::Decision, report: &mut Report) -> Chosen {
        let mut read = Vec::new();
        let mut first = None;
        for rule in &known.defaults {
            if let Some(when) = &rule.when {
                read.extend(self.read_by(when));
                if !self.holds(when, report) {
                    continue;
                }
            }
            let option = &known.options[rule.choose];
            if option.forbidden.is_some() {
                continue;
            }
            let because = if rule.because.is_empty() { option.reason.clone() } else { rule.because.clone() };
            let condition = rule.when.as_ref().map(|when| when.condition.text().to_owned());
            let by = match &rule.by {
                Some(title) => By::Standard { title: title.clone(), rule: condition },
                None => By::Rule(condition),
            };
            let chosen = Chosen { option: rule.choose, by, because, read: read.clone() };
            match self.objection(i, rule.choose) {
                Objection::None => return chosen,
                Objection::By(other) => read.push(other),
            }
            first = first.or(Some(chosen));
        }
        // Nothing goes with what is decided: the contradiction is told when all is made.
        first.expect("the last rule of a decision has no condition, and what it chooses is allowed")
    }

    /// Whether an option goes with what is decided before.
    pub(super) fn is_admissible(&self, i: usize, option: usize) -> bool {
        matches!(self.objection(i, option), Objection::None)
    }

    /// The first earlier decision that does not go with an option: by what the option asks of it, or by what it asks.
    fn objection(&self, i: usize, option: usize) -> Objection {
        let Some(choice) = self.open[i].known.and_then(|known| known.options.get(option)) else {
            return Objection::None;
        };
        let names = |constraint: &Constraint, id: &str| constraint.options.iter().any(|option| option == id);
        let before = |constraint: &Constraint| {
            let other = *self.index.get(constraint.decision.as_str())?;
            let chosen = self.chosen_before(other, i)?.map(|option| self.open[other].option_id(option));
            Some((other, chosen.is_some_and(|id| names(constraint, id))))
        };
        let asks = |by: usize, option: usize| self.chosen_before(by, i) == Some(Some(option));
        let required = choice.requires.iter().filter_map(before).find(|(_, named)| !named);
        let excluded = choice.excludes.iter().filter_map(before).find(|(_, named)| *named);
        let relations = &self.relations;
        let wanted = relations.required[i].iter().filter(|ask| !names(ask.constraint, &choice.id));
        let refused = relations.excluded[i].iter().filter(|ask| names(ask.constraint, &choice.id));
        let asked = wanted.chain(refused).find(|ask| asks(ask.by, ask.option)).map(|ask| ask.by);
        match required.or(excluded).map(|(other, _)| other).or(asked) {
            Some(other) => Objection::By(other),
            None => Objection::None,
        }
    }

    /// What another decision chose, if it was made before this one: `Some(None)` where it does not apply.
    fn chosen_before(&self, other: usize, i: usize) -> Option<Option<usize>> {
        if !self.is_before(other, i) {
            return None;
        }
        match &self.made[other].as_ref()?.decided {
            Decided::Chosen { option, .. } => Some(Some(*option)),
            Decided::NotApplicable { .. } => Some(None),
        }
    }

    fn is_before(&self, other: usize, i: usize) -> bool {
        match &self.forced {
            // What is forced stands before everything that it does not read itself.
            Some(forced) if forced.decision == other => !forced.reads.contains(&i) && other != i,
            Some(forced) if forced.decision == i => forced.reads.contains(&other),
            _ => self.position[other] < self.position[i],
        }
    }

    fn holds(&self, rule: &Rule, report: &mut Report) -> bool {
        rule.condition.holds(&self.scope).unwrap_or_else(|fault| {
            let message = format!("this condition cannot be evaluated: {fault}");
            report.error(Diagnostic::error(Code::new("catalogue", "condition"), rule.place, message));
            false
        })
    }

    fn read_by<'r>(&'r self, rule: &'r Rule) -> impl Iterator<Item = usize> + 'r {
        rule.condition.decisions().filter_map(|id| self.index.get(id).copied())
    }

    /// The earlier decisions that the chosen option requires something of.
    fn required_before<'r>(&'r self, i: usize, option: usize) -> impl Iterator<Item = usize> + 'r {
        let choice = self.open[i].known.and_then(|known| known.options.get(option));
        let required = choice.into_iter().flat_map(|choice| &choice.requires);
        let required = required.filter_map(|constraint| self.index.get(constraint.decision.as_str()).copied());
        required.filter(move |other| self.is_before(*other, i) && self.made[*other].is_some())
    }
}

fn sorted(mut indices: Vec<usize>, but: usize) -> Vec<usize> {
    indices.retain(|index| *index != but);
    indices.sort_unstable();
    indices.dedup();
    indices
}
