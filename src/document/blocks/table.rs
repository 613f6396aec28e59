//! Tables of a fixed shape.

use renderers::document::{Align, Block, Cell, Inline, Table, text};

/// A table with a caption; nothing where it would have no rows. A column without a word in any row is left out.
pub(super) fn table<const N: usize>(caption: &str, heads: [&str; N], rows: Vec<[Cell; N]>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let said = |column: usize| rows.iter().any(|row| !crate::document::prose::plain(&row[column]).is_empty());
    let columns: Vec<usize> = (0..N).filter(|column| said(*column)).collect();
    let rows = rows.iter().map(|row| columns.iter().map(|column| row[*column].clone()).collect());
    let mut table = Table::new(columns.iter().map(|column| heads[*column]), rows.collect());
    table.caption = text(caption);
    vec![Block::Table(table)]
}

/// The same blocks, with the numbers under that head at the end of their cells.
pub(super) fn numbers(mut blocks: Vec<Block>, head: &str) -> Vec<Block> {
    for block in &mut blocks {
        if let Block::Table(table) = block {
            let columns = table.columns.iter_mut().filter(|column| column.head == text(head));
            columns.for_each(|column| column.align = Align::End);
        }
    }
    blocks
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
