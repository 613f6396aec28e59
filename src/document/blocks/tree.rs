//! The files of the project: as a tree, and one by one.

use super::components::{self, Component};
use super::handover::Review;
use super::table::{codes, table};
use crate::document::evidence::{FileState, HandedFile};
use crate::document::{ids, words};
use crate::files::Digest;
use crate::plan::Plan;
use renderers::document::{Block, Cell, Code, Inlines, text};

/// `code tree`: the folders and files that are there.
pub(super) fn code_block(files: &[&HandedFile]) -> String {
    let mut lines = String::new();
    let mut open: Vec<&str> = Vec::new();
    for file in files {
        let parts: Vec<&str> = file.path.parts().collect();
        let folders = &parts[..parts.len() - 1];
        let same = open.iter().zip(folders).take_while(|(a, b)| a == b).count();
        open.truncate(same);
        for folder in &folders[same..] {
            lines.push_str(&format!("{}{folder}/\n", "  ".repeat(open.len())));
            open.push(folder);
        }
        lines.push_str(&format!("{}{}\n", "  ".repeat(open.len()), file.path.name()));
    }
    lines
}

/// `code tree`
pub(super) fn code(review: &Review<'_>, _: &str) -> Vec<Block> {
    let mut there: Vec<&HandedFile> = review.handed.files.iter().filter(|file| file.is_there()).collect();
    there.sort_by(|a, b| order(a).cmp(&order(b)));
    if there.is_empty() {
        return Vec::new();
    }
    vec![Block::Code(Code { language: "text".to_owned(), caption: Vec::new(), text: code_block(&there) })]
}

/// Folders before files, each by name.
fn order(file: &HandedFile) -> Vec<(bool, &str)> {
    let parts: Vec<&str> = file.path.parts().collect();
    let last = parts.len() - 1;
    parts.into_iter().enumerate().map(|(i, part)| (i == last, part)).collect()
}

/// `table files`: what each file is for, and whose it is.
pub(super) fn files(review: &Review<'_>, _: &str) -> Vec<Block> {
    let components = Component::all();
    let rows = review.handed.files.iter().map(|file| row(review, &components, file));
    table("Every file", ["File", "For", "Realises", "Whose", "State", "SHA-256"], rows.collect())
}

fn row(review: &Review<'_>, components: &[Component], file: &HandedFile) -> [Cell; 6] {
    let purpose = components.iter().find_map(|component| component.purpose(file)).unwrap_or_default();
    [
        super::table::code(file.path.as_str()),
        text(purpose),
        realises(review.plan, file),
        text(whose(file)),
        text(state(file)),
        file.digest.map(|digest| super::table::code(&short(digest))).unwrap_or_default(),
    ]
}

/// The first digits of a digest: enough to tell two versions of a file apart.
fn short(digest: Digest) -> String {
    digest.to_string().trim_start_matches("sha256:").chars().take(12).collect()
}

/// The ids of the decisions that a file realises.
pub(super) fn decisions(file: &HandedFile) -> impl Iterator<Item = &str> {
    file.planned.iter().flat_map(|planned| &planned.realises).filter_map(|node| node.strip_prefix("decision:"))
}

/// The decisions that a file realises, by title, and the elements: up to two by name, more by number.
pub(super) fn realises(plan: &Plan, file: &HandedFile) -> Inlines {
    let titles = decisions(file).filter_map(|id| plan.decision(id)).map(ids::decision_name);
    let mut parts: Vec<Inlines> = titles.collect();
    for (kind, noun) in [("entity:", "entity"), ("operation:", "operation"), ("event:", "event")] {
        let nodes = file.planned.iter().flat_map(|planned| &planned.realises);
        let names: Vec<&str> = nodes.filter_map(|node| node.strip_prefix(kind)).collect();
        match names.as_slice() {
            [] => {}
            few @ ([_] | [_, _]) => parts.push(codes(few.iter().copied())),
            many => parts.push(text(words::count(many.len(), noun))),
        }
    }
    words::listed(parts)
}

/// Whose a file is, in words.
pub(super) fn whose(file: &HandedFile) -> &'static str {
    match &file.planned {
        None => "the team's",
        Some(planned) if planned.once => "the team's, made once",
        Some(_) => "kept by archplan",
    }
}

/// How a file stands, in words.
pub(super) fn state(file: &HandedFile) -> &'static str {
    match file.planned.as_ref().map(|planned| planned.state) {
        None if components::is_input(file) => "input",
        None => "not planned",
        Some(FileState::AsGenerated) => "generated",
        Some(FileState::Edited) => "edited",
        Some(FileState::Missing) => "missing",
    }
}
