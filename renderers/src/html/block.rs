//! Blocks as HTML.

use super::escape::{self, escaped};
use super::inline;
use crate::diagram::{self, Diagram};
use crate::document::{Align, Block, Code, Definition, List, Note, NoteKind, Table};
use crate::highlight;
use crate::outline::Outline;
use crate::text;

/// Writes blocks one after the other.
pub(super) fn blocks(blocks: &[Block], outline: &Outline, depth: usize, out: &mut String) {
    if depth > text::NESTING {
        return out.push_str(&format!("<p>{}</p>\n", escaped(&text::flattened(blocks))));
    }
    for block in blocks {
        write(block, outline, depth, out);
    }
}

fn write(block: &Block, outline: &Outline, depth: usize, out: &mut String) {
    match block {
        Block::Paragraph(inlines) => {
            out.push_str("<p>");
            inline::run(inlines, outline, out);
            out.push_str("</p>\n");
        }
        Block::List(all) => list(all, outline, depth, out),
        Block::Table(all) if all.columns.is_empty() => caption(&all.caption, outline, out),
        Block::Table(all) => table(all, outline, out),
        Block::Code(text) => code(text, outline, out),
        Block::Definitions(all) => definitions(all, outline, depth, out),
        Block::Quote(inner) => {
            out.push_str("<blockquote>\n");
            blocks(inner, outline, depth + 1, out);
            out.push_str("</blockquote>\n");
        }
        Block::Note(passage) => note(passage, outline, depth, out),
        Block::Diagram(picture) => drawing(picture, outline, out),
        Block::Rule => out.push_str("<hr>\n"),
    }
}

fn list(list: &List, outline: &Outline, depth: usize, out: &mut String) {
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
            [Block::Paragraph(inlines)] => inline::run(inlines, outline, out),
            several => blocks(several, outline, depth + 1, out),
        }
        out.push_str("</li>\n");
    }
    out.push_str(&format!("</{tag}>\n"));
}

fn table(table: &Table, outline: &Outline, out: &mut String) {
    out.push_str("<figure>\n");
    caption(&table.caption, outline, out);
    // A box that scrolls must be reachable by keyboard, and then needs a name.
    let name = if table.caption.is_empty() { "Table".to_owned() } else { escaped(&text::plain(&table.caption)) };
    out.push_str(&format!(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\"><table>\n<thead><tr>"
    ));
    for column in &table.columns {
        out.push_str(&format!("<th scope=\"col\"{}>", class(column.align)));
        inline::run(&column.head, outline, out);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (column, cell) in table.columns.iter().zip(row) {
            out.push_str(&format!("<td{}>", class(column.align)));
            inline::run(cell, outline, out);
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n</figure>\n");
}

fn class(align: Align) -> &'static str {
    match align {
        Align::Start => "",
        Align::Center => " class=\"center\"",
        Align::End => " class=\"end\"",
    }
}

fn caption(caption: &[crate::document::Inline], outline: &Outline, out: &mut String) {
    if !caption.is_empty() {
        out.push_str("<figcaption>");
        inline::run(caption, outline, out);
        out.push_str("</figcaption>\n");
    }
}

fn code(code: &Code, outline: &Outline, out: &mut String) {
    out.push_str("<figure class=\"code\">\n");
    caption(&code.caption, outline, out);
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

fn definitions(all: &[Definition], outline: &Outline, depth: usize, out: &mut String) {
    out.push_str("<dl class=\"terms\">\n");
    for definition in all {
        out.push_str("<dt>");
        inline::run(&definition.term, outline, out);
        out.push_str("</dt>\n<dd>");
        blocks(&definition.meaning, outline, depth + 1, out);
        out.push_str("</dd>\n");
    }
    out.push_str("</dl>\n");
}

fn note(note: &Note, outline: &Outline, depth: usize, out: &mut String) {
    let (class, mark) = match note.kind {
        NoteKind::Note => ("note", "Note"),
        NoteKind::Tip => ("note tip", "Tip"),
        NoteKind::Important => ("note important", "Important"),
        NoteKind::Warning => ("note warning", "Warning"),
        NoteKind::Caution => ("note caution", "Caution"),
    };
    out.push_str(&format!("<div class=\"{class}\" role=\"note\">\n<p class=\"mark\">{mark}</p>\n"));
    blocks(&note.blocks, outline, depth + 1, out);
    out.push_str("</div>\n");
}

fn drawing(picture: &Diagram, outline: &Outline, out: &mut String) {
    out.push_str("<figure class=\"diagram\"><div class=\"scroll\">\n");
    out.push_str(&diagram::linked_svg(picture, &|anchor| outline.has_anchor(anchor)));
    out.push_str("</div>\n");
    if !picture.title.is_empty() {
        out.push_str(&format!("<figcaption>{}</figcaption>\n", escaped(&picture.title)));
    }
    out.push_str("</figure>\n");
}
