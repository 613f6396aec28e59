//! What a record says, whatever markup it is written in: headings, and the pieces of text under each.

/// A file as it was read.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// Entries of the front matter, or fields of a field list: name in small letters, value, line.
    pub(super) fields: Vec<(String, String, usize)>,
    /// The parts in order; the first has no heading and may be empty.
    pub(super) parts: Vec<Part>,
    /// What could not be read, with its line.
    pub(super) faults: Vec<(usize, String)>,
}

/// A heading and what stands under it.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// 0 before the first heading.
    pub(super) level: usize,
    pub(super) heading: String,
    /// Line of the heading, from 1.
    pub(super) line: usize,
    pub(super) pieces: Vec<Piece>,
}

/// A paragraph, or an item of a list.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// 0 for a paragraph, 1 for an item of the outermost list, and so on.
    pub(super) depth: usize,
    /// Its text without markup; line ends are kept.
    pub(super) text: String,
    /// Its first line, from 1.
    pub(super) line: usize,
    pub(super) links: Vec<Link>,
}

/// A link in a piece.
#[derive(Debug)]
pub(super) struct Link {
    /// Where it leads, as written.
    pub(super) address: String,
    /// Where its words begin in the text of the piece.
    pub(super) at: usize,
}

impl Text {
    pub(super) fn fault(&mut self, line: usize, message: impl Into<String>) {
        self.faults.push((line, message.into()));
    }

    /// The part that pieces are put into.
    pub(super) fn last(&mut self) -> &mut Part {
        if self.parts.is_empty() {
            self.parts.push(Part { line: 1, ..Part::default() });
        }
        self.parts.last_mut().expect("a part was just put in")
    }

    /// The parts below a part: those that follow it with a deeper heading.
    pub(super) fn below(&self, at: usize) -> &[Part] {
        let after = &self.parts[at + 1..];
        let deeper = after.iter().take_while(|part| part.level > self.parts[at].level).count();
        &after[..deeper]
    }
}

impl Part {
    /// All its text in one line.
    pub(super) fn line_of_text(&self) -> String {
        line(&self.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" "))
    }
}

/// A text in one line: white space collapsed, and without what no YAML may hold.
pub(super) fn line(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') {
                ' '
            } else {
                c
            }
        })
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in letters and digits, to hold titles against one another.
pub(super) fn bare(text: &str) -> String {
    let words: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    words.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name of a spec made of a text: lower-case words of ASCII letters and digits joined by `-`, at most 40 characters;
/// empty where the text has none that could begin one.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && !matches!(c, '\'' | '\u{2019}') {
            slug.push('-');
        }
        if slug.len() > 200 {
            break;
        }
    }
    let slug = slug.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    let mut end = slug.len().min(40);
    if end < slug.len() {
        end = slug[..=end].rfind('-').filter(|cut| *cut > 10).unwrap_or(end);
    }
    slug[..end].trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_names_whatever_it_is_made_of() {
        for (text, name) in [
            ("Use PostgreSQL", "use-postgresql"),
            ("  Don't panic! ", "dont-panic"),
            ("3 tiers", "tiers"),
            ("日本語", ""),
            ("2024", ""),
            ("Ünit test", "nit-test"),
            ("a very long title that goes on and on and on", "a-very-long-title-that-goes-on-and-on"),
        ] {
            assert_eq!(slug(text), name, "{text}");
        }
    }
}
