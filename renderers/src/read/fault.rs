//! What could not be taken as it was written.

use crate::document::UrlError;
use std::fmt;
use std::ops::Range;

/// Something that was not taken as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands, in bytes of the input.
    pub range: Range<usize>,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It leads nowhere: `[words]()`.
    NoAddress,
    /// Its address must not be followed.
    Address(UrlError),
    /// `[words][label]`, and nothing says where the label leads.
    Undefined(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            FaultKind::NoAddress => f.write_str("this link has no address"),
            FaultKind::Address(error) => error.fmt(f),
            FaultKind::Undefined(label) => write!(f, "nothing says where `[{label}]` leads"),
        }
    }
}

/// A link, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it stands, in bytes of the input.
    pub range: Range<usize>,
    /// Where it leads, such as `#data`, `notes.md` or `https://example.com`.
    pub address: String,
    /// The caller, or an anchor of the same file, said where it leads.
    pub is_settled: bool,
}
