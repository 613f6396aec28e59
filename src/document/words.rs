//! English around values: counts with their noun, enumerations, sentences.
//!
//! It knows nothing of plans; a word in, a word out.

use pluralizer::pluralize;
use renderers::document::{Inline, Inlines};

/// A count with its noun: `no roles`, `one order item`, `12 operations`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{} {}", numeral(number), noun_for(number, noun))
}

/// The noun in the number that the count asks for; nothing else of it changes.
pub(super) fn noun_for(number: usize, noun: &str) -> String {
    if number == 1 { noun.to_owned() } else { pluralize(noun, 2, false) }
}

/// Small numbers as words, as running text has them before a noun; without one, it is an `amount`.
pub(super) fn numeral(number: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// How many of things that were named before: `none`, `one`, `two`.
pub(super) fn amount(number: usize) -> String {
    if number == 0 { "none".to_owned() } else { numeral(number) }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn series(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// An enumeration of inlines: `a`, `a and b`, `a, b and c`.
pub(super) fn joined(items: Vec<Inlines>) -> Inlines {
    let count = items.len();
    let mut line = Vec::new();
    for (i, item) in items.into_iter().enumerate() {
        match count - i {
            _ if i == 0 => {}
            1 => line.push(Inline::from(" and ")),
            _ => line.push(Inline::from(", ")),
        }
        line.extend(item);
    }
    line
}

/// Items with a comma between them, for cells of tables.
pub(super) fn listed(items: Vec<Inlines>) -> Inlines {
    let mut line = Vec::new();
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            line.push(Inline::from(", "));
        }
        line.extend(item);
    }
    line
}

/// Items with a semicolon between them, where the items hold commas themselves.
pub(super) fn chained(items: Vec<Inlines>) -> Inlines {
    let mut line = Vec::new();
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            line.push(Inline::from("; "));
        }
        line.extend(item);
    }
    line
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn alternatives(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} or {last}", head.join(", ")),
    }
}

/// `a` or `an`, by the letter that follows; `user` and `unit` begin with a consonant to the ear.
pub(super) fn article(noun: &str) -> &'static str {
    let noun = noun.to_lowercase();
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    let consonant = ["us", "uni", "eu", "one", "uti"].iter().any(|start| noun.starts_with(start));
    if vowel && !consonant { "an" } else { "a" }
}

/// With a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// With a small first letter, for a sentence that goes on with it.
pub(super) fn uncapital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// With a full stop, where no mark ends it yet.
pub(crate) fn sentence(text: &str) -> String {
    ended_text(&capital(text.trim()))
}

/// The rest of a sentence: with a full stop, where no mark ends it yet.
pub(super) fn ended_text(text: &str) -> String {
    let text = text.trim();
    let is_ended = text.is_empty() || text.ends_with(['.', '!', '?', ':', '…']);
    if is_ended { text.to_owned() } else { format!("{text}.") }
}

/// Ends running text with a full stop, where no mark ends it yet.
pub(super) fn ended(mut line: Inlines) -> Inlines {
    let open = match line.last() {
        Some(Inline::Text(text)) => !text.trim_end().ends_with(['.', '!', '?', ':', '…']),
        Some(_) => true,
        None => false,
    };
    if open {
        line.push(Inline::from("."));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_follow_their_count() {
        assert_eq!(count(0, "role"), "no roles");
        assert_eq!(count(1, "order item"), "one order item");
        assert_eq!(count(2, "entity"), "two entities");
        assert_eq!(count(11, "operation"), "11 operations");
    }

    #[test]
    fn amounts_stand_without_a_noun() {
        assert_eq!([0, 1, 2, 11].map(amount), ["none", "one", "two", "11"]);
    }

    #[test]
    fn series_read_as_english() {
        let items = |n: usize| ["a", "b", "c"][..n].iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        assert_eq!(series(&items(0)), "");
        assert_eq!(series(&items(1)), "a");
        assert_eq!(series(&items(2)), "a and b");
        assert_eq!(series(&items(3)), "a, b and c");
    }

    #[test]
    fn sentences_end_once() {
        assert_eq!(sentence("an order is kept"), "An order is kept.");
        assert_eq!(sentence("Is it?"), "Is it?");
        assert_eq!(sentence(""), "");
    }
}
