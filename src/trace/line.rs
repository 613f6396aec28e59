//! Which of the nodes of a generated file a line of it is about: names and choices whose words stand there.

use super::node::{Edge, Node, Origin};
use super::whole::Whole;
use crate::plan::NodeId;
use std::collections::{BTreeMap, BTreeSet};

/// The nodes of a file that a line names, in their order; none where it names none.
pub(super) fn named<'a>(whole: &'a Whole, file: &Node, line: &str) -> Vec<&'a Node> {
    let words = words(line);
    let reasons: Vec<&Node> = whole.reasons(file).into_iter().map(|(_, node)| node).collect();
    let mut forms: BTreeMap<String, Vec<(Vec<String>, &Node)>> = BTreeMap::new();
    let mut add = |text: &str, node: &'a Node| {
        let form = self::words(text);
        for form in [several(&form), form] {
            if let Some(first) = form.first() {
                forms.entry(first.clone()).or_default().push((form, node));
            }
        }
    };
    for node in &reasons {
        match node {
            Node::Plan(NodeId::Operation(_)) | Node::Section(_) | Node::File(_) | Node::Test(_) => {}
            Node::Plan(NodeId::Decision(_)) => {
                if let Origin::Chosen { option, title, .. } = whole.origin(node) {
                    [option, title].into_iter().for_each(|text| add(text, node));
                }
            }
            _ => add(node.name(), node),
        }
        for (edge, field) in whole.followers(node) {
            if let (Edge::Holds, Node::Plan(NodeId::Field(name))) = (edge, field) {
                add(name.rsplit('.').next().unwrap_or(name), field);
            }
        }
    }
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < words.len() {
        let here = forms.get(&words[at]).into_iter().flatten().filter(|(form, _)| words[at..].starts_with(form));
        let longest = here.clone().map(|(form, _)| form.len()).max().unwrap_or(1);
        found.extend(here.filter(|(form, _)| form.len() == longest).map(|(_, node)| *node));
        at += longest;
    }
    narrowed(whole, &reasons, &words, found)
}

/// Fields only of the entities that are named, where any is; and the operations on them whose name stands there too.
fn narrowed<'a>(whole: &'a Whole, reasons: &[&'a Node], words: &[String], found: BTreeSet<&'a Node>) -> Vec<&'a Node> {
    let is_entity = |node: &&Node| matches!(node, Node::Plan(NodeId::Entity(_)));
    let entities: BTreeSet<&Node> = found.iter().copied().filter(is_entity).collect();
    let of_named = |node: &Node| {
        let mut owners = whole.reasons(node).into_iter().filter(|(edge, _)| *edge == Edge::Holds);
        owners.any(|(_, owner)| entities.contains(owner))
    };
    let is_field = |node: &Node| matches!(node, Node::Plan(NodeId::Field(_)));
    let mut kept: BTreeSet<&Node> = found.into_iter().collect();
    if kept.iter().any(|node| is_field(node) && of_named(node)) {
        kept.retain(|node| !is_field(node) || of_named(node));
    }
    for node in reasons.iter().filter(|node| matches!(node, Node::Plan(NodeId::Operation(_))) && of_named(node)) {
        let name = node.name().rsplit('.').next().unwrap_or_default();
        if self::words(name).iter().all(|word| words.contains(word)) {
            kept.insert(node);
        }
    }
    kept.into_iter().collect()
}

/// The same words with the last in the plural that most names have.
fn several(form: &[String]) -> Vec<String> {
    let mut form = form.to_vec();
    if let Some(last) = form.last_mut() {
        match last.strip_suffix('y') {
            Some(stem) => *last = format!("{stem}ies"),
            None => last.push('s'),
        }
    }
    form
}

/// A line with its number, then those that it stands under: the nearest one above that is indented less, and so on.
pub(super) fn around(text: &str, number: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut above = text.lines().enumerate().take(number).collect::<Vec<_>>().into_iter().rev();
    let mut inner: Option<usize> = None;
    std::iter::from_fn(move || {
        above.find_map(|(at, line)| {
            let indent = line.len() - line.trim_start().len();
            let is_next = at + 1 == number || (!line.trim().is_empty() && inner.is_none_or(|inner| indent < inner));
            if !is_next {
                return None;
            }
            // An empty line stands under what the line above it stands under.
            inner = (!line.trim().is_empty()).then_some(indent).or(inner);
            Some((at + 1, line))
        })
    })
}

/// Lower-case words of a line of code in any spelling.
pub(super) fn words(text: &str) -> Vec<String> {
    use heck::ToSnakeCase;
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.flat_map(|part| part.to_snake_case().split('_').map(str::to_owned).collect::<Vec<_>>()).collect()
}
