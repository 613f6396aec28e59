use super::{Error, Set, language};
use crate::document::{Block, Document, Inline, Section, SectionId, Table, text};
use crate::sample;
use crate::theme::{Colour, Face, Family, Logo, Palette, Role, Theme};

fn pdf(document: &Document) -> Result<Vec<u8>, Error> {
    super::pdf(document, &Theme::default())
}

fn set(document: &Document) -> Result<Set, Error> {
    super::set(document, &Theme::default())
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
    let themed = super::set(&short("a"), &theme).expect("it can be set");
    assert_eq!(themed.warnings, Vec::<String>::new());
    assert_ne!(themed.bytes, pdf(&short("a")).expect("it can be set"));
}
