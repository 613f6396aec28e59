//! Blocks as HTML.

use super::escape::{self, escaped};
use super::place::Place;
use super::{inline, table};
use crate::diagram::{self, Diagram};
use crate::document::{Block, Code, Definition, List, Note, NoteKind};
use crate::highlight;
use crate::text;

/// Writes blocks one after the other.
pub(super) fn blocks(blocks: &[Block], place: &Place, depth: usize, out: &mut String) {
    if depth > text::NESTING {
        return out.push_str(&format!("<p>{}</p>\n", escaped(&text::flattened(blocks))));
    }
    for block in blocks {
        write(block, place, depth, out);
    }
}

fn write(block: &Block, place: &Place, depth: usize, out: &mut String) {
    match block {
        Block::Paragraph(inlines) => {
            out.push_str("<p>");
            inline::run(inlines, place.outline, out);
            out.push_str("</p>\n");
        }
        Block::List(all) => list(all, place, depth, out),
        Block::Table(all) if all.columns.is_empty() => caption(&all.caption, place, out),
        Block::Table(all) => table::write(all, place, out),
        Block::Code(text) => code(text, place, out),
        Block::Definitions(all) => definitions(all, place, depth, out),
        Block::Quote(inner) => {
            out.push_str("<blockquote>\n");
            blocks(inner, place, depth + 1, out);
            out.push_str("</blockquote>\n");
        }
        Block::Note(passage) => note(passage, place, depth, out),
        Block::Diagram(picture) => drawing(picture, place, out),
        Block::Rule => out.push_str("<hr>\n"),
    }
}

fn list(list: &List, place: &Place, depth: usize, out: &mut String) {
    let tag = if list.start.is_some() { "ol" } else { "ul" };
    let start = list.start.filter(|start| *start != 1).map(|start| format!(" start=\"{start}\"")).unwrap_or_default();
    let is_tasks = list.items.iter().any(|item| item.done.is_some());
    out.push_str(&format!("<{tag}{start}{}>\n", if is_tasks { " class=\"tasks\"" } else { "" }));
    for item in &list.items {
        out.push_str("<li>");
        match item.done {
            Some(true) => out.push_str("<span class=\"box done\"></span><span class=\"unseen\">Done: </span>"),
            Some(false) => out.push_str("<span class=\"box\"></span><span class=\"unseen\">Not done: </span>"),
            None => {}
        }
        match item.blocks.as_slice() {
            [Block::Paragraph(inlines)] => inline::run(inlines, place.outline, out),
            several => blocks(several, place, depth + 1, out),
        }
        out.push_str("</li>\n");
    }
    out.push_str(&format!("</{tag}>\n"));
}

fn caption(caption: &[crate::document::Inline], place: &Place, out: &mut String) {
    if !caption.is_empty() {
        out.push_str("<figcaption>");
        inline::run(caption, place.outline, out);
        out.push_str("</figcaption>\n");
    }
}

fn code(code: &Code, place: &Place, out: &mut String) {
    out.push_str("<figure class=\"code\">\n");
    caption(&code.caption, place, out);
    let language = if code.language.is_empty() {
        String::new()
    } else {
        format!(" data-language=\"{}\"", escaped(&code.language))
    };
    // A line end right after `<pre>` is dropped by the parser, one before text of the author is not.
    out.push_str(&format!("<pre tabindex=\"0\"><code{language}>"));
    for run in highlight::runs(&code.language, &text::lines(&code.text)) {
        match run.kind.name() {
            "" => escape::text(run.text, out),
            kind => {
                out.extend(["<span class=\"hl-", kind, "\">"]);
                escape::text(run.text, out);
                out.push_str("</span>");
            }
        }
    }
    out.push_str("</code></pre>\n</figure>\n");
}

fn definitions(all: &[Definition], place: &Place, depth: usize, out: &mut String) {
    out.push_str("<dl class=\"terms\">\n");
    for definition in all {
        out.push_str("<dt>");
        inline::run(&definition.term, place.outline, out);
        out.push_str("</dt>\n<dd>");
        blocks(&definition.meaning, place, depth + 1, out);
        out.push_str("</dd>\n");
    }
    out.push_str("</dl>\n");
}

fn note(note: &Note, place: &Place, depth: usize, out: &mut String) {
    let (class, mark) = match note.kind {
        NoteKind::Note => ("note", "Note"),
        NoteKind::Tip => ("note tip", "Tip"),
        NoteKind::Important => ("note important", "Important"),
        NoteKind::Warning => ("note warning", "Warning"),
        NoteKind::Caution => ("note caution", "Caution"),
    };
    out.push_str(&format!("<div class=\"{class}\" role=\"note\">\n<p class=\"mark\">{mark}</p>\n"));
    blocks(&note.blocks, place, depth + 1, out);
    out.push_str("</div>\n");
}

fn drawing(picture: &Diagram, place: &Place, out: &mut String) {
    let title = if picture.title.is_empty() { "Diagram" } else { &picture.title };
    out.push_str(&format!(
        "<figure class=\"diagram\"><div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{}\">\n",
        escaped(&text::flat(title))
    ));
    out.push_str(&diagram::linked_svg(picture, &|anchor| place.outline.has_anchor(anchor)));
    out.push_str("</div>\n");
    if !picture.title.is_empty() {
        out.push_str(&format!("<figcaption>{}</figcaption>\n", escaped(&text::flat(&picture.title))));
    }
    out.push_str("</figure>\n");
}
