//! What may be lost, and how long it may take to come back.

use super::quantity::{Quantity, Time};
use crate::yaml::{Map, Markdown, record};

record! {
    /// What may be lost at most, and how long it may take at most until the service is back.
    pub struct Recovery("the recovery") {
        /// Why these objectives, as Markdown.
        summary: Option<Markdown>,
        /// Recovery point objective: the latest writes that may be lost, such as `5 min`.
        rpo: Option<Quantity<Time>>,
        /// Recovery time objective: how long until callers are served again, such as `1 h`.
        rto: Option<Quantity<Time>>,
        /// Objectives of single stores, by the decision that chooses the store, such as `database` or `messaging`.
        stores: Map<Objectives>,
    }
}

record! {
    /// Objectives of one store.
    pub struct Objectives("the objectives of a store") {
        /// The latest writes that may be lost, such as `5 min`.
        rpo: Option<Quantity<Time>>,
        /// How long until it answers again, such as `1 h`.
        rto: Option<Quantity<Time>>,
        /// Why, as Markdown.
        summary: Option<Markdown>,
    }
}
