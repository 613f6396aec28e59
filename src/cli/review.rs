//! `archplan review`

use super::args::Review as Arguments;
use super::project::Project;
use super::{DISAGREES, Session, Stop, check, show};
use crate::disk;
use crate::document::{Disagreement, Evidence, FileState, Handed, HandedFile, Planned};
use crate::drift::Finding;
use crate::files::{Digest, File, RelPath, Tree};
use crate::update::{Entry, Mode, Stage, Wishes};
use std::time::Duration;

/// A check that takes longer is ended.
const LIMIT: Duration = Duration::from_secs(20 * 60);
/// So many of the last lines that a check printed are kept.
const TAIL: usize = 40;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let mut project = Project::find(arguments.out.as_deref(), session)?;
    if project.manifest.files.values().all(|entry| entry.stage != Stage::Generate) {
        let root = project.root.display();
        return Err(Stop::Usage(format!("`{root}` has no generated code to review; run `archplan generate` first")));
    }
    write(&mut project, arguments.verify, session)
}

/// Writes the handover of the project as it lies on the disk.
pub(super) fn write(project: &mut Project, verify: bool, session: &mut Session) -> Result<u8, Stop> {
    let evidence = if verify { evidence(project, session)? } else { Vec::new() };
    let findings = check::findings(project, session)?;
    let tree = disk::read_tree(&project.root)?;
    let handed = Handed {
        files: files(project, &tree),
        findings: Some(findings.into_iter().map(disagreement).collect()),
        evidence,
    };
    let failed = handed.evidence.iter().any(|evidence| !evidence.is_good());
    let handover = crate::document::handover(&project.plan, &handed);
    let planned = show::document::formats(&handover, "docs/handover", Stage::Review, project, session)?;
    let code = project.carry_out(planned, Stage::Review, &Wishes { restore: true, ..Wishes::default() }, session)?;
    Ok(if failed { DISAGREES } else { code })
}

/// Every file on the disk, and every planned one that is missing. The handover itself is not handed over.
fn files(project: &Project, tree: &Tree) -> Vec<HandedFile> {
    let is_handover =
        |path: &RelPath| project.manifest.files.get(path).is_some_and(|entry| entry.stage == Stage::Review);
    let there = tree.iter().filter(|(path, _)| !is_handover(path)).map(|(path, file)| HandedFile {
        path: path.clone(),
        text: file.text().map(str::to_owned),
        digest: Some(file.digest()),
        planned: project.manifest.files.get(path).map(|entry| planned(entry, Some(file))),
    });
    let missing =
        project.manifest.files.iter().filter(|(path, entry)| entry.stage != Stage::Review && tree.get(path).is_none());
    let missing = missing.map(|(path, entry)| HandedFile {
        path: path.clone(),
        text: None,
        digest: None::<Digest>,
        planned: Some(planned(entry, None)),
    });
    let mut files: Vec<_> = there.chain(missing).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn planned(entry: &Entry, lies: Option<&File>) -> Planned {
    let state = match lies {
        None => FileState::Missing,
        Some(file) if file.digest() == entry.digest => FileState::AsGenerated,
        Some(_) => FileState::Edited,
    };
    let taken_over = (entry.mode == Mode::Own).then(|| entry.because.clone().unwrap_or_default());
    Planned { once: entry.mode == Mode::Once, taken_over, realises: entry.realises.clone(), state }
}

fn disagreement(finding: Finding) -> Disagreement {
    Disagreement {
        rule: finding.rule.to_string(),
        place: finding.path.to_string(),
        message: finding.message,
        mend: finding.mend,
    }
}

/// Runs the checks of the target, one after the other, all of them even where one fails.
fn evidence(project: &Project, session: &Session) -> Result<Vec<Evidence>, Stop> {
    let mut found = Vec::new();
    for check in project.target.checks() {
        let command = check.command.join(" ");
        let Some((program, arguments)) = check.command.split_first() else { continue };
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        session.warn(&format!("  running `{command}`"));
        let when = disk::now();
        let outcome = disk::run(&project.root, program, &arguments, LIMIT)?;
        let lines: Vec<&str> = outcome.output.lines().collect();
        let evidence = Evidence {
            check: check.shows.clone(),
            command,
            exit_code: outcome.code,
            duration_ms: u64::try_from(outcome.duration.as_millis()).unwrap_or(u64::MAX),
            passed: None,
            failed: None,
            skipped: None,
            tail: lines[lines.len().saturating_sub(TAIL)..].join("\n"),
            when,
        };
        let evidence = evidence.counted();
        session.say(&format!("  {}", told(&evidence, outcome.timed_out)));
        found.push(evidence);
    }
    Ok(found)
}

/// One line of what a check said.
fn told(evidence: &Evidence, timed_out: bool) -> String {
    let counts = [(evidence.passed, "passed"), (evidence.failed, "failed"), (evidence.skipped, "skipped")];
    let counts = counts.iter().filter_map(|(n, what)| n.map(|n| format!(", {n} {what}"))).collect::<String>();
    let end = match evidence.exit_code {
        Some(code) => format!("exit {code}"),
        None if timed_out => "ended after the time limit".to_owned(),
        None => "ended by a signal".to_owned(),
    };
    format!("`{}`: {end}{counts}, {:.1} s", evidence.command, evidence.duration_ms as f64 / 1000.0)
}
