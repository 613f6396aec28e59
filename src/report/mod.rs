//! What archplan says to people, as data: no colour, no line wrapping, no file contents.
//!
//! The central type is [`Report`]: it collects every fault of a run, and hands out a [`Reported`] for each
//! error as the proof that somebody was told. It knows places ([`crate::source`]) and nothing else.

mod suggest;

pub use suggest::nearest;

use crate::source::Span;
use std::borrow::Cow;
use std::fmt;

/// One thing to say.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Stable id, such as `spec/unknown-key`.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence: lower case at the start, no full stop, the user's words in backticks.
    pub message: String,
    /// Where, and a few words for that place; `None` where there is no place in a file.
    pub place: Option<Label>,
    /// Other places that matter, each with a few words.
    pub labels: Vec<Label>,
    /// How to mend it: imperative sentences.
    pub help: Vec<String>,
}

/// A place with a few words; the words may be empty.
#[derive(Clone, Debug)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be seen there.
    pub text: String,
}

/// Stable id of a kind of diagnostic: the room that found it and what it found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// The room, such as `spec`; `advice` for the soft rules of a catalogue.
    pub room: &'static str,
    /// What was found, such as `unknown-key`; a soft rule brings its own name along.
    pub name: Cow<'static, str>,
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Worth a look; the run goes on.
    Warning,
}

/// Proof that at least one error is in the report.
#[derive(Debug)]
pub struct Reported(());

/// Everything found so far.
#[derive(Debug, Default)]
pub struct Report {
    found: Vec<Diagnostic>,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.room, self.name)
    }
}

impl Code {
    /// An id of a room and a name.
    pub const fn new(room: &'static str, name: &'static str) -> Self {
        Self { room, name: Cow::Borrowed(name) }
    }

    /// An id whose name comes from data.
    pub const fn named(room: &'static str, name: String) -> Self {
        Self { room, name: Cow::Owned(name) }
    }
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        let place = Some(Label { span, text: String::new() });
        Self { code, severity: Severity::Error, message: message.into(), place, labels: Vec::new(), help: Vec::new() }
    }

    /// An error that has no place in a file.
    pub fn placeless(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            labels: Vec::new(),
            help: Vec::new(),
        }
    }

    /// The same as a warning.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Says a few words at the main place.
    #[must_use]
    pub fn here(mut self, text: impl Into<String>) -> Self {
        if let Some(place) = &mut self.place {
            place.text = text.into();
        }
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Says which known name was probably meant, if one is near enough.
    #[must_use]
    pub fn did_you_mean<'a>(self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(name, known) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self,
        }
    }
}

impl Report {
    /// Takes an error in and hands out the proof.
    pub fn error(&mut self, diagnostic: Diagnostic) -> Reported {
        debug_assert_eq!(diagnostic.severity, Severity::Error, "a warning proves nothing");
        self.found.push(diagnostic);
        Reported(())
    }

    /// Takes a warning in.
    pub fn warn(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic.as_warning());
    }

    /// Takes out the warnings that somebody accepts, in the order in which they were found.
    pub fn take_accepted(&mut self, accepts: impl Fn(&Code) -> bool) -> Vec<Diagnostic> {
        let is_accepted = |found: &Diagnostic| found.severity == Severity::Warning && accepts(&found.code);
        let (accepted, kept) = std::mem::take(&mut self.found).into_iter().partition(is_accepted);
        self.found = kept;
        accepted
    }

    /// Leaves warnings out that were told elsewhere.
    pub fn leave_out(&mut self, is_told: impl Fn(&Diagnostic) -> bool) {
        self.found.retain(|found| found.severity == Severity::Error || !is_told(found));
    }

    /// Takes everything in that another report found.
    pub fn append(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// The proof, if any error was told.
    ///
    /// # Errors
    /// [`Reported`] when an error is in the report.
    pub fn check(&self) -> Result<(), Reported> {
        if self.errors() > 0 { Err(Reported(())) } else { Ok(()) }
    }

    /// How many errors were told.
    pub fn errors(&self) -> usize {
        self.found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
    }

    /// Everything, in the order of places; what has no place comes first.
    pub fn found(&self) -> Vec<&Diagnostic> {
        let mut found: Vec<_> = self.found.iter().collect();
        found.sort_by_key(|diagnostic| diagnostic.place.as_ref().map(|place| place.span));
        found
    }
}
