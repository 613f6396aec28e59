//! The decision records of a project, as the lock keeps them: the number that a decision was given once, and never again.

use crate::report::{Code, Diagnostic, Report};
use crate::spec::{is_day, is_kebab};
use crate::yaml::{Text, Whole, record};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A decision record that was once written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its number; from 1, unique, never given again.
    pub number: u32,
    /// Stable name, unique: lower-case words joined by `-`. The decision's id where that was free.
    pub slug: String,
    /// Id of the decision.
    pub decision: String,
    /// Id of the option that was chosen.
    pub chose: String,
    /// The day on which the number was given, such as `2026-01-31`.
    pub date: String,
    /// Why it no longer stands; `None` for one that does.
    pub end: Option<End>,
}

/// Why a record no longer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The record of this number took its place.
    Superseded(u32),
    /// Nothing took its place; for this reason.
    Deprecated(String),
}

record! {
    /// A decision record.
    pub(super) struct RecordLine("a decision record") {
        /// Its number.
        number: Whole,
        /// Its stable name.
        slug: Text,
        /// Id of its decision; the slug where it is left out.
        decision: Option<Text>,
        /// Id of the chosen option.
        chose: Text,
        /// The day on which the number was given.
        date: Text,
        /// The number of the record that took its place.
        superseded_by: Option<Whole>,
        /// Why it no longer stands, where nothing took its place.
        deprecated: Option<Text>,
    }
}

impl Record {
    /// Name of its file, such as `0012-database.md`.
    pub fn file_name(&self) -> String {
        format!("{:04}-{}.md", self.number, self.slug)
    }
}

/// The records of a lock by number; tells what does not hold together.
pub(super) fn take(lines: &[RecordLine], report: &mut Report) -> Vec<Record> {
    lines.iter().for_each(|line| form(line, report));
    unique(lines, report);
    ends(lines, report);
    let mut records: Vec<_> = lines.iter().map(record).collect();
    records.sort_by_key(|record| record.number);
    records
}

fn record(line: &RecordLine) -> Record {
    let end = match (&line.superseded_by, &line.deprecated) {
        (Some(by), _) => Some(End::Superseded(by.value)),
        (None, Some(because)) => Some(End::Deprecated(because.value.clone())),
        (None, None) => None,
    };
    Record {
        number: line.number.value,
        slug: line.slug.value.clone(),
        decision: decision(line).to_owned(),
        chose: line.chose.value.clone(),
        date: line.date.value.clone(),
        end,
    }
}

fn decision(line: &RecordLine) -> &str {
    line.decision.as_ref().unwrap_or(&line.slug).as_str()
}

fn fault(name: &'static str, place: crate::source::Span, message: String) -> Diagnostic {
    Diagnostic::error(Code::new("lock", name), place, message)
}

/// Each value by itself. What was not read at all is told already.
fn form(line: &RecordLine, report: &mut Report) {
    for name in [Some(&line.slug), line.decision.as_ref(), Some(&line.chose)].into_iter().flatten() {
        if !name.is_empty() && (!is_kebab(name) || name.len() > 60) {
            let message = format!("`{}` cannot stand here: it takes lower-case words joined by `-`", name.value);
            report.error(fault("record", name.span, message).help("take the line back from git"));
        }
    }
    if !line.date.is_empty() && !is_day(&line.date) {
        let message = format!("`{}` is not a day such as `2026-01-31`", line.date.value);
        report.error(fault("record", line.date.span, message).help("take the line back from git"));
    }
    if line.number.value == 0 && line.number.span.start != line.number.span.end {
        let message = "records are numbered from 1".to_owned();
        report.error(fault("record", line.number.span, message).help("take the line back from git"));
    }
}

/// Two branches may each have given the next number: their merge is settled by a person.
fn unique(lines: &[RecordLine], report: &mut Report) {
    let next = lines.iter().map(|line| line.number.value).max().unwrap_or_default().saturating_add(1);
    let (mut numbers, mut slugs, mut standing) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for line in lines.iter().filter(|line| !line.slug.is_empty() && line.number.value > 0) {
        if let Some(first) = numbers.insert(line.number.value, line.number.span) {
            let message = format!("the number {} was given to two records", line.number.value);
            let old = record(line).file_name();
            let new = Record { number: next, ..record(line) }.file_name();
            let help = format!("give the later one the number {next}, and rename its file `{old}` to `{new}`");
            let diagnostic = fault("record-number", line.number.span, message).label(first, "it stood here first");
            report.error(diagnostic.help(help));
        }
        if let Some(first) = slugs.insert(line.slug.as_str(), line.slug.span) {
            let message = format!("two records have the name `{}`", line.slug.value);
            let id = decision(line);
            let help = format!(
                "name the later one otherwise, such as `{}-2` with `decision: {id}`, and rename its file",
                line.slug.value
            );
            let diagnostic = fault("record-slug", line.slug.span, message).label(first, "it stood here first");
            report.error(diagnostic.help(help));
        } else if line.superseded_by.is_none()
            && line.deprecated.is_none()
            && let Some((number, first)) = standing.insert(decision(line), (line.number.value, line.at))
        {
            let message = format!("two records of the decision `{}` stand at once", decision(line));
            let (older, newer) = (line.number.value.min(number), line.number.value.max(number));
            let diagnostic = fault("record-twice", line.at, message).label(first, "the other one");
            report.error(diagnostic.help(format!("add `superseded_by: {newer}` to the record {older}")));
        }
    }
}

fn ends(lines: &[RecordLine], report: &mut Report) {
    let by_number: BTreeMap<u32, &RecordLine> = lines.iter().map(|line| (line.number.value, line)).collect();
    for line in lines {
        let Some(by) = &line.superseded_by else { continue };
        if let Some(because) = &line.deprecated {
            let message = "a record is superseded or deprecated, not both".to_owned();
            report.error(fault("record", because.span, message).help("keep one of the two"));
        }
        let follows = by.value > line.number.value
            && by_number.get(&by.value).is_some_and(|follower| decision(follower) == decision(line));
        if !follows {
            let message = format!("{} is no later record of the decision `{}`", by.value, decision(line));
            let help = "name the number of the record that took its place, or leave `superseded_by` out";
            report.error(fault("record", by.span, message).help(help));
        }
    }
}

/// Writes the records as a section of the lock, a line a record.
pub(super) fn write(records: &[Record], text: &mut String) {
    if records.is_empty() {
        return;
    }
    text.push_str("records:\n");
    for record in records {
        let Record { number, slug, decision, chose, date, end } = record;
        let decision = if decision == slug { String::new() } else { format!(", decision: {decision}") };
        let end = match end {
            None => String::new(),
            Some(End::Superseded(by)) => format!(", superseded_by: {by}"),
            // A JSON string is a YAML string in double quotes.
            Some(End::Deprecated(because)) => {
                format!(", deprecated: {}", serde_json::Value::from(because.as_str()))
            }
        };
        writeln!(text, "  - {{ number: {number}, slug: {slug}{decision}, chose: {chose}, date: {date}{end} }}")
            .expect("writing to a String succeeds");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Lock;
    use crate::source::Sources;

    fn read(lines: &str) -> Result<Vec<Record>, Vec<String>> {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let file = sources.add("archplan.lock", format!("archplan-lock: 1\ncatalogue: x\nrecords:\n{lines}"));
        Lock::read(&sources, file, &mut report).map(|lock| lock.records).map_err(|_| {
            let told = |d: &&Diagnostic| format!("{} {}", sources.place(d.place.as_ref().unwrap().span), d.code);
            report.found().iter().map(told).collect()
        })
    }

    #[test]
    fn records_are_read_back_as_written() {
        let record = |number, slug: &str, end| Record {
            number,
            slug: slug.into(),
            decision: "database".into(),
            chose: "postgresql".into(),
            date: "2026-01-31".into(),
            end,
        };
        let records = vec![
            record(1, "database", Some(End::Superseded(2))),
            record(2, "database-2", Some(End::Deprecated("it: \"is\", {gone} #\n'".into()))),
            record(12, "database-3", None),
        ];
        let mut text = String::new();
        write(&records, &mut text);
        assert_eq!(read(text.strip_prefix("records:\n").unwrap()), Ok(records));
    }

    #[test]
    fn what_a_merge_left_twice_is_told_with_its_places() {
        for (lines, codes) in [
            (
                "  - { number: 1, slug: a, chose: x, date: 2026-01-31 }\n  - { number: 1, slug: b, chose: x, date: 2026-01-31 }\n",
                vec!["archplan.lock:5:15 lock/record-number"],
            ),
            (
                "  - { number: 1, slug: a, chose: x, date: 2026-01-31 }\n  - { number: 2, slug: a, chose: x, date: 2026-01-31 }\n",
                vec!["archplan.lock:5:24 lock/record-slug"],
            ),
            (
                "  - { number: 1, slug: a, chose: x, date: 2026-01-31 }\n  - { number: 2, slug: b, decision: a, chose: x, date: 2026-01-31 }\n",
                vec!["archplan.lock:5:5 lock/record-twice"],
            ),
            (
                "  - { number: 1, slug: a, chose: x, date: 2026-01-31, superseded_by: 7 }\n",
                vec!["archplan.lock:4:70 lock/record"],
            ),
            (
                "  - { number: 0, slug: ../a, chose: x, date: 31.1.2026 }\n",
                vec![
                    "archplan.lock:4:15 lock/record",
                    "archplan.lock:4:24 lock/record",
                    "archplan.lock:4:46 lock/record",
                ],
            ),
            (
                "  - { number: one }\n",
                vec![
                    "archplan.lock:4:5 lock/missing-key",
                    "archplan.lock:4:5 lock/missing-key",
                    "archplan.lock:4:5 lock/missing-key",
                    "archplan.lock:4:15 lock/wrong-kind",
                ],
            ),
        ] {
            let mut told = read(lines).unwrap_err();
            told.sort();
            let mut codes = codes;
            codes.sort_unstable();
            assert_eq!(told, codes, "{lines}");
        }
    }
}
