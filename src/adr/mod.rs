//! Decision records: each decision of a plan as a file in MADR 4 form, and existing folders of records read back.
//!
//! Writing: [`keep`] gives every decision its number, once; [`files`] gives the bytes of each record. A record that
//! lies on the disk is never written anew: of its bytes only the status changes. Reading: [`import`](import::import) makes decisions of
//! a spec of whatever lies in a folder. The room knows plans and the document model; it meets no disk and no clock, and
//! knows no template.
//!
//! Form: Markdown Architectural Decision Records 4.0, <https://adr.github.io/madr/>.

mod files;
pub mod import;
mod index;
mod lexicon;
mod page;
mod register;
mod status;

pub use files::{Project, Written, files, needs_body};
pub use register::{highest, keep};

use crate::plan::{End, Record};

/// The folder of the records in a project.
pub const FOLDER: &str = "docs/decisions";

/// The status of a record, as its front matter says it.
fn status(record: &Record, records: &[Record]) -> String {
    match &record.end {
        None => "accepted".to_owned(),
        Some(End::Superseded(by)) => match numbered(records, *by) {
            Some(follower) => format!("superseded by [{}]({})", label(follower), follower.file_name()),
            None => format!("superseded by ADR-{by:04}"),
        },
        Some(End::Deprecated(because)) => format!("deprecated: {because}"),
    }
}

/// How a record is called in running text, such as `ADR-0012`.
fn label(record: &Record) -> String {
    format!("ADR-{:04}", record.number)
}

/// The record of a number; `records` are sorted by it.
fn numbered(records: &[Record], number: u32) -> Option<&Record> {
    records.binary_search_by_key(&number, |record| record.number).ok().map(|at| &records[at])
}
