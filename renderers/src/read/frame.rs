//! What is open while events come in: an explicit stack, so that no input can exhaust the real one.

use super::{Fault, FaultKind, Own, Pictures, Read, Written};
use crate::document::{
    Align, Block, Cell, Code, Column, Inline, Inlines, Item, List, Note, NoteKind, Picture, SectionId, Table, Target,
    Url,
};
use crate::text::{NESTING, plain};
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
    /// With its level.
    Heading(u8),
    Emphasis,
    Strong,
    Strikeout,
    Link(Option<Target>),
    /// An image that is carried along; the run is what it shows.
    Picture(Picture),
    Cell,
}

/// The open frames over the blocks that are done.
pub(super) struct Stack<'a> {
    own: Own<'a>,
    pictures: Pictures<'a>,
    frames: Vec<Frame>,
    /// How many frames that nest are open.
    depth: usize,
    read: Read,
    /// Of a whole file: the headings that stand in nothing, which then are no blocks.
    headings: Option<Vec<Heading>>,
    /// Of a whole file: the anchor that was written last, for the heading that follows.
    anchor: String,
}

/// A heading of a whole file.
#[derive(Debug)]
pub(super) struct Heading {
    /// 1 to 6.
    pub(super) level: u8,
    /// Its words.
    pub(super) title: Inlines,
    /// The `<a id="…">` before it or in it; may be empty.
    pub(super) anchor: String,
    /// How many blocks stand before it.
    pub(super) after: usize,
}

impl<'a> Stack<'a> {
    pub(super) fn new(own: Own<'a>) -> Self {
        Self {
            own,
            pictures: &|_| None,
            frames: Vec::new(),
            depth: 0,
            read: Read::default(),
            headings: None,
            anchor: String::new(),
        }
    }

    /// For a whole file, whose headings are told apart from its blocks.
    pub(super) fn whole(own: Own<'a>, pictures: Pictures<'a>) -> Self {
        Self { pictures, headings: Some(Vec::new()), ..Self::new(own) }
    }

    pub(super) fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => {
                self.settle(is_inline(&tag));
                self.end();
            }
            Event::InlineHtml(text) | Event::Html(text) if self.headings.is_some() => self.tag(&text),
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

    pub(super) fn finish(self) -> Read {
        self.finish_whole().0
    }

    /// What was read, and the headings of a whole file.
    pub(super) fn finish_whole(mut self) -> (Read, Vec<Heading>) {
        while !self.frames.is_empty() {
            self.end();
        }
        (self.read, self.headings.unwrap_or_default())
    }

    /// Raw HTML of a whole file: what Markdown has no sign of its own for is taken, all else is text.
    fn tag(&mut self, html: &str) {
        let trimmed = html.trim();
        let id = trimmed.strip_prefix("<a id=\"").and_then(|rest| rest.split_once("\">"));
        match trimmed {
            "<br>" | "<br/>" | "<br />" => self.inline(Inline::Break),
            "<em>" => self.push(Frame::Run(Kind::Emphasis, Inlines::new())),
            "<strong>" => self.push(Frame::Run(Kind::Strong, Inlines::new())),
            "<del>" => self.push(Frame::Run(Kind::Strikeout, Inlines::new())),
            "</em>" if matches!(self.frames.last(), Some(Frame::Run(Kind::Emphasis, _))) => self.end(),
            "</strong>" if matches!(self.frames.last(), Some(Frame::Run(Kind::Strong, _))) => self.end(),
            "</del>" if matches!(self.frames.last(), Some(Frame::Run(Kind::Strikeout, _))) => self.end(),
            "</a>" if !self.anchor.is_empty() => {}
            _ if trimmed.starts_with("<!--") && trimmed.ends_with("-->") => {}
            _ => match id {
                Some((id, "" | "</a>")) => self.anchor = id.to_owned(),
                _ => self.text(html),
            },
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        self.settle(is_inline(&tag.to_end()));
        let run = |kind| Frame::Run(kind, Inlines::new());
        let frame = match tag {
            Tag::Paragraph | Tag::HtmlBlock => run(Kind::Paragraph),
            Tag::Heading { level, .. } => run(Kind::Heading(level as u8)),
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
            Tag::Image { link_type, dest_url, .. } => match (self.pictures)(&dest_url) {
                Some(picture) => run(Kind::Picture(picture)),
                None => run(Kind::Link(self.target(link_type, &dest_url, range))),
            },
            Tag::Link { link_type, dest_url, .. } => run(Kind::Link(self.target(link_type, &dest_url, range))),
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
            Kind::Heading(level) => self.heading(level, inlines),
            Kind::Emphasis => self.inline(Inline::Emphasis(inlines)),
            Kind::Strong => self.inline(Inline::Strong(inlines)),
            Kind::Strikeout => self.inline(Inline::Strikeout(inlines)),
            Kind::Picture(picture) => self.inline(Inline::Picture(picture.showing(plain(&inlines)))),
            Kind::Link(Some(target)) => self.inline(Inline::Link(target, inlines)),
            Kind::Link(None) => inlines.into_iter().for_each(|inline| self.inline(inline)),
            Kind::Cell => {
                if let Some(Frame::Row(_, cells)) = self.frames.last_mut() {
                    cells.push(inlines);
                }
            }
        }
    }

    fn heading(&mut self, level: u8, title: Inlines) {
        let is_outermost = self.around().is_none();
        match &mut self.headings {
            Some(headings) if is_outermost => {
                let anchor = std::mem::take(&mut self.anchor);
                headings.push(Heading { level, title, anchor, after: self.read.blocks.len() });
            }
            _ if title.is_empty() => {}
            _ => self.block(Block::Paragraph(vec![Inline::Strong(title)])),
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
        let address = match kind {
            LinkType::Email => format!("mailto:{address}"),
            _ => address.replace(' ', "%20"),
        };
        let own = (self.own)(&address);
        let is_settled = own.is_some();
        let taken = match own.or_else(|| Self::to_section(&address)) {
            Some(target) => Ok(target),
            None if address.is_empty() => Err(FaultKind::NoAddress),
            None => Url::new(&address).map(Target::Url).map_err(FaultKind::Address),
        };
        match taken {
            Ok(target) => {
                self.read.links.push(Written { range, address, is_settled });
                Some(target)
            }
            Err(kind) => {
                self.read.faults.push(Fault { range, kind });
                None
            }
        }
    }

    fn to_section(address: &str) -> Option<Target> {
        let id = address.strip_prefix('#')?;
        let section = SectionId::new(id);
        (section.as_str() == id).then_some(Target::Section(section))
    }
}

fn nests(frame: &Frame) -> bool {
    use Kind::{Emphasis, Link, Picture, Strikeout, Strong};
    matches!(
        frame,
        Frame::Quote(..) | Frame::List(_) | Frame::Run(Emphasis | Strong | Strikeout | Link(_) | Picture(_), _)
    )
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
