//! Which part of the plan each section of the architecture plan comes from.
//!
//! Nothing here is kept by hand: it is read from the outline, its conditions, the holes and directives of the prose, and
//! from what the finished section links to.

use super::blocks::design as blocks;
use super::fill::{Piece, merged, pieces};
use super::outline::{Outline, Part};
use super::realised::Realised;
use super::{ids, outline, prose, values, visit};
use crate::expression::Condition;
use crate::plan::{NodeId, Plan};
use crate::style::Template;
use renderers::document::{Block, Inline, Section, SectionId, Target};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A section of the architecture plan, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its stable id, which is the anchor of links, such as `data`.
    pub id: String,
    /// Its heading as plain text.
    pub title: String,
    /// Id of the section that it stands in.
    pub within: Option<String>,
    /// What it is about, sorted.
    pub about: Vec<NodeId>,
    /// What else it reads or names, sorted: its words may change with it.
    pub reads: Vec<NodeId>,
}

/// Every section of the architecture plan in the reading order of a template.
pub fn sources(plan: &Plan, template: &Template) -> Vec<Source> {
    let outline = Outline::arranged(template);
    let document = super::design_with(plan, &Realised::default(), template);
    let mut parts = BTreeMap::new();
    collect(&outline.parts, plan, &mut parts);
    let reading = Reading { plan, parts, pages: pages(plan) };
    let mut sources = Vec::new();
    reading.sections(&document.sections, None, &mut sources);
    sources
}

/// What the OpenAPI document comes from, as it is written down.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contract {
    realises: Vec<String>,
}

/// What the OpenAPI document is about: the operations, their entities, and the decisions on the contract.
pub fn openapi_sources(plan: &Plan) -> Vec<NodeId> {
    let contract: &Contract = outline::data("design/openapi.yaml");
    let decisions = contract.realises.iter().filter_map(|id| plan.decision(id)).filter(|d| d.chosen().is_some());
    let decisions = decisions.map(|decision| NodeId::Decision(decision.id.to_string()));
    let entities = plan.api.resources.iter().map(|resource| NodeId::Entity(resource.entity.clone()));
    decisions.chain(entities).chain(plan.operations().map(|o| NodeId::Operation(o.id.clone()))).collect()
}

/// What the AsyncAPI document is about: the events, the entities that they tell of, and the decisions on them.
pub fn asyncapi_sources(plan: &Plan) -> Vec<NodeId> {
    let contract: &Contract = outline::data("design/asyncapi.yaml");
    let decisions = contract.realises.iter().filter_map(|id| plan.decision(id)).filter(|d| d.chosen().is_some());
    let decisions = decisions.map(|decision| NodeId::Decision(decision.id.to_string()));
    let entities = plan.published.iter().map(|event| NodeId::Entity(event.entity.clone()));
    let names = plan.published.iter().map(|event| &event.name).chain(plan.consumed.iter().map(|event| &event.name));
    let mut found: Vec<_> = decisions.chain(entities).chain(names.map(|name| NodeId::Event(name.clone()))).collect();
    found.sort();
    found.dedup();
    found
}

/// The parts of the outline that can stand, by their id.
fn collect<'p>(parts: &'p [Part], plan: &Plan, by_id: &mut BTreeMap<&'p str, Vec<&'p Part>>) {
    for part in parts {
        let holds = part.when.iter().all(|when| when.holds(plan.scope()).unwrap_or(true));
        if holds || !part.otherwise.is_empty() {
            by_id.entry(part.id.as_str()).or_default().push(part);
        }
        collect(&part.parts, plan, by_id);
    }
}

/// The nodes that have a section of their own, by its id: names that differ in a sign only share one, in this order.
fn pages(plan: &Plan) -> BTreeMap<SectionId, Vec<NodeId>> {
    let decisions = plan.decisions.iter().map(|d| (ids::decision(d.id.as_str()), NodeId::Decision(d.id.to_string())));
    let entities = plan.entities.iter().map(|e| (ids::entity(&e.name), NodeId::Entity(e.name.clone())));
    let operations = plan.operations().map(|o| (ids::operation(&o.id), NodeId::Operation(o.id.clone())));
    let resources = &plan.api.resources;
    let resources = resources.iter().map(|r| (ids::resource(&r.name), NodeId::Entity(r.entity.clone())));
    let published = plan.published.iter().map(|event| &event.name);
    let events = published.chain(plan.consumed.iter().map(|event| &event.name));
    let events = events.map(|name| (ids::event(name), NodeId::Event(name.clone())));
    let mut pages: BTreeMap<SectionId, Vec<NodeId>> = BTreeMap::new();
    for (id, node) in decisions.chain(entities).chain(operations).chain(resources).chain(events) {
        pages.entry(id).or_default().push(node);
    }
    pages
}

struct Reading<'a> {
    plan: &'a Plan,
    parts: BTreeMap<&'a str, Vec<&'a Part>>,
    pages: BTreeMap<SectionId, Vec<NodeId>>,
}

impl Reading<'_> {
    fn sections(&self, sections: &[Section], within: Option<&str>, found: &mut Vec<Source>) {
        for section in sections {
            found.push(self.source(section, within));
            self.sections(&section.sections, Some(section.id.as_str()), found);
        }
    }

    fn source(&self, section: &Section, within: Option<&str>) -> Source {
        let (mut about, mut reads) = (BTreeSet::new(), BTreeSet::new());
        about.extend(self.page(&section.id));
        for part in self.parts.get(section.id.as_str()).into_iter().flatten() {
            about.extend(part.realises.iter().filter_map(|id| self.decision(id)));
            about.extend(directives(&part.blocks).flat_map(|line| self.about(line)));
            reads.extend(read(part).iter().filter_map(|id| self.decision(id)));
        }
        visit::links(&section.blocks, &mut |target| match target {
            Target::Section(id) => reads.extend(self.page(id)),
            Target::Url(url) => {
                reads.extend(url.as_str().strip_prefix('#').and_then(|id| self.page(&SectionId::new(id))));
            }
        });
        Source {
            id: section.id.as_str().to_owned(),
            title: prose::plain(&section.title),
            within: within.map(str::to_owned),
            reads: reads.into_iter().filter(|node| !about.contains(node)).collect(),
            about: about.into_iter().collect(),
        }
    }

    /// The node whose section it is; the second of two that share an id has `-2` behind it.
    fn page(&self, id: &SectionId) -> Option<NodeId> {
        if let Some(nodes) = self.pages.get(id) {
            return nodes.first().cloned();
        }
        let (stem, number) = id.as_str().rsplit_once('-')?;
        let number: usize = number.parse().ok()?;
        self.pages.get(&SectionId::new(stem))?.get(number.checked_sub(1)?).cloned()
    }

    fn decision(&self, id: &str) -> Option<NodeId> {
        self.plan.decision(id).map(|decision| NodeId::Decision(decision.id.to_string()))
    }

    /// What a directive shows: the decisions that it names, and the elements of its kind.
    fn about(&self, line: &str) -> Vec<NodeId> {
        let named = line.split_whitespace().skip(2).filter_map(|id| self.decision(id));
        named.chain(blocks::about(self.plan, line)).collect()
    }
}

fn directives(blocks: &[Block]) -> impl Iterator<Item = &str> {
    let fences = blocks.iter().filter_map(|block| match block {
        Block::Code(code) if code.language == "archplan" => Some(code.text.lines()),
        _ => None,
    });
    fences.flatten().filter(|line| !line.is_empty())
}

/// Ids of the decisions that a part reads in its condition, its holes and its pictures.
fn read(part: &Part) -> BTreeSet<String> {
    let mut read: BTreeSet<String> = part.when.iter().flat_map(Condition::decisions).map(str::to_owned).collect();
    in_text(&part.title, &mut read);
    for blocks in [&part.blocks, &part.otherwise] {
        visit::lines(blocks, &mut |line| {
            for inline in merged(line) {
                if let Inline::Text(text) | Inline::Code(text) = inline {
                    in_text(&text, &mut read);
                }
            }
        });
        read.extend(directives(blocks).flat_map(blocks::read));
    }
    read
}

/// Adds the ids of the decisions that the holes of a text read.
pub(super) fn in_text(text: &str, read: &mut BTreeSet<String>) {
    for piece in pieces(text) {
        match piece {
            Piece::Text(_) => {}
            Piece::When(condition) => {
                read.extend(Condition::parse(condition).iter().flat_map(Condition::decisions).map(str::to_owned));
            }
            Piece::Hole(hole) => read.extend(values::decisions(hole)),
        }
    }
}
