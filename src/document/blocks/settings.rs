//! Settings, as the code on disk reads them and the example of the environment shows them.

use super::handover::Review;
use super::table::{code, table};
use crate::document::evidence::HandedFile;
use crate::document::{glob, outline, words};
use renderers::document::{Block, Cell, text};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Parts of names whose values are not shown.
const SECRET: [&str; 5] = ["PASSWORD", "SECRET", "KEY", "TOKEN", "CREDENTIAL"];

/// `plans/documents/handover/settings.yaml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    classes: Vec<Class>,
    examples: Vec<String>,
}

/// A class whose fields are settings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    path: String,
    /// How the line begins that opens it.
    opens: String,
    /// What stands before the prefix of the names, which ends with a quotation mark.
    prefix: String,
}

/// What is known of a setting.
#[derive(Default)]
struct Setting {
    /// Its value where nobody sets it; `None` where the code was not found to read it.
    default: Option<String>,
    example: String,
    meaning: String,
    place: String,
}

/// `table settings`: by name, in the order of the code.
pub(super) fn table_of(review: &Review<'_>, _: &str) -> Vec<Block> {
    let file: File = outline::data("handover/settings.yaml");
    let there = || review.handed.files.iter().filter(|file| file.is_there());
    let mut settings: Vec<(String, Setting)> = Vec::new();
    for class in &file.classes {
        for handed in there().filter(|handed| glob::fits(&class.path, handed.path.as_str())) {
            settings.extend(fields(class, handed));
        }
    }
    let mut places: BTreeMap<String, usize> = settings.iter().enumerate().map(|(i, it)| (it.0.clone(), i)).collect();
    for handed in there().filter(|handed| file.examples.iter().any(|pattern| glob::fits(pattern, handed.path.as_str())))
    {
        for (name, example) in examples(handed) {
            match places.get(&name) {
                // The second line of a setting shows another value of it.
                Some(known) => {
                    let known = &mut settings[*known].1;
                    known.example = if known.example.is_empty() { example.example } else { known.example.clone() };
                    known.meaning = if known.meaning.is_empty() { example.meaning } else { known.meaning.clone() };
                }
                None => {
                    places.insert(name.clone(), settings.len());
                    settings.push((name, example));
                }
            }
        }
    }
    let rows = settings.into_iter().map(|(name, it)| row(&name, &it)).collect();
    table("Settings", ["Setting", "Unless set", "Example", "What it is", "Read or named in"], rows)
}

fn row(name: &str, setting: &Setting) -> [Cell; 5] {
    let default = match setting.default.as_deref() {
        Some("") => text("has to be set"),
        Some(default) => code(shown(name, default)),
        None => text("unknown"),
    };
    let meaning = text(words::sentence(&words::capital(&setting.meaning)));
    [code(name), default, code(shown(name, &setting.example)), meaning, code(&setting.place)]
}

/// The fields of a class of settings: `name: type = value`, with the environment's name.
fn fields(class: &Class, file: &HandedFile) -> Vec<(String, Setting)> {
    let all = file.text.as_deref().unwrap_or_default();
    let prefix = all.split_once(&class.prefix).and_then(|(_, rest)| rest.split_once('"'));
    let prefix = prefix.map(|(prefix, _)| prefix).unwrap_or_default();
    let Some(start) = file.lines().position(|line| line.starts_with(&class.opens)) else { return Vec::new() };
    let lines: Vec<&str> = file.lines().collect();
    let body = lines.iter().enumerate().skip(start + 1);
    let body = body.take_while(|(_, line)| line.is_empty() || line.starts_with(' '));
    let found = body.filter_map(|(i, line)| {
        let (name, rest) = line.strip_prefix("    ")?.split_once(": ")?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if name.is_empty() || !name.chars().all(plain) {
            return None;
        }
        // A value may go on over further lines, until its brackets are closed.
        let mut whole = rest.to_owned();
        for more in lines.iter().skip(i + 1).take(8).take_while(|more| more.starts_with("     ") || more.trim() == ")")
        {
            whole.push_str(&format!(" {}", more.trim()));
        }
        let (kind, value) = whole.split_once(" = ").unwrap_or((&whole, ""));
        let meaning = between(value, "description=\"").unwrap_or_default().to_owned();
        let default = match value.strip_prefix("Field(") {
            Some(inside) => inside.split_once("default=").map_or("", |(_, rest)| ended(rest.trim_start())),
            None => value,
        };
        let secret = kind.contains("Secret") && !default.is_empty();
        let default = if secret { "not shown" } else { default }.trim_matches('"').to_owned();
        let place = format!("{}:{}", file.path.name(), i + 1);
        let setting = Setting { default: Some(default), example: String::new(), meaning, place };
        Some((format!("{prefix}{}", name.to_uppercase()), setting))
    });
    found.collect()
}

fn between<'t>(text: &'t str, opens: &str) -> Option<&'t str> {
    text.split_once(opens)?.1.split_once('"').map(|(inside, _)| inside)
}

/// An argument, up to the comma or bracket that ends it.
fn ended(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' if depth > 0 => depth -= 1,
            ')' | ']' => return &text[..at],
            ',' if depth == 0 => return &text[..at],
            _ => {}
        }
    }
    text
}

/// Every `NAME=value` of a file, with the comment above it. A comment on the first line is about the file.
fn examples(file: &HandedFile) -> Vec<(String, Setting)> {
    let (mut found, mut comment) = (Vec::new(), Vec::new());
    for (i, line) in file.lines().enumerate() {
        // A setting that is commented out is one that has a default.
        let bare = line.trim().trim_start_matches('#').trim();
        match setting(bare) {
            Some((name, value)) => {
                let (meaning, place) = (comment.join(" "), format!("{}:{}", file.path.name(), i + 1));
                found.push((name.to_owned(), Setting { default: None, example: value.to_owned(), meaning, place }));
                comment.clear();
            }
            None if i > 0 && line.trim().starts_with('#') && !bare.is_empty() => comment.push(bare),
            None => comment.clear(),
        }
    }
    found
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
    fn a_setting_is_read_with_its_value_and_its_meaning() {
        let class = Class { path: String::new(), opens: "class S".into(), prefix: "env_prefix=\"".into() };
        let text = "class S(B):\n    model_config = D(env_prefix=\"APP_\")\n\n    size: int = 10\n    key: SecretStr = Field(\n        default=SecretStr(K), description=\"Shared, or public\"\n    )\n    url: str\n\n    def f(self):\n        x: int = 1\n";
        let path = crate::files::RelPath::new("src/a/config.py").unwrap();
        let file = HandedFile { path, text: Some(text.into()), digest: None, planned: None };
        let found = fields(&class, &file);
        let told: Vec<_> =
            found.iter().map(|(n, s)| (n.as_str(), s.default.as_deref().unwrap(), s.meaning.as_str())).collect();
        assert_eq!(told, [("APP_SIZE", "10", ""), ("APP_KEY", "not shown", "Shared, or public"), ("APP_URL", "", "")]);
    }

    #[test]
    fn only_names_in_capitals_are_settings() {
        assert_eq!(setting("APP_X=1"), Some(("APP_X", "1")));
        assert_eq!(setting("see a=b"), None);
        assert_eq!(setting("no"), None);
    }
}
