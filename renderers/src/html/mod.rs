//! One HTML file that holds everything it shows.
//!
//! The door is [`html()`]. Style, script and faces are files under `assets`, put in as they are; colours and faces of the
//! theme are a style of their own. The policy in the head names the hashes, so nothing else can run or load. Must not know Typst or Markdown.

mod base64;
mod block;
mod escape;
mod inline;
mod look;
mod place;
mod shell;
mod table;

use crate::document::Document;
use crate::outline::{Entry, Outline};
use crate::theme::Theme;
use place::Place;

/// A document as one self-contained HTML file.
///
/// It opens from disk with the network off: style, script, faces and drawings are inside, and its policy forbids
/// everything else. It looks as the theme says. A section's `id` is its anchor. Links to sections that do not exist are their text.
pub fn html(document: &Document, theme: &Theme) -> String {
    let outline = Outline::of(document);
    let mut out = String::with_capacity(256 * 1024);
    shell::head(document, theme, &mut out);
    shell::side(document, theme, &outline, &mut out);
    out.push_str("<main id=\"page_content\" tabindex=\"-1\">\n");
    shell::cover(document, theme, &outline, &mut out);
    sections(&outline, &mut out);
    look::page_foot(theme, &mut out);
    out.push_str("</main>\n");
    shell::foot(&mut out);
    out
}

/// The sections, each in the one above it.
fn sections(outline: &Outline, out: &mut String) {
    let mut open = 0;
    for entry in &outline.entries {
        close(&mut open, entry.level, out);
        match entry.anchor {
            Some(id) => out.push_str(&format!("<section id=\"{id}\" aria-labelledby=\"{id}_title\">\n")),
            None => out.push_str("<section>\n"),
        }
        open += 1;
        heading(entry, outline, out);
        block::blocks(&entry.section.blocks, &Place::of(outline, entry.anchor), 0, out);
    }
    close(&mut open, 1, out);
}

/// Ends the sections that a section of this level does not stand in.
fn close(open: &mut usize, level: usize, out: &mut String) {
    while *open >= level {
        out.push_str("</section>\n");
        *open -= 1;
    }
}

fn heading(entry: &Entry, outline: &Outline, out: &mut String) {
    let level = (entry.level + 1).min(6);
    let id = entry.anchor.map(|id| format!(" id=\"{id}_title\"")).unwrap_or_default();
    out.push_str(&format!("<h{level}{id}><span class=\"number\">{}</span> ", entry.number));
    inline::run(&entry.section.title, outline, out);
    if let Some(id) = entry.anchor {
        out.push_str(&format!(
            "<a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to section {}\">#</a>",
            entry.number
        ));
    }
    out.push_str(&format!("</h{level}>\n"));
}

#[cfg(test)]
mod tests;
