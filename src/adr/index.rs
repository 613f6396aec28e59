//! The table of all records.

use super::files::Project;
use super::page::link;
use super::{label, numbered};
use crate::plan::{End, Record};
use renderers::document::{Block, Cell, Inline, Page, Table, text};

/// `README.md` of the folder.
pub(super) fn page(project: &Project<'_>) -> Page {
    let rows = project.records.iter().map(|record| row(record, project)).collect();
    let about = "Every decision of this service, each in a record of its own (MADR 4). archplan gives the numbers and keeps \
                 this table and the status of each record; the text of a record is written once, and yours from then on.";
    Page {
        front_matter: Vec::new(),
        title: text(format!("Decisions of {}", project.plan.service.title)),
        blocks: vec![
            Block::text(about),
            Block::Table(Table::new(["Number", "Decision", "Choice", "Status", "Date"], rows)),
        ],
        parts: Vec::new(),
    }
}

fn row(record: &Record, project: &Project<'_>) -> Vec<Cell> {
    let decision = project.plan.decision(&record.decision);
    let option = decision.and_then(|decision| decision.options.iter().find(|option| option.id == record.chose));
    let title = decision.map_or(record.decision.as_str(), |decision| decision.title.as_str());
    vec![
        vec![link(record, format!("{:04}", record.number))],
        text(title),
        text(option.map_or(record.chose.as_str(), |option| option.title.as_str())),
        status(record, project),
        text(record.date.as_str()),
    ]
}

fn status(record: &Record, project: &Project<'_>) -> Cell {
    let stands = project.plan.decision(&record.decision);
    match &record.end {
        None if stands.is_some_and(crate::plan::Decision::is_later) => text("accepted, built later"),
        None => text("accepted"),
        Some(End::Deprecated(because)) => text(format!("deprecated: {because}")),
        Some(End::Superseded(by)) => match numbered(project.records, *by) {
            Some(follower) => vec![Inline::from("superseded by "), link(follower, label(follower))],
            None => text("superseded"),
        },
    }
}
