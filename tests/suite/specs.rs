//! Faulty specs: every fault is told at its line.
//!
//! A case is a file in `tests/cases/specs`. Comments in it say what is expected at their very line:
//! `# error spec/unknown-key`, several codes joined by commas. What stands before the first place is expected in a
//! comment on the first line.

use archplan::report::{Diagnostic, Report, Severity};
use archplan::source::Sources;
use archplan::{catalogue, plan, spec};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[test]
fn every_fault_is_told_at_its_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/specs");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    let mut wrong = Vec::new();
    for case in &cases {
        let text = fs::read_to_string(case).unwrap();
        let (expected, found) = (expected(&text), found(&text));
        if expected != found {
            wrong.push(format!("{}\n  expected {expected:?}\n  found    {found:?}", case.display()));
        }
    }
    assert!(cases.len() > 10, "the cases are gone");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

type Codes = BTreeMap<usize, Vec<String>>;

fn expected(text: &str) -> Codes {
    let mut codes = Codes::new();
    for (i, line) in text.lines().enumerate() {
        for kind in ["error", "warning"] {
            let Some((_, rest)) = line.split_once(&format!("# {kind} ")) else { continue };
            codes.entry(i + 1).or_default().extend(rest.split(", ").map(|code| format!("{kind} {code}")));
        }
    }
    codes.values_mut().for_each(|codes| codes.sort());
    codes
}

fn found(text: &str) -> Codes {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let catalogue = catalogue::load(&catalogue::built_in(), &mut sources, &mut report).unwrap();
    let file = sources.add("spec.yaml", text);
    if let Ok(draft) = spec::read(&sources, file, &mut report) {
        plan::check_names(draft.partial(), &catalogue, &mut report);
        let resolved = draft
            .finish(&report)
            .and_then(|spec| plan::resolve(&spec, &plan::Lock::default(), &catalogue, &mut report));
        assert_eq!(resolved.is_ok(), report.errors() == 0, "a plan is given out if and only if nothing was told");
    }
    let mut codes = Codes::new();
    for diagnostic in report.found() {
        codes.entry(line(&sources, diagnostic)).or_default().push(word(diagnostic));
    }
    codes.values_mut().for_each(|codes| codes.sort());
    codes
}

fn line(sources: &Sources, diagnostic: &Diagnostic) -> usize {
    diagnostic.place.as_ref().map_or(1, |place| sources.line_column(place.span).line)
}

fn word(diagnostic: &Diagnostic) -> String {
    match diagnostic.severity {
        Severity::Error => format!("error {}", diagnostic.code),
        Severity::Warning => format!("warning {}", diagnostic.code),
    }
}

/// The order spec with some of it cut out, doubled or replaced.
fn mutated(cuts: &[(usize, usize, u8)]) -> String {
    const PIECES: [&str; 8] = ["", ": ", "- ", "{", "]", "\"", "\n\t", "&a *a"];
    let mut text = crate::project::example("order-processing");
    for (start, length, piece) in cuts {
        let floor =
            |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        let (start, end) = (floor(start % text.len()), floor(start % text.len() + length));
        text.replace_range(start..end.max(start), PIECES[*piece as usize % PIECES.len()]);
    }
    text
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(300))]

    #[test]
    fn whatever_is_read_ends_in_a_plan_or_in_a_told_fault(
        cuts in proptest::collection::vec((0usize..8000, 0usize..40, 0u8..8), 1..6)
    ) {
        // `found` holds that a plan is given out if and only if nothing was told.
        found(&mutated(&cuts));
    }
}
