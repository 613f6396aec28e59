//! Markdown records, by pulldown-cmark: what stands in a fence or in HTML is no heading.

use super::text::{Link, Part, Piece, Text};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Reads a Markdown file. Code, tables, pictures and HTML have no place in a spec: each is a fault with its line.
pub(super) fn read(text: &str) -> Text {
    let mut read = Text::default();
    let body = front_matter(text, &mut read);
    let skipped = text.len() - body.len();
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line = |offset: usize| starts.partition_point(|start| *start <= offset + skipped).max(1);
    let mut reading = Reading { text: read, heading: None, piece: None, lists: 0, quotes: 0, skipping: None };
    for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS).into_offset_iter() {
        reading.event(event, line(range.start));
    }
    reading.settle();
    reading.text
}

struct Reading {
    text: Text,
    heading: Option<(usize, String, usize)>,
    piece: Option<Piece>,
    lists: usize,
    quotes: usize,
    /// What is passed over until its end.
    skipping: Option<TagEnd>,
}

impl Reading {
    fn event(&mut self, event: Event<'_>, line: usize) {
        if let Some(end) = self.skipping {
            if matches!(event, Event::End(found) if found == end) {
                self.skipping = None;
            }
            if let Event::Html(html) = &event
                && is_shown(html)
                && !self.text.faults.iter().rev().take(1).any(|(_, message)| message.starts_with("HTML"))
            {
                self.text.fault(line, "HTML is not carried over");
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, line),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text, line);
            }
            Event::SoftBreak | Event::HardBreak => self.push("\n", line),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => self.push("\n", line),
            Event::Rule => self.settle(),
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, line: usize) {
        match tag {
            Tag::Heading { level, .. } if self.lists == 0 && self.quotes == 0 => {
                self.settle();
                self.heading = Some((depth(level), String::new(), line));
            }
            Tag::Heading { .. } => self.settle(),
            Tag::BlockQuote(_) => {
                self.settle();
                self.quotes += 1;
            }
            Tag::List(_) => {
                self.settle();
                self.lists += 1;
            }
            Tag::Item => {
                self.settle();
                self.piece = Some(Piece { depth: self.lists, line, ..Piece::default() });
            }
            Tag::Paragraph if self.lists == 0 => self.settle(),
            Tag::Paragraph => self.push("\n", line),
            Tag::CodeBlock(_) => self.skip(TagEnd::CodeBlock, line, "a code block is not carried over"),
            Tag::Table(_) => self.skip(TagEnd::Table, line, "a table is not carried over"),
            Tag::HtmlBlock => {
                self.settle();
                self.skipping = Some(TagEnd::HtmlBlock);
            }
            Tag::Image { .. } => self.text.fault(line, "a picture is not carried over"),
            Tag::Link { dest_url, .. } if self.heading.is_none() => {
                let piece = self.piece.get_or_insert_with(|| Piece { line, ..Piece::default() });
                piece.links.push(Link { address: dest_url.to_string(), at: piece.text.len() });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => match self.heading.take() {
                Some((level, heading, line)) => {
                    self.text.last();
                    self.text.parts.push(Part {
                        level,
                        heading: super::text::line(&heading),
                        line,
                        pieces: Vec::new(),
                    });
                }
                None => self.settle(),
            },
            TagEnd::BlockQuote(_) => {
                self.settle();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.settle();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Item => self.settle(),
            TagEnd::Paragraph if self.lists == 0 => self.settle(),
            _ => {}
        }
    }

    fn skip(&mut self, end: TagEnd, line: usize, message: &str) {
        self.settle();
        self.text.fault(line, message);
        self.skipping = Some(end);
    }

    fn push(&mut self, text: &str, line: usize) {
        match &mut self.heading {
            Some((_, heading, _)) => heading.push_str(text),
            None => {
                let depth = self.lists;
                let piece = self.piece.get_or_insert_with(|| Piece { depth, line, ..Piece::default() });
                piece.text.push_str(text);
            }
        }
    }

    fn settle(&mut self) {
        if let Some(piece) = self.piece.take().filter(|piece| !piece.text.trim().is_empty()) {
            self.text.last().pieces.push(piece);
        }
    }
}

/// Whether a line of raw HTML shows readers something; comments and bare anchors do not.
fn is_shown(html: &str) -> bool {
    let html = html.trim();
    !html.is_empty()
        && !html.starts_with("<!--")
        && !html.ends_with("-->")
        && !html.starts_with("<a ")
        && html.contains('<')
}

fn depth(level: HeadingLevel) -> usize {
    level as usize
}

/// Takes YAML front matter off the start. Where it is no YAML, its lines are read one by one.
fn front_matter<'t>(text: &'t str, read: &mut Text) -> &'t str {
    let unmarked = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = unmarked.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return unmarked };
    let (mut end, mut matter) = (first.len(), String::new());
    for line in lines {
        end += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            fields(&matter, read);
            return &unmarked[end..];
        }
        matter.push_str(line);
    }
    unmarked
}

fn fields(matter: &str, read: &mut Text) {
    let line_of = |key: &str| matter.lines().position(|line| line.starts_with(key)).map_or(1, |at| at + 2);
    match serde_yaml::from_str::<serde_yaml::Value>(matter) {
        Ok(serde_yaml::Value::Mapping(entries)) => {
            // More keys than that are no front matter of a record.
            for (key, value) in entries.into_iter().take(200) {
                let Some(key) = key.as_str() else { continue };
                read.fields.push((key.to_lowercase(), shown(&value), line_of(key)));
            }
        }
        Ok(serde_yaml::Value::Null) => {}
        _ => {
            read.fault(1, "the front matter is not YAML with keys; its lines are read one by one");
            for (at, line) in matter.lines().enumerate() {
                if let Some((key, value)) = line.split_once(':') {
                    read.fields.push((key.trim().to_lowercase(), value.trim().to_owned(), at + 2));
                }
            }
        }
    }
}

fn shown(value: &serde_yaml::Value) -> String {
    match value {
        serde_yaml::Value::String(text) => text.clone(),
        serde_yaml::Value::Number(number) => number.to_string(),
        serde_yaml::Value::Bool(flag) => flag.to_string(),
        serde_yaml::Value::Sequence(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}
