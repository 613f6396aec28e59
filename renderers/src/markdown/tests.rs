//! What was written is parsed again, by the parser that GitHub's dialect is defined by, and must be the same.

use super::markdown;
use crate::document::{Block, Document, Inline, Inlines, Section, SectionId, Table, Target, Url, text};
use crate::{sample, text::plain};
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;

/// Everything that Markdown or a filter behind it could take for something else.
const PIECES: [&str; 78] = [
    "a",
    "b",
    "word",
    "é",
    "漢",
    "🚀",
    " ",
    " ",
    " ",
    "\n",
    "\t",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "```",
    "#",
    "##",
    "-",
    "+",
    "1.",
    "2)",
    "10.",
    "=",
    "==",
    ">",
    "<",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "&",
    "&amp;",
    "&#65;",
    "[",
    "]",
    "(",
    ")",
    "[x]",
    "[ ]",
    "![",
    "](",
    "[^1]",
    ":",
    ":smile:",
    ":100:",
    "|",
    "||",
    "\\",
    "\\\\",
    "\"",
    "'",
    "$",
    "$$",
    "{",
    "{{",
    "}}",
    "{%",
    "@",
    "user@example.com",
    "mailto:x@y.z",
    "http://",
    "https://example.com/a_b",
    "www.",
    "www.x.org",
    "://",
    "/",
    "!",
    "!!!",
    "???",
    "^",
    "%",
    "---",
    "***",
];

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 1..14).prop_map(|pieces| pieces.concat())
}

fn document(title: &str, blocks: Vec<Block>) -> Document {
    let section = Section { id: SectionId::new("s"), title: text(title), blocks, sections: Vec::new() };
    Document { facts: Vec::new(), summary: Vec::new(), sections: vec![section], ..sample::document() }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    let on = &mut options.extension;
    (on.strikethrough, on.table, on.autolink, on.tasklist, on.footnotes) = (true, true, true, true, true);
    (on.description_lists, on.alerts, on.math_dollars, on.math_code) = (true, true, true, true);
    (on.superscript, on.wikilinks_title_after_pipe, on.underline) = (false, true, false);
    on.front_matter_delimiter = Some("---".into());
    options
}

/// What a node says, with all white space as single spaces; raw inline HTML says nothing, but a break.
fn said<'a>(node: &'a AstNode<'a>) -> String {
    let mut out = String::new();
    for node in node.descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            NodeValue::HtmlInline(html) if html == "<br>" => out.push(' '),
            _ => {}
        }
    }
    squeezed(&out)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn expected(raw: &str) -> String {
    squeezed(&plain(&text(raw)))
}

/// The names of the nodes below one that are more than text.
fn marks<'a>(node: &'a AstNode<'a>) -> Vec<String> {
    let is_text = |value: &NodeValue| {
        matches!(value, NodeValue::Text(_) | NodeValue::SoftBreak)
            || matches!(value, NodeValue::HtmlInline(html) if html == "<!-- -->")
    };
    let below = node.descendants().skip(1);
    below
        .filter(|node| !is_text(&node.data.borrow().value))
        .map(|node| format!("{:?}", node.data.borrow().value))
        .collect()
}

/// Parses, and gives the nodes after the heading of the one section, and that heading.
fn after_heading<'a>(markdown: &str, arena: &'a Arena<'a>) -> (&'a AstNode<'a>, Vec<&'a AstNode<'a>>) {
    let root = parse_document(arena, markdown, &options());
    let nodes: Vec<_> = root.children().collect();
    let is_section = |node: &&AstNode| matches!(&node.data.borrow().value, NodeValue::Heading(it) if it.level == 2);
    let at = nodes.iter().position(is_section).expect("the section has a heading");
    (nodes[at], nodes[at + 1..].to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_paragraph_is_the_same_text_and_nothing_else(raw in words()) {
        let markdown = markdown(&document("t", vec![Block::text(raw.as_str()), Block::text("end")]));
        let arena = Arena::new();
        let (_, nodes) = after_heading(&markdown, &arena);
        let want = expected(&raw);
        if want.is_empty() {
            prop_assert_eq!(nodes.len(), 1);
        } else {
            prop_assert_eq!(nodes.len(), 2, "{}", markdown);
            prop_assert!(matches!(nodes[0].data.borrow().value, NodeValue::Paragraph), "{}", markdown);
            prop_assert_eq!(marks(nodes[0]), Vec::<String>::new(), "{}", &markdown);
            prop_assert_eq!(said(nodes[0]), want, "{}", markdown);
        }
    }

    #[test]
    fn a_heading_is_the_same_text(raw in words()) {
        let markdown = markdown(&document(&raw, vec![]));
        let arena = Arena::new();
        let (heading, rest) = after_heading(&markdown, &arena);
        prop_assert_eq!(said(heading), squeezed(&format!("1 {}", expected(&raw))), "{}", markdown);
        prop_assert_eq!(marks(heading), Vec::<String>::new());
        prop_assert!(rest.is_empty());
    }

    #[test]
    fn cells_are_the_same_text(a in words(), b in words()) {
        let code = vec![Inline::Code(b.clone())];
        let rows = vec![vec![text(a.as_str()), code.clone()], vec![code, text(a.as_str())]];
        let markdown = markdown(&document("t", vec![Block::Table(Table::new(["x", "y"], rows))]));
        let arena = Arena::new();
        let (_, nodes) = after_heading(&markdown, &arena);
        prop_assert_eq!(nodes.len(), 1, "{}", markdown);
        let rows: Vec<Vec<String>> = nodes[0].children().map(|row| row.children().map(said).collect()).collect();
        let (a, b) = (expected(&a), expected(&b));
        prop_assert_eq!(&rows[1..], &[vec![a.clone(), b.clone()], vec![b, a]], "{}", markdown);
    }

    #[test]
    fn stresses_and_links_keep_their_text(a in words(), b in words(), c in words()) {
        let url = Url::new("https://example.com/a_(b)?c=d&amp=e&f|g*h<i>\\j").expect("allowed");
        let run: Inlines = vec![
            a.as_str().into(),
            Inline::Strong(text(b.as_str())),
            Inline::Link(Target::Url(url.clone()), text(format!("x{c}"))),
            Inline::Emphasis(vec![Inline::Strikeout(text(c.as_str())), a.as_str().into()]),
            Inline::Code(b.clone()),
        ];
        let markdown = markdown(&document("t", vec![Block::Paragraph(run.clone())]));
        let arena = Arena::new();
        let (_, nodes) = after_heading(&markdown, &arena);
        prop_assert_eq!(nodes.len(), 1, "{}", markdown);
        prop_assert_eq!(said(nodes[0]).replace(' ', ""), plain(&run).replace(' ', ""), "{}", &markdown);
        let links: Vec<String> = nodes[0].descendants().filter_map(|node| match &node.data.borrow().value {
            NodeValue::Link(link) => Some(link.url.clone()),
            _ => None,
        }).collect();
        prop_assert_eq!(links, [url.as_str()], "{}", markdown);
    }

    #[test]
    fn items_of_lists_hold_their_text(raw in words()) {
        let blocks = vec![Block::bullets([text(raw.as_str()), text("end")])];
        let markdown = markdown(&document("t", blocks));
        let arena = Arena::new();
        let (_, nodes) = after_heading(&markdown, &arena);
        prop_assert_eq!(nodes.len(), 1, "{}", markdown);
        let items: Vec<String> = nodes[0].children().map(said).collect();
        prop_assert_eq!(items, [expected(&raw), "end".to_owned()], "{}", markdown);
    }

    #[test]
    fn front_matter_is_valid_for_any_title(raw in "\\PC{0,30}|[\"\\\\\n\t:#{}\\[\\]'-]{0,12}") {
        let markdown = markdown(&Document { title: raw.clone(), ..document("t", vec![]) });
        let line = markdown.lines().nth(1).expect("a second line");
        let value = line.strip_prefix("title: ").expect("the title comes first");
        // What is written is a subset of JSON's strings.
        prop_assert_eq!(serde_json::from_str::<String>(value).expect("a string"), raw);
    }
}

#[test]
fn every_section_of_the_sample_has_its_heading_and_its_anchor() {
    let document = sample::document();
    let outline = crate::outline::Outline::of(&document);
    let markdown = markdown(&document);
    let arena = Arena::new();
    let root = parse_document(&arena, &markdown, &options());
    let headings: Vec<String> = root
        .children()
        .filter(|node| matches!(&node.data.borrow().value, NodeValue::Heading(it) if it.level > 1))
        .map(said)
        .collect();
    let wanted: Vec<String> =
        outline.entries.iter().map(|entry| format!("{} {}", entry.number, plain(&entry.section.title))).collect();
    assert_eq!(headings, wanted);
    for anchor in outline.entries.iter().filter_map(|entry| entry.anchor) {
        assert_eq!(markdown.matches(&format!("<a id=\"{anchor}\"></a>\n")).count(), 1, "{anchor}");
    }
}

#[test]
fn code_comes_out_line_by_line() {
    let document = sample::document();
    let markdown = markdown(&document);
    let arena = Arena::new();
    let root = parse_document(&arena, &markdown, &options());
    let fences: Vec<String> = root
        .descendants()
        .filter_map(|node| match &node.data.borrow().value {
            NodeValue::CodeBlock(code) if !code.info.starts_with("mermaid") => Some(code.literal.clone()),
            _ => None,
        })
        .collect();
    assert!(fences.iter().any(|code| code.starts_with("```\nfence inside\n````\n<b>&amp;</b> {{ x }}")), "{fences:?}");
}

#[test]
fn blocks_that_hold_nothing_do_no_harm() {
    let markdown = markdown(&document("t", sample::empties()));
    let arena = Arena::new();
    let (_, nodes) = after_heading(&markdown, &arena);
    assert!(!nodes.is_empty() && markdown.ends_with('\n'), "{markdown}");
}

fn shown(part: usize, subsections: std::ops::Range<usize>) -> String {
    let mut document = sample::document();
    let mut section = document.sections.swap_remove(part);
    section.sections = section.sections.drain(subsections).collect();
    if let Some(Block::Table(_)) = section.sections.first().and_then(|tables| tables.blocks.last()) {
        section.sections[0].blocks.truncate(2);
    }
    document.sections = vec![section];
    markdown(&document)
}

#[test]
fn blocks_look_like_this() {
    insta::assert_snapshot!(shown(1, 0..5));
}

#[test]
fn hostile_text_looks_like_this() {
    insta::assert_snapshot!(shown(3, 0..1));
}

#[test]
fn diagrams_look_like_this() {
    let mut document = sample::document();
    document.sections.retain(|section| section.id.as_str() == "diagrams");
    document.sections[0].blocks.remove(3);
    insta::assert_snapshot!(markdown(&document));
}

#[test]
fn a_diagram_that_github_would_not_draw_is_left_out_with_a_word() {
    let graph = |edges: usize, words: &str| {
        let mut graph = sample::odd();
        let edge = graph.edges[0].clone();
        graph.edges = vec![edge; edges];
        graph.nodes[0].text = words.to_owned();
        crate::diagram::Diagram {
            id: "x".into(),
            title: "Large".into(),
            alt: "Much.".into(),
            drawing: crate::diagram::Drawing::Graph(graph),
        }
    };
    for (edges, words, is_drawn) in
        [(500, "", true), (501, "", false), (1, "x".repeat(50_000).as_str(), false), (1, "é", true)]
    {
        let document = Document {
            sections: vec![crate::document::Section {
                id: crate::document::SectionId::new("a"),
                title: vec!["A".into()],
                blocks: vec![Block::Diagram(graph(edges, words))],
                sections: Vec::new(),
            }],
            ..sample::document()
        };
        let written = markdown(&document);
        assert_eq!(written.contains("```mermaid"), is_drawn, "{edges} {}", words.len());
        assert_eq!(written.contains("larger than what GitHub draws"), !is_drawn);
    }
}
