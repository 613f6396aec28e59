//! Who hands over and who takes over: to be signed by people, so nothing is filled in but the owner.

use super::handover::Review;
use renderers::document::{Block, Table, text};

/// `table sign-off`
pub(super) fn table_of(review: &Review<'_>, _: &str) -> Vec<Block> {
    let row = |part: &str, team: &str| vec![text(part), text(team), Vec::new(), Vec::new()];
    let rows = vec![row("Hands over", &review.plan.service.owner), row("Takes over", "")];
    vec![Block::Table(Table::new(["Part", "Team", "Name", "Date"], rows))]
}
