//! Tables.

use super::Inlines;

/// Rows under a head. Every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What the table shows, for readers and for screen readers; may be empty.
    pub caption: Inlines,
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// The rows from top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its head.
    pub head: Inlines,
    /// How its cells stand.
    pub align: Align,
}

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the start of the line.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the end of the line, as for numbers.
    End,
}

/// A cell: inlines only, so that Markdown can hold it.
pub type Cell = Inlines;

impl Table {
    /// A table with the given heads, all columns at the start of the line, and no caption.
    pub fn new<'a>(heads: impl IntoIterator<Item = &'a str>, rows: Vec<Vec<Cell>>) -> Self {
        let columns = heads.into_iter().map(|head| Column { head: super::text(head), align: Align::Start });
        Self { caption: Vec::new(), columns: columns.collect(), rows }
    }
}
