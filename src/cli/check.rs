//! `archplan check`

use super::args::Check as Arguments;
use super::project::Project;
use super::{AGREES, DISAGREES, Session, Stop, generate, plan, show};
use crate::drift::{self, Finding};
use crate::update::{Stage, Wishes};

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let project = Project::find(arguments.out.as_deref(), session)?;
    let found = findings(&project, session)?;
    if project.manifest.files.is_empty() {
        return Err(Stop::Usage(format!(
            "`{}` has nothing to compare: run `archplan plan` first",
            project.root.display()
        )));
    }
    for finding in &found {
        session.say(&format!("{}: {}: {}\n  help: {}", finding.path, finding.rule, finding.message, finding.mend));
    }
    let files = show::changes::count_words(project.manifest.files.len(), "file", "files");
    match found.len() {
        0 => session.say(&format!("spec, lock, documents and code agree ({files})")),
        n => session.say(&format!("{} in {files}", show::changes::count_words(n, "disagreement", "disagreements"))),
    }
    Ok(if found.is_empty() { AGREES } else { DISAGREES })
}

/// Everything that disagrees by content: documents, and code where it was generated.
pub(super) fn findings(project: &Project, session: &mut Session) -> Result<Vec<Finding>, Stop> {
    let has = |stage: Stage| project.manifest.files.values().any(|entry| entry.stage == stage);
    let documents = project.changes(plan::documents(project, session)?, Stage::Plan, &Wishes::default())?;
    let mut found = drift::find(&documents, Stage::Plan, &project.style.changed);
    if has(Stage::Generate) {
        let code = project.changes(generate::code(project, session)?, Stage::Generate, &Wishes::default())?;
        found.extend(drift::find(&code, Stage::Generate, &[]));
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}
