//! Runs of text as HTML.

use super::{base64, escape};
use crate::document::{Inline, Picture, Target};
use crate::outline::Outline;
use crate::text;

/// Writes a run.
pub(super) fn run(inlines: &[Inline], outline: &Outline, out: &mut String) {
    push(inlines, outline, false, 0, out);
}

/// Writes a run in which links are only their text, as inside another link.
pub(super) fn unlinked(inlines: &[Inline], outline: &Outline, out: &mut String) {
    push(inlines, outline, true, 0, out);
}

fn push(inlines: &[Inline], outline: &Outline, in_link: bool, depth: usize, out: &mut String) {
    if depth > text::NESTING {
        return escape::text(&text::plain(inlines), out);
    }
    let inner = |inlines: &[Inline], out: &mut String| push(inlines, outline, in_link, depth + 1, out);
    for inline in inlines {
        match inline {
            Inline::Text(raw) => escape::text(&text::flat(raw), out),
            Inline::Code(code) => code_span(&text::flat(code), out),
            Inline::Emphasis(run) => tagged("em", out, |out| inner(run, out)),
            Inline::Strong(run) => tagged("strong", out, |out| inner(run, out)),
            Inline::Strikeout(run) => tagged("del", out, |out| inner(run, out)),
            Inline::Link(target, run) => match reference(target, outline).filter(|_| !in_link) {
                Some(href) => link(&href, run, outline, depth, out),
                None => inner(run, out),
            },
            Inline::Picture(shown) => picture(shown, out),
            Inline::Break => out.push_str("<br>"),
        }
    }
}

fn picture(shown: &Picture, out: &mut String) {
    let (width, height) = shown.size;
    out.push_str("<img class=\"drawn\" alt=\"");
    escape::text(&text::flat(&shown.alt), out);
    out.push_str(&format!("\" width=\"{width:.0}\" height=\"{height:.0}\" src=\"data:{};base64,", shown.media_type()));
    out.push_str(&base64::encode(shown.bytes()));
    out.push_str("\">");
}

fn tagged(tag: &str, out: &mut String, inner: impl FnOnce(&mut String)) {
    out.extend(["<", tag, ">"]);
    inner(out);
    out.extend(["</", tag, ">"]);
}

/// A code span; long names may break at their joints, without a character that would be copied along.
fn code_span(code: &str, out: &mut String) {
    out.push_str("<code>");
    for (at, piece) in text::pieces(code).enumerate() {
        out.push_str(if at > 0 { "<wbr>" } else { "" });
        escape::text(piece, out);
    }
    out.push_str("</code>");
}

fn reference(target: &Target, outline: &Outline) -> Option<String> {
    match target {
        Target::Section(id) => outline.has(id).then(|| format!("#{id}")),
        Target::Url(url) => Some(url.as_str().to_owned()),
    }
}

fn link(href: &str, run: &[Inline], outline: &Outline, depth: usize, out: &mut String) {
    out.push_str("<a href=\"");
    escape::text(href, out);
    // The page of a link learns nothing of the one that it stands on.
    out.push_str(if href.starts_with('#') { "\">" } else { "\" rel=\"noreferrer\">" });
    let start = out.len();
    push(run, outline, true, depth + 1, out);
    if out.len() == start {
        escape::text(href, out);
    }
    out.push_str("</a>");
}
