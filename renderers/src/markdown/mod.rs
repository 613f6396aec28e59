//! GitHub-flavoured Markdown: readable as plain text, and the same text again after parsing.
//!
//! The door is [`markdown()`]. Blocks are written in `block`, runs in `inline`; `escape` is the only place
//! that knows which characters mean something. Must not know HTML pages, Typst or what a section is about.

mod block;
mod escape;
mod inline;
mod page;
mod table;
mod width;

use crate::document::{Column, Document, SectionId, Table};
use crate::outline::{Entry, Outline};
use crate::text;
use block::Writer;
pub use page::{front_matter_value, page};

/// A document as GitHub-flavoured Markdown, ended by a line end.
///
/// YAML front matter carries `title`, `kind`, `summary`, `language`, the facts of the cover and `generator`, each as a
/// text. An empty `<a id="…">` before each heading is its anchor, so that links work alike on GitHub, in mdBook and in MkDocs; headings carry their number. Diagrams
/// are Mermaid. Links to sections that do not exist are written as their text.
pub fn markdown(document: &Document) -> String {
    let outline = Outline::of(document);
    let mut writer = Writer::new(&outline);
    front_matter(document, &mut writer);
    cover(document, &mut writer);
    contents(&outline, &mut writer);
    for entry in &outline.entries {
        section(entry, &mut writer);
    }
    writer.finish()
}

/// A section of a document as text, for comparing it with another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionText {
    /// Its id, unique in the document.
    pub id: String,
    /// Its title as plain text, without its number.
    pub title: String,
    /// What stands under its heading, before the first subsection, as GitHub-flavoured Markdown; may be empty.
    pub text: String,
}

/// The sections of a document in reading order, parents before their children, each as Markdown. Numbers are left
/// out, so that a section that moved says the same. A section that repeats an id has no anchor and is left out.
pub fn sections(document: &Document) -> Vec<SectionText> {
    let outline = Outline::of(document);
    let said = |entry: &Entry| {
        let mut writer = Writer::new(&outline);
        writer.blocks(&entry.section.blocks);
        SectionText {
            id: entry.anchor.unwrap_or_default().to_owned(),
            title: text::plain(&entry.section.title),
            text: writer.finish(),
        }
    };
    outline.entries.iter().filter(|entry| entry.anchor.is_some()).map(said).collect()
}

fn front_matter(document: &Document, writer: &mut Writer) {
    let fixed = [
        ("title", document.title.clone()),
        ("kind", document.kind.clone()),
        ("summary", text::plain(&document.summary)),
        ("language", document.language.clone()),
    ];
    let mut pairs: Vec<(String, String)> = fixed.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    for (name, value) in &document.facts {
        let key = SectionId::new(name).to_string();
        if key != "generator" && pairs.iter().all(|(taken, _)| *taken != key) {
            pairs.push((key, text::plain(value)));
        }
    }
    pairs.push(("generator".to_owned(), document.generator.clone()));
    let said = pairs.iter().filter(|(key, value)| key == "title" || !value.is_empty());
    let lines: Vec<String> = said.map(|(key, value)| format!("{key}: {}", escape::yaml(value))).collect();
    writer.chunk(&format!("---\n{}\n---", lines.join("\n")));
}

fn cover(document: &Document, writer: &mut Writer) {
    writer.chunk(&format!("# {}", writer.run(&[document.title.as_str().into()])));
    writer.paragraph(&document.summary);
    if document.facts.is_empty() {
        return;
    }
    let columns =
        [document.kind.as_str(), ""].map(|head| Column { head: vec![head.into()], align: Default::default() });
    let rows = document.facts.iter().map(|(name, value)| vec![vec![name.as_str().into()], value.clone()]).collect();
    writer.table(&Table { caption: Vec::new(), columns: columns.into(), rows });
}

/// The two upper levels as a list of links; GitHub and the site builders show the rest beside the text.
fn contents(outline: &Outline, writer: &mut Writer) {
    let mut lines = Vec::new();
    for entry in outline.entries.iter().filter(|entry| entry.level <= 2) {
        let indent = if entry.level == 1 { "" } else { "    " };
        let title = writer.link_text(&entry.section.title);
        lines.push(match entry.anchor {
            Some(anchor) => format!("{indent}- [{} {title}](#{anchor})", entry.number),
            None => format!("{indent}- {} {title}", entry.number),
        });
    }
    writer.chunk(&lines.join("\n"));
}

fn section(entry: &Entry, writer: &mut Writer) {
    let anchor = entry.anchor.map(|id| format!("<a id=\"{id}\"></a>\n\n")).unwrap_or_default();
    let marks = "#".repeat((entry.level + 1).min(6));
    let title = writer.run(&entry.section.title);
    let heading = format!("{anchor}{marks} {} {title}", entry.number);
    writer.chunk(heading.trim_end());
    writer.blocks(&entry.section.blocks);
}

#[cfg(test)]
mod tests;
