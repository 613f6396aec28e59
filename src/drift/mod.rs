//! Disagreements between what is planned and what lies on the disk.
//!
//! The central type is [`Finding`]. Content drift is found from [`Changes`]: what a run would change is what does
//! not agree. The room finds; it neither prints nor mends.

use crate::files::RelPath;
use crate::report::Code;
use crate::update::{Action, Changes, Stage};

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

/// Everything that a run of a stage would change, or would have to refuse.
pub fn find(changes: &Changes, stage: Stage) -> Vec<Finding> {
    let finding = |step: &crate::update::Step| {
        let (rule, message, mend) = told(&step.action, stage)?;
        let realises = changes.manifest.files.get(&step.path).map(|entry| entry.realises.clone()).unwrap_or_default();
        Some(Finding {
            rule: Code::new("drift", rule),
            path: step.path.clone(),
            message: message.to_owned(),
            mend,
            realises,
        })
    };
    changes.steps.iter().filter_map(finding).collect()
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
        Action::Create => ("missing", "it is planned and was never written", format!("run `{command}`")),
        Action::Replace => {
            ("out-of-date", "it was written from an older spec, lock or archplan", format!("run `{command}`"))
        }
        Action::StaysDeleted => (
            "deleted",
            "it is planned, and somebody deleted it",
            format!("run `{command} --restore`, or change the spec"),
        ),
        Action::Edited => (
            "edited",
            "it was edited since it was written",
            "take the edit back, or make the change in the spec".to_owned(),
        ),
        Action::InTheWay => {
            ("in-the-way", "another file stands where one is planned", format!("move it away, then run `{command}`"))
        }
        Action::Delete => ("left-over", "it is no longer planned", format!("run `{command}`, which removes it")),
        Action::LeftAlone => {
            ("left-over", "it is no longer planned, but was edited", "keep it as your own, or delete it".to_owned())
        }
    })
}
