//! Runs of text as the layout reads them: a string is text, an object is anything else.

use super::columns::TEXT_WIDTH;
use super::escape::{self, Stretch};
use super::figures;
use crate::document::{Inline, Picture, Target};
use crate::outline::Outline;
use crate::text;
use serde_json::{Value, json};

/// Words longer than this get places where they may be broken.
const LONG: usize = 22;
/// Names in a fixed pitch longer than this do.
const LONG_CODE: usize = 12;
/// CSS pixels to points.
const POINTS: f64 = 0.75;
/// A picture is at most this high, in points.
const TALLEST: f64 = 620.0;
/// A picture less wide than this, in points, keeps its size in a cell of a table.
const NARROW: f64 = 60.0;
/// Room for a word of any length, in characters.
const WIDE: usize = usize::MAX;

/// A run.
pub(super) fn run(inlines: &[Inline], outline: &Outline) -> Value {
    run_within(inlines, outline, WIDE)
}

/// A run in a place that holds about so many characters in a line.
pub(super) fn run_within(inlines: &[Inline], outline: &Outline, room: usize) -> Value {
    Value::Array(Runs { outline, room }.items(inlines, false, 0))
}

/// Where a run stands.
struct Runs<'a> {
    outline: &'a Outline<'a>,
    room: usize,
}

impl Runs<'_> {
    fn items(&self, inlines: &[Inline], in_link: bool, depth: usize) -> Vec<Value> {
        let mut out = Vec::with_capacity(inlines.len());
        if depth > text::NESTING {
            self.push(&text::plain(inlines), LONG, &mut out);
            return out;
        }
        let inner = |inlines: &[Inline]| self.items(inlines, in_link, depth + 1);
        for inline in text::merged(inlines).iter() {
            match inline {
                Inline::Text(raw) => self.push(&text::flat(raw), LONG, &mut out),
                Inline::Code(raw) => {
                    let mut code = Vec::new();
                    self.push(&text::flat(raw), LONG_CODE, &mut code);
                    out.push(json!({ "kind": "code", "body": code }));
                }
                Inline::Emphasis(run) => out.push(json!({ "kind": "emphasis", "body": inner(run) })),
                Inline::Strong(run) => out.push(json!({ "kind": "strong", "body": inner(run) })),
                Inline::Strikeout(run) => out.push(json!({ "kind": "strikeout", "body": inner(run) })),
                Inline::Link(target, run) => match address(target, self.outline).filter(|_| !in_link) {
                    Some(link) => out.push(self.linked(link, self.items(run, true, depth + 1))),
                    None => out.extend(inner(run)),
                },
                Inline::Picture(shown) => out.push(self.picture(shown)),
                Inline::Break => out.push(json!({ "kind": "break" })),
            }
        }
        out
    }

    /// A picture in its own size, or as large as there is room for it.
    fn picture(&self, shown: &Picture) -> Value {
        let (width, height) = (shown.size.0 * POINTS, shown.size.1 * POINTS);
        let fits = (TEXT_WIDTH / width).min(TALLEST / height).min(1.0);
        let is_wide = self.room == WIDE && width * TALLEST / height > TEXT_WIDTH && width > TEXT_WIDTH;
        let alt = if shown.alt.trim().is_empty() { "A picture" } else { &shown.alt };
        json!({
            "kind": "picture",
            "file": format!("/pictures/{}", shown.file_name()),
            "width": (!is_wide && (self.room == WIDE || width < NARROW)).then_some((width * fits * 10.0).round() / 10.0),
            "height": (height * fits * 10.0).round() / 10.0,
            "alt": escape::line(&text::flat(alt)),
        })
    }

    fn linked(&self, (kind, to): (&str, String), mut body: Vec<Value>) -> Value {
        if body.is_empty() {
            self.push(&to, LONG, &mut body);
        }
        json!({ "kind": kind, "to": to, "body": body })
    }

    fn push(&self, text: &str, long: usize, out: &mut Vec<Value>) {
        push_text(text, long.min(self.room), self.room, out);
    }
}

fn address(target: &Target, outline: &Outline) -> Option<(&'static str, String)> {
    match target {
        Target::Section(id) => outline.has(id).then(|| ("reference", id.to_string())),
        Target::Url(url) => Some(("link", url.as_str().to_owned())),
    }
}

/// Text, with the places where long words may be broken, and with the numbers of what cannot be shown.
fn push_text(text: &str, long: usize, room: usize, out: &mut Vec<Value>) {
    for stretch in escape::stretches(text) {
        match stretch {
            Stretch::Text(text) => push_words(text, long, room, out),
            Stretch::Missing(c) => out.push(json!({ "kind": "missing", "number": escape::number(c) })),
        }
    }
}

fn push_words(text: &str, long: usize, room: usize, out: &mut Vec<Value>) {
    let mut plain = 0;
    let mut at = 0;
    for word in figures::words(text) {
        let bare = word.trim_end();
        if figures::is_whole(bare) && bare.len() <= room {
            out.push(text[plain..at].into());
            out.push(json!({ "kind": "whole", "body": bare }));
            plain = at + bare.len();
            at += word.len();
        } else if word.len() > long {
            for (count, piece) in text::pieces_of(word, room).enumerate() {
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
