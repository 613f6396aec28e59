use super::*;
use crate::spec::{Draft, read_node};
use element::names;

const ORDER: &str = include_str!("../../../examples/order-processing/spec.yaml");
const EVERYTHING: &str = include_str!("../../../tests/cases/scaffolds/every-kind-and-name.yaml");

/// A spec as its tree, and what it says.
fn spec(text: &str, sources: &mut Sources) -> (Node, Spec) {
    let mut report = Report::default();
    let file = sources.add("spec.yaml", text);
    let node = crate::yaml::parse(sources, file, &mut report).unwrap();
    let draft = read_node(&node, &mut report).unwrap();
    (node, draft.finish(&report).unwrap())
}

/// A spec with changes made in it, and what went too; or every fault with its place.
fn changed(text: &str, words: &[&str]) -> Result<(Draft, Vec<String>), Vec<String>> {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let (node, spec) = spec(text, &mut sources);
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let read = parse(&words, &mut sources, &mut report)
        .and_then(|changes| apply(&changes, &node, &spec, &mut report))
        .and_then(|changed| {
            let draft = read_node(&changed.node, &mut report)?;
            report.check()?;
            Ok((draft, changed.also.into_iter().map(|also| format!("{}: {}", also.what, also.because)).collect()))
        });
    read.map_err(|_| report.found().iter().map(|found| told(found, &sources)).collect())
}

fn told(found: &Diagnostic, sources: &Sources) -> String {
    let place = found.place.as_ref().map(|place| sources.place(place.span)).unwrap_or_default();
    format!("{place} {}: {}; {}", found.code, found.message, found.help.join("; "))
}

fn faults(words: &[&str]) -> Vec<String> {
    changed(ORDER, words).map(drop).unwrap_err()
}

#[test]
fn what_is_no_change_is_told_with_what_was_meant() {
    for (words, expected) in [
        (
            &["database"][..],
            "<change>:1:1 spec/change: `database` is not a change; write `decision=option`, `decision=` to leave it open, \
             or `remove kind:name`",
        ),
        (
            &["entity:Order"],
            "<change>:1:1 spec/change: `entity:Order` is not a change; write `remove entity:Order` to take it out",
        ),
        (
            &["=sqlite"],
            "<change>:1:1 spec/change: this does not say which decision changes; write the decision before the `=`, such \
             as `database=sqlite`",
        ),
        (
            &["messaging=:later"],
            "<change>:1:1 spec/change: a phase needs an option that is built then; write the option too: \
             `messaging=option:later`",
        ),
        (
            &["remove entty:Order"],
            "<change>:1:8 spec/change: `entty` is not a kind of element that can be removed; did you mean `entity`?",
        ),
        (
            &["remove", "entity:Odrer"],
            "<change>:1:15 spec/unknown-name: this spec has no `entity:Odrer`; did you mean `Order`?",
        ),
        (
            &["database=mysql", "remove field:Order.stauts"],
            "<change>:2:14 spec/unknown-name: this spec has no `field:Order.stauts`; did you mean `Order.status`?",
        ),
        (
            &["datbase="],
            "<change>:1:1 spec/unknown-name: this spec does not decide `datbase`, so it is open already; did you mean \
             `database`?",
        ),
        (
            &["price-capture="],
            "<change>:1:1 spec/own-decision: `price-capture` is a decision of this spec alone: nobody else can decide it; \
             choose one of its options, or write `remove decision:price-capture`",
        ),
        (
            &["database=mysql", "database=sqlite"],
            "<change>:2:1 spec/repeated-name: `database` is changed a second time; keep one of the two",
        ),
        (
            &["messaging=kafka:sometime"],
            "<change>:1:17 spec/unknown-word: `sometime` is not a phase; it is one of `now`, `later`",
        ),
    ] {
        assert_eq!(faults(words), [expected], "{words:?}");
    }
}

#[test]
fn every_fault_is_told_at_once() {
    assert_eq!(faults(&["database", "=x", "remove Order"]).len(), 3);
    let told = "<change>:1:8 spec/change: this does not say what goes; write `remove kind:name`, such as `remove entity:OrderItem`";
    assert_eq!(faults(&["remove"]), [told]);
}

#[test]
fn a_choice_keeps_what_stands_beside_it_but_for_the_reason() {
    let (draft, _) =
        changed(ORDER, &["database=mysql", "messaging=kafka", "language=go", "pagination=offset"]).unwrap();
    let choice = |id: &str| draft.partial().decisions.get(id).unwrap();
    assert_eq!(choice("database").choose.value, "mysql");
    assert!(choice("database").because.is_none(), "the reason was given for another option");
    assert_eq!(choice("database").serves.len(), 1);
    assert_eq!(choice("messaging").phase.as_ref().map(|phase| phase.value), Some(crate::spec::Phase::Later));
    assert_eq!(choice("language").choose.value, "go");
    assert_eq!(choice("pagination").choose.value, "offset");
}

#[test]
fn the_same_choice_changes_nothing_and_a_phase_alone_keeps_the_reason() {
    let (draft, _) =
        changed(ORDER, &["database=postgresql", "messaging=rabbitmq:now", "ci=github-actions:later"]).unwrap();
    let choice = |id: &str| draft.partial().decisions.get(id).unwrap();
    assert!(choice("database").because.is_some());
    assert!(choice("messaging").because.is_some());
    assert_eq!(choice("messaging").phase.as_ref().map(|phase| phase.value), Some(crate::spec::Phase::Now));
    assert_eq!(choice("ci").phase.as_ref().map(|phase| phase.value), Some(crate::spec::Phase::Later));
}

#[test]
fn decisions_are_opened_removed_and_of_this_spec_alone() {
    let (draft, also) = changed(ORDER, &["database=", "remove decision:cloud", "price-capture=live"]).unwrap();
    let decisions = &draft.partial().decisions;
    assert!(decisions.get("database").is_none() && decisions.get("cloud").is_none());
    assert_eq!(decisions.get("price-capture").unwrap().choose.value, "live");
    assert_eq!(decisions.get("price-capture").unwrap().options.len(), 2);
    assert!(also.is_empty(), "a decision that is left open still stands: {also:?}");
}

#[test]
fn a_spec_without_decisions_takes_one() {
    for text in ["archplan: 1\nservice: { name: a }\n", "archplan: 1\nservice: { name: a }\ndecisions:\n"] {
        let (draft, _) = changed(text, &["database=sqlite"]).unwrap();
        assert_eq!(draft.partial().decisions.get("database").unwrap().choose.value, "sqlite");
    }
}

#[test]
fn what_cannot_stand_without_an_element_goes_with_it() {
    let (draft, also) = changed(ORDER, &["remove entity:OrderItem"]).unwrap();
    assert_eq!(
        also,
        [
            "relationship:Order.items: it joins `OrderItem`",
            "`items` in `accepts` of operation:orders.create: `items` goes",
            "`items` in `payload` of event:OrderCreated: `items` goes",
            "`OrderItem` in `entities` of the capacity: `OrderItem` goes",
            "`OrderItem.price_at_purchase` in `about` of risk:prices-from-callers: `OrderItem.price_at_purchase` goes",
            "field:Order.total_price: it is a sum over `items`",
            "`total_price` in `sort` of operation:orders.list: `total_price` goes",
            "`total_price` in `payload` of event:OrderCreated: `total_price` goes",
        ]
    );
    assert!(draft.partial().data.relationships.is_empty());
    let text = ORDER
        .replace("cancel:        {", "update: { roles: [support], accepts: [customer_id] }\n        cancel:        {");
    let (_, also) =
        changed(&text.replace("owner: customer_id", "summary: Orders"), &["remove field:Order.customer_id"])
            .unwrap_or_else(|told| panic!("{told:#?}"));
    assert!(also.contains(&"operation:orders.update: nothing that it accepts is left".to_owned()), "{also:?}");
    let (_, also) = changed(ORDER, &["remove", "operation:orders.create", "remove", "role:fulfilment"]).unwrap();
    assert_eq!(
        also,
        [
            "`fulfilment` in `roles` of operation:orders.get: `fulfilment` goes",
            "`fulfilment` in `roles` of operation:orders.list: `fulfilment` goes",
            "operation:orders.update_status: no role that could call it is left",
            "event:OrderCreated: it follows `orders.create`",
            "`orders.update_status` in `after` of event:OrderStatusChanged: `orders.update_status` goes",
            "`OrderCreated` in `events` of the capacity: `OrderCreated` goes",
            "`artifact` of scenario:process-dies: `orders.create` goes",
            "`orders.create` in `about` of risk:prices-from-callers: `orders.create` goes",
        ]
    );
}

#[test]
fn no_removal_leaves_a_name_that_leads_nowhere() {
    let mut removed = 0;
    for text in [ORDER, EVERYTHING] {
        let (_, spec) = spec(text, &mut Sources::default());
        for word in Kind::WORDS {
            for name in names(Kind::of(word).unwrap(), &spec) {
                removed += 1;
                let Err(told) = changed(text, &[&format!("remove {word}:{name}")]) else { continue };
                let dangling: Vec<_> = told.iter().filter(|fault| fault.contains("spec/unknown-name")).collect();
                assert!(dangling.is_empty(), "{word}:{name}: {dangling:#?}");
            }
        }
    }
    assert!(removed > 100, "{removed} elements");
}

#[test]
fn every_kind_of_element_goes() {
    let (_, before) = spec(ORDER, &mut Sources::default());
    for word in Kind::WORDS {
        let kind = Kind::of(word).unwrap();
        // The last one: keys and what others need stand first in the example.
        let Some(name) = names(kind, &before).pop() else { panic!("the example has no {word}") };
        if let Ok((draft, _)) = changed(ORDER, &[&format!("remove {word}:{name}")]) {
            assert!(!names(kind, draft.partial()).contains(&name), "{word}:{name}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_ends_in_a_change_or_a_told_fault(words in proptest::collection::vec("(remove |remove|)[a-z:=. \\PC]{0,24}", 0..4)) {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let parsed = parse(&words, &mut sources, &mut report);
        proptest::prop_assert_eq!(parsed.is_ok(), report.errors() == 0);
        for found in report.found() {
            let span = found.place.as_ref().unwrap().span;
            proptest::prop_assert!(sources.text(span.file).get(span.range()).is_some());
        }
    }
}

#[test]
fn what_a_removed_element_is_named_by_stays_without_the_name() {
    let (draft, also) = changed(
        ORDER,
        &["remove quality:durability", "remove stakeholder:support", "remove integration:inventory-service"],
    )
    .unwrap();
    let spec = draft.partial();
    let names = |names: &[crate::yaml::Text]| names.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
    assert_eq!(names(&spec.goals.get("no-lost-order").unwrap().met_by), ["create"]);
    assert_eq!(names(&spec.goals.get("one-truth").unwrap().wanted_by), ["analytics"]);
    assert!(spec.scenarios.get("process-dies").unwrap().quality.is_none());
    assert!(spec.risks.get("reservation-never-comes").unwrap().about.is_empty());
    assert!(also.iter().any(|also| also.starts_with("`quality` of scenario:process-dies: ")), "{also:?}");
    let (draft, _) = changed(ORDER, &["remove risk:pile-of-events", "remove goal:one-truth"]).unwrap();
    assert!(draft.partial().risks.get("pile-of-events").is_none() && draft.partial().goals.get("one-truth").is_none());
}
