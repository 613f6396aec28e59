//! The lock: the choices as resolved, so that a newer archplan does not silently decide otherwise.

use super::records::{self, Record, RecordLine};
use super::{By, Decision, DecisionId, Plan};
use crate::files::Digest;
use crate::report::{Code, Diagnostic, Report, Reported};
use crate::source::{FileId, Sources, Span};
use crate::yaml::{Map, Read as _, Reader, Text, Whole, record};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Version of the form of the lock.
const VERSION: u32 = 1;

/// The choices of an earlier run.
#[derive(Clone, Debug, std::default::Default)]
pub struct Lock {
    /// Digest of the catalogue that they were made with, as written.
    pub catalogue: String,
    /// What archplan decided, by decision: kept until the spec says otherwise or `plan --update` lets it go.
    pub decisions: BTreeMap<String, Locked>,
    /// What the spec said then, by decision. It binds nobody: the spec says each time what it states.
    pub stated: BTreeMap<String, String>,
    /// The decision records that were ever written, by number.
    pub records: Vec<Record>,
}

/// A choice that the lock keeps.
#[derive(Clone, Debug)]
pub struct Locked {
    /// Id of the option, as written.
    pub option: String,
    /// Place of the decision's id in the lock, where it was read from a file.
    pub decision_place: Option<Span>,
    /// Place of the option in the lock, where it was read from a file.
    pub option_place: Option<Span>,
}

/// A choice of the lock that would be decided otherwise today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The decision.
    pub decision: DecisionId,
    /// Id of the option in the lock.
    pub locked: String,
    /// Id of the option that would be chosen today.
    pub now: String,
    /// Why it would be.
    pub because: String,
    /// The lock's choice stands. Otherwise it was let go: it no longer goes with the other choices, or it was the
    /// spec's and the spec no longer says it.
    pub kept: bool,
}

record! {
    /// The lock as a file.
    struct LockFile("a lock") {
        /// Version of this form.
        version as "archplan-lock": Whole,
        /// Digest of the catalogue.
        catalogue: Text,
        /// What archplan decided: option by decision.
        decisions: Map<Text>,
        /// What the spec decided: option by decision. Here to be read; the spec says it each time.
        stated: Map<Text>,
        /// The decision records that were ever written.
        records: Vec<RecordLine>,
    }
}

impl Lock {
    /// A lock that keeps these options, by decision.
    pub fn of<'a>(choices: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let locked = |option: &str| Locked { option: option.to_owned(), decision_place: None, option_place: None };
        let decisions = choices.into_iter().map(|(id, option)| (id.to_owned(), locked(option))).collect();
        Self { decisions, ..Self::default() }
    }

    /// Reads a lock.
    ///
    /// # Errors
    /// When the file is no lock of this version.
    pub fn read(sources: &Sources, file: FileId, report: &mut Report) -> Result<Self, Reported> {
        refuse_conflict(sources, file, report)?;
        let node = crate::yaml::parse(sources, file, report)?;
        let before = report.errors();
        let read = LockFile::read(&node, &mut Reader::new(report, "lock"));
        if report.errors() > before {
            return report.check().map(|()| Self::default());
        }
        if read.version.value != VERSION {
            let message = format!("this archplan reads version {VERSION} of the lock, not `{}`", read.version.value);
            let fault = Diagnostic::error(Code::new("lock", "version"), read.version.span, message);
            return Err(report.error(fault.help("use the archplan that wrote it, or delete the lock to decide anew")));
        }
        let records = records::take(&read.records, report);
        if report.errors() > before {
            return report.check().map(|()| Self::default());
        }
        let decisions = read.decisions.iter().map(|(id, option)| {
            let (decision_place, option_place) = (Some(id.span), Some(option.span));
            (id.value.clone(), Locked { option: option.value.clone(), decision_place, option_place })
        });
        let stated = read.stated.iter().map(|(id, option)| (id.value.clone(), option.value.clone()));
        Ok(Self { catalogue: read.catalogue.value, decisions: decisions.collect(), stated: stated.collect(), records })
    }

    /// Lets choices go, so that they are decided anew; all of them where none is named.
    pub fn update(&mut self, decisions: &[String]) {
        self.decisions.retain(|id, _| !decisions.is_empty() && !decisions.contains(id));
    }
}

/// A merge that git left open is told as what it is, not as YAML that cannot be read.
fn refuse_conflict(sources: &Sources, file: FileId, report: &mut Report) -> Result<(), Reported> {
    let text = sources.text(file);
    let mut proof = Ok(());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") {
            let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
            let span = Span { file, start: at(start), end: at(start + line.trim_end().len()) };
            let fault = Diagnostic::error(Code::new("lock", "conflict"), span, "a merge is still open here");
            proof = Err(report.error(
                fault.help("of each decision keep the line that you want, and take the marks out; or take either side whole, and `archplan plan` says what it would decide otherwise"),
            ));
        }
        start += line.len();
    }
    proof
}

/// The lock of a plan, as text: a line a choice, sorted, so that git merges it line by line. What the spec states is
/// listed for those who review, and kept by the spec alone.
pub fn write(plan: &Plan, catalogue: Digest, records: &[Record]) -> String {
    let mut text = format!(
        "# The choices of this plan, as resolved. Commit this file: a newer archplan then decides the same.\n\
         # `archplan plan --update DECISION` lets a choice go, so that it is decided anew.\n\
         archplan-lock: {VERSION}\ncatalogue: {catalogue}\n"
    );
    let is_stated = |decision: &Decision| matches!(decision.by(), Some(By::Spec(_)));
    section(&mut text, "decisions", plan.decisions.iter().filter(|decision| !is_stated(decision)));
    section(&mut text, "stated", plan.decisions.iter().filter(|decision| is_stated(decision)));
    records::write(records, &mut text);
    text
}

fn section<'a>(text: &mut String, name: &str, decisions: impl Iterator<Item = &'a Decision>) {
    let mut lines: Vec<_> = decisions
        .filter_map(|decision| decision.chosen().map(|option| format!("  {}: {}", decision.id, option.id)))
        .collect();
    lines.sort();
    if lines.is_empty() {
        return;
    }
    writeln!(text, "{name}:").expect("writing to a String succeeds");
    for line in lines {
        writeln!(text, "{line}").expect("writing to a String succeeds");
    }
}
