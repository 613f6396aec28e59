//! The catalogue, read as the strictest reviewer would: texts, references, and that every rule of it can matter.

mod pairs;
mod reach;
mod texts;

use archplan::catalogue::{self, Catalogue, Decision};
use archplan::plan::{Lock, Plan, resolve};
use archplan::report::Report;
use archplan::source::Sources;
use archplan::spec;
use std::collections::BTreeMap;
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
