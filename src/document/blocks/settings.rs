//! Settings, as the example of the environment on disk lists them.

use super::handover::Review;
use super::table::{code, table};
use crate::document::evidence::HandedFile;
use crate::document::words;
use renderers::document::{Block, Cell, text};

/// Parts of names whose values are not shown.
const SECRET: [&str; 5] = ["PASSWORD", "SECRET", "KEY", "TOKEN", "CREDENTIAL"];

/// `table settings`
pub(super) fn table_of(review: &Review<'_>, _: &str) -> Vec<Block> {
    let examples = review.handed.files.iter().filter(|file| file.path.name() == ".env.example");
    let rows: Vec<[Cell; 4]> = examples.flat_map(settings).collect();
    table("Settings", ["Setting", "Example", "Comment in the file", "Named in"], rows)
}

/// Every `NAME=value` of a file, with the comment above it. A comment on the first line is about the file.
fn settings(file: &HandedFile) -> Vec<[Cell; 4]> {
    let (mut rows, mut comment) = (Vec::new(), Vec::new());
    for (i, line) in file.lines().enumerate() {
        // A setting that is commented out is one that has a default.
        let bare = line.trim().trim_start_matches('#').trim();
        match setting(bare) {
            Some((name, value)) => {
                let meaning = words::sentence(&comment.join(" "));
                let place = code(&format!("{}:{}", file.path, i + 1));
                rows.push([code(name), code(shown(name, value)), text(meaning), place]);
                comment.clear();
            }
            None if i > 0 && line.trim().starts_with('#') && !bare.is_empty() => comment.push(bare),
            None => comment.clear(),
        }
    }
    rows
}

fn setting(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once('=')?;
    let upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    (!name.is_empty() && name.chars().all(upper)).then_some((name, value.trim()))
}

/// The example value, unless it might be a secret.
fn shown<'v>(name: &str, value: &'v str) -> &'v str {
    let secret = SECRET.iter().any(|part| name.contains(part)) || value.contains('@');
    if secret && !value.is_empty() { "not shown" } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        assert_eq!(shown("APP_JWT_KEY", "abc"), "not shown");
        assert_eq!(shown("APP_DATABASE_URL", "postgresql://a:b@c/d"), "not shown");
        assert_eq!(shown("APP_LOG_LEVEL", "INFO"), "INFO");
    }

    #[test]
    fn only_names_in_capitals_are_settings() {
        assert_eq!(setting("APP_X=1"), Some(("APP_X", "1")));
        assert_eq!(setting("see a=b"), None);
        assert_eq!(setting("no"), None);
    }
}
