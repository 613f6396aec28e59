//! Elements: what is planned, with every name resolved. No language of code is known here; names are those
//! of the spec (`Order`, `customer_id`) and of the database.

use super::running::{Class, Criticality, Quantity, Severity, Time};
use crate::source::Span;

/// What the service is.
#[derive(Clone, Debug)]
pub struct Service {
    /// Lower-case words joined by `-`, such as `order-processing`.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Version of the plan; `0.1.0` where the spec says none.
    pub version: String,
    /// Who owns it; empty where the spec does not say.
    pub owner: String,
    /// What it is for, as Markdown; may be empty.
    pub summary: String,
    /// What it does, in the order of the spec.
    pub responsibilities: Vec<Responsibility>,
    /// What it leaves to others, as Markdown.
    pub out_of_scope: Vec<String>,
}

/// Something that the service does.
#[derive(Clone, Debug)]
pub struct Responsibility {
    /// Id, given or made of its position (`r1`).
    pub id: String,
    /// What it does, as Markdown.
    pub text: String,
    /// Place of its id in the spec, or of its text where it has none.
    pub place: Span,
}

/// A measurable goal.
#[derive(Clone, Debug)]
pub struct Quality {
    /// Id, such as `latency`.
    pub id: String,
    /// The goal as a sentence, as Markdown.
    pub statement: String,
    /// Id of the quality attribute of the catalogue that it is about, where one is known.
    pub attribute: Option<String>,
    /// How it is measured, where the spec says so.
    pub threshold: Option<Threshold>,
    /// The share that must be good, between 0 and 1: stated, or what quantile or lower bound of the metric say.
    pub objective: Option<f64>,
    /// The time over which the objective is held, where the spec says so.
    pub window: Option<Quantity<Time>>,
    /// The most that its alerts may do, where the spec says so.
    pub severity: Option<Severity>,
    /// What to do when its alert comes, as Markdown; may be empty.
    pub on_alert: String,
    /// Place of its id in the spec.
    pub place: Span,
}

/// A metric with the value that it must keep.
#[derive(Clone, Debug)]
pub struct Threshold {
    /// Name of the metric.
    pub metric: String,
    /// Quantile of the metric that counts, such as 0.99.
    pub quantile: Option<f64>,
    /// It must stay below this.
    pub below: Option<f64>,
    /// It must stay above this.
    pub above: Option<f64>,
}

/// A rule that decisions follow.
#[derive(Clone, Debug)]
pub struct Principle {
    /// Id, such as `api-first`.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What it means for a service, as one or two sentences of Markdown.
    pub text: String,
    /// Place of its id in the spec.
    pub place: Span,
}

/// A thing that the service keeps.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Name in the spec, such as `OrderItem`.
    pub name: String,
    /// In words, such as `order item`.
    pub words: String,
    /// Plural in words, such as `order items`.
    pub plural: String,
    /// Table, such as `order_items`.
    pub table: String,
    /// What it is, as Markdown; may be empty.
    pub summary: String,
    /// Fields in the order of the spec. Timestamps are not among them.
    pub fields: Vec<Field>,
    /// Keeps `created_at` and `updated_at`.
    pub timestamps: bool,
    /// Sets of fields whose values together are unique.
    pub unique: Vec<Vec<String>>,
    /// The states it goes through.
    pub lifecycle: Option<Lifecycle>,
    /// How long an entry may be kept at most, where the spec says so.
    pub retention: Option<Quantity<Time>>,
    /// Place of its name in the spec.
    pub place: Span,
}

/// A field of an entity.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name in the spec, lower-case words joined by `_`.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Identifies the entity; there is exactly one, of kind `Uuid` or `Integer`.
    pub key: bool,
    /// May be absent.
    pub optional: bool,
    /// No two entities share a value.
    pub unique: bool,
    /// Searched often.
    pub index: bool,
    /// Taken where a caller gives none.
    pub default: Option<Default>,
    /// Smallest value allowed, as written (numbers).
    pub min: Option<String>,
    /// Largest value allowed, as written (numbers).
    pub max: Option<String>,
    /// Every value is larger than this, as written (numbers).
    pub above: Option<String>,
    /// Every value is smaller than this, as written (numbers).
    pub below: Option<String>,
    /// Fewest characters (texts) or items (lists).
    pub min_length: Option<u32>,
    /// Most characters (texts) or items (lists).
    pub max_length: Option<u32>,
    /// A value that readers and tests can use, as written.
    pub example: Option<String>,
    /// The entity of another service whose key it holds, such as (`customer-service`, `Customer`).
    pub refers_to: Option<(String, String)>,
    /// Computed from other values, never accepted from a caller.
    pub computed: Option<Computed>,
    /// How a secret is stored.
    pub stored: Option<Stored>,
    /// Who may see it: as the spec says, or as its type says; `None` where neither does.
    pub class: Option<Class>,
    /// What it is, as Markdown; may be empty.
    pub summary: String,
    /// Place of its name in the spec.
    pub place: Span,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// UUID (RFC 9562).
    Uuid,
    /// 64-bit integer.
    Integer,
    /// One line of text.
    String,
    /// Any length of text.
    Text,
    /// E-mail address.
    Email,
    /// Absolute http or https address.
    Url,
    /// Accepted, stored as a hash, never given out.
    Secret,
    /// True or false.
    Boolean,
    /// Exact decimal with so many digits, so many of them after the point.
    Decimal {
        /// All digits.
        precision: u32,
        /// Digits after the point.
        scale: u32,
    },
    /// A day.
    Date,
    /// A moment, with its zone.
    Datetime,
    /// A length of time.
    Duration,
    /// One of these values.
    Enum(Vec<String>),
    /// Any JSON value.
    Json,
    /// Several scalars of one kind.
    List(Box<FieldKind>),
}

/// A default value.
#[derive(Clone, Debug, PartialEq)]
pub enum Default {
    /// A truth value.
    Boolean(bool),
    /// A number, as written.
    Number(String),
    /// A text, a value of an enum, or a date, as written.
    Text(String),
    /// The moment of creation (dates and moments).
    Now,
}

/// A sum over the parts of an aggregate: of the product of `factors`, over the relationship `over`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// Fields of the parts; their product is summed.
    pub factors: Vec<String>,
    /// Name of the relationship, such as `items`.
    pub over: String,
}

/// How a secret is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Name of the column that holds the hash, such as `hashed_password`.
    pub column: String,
}

/// The states that an entity goes through.
#[derive(Clone, Debug)]
pub struct Lifecycle {
    /// The enum field that holds the state.
    pub field: String,
    /// State in which it starts: the field's default, or its first value.
    pub initial: String,
    /// For each state in the order of the enum: where it may go.
    pub transitions: Vec<(String, Vec<String>)>,
}

/// How two entities belong together.
#[derive(Clone, Debug)]
pub struct Relationship {
    /// The entity that has the others.
    pub from: String,
    /// The entity that belongs to it and holds the foreign key.
    pub to: String,
    /// Many (`has_many`) or at most one (`has_one`).
    pub many: bool,
    /// Name on the side of `from`, such as `items`.
    pub name: String,
    /// Name on the side of `to`, such as `order`.
    pub inverse: String,
    /// Column on the table of `to`, such as `order_id`.
    pub foreign_key: String,
    /// Fewest that `from` has.
    pub min: u32,
    /// Most that `from` has, where the spec says so.
    pub max: Option<u32>,
    /// Part of the aggregate: written with `from`, lives and dies with it.
    pub owned: bool,
    /// `to` may stand without `from`.
    pub optional: bool,
    /// Place in the spec.
    pub place: Span,
}

/// What callers can do.
#[derive(Clone, Debug)]
pub struct Api {
    /// Path before every resource, such as `/api/v1`; never ends with `/`, may be empty.
    pub base_path: String,
    /// How callers prove who they are.
    pub authentication: Authentication,
    /// Roles in the order of the spec.
    pub roles: Vec<Role>,
    /// Resources in the order of the spec.
    pub resources: Vec<Resource>,
    /// Path of the health endpoints, such as `/health`.
    pub health_path: String,
}

/// How callers prove who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// They do not.
    None,
    /// A signed JSON Web Token in the Authorization header (RFC 6750, RFC 7519).
    Jwt,
}

/// A role of callers.
#[derive(Clone, Debug)]
pub struct Role {
    /// Id, such as `customer`.
    pub id: String,
    /// What it may do, as Markdown.
    pub summary: String,
    /// What it sees of a resource that has an owner.
    pub scope: Scope,
}

/// What a role sees of a resource that has an owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything.
    Any,
    /// What belongs to the caller.
    Own,
}

/// A collection that the API offers.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Name in the spec and in the path, such as `orders`.
    pub name: String,
    /// The entity it offers.
    pub entity: String,
    /// Whose it is, where it has an owner.
    pub owner: Option<Owner>,
    /// What it is, as Markdown; may be empty.
    pub summary: String,
    /// Operations in the order of the spec.
    pub operations: Vec<Operation>,
    /// Place of its name in the spec.
    pub place: Span,
}

/// Which field of an entity holds the subject of the caller it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// A field of kind `Uuid` or `String`.
    pub field: String,
}

/// Something that a caller can do.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `resource.name`, such as `orders.create`.
    pub id: String,
    /// Name in the spec, such as `create`.
    pub name: String,
    /// What it does.
    pub action: Action,
    /// HTTP method.
    pub method: Method,
    /// Whole path with parameters in braces, such as `/api/v1/orders/{order_id}`.
    pub path: String,
    /// Name of the path parameter that identifies the entity, such as `order_id`; `None` on a collection.
    pub parameter: Option<String>,
    /// Roles that may call it; empty where any caller may (any authenticated one under JWT).
    pub roles: Vec<String>,
    /// Status of success.
    pub success: u16,
    /// Statuses of failure, ascending, as RFC 9457 problems.
    pub failures: Vec<u16>,
    /// What it is for, as Markdown; never empty.
    pub summary: String,
    /// Place of its name in the spec.
    pub place: Span,
}

/// What an operation does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Makes one. Names what a caller gives: fields, and owned relationships such as `items`.
    Create {
        /// In the order of the spec.
        accepts: Vec<String>,
    },
    /// Gives one.
    Get,
    /// Gives a page.
    List {
        /// Fields one can filter by.
        filter: Vec<String>,
        /// Fields one can sort by.
        sort: Vec<String>,
    },
    /// Changes the fields that are given, and no others.
    Update {
        /// Fields that may be given.
        accepts: Vec<String>,
    },
    /// Puts a new state in place of the whole.
    Replace {
        /// Fields that are given.
        accepts: Vec<String>,
    },
    /// Removes one.
    Delete,
    /// Does what the team writes.
    Custom {
        /// Fields that are given.
        accepts: Vec<String>,
    },
    /// Moves one along its lifecycle.
    Transition {
        /// The field of the lifecycle.
        field: String,
        /// Where to; `None` where the caller says so.
        to: Option<String>,
    },
}

/// HTTP methods that operations use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

impl Method {
    /// In capitals, as in HTTP.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// An event that the service publishes.
#[derive(Clone, Debug)]
pub struct Event {
    /// Name, such as `OrderCreated`.
    pub name: String,
    /// Ids of the operations after which it is published, all of one resource.
    pub after: Vec<String>,
    /// The entity it tells of.
    pub entity: String,
    /// Fields and owned relationships that it carries.
    pub payload: Vec<String>,
    /// Place of its name in the spec.
    pub place: Span,
}

/// An event that the service consumes, and what it does then.
#[derive(Clone, Debug)]
pub struct Consumed {
    /// Name, such as `InventoryReserved`.
    pub name: String,
    /// Id of the integration it comes from.
    pub from: String,
    /// Entity, field and target state that it moves.
    pub transition: Option<(String, String, String)>,
    /// Place of its name in the spec.
    pub place: Span,
}

/// A system around the service.
#[derive(Clone, Debug)]
pub struct Integration {
    /// Id, such as `customer-service`.
    pub id: String,
    /// Name for people, such as `Customer Service`.
    pub title: String,
    /// What it does for the service, as Markdown.
    pub purpose: String,
    /// Who calls whom.
    pub direction: Direction,
    /// How they speak, such as `rest` or `events`.
    pub protocol: String,
    /// What is lost while it is down, where the spec says so.
    pub criticality: Option<Criticality>,
    /// How long the service waits for an answer.
    pub timeout: Option<Quantity<Time>>,
    /// How often a call is repeated after a failure.
    pub retries: Option<u32>,
    /// What the service does instead while it is down, as Markdown; may be empty.
    pub fallback: String,
    /// What callers see while it is down, as Markdown; may be empty.
    pub callers_see: String,
    /// Place of its id in the spec.
    pub place: Span,
}

impl Integration {
    /// Whether the service calls it and waits for an answer: what goes by events or comes as a token is not waited for.
    pub fn is_called(&self) -> bool {
        self.direction != Direction::In && !matches!(self.protocol.as_str(), "events" | "jwt")
    }

    /// Whether it calls it with requests over HTTP.
    pub fn is_called_over_http(&self) -> bool {
        self.is_called() && crate::spec::HTTP.contains(&self.protocol.as_str())
    }
}

/// Who calls whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It calls or tells the service.
    In,
    /// The service calls or tells it.
    Out,
    /// Both.
    Both,
}
