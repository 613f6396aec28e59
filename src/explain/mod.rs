//! What each code means, for those who want more than a message.
//!
//! The central type is [`Explanation`]. The texts are files, `plans/diagnostics/<room>/<name>.md`, one a code; the soft
//! rules explain themselves, in the words of the catalogue.

use crate::catalogue::{Advice, Catalogue};
use crate::report::nearest;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;

/// The texts that archplan brings along.
static TEXTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/plans/diagnostics");

/// What a code means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// In a few words: lower case at the start, no full stop.
    pub title: String,
    /// What it means, a wrong and a right example, and how to mend it, as Markdown.
    pub text: String,
}

/// Explanations by code, such as `spec/unknown-key`.
pub type Explanations = BTreeMap<String, Explanation>;

/// Everything that can be explained: the codes that have a text, and the soft rules of a catalogue.
pub fn all(catalogue: &Catalogue) -> Explanations {
    let advice = catalogue.advice.iter().map(|rule| (format!("advice/{}", rule.id), soft(rule)));
    written().into_iter().chain(advice).collect()
}

/// The codes that have a text.
pub fn written() -> Explanations {
    let rooms = TEXTS.dirs().flat_map(Dir::files);
    let codes = rooms.filter_map(|file| {
        let code = file.path().with_extension("").to_str()?.replace('\\', "/");
        let (title, text) = file.contents_utf8()?.split_once('\n')?;
        let title = title.trim_start_matches('#').trim().to_owned();
        Some((code, Explanation { title, text: text.trim().to_owned() }))
    });
    codes.collect()
}

/// The codes that were probably meant: those of that name in any room, else the nearest one.
pub fn meant<'a>(code: &str, known: &'a Explanations) -> Vec<&'a str> {
    let codes = || known.keys().map(String::as_str);
    let named: Vec<&str> =
        codes().filter(|known| known.split_once('/').is_some_and(|(_, name)| name == code)).collect();
    if named.is_empty() { nearest(code, codes()).into_iter().collect() } else { named }
}

fn soft(rule: &Advice) -> Explanation {
    let instead: String = rule.instead.iter().map(|way| format!("* {way}\n")).collect();
    let text = format!(
        "{because}\n\nInstead:\n\n{instead}\nIt is told where this holds:\n\n```\n{when}\n```\n\n\
         A spec that takes the risk says so, with its reason:\n\n```yaml\naccept:\n  advice/{id}: …\n```",
        because = rule.because.trim(),
        when = rule.when.condition.text().trim(),
        id = rule.id,
    );
    Explanation { title: rule.message.clone(), text }
}
