//! How much the service carries.

use super::quantity::{Bytes, Count, Quantity, Rate};
use crate::yaml::{Map, Markdown, Whole, record};

record! {
    /// How much the service carries. What follows from these figures, documents compute and show.
    pub struct Capacity("the capacity") {
        /// Where the figures come from, as Markdown.
        summary: Option<Markdown>,
        /// Requests of callers.
        requests: Option<Requests>,
        /// Size of what callers send and get, on average.
        payload: Option<Payload>,
        /// Instances that run at once.
        instances: Option<Instances>,
        /// Connections to the database.
        connections: Option<Connections>,
        /// Rows by entity.
        entities: Map<Volume>,
        /// Events by name, published or consumed.
        events: Map<Stream>,
    }
}

record! {
    /// Requests of callers.
    pub struct Requests("the requests") {
        /// On average, at the start, such as `60/s`.
        now: Option<Quantity<Rate>>,
        /// At the busiest time, at the start.
        peak: Option<Quantity<Rate>>,
        /// On average, a year later.
        in_a_year: Option<Quantity<Rate>>,
        /// At the busiest time, a year later.
        peak_in_a_year: Option<Quantity<Rate>>,
    }
}

record! {
    /// Size of what callers send and get, on average.
    pub struct Payload("a payload") {
        /// Body of a request, such as `2 KB`.
        request: Option<Quantity<Bytes>>,
        /// Body of a response, such as `3 KB`.
        response: Option<Quantity<Bytes>>,
    }
}

record! {
    /// Instances that run at once.
    pub struct Instances("the instances") {
        /// The fewest.
        fewest: Option<Whole>,
        /// The most.
        most: Option<Whole>,
    }
}

record! {
    /// Connections to the database.
    pub struct Connections("the connections") {
        /// The most that one instance opens: the size of its pool.
        per_instance: Option<Whole>,
        /// The most that the database allows.
        allowed: Option<Whole>,
    }
}

record! {
    /// Rows of an entity.
    pub struct Volume("a volume") {
        /// Rows at the start, such as `1.2 million`.
        rows: Option<Quantity<Count>>,
        /// Rows that are added, such as `5000/day`.
        growth: Option<Quantity<Rate>>,
        /// Size of one row, such as `300 B`; the sum of the widest values of its fields where it is left out.
        row_size: Option<Quantity<Bytes>>,
    }
}

record! {
    /// How often an event comes.
    pub struct Stream("a stream of events") {
        /// How often, such as `5000/day`.
        rate: Quantity<Rate>,
        /// Size of one event, such as `1 KB`.
        size: Option<Quantity<Bytes>>,
    }
}
