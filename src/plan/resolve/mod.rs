//! From spec, lock and catalogue to a plan.
//!
//! [`order`] sorts the decisions so that each comes after those it reads; [`choose`] decides them one by one;
//! [`contradiction`] holds the choices against what their options ask of one another; [`advice`] warns of what is
//! allowed and risky. Costs are linear in the
//! size of the catalogue.

mod advice;
mod choose;
mod constraint;
mod contradiction;
mod held;
mod names;
mod names_intent;
mod order;
mod relations;
mod standard;
mod weigh;

pub use names::check_names;
pub use weigh::alternatives;

use super::lock::Lock;
use super::{Area, Decided, Decision, DecisionId, Forbidden, Plan, PlanOption, Support};
use crate::catalogue::{self, Catalogue};
use crate::expression::Scope;
use crate::report::{Report, Reported};
use crate::source::Spanned;
use crate::spec::{Choice, Spec};
use crate::yaml::Markdown;
use constraint::Settled;
use relations::Relations;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The title of the area of decisions that only the spec knows.
const OWN_AREA: (&str, &str) = ("service", "This service");

/// A decision to be made: of the catalogue, of the spec, or of both.
struct Open<'a> {
    id: &'a str,
    known: Option<&'a catalogue::Decision>,
    stated: Option<(&'a Spanned<String>, &'a Choice)>,
}

/// A decision made.
#[derive(Clone)]
struct Made {
    decided: Decided,
    /// Indices of the decisions that it rests on, ascending.
    rests_on: Vec<usize>,
}

/// A choice that is tried out, whoever made the one that stands.
struct Forced {
    decision: usize,
    option: usize,
    /// Everything that the question itself rests on, directly or not.
    reads: BTreeSet<usize>,
}

/// Everything that is known while decisions are made.
struct Resolving<'a> {
    lock: &'a Lock,
    /// Decisions that a constraint makes: where the question does not arise, there is nothing to make.
    settled: &'a BTreeSet<String>,
    open: Vec<Open<'a>>,
    index: HashMap<&'a str, usize>,
    relations: Relations<'a>,
    /// For each decision when it is made.
    position: Vec<usize>,
    made: Vec<Option<Made>>,
    scope: Scope,
    forced: Option<Forced>,
}

/// Makes every decision and names every element.
///
/// # Errors
/// When decisions rest on each other in a circle, or choices contradict one another.
pub fn resolve(spec: &Spec, lock: &Lock, catalogue: &Catalogue, report: &mut Report) -> Result<Plan, Reported> {
    let settled = constraint::settled(spec, catalogue);
    let spec = settled.spec.as_ref();
    held::check(lock, spec, catalogue, report);
    let mut resolving = Resolving::of(&settled, lock, catalogue);
    let reads = resolving.make_all(report)?;
    standard::stated(spec, catalogue, report);
    standard::locked(&resolving, report);
    contradiction::check(&mut resolving, &reads, report);
    report.check()?;
    let held = held::differing(&resolving);
    let (mut decisions, scope) = resolving.finish();
    standard::sign(&mut decisions, catalogue);
    let mut plan = super::build::plan(spec, catalogue, areas(catalogue, &decisions), decisions, held, scope);
    constraint::check(spec, &plan, report);
    // Last: what else warns about a plan has done so, and a spec may accept any of it.
    advice::give(spec, &mut plan, catalogue, report);
    report.check().map(|()| plan)
}

/// The decisions of the catalogue in its order, then those that the spec asks itself. A question of the spec takes the
/// place of the catalogue's of the same id.
fn open<'a>(spec: &'a Spec, catalogue: &'a Catalogue) -> Vec<Open<'a>> {
    let stated: BTreeMap<&str, _> =
        spec.decisions.iter().map(|(id, choice)| (id.value.as_str(), (id, choice))).collect();
    let asks = |id: &str| stated.get(id).is_some_and(|(_, choice)| choice.question.is_some());
    let known = catalogue.decisions.iter().filter(|decision| !asks(&decision.id)).map(|decision| Open {
        id: &decision.id,
        known: Some(decision),
        stated: stated.get(decision.id.as_str()).copied(),
    });
    let own = spec.decisions.iter().filter(|(id, _)| asks(id) || catalogue.decision(id).is_none());
    known.chain(own.map(|(id, choice)| Open { id, known: None, stated: Some((id, choice)) })).collect()
}

fn areas(catalogue: &Catalogue, decisions: &[Decision]) -> Vec<Area> {
    let own = decisions.iter().any(|decision| decision.own).then(|| (OWN_AREA.0.to_owned(), OWN_AREA.1.to_owned()));
    catalogue.areas.iter().cloned().chain(own).map(|(id, title)| Area { id, title }).collect()
}

impl<'a> Open<'a> {
    /// The id of one of its options; empty where there is none.
    fn option_id(&self, option: usize) -> &'a str {
        match (self.known, self.stated) {
            (Some(known), _) => known.options.get(option).map_or("", |option| option.id.as_str()),
            (None, Some((_, choice))) => choice.options.keys().nth(option).unwrap_or_default(),
            (None, None) => "",
        }
    }

    fn options_len(&self) -> usize {
        match (self.known, self.stated) {
            (Some(known), _) => known.options.len(),
            (None, Some((_, choice))) => choice.options.len(),
            (None, None) => 0,
        }
    }

    /// The index of the option that the spec states.
    fn stated_option(&self) -> Option<usize> {
        let (_, choice) = self.stated?;
        match self.known {
            Some(known) => known.option(&choice.choose),
            None => choice.options.keys().position(|id| *id == choice.choose.value),
        }
    }

    fn options(&self) -> Vec<PlanOption> {
        match (self.known, self.stated) {
            (Some(known), _) => known.options.iter().map(known_option).collect(),
            (None, Some((_, choice))) => choice.options.iter().map(|(id, option)| own_option(id, option)).collect(),
            (None, None) => Vec::new(),
        }
    }
}

fn known_option(option: &catalogue::Choice) -> PlanOption {
    let support = |support: &catalogue::Support| match support {
        catalogue::Support::Generated => Support::Generated,
        catalogue::Support::Planned => Support::Planned,
        catalogue::Support::Documented => Support::Documented,
        catalogue::Support::ByHand => Support::ByHand,
    };
    PlanOption {
        id: option.id.clone(),
        title: option.title.clone(),
        reason: option.reason.clone(),
        good: option.good.clone(),
        neutral: option.neutral.clone(),
        bad: option.bad.clone(),
        support: option.support.iter().map(|(target, of)| (target.clone(), support(of))).collect(),
        forbidden: option
            .forbidden
            .as_ref()
            .map(|said| Forbidden { by: said.by.clone(), because: said.because.clone() }),
    }
}

fn own_option(id: &str, option: &crate::spec::OwnOption) -> PlanOption {
    let prose = |texts: &[Markdown]| texts.iter().map(|text| text.value.clone()).collect();
    PlanOption {
        id: id.to_owned(),
        title: option.title.as_ref().map_or_else(|| super::build::title(id), |title| title.value.clone()),
        reason: option.reason.as_ref().map(|reason| reason.value.clone()).unwrap_or_default(),
        good: prose(&option.good),
        neutral: prose(&option.neutral),
        bad: prose(&option.bad),
        support: Vec::new(),
        forbidden: None,
    }
}

impl<'a> Resolving<'a> {
    fn of(settled: &'a Settled<'_>, lock: &'a Lock, catalogue: &'a Catalogue) -> Self {
        let spec = settled.spec.as_ref();
        let open = open(spec, catalogue);
        let index = open.iter().enumerate().map(|(i, decision)| (decision.id, i)).collect();
        Self {
            lock,
            settled: &settled.decisions,
            relations: Relations::of(&open, &index),
            position: vec![0; open.len()],
            made: vec![None; open.len()],
            scope: super::facts::scope(spec, catalogue),
            forced: None,
            open,
            index,
        }
    }

    fn make_all(&mut self, report: &mut Report) -> Result<order::Reads, Reported> {
        let reads = order::reads(self);
        let sequence = order::order(self, &reads, report)?;
        for (position, i) in sequence.iter().enumerate() {
            self.position[*i] = position;
        }
        for i in sequence {
            self.make(i, report);
        }
        Ok(reads)
    }

    fn finish(self) -> (Vec<Decision>, Scope) {
        let ids: Vec<DecisionId> = self.open.iter().map(|open| DecisionId(open.id.to_owned())).collect();
        let decisions = self.open.iter().zip(self.made).zip(&ids).map(|((open, made), id)| {
            let made = made.expect("every decision of the order was made");
            let stated = open.stated.map(|(_, choice)| choice);
            Decision {
                id: id.clone(),
                area: open.known.map_or_else(|| OWN_AREA.0.to_owned(), |known| known.area.clone()),
                title: match open.known {
                    Some(known) => known.title.clone(),
                    None => stated
                        .and_then(|choice| choice.title.as_ref())
                        .map_or_else(|| super::build::title(open.id), |title| title.value.clone()),
                },
                question: match open.known {
                    Some(known) => known.question.clone(),
                    None => stated
                        .and_then(|choice| choice.question.as_ref())
                        .map(|question| question.value.clone())
                        .unwrap_or_default(),
                },
                drivers: open.known.map(|known| known.drivers.clone()).unwrap_or_default(),
                options: open.options(),
                decided: made.decided,
                rests_on: made.rests_on.iter().map(|i| ids[*i].clone()).collect(),
                serves: stated.iter().flat_map(|choice| choice.serves.iter().map(|id| id.value.clone())).collect(),
                changed_by: Vec::new(),
                own: open.known.is_none(),
            }
        });
        (decisions.collect(), self.scope)
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::testing::resolve_text;

    #[test]
    fn the_examples_resolve() {
        for text in crate::plan::testing::EXAMPLES
            .iter()
            .map(|(_, text)| *text)
            .chain(["archplan: 1\nservice: { name: bare }\n"])
        {
            if let Err(faults) = resolve_text(text) {
                panic!("{}", faults.join("\n"));
            }
        }
    }
}
