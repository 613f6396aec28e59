//! Disagreements between what is planned and what lies on the disk.
//!
//! The central type is [`Finding`]. Content drift is found from [`Changes`]: what a run would change is what does
//! not agree. The room finds; it neither prints nor mends.

use crate::files::RelPath;
use crate::report::Code;
use crate::update::{Action, Changes, Conflict, Stage};

/// One disagreement.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Stable id of the rule, such as `drift/edited`.
    pub rule: Code,
    /// The file.
    pub path: RelPath,
    /// What disagrees, as a sentence without a full stop.
    pub message: String,
    /// How to mend it, as an imperative sentence.
    pub mend: String,
    /// Nodes of the plan that the file carries out.
    pub realises: Vec<String>,
}

/// Everything that a run of a stage would change, or would have to refuse. What changed besides spec, lock and archplan
/// since documents were made, such as a theme, is named in `since`.
pub fn find(changes: &Changes, stage: Stage, since: &[String]) -> Vec<Finding> {
    let finding = |step: &crate::update::Step| {
        let (rule, message, mend) = told(&step.action, stage)?;
        let realises = changes.manifest.files.get(&step.path).map(|entry| entry.realises.clone()).unwrap_or_default();
        Some(Finding {
            rule: Code::new("drift", rule),
            path: step.path.clone(),
            message: match since {
                [] => message.to_owned(),
                _ if rule != "out-of-date" || !is_styled(changes, &step.path) => message.to_owned(),
                _ => format!("it was written before {} changed", since.join(" and ")),
            },
            mend,
            realises,
        })
    };
    changes.steps.iter().filter_map(finding).collect()
}

/// Whether a file is a document that templates and themes have a say in.
fn is_styled(changes: &Changes, path: &RelPath) -> bool {
    let made_from = changes.manifest.files.get(path).map(|entry| entry.template.as_str());
    made_from.is_some_and(|made_from| ["design.", "handover."].iter().any(|document| made_from.starts_with(document)))
}

/// Rule, message and mending of what would happen to a file; `None` where all agrees.
fn told(action: &Action, stage: Stage) -> Option<(&'static str, &'static str, String)> {
    let command = match stage {
        Stage::Plan => "archplan plan",
        Stage::Generate => "archplan generate",
        Stage::Review => "archplan review",
    };
    Some(match action {
        Action::Unchanged | Action::Theirs => return None,
        // Code is a person's to edit; whether it still is what was planned, its meaning says, not its bytes.
        Action::Kept if stage == Stage::Generate => return None,
        Action::Create => ("missing", "it is planned and was never written", format!("run `{command}`")),
        Action::Replace => {
            ("out-of-date", "it was written from an older spec, lock or archplan", format!("run `{command}`"))
        }
        Action::StaysDeleted => (
            "deleted",
            "it is planned, and somebody deleted it",
            format!("run `{command} --restore`, or change the spec"),
        ),
        Action::Merge => (
            "out-of-date",
            "it was edited, and the plan changed since it was written",
            format!("run `{command}`, which merges both"),
        ),
        Action::Move(_) => ("moved", "it is planned under this path and lies elsewhere", format!("run `{command}`")),
        Action::Kept => (
            "edited",
            "it was edited since it was written",
            "take the edit back, or make the change in the spec".to_owned(),
        ),
        Action::Conflict(Conflict::InTheWay | Conflict::NoFile) => (
            "in-the-way",
            "something else stands where a file is planned",
            format!("move it away, then run `{command}`"),
        ),
        Action::Conflict(Conflict::Deleted) => (
            "deleted",
            "somebody deleted it, and the plan changed it",
            format!("run `{command} --restore`, or `archplan resolve` with its path"),
        ),
        Action::Conflict(Conflict::Markers(_)) => (
            "unresolved",
            "markers of a merge stand in it",
            "settle the lines between the markers, then run `archplan resolve --continue`".to_owned(),
        ),
        Action::Conflict(Conflict::NoRoom(_)) => (
            "out-of-date",
            "it was edited, the plan changed, and the generated file has no room beside it",
            format!("move the file beside it away, then run `{command}`"),
        ),
        Action::Conflict(Conflict::Rejected(_) | Conflict::Whole(_)) => (
            "unresolved",
            "a generated change that was not taken lies beside it",
            "take over what is wanted of it, then run `archplan resolve` with its path".to_owned(),
        ),
        Action::Conflict(Conflict::Lines(_)) => (
            "out-of-date",
            "it was edited in lines that the plan changed since it was written",
            format!("run `{command}`, and settle what it cannot merge"),
        ),
        Action::Delete => ("left-over", "it is no longer planned", format!("run `{command}`, which removes it")),
        Action::LeftAlone => {
            ("left-over", "it is no longer planned, but was edited", "keep it as your own, or delete it".to_owned())
        }
    })
}
