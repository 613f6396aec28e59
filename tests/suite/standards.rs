//! Own catalogues: what they change in a plan, and how their faults are told.
//!
//! A case is a folder in `tests/cases/standards`: a spec, own catalogues in `catalogue`, `catalogue-2`, …, and perhaps a
//! lock. What is decided, or what is told, stands in `told.snap` beside them.

use crate::project::{example, root};
use archplan::catalogue::{self, Catalogue, Overlay, Part};
use archplan::disk;
use archplan::files::{File, RelPath, Tree};
use archplan::plan::{By, Decided, Decision, Lock, Plan};
use archplan::report::{Diagnostic, Label, Report, Severity};
use archplan::source::Sources;
use archplan::{document, plan, spec};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[test]
fn every_case_is_told_as_written() {
    let folder = root().join("tests/cases/standards");
    let mut cases: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 10, "the cases are gone");
    for case in cases {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_description(case.file_name().unwrap().to_str().unwrap());
        settings.bind(|| insta::assert_snapshot!("told", told(&case)));
    }
}

/// What becomes of a case, as text.
fn told(case: &Path) -> String {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let text = fs::read_to_string(case.join("spec.yaml")).unwrap();
    let lock = fs::read_to_string(case.join("archplan.lock")).ok().map(|text| {
        let file = sources.add("archplan.lock", text);
        Lock::read(&sources, file, &mut report).unwrap()
    });
    let overlays: Vec<_> =
        ["catalogue", "catalogue-2"].iter().filter_map(|name| overlay(name, &case.join(name))).collect();
    match resolved(&text, &lock.unwrap_or_default(), &overlays, &mut sources, &mut report) {
        Some(plan) => {
            assert_eq!(report.errors(), 0);
            let warned = report.found().into_iter().filter(|d| d.code.to_string().ends_with("-at-acme"));
            let warned: String = warned.map(|diagnostic| shown(&sources, diagnostic)).collect();
            decided(&plan) + &warned
        }
        None => {
            let faults = report.found().into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
            faults.map(|diagnostic| shown(&sources, diagnostic)).collect()
        }
    }
}

fn overlay(name: &str, folder: &Path) -> Option<Overlay> {
    let files = disk::read_texts(folder, &["yaml", "yml"], 1 << 20).unwrap()?;
    Some(Overlay { name: name.to_owned(), files, named: None })
}

fn resolved(text: &str, lock: &Lock, overlays: &[Overlay], sources: &mut Sources, report: &mut Report) -> Option<Plan> {
    let catalogue = catalogue::extended(&catalogue::built_in(), overlays, sources, report).ok()?;
    resolved_with(text, lock, &catalogue, sources, report)
}

fn resolved_with(
    text: &str,
    lock: &Lock,
    catalogue: &Catalogue,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Plan> {
    let file = sources.add("spec.yaml", text);
    let draft = spec::read(sources, file, report).ok()?;
    plan::check_names(draft.partial(), catalogue, report);
    plan::resolve(&draft.finish(report).ok()?, lock, catalogue, report).ok()
}

/// What the own catalogues had a say in, and how it was decided.
fn decided(plan: &Plan) -> String {
    let mut text = String::new();
    for standard in &plan.standards {
        writeln!(text, "{} {:?} by {:?}: {:?}", standard.title, standard.version, standard.owner, standard.summary)
            .unwrap();
        for change in &standard.changes {
            writeln!(text, "  {}: {:?}", change.decision, change.what).unwrap();
        }
    }
    for decision in plan.decisions.iter().filter(|decision| !decision.changed_by.is_empty() || has_standard(decision)) {
        let options = decision.options.iter().map(|option| match &option.forbidden {
            Some(forbidden) => format!("-{} ({}: {})", option.id, forbidden.by, forbidden.because),
            None => option.id.clone(),
        });
        let options: Vec<_> = options.collect();
        let (area, id, by) = (&decision.area, &decision.id, &decision.changed_by);
        writeln!(text, "\n{area}/{id}: {} {:?}", decision.title, decision.question).unwrap();
        writeln!(text, "  options {}\n  said by {}", options.join(", "), by.join(", ")).unwrap();
        match (&decision.decided, decision.chosen()) {
            (Decided::Chosen { by, because, .. }, Some(option)) => {
                writeln!(text, "  {} ({}), by {}: {because}", option.id, option.title, who(by)).unwrap();
            }
            _ => writeln!(text, "  not applicable: {}", decision.because()).unwrap(),
        }
    }
    text
}

fn who(by: &By) -> String {
    match by {
        By::Spec(_) => "the spec".to_owned(),
        By::Standard { title, rule } => format!("{title} {rule:?}"),
        other => format!("{other:?}"),
    }
}

fn has_standard(decision: &Decision) -> bool {
    matches!(decision.by(), Some(By::Standard { .. }))
}

fn shown(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let mut text = format!("{}: {}\n", diagnostic.code, diagnostic.message);
    for Label { span, text: words } in diagnostic.place.iter().chain(&diagnostic.labels) {
        let marked = sources.slice(*span).lines().next().unwrap_or_default();
        match sources.name(span.file) {
            // Lines of archplan's own catalogue move with every change to it.
            name if name.starts_with("plans/") => writeln!(text, "  {name}").unwrap(),
            _ => {
                let line = sources.line_column(*span).line - 1;
                let line = sources.text(span.file).lines().nth(line).unwrap_or_default();
                writeln!(text, "  {}: {}", sources.place(*span), line.trim()).unwrap();
            }
        }
        writeln!(text, "    `{marked}` {words}").unwrap();
    }
    for help in &diagnostic.help {
        writeln!(text, "  help: {help}").unwrap();
    }
    text + "\n"
}

/// The own catalogue of the examples.
pub(crate) fn example_standard() -> Overlay {
    overlay("platform", &root().join("examples/platform-standard")).unwrap()
}

fn known(overlays: &[Overlay]) -> Catalogue {
    let mut report = Report::default();
    let known = catalogue::extended(&catalogue::built_in(), overlays, &mut Sources::default(), &mut report);
    known.unwrap_or_else(|_| panic!("{:?}", report.found()))
}

fn plan_of(text: &str, overlays: &[Overlay]) -> Plan {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let plan = resolved(text, &Lock::default(), overlays, &mut sources, &mut report);
    plan.unwrap_or_else(|| panic!("{:?}", report.found()))
}

/// Every decision with what was chosen, by whom, and why.
fn choices(plan: &Plan) -> BTreeMap<String, String> {
    let choice = |d: &Decision| format!("{:?} {:?} {} {:?}", d.chosen(), d.by().map(who), d.because(), d.rests_on);
    plan.decisions.iter().map(|decision| (decision.id.to_string(), choice(decision))).collect()
}

fn file(path: &str, text: &str) -> (RelPath, File) {
    (RelPath::new(path).unwrap(), File::plain(text))
}

fn overlay_of(files: impl IntoIterator<Item = (RelPath, File)>) -> Overlay {
    let mut tree = Tree::default();
    for (path, file) in files {
        tree.insert(path, file);
    }
    Overlay { name: "platform".to_owned(), files: tree, named: None }
}

/// The header of a catalogue that says nothing.
pub(crate) const HEADER: &str = "archplan-catalogue: 1\nname: empty\ntitle: Empty\n";

#[test]
fn a_catalogue_that_says_nothing_changes_nothing_but_the_digest() {
    let empty = overlay_of([file("catalogue.yaml", HEADER), file("README.md", "nothing")]);
    for name in ["order-processing", "user-management", "item-catalog"] {
        let (without, with) = (plan_of(&example(name), &[]), plan_of(&example(name), std::slice::from_ref(&empty)));
        assert_eq!(choices(&without), choices(&with), "{name}");
        let order = |plan: &Plan| plan.decisions.iter().map(|d| d.id.to_string()).collect::<Vec<_>>();
        assert_eq!(order(&without), order(&with));
        assert!(with.decisions.iter().all(|decision| decision.changed_by.is_empty()));
    }
    assert_ne!(known(&[]).digest, known(std::slice::from_ref(&empty)).digest);
    let commented = overlay_of([file("catalogue.yaml", HEADER), file("README.md", "something")]);
    assert_eq!(known(&[empty]).digest, known(&[commented]).digest, "what archplan does not read does not count");
}

/// The changes of the example, each decision in a file of its own, under the given names.
fn scattered(names: &[String]) -> Overlay {
    let whole = example_standard();
    let path = |path: &str| RelPath::new(path).unwrap();
    let text = whole.files.get(&path("changes.yaml")).unwrap().text().unwrap().to_owned();
    let mut pieces: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| line.starts_with("  ")) {
        if !line.starts_with("   ") {
            pieces.push("changes:\n".to_owned());
        }
        let piece = pieces.last_mut().unwrap();
        piece.push_str(line);
        piece.push('\n');
    }
    assert!(pieces.len() <= names.len(), "{} pieces", pieces.len());
    let kept = whole.files.iter().filter(|(path, _)| path.as_str() != "changes.yaml");
    let kept = kept.map(|(path, file)| (path.clone(), file.clone()));
    let changes = pieces.iter().enumerate().map(|(i, piece)| file(&format!("changes/{}-{i}.yaml", names[i]), piece));
    overlay_of(kept.chain(changes))
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(12))]

    #[test]
    fn in_which_files_changes_stand_does_not_matter(names in proptest::collection::vec("[a-z]{1,3}", 8)) {
        let spec = example("order-processing").replace("messaging: { choose: rabbitmq, phase: later, because:", "messaging: { choose: kafka, because:");
        let (whole, scattered) = (plan_of(&spec, &[example_standard()]), plan_of(&spec, &[scattered(&names)]));
        proptest::prop_assert_eq!(choices(&whole), choices(&scattered));
        proptest::prop_assert_eq!(whole.standards, scattered.standards);
    }
}

#[test]
fn an_explicit_choice_wins_or_is_refused() {
    let known = known(&[example_standard()]);
    let (mut kept, mut forbidden, mut unreasoned) = (0, 0, 0);
    for decision in &known.decisions {
        for option in &decision.options {
            let text = format!(
                "archplan: 1\nservice: {{ name: a }}\ndecisions: {{ {}: {} }}\ndata: {{ entities: {{ Item: {{ fields: {{ id: \
                 {{ type: uuid, key: true }} }} }} }} }}\n",
                decision.id, option.id
            );
            let (mut sources, mut report) = (Sources::default(), Report::default());
            match resolved_with(&text, &Lock::default(), &known, &mut sources, &mut report) {
                Some(plan) => {
                    assert_eq!(plan.chosen(&decision.id), Some(option.id.as_str()), "{}", decision.id);
                    assert!(option.forbidden.is_none() && option.require_reason.is_none());
                    kept += 1;
                }
                None => {
                    let codes: Vec<_> = report.found().iter().map(|diagnostic| diagnostic.code.to_string()).collect();
                    let is = |code: &str| usize::from(codes.iter().any(|told| told == code));
                    assert_eq!(is("plan/forbidden"), usize::from(option.forbidden.is_some()), "{codes:?}");
                    forbidden += is("plan/forbidden");
                    unreasoned += is("plan/reason-required");
                    let known = ["plan/contradiction", "plan/not-applicable", "plan/forbidden", "plan/reason-required"];
                    assert!(codes.iter().all(|code| known.contains(&code.as_str())), "{}: {codes:?}", decision.id);
                }
            }
        }
    }
    assert!(kept > 50 && forbidden >= 5 && unreasoned >= 5, "{kept} {forbidden} {unreasoned}");
}

#[test]
fn nothing_that_is_forbidden_is_ever_decided() {
    for name in ["order-processing", "user-management", "item-catalog"] {
        let text = example(name)
            .replace("messaging: { choose: rabbitmq, phase: later, because:", "messaging: { choose: kafka, because:");
        let plan = plan_of(&text, &[example_standard()]);
        for decision in &plan.decisions {
            assert!(decision.chosen().is_none_or(|option| option.forbidden.is_none()), "{name}: {}", decision.id);
        }
        assert_eq!(plan.chosen("cloud"), Some("aws"), "{name}");
    }
}

#[test]
fn documents_say_what_a_standard_decided_and_forbids() {
    let plan = plan_of(&example("item-catalog"), &[example_standard()]);
    let markdown = renderers::markdown(&document::design(&plan));
    let section = markdown.split("### 3.1 Standards That Apply").nth(1).unwrap().split("<a id=").next().unwrap();
    insta::assert_snapshot!("the_section_on_standards", section.trim());
    for said in [
        "**AWS**, chosen by Acme platform standard. All accounts",
        "Not allowed by Acme platform standard: Backups, failover",
        "Decided by Acme platform standard.",
        "| a rule of Acme platform standard",
        "the others by Acme platform standard and archplan",
        "**Standards:** Acme platform standard",
    ] {
        assert!(markdown.contains(said), "`{said}` is not said");
    }
    let without = renderers::markdown(&document::design(&plan_of(&example("item-catalog"), &[])));
    assert!(!without.contains("Standards That Apply") && !without.contains("Acme"));
}

#[test]
fn the_example_holds_under_the_schemas() {
    let folder = root().join("examples/platform-standard");
    for (part, path) in [
        (Part::Catalogue, "catalogue.yaml"),
        (Part::Changes, "changes.yaml"),
        (Part::Decisions, "decisions/runtime.yaml"),
        (Part::Principles, "principles.yaml"),
    ] {
        let validator = jsonschema::validator_for(&catalogue::schema(part)).unwrap();
        let value: serde_json::Value = serde_yaml::from_str(&fs::read_to_string(folder.join(path)).unwrap()).unwrap();
        let faults: Vec<_> = validator.iter_errors(&value).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{path}: {faults:#?}");
        assert!(!validator.is_valid(&serde_json::json!({ "extra": 1 })), "{path}");
    }
}
