//! What the name of a file says: number, day, and the words.

/// The name of a record, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// Its number, with however many digits.
    pub(super) number: Option<u32>,
    /// The words, such as `use-postgresql`; may be empty.
    pub(super) words: String,
    /// The form that the ending stands for.
    pub(super) form: Form,
}

/// A form of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// Markdown.
    Markdown,
    /// reStructuredText.
    Rst,
    /// Any other.
    #[default]
    Other,
}

/// Takes a name apart: `0001-x.md`, `1-x.md`, `adr-0001-x.md`, `ADR001_x.markdown`, `20240131-x.md`, `2024-01-31-x.rst`.
pub(super) fn name(path: &str) -> Name {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let form = match ending.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mdown" | "mkd" | "mdx" => Form::Markdown,
        "rst" | "rest" => Form::Rst,
        _ => Form::Other,
    };
    let is_joint = |c: char| matches!(c, '-' | '_' | ' ' | '.');
    let stem = stem.to_lowercase();
    let after_adr = stem.strip_prefix("adr").map(|rest| rest.trim_start_matches(is_joint));
    let rest = after_adr.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(&stem);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &rest[digits..];
    let ends = after.is_empty() || after.starts_with(is_joint);
    let (number, words) = match digits {
        0 => (None, rest),
        _ if !ends => (None, rest),
        4 if is_day(rest) => (None, &rest[10..]),
        8 => (None, after),
        _ => (rest[..digits].parse().ok(), after),
    };
    Name { number, words: words.trim_matches(is_joint).to_owned(), form }
}

/// Whether a text begins with a day such as `2024-01-31`.
fn is_day(text: &str) -> bool {
    let day = text.as_bytes();
    day.len() >= 10
        && day[..10].iter().enumerate().all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_tool_are_taken_apart() {
        for (path, number, words) in [
            ("0001-record-decisions.md", Some(1), "record-decisions"),
            ("sub/12-use-x.md", Some(12), "use-x"),
            ("adr001-catalog-backend.md", Some(1), "catalog-backend"),
            ("ADR-0042-thing.markdown", Some(42), "thing"),
            ("adr_7_thing.rst", Some(7), "thing"),
            ("20240131-use-x.md", None, "use-x"),
            ("2024-01-31-use-x.md", None, "use-x"),
            ("0003.md", Some(3), ""),
            ("adr.md", None, "adr"),
            ("3tier.md", None, "3tier"),
            ("README.md", None, "readme"),
            ("99999999999999999999-x.md", None, "x"),
            ("\u{fc}ber.md", None, "\u{fc}ber"),
            ("", None, ""),
        ] {
            let name = name(path);
            assert_eq!((name.number, name.words.as_str()), (number, words), "{path}");
        }
    }
}
