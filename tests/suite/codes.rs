//! Every code that archplan gives out, with a project that raises it and what is told then.
//!
//! A case is a folder `tests/cases/codes/<room>/<name>`, with `--variant` behind the name where a code has several. It
//! holds the files of a project, `steps`, and `told.txt`: what the last run printed. `ARCHPLAN_BLESS=1` writes
//! `told.txt` anew; it is then read by eye, as a user would.
//!
//! A step is a line: `run ARGUMENTS` runs archplan in a copy of the folder; the others, which `steps` knows, do what
//! somebody may do to its files in between.

use crate::project::{Project, Run, root};
use crate::steps::edit;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Codes that nobody can raise with files and commands alone, each with why.
const WITHOUT_A_CASE: &[(&str, &str)] = &[
    ("document/pdf", "Typst refuses nothing that archplan gives it; a build without Typst cannot raise it at all"),
    ("trace/untested-operation", "the tests that the one target writes call every operation"),
];

/// Rooms whose codes come from data: every soft rule brings its own.
const FROM_DATA: &[&str] = &["advice"];

/// How many cases run at once.
const WORKERS: usize = 4;

fn folder() -> PathBuf {
    root().join("tests/cases/codes")
}

/// The folders of all cases by their ids, such as `spec/version` or `plan/contradiction--of-a-rule`.
fn cases() -> BTreeMap<String, PathBuf> {
    let mut cases = BTreeMap::new();
    for room in entries(&folder()) {
        for case in entries(&room) {
            let id = case.strip_prefix(folder()).unwrap().to_str().unwrap().replace('\\', "/");
            cases.insert(id, case);
        }
    }
    cases
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// The code that a case is for.
fn code_of(id: &str) -> &str {
    id.split("--").next().unwrap()
}

#[test]
fn every_case_is_told_as_written() {
    let cases: Vec<_> = cases().into_iter().collect();
    let is_blessed = std::env::var_os("ARCHPLAN_BLESS").is_some();
    let check = |(id, case): &(String, PathBuf)| {
        let told = told(case);
        let path = case.join("told.txt");
        if is_blessed {
            fs::write(&path, &told).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        if written != told {
            return Some(format!("{id}: as written\n{written}\n{id}: as told\n{told}"));
        }
        let is_raised = codes_in(&told).contains(code_of(id));
        (!is_raised).then(|| format!("{id}: the code is not told\n{told}"))
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        // Every so manieth, so that the slow ones of one room are shared.
        let shares = (0..WORKERS).map(|first| cases.iter().skip(first).step_by(WORKERS));
        let workers: Vec<_> = shares.map(|share| scope.spawn(|| share.filter_map(check).collect::<Vec<_>>())).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the last step of a case prints, with its exit code; an earlier one that does not end well is told instead.
fn told(case: &Path) -> String {
    let project = Project::copied(case, &["steps", "told.txt"]);
    let mut told = String::new();
    for step in fs::read_to_string(case.join("steps")).unwrap().lines() {
        let (verb, rest) = step.split_once(' ').unwrap();
        match verb {
            "run" => {
                let run = project.run(&rest.split_whitespace().collect::<Vec<_>>());
                told = shown(rest, &run, &project);
                if run.code != 0 {
                    return told;
                }
            }
            "fails" => {
                let run = project.run(&rest.split_whitespace().collect::<Vec<_>>());
                assert_ne!(run.code, 0, "{}: `{rest}` does not fail", case.display());
            }
            _ => {
                assert!(edit(verb, rest, &|path| project.path().join(path)), "`{step}` is no step: {}", case.display())
            }
        }
    }
    told
}

fn shown(arguments: &str, run: &Run, project: &Project) -> String {
    // What was done is told on the standard output too, where nothing was refused: it is no matter of a code.
    let out = if run.code == 0 { String::new() } else { uncounted(&of_every_build(&run.out, project)) };
    let err = of_every_build(&run.err, project);
    let mut text = format!("archplan {arguments}\nexit code {}\n", run.code);
    for (name, stream) in [("standard output", out), ("standard error", err)] {
        if !stream.is_empty() {
            text.push_str(&format!("\n--- {name}\n{stream}"));
        }
    }
    text
}

/// What every build prints on every machine: with and without PDF, wherever the project lies. The hint at the end of a
/// report is the same for all codes.
fn of_every_build(text: &str, project: &Project) -> String {
    let text = text.replace(project.path().to_str().unwrap(), "<project>");
    let mut lines: Vec<&str> = Vec::new();
    // What is told of a PDF ends with its help.
    let mut of_pdf = false;
    for line in text.lines().map(str::trim_end) {
        let is_help = line.starts_with("  help:");
        of_pdf = line.contains(".pdf") || (of_pdf && is_help);
        if !of_pdf && !line.contains("built without PDF") {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|line| line.is_empty() || line.starts_with("more about a code")) {
        lines.pop();
    }
    lines.into_iter().map(|line| format!("{line}\n")).collect()
}

/// How many files there are says nothing of a code, and changes with what archplan writes.
fn uncounted(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        match c {
            c if !c.is_ascii_digit() => shown.push(c),
            _ if !shown.ends_with('N') => shown.push('N'),
            _ => {}
        }
    }
    shown.replace("N disagreement in", "N disagreements in")
}

/// The codes in what was told: `[room/name]`, or `room/name:` in a finding of `archplan check`.
fn codes_in(told: &str) -> BTreeSet<String> {
    let is_code = |word: &&str| {
        let parts: Vec<&str> = word.split('/').collect();
        parts.len() == 2 && parts.iter().all(|part| is_name(part))
    };
    let in_brackets = told.split('[').skip(1).filter_map(|rest| rest.split_once(']').map(|(code, _)| code));
    let before_colons = told.split(": ").filter_map(|words| words.split_whitespace().last());
    let before_colons = before_colons.filter(|word| word.starts_with("drift/"));
    in_brackets.chain(before_colons).filter(is_code).map(str::to_owned).collect()
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase()) && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

#[test]
fn every_code_has_a_case() {
    let cases: BTreeSet<String> = cases().into_keys().map(|id| code_of(&id).to_owned()).collect();
    let given_out = crate::explain::codes();
    assert!(given_out.len() > 80, "the codes are not found in the sources any more: {given_out:?}");
    let without: BTreeSet<&str> = WITHOUT_A_CASE.iter().map(|(code, _)| *code).collect();
    let missing: Vec<_> =
        given_out.iter().filter(|code| !cases.contains(*code) && !without.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "without a folder in tests/cases/codes: {missing:?}");
    let needless: Vec<_> =
        without.iter().filter(|code| cases.contains(**code) || !given_out.contains(**code)).collect();
    assert!(needless.is_empty(), "these have a case, or are not given out any more: {needless:?}");
    let is_from_data = |code: &&String| FROM_DATA.iter().any(|room| code.split('/').next() == Some(room));
    let unknown: Vec<_> = cases.iter().filter(|code| !is_from_data(code) && !given_out.contains(*code)).collect();
    assert!(unknown.is_empty(), "not found in the sources: {unknown:?}");
}
