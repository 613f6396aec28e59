//! From what a person names to nodes.

use super::node::Node;
use super::whole::Whole;
use super::{line, spec_line};
use crate::report::nearest;
use crate::source::{FileId, Sources};
use crate::yaml;
use std::collections::BTreeMap;

/// What a person asks for, and what is needed to find it.
pub struct Asked<'a> {
    /// As it was typed.
    pub place: &'a str,
    /// The folder that a path begins in, from the top of the project; empty for the top.
    pub folder: &'a str,
    /// All files read.
    pub sources: &'a Sources,
    /// The spec among them.
    pub spec: FileId,
    /// Its path in the project.
    pub spec_path: &'a str,
    /// What stands in it.
    pub root: &'a yaml::Node,
    /// The text of a file of the project, by its path.
    pub text_of: &'a dyn Fn(&str) -> Option<String>,
}

/// What was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// At least one node.
    pub nodes: Vec<&'a Node>,
    /// How a line was understood, as a sentence; empty where nothing needs saying.
    pub note: String,
}

/// Why nothing was found, as a sentence with its help.
#[derive(Debug, PartialEq, Eq)]
pub struct NotFound {
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub help: String,
}

/// The nodes that a place names: an id with or without its kind, a title of a section, a path, a path with a line or an
/// anchor.
///
/// # Errors
/// When nothing, or more than one thing, has that name.
pub fn find<'a>(whole: &'a Whole, asked: &Asked<'_>) -> Result<Found<'a>, NotFound> {
    let place = asked.place.trim();
    let one = |node: &'a Node| Found { nodes: vec![node], note: String::new() };
    if let Some(node) = whole.node(place) {
        return Ok(one(node));
    }
    let (path, line) = with_line(place);
    if let Some(line) = line
        && let Some(path) = paths(path, asked.folder).find(|path| asked.knows(whole, path))
    {
        return asked.line(whole, &path, line);
    }
    if let Some((path, anchor)) = place.split_once('#')
        && let Some(section) = section(whole, anchor)
        && paths(path, asked.folder).any(|path| file(whole, &path).is_some())
    {
        return Ok(one(section));
    }
    if paths(place, asked.folder).any(|path| path == asked.spec_path) {
        let help = format!("name a line of it, such as `{place}:1`");
        return Err(NotFound { message: format!("`{place}` is the spec: all begins there"), help });
    }
    if let Some(node) = paths(place, asked.folder).find_map(|path| file(whole, &path)) {
        return Ok(one(node));
    }
    by_name(whole, place).map(one)
}

impl Asked<'_> {
    fn knows(&self, whole: &Whole, path: &str) -> bool {
        path == self.spec_path || file(whole, path).is_some()
    }

    fn line<'a>(&self, whole: &'a Whole, path: &str, number: usize) -> Result<Found<'a>, NotFound> {
        if path == self.spec_path {
            return self.spec_line(whole, number);
        }
        let node = file(whole, path).ok_or_else(|| unknown(whole, path))?;
        let text = (self.text_of)(path).unwrap_or_default();
        let lines = text.lines().count();
        if number == 0 || number > lines {
            return Err(past_the_end(path, number, lines));
        }
        let sections = section_ids(whole, node);
        if !sections.is_empty() {
            // The anchor stands right above the heading that it is for.
            let above: Vec<&str> = text.lines().take(number + 1).collect();
            let anchors = above.iter().rev().flat_map(|line| anchors(line).into_iter().rev());
            let around = anchors.filter_map(|id| sections.get(id).copied()).next();
            return Ok(match around {
                Some(section) => Found { nodes: vec![section], note: String::new() },
                None => Found { nodes: vec![node], note: "the line stands in no section".to_owned() },
            });
        }
        let around = line::around(&text, number).find_map(|(at, line)| {
            let nodes = line::named(whole, node, line);
            (!nodes.is_empty()).then_some((at, nodes))
        });
        Ok(match around {
            None => {
                let note = "no name of the plan stands in that line: this is why the file is there".to_owned();
                Found { nodes: vec![node], note }
            }
            Some((at, nodes)) if at == number => {
                Found { note: format!("line {number} of `{path}` is about {}", names(&nodes)), nodes }
            }
            Some((at, nodes)) => {
                let what = names(&nodes);
                let note = format!("line {number} of `{path}` stands under line {at}, which is about {what}");
                Found { nodes, note }
            }
        })
    }

    fn spec_line<'a>(&self, whole: &'a Whole, number: usize) -> Result<Found<'a>, NotFound> {
        let lines = self.sources.text(self.spec).lines().count();
        if number == 0 || number > lines {
            return Err(past_the_end(self.spec_path, number, lines));
        }
        let stated = spec_line::nodes(whole, self.sources, self.root, self.spec, number);
        stated.map(|nodes| Found { nodes, note: String::new() }).map_err(|held| NotFound {
            message: format!("line {number} of `{}` states no part of the plan by itself", self.spec_path),
            help: match held.as_slice() {
                [] => "name a line of a decision or an element".to_owned(),
                held => format!("say which: {}", names(held)),
            },
        })
    }
}

fn past_the_end(path: &str, line: usize, lines: usize) -> NotFound {
    NotFound { message: format!("`{path}` has no line {line}"), help: format!("it has {lines} lines") }
}

/// A path without the line, and column, that stand behind it.
fn with_line(place: &str) -> (&str, Option<usize>) {
    let cut = |text: &'_ str| {
        let (path, number) = text.rsplit_once(':')?;
        Some((path.len(), number.parse::<usize>().ok()?))
    };
    match cut(place) {
        None => (place, None),
        Some((at, last)) => match cut(&place[..at]) {
            Some((path, line)) => (&place[..path], Some(line)),
            None => (&place[..at], Some(last)),
        },
    }
}

/// A path from the top of the project: as it was typed, then from the folder that one stands in.
fn paths<'p>(path: &'p str, folder: &'p str) -> impl Iterator<Item = String> {
    let from = |folder: &str| {
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        parts.join("/")
    };
    [from(folder), from("")].into_iter()
}

/// The file or test of a path.
fn file<'a>(whole: &'a Whole, path: &str) -> Option<&'a Node> {
    ["file", "test"].iter().find_map(|kind| whole.node(&format!("{kind}:{path}")))
}

/// The sections of a document's file, by the id that is their anchor.
fn section_ids<'a>(whole: &'a Whole, file: &Node) -> BTreeMap<&'a str, &'a Node> {
    let mut found = BTreeMap::new();
    let mut open = vec![file];
    while let Some(outer) = open.pop() {
        for (_, node) in whole.reasons(outer) {
            if let Node::Section(name) = node
                && found.insert(id_of(name), node).is_none()
            {
                open.push(node);
            }
        }
    }
    found
}

/// The ids that a line of Markdown or HTML anchors.
fn anchors(line: &str) -> Vec<&str> {
    line.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn id_of(section: &str) -> &str {
    section.split_once('/').map_or(section, |(_, id)| id)
}

/// The section of an anchor: its id, or its heading as sites make anchors of it, with its number or without.
fn section<'a>(whole: &'a Whole, anchor: &str) -> Option<&'a Node> {
    let wanted = slug(anchor);
    let bare = wanted.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    let sections: Vec<&Node> = whole.nodes().filter(|node| matches!(node, Node::Section(_))).collect();
    let by_id = sections.iter().copied().find(|node| id_of(node.name()) == anchor);
    by_id.or_else(|| {
        sections.into_iter().find(|node| [wanted.as_str(), bare].contains(&slug(whole.title(node)).as_str()))
    })
}

fn slug(title: &str) -> String {
    let kept = title.to_lowercase();
    let kept = kept.chars().filter_map(|c| match c {
        c if c.is_alphanumeric() => Some(c),
        ' ' | '-' | '_' => Some('-'),
        _ => None,
    });
    kept.collect()
}

/// The one node of a name without its kind: nodes of the plan before sections.
fn by_name<'a>(whole: &'a Whole, place: &str) -> Result<&'a Node, NotFound> {
    let of_plan: Vec<&Node> =
        whole.nodes().filter(|node| matches!(node, Node::Plan(_)) && node.name() == place).collect();
    match of_plan.as_slice() {
        [one] => return Ok(one),
        [] => {}
        several => return Err(ambiguous(place, several)),
    }
    let anchor = place.strip_prefix('#').unwrap_or(place);
    let sections = || whole.nodes().filter(|node| matches!(node, Node::Section(_)));
    let by_id = |node: &&Node| node.name() == anchor || id_of(node.name()) == anchor;
    let mut found: Vec<&Node> = sections().filter(by_id).collect();
    if found.is_empty() {
        found = sections().filter(|node| whole.title(node).eq_ignore_ascii_case(anchor)).collect();
    }
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(unknown(whole, place)),
        several => Err(ambiguous(place, several)),
    }
}

fn ambiguous(place: &str, nodes: &[&Node]) -> NotFound {
    let message = format!("`{place}` can mean {} things", nodes.len());
    NotFound { message, help: format!("say which: {}", names(nodes)) }
}

fn unknown(whole: &Whole, place: &str) -> NotFound {
    let known: Vec<String> = whole.nodes().map(Node::to_string).collect();
    let bare = whole.nodes().map(Node::name).chain(whole.nodes().map(|node| id_of(node.name())));
    let near = match place.contains(':') {
        true => nearest(place, known.iter().map(String::as_str)),
        false => nearest(place, bare),
    };
    NotFound {
        message: format!("the plan has no `{place}`"),
        help: match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a decision, an element (`Order`, `Order.status`, `orders.create`), a section, a file, or a \
                     file with a line"
                .to_owned(),
        },
    }
}

/// Names of nodes in backticks, joined by commas; the first few of many.
fn names(nodes: &[&Node]) -> String {
    const SHOWN: usize = 12;
    let mut shown: Vec<String> = nodes.iter().take(SHOWN).map(|node| format!("`{node}`")).collect();
    if nodes.len() > SHOWN {
        shown.push(format!("and {} more", nodes.len() - SHOWN));
    }
    shown.join(", ")
}
