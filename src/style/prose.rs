//! The prose of a template: parsed once, every name in it checked.

use super::known::Known;
use super::read::{Reading, fault, stretch};
use crate::expression::{Condition, Name};
use crate::source::{FileId, Span};
use crate::yaml::Text;
use renderers::document::Block;

impl Reading<'_> {
    /// The prose of a file.
    pub(super) fn prose(&mut self, name: Option<&Text>, known: Option<&Known<'_>>) -> Vec<Block> {
        let Some((path, file)) = name.and_then(|name| self.file(name)) else { return Vec::new() };
        let Some(id) = self.text(&path, file) else { return Vec::new() };
        let read = renderers::read::blocks(self.sources.text(id));
        for wrong in read.faults {
            let message = wrong.to_string();
            self.report.error(fault("prose", stretch(id, wrong.range), message));
        }
        if let Some(known) = known {
            self.holes(id, known);
            self.directives(id, known);
        }
        read.blocks
    }

    /// Checks the holes of a text of the template itself.
    pub(super) fn holes_of(&mut self, text: &Text, known: Option<&Known<'_>>) {
        if let Some(known) = known {
            for (_, hole) in holes(&text.value) {
                self.hole(hole, text.span, known);
            }
        }
    }

    fn holes(&mut self, file: FileId, known: &Known<'_>) {
        let text = self.sources.text(file).to_owned();
        for (at, hole) in holes(&text) {
            self.hole(hole, stretch(file, at..at + hole.len()), known);
        }
    }

    fn hole(&mut self, hole: &str, place: Span, known: &Known<'_>) {
        if let Some(condition) = hole.trim().strip_prefix("when ") {
            self.condition(condition.trim(), place, known);
        } else if let Some(message) = (known.hole)(hole.trim()) {
            self.report.error(fault("hole", place, message));
        }
    }

    /// A condition that reads only what there is; `None` where it is told.
    pub(super) fn condition(&mut self, text: &str, place: Span, known: &Known<'_>) -> Option<Condition> {
        let condition = match Condition::parse(text) {
            Ok(condition) => condition,
            Err(wrong) => {
                self.report.error(fault("condition", place, format!("this is no condition: {wrong}")));
                return None;
            }
        };
        let mut is_known = true;
        for name in condition.names() {
            let (word, of, all) = match name {
                Name::Decided(id) | Name::Later(id) => (id, "a decision of the catalogue", &known.decisions),
                Name::Fact(fact) => (fact, "a fact of a spec", &known.facts),
            };
            if !all.contains(&word.as_str()) {
                is_known = false;
                let fault = fault("condition", place, format!("`{word}` is not {of}"));
                self.report.error(fault.did_you_mean(word, all.iter().copied()));
            }
        }
        is_known.then_some(condition)
    }

    fn directives(&mut self, file: FileId, known: &Known<'_>) {
        let text = self.sources.text(file).to_owned();
        let (mut at, mut inside) = (0, false);
        for line in text.split_inclusive('\n') {
            let words = line.trim();
            if words.starts_with("```") {
                inside = !inside && words == "```archplan";
            } else if inside
                && !words.is_empty()
                && let Some(message) = (known.directive)(words)
            {
                let place = stretch(file, at..at + line.trim_end().len());
                let fault = fault("directive", place, message);
                self.report.error(fault.did_you_mean(words, known.directives.iter().copied()));
            }
            at += line.len();
        }
    }
}

/// What stands between `{{` and `}}`, each with where it begins.
fn holes(text: &str) -> Vec<(usize, &str)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = text[at..].find("{{").map(|start| at + start + 2) {
        let Some(end) = text[start..].find("}}").map(|end| start + end) else { break };
        found.push((start, &text[start..end]));
        at = end + 2;
    }
    found
}
