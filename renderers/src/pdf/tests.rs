use super::{language, pdf, set};
use crate::document::{Block, Document, Inline, Section, SectionId, Table, text};
use crate::sample;

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
