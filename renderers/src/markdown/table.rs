//! Tables with their columns lined up in the source.

use super::width::columns;
use crate::document::Align;

/// Columns wider than this are not filled up: one long cell must not push every row off the screen.
const WIDEST: usize = 60;

/// A table from cells that are already escaped.
pub(super) fn table(heads: &[String], aligns: &[Align], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..heads.len()).map(|at| width(at, heads, rows)).collect();
    let mut out = String::new();
    row(heads, aligns, &widths, &mut out);
    out.push('\n');
    out.push_str(&rule(aligns, &widths));
    for cells in rows {
        out.push('\n');
        row(cells, aligns, &widths, &mut out);
    }
    out
}

fn width(at: usize, heads: &[String], rows: &[Vec<String>]) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(at)).chain([&heads[at]]);
    cells.map(|cell| columns(cell)).filter(|width| *width <= WIDEST).max().unwrap_or(3).max(3)
}

fn row(cells: &[String], aligns: &[Align], widths: &[usize], out: &mut String) {
    out.push('|');
    for (at, width) in widths.iter().enumerate() {
        let cell = cells.get(at).map_or("", String::as_str);
        let room = width.saturating_sub(columns(cell));
        let before = match aligns[at] {
            Align::Start => 0,
            Align::Center => room / 2,
            Align::End => room,
        };
        out.extend(std::iter::repeat_n(' ', 1 + before));
        out.push_str(cell);
        out.extend(std::iter::repeat_n(' ', room - before + 1));
        out.push('|');
    }
}

fn rule(aligns: &[Align], widths: &[usize]) -> String {
    let mut out = String::from("|");
    for (align, width) in aligns.iter().zip(widths) {
        let (left, right) = match align {
            Align::Start => ("-", "-"),
            Align::Center => (":", ":"),
            Align::End => ("-", ":"),
        };
        out.push_str(&format!(" {left}{}{right} |", "-".repeat(width - 2)));
    }
    out
}
