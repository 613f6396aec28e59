//! Runs of text as the layout reads them: a string is text, an object is anything else.

use super::escape::{self, Stretch};
use crate::document::{Inline, Target};
use crate::outline::Outline;
use crate::text;
use serde_json::{Value, json};

/// Words longer than this get places where they may be broken.
const LONG: usize = 22;

/// A run.
pub(super) fn run(inlines: &[Inline], outline: &Outline) -> Value {
    Value::Array(items(inlines, outline, false, 0))
}

fn items(inlines: &[Inline], outline: &Outline, in_link: bool, depth: usize) -> Vec<Value> {
    let mut out = Vec::with_capacity(inlines.len());
    if depth > text::NESTING {
        push_text(&text::plain(inlines), false, &mut out);
        return out;
    }
    let inner = |inlines: &[Inline]| items(inlines, outline, in_link, depth + 1);
    for inline in text::merged(inlines) {
        match &inline {
            Inline::Text(raw) => push_text(&text::flat(raw), false, &mut out),
            Inline::Code(raw) => {
                let mut code = Vec::new();
                push_text(&text::flat(raw), true, &mut code);
                out.push(json!({ "kind": "code", "body": code }));
            }
            Inline::Emphasis(run) => out.push(json!({ "kind": "emphasis", "body": inner(run) })),
            Inline::Strong(run) => out.push(json!({ "kind": "strong", "body": inner(run) })),
            Inline::Strikeout(run) => out.push(json!({ "kind": "strikeout", "body": inner(run) })),
            Inline::Link(target, run) => match address(target, outline).filter(|_| !in_link) {
                Some(link) => out.push(linked(link, items(run, outline, true, depth + 1))),
                None => out.extend(inner(run)),
            },
            Inline::Break => out.push(json!({ "kind": "break" })),
        }
    }
    out
}

fn linked((kind, to): (&str, String), mut body: Vec<Value>) -> Value {
    if body.is_empty() {
        push_text(&to, false, &mut body);
    }
    json!({ "kind": kind, "to": to, "body": body })
}

fn address(target: &Target, outline: &Outline) -> Option<(&'static str, String)> {
    match target {
        Target::Section(id) => outline.has(id).then(|| ("reference", id.to_string())),
        Target::Url(url) => Some(("link", url.as_str().to_owned())),
    }
}

/// Text, with the places where long words may be broken, and with the numbers of what cannot be shown.
fn push_text(text: &str, is_code: bool, out: &mut Vec<Value>) {
    for stretch in escape::stretches(text) {
        match stretch {
            Stretch::Text(text) => push_words(text, if is_code { 12 } else { LONG }, out),
            Stretch::Missing(c) => out.push(json!({ "kind": "missing", "number": escape::number(c) })),
        }
    }
}

fn push_words(text: &str, long: usize, out: &mut Vec<Value>) {
    let mut plain = 0;
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        if word.len() > long {
            for (count, piece) in text::pieces(word).enumerate() {
                if count > 0 {
                    out.push(text[plain..at].into());
                    out.push(json!({ "kind": "joint" }));
                    plain = at;
                }
                at += piece.len();
            }
        } else {
            at += word.len();
        }
    }
    out.push(text[plain..].into());
}
