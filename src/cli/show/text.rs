//! Diagnostics as text, with the lines of the source.

use crate::report::{Diagnostic, Label, Report, Severity};
use crate::source::{FileId, Sources};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// Labels farther apart than this many bytes are shown in snippets of their own.
const NEAR: usize = 4000;
/// More is not read by anybody; the rest is counted.
const MOST: usize = 200;

/// The whole report, a line that counts it, and one that leads on; empty where nothing was found.
pub(in crate::cli) fn report(report: &Report, sources: &Sources, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let found = report.found();
    let mut text = String::new();
    for diagnostic in found.iter().take(MOST) {
        text.push_str(&renderer.render(&groups(diagnostic, sources)));
        text.push_str("\n\n");
    }
    if found.len() > MOST {
        text.push_str(&format!("and {} more\n\n", found.len() - MOST));
    }
    match report.errors() {
        0 => {}
        1 => text.push_str("1 error; nothing was written\n"),
        errors => text.push_str(&format!("{errors} errors; nothing was written\n")),
    }
    let first_error = found.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
    if let Some(first) = first_error.or(found.first()) {
        text.push_str(&format!("more about a code: `archplan explain {}`\n", first.code));
    }
    text
}

/// Every message by itself, errors first, as the whole report shows it without colour.
pub(in crate::cli) fn each(report: &Report, sources: &Sources) -> Vec<(Severity, String)> {
    let renderer = Renderer::plain().decor_style(DecorStyle::Ascii);
    let mut found = report.found();
    found.sort_by_key(|diagnostic| diagnostic.severity);
    found.iter().take(MOST).map(|one| (one.severity, renderer.render(&groups(one, sources)))).collect()
}

/// An error with its causes, each after a colon.
pub(in crate::cli) fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}

fn groups<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.to_string());
    let Some(place) = &diagnostic.place else {
        return std::iter::once(Group::with_title(title)).chain(help(diagnostic)).collect();
    };
    let (near, far): (Vec<&Label>, Vec<&Label>) = diagnostic.labels.iter().partition(|label| {
        label.span.file == place.span.file && label.span.start.abs_diff(place.span.start) as usize <= NEAR
    });
    let mut group = title.element(snippet(place, &near, sources));
    for label in far {
        group = group.element(snippet(label, &[], sources));
    }
    std::iter::once(group).chain(help(diagnostic)).collect()
}

fn help(diagnostic: &Diagnostic) -> impl Iterator<Item = Group<'_>> {
    diagnostic.help.iter().map(|help| Group::with_title(Level::HELP.secondary_title(help.as_str())))
}

/// The lines around a place and the labels near it.
fn snippet<'a>(place: &'a Label, near: &[&'a Label], sources: &'a Sources) -> Snippet<'a, Annotation<'a>> {
    let file = place.span.file;
    let spans = || std::iter::once(place).chain(near.iter().copied()).map(|label| label.span);
    let window = lines(
        sources.text(file),
        spans().map(|span| span.start as usize).min().unwrap_or_default(),
        spans().map(|span| span.end as usize).max().unwrap_or_default(),
    );
    let mark = |kind: AnnotationKind, label: &'a Label| {
        let annotation = kind.span(within(label.span.range(), &window, sources, file));
        if label.text.is_empty() { annotation } else { annotation.label(label.text.as_str()) }
    };
    let first = sources.text(file)[..window.start].matches('\n').count() + 1;
    Snippet::source(&sources.text(file)[window.clone()])
        .path(sources.name(file))
        .line_start(first)
        .annotation(mark(AnnotationKind::Primary, place))
        .annotations(near.iter().map(|label| mark(AnnotationKind::Context, label)))
}

/// The whole lines from one byte to another.
fn lines(text: &str, start: usize, end: usize) -> Range<usize> {
    let start = text[..start.min(text.len())].rfind('\n').map_or(0, |newline| newline + 1);
    let end = end.clamp(start, text.len());
    let end = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
    start..end
}

/// A span inside a window; of a span of several lines, only the first, so that the message stays short.
fn within(span: Range<usize>, window: &Range<usize>, sources: &Sources, file: FileId) -> Range<usize> {
    let text = &sources.text(file)[span.clone()];
    let first_line = text.find('\n').unwrap_or(text.len());
    span.start - window.start..span.start + first_line - window.start
}
