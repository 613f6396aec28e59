//! Changes to a spec, as somebody types them: what if the database were another one, what if that entity went?
//!
//! The central type is [`Change`]; [`parse`] reads changes from words, [`apply`] makes them in the tree of a spec
//! before it is read. Every node that a change puts in has its place in the words that were typed, so that a fault
//! that comes of it points at them.
//!
//! A change is one of
//!
//! * `database=sqlite`: this option is chosen. What the spec says beside it (`serves`, `phase`, the options of an own
//!   decision) stays; a reason that was given for another option goes with it.
//! * `messaging=kafka:later`: the same, with the phase.
//! * `database=`: the decision is left open again.
//! * `remove entity:OrderItem`: the element goes, and with it what cannot stand without it.

mod cut;
mod element;
mod remove;

pub use element::{Element, Kind};

use super::Spec;
use crate::report::{Code, Diagnostic, Report, Reported, nearest};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;

/// How people are told of the words that were typed.
pub const SOURCE: &str = "<change>";

/// One change to a spec.
#[derive(Clone, Debug)]
pub enum Change {
    /// An option is chosen.
    Choose {
        /// Id of the decision.
        decision: Spanned<String>,
        /// Id of the option.
        option: Spanned<String>,
        /// `now` or `later`, where it was said.
        phase: Option<Spanned<String>>,
    },
    /// A decision is left open again.
    Open {
        /// Id of the decision.
        decision: Spanned<String>,
    },
    /// An element goes.
    Remove {
        /// The element, with its place.
        element: Spanned<Element>,
    },
}

/// A spec with changes made in it.
#[derive(Debug)]
pub struct Changed {
    /// The tree as it is now.
    pub node: Node,
    /// What went too because it could not stand without a removed element.
    pub also: Vec<Also>,
}

/// Something that went with a removed element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// What, such as ``relationship:Order.items`` or `` `items` in `accepts` of operation:orders.create``.
    pub what: String,
    /// Why, as words without a full stop.
    pub because: String,
}

/// Reads changes from words; `remove` and the element may be one word or two. The words become a file of `sources`,
/// one change a line. Every fault is told.
///
/// # Errors
/// When a word is no change, or two changes are about the same decision.
pub fn parse(words: &[String], sources: &mut Sources, report: &mut Report) -> Result<Vec<Change>, Reported> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = words.iter().map(|word| word.trim());
    while let Some(word) = words.next() {
        lines.push(match word {
            "remove" => format!("remove {}", words.next().unwrap_or_default()),
            word => word.to_owned(),
        });
    }
    let file = sources.add(SOURCE, lines.join("\n"));
    let mut changes = Vec::new();
    let mut start = 0;
    for line in &lines {
        match change(Words { text: line, file, start }) {
            Ok(change) => changes.push(change),
            Err(fault) => drop(report.error(*fault)),
        }
        start += line.len() + 1;
    }
    refuse_repeated(&changes, report);
    report.check()?;
    Ok(changes)
}

/// The words of a change, with where they stand.
#[derive(Clone, Copy)]
struct Words<'a> {
    text: &'a str,
    file: FileId,
    start: usize,
}

impl<'a> Words<'a> {
    fn span(self) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { file: self.file, start: offset(self.start), end: offset(self.start + self.text.len()) }
    }

    fn spanned(self) -> Spanned<String> {
        Spanned::new(self.text.to_owned(), self.span())
    }

    /// What stands before and after the first such character.
    fn split(self, at: char) -> Option<(Words<'a>, Words<'a>)> {
        let (before, after) = self.text.split_once(at)?;
        let start = self.start + before.len() + at.len_utf8();
        Some((Words { text: before, ..self }, Words { text: after, start, ..self }))
    }
}

type Parsed<T> = Result<T, Box<Diagnostic>>;

fn change(words: Words<'_>) -> Parsed<Change> {
    if let Some((Words { text: "remove", .. }, what)) = words.split(' ') {
        return Ok(Change::Remove { element: element(what)? });
    }
    let Some((decision, choice)) = words.split('=') else {
        let known_kind = words.split(':').is_some_and(|(kind, _)| Kind::of(kind.text).is_some());
        let help = if known_kind {
            format!("write `remove {}` to take it out", words.text)
        } else {
            "write `decision=option`, `decision=` to leave it open, or `remove kind:name`".to_owned()
        };
        return Err(fault(words, format!("`{}` is not a change", words.text), help));
    };
    if decision.text.is_empty() {
        let help = "write the decision before the `=`, such as `database=sqlite`";
        return Err(fault(words, "this does not say which decision changes".to_owned(), help));
    }
    let (option, phase) = match choice.split(':') {
        Some((option, phase)) => (option, Some(phase)),
        None => (choice, None),
    };
    let decision = decision.spanned();
    match (option.text, phase) {
        ("", None) => Ok(Change::Open { decision }),
        ("", Some(_)) => {
            let help = format!("write the option too: `{}=option{}`", decision.value, choice.text);
            Err(fault(words, "a phase needs an option that is built then".to_owned(), help))
        }
        (_, phase) => Ok(Change::Choose { decision, option: option.spanned(), phase: phase.map(Words::spanned) }),
    }
}

fn element(words: Words<'_>) -> Parsed<Spanned<Element>> {
    if words.text.is_empty() {
        let help = "write `remove kind:name`, such as `remove entity:OrderItem`";
        return Err(fault(words, "this does not say what goes".to_owned(), help));
    }
    let kinds = || Kind::WORDS.iter().map(|word| format!("`{word}:`")).collect::<Vec<_>>().join(", ");
    let Some((kind, name)) = words.split(':').filter(|(_, name)| !name.text.is_empty()) else {
        let message = format!("`{}` does not say what kind of element goes", words.text);
        return Err(fault(words, message, format!("write its kind before its name, one of {}", kinds())));
    };
    let Some(of) = Kind::of(kind.text) else {
        let message = format!("`{}` is not a kind of element that can be removed", kind.text);
        let help = match nearest(kind.text, Kind::WORDS.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the kinds are {}", kinds()),
        };
        return Err(fault(kind, message, help));
    };
    Ok(Spanned::new(Element { kind: of, name: name.text.to_owned() }, name.span()))
}

fn fault(words: Words<'_>, message: String, help: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(Code::new("spec", "change"), words.span(), message).help(help))
}

fn refuse_repeated(changes: &[Change], report: &mut Report) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for change in changes {
        let (Change::Choose { decision, .. } | Change::Open { decision }) = change else { continue };
        if let Some(first) = seen.insert(decision, decision.span) {
            let message = format!("`{}` is changed a second time", decision.value);
            let fault = Diagnostic::error(Code::new("spec", "repeated-name"), decision.span, message);
            report.error(fault.label(first, "it is changed here first").help("keep one of the two"));
        }
    }
}

/// Makes changes in the tree of a spec; `spec` is what was read from it. What a change leaves inconsistent is told
/// when the tree is read.
///
/// # Errors
/// When a change removes an element, or leaves a decision open, that the spec does not have.
pub fn apply(changes: &[Change], node: &Node, spec: &Spec, report: &mut Report) -> Result<Changed, Reported> {
    for change in changes {
        match change {
            Change::Choose { .. } => {}
            Change::Open { decision } => element::check_stated(decision, spec, report),
            Change::Remove { element } => element::check_known(element, spec, report),
        }
    }
    report.check()?;
    let mut node = node.clone();
    let removed = changes.iter().filter_map(|change| match change {
        Change::Remove { element } => Some(element.value.clone()),
        _ => None,
    });
    let also = remove::remove(removed, &mut node, spec);
    for change in changes {
        match change {
            Change::Choose { decision, option, phase } => choose(&mut node, decision, option, phase.as_ref()),
            Change::Open { decision } => {
                if let Some(decisions) = node.get_mut("decisions") {
                    decisions.take_out(decision);
                }
            }
            Change::Remove { .. } => {}
        }
    }
    Ok(Changed { node, also })
}

fn choose(node: &mut Node, decision: &Spanned<String>, option: &Spanned<String>, phase: Option<&Spanned<String>>) {
    let key = |name: &str| Spanned::new(name.to_owned(), option.span);
    let decisions = node.map_at("decisions", decision.span);
    let stated = decisions.get(decision).cloned();
    let chosen = stated.as_ref().and_then(|stated| stated.get("choose").unwrap_or(stated).text());
    let is_kept = chosen == Some(option.as_str());
    let text = Node::scalar(option.value.clone(), option.span);
    let mut choice = match stated {
        Some(kept) if is_kept => kept,
        Some(mut reasoned @ Node { value: Value::Map(_), .. }) => {
            reasoned.take_out("because");
            reasoned.set(&key("choose"), text);
            reasoned
        }
        _ => text,
    };
    if let Some(phase) = phase {
        if choice.text().is_some() {
            let text = std::mem::replace(&mut choice, Node::map(option.span));
            choice.set(&key("choose"), text);
        }
        choice.set(&key("phase"), Node::scalar(phase.value.clone(), phase.span));
    }
    decisions.set(decision, choice);
}

#[cfg(test)]
mod tests;
