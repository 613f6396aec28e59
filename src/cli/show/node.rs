//! Nodes of the trace: where they come from, in words and as JSON.

use crate::files::RelPath;
use crate::plan::By;
use crate::source::{FileId, Sources, Span};
use crate::trace::{Node, Origin};
use serde::Serialize;

/// What is needed to say where a place is.
pub(in crate::cli) struct Places<'a> {
    pub(in crate::cli) sources: &'a Sources,
    /// The spec, and its path in the project: outputs for programs name no path of a machine.
    pub(in crate::cli) spec: (FileId, &'a RelPath),
}

/// A place in a file, with the line that stands there.
#[derive(Debug, Serialize)]
pub(super) struct PlaceForm {
    file: String,
    line: usize,
    column: usize,
    text: String,
}

/// Where a node comes from.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum OriginForm<'a> {
    Spec {
        place: PlaceForm,
    },
    Decided {
        option: &'a str,
        title: &'a str,
        by: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        rule: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        standard: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        implied_by: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        place: Option<PlaceForm>,
        because: &'a str,
        phase: &'static str,
    },
    NotApplicable {
        because: &'a str,
    },
    Made,
}

impl Places<'_> {
    /// A place for programs.
    pub(super) fn form(&self, span: Span) -> PlaceForm {
        let at = self.sources.line_column(span);
        let file = if span.file == self.spec.0 { self.spec.1.as_str() } else { self.sources.name(span.file) };
        PlaceForm { file: file.to_owned(), line: at.line, column: at.column, text: self.line(span).to_owned() }
    }

    /// `file:line:column` as the person can open it.
    pub(super) fn words(&self, span: Span) -> String {
        self.sources.place(span)
    }

    /// The line of a place, without the blanks around it.
    pub(super) fn line(&self, span: Span) -> &str {
        let line = self.sources.line_column(span).line;
        self.sources.text(span.file).lines().nth(line - 1).unwrap_or_default().trim()
    }

    /// Where a node comes from, for programs.
    pub(super) fn origin<'o>(&self, origin: &'o Origin) -> OriginForm<'o> {
        match origin {
            Origin::Stated(span) => OriginForm::Spec { place: self.form(*span) },
            Origin::NotApplicable { because } => OriginForm::NotApplicable { because },
            Origin::Made => OriginForm::Made,
            Origin::Chosen { option, title, by, because, later } => OriginForm::Decided {
                option,
                title,
                by: match by {
                    By::Spec(_) => "spec",
                    By::Lock => "lock",
                    By::Implied(_) => "implied",
                    By::Rule(_) => "rule",
                    By::Standard { .. } => "standard",
                },
                rule: match by {
                    By::Rule(when) | By::Standard { rule: when, .. } => when.as_deref(),
                    _ => None,
                },
                standard: match by {
                    By::Standard { title, .. } => Some(title),
                    _ => None,
                },
                implied_by: match by {
                    By::Implied(id) => Some(format!("decision:{id}")),
                    _ => None,
                },
                place: match by {
                    By::Spec(span) => Some(self.form(*span)),
                    _ => None,
                },
                because,
                phase: if *later { "later" } else { "now" },
            },
        }
    }
}

/// Names of nodes, joined by commas: the first few of many.
pub(super) fn few(nodes: &[&Node], most: usize) -> String {
    let mut names: Vec<String> = nodes.iter().take(most).map(|node| node.name().to_owned()).collect();
    if nodes.len() > most {
        names.push(format!("{} more", nodes.len() - most));
    }
    names.join(", ")
}
