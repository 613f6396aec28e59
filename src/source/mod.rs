//! Text and places: which file, which bytes, which line and column.
//!
//! The central types are [`Sources`] and [`Span`]. Everything that was read from a file keeps its span, and
//! lines and columns are computed only when somebody asks. This room knows no other room and no disk.

use std::ops::{Deref, Range};

/// A file that was read, as an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A value with the place it was read from.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// All the files that a run has read, by name and text.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

#[derive(Debug)]
struct SourceFile {
    name: String,
    text: String,
    /// Byte offset of the start of each line.
    lines: Vec<u32>,
}

/// Line and column as people count: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl Span {
    /// The range of bytes in the file.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The empty place at the start of a file.
    pub fn start_of(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }
}

impl<T> Spanned<T> {
    /// Puts a value at its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    /// Equal by value: where it stands does not matter.
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Sources {
    /// Takes a file in. `name` is how people are told of it; the text is cut at 4 GiB.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let mut lines = vec![0];
        lines.extend(
            text.bytes().enumerate().filter(|(_, b)| *b == b'\n').filter_map(|(i, _)| u32::try_from(i + 1).ok()),
        );
        self.files.push(SourceFile { name: name.into(), text, lines });
        FileId(u32::try_from(self.files.len() - 1).expect("a run reads fewer than 2^32 files"))
    }

    /// How people are told of the file.
    pub fn name(&self, file: FileId) -> &str {
        &self.file(file).name
    }

    /// The whole text of the file.
    pub fn text(&self, file: FileId) -> &str {
        &self.file(file).text
    }

    /// The text at a place; empty where the span is out of bounds or cuts a character.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.range()).unwrap_or_default()
    }

    /// Line and column of the start of a place.
    pub fn line_column(&self, span: Span) -> LineColumn {
        let file = self.file(span.file);
        let line = file.lines.partition_point(|start| *start <= span.start).max(1);
        let start = file.lines[line - 1] as usize;
        let before = file.text.get(start..span.start as usize).unwrap_or_default();
        LineColumn { line, column: before.chars().count() + 1 }
    }

    /// `name:line:column` of a place.
    pub fn place(&self, span: Span) -> String {
        let at = self.line_column(span);
        format!("{}:{}:{}", self.name(span.file), at.line, at.column)
    }

    fn file(&self, file: FileId) -> &SourceFile {
        &self.files[file.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "é: x\nb: ü y\n");
        let at = |start| sources.line_column(Span { file, start, end: start });
        assert_eq!(at(0), LineColumn { line: 1, column: 1 });
        assert_eq!(at(2), LineColumn { line: 1, column: 2 });
        assert_eq!(at(6), LineColumn { line: 2, column: 1 });
        assert_eq!(at(12), LineColumn { line: 2, column: 6 });
    }

    #[test]
    fn an_empty_file_has_one_line() {
        let mut sources = Sources::default();
        let file = sources.add("empty.yaml", "");
        assert_eq!(sources.place(Span::start_of(file)), "empty.yaml:1:1");
    }
}
