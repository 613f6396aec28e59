//! The files of the folder.

use super::lexicon::Lexicon;
use super::page::{Subject, page};
use super::{index, status};
use crate::files::{RelPath, Tree};
use crate::plan::{Plan, Record};
use crate::source::Span;
use std::collections::BTreeMap;

/// What records are made from.
pub struct Project<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// All records by number, as [`keep`](super::keep) gives them out.
    pub records: &'a [Record],
    /// Paths of the generated files that realise a decision, by its id.
    pub realising: &'a BTreeMap<String, Vec<String>>,
    /// A place in the spec for people, such as `spec.yaml:12`.
    pub place: &'a dyn Fn(Span) -> Option<String>,
    /// The record that stands, by decision.
    pub(super) standing: BTreeMap<&'a str, &'a Record>,
    /// All records of a decision by number, by its id.
    pub(super) history: BTreeMap<&'a str, Vec<&'a Record>>,
    /// The decisions that rest on a decision, by its id.
    pub(super) carries: BTreeMap<&'a str, Vec<&'a str>>,
    pub(super) lexicon: Lexicon,
}

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Below [`FOLDER`](super::FOLDER).
    pub path: RelPath,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Id of its decision; `None` for the table of all.
    pub decision: Option<String>,
}

impl<'a> Project<'a> {
    /// What records are made from.
    pub fn new(
        plan: &'a Plan,
        records: &'a [Record],
        realising: &'a BTreeMap<String, Vec<String>>,
        place: &'a dyn Fn(Span) -> Option<String>,
    ) -> Self {
        let standing = records.iter().filter(|r| r.end.is_none()).map(|r| (r.decision.as_str(), r)).collect();
        let mut history: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in records {
            history.entry(record.decision.as_str()).or_default().push(record);
        }
        let mut carries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for decision in plan.decisions.iter().filter(|decision| decision.chosen().is_some()) {
            for below in &decision.rests_on {
                carries.entry(below.as_str()).or_default().push(decision.id.as_str());
            }
        }
        Self { plan, records, realising, place, standing, history, carries, lexicon: Lexicon::of(plan) }
    }
}

/// Whether a record stands whose file does not lie in the folder, so that its text must be made.
pub fn needs_body(records: &[Record], folder: &Tree) -> bool {
    records.iter().filter(|record| record.end.is_none()).any(|record| folder.get(&path(record)).is_none())
}

/// Every file of the folder: the records by number, and the table of all. `folder` holds what lies there: a record that was
/// written comes back byte for byte, but for its status. No other file has the name of a new record, which has a number
/// above that of every file.
pub fn files(project: &Project<'_>, folder: &Tree) -> Vec<Written> {
    let mut written = Vec::with_capacity(project.records.len() + 1);
    for record in project.records {
        let path = path(record);
        let bytes = match folder.get(&path) {
            Some(file) => Some(status::set(&file.bytes, &super::status(record, project.records))),
            None => body(record, project),
        };
        let decision = Some(record.decision.clone());
        written.extend(bytes.map(|bytes| Written { path, bytes, decision }));
    }
    if project.records.is_empty() {
        return written;
    }
    let table = renderers::page(&index::page(project)).into_bytes();
    let path = RelPath::new("README.md").expect("our own path is a plain one");
    written.push(Written { path, bytes: table, decision: None });
    written
}

/// The text of a record as the plan has it; `None` where the plan no longer knows the decision or its option.
fn body(record: &Record, project: &Project<'_>) -> Option<Vec<u8>> {
    let decision = project.plan.decision(&record.decision)?;
    let option = decision.options.iter().find(|option| option.id == record.chose)?;
    Some(renderers::page(&page(&Subject { record, decision, option }, project)).into_bytes())
}

fn path(record: &Record) -> RelPath {
    RelPath::new(record.file_name()).expect("a number and words joined by `-` are a plain name")
}
