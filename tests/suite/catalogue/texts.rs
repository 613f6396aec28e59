//! What people read in the catalogue.

use super::Known;
use archplan::catalogue::Catalogue;
use archplan::scaffold::Target;
use std::collections::{BTreeMap, BTreeSet};

/// Every sentence of the catalogue that people read, with where it stands.
fn sentences(catalogue: &Catalogue) -> Vec<(String, &str)> {
    let mut all: Vec<(String, &str)> = Vec::new();
    for decision in &catalogue.decisions {
        let at = |what: &str| format!("{}: {what}", decision.id);
        all.push((at("question"), &decision.question));
        all.extend(decision.drivers.iter().map(|text| (at("driver"), text.as_str())));
        let rules = decision.defaults.iter().map(|rule| rule.because.as_str());
        all.extend(rules.filter(|text| !text.is_empty()).map(|text| (at("default"), text)));
        for option in &decision.options {
            let at = |what: &str| format!("{}: {}: {what}", decision.id, option.id);
            all.push((at("reason"), &option.reason));
            all.extend(option.good.iter().map(|text| (at("good"), text.as_str())));
            all.extend(option.neutral.iter().map(|text| (at("neutral"), text.as_str())));
            all.extend(option.bad.iter().map(|text| (at("bad"), text.as_str())));
        }
    }
    for advice in &catalogue.advice {
        all.push((format!("advice {}: message", advice.id), &advice.message));
        all.push((format!("advice {}: because", advice.id), &advice.because));
        all.extend(advice.instead.iter().map(|text| (format!("advice {}: instead", advice.id), text.as_str())));
    }
    for attribute in &catalogue.qualities {
        all.push((format!("quality {}", attribute.id), &attribute.sentence));
    }
    all
}

#[test]
fn no_sentence_stands_twice() {
    let known = Known::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut twice = Vec::new();
    for (place, text) in sentences(&known.catalogue) {
        let folded = text.trim_end_matches('.').to_lowercase();
        if let Some(first) = seen.insert(folded, place.clone()) {
            twice.push(format!("{first} and {place}: {text}"));
        }
    }
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn every_option_has_a_reason_two_sides_and_a_word_for_every_target() {
    let known = Known::new();
    let targets = Target::built_in_ids();
    let mut wrong = Vec::new();
    for (decision, option) in known.options() {
        let mut say = |what: String| wrong.push(format!("{}: {}: {what}", decision.id, option.id));
        for (what, is_there) in [
            ("a title", !option.title.is_empty()),
            ("a reason", !option.reason.is_empty()),
            ("something good", !option.good.is_empty()),
            ("something neither good nor bad", !option.neutral.is_empty()),
            ("something bad", !option.bad.is_empty()),
        ] {
            if !is_there {
                say(format!("it lacks {what}"));
            }
        }
        for target in &targets {
            if !option.support.iter().any(|(id, _)| id == target) {
                say(format!("it does not say what `{target}` does of it"));
            }
        }
        for (id, _) in option.support.iter().filter(|(id, _)| !targets.iter().any(|target| target == id)) {
            say(format!("`{id}` is no target"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn sentences_are_written_in_one_style() {
    let known = Known::new();
    let mut wrong = Vec::new();
    for (place, text) in sentences(&known.catalogue) {
        let what = place.rsplit(": ").next().unwrap();
        let in_a_list = matches!(what, "driver" | "good" | "neutral" | "bad");
        let in_a_diagnostic = matches!(what, "message" | "instead");
        let (least, most) = match what {
            "driver" => (8, 90),
            "question" => (15, 110),
            _ => (10, 220),
        };
        let first = text.chars().next().unwrap();
        let checks = [
            (in_a_diagnostic == first.is_lowercase(), "the case of its first letter"),
            (!(in_a_list || in_a_diagnostic) || !text.ends_with('.'), "a full stop at the end"),
            (in_a_list || in_a_diagnostic || text.ends_with(['.', '?']), "no full stop at the end"),
            ((what == "question") == text.ends_with('?'), "its question mark"),
            ((least..=most).contains(&text.chars().count()), "its length"),
            (!text.contains("  ") && text.trim() == text, "its blanks"),
            (!text.contains(['!', ';', '…']), "an exclamation mark, semicolon or ellipsis"),
        ];
        for (holds, about) in checks {
            if !holds {
                wrong.push(format!("{place}: {about}: {text}"));
            }
        }
    }
    const FILLERS: [&str; 9] =
        ["simply", "just", "easily", "robust", "seamless", "leverage", "very", "best practice", "state of the art"];
    for (place, text) in sentences(&known.catalogue) {
        let padded = format!(" {} ", text.to_lowercase().replace([',', '.', ':', '?'], " "));
        for word in FILLERS.iter().filter(|word| padded.contains(&format!(" {word} "))) {
            wrong.push(format!("{place}: the filler `{word}`: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_area_and_every_attribute_is_used() {
    let known = Known::new();
    for (area, _) in &known.catalogue.areas {
        assert!(known.catalogue.decisions.iter().any(|decision| &decision.area == area), "{area}");
    }
    let served: BTreeSet<&String> = known.options().flat_map(|(d, o)| d.serves.iter().chain(&o.serves)).collect();
    let idle: Vec<_> = known.catalogue.qualities.iter().filter(|a| !served.contains(&a.id)).map(|a| &a.id).collect();
    assert!(idle.is_empty(), "no option serves {idle:?}");
    let mut words: BTreeMap<&str, &str> = BTreeMap::new();
    for attribute in &known.catalogue.qualities {
        for word in attribute.words.iter().chain([&attribute.id]) {
            let other = words.insert(word, &attribute.id);
            assert!(other.is_none(), "`{word}` means {} and {other:?}", attribute.id);
        }
    }
}
