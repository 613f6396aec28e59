//! What differs between two plans, for people and for programs: one file a format.

mod json;
mod text;

use crate::cli::args::{Format, Shown as Wanted};
use crate::compare::{Comparison, Side, unified};
use crate::files::{File, RelPath};
use crate::plan::{By, Plan};
use crate::report::{Code, Report};
use crate::source::Sources;
use crate::spec::change::{self, Also};
use crate::update::Action;
use std::collections::{BTreeMap, BTreeSet};

/// A comparison with all that is said about it.
pub(in crate::cli) struct Shown<'a> {
    /// The changes as they were typed; none where two plans are compared.
    pub(in crate::cli) asked: &'a [String],
    /// What went with removed elements.
    pub(in crate::cli) also: &'a [Also],
    /// What differs.
    pub(in crate::cli) comparison: &'a Comparison,
    /// The two sides.
    pub(in crate::cli) sides: (&'a Side<'a>, &'a Side<'a>),
    /// What a run would do to the files of the project.
    pub(in crate::cli) on_disk: &'a BTreeMap<RelPath, Action>,
    /// Why no code would be written.
    pub(in crate::cli) refused: &'a [String],
    /// The files that were read.
    pub(in crate::cli) sources: &'a Sources,
}

/// Leaves warnings out of a report that were told before, and those that a comparison shows.
pub(in crate::cli) fn leave_out(report: &mut Report, told: &Report, plan: &Plan) {
    let told: BTreeSet<(&Code, &str)> =
        told.found().into_iter().map(|found| (&found.code, found.message.as_str())).collect();
    let compared: BTreeSet<&Code> = plan.advice.iter().map(|advice| &advice.code).collect();
    report.leave_out(|found| compared.contains(&found.code) || told.contains(&(&found.code, found.message.as_str())));
}

/// Who chose, for both formats.
#[derive(Clone, Copy)]
enum Who<'a> {
    Change,
    Spec,
    Lock,
    Implied(&'a str),
    Rule(&'a str),
    Default,
    /// A rule of an own catalogue, by its title.
    Standard(&'a str),
}

impl Shown<'_> {
    /// As it was asked for.
    pub(in crate::cli) fn text_as(&self, wanted: &Wanted) -> String {
        if wanted.files {
            return self.comparison.files.iter().map(|file| format!("{}\n", file.path)).collect();
        }
        match wanted.format {
            Format::Json => json::json(self),
            Format::Text if wanted.diff => format!("{}\n{}", text::text(self), self.diffs()),
            Format::Text => text::text(self),
        }
    }

    /// Whether a run would refuse something, or leave something to settle.
    pub(in crate::cli) fn is_refused(&self) -> bool {
        let open = |path: &RelPath| self.on_disk.get(path).is_some_and(Action::is_conflict);
        !self.refused.is_empty() || self.comparison.files.iter().any(|file| open(&file.path))
    }

    /// The lines that differ, file by file.
    fn diffs(&self) -> String {
        let by_path = |side: &'_ Side<'_>| -> BTreeMap<RelPath, File> {
            side.files.iter().map(|made| (made.path.clone(), made.file.clone())).collect()
        };
        let (before, after) = (by_path(self.sides.0), by_path(self.sides.1));
        let files = self.comparison.files.iter();
        files.map(|file| unified(file.path.as_str(), before.get(&file.path), after.get(&file.path))).collect()
    }

    fn who<'b>(&self, by: &'b By) -> Who<'b> {
        match by {
            By::Spec(place) if self.sources.name(place.file) == change::SOURCE => Who::Change,
            By::Spec(_) => Who::Spec,
            By::Lock => Who::Lock,
            By::Implied(decision) => Who::Implied(decision.as_str()),
            By::Rule(Some(condition)) => Who::Rule(condition),
            By::Standard { title, .. } => Who::Standard(title),
            By::Rule(None) => Who::Default,
        }
    }
}
