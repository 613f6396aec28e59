//! From the files of a template to its outline.

use super::known::Known;
use super::read::{Folder, Reading, fault};
use super::record::{SectionRecord, TemplateRecord};
use crate::expression::Condition;
use crate::files::{File, RelPath, Tree};
use crate::report::{Code, Diagnostic, Report, nearest};
use crate::source::{Sources, Span};
use crate::yaml::{Read as _, Reader, Text};
use include_dir::{Dir, include_dir};
use renderers::document::Block;
use std::collections::BTreeMap;

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/plans/documents/templates");

/// Order and headings of the architecture plan. The default one has no entries: the order is that of the plan.
#[derive(Debug, Default)]
pub struct Template {
    /// Its name for people.
    pub title: String,
    /// What kind of document it gives; empty where that is the plan's.
    pub kind: String,
    /// Prose under the title, with holes; none where it is the plan's.
    pub summary: Vec<Block>,
    /// The sections in reading order. What is neither here nor left out stands behind them.
    pub entries: Vec<Entry>,
    /// Ids of sections that it leaves out, each with the reason.
    pub left_out: Vec<(String, String)>,
}

impl Template {
    /// Whether it leaves all as the plan has it.
    pub fn is_the_plans(&self) -> bool {
        self.entries.is_empty() && self.left_out.is_empty() && self.kind.is_empty() && self.summary.is_empty()
    }
}

/// A section of a template.
#[derive(Debug)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Whether the plan has it; else the template adds it.
    pub of_plan: bool,
    /// Heading, with holes; `None` for that of the plan.
    pub title: Option<String>,
    /// Prose of its own, with holes and directives.
    pub prose: Vec<Block>,
    /// What is said where nothing else is.
    pub otherwise: Vec<Block>,
    /// The condition under which it stands.
    pub when: Option<Condition>,
    /// Sections in it.
    pub entries: Vec<Entry>,
}

/// The names of archplan's own templates.
pub fn words() -> Vec<&'static str> {
    let mut words: Vec<&str> = TEMPLATES.dirs().filter_map(|dir| dir.path().file_name()?.to_str()).collect();
    words.sort_unstable();
    words
}

/// One of archplan's own templates; `None` where there is none of that name.
pub fn built_in(name: &str) -> Option<Template> {
    let dir = TEMPLATES.dirs().find(|dir| dir.path().to_str() == Some(name))?;
    let mut files = Tree::default();
    for file in dir.files() {
        let path = file.path().file_name().and_then(|name| name.to_str()).and_then(|name| RelPath::new(name).ok());
        files.insert(path.expect("our own files have plain names"), File::plain(file.contents()));
    }
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let folder = Folder { name: name.to_owned(), files, named: None };
    let template = read_template(&folder, None, &mut sources, &mut report);
    assert_eq!(report.errors(), 0, "every built-in template is well formed: {name}");
    template
}

/// What is told of a name that is neither a folder nor one of archplan's templates.
pub fn meant(name: &str) -> String {
    match nearest(name, words()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("archplan has the templates {}; any other name is a folder", words().join(", ")),
    }
}

/// Reads a template and checks every name in it; tells every fault. Without `known`, names are taken as they are.
pub fn read_template(
    folder: &Folder,
    known: Option<&Known<'_>>,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Template> {
    let mut own = Report::default();
    let mut reading = Reading { folder, sources, report: &mut own };
    let template = reading.head("template.yaml", "template").map(|node| {
        let record = TemplateRecord::read(&node, &mut Reader::new(reading.report, "style"));
        reading.version("template", &record.form);
        let mut seen = BTreeMap::new();
        let entries = reading.entries(&record.sections, known, &mut seen);
        let left_out = reading.left_out(&record, known, &mut seen);
        if let (Some(known), false, 0) = (known, record.sections.is_empty(), reading.report.errors()) {
            reading.unplaced(&record, known, &seen);
        }
        let kind = record.kind.as_ref().map(|kind| kind.value.clone()).unwrap_or_default();
        let summary = record.summary.as_ref().map(|summary| {
            reading.holes_of(summary, known);
            renderers::read::blocks(&summary.value).blocks
        });
        Template { title: record.title.value, kind, summary: summary.unwrap_or_default(), entries, left_out }
    });
    let is_sound = own.errors() == 0;
    report.append(own);
    template.filter(|_| is_sound)
}

/// Where each id stands.
type Seen = BTreeMap<String, Span>;

impl Reading<'_> {
    fn entries(&mut self, records: &[SectionRecord], known: Option<&Known<'_>>, seen: &mut Seen) -> Vec<Entry> {
        records.iter().filter_map(|record| self.entry(record, known, seen)).collect()
    }

    fn entry(&mut self, record: &SectionRecord, known: Option<&Known<'_>>, seen: &mut Seen) -> Option<Entry> {
        let id = self.id(record, known, seen);
        for text in record.title.iter() {
            self.holes_of(text, known);
        }
        let when = record.when.as_ref().and_then(|when| match known {
            Some(known) => self.condition(&when.value, when.span, known),
            None => Some(Condition::parse(&when.value).expect("every built-in condition is well formed")),
        });
        let entry = Entry {
            id: id?,
            of_plan: record.section.is_some(),
            title: record.title.as_ref().map(|title| title.value.clone()),
            prose: self.prose(record.file.as_ref(), known),
            otherwise: self.prose(record.otherwise.as_ref(), known),
            when,
            entries: self.entries(&record.sections, known, seen),
        };
        if !entry.of_plan && record.file.is_none() && record.otherwise.is_none() && record.sections.is_empty() {
            let message = format!("the section `{}` says nothing", entry.id);
            let fault = fault("empty-section", record.at, message);
            self.report.error(fault.help("give it a `file` of prose, or `sections`"));
        }
        Some(entry)
    }

    /// The id of a section; told where it has none, two, an unknown one, or one that stands elsewhere.
    fn id(&mut self, record: &SectionRecord, known: Option<&Known<'_>>, seen: &mut Seen) -> Option<String> {
        let id = match (&record.section, &record.id) {
            (Some(id), None) => {
                self.section(id, known);
                id
            }
            (None, Some(id)) => {
                self.own_id(id, known);
                if record.title.is_none() {
                    let message = format!("the section `{}` has no heading", id.value);
                    self.report.error(fault("no-title", id.span, message).help("give it a `title`"));
                }
                id
            }
            _ => {
                let message = "a section has either `section` or `id`";
                let help = "`section` names one of the plan, `id` begins one of the template's own";
                self.report.error(fault("section-or-id", record.at, message).help(help));
                return None;
            }
        };
        self.once(id, seen).then(|| id.value.clone())
    }

    /// Whether an id stands here for the first time.
    fn once(&mut self, id: &Text, seen: &mut Seen) -> bool {
        let first = seen.insert(id.value.clone(), id.span);
        if let Some(first) = first {
            let message = format!("the section `{}` stands here a second time", id.value);
            let fault = fault("repeated-section", id.span, message).label(first, "it stood here first");
            self.report.error(fault.help("keep one of the two"));
        }
        first.is_none()
    }

    fn section(&mut self, id: &Text, known: Option<&Known<'_>>) {
        let Some(known) = known.filter(|known| !known.sections.contains(&id.value)) else { return };
        let message = format!("the plan has no section `{}`", id.value);
        let fault = fault("unknown-section", id.span, message);
        let fault = match nearest(id, known.sections.iter().map(String::as_str)) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help(format!("its sections are {}", known.sections.join(", "))),
        };
        self.report.error(fault);
    }

    fn own_id(&mut self, id: &Text, known: Option<&Known<'_>>) {
        let is_plain = id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let Some(known) = known else { return };
        if !is_plain {
            let message = format!("`{}` is no id: ids are lower-case words joined by `-`", id.value);
            self.report.error(fault("id", id.span, message));
        } else if known.sections.contains(&id.value) {
            let message = format!("`{}` is a section of the plan", id.value);
            let help = format!("write `section: {}` to place it, or choose another id", id.value);
            self.report.error(fault("id", id.span, message).help(help));
        } else if let Some(start) = known.reserved.iter().find(|start| id.starts_with(**start)) {
            let message = format!("ids that begin with `{start}` are those of single sections of a plan");
            self.report.error(fault("id", id.span, message).help("choose another id"));
        }
    }

    fn left_out(
        &mut self,
        record: &TemplateRecord,
        known: Option<&Known<'_>>,
        seen: &mut Seen,
    ) -> Vec<(String, String)> {
        let mut left_out = Vec::new();
        for (id, reason) in record.left_out.iter() {
            self.section(id, known);
            self.once(id, seen);
            if reason.trim().is_empty() {
                let message = format!("nothing says why `{}` is left out", id.value);
                self.report.error(fault("no-reason", id.span, message).help("write the reason behind it"));
            }
            left_out.push((id.value.clone(), reason.value.clone()));
        }
        left_out
    }

    /// Warns of sections that nothing is said about: they stand at the end.
    fn unplaced(&mut self, record: &TemplateRecord, known: &Known<'_>, seen: &Seen) {
        // Those inside of a section go with it.
        let unplaced: Vec<&String> = known.outer.iter().filter(|id| !seen.contains_key(id.as_str())).collect();
        if !unplaced.is_empty() {
            let names: Vec<String> = unplaced.iter().map(|id| format!("`{id}`")).collect();
            let message = format!("the template does not say where these sections go: {}", names.join(", "));
            let code = Code::new("style", "unplaced-section");
            let fault = Diagnostic::error(code, record.at, message);
            self.report.warn(
                fault.help("name them under `sections`, or under `left-out` with a reason; now they stand at the end"),
            );
        }
    }
}
