//! What a target writes for an option, as far as `target.yaml` and its templates say it without a plan.

use super::target::{Condition, Target};
use std::collections::BTreeSet;

impl Target {
    /// The paths of the files that are written for this option of a decision, or otherwise for it than for others,
    /// sorted; `others` are the other options of the decision. `{package}` and the like stand as they do in `target.yaml`.
    pub fn files_for(&self, decision: &str, option: &str, others: &[&str]) -> Vec<String> {
        let recipe = &self.recipe;
        let name = decision.replace('-', "_");
        let asked = Asked { name: &name, option, others };
        let realises = |nodes: &[String]| nodes.iter().any(|node| node.strip_prefix("decision:") == Some(decision));
        let mut paths = BTreeSet::new();
        for entry in &recipe.files {
            if asked.of(entry.when.as_ref(), realises(&entry.realises), &[self.text(&entry.template())]) == Some(true) {
                paths.insert(entry.path.clone());
            }
        }
        for (layout, parts) in &recipe.layouts {
            for part in parts {
                let templates = part.templates();
                let texts: Vec<_> = templates.iter().map(|template| self.text(template)).collect();
                let is_of_layout = recipe.layout.decision == decision;
                let is_for = if is_of_layout {
                    Some(layout == option)
                } else {
                    asked.of(part.when.as_ref(), realises(&part.realises), &texts)
                };
                if is_for == Some(true) {
                    paths.insert(format!("{}/{{package}}/{}", recipe.modules.root, part.path));
                }
            }
        }
        paths.into_iter().collect()
    }

    fn text(&self, template: &str) -> &str {
        self.templates.get(template).map_or("", String::as_str)
    }
}

/// An option that is asked about.
struct Asked<'a> {
    /// The decision, as conditions name it.
    name: &'a str,
    option: &'a str,
    others: &'a [&'a str],
}

impl Asked<'_> {
    /// Whether a file is there for the option; `None` where it has nothing to do with the decision.
    fn of(&self, when: Option<&Condition>, realises: bool, templates: &[&str]) -> Option<bool> {
        let when = when.map(|Condition(when)| when.text()).filter(|text| self.is_read(text));
        let in_condition = when.map(|text| self.is_for(text, true));
        let read: Vec<_> = templates.iter().filter(|text| self.is_read(text)).collect();
        match (in_condition, read.is_empty()) {
            (Some(is_for), _) => Some(is_for),
            (None, true) => realises.then_some(true),
            // A template that treats no option by its name is of all of them.
            (None, false) => Some(realises || read.iter().any(|text| self.is_for(text, false))),
        }
    }

    fn is_read(&self, text: &str) -> bool {
        let marks = [format!("decided.{}", self.name), format!("later.{}", self.name)];
        marks.iter().any(|mark| {
            text.match_indices(mark.as_str())
                .any(|(at, _)| !text[at + mark.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
        })
    }

    /// Whether a text that reads the decision is for the option: it names it, or names none.
    fn is_for(&self, text: &str, is_condition: bool) -> bool {
        let names = |option: &str| text.contains(&format!("'{option}'")) || text.contains(&format!("\"{option}\""));
        let refuses = |option: &str| {
            is_condition
                && ["'", "\""].iter().any(|quote| text.contains(&format!("{} != {quote}{option}{quote}", self.name)))
        };
        if refuses(self.option) {
            return false;
        }
        names(self.option) || !self.others.iter().any(|other| names(other) && !refuses(other))
    }
}
