//! The lock: the choices as resolved, so that a newer archplan does not silently decide otherwise.

use super::{Decided, Plan};
use crate::files::Digest;
use crate::report::{Code, Diagnostic, Report, Reported};
use crate::source::{FileId, Sources};
use crate::yaml::{Map, Read as _, Reader, Text, Whole, record};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Version of the form of the lock.
const VERSION: u32 = 1;

/// The choices of an earlier run.
#[derive(Debug, std::default::Default)]
pub struct Lock {
    /// Digest of the catalogue that they were made with, as written.
    pub catalogue: String,
    /// Option by decision.
    pub decisions: BTreeMap<String, String>,
}

record! {
    /// The lock as a file.
    struct LockFile("a lock") {
        /// Version of this form.
        version as "archplan-lock": Whole,
        /// Digest of the catalogue.
        catalogue: Text,
        /// Option by decision.
        decisions: Map<Text>,
    }
}

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    /// When the file is no lock of this version.
    pub fn read(sources: &Sources, file: FileId, report: &mut Report) -> Result<Self, Reported> {
        let node = crate::yaml::parse(sources, file, report)?;
        let before = report.errors();
        let read = LockFile::read(&node, &mut Reader { report, room: "lock" });
        if report.errors() > before {
            return report.check().map(|()| Self::default());
        }
        if read.version.value != VERSION {
            let message = format!("this archplan reads version {VERSION} of the lock, not `{}`", read.version.value);
            let fault = Diagnostic::error(Code::new("lock", "version"), read.version.span, message);
            return Err(report.error(fault.help("use the archplan that wrote it, or delete the lock to decide anew")));
        }
        let decisions = read.decisions.iter().map(|(id, option)| (id.value.clone(), option.value.clone()));
        Ok(Self { catalogue: read.catalogue.value, decisions: decisions.collect() })
    }
}

/// The lock of a plan, as text. Decisions of the spec alone are not in it: the spec says them each time.
pub fn write(plan: &Plan, catalogue: Digest) -> String {
    let mut text = format!(
        "# The choices of this plan, as resolved. Commit this file: a newer archplan then decides the same.\n\
         archplan-lock: {VERSION}\ncatalogue: {catalogue}\ndecisions:\n"
    );
    let mut lines: Vec<_> = plan
        .decisions
        .iter()
        .filter(|decision| !decision.own)
        .filter_map(|decision| match (&decision.decided, decision.chosen()) {
            (Decided::Chosen { .. }, Some(option)) => Some(format!("  {}: {}", decision.id, option.id)),
            _ => None,
        })
        .collect();
    lines.sort();
    for line in lines {
        writeln!(text, "{line}").expect("writing to a String succeeds");
    }
    text
}
