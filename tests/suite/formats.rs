//! One text, three formats: every heading, cell, label and number of a document's model is in its Markdown, in what a
//! browser shows and in the text of its PDF, in their order.
//!
//! Needs `chromium`, and with the feature `pdf` `pdftotext`; `.ci/prepare` installs both.

use crate::documents::{normal, shown};
use crate::project::example;
use archplan::report::Report;
use archplan::source::Sources;
use archplan::{catalogue, document, plan, spec};
use comrak::nodes::NodeValue;
use renderers::diagram::{Diagram, Drawing};
use renderers::document::{Block, Document, Inline, Section};

/// What a format must show.
enum Said {
    /// Behind what was said before.
    Next(String),
    /// Of a drawing, whose order is the layout's: somewhere behind what was said before.
    Somewhere(String),
}

/// The plan of a spec; panics where anything is wrong with it.
pub(crate) fn planned(text: &str) -> plan::Plan {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let catalogue = catalogue::load(&catalogue::built_in(), &mut sources, &mut report).unwrap();
    let file = sources.add("spec.yaml", text);
    let spec = spec::read(&sources, file, &mut report).and_then(|draft| draft.finish(&report));
    let plan = spec.and_then(|spec| plan::resolve(&spec, &plan::Lock::default(), &catalogue, &mut report));
    plan.unwrap_or_else(|_| panic!("{:#?}\n{text}", report.found()))
}

#[test]
fn every_text_of_the_examples_is_in_every_format() {
    for name in ["order-processing", "user-management", "item-catalog"] {
        holds(&document::design(&planned(&example(name))), name);
    }
}

/// Holds every format of a document against its model.
pub(crate) fn holds(document: &Document, name: &str) {
    let said = said(document);
    assert!(said.len() > 50, "{name}: the model says nothing");
    let markdown = renderers::markdown(document);
    all_there(&said, &normal(&markdown_text(&markdown)), &format!("{name}, Markdown"));
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    std::fs::write(&page, renderers::html(document, &renderers::Theme::default())).unwrap();
    all_there(&said, &normal(&shown(&page)), &format!("{name}, HTML"));
    #[cfg(feature = "pdf")]
    {
        let file = folder.path().join("document.pdf");
        std::fs::write(&file, renderers::pdf(document, &renderers::Theme::default()).unwrap()).unwrap();
        // In the order of the text, cell by cell, not of the page.
        let text = crate::documents::tool("pdftotext", &["-raw", file.to_str().unwrap(), "-"]);
        words_there(&said, &letters(&text), &format!("{name}, PDF"));
    }
}

fn all_there(said: &[Said], whole: &str, what: &str) {
    let mut from = 0;
    for text in said {
        let (text, moves) = match text {
            Said::Next(text) => (text, true),
            Said::Somewhere(text) => (text, false),
        };
        let wanted = normal(text);
        let Some(at) = whole[from..].find(&wanted) else {
            let near: String = whole[from..].chars().take(300).collect();
            panic!("{what} lacks `{text}` before `{near}`");
        };
        if moves {
            from += at + wanted.len();
        }
    }
}

/// Letters and digits alone: a line of a PDF may end in a hyphen, and a ligature is one sign.
#[cfg(feature = "pdf")]
fn letters(text: &str) -> String {
    let ligatures =
        [("\u{fb00}", "ff"), ("\u{fb01}", "fi"), ("\u{fb02}", "fl"), ("\u{fb03}", "ffi"), ("\u{fb04}", "ffl")];
    let text = ligatures.iter().fold(text.to_owned(), |text, (one, two)| text.replace(one, two));
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Each text behind the one before it, whole, or word by word where the foot of a page stands between.
#[cfg(feature = "pdf")]
fn words_there(said: &[Said], whole: &str, what: &str) {
    let mut from = 0;
    for text in said {
        let (text, moves) = match text {
            Said::Next(text) => (text, true),
            Said::Somewhere(text) => (text, false),
        };
        let wanted = letters(text);
        if let Some(at) = whole[from..].find(&wanted) {
            from += if moves { at + wanted.len() } else { 0 };
            continue;
        }
        for word in text.split_whitespace() {
            let word = letters(word);
            match whole[from..].find(&word) {
                Some(at) if at < 4000 => from += at + word.len(),
                _ => panic!("{what} lacks `{word}` of `{text}`"),
            }
        }
    }
}

/// Everything that a document says, in its order.
fn said(document: &Document) -> Vec<Said> {
    let mut said = vec![Said::Next(document.title.clone()), Said::Next(plain(&document.summary))];
    for (name, fact) in &document.facts {
        said.extend([Said::Next(name.clone()), Said::Next(plain(fact))]);
    }
    sections(&document.sections, "", &mut said);
    said.retain(|said| matches!(said, Said::Next(text) | Said::Somewhere(text) if !normal(text).is_empty()));
    said
}

fn sections(all: &[Section], parent: &str, said: &mut Vec<Said>) {
    for (at, section) in all.iter().enumerate() {
        let number = format!("{parent}{}", at + 1);
        said.push(Said::Next(format!("{number} {}", plain(&section.title))));
        blocks(&section.blocks, said);
        sections(&section.sections, &format!("{number}."), said);
    }
}

fn blocks(all: &[Block], said: &mut Vec<Said>) {
    for block in all {
        match block {
            Block::Paragraph(line) => said.push(Said::Next(plain(line))),
            Block::List(list) => list.items.iter().for_each(|item| blocks(&item.blocks, said)),
            Block::Table(table) => {
                said.push(Said::Next(plain(&table.caption)));
                said.extend(table.columns.iter().map(|column| Said::Next(plain(&column.head))));
                said.extend(table.rows.iter().flatten().map(|cell| Said::Next(plain(cell))));
            }
            Block::Code(code) => said.extend([Said::Next(plain(&code.caption)), Said::Next(code.text.clone())]),
            Block::Definitions(terms) => terms.iter().for_each(|term| {
                said.push(Said::Next(plain(&term.term)));
                blocks(&term.meaning, said);
            }),
            Block::Quote(inner) => blocks(inner, said),
            Block::Note(note) => blocks(&note.blocks, said),
            Block::Diagram(diagram) => said.extend(labels(diagram).into_iter().map(Said::Somewhere)),
            Block::Rule => {}
        }
    }
}

/// The words in a drawing, and its title.
fn labels(diagram: &Diagram) -> Vec<String> {
    let mut labels = vec![diagram.title.clone()];
    match &diagram.drawing {
        Drawing::Graph(graph) => {
            labels.extend(graph.nodes.iter().flat_map(|node| [node.title.clone(), node.note.clone()]));
            labels.extend(graph.edges.iter().map(|edge| edge.label.clone()));
            labels.extend(graph.frames.iter().map(|frame| frame.title.clone()));
        }
        Drawing::Entities(all) => {
            labels.extend(all.entities.iter().map(|entity| entity.name.clone()));
            let rows = all.entities.iter().flat_map(|entity| &entity.fields);
            labels.extend(rows.flat_map(|row| [row.name.clone(), row.kind.clone()]));
            labels.extend(all.relations.iter().map(|relation| relation.label.clone()));
        }
        Drawing::States(all) => {
            labels.extend(all.states.iter().map(|state| state.name.clone()));
            labels.extend(all.moves.iter().map(|(_, _, label)| label.clone()));
        }
        #[allow(unreachable_patterns, reason = "kinds of drawings that come later")]
        _ => {}
    }
    labels
}

fn plain(inlines: &[Inline]) -> String {
    let part = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikeout(inner) | Inline::Link(_, inner) => {
            plain(inner)
        }
        Inline::Break => " ".to_owned(),
    };
    inlines.iter().map(part).collect()
}

/// What Markdown says, by the parser that defines GitHub's dialect.
fn markdown_text(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    let on = &mut options.extension;
    (on.strikethrough, on.table, on.tasklist, on.alerts, on.autolink) = (true, true, true, true, true);
    on.front_matter_delimiter = Some("---".into());
    let arena = comrak::Arena::new();
    let mut text = String::new();
    for node in comrak::parse_document(&arena, markdown, &options).descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(words) => text.push_str(words),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::CodeBlock(code) if code.info == "mermaid" => text.push_str(&decoded(&code.literal)),
            NodeValue::CodeBlock(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Mermaid with its codes of characters as the characters.
fn decoded(mermaid: &str) -> String {
    let mut out = String::new();
    let mut rest = mermaid;
    while let Some((before, behind)) = rest.split_once('#') {
        out.push_str(before);
        let code = behind.split_once(';').and_then(|(code, after)| Some((code.parse().ok()?, after)));
        match code.and_then(|(code, after)| Some((char::from_u32(code)?, after))) {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('#');
                rest = behind;
            }
        }
    }
    out + rest
}
