//! The files around the code, held to their formats by the tools of `validators/validators.yaml`.

use crate::service::{Service, root};
use serde::Deserialize;
use std::fs;
use std::process::Command;

#[derive(Deserialize)]
struct Validator {
    /// What it holds to its format.
    shows: String,
    /// It is run where one of these lies there.
    r#where: Vec<String>,
    /// A program that no registry of packages has.
    needs: Option<String>,
    run: String,
}

/// What the tools tell of a service; they are installed by `.ci/prepare`.
pub(crate) fn faults(service: &Service) -> Vec<String> {
    let here = root().join("tests/services/validators");
    let tools = root().join("target/tools");
    let list = fs::read_to_string(here.join("validators.yaml")).unwrap();
    let validators: Vec<Validator> = serde_yaml::from_str(&list).unwrap();
    assert!(tools.join("validators/bin").is_dir(), "`.ci/prepare` installs the validators");
    let mut faults = Vec::new();
    for validator in validators {
        if !validator.r#where.iter().any(|path| service.project.join(path).exists()) {
            continue;
        }
        if let Some(program) = validator.needs.filter(|program| !is_there(program)) {
            println!("{}: {} is not held to its format: there is no `{program}`", service.name, validator.shows);
            continue;
        }
        let out = tempfile::tempdir().unwrap();
        let path = std::env::var("PATH").unwrap_or_default();
        let folders = [tools.join("validators/bin"), tools.join("node/node_modules/.bin")];
        let programs = format!("{}:{}:{path}", folders[0].display(), folders[1].display());
        let variables = [
            ("PATH", programs),
            ("NODE_TOOLS", tools.join("formats/node_modules").display().to_string()),
            ("HERE", here.display().to_string()),
            ("OUT", out.path().display().to_string()),
            ("CHECKPOINT_DISABLE", "1".to_owned()),
        ];
        if let Err(told) = service.shell(&validator.run, &variables) {
            faults.push(format!("{}: {told}", validator.shows));
        }
    }
    faults
}

fn is_there(program: &str) -> bool {
    Command::new("which").arg(program).output().is_ok_and(|output| output.status.success())
}
