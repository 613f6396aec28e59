//! Runs of text as Markdown.
//!
//! Stress is written with `*` only where no parser can mistake it; elsewhere as inline HTML.

use super::escape;
use crate::document::{Inline, Target, Url};
use crate::outline::Outline;
use crate::text;

/// Where a run stands; decides what must be escaped.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) outline: &'a Outline<'a>,
    pub(super) in_table: bool,
    pub(super) in_link: bool,
}

/// Writes a run. Line starts are not yet safe; there is no space at either end.
pub(super) fn run(inlines: &[Inline], place: Place) -> String {
    let mut out = String::new();
    push_run(inlines, place, 0, &mut out);
    out.truncate(out.trim_end_matches(' ').len());
    if out.starts_with(' ') { out.trim_start_matches(' ').to_owned() } else { out }
}

fn push_run(inlines: &[Inline], place: Place, depth: usize, out: &mut String) {
    if depth > text::NESTING {
        return out.push_str(&escape::text(&text::plain(inlines)));
    }
    let run = text::merged(inlines);
    for (at, inline) in run.iter().enumerate() {
        match inline {
            Inline::Text(raw) => out.push_str(&escape::text(&text::flat(raw))),
            Inline::Code(code) => out.push_str(&escape::code(&text::flat(code), place.in_table)),
            Inline::Emphasis(inner) => stress(inner, ["*", "em"], place, (depth, run.get(at + 1)), out),
            Inline::Strong(inner) => stress(inner, ["**", "strong"], place, (depth, run.get(at + 1)), out),
            Inline::Strikeout(inner) => stress(inner, ["~~", "del"], place, (depth, run.get(at + 1)), out),
            Inline::Link(target, inner) => link(target, inner, place, depth, out),
            Inline::Picture(picture) => {
                out.push('!');
                link(&Target::Url(picture.address.clone()), &[Inline::Text(picture.alt.clone())], place, depth, out);
            }
            Inline::Break => line_break(place, out),
        }
    }
}

/// A stressed run, with the depth it stands in and what follows it there.
///
/// A mark next to a letter inside always opens or closes, and one round a code span or behind the end of a sentence
/// does so between spaces; next to anything else the flanking rules may say otherwise, so the tag is written instead.
fn stress(
    inner: &[Inline],
    [mark, tag]: [&str; 2],
    place: Place,
    (depth, next): (usize, Option<&Inline>),
    out: &mut String,
) {
    let mut body = String::new();
    push_run(inner, place, depth + 1, &mut body);
    let core = body.trim_matches(' ');
    if core.is_empty() {
        return out.push_str(&body);
    }
    let lead = &body[..body.len() - body.trim_start_matches(' ').len()];
    let tail = &body[body.trim_end_matches(' ').len()..];
    let before = depth == 0 && (out.is_empty() || out.ends_with([' ', '\n']));
    let after = depth == 0
        && next.is_none_or(|next| matches!(next, Inline::Text(text) if text.starts_with([' ', ':', ',', '.'])));
    let sure = (core.starts_with(char::is_alphanumeric) || core.starts_with('`') && before)
        && (core.ends_with(char::is_alphanumeric) || core.ends_with(['`', '.', ':', '?']) && after)
        && !out.ends_with(['*', '~', '\\'])
        && mark != "~~";
    out.push_str(lead);
    if sure {
        out.extend([mark, core, mark]);
    } else {
        out.push_str(&format!("<{tag}>{core}</{tag}>"));
    }
    out.push_str(tail);
}

fn link(target: &Target, inner: &[Inline], place: Place, depth: usize, out: &mut String) {
    let destination = match target {
        Target::Section(id) if !place.outline.has(id) => None,
        Target::Section(id) => Some(format!("#{id}")),
        Target::Url(url) => Some(escape::destination(url.as_str(), place.in_table)),
    };
    let Some(destination) = destination.filter(|_| !place.in_link) else {
        return push_run(inner, place, depth + 1, out);
    };
    if let Target::Url(url) = target
        && is_its_own_text(url, inner)
    {
        return out.push_str(&format!("<{}>", url.as_str()));
    }
    let mut body = String::new();
    push_run(inner, Place { in_link: true, ..place }, depth + 1, &mut body);
    let body = match (body.trim_matches(' '), target) {
        ("", Target::Url(url)) => escape::text(url.as_str()),
        ("", Target::Section(id)) => escape::text(id.as_str()),
        (body, _) => body.to_owned(),
    };
    out.push_str(&format!("[{body}]({destination})"));
}

/// Whether a link can be written in angle brackets: `<https://example.com>`.
fn is_its_own_text(url: &Url, inner: &[Inline]) -> bool {
    let address = url.as_str();
    let is_simple = |c: char| c.is_ascii_alphanumeric() || "-._:/?#=%".contains(c);
    (address.starts_with("https://") || address.starts_with("http://"))
        && matches!(inner, [Inline::Text(text)] if text == address)
        && address.chars().all(is_simple)
}

/// A backslash ends a line that shall be broken; a cell cannot hold a line end.
fn line_break(place: Place, out: &mut String) {
    let kept = out.trim_end_matches(' ').len();
    out.truncate(kept);
    out.push_str(if place.in_table { "<br>" } else { "<br>\n" });
}
