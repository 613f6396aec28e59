//! A comparison as JSON.
//!
//! ```json
//! {
//!   "archplan-comparison": 1,
//!   "changes": ["messaging=kafka"],
//!   "also_removed": [{ "what": "relationship:Order.items", "because": "it joins `OrderItem`" }],
//!   "decisions": [{
//!     "id": "messaging", "title": "Message broker", "change": "flips",
//!     "before": { "option": "rabbitmq", "phase": "later", "by": "spec", "because": "…" },
//!     "after": { "option": "kafka", "phase": "later", "by": "change", "because": "…" }
//!   }],
//!   "advice": [{ "code": "advice/sqlite-on-one-host", "change": "added", "message": "…" }],
//!   "elements": [{
//!     "id": "operation:orders.create", "change": "changed",
//!     "facets": [{ "name": "accepts", "before": "customer_id, items", "after": "customer_id" }]
//!   }],
//!   "sections": [{ "document": "design", "id": "stack", "title": "…", "change": "changed", "added": 1, "removed": 1 }],
//!   "files": [{ "path": "README.md", "change": "changed", "added": 1, "removed": 1, "migration": false }],
//!   "yours": [],
//!   "refused": []
//! }
//! ```
//!
//! `change` of a decision is `new`, `gone`, `flips`, `by` (decided alike by somebody else) or `reworded`; of everything
//! else `added`, `removed` or `changed`. `by` is `change`, `spec`, `lock`, `implied` (then `of` is the decision), `rule`
//! (then `of` is its condition) or `default`; a state without `option` says why the question does not arise.
//! Advice that the team accepts has its reason as `accepted`. `added` and `removed` count lines and are left out of files that are no text. A file that a run would not simply write has
//! `on_disk`: `merged`, `conflict`, `in-the-way`, `deleted` or `left-alone`. `yours` are files that were written once and are not
//! written over.

use super::{Shown, Who};
use crate::compare::{
    AdviceChange, DecisionChange, Difference, ElementChange, FileChange, SectionChange, Shift, State,
};
use crate::update::{Action, Conflict};
use serde::Serialize;

/// Version of the form.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Form<'a> {
    #[serde(rename = "archplan-comparison")]
    version: u32,
    changes: &'a [String],
    also_removed: Vec<AlsoForm<'a>>,
    decisions: Vec<DecisionForm<'a>>,
    advice: Vec<AdviceForm<'a>>,
    elements: Vec<ElementForm<'a>>,
    sections: Vec<SectionForm<'a>>,
    files: Vec<FileForm<'a>>,
    yours: Vec<FileForm<'a>>,
    refused: &'a [String],
}

#[derive(Serialize)]
struct AlsoForm<'a> {
    what: &'a str,
    because: &'a str,
}

#[derive(Serialize)]
struct DecisionForm<'a> {
    id: &'a str,
    title: &'a str,
    change: &'static str,
    before: Option<StateForm<'a>>,
    after: Option<StateForm<'a>>,
}

#[derive(Serialize)]
struct StateForm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    option: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phase: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
    because: &'a str,
}

#[derive(Serialize)]
struct AdviceForm<'a> {
    code: &'a str,
    change: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<&'a str>,
}

#[derive(Serialize)]
struct ElementForm<'a> {
    id: String,
    change: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facets: Vec<FacetForm<'a>>,
}

#[derive(Serialize)]
struct FacetForm<'a> {
    name: &'a str,
    before: &'a str,
    after: &'a str,
}

#[derive(Serialize)]
struct SectionForm<'a> {
    document: &'a str,
    id: &'a str,
    title: &'a str,
    change: &'static str,
    added: usize,
    removed: usize,
}

#[derive(Serialize)]
struct FileForm<'a> {
    path: &'a str,
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<usize>,
    migration: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_disk: Option<&'static str>,
}

/// The comparison as one JSON document, ended by a line end.
pub(super) fn json(shown: &Shown<'_>) -> String {
    let comparison = shown.comparison;
    let form = Form {
        version: VERSION,
        changes: shown.asked,
        also_removed: shown.also.iter().map(|also| AlsoForm { what: &also.what, because: &also.because }).collect(),
        decisions: comparison.decisions.iter().map(|change| shown.decision(change)).collect(),
        advice: comparison.advice.iter().map(advice).collect(),
        elements: comparison.elements.iter().map(element).collect(),
        sections: comparison.sections.iter().map(section).collect(),
        files: comparison.files.iter().map(|file| shown.file(file)).collect(),
        yours: comparison.yours.iter().map(|file| shown.file(file)).collect(),
        refused: shown.refused,
    };
    serde_json::to_string_pretty(&form).expect("our own form is plain data") + "\n"
}

impl Shown<'_> {
    fn decision<'b>(&self, change: &'b DecisionChange) -> DecisionForm<'b> {
        let shift = match change.shift {
            Shift::New => "new",
            Shift::Gone => "gone",
            Shift::Flips => "flips",
            Shift::ByOther => "by",
            Shift::Reworded => "reworded",
        };
        let state = |state: Option<&'b State>| state.map(|state| self.state(state));
        DecisionForm {
            id: &change.id,
            title: &change.title,
            change: shift,
            before: state(change.before.as_ref()),
            after: state(change.after.as_ref()),
        }
    }

    fn state<'b>(&self, state: &'b State) -> StateForm<'b> {
        let (by, of) = match state.by.as_ref().map(|by| self.who(by)) {
            None => (None, None),
            Some(Who::Change) => (Some("change"), None),
            Some(Who::Spec) => (Some("spec"), None),
            Some(Who::Lock) => (Some("lock"), None),
            Some(Who::Implied(decision)) => (Some("implied"), Some(decision)),
            Some(Who::Rule(condition)) => (Some("rule"), Some(condition)),
            Some(Who::Standard(title)) => (Some("standard"), Some(title)),
            Some(Who::Default) => (Some("default"), None),
        };
        let phase = state.option.as_ref().map(|_| if state.later { "later" } else { "now" });
        StateForm { option: state.option.as_deref(), phase, by, of, because: &state.because }
    }

    fn file<'b>(&self, file: &'b FileChange) -> FileForm<'b> {
        let on_disk = match self.on_disk.get(&file.path) {
            Some(Action::Merge) => Some("merged"),
            Some(Action::Conflict(Conflict::InTheWay | Conflict::NoFile)) => Some("in-the-way"),
            Some(Action::Conflict(_)) => Some("conflict"),
            Some(Action::StaysDeleted) => Some("deleted"),
            Some(Action::LeftAlone) => Some("left-alone"),
            _ => None,
        };
        FileForm {
            path: file.path.as_str(),
            change: word(file.difference),
            added: file.lines.map(|lines| lines.added),
            removed: file.lines.map(|lines| lines.removed),
            migration: file.migration,
            on_disk,
        }
    }
}

fn advice(change: &AdviceChange) -> AdviceForm<'_> {
    AdviceForm {
        code: &change.code,
        change: word(change.difference),
        message: &change.message,
        accepted: change.accepted.as_deref(),
    }
}

fn element(change: &ElementChange) -> ElementForm<'_> {
    let facets = change.facets.iter();
    let facets = facets.map(|facet| FacetForm { name: facet.name, before: &facet.before, after: &facet.after });
    ElementForm { id: change.id.to_string(), change: word(change.difference), facets: facets.collect() }
}

fn section(change: &SectionChange) -> SectionForm<'_> {
    SectionForm {
        document: &change.document,
        id: &change.id,
        title: &change.title,
        change: word(change.difference),
        added: change.lines.added,
        removed: change.lines.removed,
    }
}

fn word(difference: Difference) -> &'static str {
    match difference {
        Difference::Added => "added",
        Difference::Removed => "removed",
        Difference::Changed => "changed",
    }
}
