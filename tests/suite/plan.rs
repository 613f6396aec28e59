//! Resolving, over the whole catalogue.

use archplan::catalogue::{self, Catalogue};
use archplan::plan::{By, Decided, Lock, NodeId, Outcome, Plan, resolve};
use archplan::report::Report;
use archplan::source::Sources;
use archplan::spec::{self, Spec};
use std::collections::BTreeMap;
use std::sync::OnceLock;

const DATA: &str = "data: { entities: { Item: { fields: { id: { type: uuid, key: true }, price: { type: decimal, precision: 9, scale: 2 }, \
                    word: { type: secret } } } } }\napi: { resources: { items: { entity: Item, operations: [create, list, update] } } }\n";

static KNOWN: OnceLock<Known> = OnceLock::new();

struct Known {
    catalogue: Catalogue,
}

impl Known {
    fn new() -> Self {
        Self {
            catalogue: catalogue::load(&catalogue::built_in(), &mut Sources::default(), &mut Report::default())
                .unwrap(),
        }
    }

    /// The plan of a spec with these choices, or the codes of what was told.
    fn plan(&self, choices: &[(&str, &str)], lock: &Lock) -> Result<Plan, Vec<String>> {
        self.plan_of(&spec_of(choices), lock)
    }

    fn plan_of(&self, text: &str, lock: &Lock) -> Result<Plan, Vec<String>> {
        let (spec, mut report) = read(text);
        let plan = resolve(&spec, lock, &self.catalogue, &mut report);
        plan.map_err(|_| {
            report.found().iter().map(|diagnostic| format!("{}: {}", diagnostic.code, diagnostic.message)).collect()
        })
    }
}

/// A spec with these choices.
fn spec_of(choices: &[(&str, &str)]) -> String {
    let lines: String = choices.iter().map(|(id, option)| format!("  {id}: {option}\n")).collect();
    let decisions = if lines.is_empty() { String::new() } else { format!("decisions:\n{lines}") };
    format!("archplan: 1\nservice: {{ name: a }}\n{decisions}{DATA}")
}

fn read(text: &str) -> (Spec, Report) {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let file = sources.add("spec.yaml", text);
    let spec = spec::read(&sources, file, &mut report).and_then(|draft| draft.finish(&report));
    (spec.unwrap_or_else(|_| panic!("{:?}", report.found())), report)
}

/// What was decided, without by whom.
fn choices(plan: &Plan) -> BTreeMap<String, Option<String>> {
    plan.decisions.iter().map(|d| (d.id.to_string(), d.chosen().map(|option| option.id.clone()))).collect()
}

#[test]
fn an_explicit_choice_wins_or_is_refused() {
    let known = Known::new();
    for decision in &known.catalogue.decisions {
        for option in &decision.options {
            match known.plan(&[(&decision.id, &option.id)], &Lock::default()) {
                Ok(plan) => {
                    let made = plan.decision(&decision.id).unwrap();
                    assert_eq!(
                        made.chosen().map(|chosen| chosen.id.as_str()),
                        Some(option.id.as_str()),
                        "{}",
                        decision.id
                    );
                    assert!(matches!(made.by(), Some(By::Spec(_))));
                }
                Err(told) => assert!(
                    told.iter()
                        .all(|line| line.starts_with("plan/contradiction") || line.starts_with("plan/not-applicable")),
                    "{}: {}: {told:?}",
                    decision.id,
                    option.id
                ),
            }
        }
    }
}

#[test]
fn saying_what_would_be_decided_anyway_changes_nothing_but_by_whom() {
    let known = Known::new();
    let open = known.plan(&[], &Lock::default()).unwrap();
    for decision in &open.decisions {
        let Some(option) = decision.chosen() else { continue };
        let stated = known
            .plan(&[(decision.id.as_str(), &option.id)], &Lock::default())
            .unwrap_or_else(|told| panic!("{told:?}"));
        assert_eq!(choices(&open), choices(&stated), "{}", decision.id);
    }
}

#[test]
fn the_order_of_choices_does_not_matter() {
    let known = Known::new();
    let mut stated = [
        ("database", "postgresql"),
        ("cloud", "aws"),
        ("orchestration", "kubernetes"),
        ("kubernetes-platform", "eks"),
        ("ci", "github-actions"),
    ];
    let one = choices(&known.plan(&stated, &Lock::default()).unwrap());
    stated.reverse();
    assert_eq!(one, choices(&known.plan(&stated, &Lock::default()).unwrap()));
}

#[test]
fn a_lock_keeps_what_was_decided_and_the_spec_wins_over_it() {
    let known = Known::new();
    let lock = Lock::of([("pagination", "offset")]);
    let kept = known.plan(&[], &lock).unwrap();
    assert_eq!(kept.chosen("pagination"), Some("offset"));
    assert_eq!(kept.decision("pagination").unwrap().by(), Some(&By::Lock));
    let stated = known.plan(&[("pagination", "keyset")], &lock).unwrap();
    assert_eq!(stated.chosen("pagination"), Some("keyset"));
}

#[test]
fn a_locked_option_that_is_gone_is_told_and_not_decided_anew() {
    let known = Known::new();
    let lock = Lock::of([("pagination", "offfset")]);
    let told = known.plan(&[], &lock).unwrap_err();
    assert_eq!(told, ["lock/unknown-option: the lock keeps `offfset` for `pagination`, which is not an option of it"]);
    assert!(known.plan(&[("pagination", "keyset")], &lock).is_ok(), "the spec says it anyway");
}

#[test]
fn a_locked_choice_that_differs_from_the_rules_is_held_until_it_is_let_go() {
    let known = Known::new();
    let mut lock = Lock::of([("pagination", "offset"), ("replicas", "several"), ("orm", "sqlalchemy")]);
    let plan = known.plan(&[], &lock).unwrap();
    let held = |plan: &Plan| plan.held.iter().map(|held| (held.decision.to_string(), held.kept)).collect::<Vec<_>>();
    assert!(held(&plan).contains(&("pagination".to_owned(), true)), "{:?}", plan.held);
    // A choice that no longer goes with what the spec says is let go, and that is told.
    let plan = known.plan(&[("database", "sqlite")], &lock).unwrap();
    assert_eq!(plan.chosen("replicas"), Some("single"));
    assert!(held(&plan).contains(&("replicas".to_owned(), false)), "{:?}", plan.held);
    lock.update(&["pagination".to_owned()]);
    assert_eq!(known.plan(&[], &lock).unwrap().chosen("pagination"), Some("keyset"));
}

#[test]
fn a_stated_option_that_leaves_one_way_decides_that_one_too() {
    let known = Known::new();
    let plan = known.plan(&[("framework", "axum")], &Lock::default()).unwrap_or_else(|told| panic!("{told:?}"));
    assert_eq!(plan.chosen("language"), Some("rust"));
    assert!(matches!(plan.decision("language").unwrap().by(), Some(By::Implied(by)) if by.as_str() == "framework"));
}

/// What is tried out is what a real run with that choice gives.
#[test]
fn trying_an_option_out_gives_what_choosing_it_gives() {
    let known = Known::new();
    let stated: [&[(&str, &str)]; 3] = [
        &[],
        &[("orm", "sqlalchemy"), ("database", "postgresql"), ("managed-database", "rds"), ("cloud", "aws")],
        &[("orchestration", "kubernetes"), ("kubernetes-platform", "eks"), ("container-registry", "ecr")],
    ];
    for stated in stated {
        assert_tried(&known, stated);
    }
}

fn assert_tried(known: &Known, stated: &[(&str, &str)]) {
    let (spec, _) = read(&spec_of(stated));
    let base = known.plan(stated, &Lock::default()).unwrap_or_else(|told| panic!("{told:?}"));
    let alternatives = archplan::plan::alternatives(&spec, &base, &known.catalogue);
    let mut tried = 0;
    for decision in base.decisions.iter().filter(|decision| decision.chosen().is_some()) {
        for alternative in alternatives.of(&decision.id) {
            let id = decision.id.as_str();
            let others = stated.iter().copied().filter(|(other, _)| *other != id);
            let real: Vec<_> = others.chain([(id, alternative.option.as_str())]).collect();
            match (&alternative.outcome, known.plan(&real, &Lock::default())) {
                (Outcome::Refused(_), Err(_)) => {}
                (Outcome::Flips(flips), Ok(real)) => {
                    let (before, after) = (choices(&base), choices(&real));
                    let differs = |other: &String| other != id && before[other] != after[other];
                    let expected: BTreeMap<_, _> =
                        after.keys().filter(|id| differs(id)).map(|id| (id.clone(), after[id].clone())).collect();
                    let found = flips.iter().map(|flip| (flip.decision.to_string(), flip.to.clone())).collect();
                    assert_eq!(expected, found, "{id}={}", alternative.option);
                }
                (outcome, real) => {
                    panic!("{id}={}: {outcome:?}, but really {:?}", alternative.option, real.map(|_| ()))
                }
            }
            tried += 1;
        }
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn every_decision_rests_only_on_earlier_ones_that_are_there() {
    let known = Known::new();
    let plan = known.plan(&[], &Lock::default()).unwrap();
    let mut depth: BTreeMap<&str, usize> = BTreeMap::new();
    // A walk up the reasons ends: the graph has no circle.
    for _ in 0..plan.decisions.len() {
        for decision in &plan.decisions {
            let below = decision
                .rests_on
                .iter()
                .filter_map(|reason| depth.get(reason.as_str()))
                .max()
                .map_or(0, |depth| depth + 1);
            depth.insert(decision.id.as_str(), below);
        }
    }
    assert!(depth.values().all(|depth| *depth < plan.decisions.len()), "{depth:?}");
    for decision in &plan.decisions {
        assert!(decision.rests_on.iter().all(|reason| plan.decision(reason.as_str()).is_some()), "{}", decision.id);
        assert!(!decision.because().is_empty() || decision.own, "{} has no reason", decision.id);
        if let Decided::NotApplicable { because } = &decision.decided {
            assert!(!because.is_empty(), "{}", decision.id);
        }
    }
}

#[test]
fn creations_that_take_a_key_may_be_in_use() {
    let known = Known::new();
    let spec =
        |choice: &str| format!("archplan: 1\nservice: {{ name: a }}\ndecisions: {{ idempotency: {choice} }}\n{DATA}");
    let cases = [("idempotency-key", true), ("{ choose: idempotency-key, phase: later }", false), ("none", false)];
    for (choice, keyed) in cases {
        let plan = known.plan_of(&spec(choice), &Lock::default()).unwrap();
        let create = plan.operations().find(|operation| operation.id == "items.create").unwrap();
        assert_eq!(create.failures.contains(&409), keyed, "{choice}");
        assert_eq!(plan.builds("idempotency", "idempotency-key"), keyed, "{choice}");
    }
}

/// Choices of any decisions, each with any of its options, in any order.
fn any_choices() -> impl proptest::strategy::Strategy<Value = Vec<(usize, usize)>> {
    proptest::collection::vec((0usize..1000, 0usize..1000), 1..8)
}

/// The choices by their names, the first of each decision.
fn named<'a>(known: &'a Known, picks: &[(usize, usize)]) -> Vec<(&'a str, &'a str)> {
    let decisions = &known.catalogue.decisions;
    let mut found: Vec<(&str, &str)> = Vec::new();
    for (decision, option) in picks {
        let decision = &decisions[decision % decisions.len()];
        let option = &decision.options[option % decision.options.len()];
        if found.iter().all(|(id, _)| *id != decision.id) {
            found.push((&decision.id, &option.id));
        }
    }
    found
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(96))]

    #[test]
    fn whatever_is_stated_stands_or_is_refused_in_any_order(picks in any_choices(), turn in 0usize..8) {
        let known = KNOWN.get_or_init(Known::new);
        let stated = named(known, &picks);
        let mut turned = stated.clone();
        turned.rotate_left(turn % stated.len());
        turned.reverse();
        match (known.plan(&stated, &Lock::default()), known.plan(&turned, &Lock::default())) {
            (Ok(one), Ok(other)) => {
                proptest::prop_assert_eq!(choices(&one), choices(&other));
                for (id, option) in &stated {
                    proptest::prop_assert_eq!(one.chosen(id), Some(*option));
                }
                // Saying all of it changes nothing but by whom.
                let all: Vec<_> = one.decisions.iter().filter_map(|d| Some((d.id.as_str(), d.chosen()?.id.as_str()))).collect();
                let whole = known.plan(&all, &Lock::default());
                proptest::prop_assert_eq!(whole.map(|plan| choices(&plan)), Ok(choices(&one)));
                // A lock of it keeps it, and a locked plan is the same plan.
                let locked = known.plan(&stated, &Lock::of(all)).unwrap();
                proptest::prop_assert_eq!(choices(&locked), choices(&one));
                proptest::prop_assert!(locked.held.is_empty());
                for (old, new) in one.decisions.iter().zip(&locked.decisions) {
                    proptest::prop_assert_eq!(&old.rests_on, &new.rests_on);
                    proptest::prop_assert_eq!(old.because(), new.because());
                }
            }
            (Err(mut one), Err(mut other)) => {
                one.sort();
                other.sort();
                proptest::prop_assert_eq!(one, other);
            }
            (one, other) => proptest::prop_assert!(false, "{:?} {:?}", one.map(|_| ()), other.map(|_| ())),
        }
    }
}

#[test]
fn a_goal_is_served_by_what_the_catalogue_says_of_the_choices() {
    let known = Known::new();
    let spec = |choice: &str| {
        format!(
            "archplan: 1\nservice: {{ name: a }}\nqualities: {{ checkout-latency: {{ statement: Soon }}, \
             calm: {{ statement: Sleep, attribute: availability }}, odd: {{ statement: Odd }} }}\n\
             decisions: {{ pagination: {choice}, language: {{ choose: python, serves: [odd] }} }}\n{DATA}"
        )
    };
    let plan = known.plan_of(&spec("keyset"), &Lock::default()).unwrap();
    let attributes: Vec<_> = plan.qualities.iter().map(|quality| quality.attribute.as_deref()).collect();
    assert_eq!(attributes, [Some("performance-efficiency"), Some("availability"), None]);
    let serves = |plan: &Plan, id: &str| plan.decision(id).unwrap().serves.clone();
    assert_eq!(serves(&plan, "pagination"), ["checkout-latency"]);
    assert_eq!(serves(&plan, "shutdown"), ["calm"]);
    assert_eq!(serves(&plan, "language"), ["odd"]);
    let motivated = |plan: &Plan, goal: &str| {
        plan.trace.consequences(&NodeId::Quality(goal.to_owned())).contains(&&NodeId::Decision("pagination".to_owned()))
    };
    assert!(motivated(&plan, "checkout-latency") && !motivated(&plan, "calm"));
    let other = known.plan_of(&spec("whole-list"), &Lock::default()).unwrap();
    assert!(serves(&other, "pagination").is_empty() && !motivated(&other, "checkout-latency"));
    let later = known.plan_of(&spec("{ choose: keyset, phase: later }"), &Lock::default()).unwrap();
    assert!(serves(&later, "pagination").is_empty());
}

#[test]
fn what_is_accepted_stays_in_the_plan_with_its_reason() {
    let known = Known::new();
    let spec = |accept: &str| {
        format!(
            "archplan: 1\nservice: {{ name: a }}\n{accept}decisions: {{ decimal-representation: floating-point }}\n{DATA}"
        )
    };
    let of = |accept: &str| {
        let plan = known.plan_of(&spec(accept), &Lock::default()).unwrap();
        let advice =
            plan.advice.iter().find(|a| a.code.to_string() == "advice/money-as-floating-point").unwrap().clone();
        assert_eq!(advice.about.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["decimal-representation"]);
        advice.accepted
    };
    assert_eq!(of(""), None);
    assert_eq!(of("accept: { advice/money-as-floating-point: Only weights }\n").as_deref(), Some("Only weights"));
}
