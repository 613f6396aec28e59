//! One link: whether it leads anywhere, and what was probably meant.

use super::Known;
use crate::report::{Code, Diagnostic, nearest};
use crate::source::Span;
use renderers::read::{Fault, FaultKind};

/// Kinds of elements by their words; a plan need not have one of each.
const KINDS: &[&str] = &[
    "assumption",
    "constraint",
    "decision",
    "entity",
    "event",
    "field",
    "goal",
    "integration",
    "operation",
    "principle",
    "quality",
    "question",
    "relationship",
    "responsibility",
    "risk",
    "scenario",
    "stakeholder",
];

/// How an element is named.
const NAMED: &str = "an element of the plan is named as `archplan why` takes it: `entity:Order`, `decision:database`, \
                     `operation:orders.create`";

/// The word before the colon of an address that names an element, or looks as if it should.
pub(super) fn kind(address: &str) -> Option<&str> {
    let (scheme, name) = address.split(['/', '?', '#']).next()?.split_once(':')?;
    let is_known = KINDS.contains(&scheme) || nearest(scheme, KINDS.iter().copied()).is_some();
    (is_known && !name.is_empty()).then_some(scheme)
}

/// A link that was not taken as it was written.
pub(super) fn fault(fault: &Fault, at: Span, known: &Known<'_>) -> Diagnostic {
    let message = fault.to_string();
    match &fault.kind {
        FaultKind::NoAddress => Diagnostic::error(Code::new("prose", "no-address"), at, message)
            .help("write where it leads between the round brackets: `[words](https://example.com)`"),
        FaultKind::Undefined(label) => Diagnostic::error(Code::new("prose", "undefined-label"), at, message).help(
            format!("define it in the same text, `[{label}]: https://example.com`, or put the text in backticks"),
        ),
        FaultKind::Address(error) => {
            let diagnostic = Diagnostic::error(Code::new("prose", "address"), at, message);
            match known.elements {
                Some(_) if !error.scheme.is_empty() => diagnostic.help(NAMED),
                _ => diagnostic,
            }
        }
    }
}

/// What is wrong with a link that was taken, if anything.
pub(super) fn broken(address: &str, at: impl Fn() -> Span, known: &Known<'_>) -> Option<Diagnostic> {
    if let Some(anchor) = address.strip_prefix('#') {
        return section(anchor, at, known);
    }
    if kind(address).is_some() {
        return element(address, at, known);
    }
    if path(address).is_none_or(|path| (known.is_there)(&path)) {
        return None;
    }
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let message = format!("there is no `{path}` beside this file");
    Some(
        Diagnostic::error(Code::new("prose", "missing-file"), at(), message)
            .help("a path is relative to the folder of this file"),
    )
}

/// The path beside the file that an address names, if it does.
pub(super) fn path(address: &str) -> Option<String> {
    let has_scheme = address.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'));
    let path = address.split(['#', '?']).next().unwrap_or_default();
    (!has_scheme && !path.is_empty() && !path.starts_with('/')).then(|| decoded(path))
}

/// An image that stays a link, for its file cannot be drawn.
pub(super) fn undrawn(address: &str, why: &str, at: Span) -> Diagnostic {
    Diagnostic::error(Code::new("prose", "picture"), at, format!("`{address}` {why}"))
        .help("the document has a link in its place; pictures are PNG, JPEG, GIF, or SVG without scripts and loading")
}

fn section(anchor: &str, at: impl Fn() -> Span, known: &Known<'_>) -> Option<Diagnostic> {
    if anchor.is_empty() || known.sections.contains(anchor) {
        return None;
    }
    let message = format!("the document has no section `#{anchor}`");
    let diagnostic = Diagnostic::error(Code::new("prose", "unknown-section"), at(), message);
    Some(match nearest(anchor, known.sections.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `#{near}`?")),
        None if known.elements.is_none() => {
            diagnostic.help("an anchor is made of the words of a heading: `#data-model`")
        }
        None => diagnostic.help("take the id from the address of the section in the HTML document"),
    })
}

fn element(address: &str, at: impl Fn() -> Span, known: &Known<'_>) -> Option<Diagnostic> {
    let elements = known.elements.as_ref()?;
    if elements.contains(address) {
        return None;
    }
    let message = format!("the plan has no `{address}`");
    let diagnostic = Diagnostic::error(Code::new("prose", "unknown-element"), at(), message);
    let (kind, name) = address.split_once(':').unwrap_or_default();
    let named = |element: &&String| element.split_once(':').is_some_and(|(_, other)| other == name);
    let of_kind = |element: &&String| element.split_once(':').is_some_and(|(other, _)| other == kind);
    let near = elements.iter().find(named).map(String::as_str);
    let near = near.or_else(|| {
        let names = elements.iter().filter(of_kind).filter_map(|element| Some(element.split_once(':')?.1));
        let near = nearest(name, names)?;
        elements.get(&format!("{kind}:{near}")).map(String::as_str)
    });
    Some(match near.or_else(|| nearest(address, elements.iter().map(String::as_str))) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(NAMED),
    })
}

/// A path with `%20` and its like as the characters that they stand for (RFC 3986, section 2.1).
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}
