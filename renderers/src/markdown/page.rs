//! Pages: Markdown whose headings carry neither number nor anchor.

use super::block::Writer;
use super::escape;
use crate::document::Page;
use crate::outline::Outline;

/// A page as GitHub-flavoured Markdown, ended by a line end. Links to sections are written as their text.
///
/// A value of the front matter that YAML reads as the same text stands there without quotes.
pub fn page(page: &Page) -> String {
    let outline = Outline::none();
    let mut writer = Writer::new(&outline);
    if !page.front_matter.is_empty() {
        let lines: Vec<_> =
            page.front_matter.iter().map(|(key, value)| format!("{key}: {}", front_matter_value(value))).collect();
        writer.chunk(&format!("---\n{}\n---", lines.join("\n")));
    }
    writer.chunk(format!("# {}", writer.run(&page.title)).trim_end());
    writer.blocks(&page.blocks);
    for part in &page.parts {
        let marks = "#".repeat(usize::from(part.level.clamp(2, 6)));
        writer.chunk(format!("{marks} {}", writer.run(&part.title)).trim_end());
        writer.blocks(&part.blocks);
    }
    writer.finish()
}

/// A value of YAML front matter on one line: without quotes where that is the same text in YAML 1.1 and 1.2, else in
/// double quotes.
pub fn front_matter_value(text: &str) -> String {
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(&text.to_ascii_lowercase().as_str());
    if is_word || is_day(text) { text.to_owned() } else { escape::yaml(text) }
}

/// Whether a text has the form of a day, such as `2026-01-31`.
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Part, text};

    #[test]
    fn a_page_has_plain_headings_and_front_matter() {
        let written = page(&Page {
            front_matter: vec![("status".into(), "accepted".into()), ("by".into(), "A: \"B\"".into())],
            title: text("One *thing*"),
            blocks: vec![],
            parts: vec![Part { level: 2, title: text("# Why"), blocks: vec![Block::text("# because\n## of it")] }],
        });
        assert_eq!(
            written,
            "---\nstatus: accepted\nby: \"A: \\\"B\\\"\"\n---\n\n# One \\*thing\\*\n\n## \\# Why\n\n\\# because \\## of it\n"
        );
    }

    #[test]
    fn values_that_yaml_reads_otherwise_are_quoted() {
        for (value, written) in [
            ("accepted", "accepted"),
            ("2026-01-31", "2026-01-31"),
            ("no", "\"no\""),
            ("1e3", "\"1e3\""),
            ("", "\"\""),
            ("superseded by [ADR-0002](0002-a.md)", "\"superseded by [ADR-0002](0002-a.md)\""),
        ] {
            assert_eq!(front_matter_value(value), written);
        }
    }
}
