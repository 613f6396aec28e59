//! What was decided, and why.

use super::options::{Choice, consequences, found, name, options, unmarked};
use super::role::{Role, role};
use super::text::{Part, Piece, Text, bare, line};
use super::{Imported, cut};

/// What stands for not doing what a record without options decides.
const AS_BEFORE: &str = "Leave it as it was";

/// Makes a decision of a record; the reason in words where it decides nothing. Its id is given later.
pub(super) fn decision(path: &str, words: &str, text: &mut Text) -> Result<Imported, String> {
    let title = title(text).unwrap_or_else(|| spaced(words));
    if title.is_empty() {
        return Err("it has neither a title nor a name with words".to_owned());
    }
    if is_placeholder(&title) {
        return Err("it is a template: its title is a placeholder".to_owned());
    }
    let Some(at) = text.parts.iter().position(|part| role(&part.heading) == Role::Outcome) else {
        return Err("no heading says what was decided, such as `Decision` or `Decision Outcome`".to_owned());
    };
    let line = text.parts[at].line;
    let outcome = outcome(text, at);
    if outcome.is_empty() {
        return Err(format!("nothing stands under the heading of its decision, line {line}"));
    }
    let question = question(text, &title);
    let mut options = options(text);
    let (stated, because) = stated(&outcome, &options);
    let choose = choose(stated.as_deref(), &outcome, &title, &mut options, text, line)?;
    consequences(text, &mut options[choose]);
    if options.len() == 1 {
        text.fault(line, format!("no other option is said; `{AS_BEFORE}` stands for not deciding so"));
        options.push(Choice { title: AS_BEFORE.to_owned(), ..Choice::default() });
    }
    name(&mut options);
    let (because, is_cut) = cut(&because);
    if is_cut {
        text.fault(line, "the reason is cut after 2,000 characters");
    }
    let ending = format!(": {}", options[choose].title);
    let title = title.strip_suffix(&ending).filter(|title| !title.is_empty()).unwrap_or(&title).to_owned();
    left_behind(text, &question);
    Ok(Imported {
        path: path.to_owned(),
        id: String::new(),
        title: cut_to(&title, 120),
        question,
        options,
        choose,
        because,
        depends_on: Vec::new(),
    })
}

/// The first heading, where it is none of the form itself; else a field `title`.
fn title(text: &Text) -> Option<String> {
    let heading = text.parts.iter().find(|part| part.level > 0).filter(|part| role(&part.heading) == Role::Other);
    let field = || text.fields.iter().find(|(name, _, _)| name == "title").map(|(_, value, _)| line(value));
    let title = heading.map(|part| line(&part.heading)).filter(|title| !title.is_empty()).or_else(field)?;
    Some(unnumbered(&title)).filter(|title| !title.is_empty())
}

/// A title without the number that it begins with: `12. Use X`, `ADR-0012: Use X`.
fn unnumbered(title: &str) -> String {
    let has_adr = title.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("adr"));
    let rest = if has_adr { title[3..].trim_start_matches(['-', ' ', '#', '_']) } else { title };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number =
        after.len() < rest.len() && (has_adr || after.starts_with(['.', ':', ')', '-']) || after.starts_with(" -"));
    if is_number {
        after.trim_start_matches([' ', '.', ':', ')', '-', '\u{2013}', '\u{2014}']).to_owned()
    } else {
        title.to_owned()
    }
}

fn is_placeholder(title: &str) -> bool {
    let first = title.chars().next().unwrap_or_default();
    matches!(first, '[' | '{' | '<') || title.contains("short title") || bare(title) == "title"
}

fn spaced(words: &str) -> String {
    crate::document::words::capital(&line(&words.replace(['-', '_'], " ")))
}

/// The text of the decision, of the parts below it that are not of another role, and of a part with its reasons.
fn outcome(text: &Text, at: usize) -> String {
    let is_own = |part: &&Part| matches!(role(&part.heading), Role::Other | Role::Reason);
    let below = text.below(at);
    let after = text.parts[at + 1 + below.len()..].iter().filter(|part| role(&part.heading) == Role::Reason);
    let parts = std::iter::once(&text.parts[at]).chain(below.iter().filter(is_own)).chain(after);
    let pieces: Vec<&Piece> = parts.flat_map(|part| &part.pieces).collect();
    let lines = pieces.iter().enumerate().map(|(at, piece)| {
        let text = line(&piece.text);
        let is_followed = pieces.get(at + 1).is_some_and(|next| next.depth > 0);
        // Items become one sentence.
        match piece.depth {
            0 => text,
            _ if text.ends_with(['.', '!', '?', ':', ';', ',']) => text,
            _ => format!("{text}{}", if is_followed { ";" } else { "." }),
        }
    });
    lines.collect::<Vec<_>>().join(" ")
}

/// The question of the context, or the title as one.
fn question(text: &Text, title: &str) -> String {
    let context =
        text.parts.iter().find(|part| role(&part.heading) == Role::Context).map(super::text::Part::line_of_text);
    let context = context.unwrap_or_default();
    let asked = context.find('?').map(|end| {
        let head = &context[..=end];
        let start = [". ", "! "].iter().filter_map(|mark| head.rfind(mark).map(|at| at + mark.len())).max();
        head[start.unwrap_or_default()..].trim().to_owned()
    });
    match asked.filter(|asked| asked.len() > 3 && asked.chars().count() <= 400) {
        Some(asked) => asked,
        None => format!("{}?", cut_to(title, 300).trim_end_matches(['.', '?'])),
    }
}

/// What MADR's sentence states: `Chosen option: "X", because Y`; and the reason, which is the whole text where there is
/// no such sentence.
fn stated(outcome: &str, options: &[Choice]) -> (Option<String>, String) {
    let lower = outcome.to_ascii_lowercase();
    let marks = ["chosen option:", "chosen option is", "chosen option -", "selected option:"];
    let Some((at, mark)) = marks.iter().filter_map(|mark| lower.find(mark).map(|at| (at, mark))).min() else {
        return (None, outcome.to_owned());
    };
    let after = outcome[at + mark.len()..].trim_start();
    let listed = options.iter().filter(|option| {
        let title = after.strip_prefix('"').and_then(|after| after.strip_prefix(option.title.as_str()));
        title.is_some_and(|after| after.starts_with('"'))
    });
    let listed = listed.max_by_key(|option| option.title.len());
    let listed = listed.map(|option| (option.title.clone(), &after[option.title.len() + 2..]));
    let quoted = [('"', '"'), ('\u{201c}', '\u{201d}'), ('\u{ab}', '\u{bb}')].iter().find_map(|(open, close)| {
        let inner = after.strip_prefix(*open)?;
        // A quotation mark in the title itself does not end it: what follows the end is a comma, a stop or nothing.
        let ends = inner.match_indices(*close).find(|(at, _)| {
            let rest = inner[at + close.len_utf8()..].trim_start();
            rest.is_empty() || rest.starts_with([',', '.', ';', '(']) || rest.starts_with("because")
        });
        ends.map(|(at, _)| (inner[..at].to_owned(), &inner[at + close.len_utf8()..]))
    });
    let (option, rest) = listed.or(quoted).unwrap_or_else(|| {
        let lower = after.to_ascii_lowercase();
        let ends = [", because", " because", ", since", ". ", "; ", ", as "];
        let end = ends.iter().filter_map(|end| lower.find(end)).min().unwrap_or(after.len());
        (after[..end].to_owned(), &after[end..])
    });
    let rest = rest.trim_start_matches(['.', ',', ';', ' ']);
    let reason = rest.strip_prefix("because").unwrap_or(rest).trim_start_matches(['.', ',', ':', ' ']);
    (Some(line(&option)).filter(|option| !option.is_empty()), format!("{}{reason}", prefix(&outcome[..at])))
}

fn prefix(before: &str) -> String {
    let before = before.trim();
    if before.is_empty() { String::new() } else { format!("{before} ") }
}

/// Which option was chosen, as an index; one that is not among the options is added.
fn choose(
    stated: Option<&str>,
    outcome: &str,
    title: &str,
    options: &mut Vec<Choice>,
    text: &mut Text,
    line: usize,
) -> Result<usize, String> {
    if let Some(stated) = stated {
        if let Some(at) =
            found(options, stated).or_else(|| explained(options, stated)).or_else(|| only(options, stated, true))
        {
            return Ok(at);
        }
        if !options.is_empty() {
            text.fault(
                line,
                format!("the chosen option `{}` is not among the considered ones; it is added", cut_to(stated, 80)),
            );
        }
        options.insert(0, Choice { title: cut_to(&unmarked(stated), 120), ..Choice::default() });
        return Ok(0);
    }
    if options.is_empty() {
        options.push(Choice { title: cut_to(&unmarked(title), 120), ..Choice::default() });
        return Ok(0);
    }
    let first = first_sentence(outcome);
    let said = only(options, title, false).or_else(|| only(options, first, false).filter(|_| !compares(first)));
    let are_others = !text.parts.iter().any(|part| matches!(role(&part.heading), Role::Options | Role::Weighing));
    if are_others {
        text.fault(line, "no sentence names the chosen option; it is called as the record, beside the alternatives");
        options.insert(0, Choice { title: cut_to(&unmarked(title), 120), ..Choice::default() });
        return Ok(0);
    }
    if let Some(at) = said {
        text.fault(line, format!("no sentence names the chosen option; its text names only `{}`", options[at].title));
        return Ok(at);
    }
    Err(format!("which of its {} options was chosen cannot be told, line {line}", options.len()))
}

fn first_sentence(text: &str) -> &str {
    text.split(". ").next().unwrap_or_default()
}

/// Whether a sentence may name what was not chosen.
fn compares(sentence: &str) -> bool {
    let words = bare(sentence);
    words.split(' ').any(|word| {
        ["not", "no", "instead", "rather", "over", "than", "without", "replace", "from", "unlike"].contains(&word)
    })
}

/// The option whose title is the stated one with an explanation after a colon, which is taken off.
fn explained(options: &mut [Choice], stated: &str) -> Option<usize> {
    let at = options.iter().position(|option| {
        option.title.strip_prefix(stated).is_some_and(|rest| rest.starts_with(": ") && rest.len() > 2)
    })?;
    let option = &mut options[at];
    option.reason = option.title[stated.len() + 2..].to_owned();
    option.title.truncate(stated.len());
    Some(at)
}

/// The one option whose title stands in a text, or with `either` in whose title the text stands; none where several do.
fn only(options: &[Choice], text: &str, either: bool) -> Option<usize> {
    let text = format!(" {} ", bare(text));
    let is_named = |option: &Choice| {
        let title = format!(" {} ", bare(&option.title));
        title.trim().len() > 1 && text.trim().len() > 1 && (text.contains(&title) || either && title.contains(&text))
    };
    let mut named = options.iter().enumerate().filter(|(_, option)| is_named(option)).map(|(at, _)| at);
    named.next().filter(|_| named.next().is_none())
}

/// Says which parts are not carried over.
fn left_behind(text: &mut Text, question: &str) {
    let left = text.parts.iter().filter(|part| !part.pieces.is_empty()).filter_map(|part| {
        let heading = cut_to(&part.heading, 60);
        match role(&part.heading) {
            Role::Context if part.line_of_text() == question => None,
            Role::Context if part.line_of_text().contains(question) => {
                Some((part.line, format!("of `{heading}` only the question is carried over")))
            }
            Role::Context | Role::Drivers | Role::Confirmation => {
                Some((part.line, format!("`{heading}` is not carried over")))
            }
            Role::Other if part.level == 2 => Some((part.line, format!("`{heading}` is not carried over"))),
            _ => None,
        }
    });
    let left: Vec<_> = left.take(12).collect();
    text.faults.extend(left);
}

fn cut_to(text: &str, most: usize) -> String {
    text.chars().take(most).collect::<String>().trim().to_owned()
}
