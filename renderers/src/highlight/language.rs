//! What the lexer knows of a language, read from its record once.

use super::Kind;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The form of a record in `assets/highlight/languages.json`. What is left out is empty, or does not hold.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Record {
    /// The tags that it goes by, in lower case.
    pub(super) names: Vec<String>,
    /// Words are the same in either case; they stand in lower case here.
    pub(super) any_case: bool,
    /// What begins a comment that ends with its line.
    pub(super) line_comments: Vec<String>,
    /// Such a comment begins only at the start of a line or after white space.
    pub(super) comments_after_space: bool,
    /// What begins and ends a comment over many lines.
    pub(super) block_comments: Vec<(String, String)>,
    /// Texts in quotes, the longest quotes first where one begins like another.
    pub(super) strings: Vec<Text>,
    /// Words that belong to a string when they stand right before it.
    pub(super) string_prefixes: String,
    /// A quote begins a string only where no word stands right before it.
    pub(super) quotes_start_words: bool,
    /// What stands between a key and its value.
    pub(super) keys: String,
    /// The first thing of a line is a key, whatever it is made of, where such a sign follows.
    pub(super) line_keys: bool,
    /// After the sign comes white space.
    pub(super) keys_need_space: bool,
    /// `[section]` at the start of a line.
    pub(super) sections: bool,
    /// What begins a variable: `$name`, `${name}`, `$(name)`.
    pub(super) variables: String,
    /// The first word of a command is its name.
    pub(super) commands: bool,
    /// `-o` and `--option`; in commands anyway.
    pub(super) flags: bool,
    /// What a word may hold besides letters, digits and `_`.
    pub(super) word_marks: String,
    /// Words that begin with a capital letter are types.
    pub(super) capitals: bool,
    /// Words before an opening parenthesis are functions.
    pub(super) calls: bool,
    /// Signs that give the word behind them a kind.
    pub(super) sigils: Vec<(String, Kind)>,
    /// Its own words, with a space between them; so the next two.
    pub(super) keywords: String,
    /// Types that it comes with.
    pub(super) types: String,
    /// Values that have a name.
    pub(super) literals: String,
    /// Starts of lines, and the kind that the line has from there to its end or the closing bracket.
    pub(super) line_starts: Vec<(String, Kind)>,
    /// Starts of lines, and the kind that the whole line has; nothing else is looked for.
    pub(super) whole_lines: Vec<(String, Kind)>,
    /// What a line that was typed begins with; the others are what was answered.
    pub(super) prompts: Vec<String>,
    /// The language of what was typed.
    pub(super) prompted: String,
    /// Elements with attributes, and text between them.
    pub(super) tags: bool,
}

/// A text in quotes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Text {
    /// What begins it.
    pub(super) open: String,
    /// What ends it, where that is something else.
    pub(super) close: String,
    /// A backslash takes its meaning from the next character.
    pub(super) escape: bool,
    /// It goes on over the end of a line.
    pub(super) many_lines: bool,
    /// One character, or an escape of one, lies between its quotes.
    pub(super) letter: bool,
}

/// What stands at the front of a token that is found by how it begins.
#[derive(Clone, Debug)]
pub(super) enum Opener {
    /// A comment to the end of the line.
    LineComment,
    /// A comment to its close, or to the end.
    BlockComment {
        /// What ends it.
        close: String,
    },
    /// A text in quotes.
    Text(Text),
    /// A sign that gives the word behind it a kind.
    Sigil(Kind),
    /// A variable.
    Variable,
}

/// A language, ready to have things looked up in it.
pub(super) struct Language {
    /// What its record says.
    pub(super) record: Record,
    /// Tokens that are found by how they begin.
    pub(super) openers: Vec<(String, Opener)>,
    /// By byte: whether an opener begins so.
    pub(super) opens: [bool; 256],
    /// By byte: whether a word may hold it.
    pub(super) in_word: [bool; 256],
    words: HashMap<String, Kind>,
    longest_word: usize,
}

/// All languages, and which of them a name means.
struct Known {
    languages: Vec<Language>,
    named: HashMap<String, usize>,
}

impl Language {
    /// The language that goes by a name, in either case.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        static KNOWN: OnceLock<Known> = OnceLock::new();
        let known = KNOWN.get_or_init(Known::read);
        known.named.get(&name.to_ascii_lowercase()).and_then(|at| known.languages.get(*at))
    }

    fn of(record: Record) -> Self {
        let openers = openers(&record);
        let mut opens = [false; 256];
        for (open, _) in &openers {
            if let Some(byte) = open.bytes().next() {
                opens[usize::from(byte)] = true;
            }
        }
        let marks = record.word_marks.as_bytes();
        let in_word = std::array::from_fn(|at| {
            let byte = at as u8;
            byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii() || marks.contains(&byte)
        });
        let mut words = HashMap::new();
        let kinds = [(Kind::Literal, &record.literals), (Kind::Name, &record.types), (Kind::Keyword, &record.keywords)];
        for (kind, list) in kinds {
            words.extend(list.split_whitespace().map(|word| (word.to_owned(), kind)));
        }
        let longest_word = words.keys().map(String::len).max().unwrap_or(0);
        Self { record, openers, opens, in_word, words, longest_word }
    }

    /// What a word is by itself.
    pub(super) fn word(&self, word: &str) -> Option<Kind> {
        if word.len() > self.longest_word {
            return None;
        }
        if self.record.any_case { self.words.get(&word.to_ascii_lowercase()) } else { self.words.get(word) }.copied()
    }

    /// Whether a word belongs to the string behind it.
    pub(super) fn is_prefix(&self, word: &str) -> bool {
        word.len() <= 2 && self.record.string_prefixes.split(' ').any(|prefix| prefix == word)
    }
}

impl Known {
    fn read() -> Self {
        let records: Vec<Record> = serde_json::from_str(include_str!("../../assets/highlight/languages.json"))
            .expect("the languages in assets are records");
        let mut named = HashMap::new();
        for (at, record) in records.iter().enumerate() {
            named.extend(record.names.iter().map(|name| (name.clone(), at)));
        }
        Self { languages: records.into_iter().map(Language::of).collect(), named }
    }
}

/// Everything that begins a token, in the order in which it is tried.
fn openers(record: &Record) -> Vec<(String, Opener)> {
    let mut openers = Vec::new();
    for (open, close) in &record.block_comments {
        openers.push((open.clone(), Opener::BlockComment { close: close.clone() }));
    }
    openers.extend(record.line_comments.iter().map(|open| (open.clone(), Opener::LineComment)));
    for text in &record.strings {
        let close = if text.close.is_empty() { text.open.clone() } else { text.close.clone() };
        openers.push((text.open.clone(), Opener::Text(Text { close, ..text.clone() })));
    }
    openers.extend(record.sigils.iter().map(|(sign, kind)| (sign.clone(), Opener::Sigil(*kind))));
    if !record.variables.is_empty() {
        openers.push((record.variables.clone(), Opener::Variable));
    }
    openers
}
