//! What the service tells others and hears from them, and who they are.

use super::running::{Quantity, Time};
use crate::source::Spanned;
use crate::yaml::{Map, Markdown, Several, Text, Whole, choices, record};

record! {
    /// What the service tells others and hears from them.
    pub struct Events("the events") {
        /// Events that it publishes, by name, such as `OrderCreated`.
        publishes: Map<Published>,
        /// Events that it consumes, by name.
        consumes: Map<Consumed>,
    }
}

record! {
    /// An event that the service publishes.
    pub struct Published("a published event") {
        /// The operations after which it is published, as `resource.operation`.
        after: Several<Text>,
        /// Fields and owned relationships of the entity that it carries.
        payload: Vec<Text>,
    }
}

record! {
    /// An event that the service consumes.
    pub struct Consumed("a consumed event") {
        /// The integration that it comes from.
        from: Text,
        /// What the service does then.
        then: Option<Reaction>,
    }
}

record! {
    /// What the service does on an event.
    pub struct Reaction("a reaction") {
        /// The lifecycle that it moves, as `Entity.field`.
        transition: Text,
        /// The state it moves to.
        to: Text,
    }
}

/// Protocols that are requests over HTTP.
pub(crate) const HTTP: [&str; 4] = ["rest", "http", "graphql", "soap"];

choices! {
    /// Who calls or tells whom.
    pub enum Direction("a direction") {
        /// The other calls or tells the service.
        In = "in",
        /// The service calls or tells the other.
        Out = "out",
        /// Both.
        Both = "both",
    }
}

impl Integration {
    /// Whether the service calls it and waits for an answer: what goes by events or comes as a token is not waited for.
    pub fn is_called(&self) -> bool {
        self.direction.value != Direction::In && !matches!(self.protocol.as_str(), "events" | "jwt")
    }

    /// Whether it calls it with requests over HTTP.
    pub fn is_called_over_http(&self) -> bool {
        self.is_called() && HTTP.contains(&self.protocol.as_str())
    }
}

choices! {
    /// What is lost while a system around the service is down.
    pub enum Criticality("a criticality") {
        /// Everything: the service is of no use without it.
        Essential = "essential",
        /// Some operations.
        Important = "important",
        /// Nothing that callers notice at once.
        Minor = "minor",
    }
}

record! {
    /// A system around the service.
    pub struct Integration("an integration") {
        /// Name for people; made of the id where it is left out.
        title: Option<Text>,
        /// What it does for the service, as Markdown.
        purpose: Markdown,
        /// Who calls or tells whom.
        direction: Spanned<Direction>,
        /// How they speak, such as `rest`, `events` or `jwt`.
        protocol: Text,
        /// What is lost while it is down: `essential`, `important` or `minor`.
        criticality: Option<Spanned<Criticality>>,
        /// How long the service waits for an answer, such as `2 s`.
        timeout: Option<Quantity<Time>>,
        /// How often a call is repeated after a failure.
        retries: Option<Whole>,
        /// What the service does instead while it is down, as Markdown.
        fallback: Option<Markdown>,
        /// What callers see while it is down, as Markdown.
        callers_see: Option<Markdown>,
    }
}
