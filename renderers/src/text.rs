//! What all formats agree on about text: one kind of white space, visible control characters, a bounded depth.
//!
//! Knows the inlines of the model; knows no format.

use crate::document::{Block, Inline, Inlines};
use std::borrow::Cow;

/// How deep quotes, lists and stresses may stand in one another; what lies deeper is shown as plain text.
pub(crate) const NESTING: usize = 12;
/// How many characters of a name stay together where it has no joint.
const LONGEST: usize = 24;

/// Text of a line: white space of any kind becomes one space, control characters become their pictures.
pub(crate) fn flat(text: &str) -> Cow<'_, str> {
    if is_flat(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !is_space(c) {
            out.push(picture(c));
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    Cow::Owned(out)
}

fn is_flat(text: &str) -> bool {
    if text.is_ascii() {
        // Whole texts at a time, without a branch in between: nearly all of them are flat.
        let bytes = text.as_bytes();
        let is_odd = bytes.iter().fold(false, |odd, byte| odd | !(0x20..0x7f).contains(byte));
        let is_wide = bytes.windows(2).fold(false, |wide, pair| wide | (pair == b"  "));
        return !is_odd && !is_wide;
    }
    let mut after_space = false;
    text.chars().all(|c| {
        let fine = !is_space(c) && !c.is_control() || c == ' ' && !after_space;
        after_space = c == ' ';
        fine
    })
}

/// Lines of code: line ends become `\n`, control characters other than the tab become their pictures.
pub(crate) fn lines(code: &str) -> Cow<'_, str> {
    let code = code.strip_suffix('\n').unwrap_or(code);
    if !code.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Cow::Borrowed(code);
    }
    let code = code.replace("\r\n", "\n");
    Cow::Owned(code.chars().map(|c| if matches!(c, '\n' | '\t') { c } else { picture(c) }).collect())
}

/// The bare text of a run, as for a title in metadata.
pub(crate) fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(inlines, &mut out);
    flat(&out).trim().to_owned()
}

/// A run in which neighbouring texts are one and nothing is empty, so that escaping sees whole words.
pub(crate) fn merged(inlines: &[Inline]) -> Cow<'_, [Inline]> {
    let is_text = |inline: &Inline| matches!(inline, Inline::Text(_));
    let is_empty = |inline: &Inline| matches!(inline, Inline::Text(text) | Inline::Code(text) if text.is_empty());
    if !inlines.iter().any(is_empty) && !inlines.windows(2).any(|pair| pair.iter().all(is_text)) {
        return Cow::Borrowed(inlines);
    }
    let mut out = Inlines::with_capacity(inlines.len());
    for inline in inlines {
        match (out.last_mut(), inline) {
            (_, Inline::Text(text)) if text.is_empty() => {}
            (_, Inline::Code(code)) if code.is_empty() => {}
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(text),
            _ => out.push(inline.clone()),
        }
    }
    Cow::Owned(out)
}

/// The bare text of blocks that stand too deep to be laid out, block by block with a space between.
pub(crate) fn flattened(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut open: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = open.pop() {
        match block {
            Block::Paragraph(inlines) => push_plain(inlines, &mut out),
            Block::Code(code) => out.push_str(&code.text),
            Block::Quote(inner) => open.extend(inner.iter().rev()),
            Block::Note(note) => open.extend(note.blocks.iter().rev()),
            Block::List(list) => open.extend(list.items.iter().rev().flat_map(|item| item.blocks.iter().rev())),
            Block::Definitions(all) => {
                for definition in all {
                    push_plain(&definition.term, &mut out);
                    out.push(' ');
                }
                open.extend(all.iter().rev().flat_map(|definition| definition.meaning.iter().rev()));
            }
            Block::Table(table) => {
                for cell in table.columns.iter().map(|column| &column.head).chain(table.rows.iter().flatten()) {
                    push_plain(cell, &mut out);
                    out.push(' ');
                }
            }
            Block::Diagram(diagram) => out.push_str(&diagram.alt),
            Block::Rule => {}
        }
        out.push(' ');
    }
    flat(&out).trim().to_owned()
}

/// The pieces between which a long name may be broken: after its joints; where it has none for a while, before a
/// hump; and after 24 characters without either. Joined they are the text again.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    pieces_of(text, LONGEST)
}

/// The same, for a place that holds no more than so many characters in a line; at least four. A path whose steps all have
/// room is broken between steps alone.
pub(crate) fn pieces_of(text: &str, most: usize) -> impl Iterator<Item = &str> {
    let (mut rest, most) = (text, most.clamp(4, LONGEST));
    let is_path = text.contains('/') && text.split_inclusive('/').all(|step| step.trim_end().chars().count() <= most);
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, tail) = rest.split_at(piece_end(rest, most, is_path));
        rest = tail;
        Some(piece)
    })
}

fn piece_end(text: &str, most: usize, is_path: bool) -> usize {
    let joints = if is_path { "/" } else { "/_.-+=&" };
    let (mut last, mut between) = ('\0', 0);
    for (count, (at, c)) in text.char_indices().enumerate() {
        let after_joint = joints.contains(last) && (c.is_alphanumeric() || c == '{');
        let at_hump = !is_path && count >= most * 3 / 4 && last.is_lowercase() && c.is_uppercase();
        let tail_is_long = text[at..].chars().nth(3).is_some();
        if last.is_alphanumeric() && c.is_alphanumeric() {
            between = at;
        }
        // No line begins with a mark that belongs to what is before it.
        if count >= most && "/:.,;!?)]}".contains(c) && between > 0 {
            return between;
        }
        if count >= most && !is_mark(c) || count >= 4 && tail_is_long && (after_joint || at_hump) {
            return at;
        }
        last = c;
    }
    text.len()
}

/// Marks and joiners that must stay with the character before them.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x591..=0x5c7 | 0x610..=0x61a | 0x64b..=0x65f | 0x200c..=0x200f | 0xfe00..=0xfe0f | 0x1f3fb..=0x1f3ff)
}

/// Appends bare text without recursion, however deep the stresses stand in one another.
fn push_plain(inlines: &[Inline], out: &mut String) {
    let mut open: Vec<&Inline> = inlines.iter().rev().collect();
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
}

/// White space that a line may be broken at; the no-break spaces are characters like others.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// A control character as its Unicode picture, the others as they are.
fn picture(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_one_space_and_control_characters_are_seen() {
        assert_eq!(flat("a\n\t b\u{2028}c"), "a b c");
        assert_eq!(flat("\u{1b}[0m\0"), "\u{241b}[0m\u{2400}");
        assert!(matches!(flat("plain enough"), Cow::Borrowed(_)));
    }

    #[test]
    fn names_break_at_joints_and_at_humps_only_where_there_is_none() {
        let cut = |text| pieces(text).collect::<Vec<_>>();
        assert_eq!(cut("/api/v1/orders/{order_id}"), ["/api/", "v1/orders/", "{order_id}"]);
        assert_eq!(cut("OrderUpdateStatus"), ["OrderUpdateStatus"]);
        assert_eq!(cut("sqlite+aiosqlite:///./orders.db"), ["sqlite+aiosqlite:///./", "orders.db"]);
        assert_eq!(cut("InventoryReservationConfirmed"), ["InventoryReservation", "Confirmed"]);
    }

    #[test]
    fn a_narrow_place_breaks_names_where_they_would_stick_out() {
        let cut = |text, most| pieces_of(text, most).collect::<Vec<_>>();
        assert_eq!(cut("availability", 6), ["availa", "bility"]);
        assert_eq!(cut("abc", 0), ["abc"]);
        assert_eq!(cut("abcdef://x", 6), ["abcde", "f://x"]);
        assert_eq!(cut("sqlite+aiosqlite:///./orders.db", 16), ["sqlite+", "aiosqlite:///./", "orders.db"]);
        assert_eq!(cut("tests/test_orders_page.py", 20), ["tests/", "test_orders_page.py"]);
        assert_eq!(cut("abcdefg", 0), ["abcd", "efg"]);
    }

    #[test]
    fn code_keeps_its_lines() {
        assert_eq!(lines("a\r\n\tb\n"), "a\n\tb");
    }

    #[test]
    fn a_deep_stress_gives_its_text_without_recursion() {
        let mut inline = Inline::from("deep");
        for _ in 0..2000 {
            inline = Inline::Strong(vec![inline]);
        }
        assert_eq!(plain(&[inline]), "deep");
    }
}
