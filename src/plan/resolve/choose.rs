//! How one decision is made: by the spec, by the lock, by an option that implies it, or by a rule.

use super::{Made, Open, Resolving};
use crate::catalogue::{self, Rule};
use crate::plan::{By, Decided, DecisionId, Phase};
use crate::report::{Code, Diagnostic, Report};
use crate::spec;
use std::collections::BTreeSet;

/// What was chosen, before it is known by whom it stands in the plan.
struct Chosen {
    option: usize,
    by: By,
    because: String,
    /// Ids of decisions that were read to choose it.
    read: Vec<String>,
}

impl Resolving<'_> {
    /// Makes one decision; those that it reads are made.
    pub(super) fn make(&mut self, i: usize, report: &mut Report) {
        let made = self.decide(i, report);
        if let Decided::Chosen { option, phase, .. } = &made.decided {
            let id = self.open[i].option_ids()[*option].to_owned();
            self.scope.decide(self.open[i].id, &id, *phase == Phase::Later);
        }
        self.made[i] = Some(made);
    }

    fn decide(&self, i: usize, report: &mut Report) -> Made {
        let open = &self.open[i];
        let mut read: Vec<String> = Vec::new();
        if let Some(applies) = open.known.and_then(|known| known.applies.as_ref()) {
            read.extend(applies.condition.decisions().map(str::to_owned));
            if !self.holds(applies, report) {
                return self.not_applicable(open, &read, report);
            }
        }
        let chosen = self.choose(open, report);
        let phase = match open.stated.and_then(|(_, choice)| choice.phase.as_ref()).map(|phase| phase.value) {
            Some(spec::Phase::Later) => Phase::Later,
            Some(spec::Phase::Now) | None => Phase::Now,
        };
        read.extend(chosen.read.iter().cloned());
        let rests_on = self.rests_on(i, chosen.option, &read);
        let Chosen { option, by, because, .. } = chosen;
        Made { decided: Decided::Chosen { option, by, because, phase }, rests_on }
    }

    fn not_applicable(&self, open: &Open<'_>, read: &[String], report: &mut Report) -> Made {
        let because = open.known.map(|known| known.otherwise.clone()).unwrap_or_default();
        if let Some((id, choice)) = open.stated {
            let message = format!("`{}` is chosen, but the question does not arise", id.value);
            let mut diagnostic = Diagnostic::error(Code::new("plan", "not-applicable"), choice.choose.span, message)
                .here(because.clone());
            for place in read.iter().filter_map(|id| self.index.get(id.as_str())).filter_map(|i| self.open[*i].stated) {
                diagnostic = diagnostic.label(place.1.choose.span, "because of this choice");
            }
            report.error(diagnostic.help(format!("leave `{}` out, or change what it rests on", id.value)));
        }
        Made { decided: Decided::NotApplicable { because }, rests_on: self.indices(read) }
    }

    fn choose(&self, open: &Open<'_>, report: &mut Report) -> Chosen {
        let ids = open.option_ids();
        if let Some((_, choice)) = open.stated
            && let Some(option) = ids.iter().position(|id| **id == choice.choose.value)
        {
            return self.stated(open, choice, option);
        }
        // Names were checked: what the spec does not state is of the catalogue.
        let Some(known) = open.known else {
            return Chosen { option: 0, by: By::Rule(None), because: String::new(), read: Vec::new() };
        };
        let by_rule = self.implied(known).unwrap_or_else(|| self.by_rule(known, report));
        match self.lock.decisions.get(open.id).and_then(|id| known.option(id)) {
            // What the lock keeps and a catalogue forbids is told, not decided anew behind somebody's back.
            Some(option)
                if option != by_rule.option
                    && (known.options[option].forbidden.is_some() || self.is_admissible(&known.options[option])) =>
            {
                let because = known.options[option].reason.clone();
                Chosen { option, by: By::Lock, because, read: Vec::new() }
            }
            _ => by_rule,
        }
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
            read: choice.depends_on.iter().map(|id| id.value.clone()).collect(),
        }
    }

    /// Chosen by an option that another decision has chosen.
    fn implied(&self, known: &catalogue::Decision) -> Option<Chosen> {
        self.made.iter().enumerate().find_map(|(i, made)| {
            let Decided::Chosen { option, .. } = &made.as_ref()?.decided else { return None };
            let implications = &self.open[i].known?.options.get(*option)?.implies;
            let implication = implications.iter().find(|implication| implication.decision == known.id)?;
            let option = known.option(implication.options.first()?)?;
            if known.options[option].forbidden.is_some() {
                return None;
            }
            let by = By::Implied(DecisionId(self.open[i].id.to_owned()));
            Some(Chosen { option, by, because: implication.because.clone(), read: vec![self.open[i].id.to_owned()] })
        })
    }

    /// Chosen by the first rule that holds and whose option goes with what is decided.
    fn by_rule(&self, known: &catalogue::Decision, report: &mut Report) -> Chosen {
        let mut read = Vec::new();
        let mut first = None;
        for rule in &known.defaults {
            if let Some(when) = &rule.when {
                read.extend(when.condition.decisions().map(str::to_owned));
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
            if self.is_admissible(option) {
                return chosen;
            }
            first = first.or(Some(chosen));
        }
        // Nothing goes with what is decided: the contradiction is told when all is made.
        first.expect("the last rule of a decision has no condition, and what it chooses is allowed")
    }

    /// Whether an option goes with what is decided so far.
    fn is_admissible(&self, option: &catalogue::Choice) -> bool {
        let chosen = |id: &str| {
            let i = *self.index.get(id)?;
            match &self.made[i].as_ref()?.decided {
                Decided::Chosen { option, .. } => Some(self.open[i].option_ids()[*option]),
                Decided::NotApplicable { .. } => None,
            }
        };
        let is_made = |id: &str| self.index.get(id).is_some_and(|i| self.made[*i].is_some());
        let has = |options: &[String], id: &str| options.iter().any(|option| option == id);
        option
            .requires
            .iter()
            .filter(|c| is_made(&c.decision))
            .all(|c| chosen(&c.decision).is_some_and(|id| has(&c.options, id)))
            && option.excludes.iter().all(|c| !chosen(&c.decision).is_some_and(|id| has(&c.options, id)))
    }

    fn holds(&self, rule: &Rule, report: &mut Report) -> bool {
        rule.condition.holds(&self.scope).unwrap_or_else(|fault| {
            let message = format!("this condition cannot be evaluated: {fault}");
            report.error(Diagnostic::error(Code::new("catalogue", "condition"), rule.place, message));
            false
        })
    }

    /// What was read, and what the chosen option requires of decisions that were made before.
    fn rests_on(&self, i: usize, option: usize, read: &[String]) -> BTreeSet<usize> {
        let mut rests_on = self.indices(read);
        let required =
            self.open[i].known.iter().filter_map(|known| known.options.get(option)).flat_map(|option| &option.requires);
        let required = required.filter_map(|constraint| self.index.get(constraint.decision.as_str()).copied());
        rests_on.extend(required.filter(|other| self.made[*other].is_some()));
        rests_on.remove(&i);
        rests_on
    }

    fn indices(&self, ids: &[String]) -> BTreeSet<usize> {
        ids.iter().filter_map(|id| self.index.get(id.as_str()).copied()).collect()
    }
}
