//! A Structurizr workspace against the published grammar (<https://docs.structurizr.com/dsl/language>), as strictly as the
//! page says it: what may stand in what, how many texts stand behind which word, identifiers declared before their use.

use crate::formats::planned;
use crate::generated;
use crate::hostile;
use archplan::{document, export};
use std::collections::BTreeSet;

#[test]
fn the_workspace_of_every_spec_keeps_to_the_grammar() {
    let hostile = planned(&hostile::spec(&hostile::text()));
    for plan in generated::all().into_iter().map(|it| it.plan).chain([hostile]) {
        holds(&export::structurizr(&plan, &document::design(&plan)));
    }
}

#[test]
fn what_is_no_workspace_is_refused() {
    let model = |body: &str| format!("workspace \"a\" {{\n model {{\n{body}\n }}\n}}\n");
    holds(&model("a = person \"A\" \"\" \"\"\nb = softwareSystem \"B\" {\n}\na -> b \"x\" \"\" \"\""));
    for wrong in [
        "a -> b \"x\"",
        "a = person \"A\"\na = person \"B\"",
        "a = person \"A",
        "a = person A",
        "a = person \"A\" \"b\" \"c\" \"d\"",
        "a = container \"A\"",
        "a = person \"A\" {",
        "!include /etc/passwd",
        "a = person \"${HOME}\"",
        "a = person \"A\"\nb = person \"A\"",
    ] {
        assert!(std::panic::catch_unwind(|| holds(&model(wrong))).is_err(), "{wrong}");
    }
}

/// A word of the grammar: where it may stand, how many names and texts stand behind it, whether a block may follow.
struct Word {
    word: &'static str,
    inside: &'static [&'static str],
    /// Of those that are no text: identifiers or plain words.
    bare: usize,
    texts: (usize, usize),
    is_block: bool,
}

const fn word(
    word: &'static str,
    inside: &'static [&'static str],
    bare: usize,
    texts: (usize, usize),
    is_block: bool,
) -> Word {
    Word { word, inside, bare, texts, is_block }
}

const WORDS: [Word; 23] = [
    word("workspace", &[""], 0, (0, 2), true),
    word("model", &["workspace"], 0, (0, 0), true),
    word("views", &["workspace"], 0, (0, 0), true),
    word("person", &["model"], 0, (1, 3), false),
    word("softwareSystem", &["model"], 0, (1, 3), true),
    word("container", &["softwareSystem"], 0, (1, 4), false),
    word("deploymentEnvironment", &["model"], 0, (1, 1), true),
    word("deploymentNode", &["deploymentEnvironment", "deploymentNode"], 0, (1, 5), true),
    word("infrastructureNode", &["deploymentNode"], 0, (1, 4), false),
    word("containerInstance", &["deploymentNode"], 1, (0, 2), false),
    word("softwareSystemInstance", &["deploymentNode"], 1, (0, 2), false),
    word("systemContext", &["views"], 1, (0, 2), true),
    word("container", &["views"], 1, (0, 2), true),
    word("deployment", &["views"], 1, (1, 3), true),
    word("include", &["systemContext", "container", "deployment"], 1, (0, 0), false),
    word("autoLayout", &["systemContext", "container", "deployment"], 1, (0, 0), false),
    word("styles", &["views"], 0, (0, 0), true),
    word("element", &["styles"], 0, (1, 1), true),
    word("relationship", &["styles"], 0, (1, 1), true),
    word("shape", &["element"], 1, (0, 0), false),
    word("background", &["element"], 1, (0, 0), false),
    word("border", &["element"], 1, (0, 0), false),
    word("style", &["relationship"], 1, (0, 0), false),
];

/// Fails where a workspace does not keep to the grammar.
pub(crate) fn holds(dsl: &str) {
    let mut open: Vec<&str> = Vec::new();
    let (mut declared, mut views) = (BTreeSet::new(), BTreeSet::new());
    // Names of persons and systems may not repeat, nor those of the parts of one system.
    let mut names: BTreeSet<(String, String)> = BTreeSet::new();
    for line in dsl.lines().map(str::trim).filter(|line| !line.is_empty()) {
        assert!(!line.contains("${"), "a variable: {line}");
        if line == "}" {
            assert!(open.pop().is_some(), "a bracket too many");
            continue;
        }
        let (mut tokens, texts) = tokens(line);
        let opens = tokens.last().is_some_and(|last| last == "{");
        tokens.truncate(tokens.len() - usize::from(opens));
        let around = open.last().copied().unwrap_or_default();
        if let [from, arrow, to] = tokens.as_slice()
            && arrow == "->"
        {
            assert!(["model", "deploymentEnvironment"].contains(&around), "{line}");
            assert!(declared.contains(from) && declared.contains(to), "an identifier that nobody declared: {line}");
            assert!(!opens && texts.len() <= 3, "{line}");
            continue;
        }
        if tokens.get(1).is_some_and(|token| token == "=") {
            let name = tokens.remove(0);
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{line}");
            assert!(declared.insert(name), "an identifier twice: {line}");
            tokens.remove(0);
        }
        let known = WORDS.iter().find(|it| it.word == tokens[0] && it.inside.contains(&around));
        let word = known.unwrap_or_else(|| panic!("`{}` does not stand in `{around}`: {line}", tokens[0]));
        assert_eq!(tokens.len() - 1, word.bare, "{line}");
        assert!((word.texts.0..=word.texts.1).contains(&texts.len()), "{} texts: {line}", texts.len());
        assert!(!opens || word.is_block, "{line}");
        match (word.word, around) {
            ("containerInstance" | "softwareSystemInstance", _)
            | ("systemContext" | "container" | "deployment", "views") => {
                assert!(declared.contains(&tokens[1]), "an identifier that nobody declared: {line}");
                if around == "views" {
                    let key = texts.last().cloned().unwrap_or_default();
                    let is_plain = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
                    assert!(is_plain && views.insert(key), "{line}");
                }
            }
            ("person" | "softwareSystem" | "container", _) => {
                assert!(!texts[0].is_empty(), "{line}");
                assert!(names.insert((around.to_owned(), texts[0].clone())), "a name twice: {line}");
            }
            _ => {}
        }
        if opens {
            open.push(word.word);
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
}

/// The words of a line, and its quoted texts, which stand behind all words but a bracket.
fn tokens(line: &str) -> (Vec<String>, Vec<String>) {
    let (mut words, mut texts) = (Vec::new(), Vec::new());
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let mut text = String::new();
            let mut inside = rest[1..].char_indices();
            let end = loop {
                match inside.next().unwrap_or_else(|| panic!("a quote stays open: {line}")) {
                    (_, '\\') => text.extend(inside.next().map(|(_, c)| c)),
                    (at, '"') => break at,
                    (_, c) => text.push(c),
                }
            };
            texts.push(text);
            rest = rest[end + 2..].trim_start();
        } else {
            let end = rest.find(' ').unwrap_or(rest.len());
            let word = &rest[..end];
            assert!(texts.is_empty() || word == "{", "`{word}` stands behind a text: {line}");
            words.push(word.to_owned());
            rest = rest[end..].trim_start();
        }
    }
    (words, texts)
}
