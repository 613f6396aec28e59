//! What disagrees: plan against code, and files against what was generated.

use super::components;
use super::handover::Review;
use super::table::{code, numbers, table};
use super::tree;
use crate::document::evidence::{FileState, HandedFile, Planned};
use crate::document::standing::Standing;
use crate::document::words;
use renderers::document::{Block, Cell, Inline, Inlines, text};
use std::collections::BTreeSet;

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
    let of_state = |file: &HandedFile, state| file.planned.as_ref().is_some_and(|p| p.state == state);
    let is_taken_over = |file: &HandedFile| !of_state(file, FileState::Missing) && taken_over(file).is_some();
    let state = |state: FileState| count(&|file| of_state(file, state) && !is_taken_over(file));
    let rows = [
        ("as generated, byte for byte", state(FileState::AsGenerated)),
        ("generated, then edited", state(FileState::Edited)),
        ("generated, then taken over by the team", count(&is_taken_over)),
        ("planned, and missing", state(FileState::Missing)),
        ("input of the plan", count(&components::is_input)),
        ("not planned", count(&|file| file.planned.is_none() && !components::is_input(file))),
    ];
    let rows = rows.into_iter().filter(|(_, count)| *count > 0);
    let rows: Vec<[Cell; 2]> = rows.map(|(state, count)| [text(state), text(count.to_string())]).collect();
    numbers(table("How the files stand", ["State", "Files"], rows), "Files")
}

/// `table unbuilt`: decisions of this release that no file says it realises, and that want something built. Of what archplan
/// generates the manifest speaks; where there is none, nothing shows it.
pub(super) fn unbuilt(review: &Review<'_>, _: &str) -> Vec<Block> {
    let built: BTreeSet<&str> = review.handed.files.iter().flat_map(tree::decisions).collect();
    let generated = review.handed.files.iter().any(|file| file.planned.is_some());
    let rows = review.plan.decisions.iter().filter(|decision| !built.contains(decision.id.as_str()));
    let rows = rows.filter_map(|decision| {
        let standing = Standing::of(review.plan, decision)?;
        let wanted = match standing {
            Standing::NotYet | Standing::ByHand => true,
            Standing::Generated => !generated,
            Standing::Nothing | Standing::Later => false,
        };
        let option = decision.chosen().filter(|_| wanted)?;
        Some([text(decision.title.as_str()), text(option.title.as_str()), text(standing.words())])
    });
    table("Decisions that no file carries", ["Decision", "Choice", "In the code"], rows.collect())
}

/// Why the team took a file over.
fn taken_over(file: &HandedFile) -> Option<&str> {
    file.planned.as_ref()?.taken_over.as_deref()
}

/// `table taken-over`: files that the team took over from archplan, and why.
pub(super) fn ejected(review: &Review<'_>, _: &str) -> Vec<Block> {
    let rows = review.handed.files.iter().filter_map(|file| {
        let because = taken_over(file)?;
        Some([code(file.path.as_str()), text(words::sentence(because))])
    });
    table("What the team took over", ["File", "Why"], rows.collect())
}

/// `list edited`: files that somebody changed since they were generated.
pub(super) fn edited(review: &Review<'_>, _: &str) -> Vec<Block> {
    let edited = |file: &&HandedFile| {
        let is_edited = |p: &Planned| p.state == FileState::Edited && !p.once && p.taken_over.is_none();
        file.planned.as_ref().is_some_and(is_edited)
    };
    let items: Vec<Inlines> = review.handed.files.iter().filter(edited).map(|file| code(file.path.as_str())).collect();
    if items.is_empty() { Vec::new() } else { vec![Block::bullets(items)] }
}
