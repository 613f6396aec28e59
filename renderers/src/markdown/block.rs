//! Blocks as Markdown, each parted from the next by an empty line.

use super::inline::{self, Place};
use super::{escape, table};
use crate::diagram::{Diagram, Drawing, mermaid};
use crate::document::{Block, Code, Definition, Inline, List, Note, NoteKind, Table};
use crate::outline::Outline;
use crate::text;

/// Collects blocks; nested blocks are written by a fresh one and indented.
pub(super) struct Writer<'a> {
    place: Place<'a>,
    depth: usize,
    out: String,
}

impl<'a> Writer<'a> {
    pub(super) fn new(outline: &'a Outline<'a>) -> Self {
        Self { place: Place { outline, in_table: false, in_link: false }, depth: 0, out: String::new() }
    }

    pub(super) fn finish(self) -> String {
        self.out + "\n"
    }

    /// Adds finished Markdown as a block of its own.
    pub(super) fn chunk(&mut self, markdown: &str) {
        if markdown.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push_str("\n\n");
        }
        self.out.push_str(markdown);
    }

    pub(super) fn run(&self, inlines: &[Inline]) -> String {
        // A heading is one line, whatever breaks its text asks for.
        inline::run(inlines, self.place).replace("<br>\n", "<br>")
    }

    pub(super) fn link_text(&self, inlines: &[Inline]) -> String {
        inline::run(inlines, Place { in_link: true, ..self.place }).replace("<br>\n", "<br>")
    }

    pub(super) fn paragraph(&mut self, inlines: &[Inline]) {
        self.chunk(&escape::line_starts(&inline::run(inlines, self.place)));
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        if self.depth > text::NESTING {
            return self.paragraph(&[text::flattened(blocks).into()]);
        }
        for (at, block) in blocks.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| &blocks[before]);
            self.chunk(if before.is_some_and(|before| run_together(before, block)) { "<!-- -->" } else { "" });
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(inlines) => self.paragraph(inlines),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Code(code) => self.code(code),
            Block::Definitions(all) => self.definitions(all),
            Block::Quote(blocks) => self.quote("", blocks),
            Block::Note(Note { kind, blocks }) => self.quote(mark(*kind), blocks),
            Block::Diagram(diagram) => self.diagram(diagram),
            Block::Rule => self.chunk("***"),
        }
    }

    fn nested(&self, blocks: &[Block]) -> String {
        let mut inner = Writer { place: self.place, depth: self.depth + 1, out: String::new() };
        inner.blocks(blocks);
        inner.out
    }

    fn list(&mut self, list: &List) {
        let simple = list.items.iter().all(|item| matches!(item.blocks.as_slice(), [] | [Block::Paragraph(_)]));
        let mut items = Vec::with_capacity(list.items.len());
        for (at, item) in list.items.iter().enumerate() {
            let marker = match list.start {
                // CommonMark reads at most nine digits as a number.
                Some(start) => format!("{}. ", start.saturating_add(at as u64).min(999_999_999)),
                None => "- ".to_owned(),
            };
            let task = match item.done {
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
                None => "",
            };
            // Python-Markdown nests by four columns.
            let marker = if simple { marker } else { format!("{marker:<4}") };
            let body = format!("{task}{}", self.nested(&item.blocks));
            items.push(hang(&marker, &body));
        }
        self.chunk(&items.join(if simple { "\n" } else { "\n\n" }));
    }

    pub(super) fn table(&mut self, table: &Table) {
        self.caption(&table.caption);
        if table.columns.is_empty() {
            return;
        }
        let place = Place { in_table: true, ..self.place };
        let heads: Vec<String> = table.columns.iter().map(|column| inline::run(&column.head, place)).collect();
        let aligns: Vec<_> = table.columns.iter().map(|column| column.align).collect();
        let rows: Vec<Vec<String>> =
            table.rows.iter().map(|row| row.iter().map(|cell| inline::run(cell, place)).collect()).collect();
        self.chunk(&table::table(&heads, &aligns, &rows));
    }

    fn code(&mut self, code: &Code) {
        self.caption(&code.caption);
        self.fence(&code.language, &text::lines(&code.text));
    }

    fn fence(&mut self, language: &str, text: &str) {
        let fence = "`".repeat((escape::longest_run(text, '`') + 1).max(3));
        let language: String = language.chars().filter(|c| c.is_alphanumeric() || "+-#._".contains(*c)).collect();
        let end = if text.is_empty() { "" } else { "\n" };
        self.chunk(&format!("{fence}{language}\n{text}{end}{fence}"));
    }

    fn definitions(&mut self, all: &[Definition]) {
        let mut items = Vec::with_capacity(all.len());
        for definition in all {
            let term = Inline::Strong(definition.term.clone());
            let mut blocks = definition.meaning.clone();
            match blocks.first_mut() {
                Some(Block::Paragraph(first)) => {
                    first.splice(0..0, [term, ": ".into()]);
                }
                _ => blocks.insert(0, Block::Paragraph(vec![term])),
            }
            items.push(crate::document::Item { done: None, blocks });
        }
        self.list(&List { start: None, items });
    }

    fn quote(&mut self, mark: &str, blocks: &[Block]) {
        let body = self.nested(blocks);
        let mut lines: Vec<String> = if mark.is_empty() { Vec::new() } else { vec![format!("> {mark}")] };
        lines.extend(body.lines().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") }));
        self.chunk(&lines.join("\n"));
    }

    fn diagram(&mut self, diagram: &Diagram) {
        let source = mermaid::drawable(diagram);
        if let Some(source) = &source {
            self.fence("mermaid", source);
        }
        let title = Inline::Strong(vec![diagram.title.as_str().into()]);
        let more = if source.is_some() { mermaid::key(diagram) } else { Some(TOO_LARGE.to_owned()) };
        // The source of a sequence says in order all that its description would say again.
        let is_said = source.is_some() && matches!(diagram.drawing, Drawing::Sequence(_));
        let alt = (!is_said).then(|| diagram.alt.clone());
        let said: Vec<String> = alt.into_iter().chain(more).collect();
        let mut line = vec![title];
        if !said.is_empty() {
            line.push(Inline::Text(format!(": {}", said.join(" "))));
        }
        self.paragraph(&line);
    }

    fn caption(&mut self, caption: &[Inline]) {
        if !caption.is_empty() {
            self.paragraph(&[Inline::Emphasis(caption.to_vec())]);
        }
    }
}

/// Said where a diagram has more than 50,000 characters or 500 arrows.
const TOO_LARGE: &str = "It is larger than what GitHub draws; HTML and PDF show it.";

/// Whether two blocks in a row would be read as one: lists everywhere, quotes by Python-Markdown.
fn run_together(one: &Block, other: &Block) -> bool {
    let is_list = |block: &Block| matches!(block, Block::List(_) | Block::Definitions(_));
    let is_quote = |block: &Block| matches!(block, Block::Quote(_) | Block::Note(_));
    is_list(one) && is_list(other) || is_quote(one) && is_quote(other)
}

fn mark(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Note => "[!NOTE]",
        NoteKind::Tip => "[!TIP]",
        NoteKind::Important => "[!IMPORTANT]",
        NoteKind::Warning => "[!WARNING]",
        NoteKind::Caution => "[!CAUTION]",
    }
}

/// Puts a marker before the first line and indents the others by its width.
fn hang(marker: &str, body: &str) -> String {
    let indent = " ".repeat(marker.len());
    let mut out = String::from(marker);
    for (at, line) in body.lines().enumerate() {
        if at > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(&indent);
            }
        }
        out.push_str(line);
    }
    out.trim_end().to_owned()
}
