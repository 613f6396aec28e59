//! Every version that archplan speaks of stands in `plans/versions.yaml`, with the end of its fixes.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[derive(Deserialize)]
struct Versions {
    looked_through: String,
    products: BTreeMap<String, Product>,
    lines: Vec<serde_yaml::Value>,
}

#[derive(Deserialize)]
struct Product {
    title: String,
    image: String,
    cycles: Vec<Cycle>,
}

#[derive(Deserialize)]
struct Cycle {
    cycle: String,
    until: String,
    source: String,
}

impl Versions {
    fn read() -> Self {
        let versions: Self = serde_yaml::from_str(&text("plans/versions.yaml")).unwrap();
        assert!(!versions.lines.is_empty());
        for product in versions.products.values() {
            for cycle in &product.cycles {
                assert!(!cycle.source.is_empty(), "{} {} has no source", product.title, cycle.cycle);
                assert!(month(&cycle.until).is_some(), "{} {}: {}", product.title, cycle.cycle, cycle.until);
            }
        }
        versions
    }
}

/// `2030-10` as `October 2030`.
fn month(until: &str) -> Option<String> {
    let (year, month) = until.split_once('-')?;
    Some(format!("{} {year}", MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn every_month_of_an_end_stands_in_the_one_place() {
    let versions = Versions::read();
    let cycles = versions.products.values().flat_map(|product| &product.cycles);
    let known: BTreeSet<String> = cycles.filter_map(|cycle| month(&cycle.until)).collect();
    let (mut all, mut found) = (Vec::new(), 0);
    files(&root().join("plans"), &mut all);
    for path in all.iter().filter(|path| !path.ends_with("versions.yaml")) {
        let text = fs::read_to_string(path).unwrap();
        let words: Vec<&str> = text.split_whitespace().collect();
        for pair in words.windows(2).filter(|pair| MONTHS.contains(&pair[0])) {
            let year: String = pair[1].chars().take_while(char::is_ascii_digit).collect();
            if year.len() == 4 {
                found += 1;
                let named = format!("{} {year}", pair[0]);
                assert!(known.contains(&named), "{}: {named} is the end of no known version", path.display());
            }
        }
    }
    assert!(found >= 3, "the sentences with an end are gone");
}

#[test]
fn the_options_of_a_version_say_when_its_fixes_end() {
    let versions = Versions::read();
    let python = &versions.products["python"];
    let file: serde_yaml::Value = serde_yaml::from_str(&text("plans/decisions/foundation.yaml")).unwrap();
    for (id, option) in file["decisions"]["python-version"]["options"].as_mapping().unwrap() {
        let number = id.as_str().unwrap().replace("python-", "").replace('-', ".");
        let cycle = python.cycles.iter().find(|cycle| cycle.cycle == number).unwrap();
        let end = month(&cycle.until).unwrap();
        let said = serde_yaml::to_string(option).unwrap();
        assert!(said.contains(&end), "Python {number} gets fixes until {end}, and its option says otherwise: {said}");
    }
}

#[test]
fn what_templates_install_is_known_and_gets_fixes() {
    let versions = Versions::read();
    let (mut all, mut found) = (Vec::new(), 0);
    files(&root().join("templates"), &mut all);
    for path in all.iter().filter(|path| !path.ends_with("README.md")) {
        for line in fs::read_to_string(path).unwrap().lines().map(str::trim) {
            let image = line.strip_prefix("image:").or_else(|| line.strip_prefix("FROM "));
            let range = line.strip_prefix("requires-python = \">=").map(|rest| format!("python:{rest}"));
            let Some(named) = image.map(|image| image.trim().to_owned()).or(range) else { continue };
            // What a workflow builds itself is named after the service.
            let is_fixed =
                |(image, version): &(&str, &str)| !version.starts_with(['$', '<']) && !image.starts_with("<{");
            let Some((image, version)) = named.split_once(':').filter(is_fixed) else { continue };
            let product = versions.products.values().find(|product| product.image == image);
            // The tools of a pipeline are taken as they are published, and no service rests on them.
            if product.is_none() && path.ends_with(".gitlab-ci.yml") {
                continue;
            }
            found += 1;
            let cycle = product.and_then(|product| {
                product.cycles.iter().find(|cycle| {
                    let rest = version.strip_prefix(cycle.cycle.as_str());
                    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
                })
            });
            let cycle = cycle.unwrap_or_else(|| panic!("{}: `{named}` is not in plans/versions.yaml", path.display()));
            assert!(
                cycle.until > versions.looked_through,
                "{}: `{named}` gets fixes until {}",
                path.display(),
                cycle.until
            );
        }
    }
    assert!(found >= 3, "the lines that name a version are gone");
}
