//! reStructuredText records, as far as records use it: section titles, paragraphs, lists, fields and links.
//!
//! No maintained crate reads it; what is not read (directives, tables, literal blocks) is a fault with its line.

use super::text::{Link, Part, Piece, Text};

/// Reads a reStructuredText file.
pub(super) fn read(text: &str) -> Text {
    let lines: Vec<&str> = text.strip_prefix('\u{feff}').unwrap_or(text).lines().map(str::trim_end).collect();
    let mut reading = Reading { read: Text::default(), piece: None, levels: Vec::new() };
    let mut at = 0;
    while at < lines.len() {
        at = reading.block(&lines, at);
    }
    reading.settle();
    reading.read
}

struct Reading {
    read: Text,
    piece: Option<Piece>,
    /// The marks of section titles in the order of their depth: the character, and whether a line stands above too.
    levels: Vec<(char, bool)>,
}

impl Reading {
    /// Reads what begins at a line; gives the line after it.
    fn block(&mut self, lines: &[&str], at: usize) -> usize {
        let line = lines[at];
        let next = |n: usize| lines.get(at + n).copied().unwrap_or_default();
        if line.trim().is_empty() {
            self.settle();
            return at + 1;
        }
        if let (Some(mark), Some(below)) = (rule(line), rule(next(2)))
            && mark == below
            && !next(1).trim().is_empty()
        {
            self.title(next(1), (mark, true), at + 2);
            return at + 3;
        }
        let is_plain = !line.starts_with([' ', '\t']) && rule(line).is_none();
        if let Some(mark) = rule(next(1)).filter(|_| is_plain && self.piece.is_none())
            && next(1).chars().count() >= line.chars().count().min(4)
        {
            self.title(line, (mark, false), at + 1);
            return at + 2;
        }
        if rule(line).is_some() || line.starts_with("+-") {
            self.settle();
            if line.contains([' ', '+']) {
                self.read.fault(at + 1, "a table is not carried over");
                return skip(lines, at, |line| line.trim().is_empty());
            }
            return at + 1;
        }
        if line.starts_with(".. ") || line == ".." || line.starts_with("__ ") {
            self.settle();
            let is_shown = line.contains("::") && !line.starts_with(".. _");
            if is_shown {
                self.read.fault(at + 1, "a directive is not carried over");
            }
            return indented(lines, at + 1);
        }
        if let Some((name, value)) = field(line) {
            self.settle();
            self.read.fields.push((name, value, at + 1));
            return at + 1;
        }
        self.text(line, at + 1);
        if line.ends_with("::") {
            self.settle();
            let end = indented(lines, at + 1);
            if end > at + 1 {
                self.read.fault(at + 2, "a literal block is not carried over");
            }
            return end;
        }
        at + 1
    }

    fn title(&mut self, title: &str, mark: (char, bool), line: usize) {
        self.settle();
        let level = self.levels.iter().position(|known| *known == mark).unwrap_or_else(|| {
            self.levels.push(mark);
            self.levels.len() - 1
        });
        self.read.last();
        let (heading, _) = inline(title);
        self.read.parts.push(Part { level: level + 1, heading: super::text::line(&heading), line, pieces: Vec::new() });
    }

    /// A line of running text, or of an item.
    fn text(&mut self, line: &str, number: usize) {
        let indent = line.len() - line.trim_start().len();
        let (text, is_item) = item(line.trim_start());
        if is_item {
            self.settle();
        }
        let (text, links) = inline(text);
        let depth = if is_item { 1 + indent / 2 } else { 0 };
        let piece = self.piece.get_or_insert_with(|| Piece { depth, line: number, ..Piece::default() });
        if !piece.text.is_empty() {
            piece.text.push('\n');
        }
        let start = piece.text.len();
        piece.links.extend(links.into_iter().map(|link| Link { at: link.at + start, ..link }));
        piece.text.push_str(&text);
    }

    fn settle(&mut self) {
        if let Some(piece) = self.piece.take().filter(|piece| !piece.text.trim().is_empty()) {
            self.read.last().pieces.push(piece);
        }
    }
}

/// The character of a line of at least three equal marks.
fn rule(line: &str) -> Option<char> {
    let line = line.trim_end();
    let mark = line.chars().next().filter(char::is_ascii_punctuation)?;
    let is_table = mark == '=' && line.contains(' ');
    (line.len() >= 3 && line.chars().all(|c| c == mark || is_table && c == ' '))
        .then_some(mark)
        .filter(|_| !is_table || line.len() > 3)
}

/// `:Status: accepted`
fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    let is_field = !name.is_empty() && name.len() <= 40 && (value.is_empty() || value.starts_with(' '));
    is_field.then(|| (name.trim().to_lowercase(), inline(value).0.trim().to_owned()))
}

/// The words of an item after its mark.
fn item(line: &str) -> (&str, bool) {
    for mark in ["- ", "* ", "+ ", "\u{2022} ", "#. "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return (rest, true);
        }
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match line[digits..].strip_prefix(". ").or_else(|| line[digits..].strip_prefix(") ")) {
        Some(rest) if (1..=3).contains(&digits) => (rest, true),
        _ => (line, false),
    }
}

/// Text without marks of stress, code and roles; links with their words.
fn inline(text: &str) -> (String, Vec<Link>) {
    let (mut out, mut links) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(open) = rest.find('`') {
        let before = &rest[..open];
        // A role such as `:doc:` stands before what it is about.
        let role = before.strip_suffix(':').and_then(|head| head.rfind(':')).filter(|at| !before[*at..].contains(' '));
        out.push_str(&before[..role.unwrap_or(open)].replace("**", ""));
        let ticks = if rest[open..].starts_with("``") { 2 } else { 1 };
        let inner = &rest[open + ticks..];
        let Some(close) = inner.find(&"`"[..1].repeat(ticks)) else {
            out.push_str(&rest[open..]);
            return (out, links);
        };
        let words = &inner[..close];
        rest = inner[close + ticks..].trim_start_matches('_');
        let (words, address) = match words.rsplit_once('<') {
            Some((words, address)) if ticks == 1 && address.ends_with('>') => {
                (words.trim(), Some(&address[..address.len() - 1]))
            }
            _ => (words, role.map(|_| words)),
        };
        links.extend(address.map(|address| Link { address: address.to_owned(), at: out.len() }));
        out.push_str(words);
    }
    out.push_str(&rest.replace("**", ""));
    (out, links)
}

/// The first line from there that is neither indented nor empty.
fn indented(lines: &[&str], from: usize) -> usize {
    skip(lines, from, |line| !line.trim().is_empty() && !line.starts_with([' ', '\t']))
}

fn skip(lines: &[&str], from: usize, is_end: impl Fn(&str) -> bool) -> usize {
    lines[from.min(lines.len())..].iter().position(|line| is_end(line)).map_or(lines.len(), |at| from + at)
}
