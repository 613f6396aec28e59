//! One pass over a text by what is known of its language.

use super::language::{Language, Opener, Text};
use super::{Kind, Run};

/// A variable in brackets is at most so long; what is longer is plain, so that looking for its end costs little.
const VARIABLE: usize = 120;
/// The escape of a character is at most so long.
const LETTER: usize = 12;

/// Cuts a text into runs.
pub(super) fn lex<'t>(language: &'static Language, text: &'t str) -> Vec<Run<'t>> {
    let mut runs = Runs { text, out: Vec::new(), done: 0 };
    if !language.record.whole_lines.is_empty() {
        lines(language, &mut runs);
    } else if !language.record.prompts.is_empty() {
        session(language, &mut runs);
    } else {
        Lexer::new(language, text, 0, text.len()).read(&mut runs);
    }
    runs.push(Kind::Plain, text.len());
    runs.out
}

/// Runs so far, which reach to `done`.
struct Runs<'t> {
    text: &'t str,
    out: Vec<Run<'t>>,
    done: usize,
}

impl Runs<'_> {
    /// Makes everything up to `end` a run of a kind, in one with the run before where that is of the same kind.
    fn push(&mut self, kind: Kind, end: usize) {
        if end <= self.done {
            return;
        }
        match self.out.last_mut() {
            Some(last) if last.kind == kind => last.text = &self.text[self.done - last.text.len()..end],
            _ => self.out.push(Run { kind, text: &self.text[self.done..end] }),
        }
        self.done = end;
    }

    /// A token; what lies before it and has no run yet is plain.
    fn token(&mut self, kind: Kind, start: usize, end: usize) {
        self.push(Kind::Plain, start);
        self.push(kind, end);
    }
}

/// Every line is of one kind, by how it begins.
fn lines(language: &Language, runs: &mut Runs) {
    let mut start = 0;
    for line in runs.text.split_inclusive('\n') {
        let kind = language.record.whole_lines.iter().find(|(open, _)| line.starts_with(open.as_str()));
        let end = start + line.trim_end_matches('\n').len();
        runs.token(kind.map_or(Kind::Plain, |(_, kind)| *kind), start, end);
        start += line.len();
    }
}

/// Prompts with what was typed behind them, and answers between.
fn session(language: &Language, runs: &mut Runs) {
    let typed = Language::named(&language.record.prompted);
    let (mut start, mut goes_on) = (0, false);
    for line in runs.text.split_inclusive('\n') {
        let prompt = language.record.prompts.iter().find(|prompt| line.starts_with(prompt.as_str()));
        let (at, end) = (start + prompt.map_or(0, String::len), start + line.len());
        if prompt.is_some() {
            runs.token(Kind::Meta, start, at);
        }
        if let Some(typed) = typed.filter(|_| prompt.is_some() || goes_on) {
            goes_on = line.trim_end().ends_with('\\');
            Lexer::new(typed, runs.text, at, end).read(runs);
        }
        runs.push(Kind::Plain, end);
        start = end;
    }
}

struct Lexer<'t> {
    language: &'static Language,
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    end: usize,
    /// Nothing but white space and list dashes stands before this place in its line.
    at_line_start: bool,
    /// The next word is the name of a command.
    at_command: bool,
    /// Inside `<…>`.
    in_tag: bool,
    /// By opener: up to where its close was looked for in vain.
    barren: Vec<usize>,
}

impl<'t> Lexer<'t> {
    fn new(language: &'static Language, text: &'t str, at: usize, end: usize) -> Self {
        let barren = vec![0; language.openers.len()];
        let bytes = &text.as_bytes()[..end];
        Self { language, text, bytes, at, end, at_line_start: true, at_command: true, in_tag: false, barren }
    }

    fn read(&mut self, runs: &mut Runs) {
        while self.at < self.end {
            let start = self.at;
            match self.token() {
                Some(kind) => runs.token(kind, start, self.at),
                None => self.skip(),
            }
        }
    }

    /// Moves over a sign that means nothing, and remembers what it means for the next token.
    fn skip(&mut self) {
        let byte = self.bytes[self.at];
        match byte {
            b'\n' => {
                self.at_line_start = true;
                self.at_command = self.at == 0 || self.bytes[self.at - 1] != b'\\';
            }
            b' ' | b'\t' | b'\r' => {}
            // Behind an assignment comes a command still.
            b'=' if self.language.record.commands && self.at_command => {}
            // An item of a list may begin with a key.
            b'-' if self.at_line_start && self.after(self.at + 1).is_none_or(|next| next.is_ascii_whitespace()) => {}
            _ => {
                self.at_line_start = false;
                self.at_command = matches!(byte, b'|' | b'&' | b';' | b'(' | b'`');
            }
        }
        self.at += 1;
    }

    fn after(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The token at this place, moved over; none where none begins here.
    fn token(&mut self) -> Option<Kind> {
        let byte = self.bytes[self.at];
        if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
            return None;
        }
        if self.language.record.tags {
            return self.markup(byte);
        }
        let kind = self.line_start().or_else(|| self.opened(byte)).or_else(|| self.word(byte))?;
        self.at_line_start = false;
        Some(kind)
    }

    /// Starts of lines that say what the line is, sections, and keys.
    fn line_start(&mut self) -> Option<Kind> {
        if !self.at_line_start {
            return None;
        }
        let record = &self.language.record;
        let rest = &self.bytes[self.at..];
        if let Some((_, kind)) = record.line_starts.iter().find(|(open, _)| rest.starts_with(open.as_bytes())) {
            self.at = self.line_end(self.at);
            return Some(*kind);
        }
        if record.sections && rest[0] == b'[' {
            self.at = self.line_end(self.at);
            return Some(Kind::Meta);
        }
        if record.line_keys {
            let name = rest
                .iter()
                .take_while(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'\'' | b'#' | b'='));
            let mut length = name.count();
            let name = &rest[..length];
            if record.keys == ":" {
                // `a: b` ends at its colon, `a:b: c` at the last one.
                length = name.iter().rposition(|byte| *byte == b':').unwrap_or(length);
            }
            if length > 0 && !matches!(rest[0], b'{' | b'[') && self.is_key(self.at + length) {
                self.at += length;
                return Some(Kind::Key);
            }
        }
        None
    }

    /// Whether a token that ends here is a key.
    fn is_key(&self, end: usize) -> bool {
        let record = &self.language.record;
        let Some(sign) = record.keys.bytes().next() else { return false };
        let gap = self.bytes[end..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        self.after(end + gap) == Some(sign)
            && (!record.keys_need_space || self.after(end + gap + 1).is_none_or(|next| next.is_ascii_whitespace()))
    }

    /// A token that is known by how it begins.
    fn opened(&mut self, byte: u8) -> Option<Kind> {
        if !self.language.opens[usize::from(byte)] {
            return None;
        }
        let language = self.language;
        for (which, (open, opener)) in language.openers.iter().enumerate() {
            if !self.bytes[self.at..].starts_with(open.as_bytes()) {
                continue;
            }
            let inner = self.at + open.len();
            let found = match opener {
                Opener::LineComment => self.may_comment().then(|| (Kind::Comment, self.line_end(self.at))),
                Opener::BlockComment { close } => Some((Kind::Comment, self.find(inner, close).unwrap_or(self.end))),
                Opener::Text(text) => self.text_end(which, inner, text).map(|end| (self.text_kind(end), end)),
                Opener::Sigil(kind) => {
                    let end = self.word_end(inner);
                    (end > inner && !self.is_after_word()).then_some((*kind, end))
                }
                Opener::Variable => self.variable_end(inner).map(|end| (Kind::Variable, end)),
            };
            if let Some((kind, end)) = found {
                self.at_command &= kind == Kind::Comment || self.is_value();
                self.at = end;
                return Some(kind);
            }
        }
        None
    }

    fn may_comment(&self) -> bool {
        let before = self.at.checked_sub(1).map(|at| self.bytes[at]);
        !self.language.record.comments_after_space
            || before.is_none_or(|byte| byte.is_ascii_whitespace() || byte == b';')
    }

    /// Whether this stands right behind a sign of assignment.
    fn is_value(&self) -> bool {
        self.at.checked_sub(1).is_some_and(|at| self.bytes[at] == b'=')
    }

    fn is_after_word(&self) -> bool {
        self.at.checked_sub(1).is_some_and(|at| self.language.in_word[usize::from(self.bytes[at])])
    }

    fn text_kind(&self, end: usize) -> Kind {
        if self.is_key(end) { Kind::Key } else { Kind::String }
    }

    /// The end of a text in quotes; none where it has none, which is then known up to where it was looked for.
    fn text_end(&mut self, which: usize, inner: usize, text: &Text) -> Option<usize> {
        if self.at < self.barren[which] || self.language.record.quotes_start_words && self.is_after_word() {
            return None;
        }
        let close = text.close.as_bytes();
        if text.letter {
            return self
                .letter_end(inner)
                .filter(|end| self.bytes[*end..].starts_with(close))
                .map(|end| end + close.len());
        }
        let mut at = inner;
        while at < self.end && (text.many_lines || self.bytes[at] != b'\n') {
            if text.escape && self.bytes[at] == b'\\' {
                at += 2;
            } else if self.bytes[at..].starts_with(close) {
                return Some(at + close.len());
            } else {
                at += 1;
            }
        }
        self.barren[which] = at;
        None
    }

    /// The end of a single character, or of an escape that stands for one.
    fn letter_end(&self, inner: usize) -> Option<usize> {
        let mut letters = self.text[inner..self.end].char_indices();
        let (_, first) = letters.next()?;
        if first != '\\' {
            return Some(inner + first.len_utf8());
        }
        let escape = self.bytes[inner + 1..].iter().take(LETTER);
        Some(inner + 2 + escape.skip(1).take_while(|byte| !matches!(**byte, b'\'' | b'\n')).count())
            .filter(|end| *end <= self.end)
    }

    fn variable_end(&self, inner: usize) -> Option<usize> {
        let close = match self.after(inner)? {
            b'{' => b'}',
            b'(' => b')',
            b'@' | b'<' | b'^' | b'#' | b'?' | b'!' | b'*' => return Some(inner + 1),
            byte if byte == b'_' || byte.is_ascii_alphanumeric() => {
                let name = self.bytes[inner..].iter().take_while(|byte| **byte == b'_' || byte.is_ascii_alphanumeric());
                return Some(inner + name.count());
            }
            _ => return None,
        };
        let reach = self.bytes[inner..].iter().take(VARIABLE).take_while(|byte| **byte != b'\n');
        let length = reach.clone().position(|byte| *byte == close)?;
        Some(inner + length + 1)
    }

    /// Words, numbers and options.
    fn word(&mut self, byte: u8) -> Option<Kind> {
        let record = &self.language.record;
        let is_flag = byte == b'-' && (record.flags || record.commands);
        if !self.language.in_word[usize::from(byte)] && !is_flag {
            return None;
        }
        let (start, end, is_value) = (self.at, self.word_end(self.at + 1), self.is_value());
        let word = &self.text[start..end];
        self.at = end;
        let kind = if is_flag {
            if end > start + 1 && !self.at_line_start { Kind::Key } else { Kind::Plain }
        } else if byte.is_ascii_digit() {
            self.at = self.number_end(end);
            Kind::Literal
        } else if self.language.is_prefix(word) && self.after(end).is_some_and(|next| matches!(next, b'"' | b'\'')) {
            // Left to stand plain before its string.
            Kind::Plain
        } else {
            self.word_kind(word, byte, end)
        };
        // Behind `then` comes a command still.
        self.at_command &= kind == Kind::Keyword || self.after(end) == Some(b'=') || is_value;
        Some(kind)
    }

    fn word_kind(&self, word: &str, byte: u8, end: usize) -> Kind {
        let record = &self.language.record;
        if self.is_key(end) && (record.keys == ":" || !record.line_keys) {
            return Kind::Key;
        }
        if record.commands && self.after(end) == Some(b'=') && self.at_command {
            return Kind::Key;
        }
        match self.language.word(word) {
            Some(kind) if kind != Kind::Keyword || !record.commands || self.at_command => kind,
            _ if record.commands && self.at_command => Kind::Name,
            _ if record.calls && self.after(end) == Some(b'(') => Kind::Name,
            _ if record.capitals && byte.is_ascii_uppercase() => Kind::Name,
            _ => Kind::Plain,
        }
    }

    /// A number goes on after its point.
    fn number_end(&self, end: usize) -> usize {
        let has_fraction =
            self.after(end) == Some(b'.') && self.after(end + 1).is_some_and(|next| next.is_ascii_digit());
        if has_fraction { self.word_end(end + 1) } else { end }
    }

    fn word_end(&self, from: usize) -> usize {
        let from = from.min(self.end);
        from + self.bytes[from..].iter().take_while(|byte| self.language.in_word[usize::from(**byte)]).count()
    }

    /// Elements: their names, attributes and values, references in the text.
    fn markup(&mut self, byte: u8) -> Option<Kind> {
        match byte {
            b'>' => {
                self.in_tag = false;
                self.at += 1;
                Some(Kind::Keyword)
            }
            b'<' => {
                if let Some(kind) = self.opened(byte) {
                    return Some(kind);
                }
                let sign = self.at + 1 + usize::from(matches!(self.after(self.at + 1), Some(b'/' | b'!' | b'?')));
                let end = self.word_end(sign);
                self.in_tag = end > sign;
                self.at = end;
                Some(if self.in_tag { Kind::Keyword } else { Kind::Plain })
            }
            b'&' if !self.in_tag => {
                let name = self.bytes[self.at + 1..].iter().take(32);
                let length = name.take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
                let end = self.at + 1 + length;
                (self.after(end) == Some(b';')).then(|| {
                    self.at = end + 1;
                    Kind::Literal
                })
            }
            b'/' | b'?' if self.in_tag => {
                self.at += 1;
                Some(Kind::Keyword)
            }
            _ if self.in_tag => self.opened(byte).or_else(|| {
                self.language.in_word[usize::from(byte)].then(|| {
                    self.at = self.word_end(self.at);
                    Kind::Key
                })
            }),
            _ => None,
        }
    }

    fn line_end(&self, from: usize) -> usize {
        let from = from.min(self.end);
        let line = &self.bytes[from..];
        let length = line.iter().position(|byte| *byte == b'\n').unwrap_or(line.len());
        // The line end of another system is no part of what ends with the line.
        from + length - usize::from(length > 0 && line[length - 1] == b'\r')
    }

    fn find(&self, from: usize, close: &str) -> Option<usize> {
        self.text.get(from..self.end)?.find(close).map(|at| from + at + close.len())
    }
}
