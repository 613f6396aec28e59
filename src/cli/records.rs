//! The decision records of a project and its lock.

use super::project::{Project, document};
use super::{Session, generate};
use crate::adr;
use crate::plan::Record;
use crate::update::{Planned, Stage};
use std::collections::BTreeMap;

/// The lock and the files of the decision records.
pub(super) fn planned(project: &Project, session: &Session) -> Vec<Planned> {
    let records = &project.plan.records;
    let lock = crate::plan::lock::write(&project.plan, project.catalogue, records);
    let realising = if adr::needs_body(records, &project.folder) { realising(project) } else { BTreeMap::new() };
    let place = |span| Some(format!("{}:{}", project.spec.path, session.sources.line_column(span).line));
    let written = adr::files(&adr::Project::new(&project.plan, records, &realising, &place), &project.folder);
    let file = |written: adr::Written| {
        // What a person wrote into a record is read, and stands in what is planned: there is nothing to merge.
        let path = format!("{}/{}", adr::FOLDER, written.path);
        Planned { merged: false, ..document(&path, written.bytes, "decision-record", Stage::Plan) }
    };
    let mut planned: Vec<Planned> = written.into_iter().map(file).collect();
    planned.push(document("archplan.lock", lock, "lock", Stage::Plan));
    planned
}

/// Where each record lies, with the node of its decision.
pub(super) fn paths(project: &Project) -> Vec<(String, String)> {
    let path =
        |record: &Record| (format!("{}/{}", adr::FOLDER, record.file_name()), format!("decision:{}", record.decision));
    project.plan.records.iter().map(path).collect()
}

/// The generated files that realise each decision; none where the target refuses the plan, which `generate` tells.
fn realising(project: &Project) -> BTreeMap<String, Vec<String>> {
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let Ok(Ok(generated)) = generate::files(project) else { return files };
    for file in generated {
        for id in file.realises.iter().filter_map(|node| node.strip_prefix("decision:")) {
            files.entry(id.to_owned()).or_default().push(file.path.to_string());
        }
    }
    files
}
