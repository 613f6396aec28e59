//! Outlines as they are written: `plans/documents/<document>/outline.yaml` and the prose beside it.
//!
//! The prose is parsed here, once, before any value is known; `fill` puts the values in. The formats are
//! described in `plans/README.md`.

use super::kept::Kept;
use crate::expression::Condition;
use include_dir::{Dir, include_dir};
use renderers::document::{Block, SectionId};
use serde::Deserialize;
use std::any::{Any, TypeId};

static DOCUMENTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/plans/documents");

/// A document's outline with its prose.
#[derive(Clone, Default)]
pub(super) struct Outline {
    /// What kind of document it is, such as `Architecture plan`.
    pub(super) kind: String,
    /// One sentence under the title, with holes.
    pub(super) summary: Vec<Block>,
    /// The parts in reading order.
    pub(super) parts: Vec<Part>,
}

/// A section that is not filled yet.
#[derive(Clone)]
pub(super) struct Part {
    /// Stable id.
    pub(super) id: SectionId,
    /// Heading, with holes.
    pub(super) title: String,
    /// It stands in the document only where all of these hold.
    pub(super) when: Vec<Condition>,
    /// Ids of the decisions that its content comes from.
    pub(super) realises: Vec<String>,
    /// Where what it says comes from.
    pub(super) origin: Option<Origin>,
    /// What it says where it would say nothing else, so that the section always stands.
    pub(super) otherwise: Vec<Block>,
    /// Prose with holes and directives.
    pub(super) blocks: Vec<Block>,
    /// Sections made one a thing of the plan, before `parts`.
    pub(super) each: Option<String>,
    /// Subsections in reading order.
    pub(super) parts: Vec<Part>,
    /// What it says only leads to its subsections: where none of them stands, it is not said.
    pub(super) leads: bool,
    /// What it says stands without what its directives show.
    pub(super) stays: bool,
}

/// Where what a section says comes from.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Origin {
    /// From the plan.
    Declared,
    /// From the files of the project.
    Observed,
}

impl Origin {
    /// The line that tells readers.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Declared => "Declared in the plan.",
            Self::Observed => "Observed on disk.",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutlineFile {
    kind: String,
    summary: String,
    sections: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    title: String,
    #[serde(default)]
    file: Option<String>,
    #[serde(default)]
    otherwise: Option<String>,
    #[serde(default)]
    when: Option<String>,
    #[serde(default)]
    realises: Vec<String>,
    #[serde(default)]
    stays: bool,
    #[serde(default)]
    origin: Option<Origin>,
    #[serde(default)]
    each: Option<String>,
    #[serde(default)]
    sections: Vec<Entry>,
}

impl Outline {
    /// The built-in outline of a document, read once in a run. The suite loads every one, so none is broken here.
    pub(super) fn built_in(document: &str) -> &'static Self {
        static READ: Kept<String, &'static Outline> = Kept::new();
        READ.get(document.to_owned(), || {
            Box::leak(Box::new(Self::load(document).expect("every built-in outline and section is well formed")))
        })
    }

    /// Reads an outline and all its sections.
    ///
    /// # Errors
    /// Says what is wrong with which file.
    fn load(document: &str) -> Result<Self, String> {
        let path = format!("{document}/outline.yaml");
        let file: OutlineFile = serde_yaml::from_str(text(&path)?).map_err(|e| format!("{path}: {e}"))?;
        let parts = parts(document, file.sections)?;
        Ok(Self { kind: file.kind, summary: prose(&path, &file.summary)?, parts })
    }
}

/// Whether there is data of a kind at a path, such as `design/pipeline.yaml`.
pub(super) fn is_data<T: serde::de::DeserializeOwned>(path: &str) -> bool {
    text(path).is_ok_and(|text| serde_yaml::from_str::<T>(text).is_ok())
}

/// Data that a document's blocks use, such as the components of a handover. Each file is read once in a run.
pub(super) fn data<T: serde::de::DeserializeOwned + Send + Sync>(path: &str) -> &'static T {
    static READ: Kept<(TypeId, String), &'static (dyn Any + Send + Sync)> = Kept::new();
    let read = READ.get((TypeId::of::<T>(), path.to_owned()), || {
        let read = serde_yaml::from_str(text(path).expect("built-in data is there"));
        let read: T = read.expect("built-in data is well formed");
        Box::leak(Box::new(read))
    });
    read.downcast_ref().expect("the key names the type")
}

fn parts(document: &str, entries: Vec<Entry>) -> Result<Vec<Part>, String> {
    entries.into_iter().map(|entry| part(document, entry)).collect()
}

fn part(document: &str, entry: Entry) -> Result<Part, String> {
    let fault = |what: String| format!("{document}/outline.yaml: section {}: {what}", entry.id);
    let when = entry
        .when
        .iter()
        .map(|when| Condition::parse(when))
        .collect::<Result<_, _>>()
        .map_err(|e| fault(e.to_string()))?;
    let blocks = file(document, entry.file.as_deref())?;
    let otherwise = file(document, entry.otherwise.as_deref())?;
    let id = SectionId::new(&entry.id);
    if id.as_str() != entry.id {
        return Err(fault("the id is not made of lower-case letters, digits and `-`".to_owned()));
    }
    let parts = parts(document, entry.sections)?;
    Ok(Part {
        id,
        title: entry.title,
        when,
        realises: entry.realises,
        origin: entry.origin,
        otherwise,
        blocks,
        each: entry.each,
        parts,
        leads: false,
        stays: entry.stays,
    })
}

/// The prose of a section's file; none where it has no file.
fn file(document: &str, name: Option<&str>) -> Result<Vec<Block>, String> {
    let Some(name) = name else { return Ok(Vec::new()) };
    let path = format!("{document}/{name}");
    prose(&path, text(&path)?)
}

fn prose(path: &str, markdown: &str) -> Result<Vec<Block>, String> {
    let read = renderers::read::blocks(markdown);
    match read.faults.first() {
        Some(fault) => Err(format!("{path}: {fault}")),
        None => Ok(read.blocks),
    }
}

fn text(path: &str) -> Result<&'static str, String> {
    let file = DOCUMENTS.get_file(path).ok_or_else(|| format!("{path}: there is no such file"))?;
    file.contents_utf8().ok_or_else(|| format!("{path}: not UTF-8"))
}
