//! Bytes to nodes, within bounds.

use super::node::{Entry, Node, Value};
use crate::report::{Code, Diagnostic, Report, Reported};
use crate::source::{FileId, Sources, Span, Spanned};
use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError};
use std::collections::BTreeMap;

/// Most bytes of a file.
const MAX_BYTES: usize = 8 << 20;
/// Most values of a file, aliases counted as often as they are used.
const MAX_NODES: usize = 1_000_000;
/// Most collections in collections.
const MAX_DEPTH: usize = 64;

const SYNTAX: Code = Code::new("yaml", "syntax");
const TOO_LARGE: Code = Code::new("yaml", "too-large");
const EMPTY: Code = Code::new("yaml", "empty");
const KEY: Code = Code::new("yaml", "key");
const COMMA: Code = Code::new("yaml", "comma");
const TAG: Code = Code::new("yaml", "tag");

/// Reads the one document of a file.
///
/// # Errors
/// When the file is empty, too large, too deep, no YAML, or holds more than one document. Reported with its
/// place; YAML that cannot be read any further ends at its first fault.
pub fn parse(sources: &Sources, file: FileId, report: &mut Report) -> Result<Node, Reported> {
    let text = sources.text(file);
    if text.len() > MAX_BYTES {
        let message = format!("the file has {} MiB; at most {} are read", text.len() >> 20, MAX_BYTES >> 20);
        return Err(report.error(Diagnostic::error(TOO_LARGE, Span::start_of(file), message)));
    }
    let mut builder =
        Builder { file, text, stack: Vec::new(), anchors: BTreeMap::new(), nodes: 0, root: None, commas: Vec::new() };
    let mut options = Options::default();
    options.emit_comments = false;
    options.flow_nesting_limit = MAX_DEPTH;
    options.block_nesting_limit = MAX_DEPTH;
    for event in Parser::new_from_str_with_options(text, options) {
        let step = match event {
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => Err(syntax(file, text, &error)),
        };
        step.map_err(|fault| report.error(*fault))?;
    }
    for comma in builder.commas {
        report.warn(comma);
    }
    match builder.root {
        Some(Node { value: Value::Null, .. }) | None => {
            let fault = Diagnostic::error(EMPTY, Span::start_of(file), "the file is empty");
            Err(report.error(
                fault.help("begin with `archplan: 1` and a `service:`; `archplan schema` prints the whole language"),
            ))
        }
        Some(root) => Ok(root),
    }
}

struct Builder<'a> {
    file: FileId,
    text: &'a str,
    stack: Vec<Frame>,
    anchors: BTreeMap<usize, Node>,
    nodes: usize,
    root: Option<Node>,
    /// Commas that were read as part of a text.
    commas: Vec<Diagnostic>,
}

/// A collection that is being read, with the number of its anchor (0: none).
enum Frame {
    List(Span, usize, Vec<Node>),
    Map(Span, usize, Vec<Entry>, Option<Spanned<String>>),
}

type Step = Result<(), Box<Diagnostic>>;

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, at: &granit_parser::Span) -> Step {
        let span = self.span(at);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.is_some(), span)?;
                self.refuse_controls(&text, span)?;
                let plain = matches!(style, ScalarStyle::Plain);
                let value = match text.as_ref() {
                    "" | "~" | "null" if plain => Value::Null,
                    text => Value::Scalar { text: text.to_owned(), plain },
                };
                self.place(Node { span, at: span, value }, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_tag(tag.is_some(), span)?;
                self.open(Frame::List(span, anchor, Vec::new()))
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_tag(tag.is_some(), span)?;
                self.open(Frame::Map(span, anchor, Vec::new(), None))
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(anchor) => {
                let Some(mut node) = self.anchors.get(&anchor).cloned() else {
                    return Err(fault(SYNTAX, span, "this alias stands inside the value that it names"));
                };
                self.nodes += size(&node);
                (node.span, node.at) = (span, span);
                self.place(node, 0)
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(fault(SYNTAX, span, "a second document begins here; a file holds one"))
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, frame: Frame) -> Step {
        // A collection as a key would need a place of its own; no language of ours has one.
        if let (Some(Frame::Map(_, _, _, None)), Frame::List(span, ..) | Frame::Map(span, ..)) =
            (self.stack.last(), &frame)
        {
            return Err(fault(KEY, *span, "a key is a single word, not a list or a map"));
        }
        self.stack.push(frame);
        Ok(())
    }

    fn close(&mut self) -> Step {
        match self.stack.pop() {
            Some(Frame::List(span, anchor, items)) => {
                self.place(Node { span, at: span, value: Value::List(items) }, anchor)
            }
            Some(Frame::Map(span, anchor, entries, _)) => {
                self.place(Node { span, at: span, value: Value::Map(entries) }, anchor)
            }
            None => Ok(()),
        }
    }

    fn place(&mut self, mut node: Node, anchor: usize) -> Step {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message =
                format!("the file has more than {MAX_NODES} values, aliases counted as often as they are used");
            return Err(fault(TOO_LARGE, node.span, message));
        }
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Frame::List(_, _, items)) => items.push(node),
            Some(Frame::Map(_, _, entries, key)) => match key.take() {
                Some(key) if matches!(node.value, Value::Null) && goes_on(self.text, entries.last(), &key) => {
                    if let Some(last) = entries.last_mut() {
                        let (start, told) = (last.node.span.start, join(last, &key));
                        // A text with several commas is told once, whole.
                        self.commas.retain(|comma| comma.place.as_ref().is_none_or(|at| at.span.start != start));
                        self.commas.push(told);
                    }
                }
                Some(key) => {
                    if !matches!(node.value, Value::Scalar { .. }) {
                        node.at = key.span;
                    }
                    entries.push(Entry { key, node });
                }
                None => match node.value {
                    Value::Scalar { text, .. } => *key = Some(Spanned::new(text, node.span)),
                    Value::Null => *key = Some(Spanned::new(String::new(), node.span)),
                    _ => return Err(fault(KEY, node.span, "a key is a single word, not a list or a map")),
                },
            },
        }
        Ok(())
    }

    fn refuse_tag(&self, tagged: bool, span: Span) -> Step {
        if tagged {
            return Err(fault(TAG, span, "YAML tags such as `!x` are not used here; leave the tag out"));
        }
        Ok(())
    }

    /// Databases, PDF and source code of most languages cannot hold them.
    fn refuse_controls(&self, text: &str, span: Span) -> Step {
        match text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r')) {
            None => Ok(()),
            Some(c) => {
                Err(fault(SYNTAX, span, format!("the control character U+{:04X} cannot stand in a text", u32::from(c))))
            }
        }
    }

    /// Byte range of an event; of an event without text, the byte where it stands.
    fn span(&self, at: &granit_parser::Span) -> Span {
        let range = at.byte_range().unwrap_or(0..0);
        let text = self.text.get(range.clone()).unwrap_or_default();
        // The parser counts the white space after a block scalar to it.
        let end = range.start + text.trim_end().len();
        Span { file: self.file, start: narrow(range.start), end: narrow(end.max(range.start)) }
    }
}

fn fault(code: Code, span: Span, message: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(code, span, message))
}

fn syntax(file: FileId, text: &str, error: &ScanError) -> Box<Diagnostic> {
    let start = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let span = Span { file, start: narrow(start), end: narrow(start) };
    let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let diagnostic =
        Diagnostic::error(SYNTAX, span, format!("this is not valid YAML: {}", error.info().trim_end_matches('.')));
    let has_tab = text[line..].lines().next().is_some_and(|line| line.trim_start_matches(' ').starts_with('\t'));
    Box::new(if has_tab { diagnostic.help("indent with blanks: YAML does not allow tabs there") } else { diagnostic })
}

/// Whether a key is the rest of a text that a comma cut in two: `{ title: One, two and three }`. It is one of
/// several words, follows a text without quotes directly, and no colon follows it.
fn goes_on(source: &str, last: Option<&Entry>, key: &Spanned<String>) -> bool {
    let Some(Entry { node: Node { value: Value::Scalar { plain: true, .. }, span, .. }, .. }) = last else {
        return false;
    };
    let between = source.get(span.end as usize..key.span.start as usize).unwrap_or_default();
    let after = source.get(key.span.end as usize..).unwrap_or_default();
    between.trim() == "," && key.value.contains(' ') && after.trim_start().starts_with([',', '}'])
}

/// Joins a text with its rest, and says so.
fn join(last: &mut Entry, rest: &Spanned<String>) -> Diagnostic {
    let span = Span { end: rest.span.end, ..last.node.span };
    if let Value::Scalar { text, .. } = &mut last.node.value {
        text.push_str(", ");
        text.push_str(&rest.value);
    }
    (last.node.span, last.node.at) = (span, span);
    let message = "a comma ends a text inside `{ }`; this one was read as part of it";
    Diagnostic::error(COMMA, span, message).help("put the text in quotes")
}

/// How many values a node holds, itself included.
fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(entries) => entries.iter().map(|entry| size(&entry.node)).sum(),
        _ => 0,
    }
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
