//! Tables of a fixed shape.

use renderers::document::{Block, Cell, Inline, Table, text};

/// A table with a caption; nothing where it would have no rows.
pub(super) fn table<const N: usize>(caption: &str, heads: [&str; N], rows: Vec<[Cell; N]>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let rows = rows.into_iter().map(Vec::from).collect();
    let mut table = Table::new(heads, rows);
    table.caption = text(caption);
    vec![Block::Table(table)]
}

/// A cell with a name from code; empty for no name.
pub(in crate::document) fn code(name: &str) -> Cell {
    if name.is_empty() { Vec::new() } else { vec![Inline::Code(name.to_owned())] }
}

/// A cell with names from code, with a comma between them.
pub(super) fn codes<'a>(names: impl IntoIterator<Item = &'a str>) -> Cell {
    crate::document::words::listed(names.into_iter().map(code).collect())
}

/// A cell with statuses, in the order given.
pub(super) fn statuses(statuses: &[u16]) -> Cell {
    text(statuses.iter().map(u16::to_string).collect::<Vec<_>>().join(", "))
}
