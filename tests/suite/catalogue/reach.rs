//! Every option can be chosen, and every rule can matter.

use super::Known;
use archplan::catalogue::Rule;
use archplan::expression::Scope;
use archplan::plan::{By, Plan};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_option_can_be_chosen() {
    let known = Known::new();
    let mut unreached = Vec::new();
    for (decision, option) in known.options() {
        match known.reached(&decision.id, &option.id) {
            Some((plan, ..)) => {
                assert!(matches!(plan.decision(&decision.id).unwrap().by(), Some(By::Spec(_))), "{}", decision.id);
            }
            None => unreached.push(format!("{}: {}", decision.id, option.id)),
        }
    }
    assert!(unreached.is_empty(), "no case of {} lets these be chosen: {unreached:#?}", known.cases.len());
}

/// What a plan leaves to look at when conditions are held against it.
struct Seen {
    scope: Scope,
    /// For each decision that a rule made: the rule's condition.
    by_rule: BTreeSet<(String, Option<String>)>,
    advice: BTreeSet<String>,
}

impl Seen {
    fn of(plan: &Plan) -> Self {
        let by_rule = plan.decisions.iter().filter_map(|decision| match decision.by()? {
            By::Rule(when) => Some((decision.id.to_string(), when.clone())),
            _ => None,
        });
        let advice = plan.advice.iter().map(|advice| advice.code.name.to_string());
        Self { scope: plan.scope().clone(), by_rule: by_rule.collect(), advice: advice.collect() }
    }
}

/// The cases that are also tried with each option of the catalogue.
const VARIED: [&str; 3] = ["/everything.yaml", "/on-aws.yaml", "/queued.yaml"];

/// The plans of the cases, and of some of them with one more choice, where that stands.
fn seen(known: &Known) -> Vec<Seen> {
    let mut seen = Vec::new();
    for case in &known.cases {
        let (plan, told) = known.plan(case, &BTreeMap::new());
        assert!(plan.is_some(), "{}: {told:#?}", case.name);
        seen.extend(plan.as_ref().map(Seen::of));
        // Varying every case would take a minute and show no more.
        if !VARIED.iter().any(|name| case.name.ends_with(name)) {
            continue;
        }
        for (decision, option) in known.options() {
            let more = BTreeMap::from([(decision.id.clone(), option.id.clone())]);
            seen.extend(known.plan(case, &more).0.as_ref().map(Seen::of));
        }
    }
    seen
}

#[test]
fn every_rule_holds_in_one_plan_and_not_in_another() {
    let known = Known::new();
    let seen = seen(&known);
    let mut uncovered = Vec::new();
    let mut both_ways = |what: String, rule: &Rule| {
        for expected in [true, false] {
            if !seen.iter().any(|seen| rule.condition.holds(&seen.scope) == Ok(expected)) {
                uncovered.push(format!("{what}: never {expected}: {}", rule.condition.text()));
            }
        }
    };
    for decision in &known.catalogue.decisions {
        if let Some(applies) = &decision.applies {
            both_ways(format!("{}: applies", decision.id), applies);
        }
        for (i, when) in decision.defaults.iter().enumerate().filter_map(|(i, rule)| Some((i, rule.when.as_ref()?))) {
            both_ways(format!("{}: default {}", decision.id, i + 1), when);
        }
        for option in &decision.options {
            for need in &option.needs {
                both_ways(format!("{}: {}: needs", decision.id, option.id), &need.that);
            }
        }
    }
    for advice in &known.catalogue.advice {
        both_ways(format!("advice {}", advice.id), &advice.when);
        assert_eq!(
            seen.iter().any(|seen| seen.advice.contains(&advice.id)),
            seen.iter().any(|seen| advice.when.condition.holds(&seen.scope) == Ok(true)),
            "advice/{} is given where its condition holds, and only there",
            advice.id
        );
    }
    for decision in &known.catalogue.decisions {
        for rule in &decision.defaults {
            let when = rule.when.as_ref().map(|when| when.condition.text().to_owned());
            let wanted = (decision.id.clone(), when);
            if !seen.iter().any(|seen| seen.by_rule.contains(&wanted)) {
                uncovered.push(format!("{}: no plan is decided by the rule {:?}", decision.id, wanted.1));
            }
        }
    }
    assert!(uncovered.is_empty(), "{uncovered:#?}");
}
