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
    /// The heading of a section, behind what was said before.
    Heading(String),
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

/// Which formats are read back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Formats {
    All,
    WithoutPdf,
}

/// Holds every format of a document against its model.
pub(crate) fn holds(document: &Document, name: &str) {
    holds_in(document, name, Formats::All);
}

/// Holds formats of a document against its model.
pub(crate) fn holds_in(document: &Document, name: &str, formats: Formats) {
    let said = said(document);
    assert!(said.len() > 50, "{name}: the model says nothing");
    let markdown = renderers::markdown(document);
    all_there(&said, &normal(&markdown_text(&markdown)), &format!("{name}, Markdown"));
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    std::fs::write(&page, renderers::html(document, &renderers::Theme::default())).unwrap();
    all_there(&said, &normal(&shown(&page)), &format!("{name}, HTML"));
    #[cfg(not(feature = "pdf"))]
    let _ = formats;
    // pdftotext puts what runs from right to left in the order of the eye, and whole lines with it.
    #[cfg(feature = "pdf")]
    if formats == Formats::All && !said.iter().any(turns) {
        let file = folder.path().join("document.pdf");
        std::fs::write(&file, renderers::pdf(document, &renderers::Theme::default()).unwrap()).unwrap();
        // In the order of the text, cell by cell, not of the page.
        let text = crate::documents::tool("pdftotext", &["-raw", file.to_str().unwrap(), "-"]);
        words_there(&said, &letters(&text), &format!("{name}, PDF"));
    }
}

impl Said {
    fn text(&self) -> &str {
        let (Self::Heading(text) | Self::Next(text) | Self::Somewhere(text)) = self;
        text
    }

    fn moves(&self) -> bool {
        !matches!(self, Self::Somewhere(_))
    }
}

fn all_there(said: &[Said], whole: &str, what: &str) {
    let mut from = 0;
    for one in said {
        let text = one.text();
        let wanted = normal(text);
        let Some(at) = whole[from..].find(&wanted) else {
            // The title of a frame is cut where nothing in it is as wide.
            if !one.moves() && is_cut(&whole[from..], &wanted) {
                continue;
            }
            let near: String = whole[from..].chars().take(300).collect();
            panic!("{what} lacks `{text}` before `{near}`");
        };
        if one.moves() {
            from += at + wanted.len();
        }
    }
}

/// Whether a text stands there but for its end, with an ellipsis in its place.
fn is_cut(whole: &str, wanted: &str) -> bool {
    let begin: String = wanted.chars().take(12).collect();
    let mut ends = whole.match_indices('…').map(|(end, _)| &whole[..end]);
    ends.any(|before| before.rfind(&begin).is_some_and(|at| wanted.starts_with(&before[at..])))
}

/// Letters and digits of ASCII alone: a line of a PDF may end in a hyphen, a ligature is one sign, and a sign that no face has
/// is shown as its number.
#[cfg(feature = "pdf")]
fn letters(text: &str) -> String {
    let ligatures =
        [("\u{fb00}", "ff"), ("\u{fb01}", "fi"), ("\u{fb02}", "fl"), ("\u{fb03}", "ffi"), ("\u{fb04}", "ffl")];
    let text = ligatures.iter().fold(text.to_owned(), |text, (one, two)| text.replace(one, two));
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Whether a text changes the direction of what follows.
#[cfg(feature = "pdf")]
fn turns(said: &Said) -> bool {
    let marks = |c| matches!(c, '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{590}'..='\u{8ff}');
    said.text().contains(marks)
}

/// A picture that does not fit its page goes to the top of the next one, with text before it; so far, in letters, a text
/// may stand before what it follows.
#[cfg(feature = "pdf")]
const FLOATS: usize = 6000;

/// Every heading behind the one before it, and every other text in its section or as far before as pictures move: whole, or
/// word by word where the foot of a page stands between.
#[cfg(feature = "pdf")]
fn words_there(said: &[Said], whole: &str, what: &str) {
    let mut from = 0;
    for one in said {
        let wanted = letters(one.text());
        if matches!(one, Said::Heading(_)) {
            let at = whole[from..].find(&wanted).unwrap_or_else(|| panic!("{what} lacks `{}`", one.text()));
            from += at + wanted.len();
            continue;
        }
        let near = (0..=from.saturating_sub(FLOATS)).rev().find(|at| whole.is_char_boundary(*at)).unwrap_or(0);
        let is_there = |text: &str| whole[near..].contains(text);
        let has_words = || one.text().split_whitespace().map(letters).all(|word| is_there(&word));
        assert!(is_there(&wanted) || has_words(), "{what} lacks `{}`", one.text());
    }
}

/// Everything that a document says, in its order.
fn said(document: &Document) -> Vec<Said> {
    let mut said = vec![Said::Next(document.title.clone()), Said::Next(plain(&document.summary))];
    for (name, fact) in &document.facts {
        said.extend([Said::Next(name.clone()), Said::Next(plain(fact))]);
    }
    sections(&document.sections, "", &mut said);
    said.retain(|said| !normal(said.text()).is_empty());
    said
}

fn sections(all: &[Section], parent: &str, said: &mut Vec<Said>) {
    for (at, section) in all.iter().enumerate() {
        let number = format!("{parent}{}", at + 1);
        said.push(Said::Heading(format!("{number} {}", plain(&section.title))));
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
        Drawing::Sequence(all) => labels.extend(all.clone().texts().into_iter().map(|text| text.clone())),
    }
    labels
}

fn plain(inlines: &[Inline]) -> String {
    let part = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikeout(inner) | Inline::Link(_, inner) => {
            plain(inner)
        }
        Inline::Picture(picture) => picture.alt.clone(),
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
