//! YAML with places: a tree of nodes, and records read from it with every fault told.
//!
//! The central types are [`Node`], which [`parse`] gives out, and the trait [`Read`], by which a type is read
//! from a node and described as JSON Schema; the macros `record!` and `choices!` write both from one declaration.
//! Reading is total: a faulty value is reported and stands in for, so that one run tells every fault.
//! This room knows what YAML is, and nothing of specs or catalogues; no other room names a YAML parser.

mod node;
mod parse;
mod place;
mod read;
mod record;
mod scalars;
mod schema;

pub use node::{Entry, Node, Value};
pub use parse::parse;
pub use place::place;
pub use read::{Keys, Map, Read, Reader, Several};
pub(crate) use record::{choices, record};
pub use scalars::{Flag, Markdown, Number, Scalar, Text, Whole, Word};
pub use schema::Schemas;
