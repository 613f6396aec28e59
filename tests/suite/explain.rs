//! Every code that archplan gives out is explained, and nothing else is.
//!
//! The codes are read from the sources. Three conventions make that reliable, and are checked here too: a code is
//! `Code::new` with two literals, or is built in one of the [`HELPERS`], whose callers name it by a literal; readers
//! ([`READER`]) tell their names under each room that has one.

use crate::project::Project;
use archplan::report::Report;
use archplan::source::Sources;
use archplan::yaml::parse;
use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Files in which a code is built from a name that callers give, and its room.
const HELPERS: &[(&str, &str)] = &[
    ("src/catalogue/check.rs", "catalogue"),
    ("src/catalogue/overlay/check.rs", "catalogue"),
    ("src/catalogue/overlay/merge.rs", "catalogue"),
    ("src/drift/mod.rs", "drift"),
    ("src/plan/records.rs", "lock"),
    ("src/plan/resolve/held.rs", "lock"),
    ("src/plan/resolve/names.rs", "plan"),
    ("src/spec/change/element.rs", "spec"),
    ("src/spec/check/mod.rs", "spec"),
    ("src/style/read.rs", "style"),
    ("src/trace/cover.rs", "trace"),
];

/// The reader of records, whose room is that of the language that is read.
const READER: &str = "src/yaml/read.rs";

/// Where the codes of soft rules are built; they explain themselves.
const SOFT: &str = "src/plan/resolve/advice.rs";

/// Names of the reader that a language cannot meet: lock, template and theme have no words of a fixed list.
const NEVER: &[&str] = &["lock/unknown-word", "style/unknown-word"];

/// Calls whose first argument names a code.
const CALLS: &str = r#"\b(?:fault|say|diagnostic)\(\s*"#;

#[test]
fn every_code_of_the_sources_is_explained_and_nothing_else() {
    let explained: BTreeSet<String> = archplan::explain::written().into_keys().collect();
    let codes = codes();
    assert!(codes.len() > 100, "few codes were found: {codes:?}");
    let missing: Vec<_> = codes.difference(&explained).collect();
    let needless: Vec<_> = explained.difference(&codes).collect();
    assert!(missing.is_empty(), "these codes have no text in plans/diagnostics: {missing:#?}");
    assert!(needless.is_empty(), "nobody tells these codes of plans/diagnostics: {needless:#?}");
}

#[test]
fn codes_are_built_from_literals_or_in_a_helper() {
    let literal = Regex::new(r#"Code::new\(\s*"[a-z]+",\s*"[a-z-]+"\s*\)"#).unwrap();
    let built = Regex::new(r"Code::new\(").unwrap();
    // A helper passes a name on. Elsewhere no variable stands where a name does, unless the file has a `fault` of its
    // own that takes something else first.
    let passed = Regex::new(&format!(r"{CALLS}[a-z_]\w*\s*,")).unwrap();
    let another = Regex::new(r"fn fault\(words").unwrap();
    let whole = Regex::new(r"\bCode \{").unwrap();
    let mut helpers = BTreeSet::new();
    for (path, text) in sources() {
        let others = built.find_iter(&text).count() - literal.find_iter(&text).count();
        if others > 0 {
            assert_eq!(others, 1, "{path}: a helper builds codes in one place");
            helpers.insert(path.clone());
        }
        let may_pass =
            room(&path).is_none() || HELPERS.iter().any(|(helper, _)| path == *helper) || another.is_match(&text);
        assert!(may_pass || !passed.is_match(&text), "{path} passes a name on");
        let knows_codes = text.contains("crate::report::") && path != "src/report/mod.rs";
        assert!(!(knows_codes && whole.is_match(&text)), "{path}: a code is built by `Code::new`");
        assert!(!text.contains("Code::named(") || path == SOFT, "{path}: only soft rules bring names along");
    }
    let listed = HELPERS.iter().map(|(path, _)| (*path).to_owned()).chain([READER.to_owned()]).collect();
    assert_eq!(helpers, listed, "files that build codes from names");
    for (path, room) in HELPERS {
        let text = fs::read_to_string(root().join(path)).unwrap();
        assert!(text.contains(&format!("Code::new(\"{room}\", ")), "{path} builds codes of `{room}`");
    }
}

#[test]
fn every_explanation_has_a_title_and_an_example() {
    for (code, told) in archplan::explain::written() {
        assert!(
            !told.title.is_empty() && !told.title.ends_with('.') && told.title.len() <= 80,
            "{code}: {}",
            told.title
        );
        assert!(told.title.starts_with(|c: char| !c.is_uppercase()), "{code}: {}", told.title);
        assert!(told.text.matches("```").count() >= 2, "{code} shows nothing");
        assert_eq!(told.text.matches("```").count() % 2, 0, "{code}: a fence is open");
        assert!(told.text.lines().all(|line| line.chars().count() <= 100), "{code}: a line is long");
    }
}

#[test]
fn every_example_is_yaml_where_yaml_is_not_what_it_is_about() {
    for (code, told) in archplan::explain::written() {
        let fences = told.text.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
        for example in fences.filter(|_| !code.starts_with("yaml/")) {
            let (mut sources, mut report) = (Sources::default(), Report::default());
            let file = sources.add(code.as_str(), example);
            let told = parse(&sources, file, &mut report).err();
            assert!(told.is_none() && report.found().is_empty(), "{code}: {:?}\n{example}", report.found());
        }
    }
}

#[test]
fn a_code_is_explained_to_people_and_to_programs() {
    let project = Project::with("");
    let run = project.run(&["explain", "plan/contradiction"]).succeeds();
    assert!(run.out.starts_with("plan/contradiction: "), "{}", run.out);
    let run = project.run(&["explain", "advice/no-backup"]).succeeds();
    assert!(run.out.contains("decided.backup == 'none'") && run.out.contains("accept:"), "{}", run.out);
    let run = project.run(&["explain", "spec/key", "--format", "json"]).succeeds();
    let told: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(told["archplan-explanation"], 1);
    assert_eq!(told["codes"][0]["code"], "spec/key");
    assert_eq!(told["codes"].as_array().unwrap().len(), 1);
}

#[test]
fn all_codes_are_listed_by_room() {
    let run = Project::with("").run(&["explain"]).succeeds();
    for code in archplan::explain::written().keys() {
        assert!(run.out.contains(&format!("\n  {code} ")), "{code} is not listed");
    }
    assert!(run.out.starts_with("advice\n  advice/"), "{}", run.out);
    assert!(run.out.contains("\n\nspec\n  spec/"), "{}", run.out);
}

#[test]
fn an_unknown_code_is_told_with_what_was_probably_meant() {
    let project = Project::with("");
    project.run(&["explain", "plan/contradicton"]).ends_with(2).says("did you mean `plan/contradiction`?");
    project.run(&["explain", "unknown-fact"]).ends_with(2).says("did you mean `catalogue/unknown-fact`?");
    project.run(&["explain", "unknown-area/x/y"]).ends_with(2).says("`archplan explain` lists all codes");
}

#[test]
fn a_report_ends_with_one_way_on() {
    let project = Project::with("archplan: 1\nservice: { name: a, titel: b }\ndecisions: { databse: sqlite }\n");
    let run = project.run(&["plan", "spec.yaml"]).ends_with(2);
    assert_eq!(run.err.matches("archplan explain").count(), 1, "{}", run.err);
    assert!(run.err.ends_with("more about a code: `archplan explain spec/unknown-key`\n"), "{}", run.err);
}

/// All codes that the sources give out.
pub(crate) fn codes() -> BTreeSet<String> {
    let literal = Regex::new(r#"Code::new\(\s*"([a-z]+)",\s*"([a-z-]+)"\s*\)"#).unwrap();
    let named = Regex::new(&format!(r#"{CALLS}"([a-z-]+)""#)).unwrap();
    // The rules of drift stand in a table: name, message, mending; so do the gaps of the trace, as words joined by `-`.
    let rule = Regex::new(r#"\(\s*"([a-z-]+)",\s*""#).unwrap();
    let gap = Regex::new(r#""([a-z]+-[a-z-]+)""#).unwrap();
    let language = Regex::new(r#"Reader::new\([^"]*"([a-z]+)"\)"#).unwrap();
    let (mut codes, mut read, mut languages) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (path, text) in sources() {
        codes.extend(literal.captures_iter(&text).map(|found| format!("{}/{}", &found[1], &found[2])));
        languages.extend(language.captures_iter(&text).map(|found| found[1].to_owned()));
        let names = |regex: &Regex| regex.captures_iter(&text).map(|found| found[1].to_owned()).collect::<Vec<_>>();
        if path.starts_with("src/yaml/") {
            read.extend(names(&named));
        } else if path.starts_with("src/drift/") {
            codes.extend(names(&rule).iter().map(|name| format!("drift/{name}")));
        } else if path == "src/trace/cover.rs" {
            codes.extend(names(&gap).iter().map(|name| format!("trace/{name}")));
        } else if let Some(room) = room(&path) {
            codes.extend(names(&named).iter().map(|name| format!("{room}/{name}")));
        }
    }
    codes.extend(languages.iter().flat_map(|room| read.iter().map(move |name| format!("{room}/{name}"))));
    codes.retain(|code| !NEVER.contains(&code.as_str()));
    codes
}

/// The room of the codes that a file names in calls: that of its own helper, or of the one in the folder's room.
fn room(path: &str) -> Option<&'static str> {
    let own = HELPERS.iter().find(|(helper, _)| path == *helper);
    let of_folder = || HELPERS.iter().find(|(_, room)| path.starts_with(&format!("src/{room}/")));
    own.or_else(of_folder).map(|(_, room)| *room)
}

/// The files of the sources by path, without what is behind `#[cfg(test)]`.
fn sources() -> Vec<(String, String)> {
    let (mut open, mut found) = (vec![root().join("src")], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with("tests.rs") && !path.iter().any(|part| part == "tests") {
                let text = fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
                found.push((relative(&path), text));
            }
        }
    }
    found
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
