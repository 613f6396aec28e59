//! What the service keeps.

use super::running::{Quantity, Time};
use crate::source::Spanned;
use crate::yaml::{Flag, Map, Markdown, Number, Scalar, Text, Whole, choices, record};

record! {
    /// What the service keeps.
    pub struct Data("the data") {
        /// Entities by name, such as `OrderItem`.
        entities: Map<Entity>,
        /// How they belong together.
        relationships: Vec<Relationship>,
    }
}

record! {
    /// A thing that the service keeps.
    pub struct Entity("an entity") {
        /// What it is, as Markdown.
        summary: Option<Markdown>,
        /// Plural in lower-case words joined by `_`, such as `order_items`; names the table. Made of the name where it is left out.
        plural: Option<Text>,
        /// Keep `created_at` and `updated_at`.
        timestamps: Flag,
        /// Fields by name, such as `customer_id`; exactly one is the key.
        fields: Map<Field>,
        /// Sets of fields, or keys of entities that it belongs to such as `order_id`, whose values together are unique.
        unique: Vec<Vec<Text>>,
        /// The states it goes through.
        lifecycle: Option<Lifecycle>,
        /// How long an entry may be kept at most, such as `10 years`.
        retention: Option<Quantity<Time>>,
    }
}

choices! {
    /// What a field holds.
    pub enum FieldType("a type of field") {
        /// UUID (RFC 9562).
        Uuid = "uuid",
        /// 64-bit integer.
        Integer = "integer",
        /// One line of text, at most `max_length` characters (255 where it is left out).
        String = "string",
        /// Any length of text.
        Text = "text",
        /// E-mail address.
        Email = "email",
        /// Absolute http or https address.
        Url = "url",
        /// Accepted, stored as a hash, never given out.
        Secret = "secret",
        /// True or false.
        Boolean = "boolean",
        /// Exact decimal with `precision` digits, `scale` of them after the point.
        Decimal = "decimal",
        /// A day.
        Date = "date",
        /// A moment, with its zone.
        Datetime = "datetime",
        /// A length of time.
        Duration = "duration",
        /// One of `values`.
        Enum = "enum",
        /// Any JSON value.
        Json = "json",
        /// Several scalars of the type `of`.
        List = "list",
    }
}

choices! {
    /// Who may see what a field holds.
    pub enum Class("a class of data") {
        /// Everybody.
        Public = "public",
        /// Those who work with the service.
        Internal = "internal",
        /// It says something about a person: those who need it for their work with that person.
        Personal = "personal",
        /// It harms somebody when it gets out: health, money, a secret.
        Sensitive = "sensitive",
    }
}

record! {
    /// A field of an entity.
    pub struct Field("a field") {
        /// What it holds.
        kind as "type": Spanned<FieldType>,
        /// What it is, as Markdown.
        summary: Option<Markdown>,
        /// Identifies the entity; uuid or integer.
        key: Flag,
        /// May be absent.
        optional: Flag,
        /// No two entities share a value.
        unique: Flag,
        /// Searched often.
        index: Flag,
        /// Taken where a caller gives none; `now` for a date or a datetime.
        default: Option<Spanned<Scalar>>,
        /// Enum only: the values, the first of which is where a lifecycle starts.
        values: Vec<Text>,
        /// List only: type of its items.
        of: Option<Spanned<FieldType>>,
        /// Numbers: the smallest value allowed.
        min: Option<Spanned<Number>>,
        /// Numbers: the largest value allowed.
        max: Option<Spanned<Number>>,
        /// Numbers: every value is larger.
        above: Option<Spanned<Number>>,
        /// Numbers: every value is smaller.
        below: Option<Spanned<Number>>,
        /// Texts: the fewest characters; lists: the fewest items.
        min_length: Option<Whole>,
        /// Texts: the most characters; lists: the most items.
        max_length: Option<Whole>,
        /// Decimals: all digits.
        precision: Option<Whole>,
        /// Decimals: digits after the point.
        scale: Option<Whole>,
        /// Entity of another service whose key it holds, as `integration/Entity`.
        refers_to: Option<Text>,
        /// Computed over the parts of the aggregate, never accepted from a caller.
        computed: Option<Computed>,
        /// Secrets: name of the column that holds the hash.
        stored_as: Option<Text>,
        /// A value that readers and tests can use.
        example: Option<Spanned<Scalar>>,
        /// Who may see it: `public`, `internal`, `personal` or `sensitive`; an e-mail address is personal and a secret
        /// sensitive where it is left out.
        class: Option<Spanned<Class>>,
    }
}

record! {
    /// A sum over the parts of an aggregate.
    pub struct Computed("a computed field") {
        /// Fields of the parts; their product is summed.
        sum: Vec<Text>,
        /// Name of the owned relationship, such as `items`.
        over: Text,
    }
}

record! {
    /// The states that an entity goes through.
    pub struct Lifecycle("a lifecycle") {
        /// The enum field that holds the state.
        field: Text,
        /// For each state: where it may go. A state that is left out leads nowhere.
        transitions: Map<Vec<Text>>,
    }
}

record! {
    /// How two entities belong together: `from` has many, or at most one, of the other.
    pub struct Relationship("a relationship") {
        /// The entity that has the others.
        from: Text,
        /// The entity of which it has many.
        has_many: Option<Text>,
        /// The entity of which it has at most one.
        has_one: Option<Text>,
        /// Name on the side of `from`, such as `items`; made of the other entity's name where it is left out.
        name as "as": Option<Text>,
        /// Name on the other side, such as `order`; made of the name of `from` where it is left out.
        inverse: Option<Text>,
        /// The fewest that `from` has.
        min: Option<Whole>,
        /// The most that `from` has.
        max: Option<Whole>,
        /// Part of the aggregate: written with `from`, lives and dies with it.
        owned: Flag,
        /// The other may stand without `from`.
        optional: Flag,
    }
}
