use super::*;
use crate::document::{List, NoteKind, SectionId, Target, Url, text};

fn paragraph(markdown: &str) -> Inlines {
    match blocks(markdown).blocks.as_slice() {
        [Block::Paragraph(inlines)] => inlines.clone(),
        other => panic!("not one paragraph: {other:?}"),
    }
}

#[test]
fn raw_html_is_text() {
    assert_eq!(paragraph("<script>alert(1)</script>"), text("<script>alert(1)</script>"));
    assert_eq!(paragraph("a <b>c</b>"), text("a <b>c</b>"));
}

#[test]
fn a_forbidden_link_is_its_text_and_a_fault() {
    let markdown = "see [this](javascript:alert(1)) now";
    let read = blocks(markdown);
    assert_eq!(read.faults.len(), 1);
    assert_eq!(&markdown[read.faults[0].range.clone()], "[this](javascript:alert(1))");
    assert_eq!(crate::text::plain(&paragraph(markdown)), "see this now");
}

#[test]
fn a_link_to_an_anchor_leads_to_a_section() {
    let target = Target::Section(SectionId::new("data-model"));
    assert_eq!(paragraph("[x](#data-model)"), [Inline::Link(target, text("x"))]);
}

#[test]
fn an_image_is_a_link_with_its_description() {
    let url = Url::new("https://example.com/a.png").expect("allowed");
    assert_eq!(paragraph("![alt](https://example.com/a.png)"), [Inline::Link(Target::Url(url), text("alt"))]);
}

#[test]
fn a_heading_becomes_a_strong_paragraph() {
    assert_eq!(paragraph("# Title"), [Inline::Strong(text("Title"))]);
}

#[test]
fn tight_and_loose_items_and_tasks_are_read() {
    let read = blocks("- a\n  - [x] b\n- c *d*\n\n1. e\n\n   f\n");
    let [Block::List(outer), Block::List(numbered)] = read.blocks.as_slice() else { panic!("{read:?}") };
    assert_eq!(outer.items.len(), 2);
    let [Block::Paragraph(_), Block::List(List { items, .. })] = outer.items[0].blocks.as_slice() else {
        panic!("{outer:?}")
    };
    assert_eq!((items[0].done, &items[0].blocks), (Some(true), &vec![Block::text("b")]));
    assert_eq!((numbered.start, numbered.items[0].blocks.len()), (Some(1), 2));
}

#[test]
fn alerts_tables_and_code_are_read() {
    let read = blocks("> [!WARNING]\n> careful\n\n| a | b |\n|--|-:|\n| `x\\|y` |\n\n```py hl\nz\n```\n");
    let [Block::Note(note), Block::Table(table), Block::Code(code)] = read.blocks.as_slice() else {
        panic!("{read:?}")
    };
    assert_eq!((note.kind, &note.blocks), (NoteKind::Warning, &vec![Block::text("careful")]));
    assert_eq!(table.rows, [[vec![Inline::Code("x|y".into())], vec![]]]);
    assert_eq!((code.language.as_str(), code.text.as_str()), ("py", "z\n"));
}

#[test]
fn no_depth_of_nesting_exhausts_the_stack() {
    for markdown in [">".repeat(50_000) + "q", "- ".repeat(5_000) + "l", "*a ".repeat(20_000), "[".repeat(20_000)] {
        let read = blocks(&markdown);
        assert!(!read.blocks.is_empty());
        let copy = read.clone();
        assert_eq!(copy, read);
    }
}

#[test]
fn several_paragraphs_as_one_run_are_parted_by_breaks() {
    assert_eq!(inlines("a\n\nb"), ["a".into(), Inline::Break, "b".into()]);
}

proptest::proptest! {
    #[test]
    fn a_plain_sentence_is_read_as_the_parser_reads_it(text in "[A-Za-zäß][A-Za-zäß0-9 ,.;:'()/%?-]{0,40}") {
        proptest::prop_assert_eq!(blocks(&text), parsed(&text, &|_| None));
    }
}
