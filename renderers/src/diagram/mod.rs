//! Diagrams as data: boxes and arrows, without places. Layout and drawing are the siblings' job.
//!
//! One description serves the SVG of HTML and PDF and the Mermaid of Markdown: [`svg()`] draws, `layout` finds
//! the places, `words` breaks and measures text, `mermaid` writes the source.

mod dot;
mod layout;
pub(crate) mod mermaid;
pub mod placed;
mod sequence;
mod svg;
mod words;

pub use sequence::{Arrow, Branch, Fragment, FragmentKind, Message, Participant, Remark, Sequence, Step};
pub(crate) use svg::linked as linked_svg;
pub use svg::{placed, standalone, svg};

/// A diagram as Mermaid source; no line end after the last line.
pub fn mermaid(diagram: &Diagram) -> String {
    mermaid::source(diagram)
}

/// As [`mermaid`], where GitHub draws it: it takes at most 50,000 characters and 500 arrows.
pub fn mermaid_for_github(diagram: &Diagram) -> Option<String> {
    mermaid::drawable(diagram)
}

/// A diagram as DOT, the language of Graphviz; no line end after the last line. `None` for a sequence, which DOT cannot
/// say.
pub fn dot(diagram: &Diagram) -> Option<String> {
    dot::source(diagram)
}

/// A picture made from the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    /// Unique in the document; lower-case letters, digits and `-`.
    pub id: String,
    /// Shown above or below the picture, such as `Decisions of the data area`.
    pub title: String,
    /// What the picture says, for those who cannot see it; never empty (PDF/UA-1 demands it).
    pub alt: String,
    /// What is drawn.
    pub drawing: Drawing,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawing {
    /// Boxes joined by arrows: decisions, context, containers, deployment.
    Graph(Graph),
    /// Entities with their fields, joined by relationships.
    Entities(Entities),
    /// The states of a lifecycle.
    States(States),
    /// What passes between participants, in time.
    Sequence(Sequence),
}

/// Which way a layered layout runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From top to bottom.
    Down,
    /// From left to right.
    Right,
}

/// Boxes joined by arrows.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// Which way it runs.
    pub direction: Direction,
    /// The boxes, in the order that breaks ties.
    pub nodes: Vec<Node>,
    /// The arrows between them.
    pub edges: Vec<Edge>,
    /// Frames around boxes; a node names its frame by index.
    pub frames: Vec<Frame>,
    /// What the looks mean, in order; empty where nothing needs saying.
    pub legend: Vec<(Look, String)>,
    /// What the arrows mean, broken or not, in order; empty where nothing needs saying.
    pub lines: Vec<(bool, String)>,
}

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Unique in the diagram; any text.
    pub id: String,
    /// First line, set bold.
    pub title: String,
    /// Second line in brackets, such as a technology in C4; may be empty.
    pub note: String,
    /// Running text under it, wrapped; may be empty.
    pub text: String,
    /// How it looks.
    pub look: Look,
    /// Index of the frame that it stands in.
    pub frame: Option<usize>,
    /// Anchor in the document that it leads to, without `#`.
    pub link: Option<String>,
}

/// A frame around boxes, such as a C4 system boundary.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Shown at its edge.
    pub title: String,
}

/// How a box looks. The names say what it stands for; the palette is the drawer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Look {
    /// The subject itself, or what somebody chose on purpose.
    Strong,
    /// An ordinary part, or what a rule chose.
    Plain,
    /// Something outside.
    Outside,
    /// Planned for later: drawn with a broken line.
    Later,
    /// A person or role.
    Person,
    /// A store of data.
    Store,
    /// Not there, and named so that nobody misses it: drawn with a broken line.
    Absent,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Id of the box it leaves.
    pub from: String,
    /// Id of the box it reaches.
    pub to: String,
    /// Words on it; may be empty.
    pub label: String,
    /// Drawn with a broken line: planned, or asynchronous.
    pub broken: bool,
}

/// Entities with their fields, joined by relationships.
#[derive(Clone, Debug, PartialEq)]
pub struct Entities {
    /// The entities, in the order that breaks ties.
    pub entities: Vec<EntityBox>,
    /// What joins them.
    pub relations: Vec<Relation>,
}

/// An entity as a box with rows.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityBox {
    /// Its name, unique in the diagram.
    pub name: String,
    /// Its fields in order.
    pub fields: Vec<FieldRow>,
    /// Lives in another service: drawn as something outside, mostly without fields.
    pub outside: bool,
    /// Anchor in the document that it leads to, without `#`.
    pub link: Option<String>,
}

/// A field as a row.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldRow {
    /// Its name.
    pub name: String,
    /// Its type, such as `uuid` or `decimal(12,2)`.
    pub kind: String,
    /// Keys it takes part in, such as `PK`, `FK`, `UK`.
    pub keys: Vec<String>,
}

/// A relationship between two entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Name of the entity at the one end.
    pub from: String,
    /// How many of it.
    pub from_count: Count,
    /// Name of the entity at the other end.
    pub to: String,
    /// How many of it.
    pub to_count: Count,
    /// Words on it, such as `items`; may be empty.
    pub label: String,
    /// Only by value, across services: drawn with a broken line.
    pub broken: bool,
}

/// How many, at one end of a relationship (crow's foot).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Exactly one.
    One,
    /// None or one.
    ZeroOrOne,
    /// Any number.
    Many,
    /// At least one.
    OneOrMany,
}

/// The states of a lifecycle.
#[derive(Clone, Debug, PartialEq)]
pub struct States {
    /// The states in order.
    pub states: Vec<State>,
    /// The moves between them: from, to, words (may be empty), by index into `states`.
    pub moves: Vec<(usize, usize, String)>,
}

/// A state.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Its name.
    pub name: String,
    /// Where a lifecycle begins.
    pub initial: bool,
    /// Where nothing leads on.
    pub last: bool,
}
