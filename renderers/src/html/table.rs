//! Tables as HTML: a caption, heads with their scope, rows that can be linked.

use super::escape::escaped;
use super::inline;
use super::place::Place;
use crate::document::{Align, Cell, Inline, SectionId, Table, Target};
use crate::text;
use std::collections::BTreeSet;

/// A column in which a cell has more text than this, in bytes, gets room for a few words.
const WORDS: usize = 12;
/// The same for room for a sentence.
const SENTENCE: usize = 32;
/// The same for room for two.
const SENTENCES: usize = 90;

/// Writes a table in a box that scrolls where the page is too narrow for it.
pub(super) fn write(table: &Table, place: &Place, out: &mut String) {
    let id = place.table();
    let attribute = id.as_ref().map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
    out.push_str(&format!("<figure class=\"table\"{attribute}>\n"));
    // A box that scrolls must be reachable by keyboard, and then needs a name.
    let name = match &id {
        Some(id) if !table.caption.is_empty() => format!("aria-labelledby=\"{id}_caption\""),
        _ if table.caption.is_empty() => match place.heading() {
            Some(heading) => format!("aria-labelledby=\"{heading}\""),
            None => "aria-label=\"Table\"".to_owned(),
        },
        _ => format!("aria-label=\"{}\"", escaped(&text::plain(&table.caption))),
    };
    out.push_str(&format!("<div class=\"scroll\" role=\"group\" tabindex=\"0\" {name}><table>\n"));
    if !table.caption.is_empty() {
        let attribute = id.map(|id| format!(" id=\"{id}_caption\"")).unwrap_or_default();
        out.push_str(&format!("<caption{attribute}>"));
        inline::run(&table.caption, place.outline, out);
        out.push_str("</caption>\n");
    }
    head(table, place, out);
    body(table, place, out);
    out.push_str("</table></div>\n</figure>\n");
}

fn head(table: &Table, place: &Place, out: &mut String) {
    out.push_str("<thead><tr>");
    for (at, column) in table.columns.iter().enumerate() {
        let length = table.rows.iter().filter_map(|row| row.get(at)).map(|cell| length(cell)).max().unwrap_or(0);
        let room = match length {
            0..=WORDS => "",
            _ if length <= SENTENCE => "short",
            _ if length <= SENTENCES => "wide",
            _ => "wider",
        };
        out.push_str(&format!("<th scope=\"col\"{}>", classes(room, column.align)));
        inline::run(&column.head, place.outline, out);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>\n");
}

fn body(table: &Table, place: &Place, out: &mut String) {
    let key = key_column(table);
    out.push_str("<tbody>\n");
    for row in &table.rows {
        match key.and_then(|key| thing(row, key)).and_then(|thing| place.row(&thing)) {
            Some(id) => out.push_str(&format!("<tr id=\"{id}\">")),
            None => out.push_str("<tr>"),
        }
        for (at, (column, cell)) in table.columns.iter().zip(row).enumerate() {
            // The first cell names its row where no two rows have the same one.
            let is_head = at == 0 && key == Some(0);
            out.push_str(if is_head { "<th scope=\"row\"" } else { "<td" });
            out.push_str(&classes("", column.align));
            out.push('>');
            inline::run(cell, place.outline, out);
            out.push_str(if is_head { "</th>" } else { "</td>" });
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n");
}

/// The first column whose cells all say something else.
fn key_column(table: &Table) -> Option<usize> {
    (0..table.columns.len()).find(|at| {
        let mut seen = BTreeSet::new();
        table.rows.iter().all(|row| {
            let said = row.get(*at).map(|cell| text::plain(cell)).unwrap_or_default();
            !said.is_empty() && seen.insert(said)
        })
    })
}

/// What a row is about: the section that its key leads to, the name from code in its key, or else the only section
/// that it leads to.
fn thing(row: &[Cell], key: usize) -> Option<SectionId> {
    let cell = row.get(key)?;
    let name = cell.iter().find_map(|inline| match inline {
        Inline::Code(code) => Some(SectionId::new(code)),
        _ => None,
    });
    let only = || {
        let mut all = row.iter().flat_map(sections);
        all.next().filter(|_| all.next().is_none())
    };
    sections(cell).next().or(name).or_else(only)
}

/// The sections that a cell leads to.
fn sections(cell: &Cell) -> impl Iterator<Item = SectionId> {
    cell.iter().filter_map(|inline| match inline {
        Inline::Link(Target::Section(id), _) => Some(id.clone()),
        _ => None,
    })
}

/// How much text a cell holds, in bytes, near enough.
fn length(inlines: &[Inline]) -> usize {
    let mut open: Vec<&Inline> = inlines.iter().collect();
    let mut length = 0;
    while let Some(inline) = open.pop() {
        match inline {
            Inline::Text(text) => length += text.len(),
            // Names from code break at their joints only, and the column takes their width by itself.
            Inline::Code(code) => length += code.len() / 2,
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikeout(inner) | Inline::Link(_, inner) => {
                open.extend(inner);
            }
            Inline::Picture(_) | Inline::Break => {}
        }
    }
    length
}

fn classes(room: &str, align: Align) -> String {
    let align = match align {
        Align::Start => "",
        Align::Center => "center",
        Align::End => "end",
    };
    match (room, align) {
        ("", "") => String::new(),
        ("", class) | (class, "") => format!(" class=\"{class}\""),
        (room, align) => format!(" class=\"{room} {align}\""),
    }
}
