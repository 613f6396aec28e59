//! A Markdown file as a document.

use super::{Known, link, links};
use crate::report::{Report, Reported};
use crate::source::{FileId, Sources, Span};
use crate::yaml::{Node, Value, parse};
use renderers::document::{Block, Document, Inline, Inlines, Picture, Section, SectionId, Url, text};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Facts of the front matter that a cover shows, by their keys.
const FACTS: &[(&str, &str)] =
    &[("version", "Version"), ("status", "Status"), ("date", "Date"), ("author", "Author"), ("authors", "Authors")];

/// The bytes of a file, or why they cannot be had.
pub type Content = Result<Vec<u8>, String>;

/// A Markdown file that is to become a document.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The file.
    pub file: FileId,
    /// Its name without folder and extension, which names it where nothing else does.
    pub name: &'a str,
    /// The title, where the caller gives one.
    pub title: Option<&'a str>,
    /// Whether something lies at a path that is relative to the file.
    pub is_there: &'a dyn Fn(&str) -> bool,
    /// The bytes of the file at such a path, where there is one, or why they cannot be had.
    pub bytes: &'a dyn Fn(&str) -> Option<Content>,
}

/// A Markdown file as a document: its headings are the sections, the front matter gives title, kind, summary, language
/// and facts. Without a title there, it is the one heading of the first level that the file begins with, else the name of
/// the file. What stands before the first section is the summary where it is one paragraph, else a section of its own.
/// Warns of links that lead nowhere.
///
/// # Errors
/// When the front matter is no YAML.
pub fn read(page: &Page<'_>, sources: &mut Sources, report: &mut Report) -> Result<Document, Reported> {
    let whole = sources.text(page.file).to_owned();
    let (front, body) = parted(&whole);
    let front = match front.trim() {
        "" => None,
        _ => Some(front_matter(front, page.file, sources, report)?),
    };
    let stated =
        |key: &str| front.as_ref().and_then(|node| node.get(key)).and_then(said).filter(|text| !text.is_empty());
    let undrawn = RefCell::new(BTreeMap::new());
    let picture = |address: &str| match picture(address, page)? {
        Ok(picture) => Some(picture),
        Err(why) => {
            undrawn.borrow_mut().insert(address.replace(' ', "%20"), why);
            None
        }
    };
    let read = renderers::read::document_with(&whole[body..], &picture);
    let title = page.title.map(str::to_owned).or_else(|| stated("title")).filter(|title| !title.trim().is_empty());
    let mut title = title.map_or_else(|| read.title.clone(), text);
    if title.is_empty() {
        title = text(page.name);
    }
    let mut document = Document {
        name: page.name.to_owned(),
        title: plain(&title),
        kind: stated("kind").or_else(|| stated("subtitle")).unwrap_or_default(),
        summary: stated("summary").or_else(|| stated("description")).map(text).unwrap_or_default(),
        facts: FACTS.iter().filter_map(|(key, name)| Some(((*name).to_owned(), text(stated(key)?)))).collect(),
        author: stated("author").or_else(|| stated("owner")).unwrap_or_default(),
        language: stated("language").or_else(|| stated("lang")).unwrap_or_else(|| "en".to_owned()),
        generator: concat!("archplan ", env!("CARGO_PKG_VERSION")).to_owned(),
        sections: read.sections,
    };
    introduce(&mut document, read.blocks);
    let start = u32::try_from(body).unwrap_or(u32::MAX);
    let at = |offset: usize| start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
    let place = |range: std::ops::Range<usize>| Span { file: page.file, start: at(range.start), end: at(range.end) };
    let known = Known::of(&document, page.is_there);
    // A link that an anchor of a heading was found for is whole, whatever the id of the section.
    let written: Vec<_> = read.links.into_iter().filter(|link| !link.is_settled).collect();
    links(&read.faults, &written, &place, &known, report);
    let undrawn = undrawn.into_inner();
    for link in &written {
        if let Some(why) = undrawn.get(&link.address) {
            report.warn(link::undrawn(&link.address, why, place(link.range.clone())));
        }
    }
    Ok(document)
}

/// The picture at a path beside the file; `None` where the address is no such path or nothing lies there.
fn picture(address: &str, page: &Page<'_>) -> Option<Result<Picture, String>> {
    let path = link::path(address)?;
    let bytes = (page.bytes)(&path)?;
    let url = Url::new(&address.replace(' ', "%20")).ok()?;
    Some(bytes.and_then(|bytes| Picture::new(bytes, url)))
}

/// Puts what stands before the first section into the document.
fn introduce(document: &mut Document, mut blocks: Vec<Block>) {
    if let [Block::Paragraph(line)] = blocks.as_mut_slice()
        && document.summary.is_empty()
    {
        document.summary = std::mem::take(line);
    } else if !blocks.is_empty() {
        let is_taken = |id: &SectionId| document.sections.iter().any(|section| section.id == *id);
        let ids = std::iter::once("introduction".to_owned()).chain((2..).map(|n| format!("introduction-{n}")));
        let id = ids.map(|id| SectionId::new(&id)).find(|id| !is_taken(id)).expect("numbers do not end");
        let section = Section { id, title: text("Introduction"), blocks, sections: Vec::new() };
        document.sections.insert(0, section);
    }
}

/// The front matter, and where the text behind it begins.
fn parted(text: &str) -> (&str, usize) {
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return ("", 0) };
    let start = text.len() - rest.len();
    let mut at = start;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return (&text[start..at], at + line.len());
        }
        at += line.len();
    }
    ("", 0)
}

/// Reads front matter as a file of its own whose lines are those of the whole.
fn front_matter(front: &str, file: FileId, sources: &mut Sources, report: &mut Report) -> Result<Node, Reported> {
    let name = sources.name(file).to_owned();
    let padded = sources.add(name, format!("\n{front}"));
    parse(sources, padded, report)
}

/// A value of the front matter as text; a list as its items with commas between them.
fn said(node: &Node) -> Option<String> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text.trim().to_owned()),
        Value::List(items) => Some(items.iter().filter_map(Node::text).collect::<Vec<_>>().join(", ")),
        _ => None,
    }
}

fn plain(inlines: &Inlines) -> String {
    let mut open: Vec<&Inline> = inlines.iter().rev().collect();
    let mut out = String::new();
    while let Some(inline) = open.pop() {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikeout(inner) | Inline::Link(_, inner) => {
                open.extend(inner.iter().rev());
            }
            Inline::Picture(picture) => out.push_str(&picture.alt),
            Inline::Break => out.push(' '),
        }
    }
    out
}
