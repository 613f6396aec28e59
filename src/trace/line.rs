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
        if let Some(first) = form.first() {
            forms.entry(first.clone()).or_default().push((form, node));
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
        let here = forms.get(&words[at]).into_iter().flatten().filter(|(form, _)| begins(&words[at..], form));
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

/// Whether words begin with a form, in singular or plural.
fn begins(words: &[String], form: &[String]) -> bool {
    let Some((last, head)) = form.split_last() else { return false };
    words.starts_with(head) && words.get(head.len()).is_some_and(|word| word == last || *word == format!("{last}s"))
}

/// Lower-case words of a line of code in any spelling.
pub(super) fn words(text: &str) -> Vec<String> {
    use heck::ToSnakeCase;
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.flat_map(|part| part.to_snake_case().split('_').map(str::to_owned).collect::<Vec<_>>()).collect()
}
