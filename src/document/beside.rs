//! Links that a user wrote to elements of the plan, and to files beside the spec.
//!
//! Where they lead is known only once the document stands: until then, an element has a stand-in for the id of its section,
//! and a file an address that says what it is relative to.

use super::outline::Part;
use super::{blocks, ids};
use crate::plan::{NodeId, Plan};
use renderers::document::{Block, Section, SectionId, Target, Url};
use std::collections::BTreeMap;

/// Begins the stand-in of an element; no section of an outline begins so.
const ELEMENT: &str = "element-of-the-plan-";
/// Begins the address of a file beside the spec until `relative` knows where the document lies.
const BESIDE: &str = "./.beside-the-spec/";

/// Where an address of a user's own text leads: `entity:Order` to an element, `notes.md` to a file beside the spec.
pub(super) fn target(address: &str) -> Option<Target> {
    let scheme = address.split(['/', '?', '#']).next().and_then(|head| head.split_once(':')).map(|(scheme, _)| scheme);
    match scheme {
        Some(scheme) if ["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str()) => None,
        // Of what is no element there is no section, and the words stay.
        Some(_) => Some(Target::Section(stand_in(address))),
        None if address.is_empty() || address.starts_with(['#', '/', '?']) => None,
        None => Url::new(&format!("{BESIDE}{address}")).ok().map(Target::Url),
    }
}

fn stand_in(node: &str) -> SectionId {
    SectionId::new(&format!("{ELEMENT}{node}"))
}

/// Whether an id stands in for an element.
pub(super) fn is_stand_in(id: &SectionId) -> bool {
    id.as_str().starts_with(ELEMENT)
}

/// The address of a file beside the spec, from a document in this folder of the project, such as `docs/architecture`.
pub(super) fn relative(address: &str, folder: &str) -> Option<Url> {
    let address = address.strip_prefix(BESIDE)?;
    let (path, anchor) = address.split_at(address.find(['#', '?']).unwrap_or(address.len()));
    let (mut from, mut to): (Vec<&str>, Vec<&str>) =
        (folder.split('/').filter(|part| !part.is_empty()).collect(), Vec::new());
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match (part, to.last()) {
            ("..", Some(last)) if *last != ".." => {
                to.pop();
            }
            _ => to.push(part),
        }
    }
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = from.drain(shared..).map(|_| "..");
    let parts: Vec<&str> = up.chain(to.drain(shared..)).collect();
    let slash = if path.ends_with('/') { "/" } else { "" };
    let path = if parts.is_empty() { ".".to_owned() } else { parts.join("/") };
    Url::new(&format!("{path}{slash}{anchor}")).ok()
}

/// The section of each element, by its stand-in: its own, that of the entity it belongs to, or the first one whose outline
/// says that it shows it.
pub(super) fn sections(plan: &Plan, parts: &[Part], sections: &[Section]) -> BTreeMap<SectionId, SectionId> {
    let mut there = Vec::new();
    flat(sections, &mut there);
    let mut shown = BTreeMap::new();
    outlined(plan, parts, &mut shown);
    let mut found = BTreeMap::new();
    for node in plan.trace.nodes() {
        let own = own(node).into_iter().chain(shown.get(&node.to_string()).cloned());
        if let Some(section) = own.into_iter().find(|id| there.contains(&id)) {
            found.entry(stand_in(&node.to_string())).or_insert(section);
        }
    }
    found
}

/// Ids of the sections that can be about a node, best first.
fn own(node: &NodeId) -> Vec<SectionId> {
    let entity = |name: &str| ids::entity(name.split('.').next().unwrap_or_default());
    match node {
        NodeId::Decision(id) => vec![ids::decision(id)],
        NodeId::Entity(name) | NodeId::Field(name) | NodeId::Relationship(name) => vec![entity(name)],
        NodeId::Operation(id) => vec![ids::operation(id)],
        NodeId::Event(name) => vec![ids::event(name)],
        _ => Vec::new(),
    }
}

/// The first section of the outline that is about each node.
fn outlined(plan: &Plan, parts: &[Part], shown: &mut BTreeMap<String, SectionId>) {
    for part in parts {
        let fences = part.blocks.iter().filter_map(|block| match block {
            Block::Code(code) if code.language == "archplan" => Some(code.text.lines()),
            _ => None,
        });
        for node in fences.flatten().flat_map(|line| blocks::design::about(plan, line)) {
            shown.entry(node.to_string()).or_insert_with(|| part.id.clone());
        }
        outlined(plan, &part.parts, shown);
    }
}

fn flat<'a>(sections: &'a [Section], ids: &mut Vec<&'a SectionId>) {
    for section in sections {
        ids.push(&section.id);
        flat(&section.sections, ids);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_beside_the_spec_is_found_from_where_the_document_lies() {
        for (address, folder, expected) in [
            ("notes.md", "docs/architecture", "../../notes.md"),
            ("docs/runbook.md#start", "docs/architecture", "../runbook.md#start"),
            ("./docs/architecture/a.png", "docs/architecture", "a.png"),
            ("../shared/x.md", "docs", "../../shared/x.md"),
            ("docs/", "docs", "./"),
            ("a/../b.md", "docs", "../b.md"),
        ] {
            let Some(Target::Url(url)) = target(address) else { panic!("{address}") };
            assert_eq!(relative(url.as_str(), folder).unwrap().as_str(), expected, "{address}");
        }
    }

    #[test]
    fn addresses_of_the_world_and_of_sections_are_not_ours() {
        for address in ["https://example.com", "mailto:a@example.com", "#data", "/etc", "", "HTTP://x"] {
            assert_eq!(target(address), None, "{address}");
        }
    }
}
