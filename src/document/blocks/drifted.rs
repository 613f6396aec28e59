//! What disagrees: plan against code, and files against what was generated.

use super::components;
use super::handover::Review;
use super::table::{code, numbers, table};
use crate::document::evidence::{FileState, HandedFile};
use crate::document::words;
use renderers::document::{Block, Cell, Inline, Inlines, text};

/// `table findings`; where nobody compared, that.
pub(super) fn findings(review: &Review<'_>, _: &str) -> Vec<Block> {
    let Some(findings) = &review.handed.findings else {
        return vec![Block::Paragraph(vec![
            Inline::from("Nobody compared plan and code: whether they agree is unknown. "),
            Inline::Code("archplan check".to_owned()),
            Inline::from(" compares them."),
        ])];
    };
    let rows = findings.iter().map(|finding| {
        let message = text(words::sentence(&finding.message));
        [code(&finding.rule), code(&finding.place), message, text(words::sentence(&finding.mend))]
    });
    table("Where plan and code disagree", ["Rule", "Place", "What disagrees", "How to mend it"], rows.collect())
}

/// `table compared`: how the files stand against the manifest.
pub(super) fn compared(review: &Review<'_>, _: &str) -> Vec<Block> {
    let count = |keep: &dyn Fn(&HandedFile) -> bool| review.handed.files.iter().filter(|file| keep(file)).count();
    let state = |state: FileState| count(&|file| file.planned.as_ref().is_some_and(|p| p.state == state));
    let rows = [
        ("as generated, byte for byte", state(FileState::AsGenerated)),
        ("generated, then edited", state(FileState::Edited)),
        ("planned, and missing", state(FileState::Missing)),
        ("input of the plan", count(&components::is_input)),
        ("not planned", count(&|file| file.planned.is_none() && !components::is_input(file))),
    ];
    let rows = rows.into_iter().filter(|(_, count)| *count > 0);
    let rows: Vec<[Cell; 2]> = rows.map(|(state, count)| [text(state), text(count.to_string())]).collect();
    numbers(table("How the files stand", ["State", "Files"], rows), "Files")
}

/// `list edited`: files that somebody changed since they were generated.
pub(super) fn edited(review: &Review<'_>, _: &str) -> Vec<Block> {
    let edited = |file: &&HandedFile| file.planned.as_ref().is_some_and(|p| p.state == FileState::Edited && !p.once);
    let items: Vec<Inlines> = review.handed.files.iter().filter(edited).map(|file| code(file.path.as_str())).collect();
    if items.is_empty() { Vec::new() } else { vec![Block::bullets(items)] }
}
