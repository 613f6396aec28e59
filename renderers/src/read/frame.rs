//! What is open while events come in: an explicit stack, so that no input can exhaust the real one.

use super::{Fault, Read};
use crate::document::{
    Align, Block, Cell, Code, Column, Inline, Inlines, Item, List, Note, NoteKind, SectionId, Table, Target, Url,
};
use crate::text::NESTING;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Something that has started and not ended.
enum Frame {
    Quote(Option<NoteKind>, Vec<Block>),
    List(List),
    Item(Option<bool>, Vec<Block>),
    Table(Table),
    /// The cells of a row so far; `true` for the head.
    Row(bool, Vec<Cell>),
    Code(Code),
    Run(Kind, Inlines),
    /// So many starts that are too deep, or nothing of their own: what is inside joins what is around.
    Through(usize),
}

/// What a run of inlines becomes.
enum Kind {
    Paragraph,
    /// A paragraph without start and end of its own, as in a tight list.
    Tight,
    Heading,
    Emphasis,
    Strong,
    Strikeout,
    Link(Option<Target>),
    Cell,
}

/// The open frames over the blocks that are done.
#[derive(Default)]
pub(super) struct Stack {
    frames: Vec<Frame>,
    /// How many frames that nest are open.
    depth: usize,
    read: Read,
}

impl Stack {
    pub(super) fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => {
                self.settle(is_inline(&tag));
                self.end();
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => self.inline(Inline::Code(text.into_string())),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => {
                self.settle(false);
                self.block(Block::Rule);
            }
            Event::TaskListMarker(done) => self.mark(done),
            // Behind options that are off.
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    pub(super) fn finish(mut self) -> Read {
        while !self.frames.is_empty() {
            self.end();
        }
        self.read
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        self.settle(is_inline(&tag.to_end()));
        let run = |kind| Frame::Run(kind, Inlines::new());
        let frame = match tag {
            Tag::Paragraph | Tag::HtmlBlock => run(Kind::Paragraph),
            Tag::Heading { .. } => run(Kind::Heading),
            Tag::BlockQuote(kind) => Frame::Quote(kind.map(note_kind), Vec::new()),
            Tag::CodeBlock(kind) => Frame::Code(code(kind)),
            Tag::List(start) => Frame::List(List { start, items: Vec::new() }),
            Tag::Item => Frame::Item(None, Vec::new()),
            Tag::Table(aligns) => Frame::Table(table(&aligns)),
            Tag::TableHead => Frame::Row(true, Vec::new()),
            Tag::TableRow => Frame::Row(false, Vec::new()),
            Tag::TableCell => run(Kind::Cell),
            Tag::Emphasis => run(Kind::Emphasis),
            Tag::Strong => run(Kind::Strong),
            Tag::Strikethrough => run(Kind::Strikeout),
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                run(Kind::Link(self.target(link_type, &dest_url, range)))
            }
            // Behind options that are off.
            _ => Frame::Through(1),
        };
        self.push(frame);
    }

    /// A block that starts or ends also ends the paragraph of a tight item.
    fn settle(&mut self, is_inline: bool) {
        if !is_inline && matches!(self.frames.last(), Some(Frame::Run(Kind::Tight, _))) {
            self.end();
        }
    }

    fn push(&mut self, frame: Frame) {
        let nests = nests(&frame);
        // An item of a list that was too deep has no list to stand in.
        let is_stray = matches!(frame, Frame::Item(..)) && !matches!(self.frames.last(), Some(Frame::List(_)));
        let passes = is_stray || nests && self.depth >= NESTING || matches!(frame, Frame::Through(_));
        match (passes, self.frames.last_mut()) {
            (true, Some(Frame::Through(starts))) => *starts += 1,
            (true, _) => self.frames.push(Frame::Through(1)),
            (false, _) => {
                self.depth += usize::from(nests);
                self.frames.push(frame);
            }
        }
    }

    fn end(&mut self) {
        if let Some(Frame::Through(starts @ 2..)) = self.frames.last_mut() {
            *starts -= 1;
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        self.depth -= usize::from(nests(&frame));
        match frame {
            Frame::Quote(None, blocks) => self.block(Block::Quote(blocks)),
            Frame::Quote(Some(kind), blocks) => self.block(Block::Note(Note { kind, blocks })),
            Frame::List(list) => self.block(Block::List(list)),
            Frame::Item(done, blocks) => {
                if let Some(Frame::List(list)) = self.frames.last_mut() {
                    list.items.push(Item { done, blocks });
                }
            }
            Frame::Table(table) => self.block(Block::Table(table)),
            Frame::Row(is_head, cells) => self.row(is_head, cells),
            Frame::Code(code) => self.block(Block::Code(code)),
            Frame::Run(kind, inlines) => self.run(kind, inlines),
            Frame::Through(_) => {}
        }
    }

    fn run(&mut self, kind: Kind, inlines: Inlines) {
        match kind {
            Kind::Paragraph | Kind::Tight => self.block(Block::Paragraph(trimmed(inlines))),
            Kind::Heading => self.block(Block::Paragraph(vec![Inline::Strong(inlines)])),
            Kind::Emphasis => self.inline(Inline::Emphasis(inlines)),
            Kind::Strong => self.inline(Inline::Strong(inlines)),
            Kind::Strikeout => self.inline(Inline::Strikeout(inlines)),
            Kind::Link(Some(target)) => self.inline(Inline::Link(target, inlines)),
            Kind::Link(None) => inlines.into_iter().for_each(|inline| self.inline(inline)),
            Kind::Cell => {
                if let Some(Frame::Row(_, cells)) = self.frames.last_mut() {
                    cells.push(inlines);
                }
            }
        }
    }

    fn row(&mut self, is_head: bool, mut cells: Vec<Cell>) {
        let Some(Frame::Table(table)) = self.frames.last_mut() else { return };
        cells.resize(table.columns.len(), Cell::new());
        if is_head {
            table.columns.iter_mut().zip(cells).for_each(|(column, head)| column.head = head);
        } else {
            table.rows.push(cells);
        }
    }

    fn text(&mut self, text: &str) {
        match self.around() {
            Some(Frame::Code(code)) => code.text.push_str(text),
            Some(Frame::Run(_, inlines)) => match inlines.last_mut() {
                Some(Inline::Text(last)) => last.push_str(text),
                _ => inlines.push(text.into()),
            },
            _ => self.frames.push(Frame::Run(Kind::Tight, vec![text.into()])),
        }
    }

    fn inline(&mut self, inline: Inline) {
        match self.around() {
            Some(Frame::Run(_, inlines)) => inlines.push(inline),
            _ => self.frames.push(Frame::Run(Kind::Tight, vec![inline])),
        }
    }

    fn block(&mut self, block: Block) {
        if matches!(&block, Block::Paragraph(inlines) if inlines.is_empty()) {
            return;
        }
        match self.around() {
            Some(Frame::Quote(_, blocks) | Frame::Item(_, blocks)) => blocks.push(block),
            _ => self.read.blocks.push(block),
        }
    }

    fn mark(&mut self, done: bool) {
        match self.frames.iter_mut().rev().find(|frame| matches!(frame, Frame::Item(..) | Frame::Through(_))) {
            Some(Frame::Item(mark, _)) => *mark = Some(done),
            _ => self.text(if done { "[x] " } else { "[ ] " }),
        }
    }

    /// The innermost frame that holds something.
    fn around(&mut self) -> Option<&mut Frame> {
        self.frames.iter_mut().rev().find(|frame| !matches!(frame, Frame::Through(_)))
    }

    /// Where a link leads; `None`, and a fault, where it must not lead.
    fn target(&mut self, kind: LinkType, address: &str, range: Range<usize>) -> Option<Target> {
        if let Some(id) = address.strip_prefix('#')
            && SectionId::new(id).as_str() == id
        {
            return Some(Target::Section(SectionId::new(id)));
        }
        let address = match kind {
            LinkType::Email => format!("mailto:{address}"),
            _ => address.replace(' ', "%20"),
        };
        match Url::new(&address) {
            Ok(url) => Some(Target::Url(url)),
            Err(_) if address.is_empty() => {
                self.read.faults.push(Fault { range, message: "this link has no address".to_owned() });
                None
            }
            Err(error) => {
                self.read.faults.push(Fault { range, message: error.to_string() });
                None
            }
        }
    }
}

fn nests(frame: &Frame) -> bool {
    use Kind::{Emphasis, Link, Strikeout, Strong};
    matches!(frame, Frame::Quote(..) | Frame::List(_) | Frame::Run(Emphasis | Strong | Strikeout | Link(_), _))
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// A run without the line end that a block of raw HTML leaves.
fn trimmed(mut inlines: Inlines) -> Inlines {
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        text.truncate(text.trim_end().len());
        if text.is_empty() {
            inlines.pop();
        }
    }
    inlines
}

fn code(kind: CodeBlockKind) -> Code {
    let language = match &kind {
        // After the language an editor's hints may follow.
        CodeBlockKind::Fenced(info) => info.split([' ', ',', '\t']).next().unwrap_or_default(),
        CodeBlockKind::Indented => "",
    };
    Code { language: language.to_owned(), caption: Inlines::new(), text: String::new() }
}

fn table(aligns: &[Alignment]) -> Table {
    let align = |align: &Alignment| match align {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::End,
    };
    let columns = aligns.iter().map(|it| Column { head: Inlines::new(), align: align(it) }).collect();
    Table { caption: Inlines::new(), columns, rows: Vec::new() }
}

fn note_kind(kind: BlockQuoteKind) -> NoteKind {
    match kind {
        BlockQuoteKind::Note => NoteKind::Note,
        BlockQuoteKind::Tip => NoteKind::Tip,
        BlockQuoteKind::Important => NoteKind::Important,
        BlockQuoteKind::Warning => NoteKind::Warning,
        BlockQuoteKind::Caution => NoteKind::Caution,
    }
}
