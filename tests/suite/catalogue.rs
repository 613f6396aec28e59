//! The catalogue, read as the strictest reviewer would: texts, references, and that every rule of it can matter.

use archplan::catalogue::{self, Catalogue, Decision, Rule};
use archplan::expression::Scope;
use archplan::plan::{By, Lock, Plan, resolve};
use archplan::report::Report;
use archplan::scaffold::Target;
use archplan::source::Sources;
use archplan::spec;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A spec of a case, without its decisions, and the choices that it makes.
#[derive(Clone)]
struct Case {
    name: String,
    head: String,
    choices: BTreeMap<String, String>,
}

struct Known {
    catalogue: Catalogue,
    cases: Vec<Case>,
}

impl Known {
    fn new() -> Self {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let catalogue = catalogue::load(&catalogue::built_in(), &mut sources, &mut report).unwrap();
        let told: Vec<_> = report.found().iter().map(|d| format!("{}: {}", d.code, d.message)).collect();
        assert!(told.is_empty(), "the catalogue is read without a word: {told:#?}");
        Self { catalogue, cases: cases() }
    }

    fn options(&self) -> impl Iterator<Item = (&Decision, &catalogue::Choice)> {
        self.catalogue.decisions.iter().flat_map(|d| d.options.iter().map(move |option| (d, option)))
    }

    /// The plan of a case with more choices, and the codes of what was told.
    fn plan(&self, case: &Case, more: &BTreeMap<String, String>) -> (Option<Plan>, Vec<String>) {
        let mut choices = case.choices.clone();
        choices.extend(more.iter().map(|(id, option)| (id.clone(), option.clone())));
        let lines: String = choices.iter().map(|(id, option)| format!("  {id}: {option}\n")).collect();
        let decisions = if lines.is_empty() { String::new() } else { format!("decisions:\n{lines}") };
        resolved(&format!("{}{decisions}", case.head), &self.catalogue)
    }

    /// A plan of the first case in which this option is chosen, with what it needs of others chosen too.
    fn reached(&self, id: &str, option: &str) -> Option<(Plan, &Case, BTreeMap<String, String>)> {
        self.cases.iter().find_map(|case| {
            let mut choices = BTreeMap::from([(id.to_owned(), option.to_owned())]);
            self.close(case, id, &mut choices, 0).map(|plan| (plan, case, choices))
        })
    }

    /// Adds choices until the plan stands: those that the chosen options require, and those without which the question
    /// does not arise.
    fn close(&self, case: &Case, id: &str, choices: &mut BTreeMap<String, String>, depth: usize) -> Option<Plan> {
        let (plan, _) = self.plan(case, choices);
        if let Some(plan) = plan.filter(|plan| plan.chosen(id) == choices.get(id).map(String::as_str)) {
            return Some(plan);
        }
        if depth > 4 {
            return None;
        }
        for (missing, wanted) in self.wanted(case, choices) {
            for option in wanted {
                let mut more = choices.clone();
                more.insert(missing.clone(), option);
                if let Some(plan) = self.close(case, id, &mut more, depth + 1) {
                    *choices = more;
                    return Some(plan);
                }
            }
        }
        None
    }

    /// Decisions that a set of choices leaves open and asks something of, with the options that would do.
    fn wanted(&self, case: &Case, choices: &BTreeMap<String, String>) -> Vec<(String, Vec<String>)> {
        let mut wanted = Vec::new();
        let stated = |id: &str| choices.contains_key(id) || case.choices.contains_key(id);
        for (id, option) in choices {
            let decision = self.catalogue.decision(id).unwrap();
            let chosen = &decision.options[decision.option(option).unwrap()];
            for constraint in chosen.requires.iter().filter(|constraint| !stated(&constraint.decision)) {
                wanted.push((constraint.decision.clone(), constraint.options.clone()));
            }
            let without = |other: &str, out: &[String]| -> Vec<String> {
                let other = self.catalogue.decision(other).unwrap();
                other.options.iter().map(|o| o.id.clone()).filter(|id| !out.contains(id)).collect()
            };
            for constraint in chosen.excludes.iter().filter(|constraint| !stated(&constraint.decision)) {
                wanted.push((constraint.decision.clone(), without(&constraint.decision, &constraint.options)));
            }
            if let Some(applies) = &decision.applies {
                let read = applies.condition.decisions().filter(|other| !stated(other));
                wanted.extend(read.map(|other| (other.to_owned(), without(other, &[]))));
            }
        }
        wanted
    }
}

fn resolved(text: &str, catalogue: &Catalogue) -> (Option<Plan>, Vec<String>) {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let file = sources.add("spec.yaml", text);
    let spec = spec::read(&sources, file, &mut report).and_then(|draft| draft.finish(&report));
    let plan = spec.and_then(|spec| resolve(&spec, &Lock::default(), catalogue, &mut report)).ok();
    (plan, report.found().iter().map(|d| format!("{}: {}", d.code, d.message)).collect())
}

/// The examples, the cases of `tests/cases/catalogue`, and each of them without its choices.
fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> =
        fs::read_dir(root.join("tests/cases/catalogue")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let examples = ["order-processing", "user-management", "item-catalog"];
    files.extend(examples.map(|name| root.join("examples").join(name).join("spec.yaml")));
    let mut cases = Vec::new();
    for file in files {
        let (head, choices) = split(&fs::read_to_string(&file).unwrap());
        let name = file.strip_prefix(root).unwrap().display().to_string();
        if !choices.is_empty() && file.parent().is_some_and(|folder| !folder.ends_with("catalogue")) {
            cases.push(Case {
                name: format!("{name} without its choices"),
                head: head.clone(),
                choices: BTreeMap::new(),
            });
        }
        cases.push(Case { name, head, choices });
    }
    cases
}

/// A spec without `decisions` and `accept`, and the options that it chose of the catalogue's decisions.
fn split(text: &str) -> (String, BTreeMap<String, String>) {
    let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    let mut choices = BTreeMap::new();
    for (id, choice) in value.get("decisions").and_then(|d| d.as_mapping()).into_iter().flatten() {
        if choice.get("question").is_none() {
            let chosen = choice.get("choose").unwrap_or(choice).as_str().unwrap();
            let text = match choice.get("phase").and_then(|phase| phase.as_str()) {
                Some(phase) => format!("{{ choose: {chosen}, phase: {phase} }}"),
                None => chosen.to_owned(),
            };
            choices.insert(id.as_str().unwrap().to_owned(), text);
        }
    }
    let mut head = String::new();
    let mut dropped = false;
    for line in text.lines() {
        if !line.starts_with([' ', '#']) && !line.is_empty() {
            dropped = line.starts_with("decisions:") || line.starts_with("accept:");
        }
        if !dropped {
            head.push_str(line);
            head.push('\n');
        }
    }
    (head, choices)
}

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

/// Every plan of a case, alone and with one more choice, where it stands.
fn seen(known: &Known) -> Vec<Seen> {
    let mut seen = Vec::new();
    for case in &known.cases {
        let (plan, told) = known.plan(case, &BTreeMap::new());
        assert!(plan.is_some(), "{}: {told:#?}", case.name);
        seen.extend(plan.as_ref().map(Seen::of));
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
