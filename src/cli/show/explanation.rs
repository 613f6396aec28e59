//! Explanations of codes, for people and for programs.

use crate::explain::Explanations;
use serde::Serialize;

/// Whole explanations, each under its code.
pub(in crate::cli) fn whole(told: &Explanations) -> String {
    let texts = told.iter().map(|(code, told)| format!("{code}: {}\n\n{}", told.title, told.text));
    texts.collect::<Vec<_>>().join("\n\n")
}

/// A line a code, by room.
pub(in crate::cli) fn list(told: &Explanations) -> String {
    let width = told.keys().map(String::len).max().unwrap_or_default();
    let mut text = String::new();
    let mut last = "";
    for (code, told) in told {
        let room = code.split('/').next().unwrap_or_default();
        if room != last {
            text.push_str(&format!("{}{room}\n", if last.is_empty() { "" } else { "\n" }));
            last = room;
        }
        text.push_str(&format!("  {code:width$}  {}\n", told.title));
    }
    text.trim_end().to_owned()
}

/// One JSON document, of one code or of all.
pub(in crate::cli) fn json(told: &Explanations) -> String {
    let codes = told.iter().map(|(code, told)| Explained { code, title: &told.title, text: &told.text }).collect();
    serde_json::to_string_pretty(&Told { version: 1, codes }).expect("texts can be written as JSON")
}

#[derive(Serialize)]
struct Told<'a> {
    #[serde(rename = "archplan-explanation")]
    version: u32,
    codes: Vec<Explained<'a>>,
}

#[derive(Serialize)]
struct Explained<'a> {
    code: &'a str,
    title: &'a str,
    text: &'a str,
}
