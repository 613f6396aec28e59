//! How a sentence goes on after `because`: which of its first words are names, which keep their capital.

use crate::plan::Plan;
use std::collections::BTreeSet;

/// Words of grammar: no name begins with one.
const GRAMMAR: &[&str] = &[
    "a", "all", "an", "and", "any", "as", "at", "both", "but", "by", "each", "either", "every", "for", "from", "if",
    "in", "it", "its", "many", "more", "most", "much", "neither", "no", "nobody", "nothing", "on", "one", "only",
    "other", "others", "several", "some", "somebody", "that", "the", "their", "there", "these", "they", "this",
    "those", "to", "two", "until", "we", "what", "when", "where", "who", "whoever", "without", "you", "your",
];

/// Ends of words that ordinary words have and names seldom.
const ENDS: &[&str] =
    &["able", "al", "ary", "ed", "ible", "ic", "ing", "ion", "ions", "ity", "ive", "ly", "ment", "ncy", "ness", "ous"];

/// Words with which sentences of archplan's own catalogue begin and that stand nowhere else in it.
const FIRST: &[&str] = &[
    "aliases",
    "anyone",
    "awkward",
    "business",
    "compact",
    "compute",
    "constructs",
    "dearer",
    "debuggers",
    "direct",
    "drafts",
    "lazy",
    "leap",
    "mature",
    "prebuilt",
    "preflight",
    "quorum",
    "rare",
    "sequences",
    "sinks",
    "sixteen",
    "sum",
    "sums",
    "thresholds",
    "workflows",
    "workloads",
];

/// The words of a plan: what stands in small letters somewhere is a word, what has a capital inside a sentence a name.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: BTreeSet<String>,
    names: BTreeSet<String>,
    /// What options are called by, which can be a name or a word with the capital of a title.
    titles: BTreeSet<String>,
}

impl Lexicon {
    pub(super) fn of(plan: &Plan) -> Self {
        let mut lexicon = Self::default();
        for decision in &plan.decisions {
            [&decision.question].into_iter().chain(&decision.drivers).for_each(|text| lexicon.sentence(text));
            lexicon.sentence(decision.because());
            for option in &decision.options {
                lexicon.title(&option.title);
                lexicon.sentence(&option.reason);
                let lists = [&option.good, &option.neutral, &option.bad];
                lists.into_iter().flatten().for_each(|text| lexicon.sentence(text));
            }
        }
        lexicon
    }

    /// A sentence as it goes on after `because`, without a full stop at its end.
    pub(super) fn clause(&self, sentence: &str) -> String {
        let text = sentence.trim();
        let text = text.strip_suffix('.').unwrap_or(text);
        let first = first_word(text);
        let small = first.to_lowercase();
        let is_small = first.chars().skip(1).all(char::is_lowercase);
        let is_word = is_small && !self.is_name(first, &small) && self.knows(&small);
        if is_word && text.starts_with(first) { format!("{small}{}", &text[first.len()..]) } else { text.to_owned() }
    }

    /// Whether a word with a capital is a name, as Go is one although things go.
    fn is_name(&self, first: &str, small: &str) -> bool {
        let (inside, title) = (self.names.contains(first), self.titles.contains(first));
        inside && title || (inside || title) && !self.words.contains(small)
    }

    /// Whether a word stands in small letters somewhere, as it is or in another form, or ends like one.
    fn knows(&self, small: &str) -> bool {
        let bare = [small.strip_suffix('s'), small.strip_suffix("es"), small.strip_suffix("d")];
        let forms = bare.into_iter().flatten().filter(|form| form.len() > 2).map(str::to_owned);
        let singular = small.strip_suffix("ies").map(|stem| format!("{stem}y"));
        self.words.contains(small)
            || GRAMMAR.contains(&small)
            || FIRST.contains(&small)
            || small.len() > 4 && ENDS.iter().any(|end| small.ends_with(end))
            || forms.chain([format!("{small}s")]).chain(singular).any(|form| self.words.contains(&form))
    }

    /// A title begins with a capital whatever its first word is; alone, or before another capital, that can be a name.
    fn title(&mut self, title: &str) {
        let mut words = words(title);
        let (first, second) = (words.next(), words.next());
        if let Some(first) = first.filter(|_| second.is_none_or(|second| second.starts_with(char::is_uppercase))) {
            self.titles.insert(first.to_owned());
        }
    }

    fn sentence(&mut self, text: &str) {
        let mut starts = true;
        for piece in text.split_whitespace() {
            let word = first_word(piece);
            if word.starts_with(char::is_lowercase) {
                self.words.insert(word.to_owned());
            } else if !word.is_empty() && !starts {
                self.names.insert(word.to_owned());
            }
            starts = piece.ends_with(['.', '!', '?', ':']);
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(first_word).filter(|word| !word.is_empty())
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_capital_and_a_word_does_not() {
        let mut lexicon = Lexicon::default();
        lexicon.title("Go");
        lexicon.title("Own hosts");
        lexicon.sentence("Move constraints to Kafka, written in Go. Then go on.");
        for (sentence, clause) in [
            ("Constraints hold.", "constraints hold"),
            ("Kafka keeps them", "Kafka keeps them"),
            ("Constraint by constraint", "constraint by constraint"),
            ("Untested code", "untested code"),
            ("Schemathesis tries", "Schemathesis tries"),
            ("Go has them.", "Go has them"),
            ("Own hosts cost less", "Own hosts cost less"),
            ("It is so.", "it is so"),
            ("IT is so", "IT is so"),
            ("`code` it", "`code` it"),
            ("", ""),
        ] {
            assert_eq!(lexicon.clause(sentence), clause);
        }
    }
}
