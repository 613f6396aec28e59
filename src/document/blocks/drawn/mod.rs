//! Pictures that are described as data: `plans/documents/<path>.yaml` names boxes, arrows and when they stand.

mod each;

use super::kind::Kind;
use crate::document::fill::Holes;
use crate::document::standing::Standing;
use crate::document::{ids, outline, sources, words};
use crate::expression::Condition;
use crate::plan::Plan;
use each::{Each, Which};
use renderers::diagram::{Diagram, Direction, Drawing, Edge, Frame, Graph, Look, Node};
use renderers::document::Block;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A picture as it is written. All texts may have holes; a box or arrow without value for one is left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::document) struct Picture {
    id: String,
    title: String,
    alt: String,
    /// `down` or `right`.
    direction: Way,
    #[serde(default)]
    frames: Vec<FrameEntry>,
    nodes: Vec<NodeEntry>,
    edges: Vec<EdgeEntry>,
    /// What the looks mean.
    #[serde(default)]
    legend: Signs,
    /// What the arrows mean; nothing is said where it is empty.
    #[serde(default)]
    lines: Lines,
}

/// What the looks mean in a picture.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Signs {
    strong: String,
    plain: String,
    store: String,
    outside: String,
    person: String,
}

/// What the arrows mean in a picture.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Lines {
    solid: String,
    broken: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Way {
    Down,
    Right,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameEntry {
    id: String,
    title: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct NodeEntry {
    id: String,
    /// A box for each of these; its texts may say `each`.
    #[serde(default)]
    each: Option<Each>,
    /// The title of the one box for all, where they are many.
    #[serde(default)]
    shared: String,
    title: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    text: String,
    look: Kind,
    #[serde(default)]
    frame: Option<String>,
    #[serde(default)]
    when: Option<String>,
    /// The decision that the box stands for: it leads there.
    #[serde(default)]
    decision: Option<String>,
    /// The decisions that the generated code must realise before the box is there; until then it is drawn as missing.
    #[serde(default)]
    built_by: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EdgeEntry {
    /// An arrow for each of these, from or to the box that is its own.
    #[serde(default)]
    each: Option<Each>,
    /// Only for some of them.
    #[serde(default)]
    which: Which,
    from: String,
    to: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    broken: bool,
    #[serde(default)]
    when: Option<String>,
}

/// `diagram drawn <document>/<name>`
pub(super) fn diagram(plan: &Plan, path: &str) -> Vec<Block> {
    let picture: &Picture = outline::data(&format!("{path}.yaml"));
    let holes = Holes::of(plan);
    let standing: Vec<&NodeEntry> = picture.nodes.iter().filter(|entry| stands(&holes, entry.when.as_ref())).collect();
    let held = |frame: &FrameEntry| standing.iter().any(|entry| entry.frame.as_ref() == Some(&frame.id));
    let frames: Vec<(&FrameEntry, String)> =
        picture.frames.iter().filter(|f| held(f)).filter_map(|f| Some((f, holes.text(&f.title)?))).collect();
    let nodes: Vec<Node> = standing.iter().flat_map(|entry| nodes(plan, &holes, &frames, entry)).collect();
    let edges = edges(plan, &holes, picture, &nodes);
    let Some((title, alt)) = holes.text(&picture.title).zip(holes.text(&picture.alt)) else { return Vec::new() };
    if nodes.len() < 2 {
        return Vec::new();
    }
    let absent: Vec<Standing> = standing.iter().filter_map(|entry| missing(plan, entry)).collect();
    let legend = picture.legend.words(&nodes, &absent);
    let lines = picture.lines.words(&edges);
    let direction = match picture.direction {
        Way::Down => Direction::Down,
        Way::Right => Direction::Right,
    };
    let frames = frames.into_iter().map(|(_, title)| Frame { title }).collect();
    let drawing = Drawing::Graph(Graph { direction, nodes, edges, frames, legend, lines });
    vec![Block::Diagram(Diagram { id: picture.id.clone(), title, alt, drawing })]
}

/// Whether a picture is described at a path, such as `design/pipeline`.
pub(in crate::document) fn is_picture(path: &str) -> bool {
    outline::is_data::<Picture>(&format!("{path}.yaml"))
}

/// Ids of the decisions that a picture reads: in conditions, in holes, and for what stands there already.
pub(in crate::document) fn read(path: &str) -> BTreeSet<String> {
    let picture: &Picture = outline::data(&format!("{path}.yaml"));
    let (nodes, edges) = (picture.nodes.iter(), picture.edges.iter());
    let conditions = nodes.clone().filter_map(|node| node.when.as_ref());
    let conditions = conditions.chain(edges.clone().filter_map(|edge| edge.when.as_ref()));
    let conditions: Vec<Condition> = conditions.filter_map(|when| Condition::parse(when).ok()).collect();
    let mut read: BTreeSet<String> = conditions.iter().flat_map(Condition::decisions).map(str::to_owned).collect();
    let texts = nodes.clone().flat_map(|node| [&node.title, &node.note, &node.text, &node.shared]);
    let texts = texts.chain(edges.map(|edge| &edge.label)).chain(picture.frames.iter().map(|frame| &frame.title));
    texts.chain([&picture.title, &picture.alt]).for_each(|text| sources::in_text(text, &mut read));
    read.extend(nodes.flat_map(|node| node.decision.iter().chain(&node.built_by)).cloned());
    read
}

fn stands(holes: &Holes, when: Option<&String>) -> bool {
    holes.stands(when.map(String::as_str))
}

/// The boxes of an entry: one, or one for each of what it stands for.
fn nodes(plan: &Plan, holes: &Holes, frames: &[(&FrameEntry, String)], entry: &NodeEntry) -> Vec<Node> {
    let Some(each) = entry.each else { return node(plan, holes, frames, entry).into_iter().collect() };
    if each.shares(plan) {
        let title = holes.text(&entry.shared).map(|title| words::capital(&title)).unwrap_or_default();
        let together = NodeEntry { title, text: String::new(), ..entry.clone() };
        return node(plan, holes, frames, &together).into_iter().collect();
    }
    let all = each.all(plan);
    let one = |one: &each::One| {
        let node = node(plan, &one.holes(holes), frames, entry)?;
        Some(Node { id: format!("{} {}", entry.id, one.id), ..node })
    };
    all.iter().filter_map(one).collect()
}

fn node(plan: &Plan, holes: &Holes, frames: &[(&FrameEntry, String)], entry: &NodeEntry) -> Option<Node> {
    let decision = entry.decision.as_deref().and_then(|id| plan.decision(id));
    let look = if missing(plan, entry).is_some() { Look::Later } else { entry.look.look() };
    Some(Node {
        id: entry.id.clone(),
        title: holes.text(&entry.title)?,
        note: holes.text(&entry.note).unwrap_or_default(),
        text: holes.text(&entry.text).unwrap_or_default(),
        look,
        frame: frames.iter().position(|(frame, _)| Some(&frame.id) == entry.frame.as_ref()),
        link: decision.filter(|d| d.chosen().is_some()).map(|d| ids::decision(d.id.as_str()).to_string()),
    })
}

/// Why a box is not there yet: the first of its decisions that the generated code does not realise.
fn missing(plan: &Plan, entry: &NodeEntry) -> Option<Standing> {
    Standing::missing(plan, &entry.built_by)
}

/// The arrows whose both ends stand, each once.
fn edges(plan: &Plan, holes: &Holes, picture: &Picture, nodes: &[Node]) -> Vec<Edge> {
    let there: BTreeSet<&str> = nodes.iter().map(|node| node.id.as_str()).collect();
    let is_each = |id: &str| picture.nodes.iter().any(|node| node.id == id && node.each.is_some());
    let mut edges: Vec<Edge> = Vec::new();
    for entry in picture.edges.iter().filter(|entry| stands(holes, entry.when.as_ref())) {
        let ones = entry.each.map(|each| each.all(plan)).unwrap_or_default();
        let fitting = ones.iter().filter(|one| one.fits(&entry.which));
        let shares = entry.each.is_some_and(|each| each.shares(plan));
        let drawn = |from: String, to: String, holes: &Holes| Edge {
            from,
            to,
            label: holes.text(&entry.label).unwrap_or_default(),
            broken: entry.broken,
        };
        let found: Vec<Edge> = match entry.each {
            None => vec![drawn(entry.from.clone(), entry.to.clone(), holes)],
            Some(_) => fitting
                .map(|one| {
                    let own =
                        |id: &str| if is_each(id) && !shares { format!("{id} {}", one.id) } else { id.to_owned() };
                    drawn(own(&entry.from), own(&entry.to), &one.holes(holes))
                })
                .collect(),
        };
        for edge in
            found.into_iter().filter(|edge| [&edge.from, &edge.to].iter().all(|end| there.contains(end.as_str())))
        {
            // Of those that share a box one says it for all.
            if !shares || !edges.contains(&edge) {
                edges.push(edge);
            }
        }
    }
    edges
}

impl Signs {
    /// What the looks of these boxes mean.
    fn words(&self, nodes: &[Node], absent: &[Standing]) -> Vec<(Look, String)> {
        let broken = Standing::reasons(absent);
        let looks = [
            (Look::Strong, &self.strong),
            (Look::Plain, &self.plain),
            (Look::Store, &self.store),
            (Look::Outside, &self.outside),
            (Look::Person, &self.person),
            (Look::Later, &broken),
        ];
        let shown =
            looks.into_iter().filter(|(look, words)| !words.is_empty() && nodes.iter().any(|n| n.look == *look));
        shown.map(|(look, words)| (look, words.clone())).collect()
    }
}

impl Default for Signs {
    fn default() -> Self {
        Self {
            strong: "this service".to_owned(),
            plain: "runs with it".to_owned(),
            store: "keeps data".to_owned(),
            outside: "outside".to_owned(),
            person: "people".to_owned(),
        }
    }
}

impl Lines {
    /// What these arrows mean.
    fn words(&self, edges: &[Edge]) -> Vec<(bool, String)> {
        let kinds = [(false, &self.solid), (true, &self.broken)];
        let shown =
            kinds.into_iter().filter(|(broken, words)| !words.is_empty() && edges.iter().any(|e| e.broken == *broken));
        shown.map(|(broken, words)| (broken, words.clone())).collect()
    }
}
