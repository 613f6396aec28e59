//! What a run did to files, in lines for people.

use crate::update::{Action, Changes, Step};
use std::path::Path;

/// Lines that say what happens: refusals and removals by name, the rest by number.
pub(in crate::cli) fn lines(changes: &Changes, root: &Path) -> Vec<String> {
    let count = |action: Action| changes.with(&action).count();
    let written = [
        (count(Action::Create), "new"),
        (count(Action::Replace), "replaced"),
        (count(Action::Delete), "removed"),
        (count(Action::Unchanged) + count(Action::Theirs), "unchanged"),
    ];
    let mut parts: Vec<_> = written.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let refused = changes.refused().count();
    if refused > 0 {
        parts.push(format!("{refused} refused"));
    }
    let writes = changes.steps.iter().any(|step| step.action.writes());
    let what =
        if writes || refused > 0 { parts.join(", ") } else { format!("nothing to change ({})", parts.join(", ")) };
    let mut lines = vec![format!("  {}: {what}", root.display())];
    lines.extend(changes.steps.iter().filter_map(line));
    lines
}

fn line(step: &Step) -> Option<String> {
    let words = match step.action {
        Action::Edited => "refused: it was edited since it was written; its bytes are kept",
        Action::InTheWay => "refused: a file that archplan did not write stands there",
        Action::StaysDeleted => "stays deleted; --restore writes it again",
        Action::LeftAlone => "no longer planned, but edited: kept, and yours from now on",
        Action::Delete => "removed: no longer planned",
        _ => return None,
    };
    Some(format!("    {}  {words}", step.path))
}

/// `1 entity`, `2 entities`.
pub(in crate::cli) fn count_words(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
