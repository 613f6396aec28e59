//! The components of a project, as data says which files they are, reviewed with excerpts from disk.

use super::handover::Review;
use super::table::code;
use super::tree;
use crate::document::evidence::{FileState, HandedFile};
use crate::document::{glob, ids, outline, words};
use crate::plan::Plan;
use renderers::document::{Block, Code, Inline, Inlines, Section, SectionId, text};
use serde::Deserialize;

/// `plans/documents/handover/components.yaml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Patterns of files that the plan is made from.
    inputs: Vec<String>,
    components: Vec<Component>,
    languages: Vec<Language>,
}

/// A part of the project.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Component {
    id: String,
    title: String,
    /// Patterns of the paths of its files, each with what such a file is for.
    files: Vec<Purpose>,
    /// Patterns of what its files realise: ids of decisions, nodes such as `operation:*`.
    #[serde(default)]
    realises: Vec<String>,
    /// Where an excerpt begins: the first line that holds one of these, of each file, until there are enough.
    #[serde(default)]
    anchors: Vec<String>,
    /// How many excerpts at most.
    #[serde(default)]
    excerpts: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Purpose {
    pub(super) path: String,
    #[serde(rename = "for")]
    pub(super) purpose: String,
    /// Whether several such files are told as one.
    #[serde(default)]
    pub(super) fold: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    path: String,
    name: String,
}

/// Whether the plan is made from a file: then no plan names it.
pub(in crate::document) fn is_input(file: &HandedFile) -> bool {
    let File { inputs, .. } = outline::data("handover/components.yaml");
    file.planned.is_none() && inputs.iter().any(|pattern| glob::fits(pattern, file.path.as_str()))
}

impl Component {
    /// All components in order.
    pub(super) fn all() -> &'static [Self] {
        &outline::data::<File>("handover/components.yaml").components
    }

    /// What a file of it is for.
    pub(super) fn purpose(&self, file: &HandedFile) -> Option<&Purpose> {
        self.files.iter().find(|purpose| glob::fits(&purpose.path, file.path.as_str()))
    }

    fn realised_by(&self, file: &HandedFile) -> bool {
        let named = file.planned.iter().flat_map(|planned| &planned.realises);
        named.into_iter().any(|name| self.realises.iter().any(|pattern| glob::fits(pattern, name)))
    }
}

/// A section of every component that has files. A file belongs to the first component whose patterns it fits.
pub(super) fn sections(review: &Review<'_>) -> Vec<Section> {
    let File { components, languages, .. } = outline::data("handover/components.yaml");
    let mut left: Vec<&HandedFile> = review.handed.files.iter().collect();
    let mut sections = Vec::new();
    for component in components {
        let by_path: Vec<&HandedFile> = left.iter().copied().filter(|file| component.purpose(file).is_some()).collect();
        let files = if by_path.is_empty() {
            left.iter().copied().filter(|file| component.realised_by(file)).collect()
        } else {
            by_path
        };
        if files.is_empty() {
            continue;
        }
        left.retain(|file| !files.iter().any(|own| own.path == file.path));
        sections.push(section(review.plan, component, languages, &files));
    }
    sections
}

fn section(plan: &Plan, component: &Component, languages: &[Language], files: &[&HandedFile]) -> Section {
    let mut blocks = decided(plan, files);
    blocks.push(Block::Paragraph(seen(files)));
    blocks.extend(excerpts(component, languages, files).into_iter().map(Block::Code));
    Section {
        id: SectionId::new(&format!("component-{}", component.id)),
        title: text(component.title.as_str()),
        blocks,
        sections: Vec::new(),
    }
}

/// How many files there are, how long they are, and how they stand.
fn seen(files: &[&HandedFile]) -> Inlines {
    let there: Vec<&HandedFile> = files.iter().copied().filter(|file| file.is_there()).collect();
    let lines: usize = there.iter().map(|file| file.lines().count()).sum();
    let found = format!("{} with {}", words::count(there.len(), "file"), words::count(lines, "line"));
    let mut parts = if there.is_empty() { Vec::new() } else { vec![found] };
    let count = |state: FileState| {
        files.iter().filter(|file| file.planned.as_ref().is_some_and(|planned| planned.state == state)).count()
    };
    for (state, word) in [(FileState::Edited, "edited since"), (FileState::Missing, "missing")] {
        match count(state) {
            0 => {}
            number if parts.is_empty() => parts.push(format!("{} {word}", words::count(number, "file"))),
            number => parts.push(format!("{} {word}", words::amount(number))),
        }
    }
    vec![Inline::Emphasis(text("Observed:")), Inline::Text(format!(" {}.", parts.join("; ")))]
}

/// What the plan declared for these files.
fn decided(plan: &Plan, files: &[&HandedFile]) -> Vec<Block> {
    let named = |id: &str| files.iter().any(|file| tree::decisions(file).any(|name| name == id));
    let decisions = plan.decisions.iter().filter(|d| d.chosen().is_some() && named(d.id.as_str()));
    let links: Vec<Inlines> = decisions.map(ids::decision_link).collect();
    if links.is_empty() {
        return Vec::new();
    }
    let mut line = vec![Inline::Emphasis(text("Declared:")), Inline::from(" ")];
    line.extend(words::chained(links));
    vec![Block::Paragraph(words::ended(line))]
}

/// Excerpts of files, those with the first anchors first, one a file.
fn excerpts(component: &Component, languages: &[Language], files: &[&HandedFile]) -> Vec<Code> {
    let mut shown: Vec<&HandedFile> = Vec::new();
    let mut excerpts = Vec::new();
    for anchor in &component.anchors {
        for file in files {
            if excerpts.len() == component.excerpts || shown.iter().any(|other| other.path == file.path) {
                continue;
            }
            if let Some(excerpt) = excerpt(anchor, languages, file) {
                excerpts.push(excerpt);
                shown.push(file);
            }
        }
    }
    excerpts
}

/// Lines of a file from the first one that holds the anchor, with their numbers.
fn excerpt(anchor: &str, languages: &[Language], file: &HandedFile) -> Option<Code> {
    let lines: Vec<&str> = file.lines().collect();
    let start = lines.iter().position(|line| line.contains(anchor))?;
    let end = end(&lines, start);
    let language = languages.iter().find(|language| glob::fits(&language.path, file.path.as_str()));
    let mut caption = code(file.path.as_str());
    caption.push(Inline::Text(if end == start + 1 {
        format!(", line {end}")
    } else {
        format!(", lines {} to {end}", start + 1)
    }));
    Some(Code {
        language: language.map_or_else(String::new, |language| language.name.clone()),
        caption,
        text: lines[start..end].iter().map(|line| format!("{line}\n")).collect(),
    })
}

/// Where an excerpt ends: at the first empty line after eight, or after thirty lines.
fn end(lines: &[&str], start: usize) -> usize {
    let longest = lines.len().min(start + 30);
    let blank = (start + 8..longest).find(|i| lines[*i].trim().is_empty());
    let mut end = blank.unwrap_or(longest);
    while end > start + 1 && lines[end - 1].trim().is_empty() {
        end -= 1;
    }
    end
}
