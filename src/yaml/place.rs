//! Where a part of a text stands in the file, where quotes, escapes and indentation make the two differ.

use crate::source::{Sources, Span, Spanned};
use std::ops::Range;

/// The place of a part of a text that was read from a file; `range` is in bytes of the text.
///
/// Text and file are walked side by side: white space of the one is white space of the other, however much of it, and an
/// escape is the character that it stands for. Where they do not agree, as behind an alias, it is the place of the whole.
pub fn place(sources: &Sources, text: &Spanned<String>, range: Range<usize>) -> Span {
    let whole = sources.slice(text.span);
    let found = starts(whole, &text.value, &[range.start, last_char(&text.value, &range)]);
    let Some([start, end]) = found.as_deref().and_then(|found| <[Range<usize>; 2]>::try_from(found.to_vec()).ok())
    else {
        return text.span;
    };
    let at = |offset: usize| text.span.start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
    Span { start: at(start.start), end: at(end.end.max(start.start)), ..text.span }
}

fn last_char(text: &str, range: &Range<usize>) -> usize {
    let inside = text.get(range.clone()).unwrap_or_default();
    inside.char_indices().next_back().map_or(range.start, |(at, _)| range.start + at)
}

/// Where the characters at these offsets of the text, in order, stand in its source.
fn starts(source: &str, text: &str, offsets: &[usize]) -> Option<Vec<Range<usize>>> {
    let style = Style::of(source);
    let mut at = style.begins(source);
    let mut wanted = offsets.iter().peekable();
    let mut found = Vec::with_capacity(offsets.len());
    for (offset, c) in text.char_indices() {
        let taken = take(source, style, at, c)?;
        while wanted.next_if(|wanted| **wanted <= offset).is_some() {
            found.push(taken.clone());
        }
        if wanted.peek().is_none() {
            break;
        }
        at = taken.end;
    }
    (found.len() == offsets.len()).then_some(found)
}

/// How a scalar is written.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    Plain,
    Single,
    Double,
    Block,
}

impl Style {
    fn of(source: &str) -> Self {
        match source.as_bytes().first() {
            Some(b'\'') => Self::Single,
            Some(b'"') => Self::Double,
            Some(b'|' | b'>') => Self::Block,
            _ => Self::Plain,
        }
    }

    /// Where the text begins, behind a quote or the line that heads a block.
    fn begins(self, source: &str) -> usize {
        match self {
            Self::Plain => 0,
            Self::Single | Self::Double => 1,
            Self::Block => source.find('\n').map_or(source.len(), |end| end + 1),
        }
    }
}

/// The bytes that stand for a character, from an offset on.
fn take(source: &str, style: Style, mut at: usize, c: char) -> Option<Range<usize>> {
    loop {
        let rest = source.get(at..)?;
        let next = rest.chars().next();
        match next {
            Some('\\') if style == Style::Double => match escape(rest) {
                (None, length) => at += length,
                (Some(stands_for), length) if stands_for == c => return Some(at..at + length),
                _ => return None,
            },
            Some('\'') if style == Style::Single && c == '\'' => return rest.starts_with("\'\'").then_some(at..at + 2),
            Some(next) if next == c => return Some(at..at + c.len_utf8()),
            // A line end that was folded is a space in the text, and indentation is nothing.
            Some(next) if next.is_whitespace() && !c.is_whitespace() => at += next.len_utf8(),
            _ if c.is_whitespace() => return Some(at..at),
            _ => return None,
        }
    }
}

/// What an escape in double quotes stands for, nothing for a line end, and its length.
fn escape(rest: &str) -> (Option<char>, usize) {
    let Some(kind) = rest.chars().nth(1) else { return (None, rest.len()) };
    let digits = |count: usize| {
        let code = rest.get(2..2 + count).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        (Some(code.and_then(char::from_u32).unwrap_or('\u{fffd}')), 2 + count)
    };
    let short = match kind {
        'x' => return digits(2),
        'u' => return digits(4),
        'U' => return digits(8),
        '\n' => return (None, 2),
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        other => other,
    };
    (Some(short), 1 + kind.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;
    use crate::yaml::{Value, parse};

    /// The part of a file that the first `[x](y)` of the text under `key` stands at.
    fn found(yaml: &str) -> (String, String) {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", yaml);
        let node = parse(&sources, file, &mut Report::default()).unwrap();
        let node = node.get("key").unwrap();
        let Value::Scalar { text, .. } = &node.value else { panic!("{node:?}") };
        let start = text.find('[').unwrap();
        let end = start + text[start..].find(')').unwrap() + 1;
        let span = place(&sources, &Spanned::new(text.clone(), node.span), start..end);
        (sources.slice(span).to_owned(), sources.place(span))
    }

    #[test]
    fn a_link_is_found_however_the_text_is_written() {
        for (yaml, at) in [
            ("key: see [x](y) now", "a.yaml:1:10"),
            ("key: one\n  two\n\n  see [x](y) now", "a.yaml:4:7"),
            ("key: 'it''s  [x](y)'", "a.yaml:1:14"),
            ("key: \"a\\tb \\u00e9\\n \\\n  [x](y)\"", "a.yaml:2:3"),
            ("key: |\n  a\n    b\n\n  é [x](y)\n", "a.yaml:5:5"),
            ("key: >-\n  a\n  b\n\n    c\n\n  d [x](y)\n", "a.yaml:7:5"),
            ("key: |2 # why\n   a\n  [x](y)\n", "a.yaml:3:3"),
        ] {
            assert_eq!(found(yaml), ("[x](y)".to_owned(), at.to_owned()), "{yaml}");
        }
    }

    #[test]
    fn behind_an_alias_it_is_the_place_of_the_alias() {
        assert_eq!(found("a: &a 'see [x](y)'\nkey: *a\n"), ("*a".to_owned(), "a.yaml:2:6".to_owned()));
    }
}
