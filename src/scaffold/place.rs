//! Where the parts of a target stand that was read from a folder, so that its faults lead there.

use crate::source::{FileId, Sources, Span};
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;
use std::ops::Range;

/// The places of a target's files; those of one that is built in are nowhere.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// What was read of `target.yaml`.
    recipe: Option<Node>,
    /// The templates, with the length of each.
    templates: BTreeMap<String, (FileId, usize)>,
}

/// A file of `target.yaml`: the list that it stands in, by its keys, and which of it.
pub(super) type Origin<'a> = (&'a [&'a str], usize);

impl Places {
    pub(super) fn of(recipe: Node, templates: BTreeMap<String, FileId>, sources: &Sources) -> Self {
        let templates = templates.into_iter().map(|(path, file)| (path, (file, sources.text(file).len()))).collect();
        Self { recipe: Some(recipe), templates }
    }

    /// The value of a key of an entry, or the whole entry where it has no such key.
    pub(super) fn entry(&self, (list, index): Origin<'_>, key: &str) -> Option<Span> {
        let list = list.iter().try_fold(self.recipe.as_ref()?, |node, key| node.get(key))?;
        let Value::List(entries) = &list.value else { return None };
        let entry = entries.get(index)?;
        Some(entry.get(key).unwrap_or(entry).at)
    }

    /// What the target says of an option, or of a decision.
    pub(super) fn support(&self, decision: &str, option: &str) -> Option<Span> {
        let said = self.recipe.as_ref()?.get("support")?.get(decision)?;
        Some(said.get(option).unwrap_or(said).at)
    }

    /// A range of bytes of a template.
    pub(super) fn template(&self, path: &str, range: Range<usize>) -> Option<Span> {
        let (file, length) = *self.templates.get(path)?;
        let at = |offset: usize| u32::try_from(offset.min(length)).unwrap_or(u32::MAX);
        Some(Span { file, start: at(range.start), end: at(range.end.max(range.start)) })
    }
}
