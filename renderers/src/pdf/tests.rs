use super::{Error, Set, Source, language};
use crate::diagram::{Diagram, Drawing};
use crate::document::{Block, Document, Inline, Section, SectionId, Table, text};
use crate::sample;
use crate::theme::{Colour, Face, Family, Logo, Palette, Role, Theme};

fn pdf(document: &Document) -> Result<Vec<u8>, Error> {
    super::pdf(document, &Theme::default())
}

fn set(document: &Document) -> Result<Set, Error> {
    Source::of(document, &Theme::default()).set()
}

fn short(words: &str) -> Document {
    let row = vec![text(words), vec![Inline::Code(words.to_owned())]];
    let blocks = vec![Block::text(words), Block::Table(Table::new([words, "b"], vec![row]))];
    let section = Section { id: SectionId::new(words), title: text(words), blocks, sections: Vec::new() };
    Document { title: format!("T {words}"), sections: vec![section], ..sample::document() }
}

#[test]
fn the_sample_is_set_as_pdf_ua_1_without_a_warning() {
    let set = set(&sample::document()).expect("the sample can be set");
    assert_eq!(set.warnings, Vec::<String>::new());
    assert!(set.bytes.starts_with(b"%PDF-1.7"));
}

#[test]
fn no_text_can_break_the_layout() {
    for words in sample::HOSTILE.iter().chain(&["", " ", "\u{e000}\u{fffe}\u{feff}", "\u{202e}x\u{200d}", "\u{300}"]) {
        let set = set(&short(words)).unwrap_or_else(|error| panic!("{words:?}: {error}"));
        assert_eq!(set.warnings, Vec::<String>::new(), "{words:?}");
    }
}

#[test]
fn a_box_can_be_named_with_joined_pictures() {
    for words in ["👩\u{200d}👩\u{200d}👧 shop", "❤\u{fe0f} clinic", "\u{200d}", "می\u{200c}روم"] {
        let mut graph = sample::containers();
        graph.nodes[0].title = words.to_owned();
        graph.nodes[0].text = words.to_owned();
        let drawing = Drawing::Graph(graph);
        let diagram = Diagram { id: "d".into(), title: words.to_owned(), alt: words.to_owned(), drawing };
        let section = sample::section("s", vec![Block::Diagram(diagram)]);
        let set = set(&Document { sections: vec![section], ..sample::document() });
        assert_eq!(set.unwrap_or_else(|error| panic!("{words:?}: {error}")).warnings, Vec::<String>::new());
    }
}

#[test]
fn an_empty_document_has_a_cover() {
    let empty = Document { sections: Vec::new(), facts: Vec::new(), summary: Vec::new(), ..sample::document() };
    assert!(pdf(&empty).is_ok());
}

#[test]
fn blocks_that_hold_nothing_do_no_harm() {
    let set = set(&Document { sections: vec![sample::section("s", sample::empties())], ..sample::document() });
    assert_eq!(set.expect("it can be set").warnings, Vec::<String>::new());
}

#[test]
fn the_same_document_gives_the_same_bytes_and_another_one_does_not() {
    let first = pdf(&short("a")).expect("it can be set");
    assert_eq!(first, pdf(&short("a")).expect("it can be set"));
    assert_ne!(first, pdf(&short("b")).expect("it can be set"));
}

#[test]
fn a_language_is_what_typst_takes() {
    assert_eq!(language("en"), ("en".into(), None));
    assert_eq!(language("de-CH"), ("de".into(), Some("CH".into())));
    assert_eq!(language("zh-Hant-TW"), ("zh".into(), Some("TW".into())));
    assert_eq!(language("not a language"), ("en".into(), None));
}

/// The words of each page, as `pdftotext` of poppler finds them; `.ci/prepare` installs it.
#[expect(clippy::disallowed_methods, reason = "a test may run a tool")]
fn pages(document: &Document) -> Vec<String> {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let set = set(document).expect("it can be set");
    assert_eq!(set.warnings, Vec::<String>::new());
    let mut tool = Command::new("pdftotext")
        .args(["-bbox", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("poppler is installed");
    let mut input = tool.stdin.take().expect("it is piped");
    let writer = std::thread::spawn(move || input.write_all(&set.bytes));
    let output = tool.wait_with_output().expect("it ends");
    writer.join().expect("it does not panic").expect("it is read");
    String::from_utf8_lossy(&output.stdout).split("<page ").skip(1).map(str::to_owned).collect()
}

#[test]
fn a_page_begins_with_no_row_or_two_that_came_too_late_and_ends_with_no_head_alone() {
    let mut blocks = Vec::new();
    for at in 0..40 {
        blocks.extend((0..at % 9).map(|line| Block::text(format!("A line {line} before the table.\n"))));
        let rows = (0..1 + at * 5 % 23).map(|row| vec![text(format!("t{at}r{row}e")), text("says little")]);
        blocks.push(Block::Table(Table::new([format!("t{at}head").as_str(), "b"], rows.collect())));
    }
    let pages = pages(&Document { sections: vec![sample::section("Tables", blocks)], ..sample::document() });
    assert!(pages.len() > 10);
    for at in 0..40 {
        let all = 1 + at * 5 % 23;
        let on: Vec<usize> =
            pages.iter().map(|page| (0..all).filter(|row| page.contains(&format!(">t{at}r{row}e<"))).count()).collect();
        assert_eq!(on.iter().sum::<usize>(), all, "table {at}");
        let last = on.iter().rev().find(|rows| **rows > 0).copied().unwrap_or(0);
        assert!(last >= all.min(4), "table {at} ends with {last} rows on a page of its own: {on:?}");
        for (page, rows) in pages.iter().zip(&on) {
            assert_eq!(page.contains(&format!(">t{at}head<")), *rows > 0, "the head of table {at}");
        }
    }
}

#[test]
fn no_page_stays_nearly_empty_before_a_picture_however_tall() {
    let drawing = crate::diagram::Diagram {
        id: "tall".into(),
        title: "Tall".into(),
        alt: "A tall picture".into(),
        drawing: crate::diagram::Drawing::Graph(sample::containers()),
    };
    for lines in 0..16 {
        let filler = (0..lines * 3).map(|_| Block::text("A line before the picture."));
        let prose = "Words that follow the picture and are many. ".repeat(12);
        let after = (0..12).map(|_| Block::text(prose.clone()));
        let sections = vec![
            sample::section("Before", filler.collect()),
            sample::section("Picture", std::iter::once(Block::Diagram(drawing.clone())).chain(after).collect()),
        ];
        let pages = pages(&Document { sections, ..sample::document() });
        // The cover and the contents are what they are, and the last page ends where the text ends.
        for page in &pages[2..pages.len() - 1] {
            let lowest = page.lines().filter_map(|line| line.split_once("yMax=\"")?.1.split_once('"')?.0.parse().ok());
            let lowest = lowest.filter(|bottom: &f64| *bottom < 795.0).fold(0.0, f64::max);
            // Two fifths of the page: what stands below its section's text leaves no more free.
            assert!(lowest > 340.0, "{lines}: a page ends at {lowest}");
        }
    }
}

#[test]
fn a_theme_is_set_without_a_warning_and_changes_the_bytes() {
    let logo = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"><path d=\"M0 0h2v1z\"/></svg>";
    let face = Face { weight: 400, italic: false, print: crate::fonts::FACES[4].to_vec(), web: None };
    let theme = Theme {
        name: "Acme".into(),
        logo: Some(Logo::new(logo.to_vec(), "").expect("a logo")),
        light: Palette::LIGHT.with(&[(Role::Accent, Colour::new(0x7a1fa2)), (Role::Paper, Colour::new(0xfffdf8))]),
        text: Family { name: "Acme".into(), faces: vec![face] },
        cover: "#Platform *standard*".into(),
        footer: "Internal".into(),
        ..Theme::default()
    };
    let themed = Source::of(&short("a"), &theme).set().expect("it can be set");
    assert_eq!(themed.warnings, Vec::<String>::new());
    assert_ne!(themed.bytes, pdf(&short("a")).expect("it can be set"));
}
