//! The options of a record, and what is said for and against each.

use super::role::{Role, role};
use super::text::{Part, Piece, Text, bare, line, slug};
use std::collections::BTreeSet;

/// So many options are taken; a list of more is no list of options.
const MOST: usize = 40;
/// So many sentences for or against an option are taken.
const MOST_ARGUMENTS: usize = 40;

/// An option as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Id, unique in its decision; given when all are known.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// When one takes it; may be empty.
    pub reason: String,
    /// What is good about it.
    pub good: Vec<String>,
    /// What is neither good nor bad.
    pub neutral: Vec<String>,
    /// What is bad about it.
    pub bad: Vec<String>,
}

/// Which way an argument goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Good,
    Neutral,
    Bad,
}

/// The options of a record in their order, those that are only weighed and not listed too.
pub(super) fn options(text: &mut Text) -> Vec<Choice> {
    let mut options: Vec<Choice> = Vec::new();
    let mut left = None;
    let headings: BTreeSet<&str> = text.parts.iter().map(|part| part.heading.as_str()).collect();
    let mut at = 0;
    while at < text.parts.len() {
        let part = &text.parts[at];
        let role = role(&part.heading);
        if matches!(role, Role::Options | Role::Alternatives) {
            listed(part, &headings, &mut options);
        }
        if matches!(role, Role::Options | Role::Alternatives | Role::Weighing) {
            headed(text.below(at), &mut options);
            at += text.below(at).len();
        }
        if options.len() > MOST && left.is_none() {
            left = Some(part.line);
        }
        at += 1;
    }
    if let Some(line) = left {
        options.truncate(MOST);
        text.fault(line, format!("more than {MOST} options; the first {MOST} are taken"));
    }
    options
}

/// Options as items; what stands below an item argues about it. An item that is a heading too is a title as it stands.
fn listed(part: &Part, headings: &BTreeSet<&str>, options: &mut Vec<Choice>) {
    for piece in &part.pieces {
        match (piece.depth, options.last_mut()) {
            (1, _) => {
                let text = line(&piece.text);
                let is_title = headings.contains(text.as_str());
                let option = if is_title { Choice { title: text, ..Choice::default() } } else { titled(&text) };
                if options.iter().all(|known| known.title != option.title) {
                    add(option, options);
                }
            }
            (2.., Some(option)) => argue(option, piece, Way::Neutral),
            _ => {}
        }
    }
}

/// Options as headings, each with its reason and arguments.
fn headed(parts: &[Part], options: &mut Vec<Choice>) {
    let top = parts.iter().map(|part| part.level).min().unwrap_or_default();
    let mut current = None;
    for part in parts {
        let mut way = way_of(role(&part.heading));
        if part.level == top {
            if found(options, &part.heading).is_none() {
                add(Choice { title: unmarked(&part.heading), ..Choice::default() }, options);
            }
            current = found(options, &part.heading);
        }
        let Some(option) = current.map(|at: usize| &mut options[at]) else { continue };
        for piece in &part.pieces {
            match piece.depth {
                0 => match heading_way(&piece.text) {
                    Some(found) => way = found,
                    None if option.reason.is_empty() && part.level == top => option.reason = line(&piece.text),
                    None => {}
                },
                _ => argue(option, piece, way),
            }
        }
    }
}

fn way_of(role: Role) -> Way {
    match role {
        Role::Good => Way::Good,
        Role::Bad => Way::Bad,
        _ => Way::Neutral,
    }
}

/// `Pros:` or `Cons:` before a list.
fn heading_way(text: &str) -> Option<Way> {
    match way_of(role(text)) {
        Way::Neutral => None,
        way => Some(way),
    }
}

/// Takes an argument in: by its first words, else by what stands above it.
pub(super) fn argue(option: &mut Choice, piece: &Piece, way: Way) {
    let text = line(&piece.text);
    let lower = text.to_lowercase();
    let marks: [(&str, Way); 14] = [
        ("good, because ", Way::Good),
        ("good because ", Way::Good),
        ("neutral, because ", Way::Neutral),
        ("neutral because ", Way::Neutral),
        ("bad, because ", Way::Bad),
        ("bad because ", Way::Bad),
        ("pro: ", Way::Good),
        ("con: ", Way::Bad),
        ("+ ", Way::Good),
        ("- ", Way::Bad),
        ("good: ", Way::Good),
        ("bad: ", Way::Bad),
        ("\u{2705} ", Way::Good),
        ("\u{274c} ", Way::Bad),
    ];
    let marked = marks.iter().find(|(mark, _)| lower.starts_with(mark));
    let (text, way) = match marked {
        // Small and capital letters may differ in length; the marks themselves do not.
        Some((mark, way)) => (text.get(mark.len()..).unwrap_or_default().to_owned(), *way),
        None => (text, way),
    };
    let arguments = match way {
        Way::Good => &mut option.good,
        Way::Neutral => &mut option.neutral,
        Way::Bad => &mut option.bad,
    };
    if !text.is_empty() && arguments.len() < MOST_ARGUMENTS {
        arguments.push(super::cut(&text).0);
    }
}

fn add(option: Choice, options: &mut Vec<Choice>) {
    if !option.title.is_empty() && options.len() <= MOST {
        options.push(option);
    }
}

/// The option of that title, letter by letter; else in its words, `Option 1: PostgreSQL` for `PostgreSQL` too.
pub(super) fn found(options: &[Choice], title: &str) -> Option<usize> {
    if let Some(at) = options.iter().position(|option| option.title == title) {
        return Some(at);
    }
    let title = bare(&unmarked(title));
    if title.is_empty() {
        return None;
    }
    options.iter().position(|option| bare(&option.title) == title)
}

/// A title, and its reason where a dash parts them: `PostgreSQL - it is known`.
fn titled(text: &str) -> Choice {
    let text = unmarked(text);
    for dash in [" \u{2014} ", " \u{2013} ", " - "] {
        if let Some((title, reason)) = text.split_once(dash).filter(|(title, _)| title.chars().count() <= 60) {
            return Choice { title: title.trim().to_owned(), reason: reason.trim().to_owned(), ..Choice::default() };
        }
    }
    let title: String = text.chars().take(120).collect();
    let reason = if title.len() < text.len() { super::cut(&text).0 } else { String::new() };
    Choice { title, reason, ..Choice::default() }
}

/// A title without what templates put around it.
pub(super) fn unmarked(title: &str) -> String {
    let title = line(title);
    let pairs = [('[', ']'), ('"', '"'), ('\u{201c}', '\u{201d}'), ('*', '*'), ('`', '`')];
    let inner = pairs.iter().find_map(|(open, close)| title.strip_prefix(*open)?.strip_suffix(*close));
    let title = inner.unwrap_or(&title);
    let lower = title.to_lowercase();
    let numbered = lower.strip_prefix("option ").or_else(|| lower.strip_prefix("alternative "));
    let numbered = numbered.and_then(|rest| {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
        let after = rest[digits..].strip_prefix([':', '.', ')']).or_else(|| rest[digits..].strip_prefix(" -"))?;
        (digits <= 2 && !after.trim().is_empty() && lower.len() == title.len()).then(|| title.len() - after.len())
    });
    let title = numbered.and_then(|at| title.get(at..)).unwrap_or(title);
    title.trim().trim_end_matches('.').to_owned()
}

/// Gives every option an id made of its title, unique among them.
pub(super) fn name(options: &mut [Choice]) {
    let mut taken = BTreeSet::new();
    for (at, option) in options.iter_mut().enumerate() {
        let id = match slug(&option.title) {
            id if id.is_empty() => format!("option-{}", at + 1),
            id => id,
        };
        let numbered = (2..).map(|n| format!("{id}-{n}"));
        let id = std::iter::once(id.clone()).chain(numbered).find(|id| taken.insert(id.clone()));
        option.id = id.expect("numbers do not end");
    }
}

/// Arguments of the consequences: they are about what was chosen.
pub(super) fn consequences(text: &Text, chosen: &mut Choice) {
    let is_weighed = |at: usize| text.parts[..at].iter().rev().any(|part| role(&part.heading) == Role::Weighing);
    for (at, part) in text.parts.iter().enumerate() {
        let role = role(&part.heading);
        if !matches!(role, Role::Consequences | Role::Good | Role::Bad) || is_weighed(at) {
            continue;
        }
        let mut way = way_of(role);
        for piece in &part.pieces {
            match heading_way(&piece.text) {
                Some(found) if piece.depth == 0 => way = found,
                _ => argue(chosen, piece, way),
            }
        }
    }
    let unique = |arguments: &mut Vec<String>| {
        let mut seen = BTreeSet::new();
        arguments.retain(|argument| seen.insert(bare(argument)));
    };
    [&mut chosen.good, &mut chosen.neutral, &mut chosen.bad].into_iter().for_each(unique);
}
