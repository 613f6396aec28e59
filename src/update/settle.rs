//! What a person says of something that was left to settle.

use super::decide::{Before, beside};
use super::merge::{Side, markers, take_side};
use super::{Action, Changes, Entry, Mode, Open, Planned, Step};
use crate::files::{At, File, RelPath};
use std::collections::BTreeMap;

/// Why a path cannot be settled so, for people: a sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled(pub String);

/// What settling gives.
pub type Settled = Result<Changes, Unsettled>;

/// Settles one path as it lies, or by taking a side. `planned` is everything that is planned.
///
/// # Errors
/// When nothing is open there, or it cannot be settled in this way.
pub fn settle(before: Before<'_>, planned: &[Planned], path: &RelPath, side: Option<Side>) -> Settled {
    let manifest = before.manifest;
    let known = manifest.files.iter().find(|(of, entry)| *of == path || entry.at.as_ref() == Some(path));
    let wanted = planned.iter().find(|planned| planned.path == *known.map_or(path, |(of, _)| of));
    let mut next = Changes { steps: Vec::new(), bases: BTreeMap::new(), manifest: manifest.clone() };
    let Some((of, entry)) = known else {
        return in_the_way(before, wanted, path, side, next);
    };
    let Some(open) = entry.open else {
        return Err(Unsettled(format!("nothing is open about `{path}`")));
    };
    let lies = entry.at.as_ref().unwrap_or(of);
    let mine = before.at(lies).and_then(At::file);
    let step = |action: Action, file: Option<File>, path: &RelPath| Step {
        path: path.clone(),
        of: of.clone(),
        before: mine.cloned(),
        action,
        file,
        beside: None,
        left: None,
    };
    match (open, side) {
        (Open::Lines, None) => {
            if let Some(line) = mine.and_then(|file| markers(&file.bytes)) {
                return Err(Unsettled(format!("markers of a merge still stand in `{path}`, from line {line} on")));
            }
        }
        (Open::Lines, Some(side)) => {
            if let Some(file) = mine {
                let bytes = take_side(&file.bytes, side);
                next.steps.push(step(Action::Replace, Some(File { bytes, executable: file.executable }), lies));
            }
        }
        (Open::Rejected, Some(Side::Theirs)) => {
            let message =
                format!("take over what you want of `{}` by hand, then run it without a side", beside(lies, "rej"));
            return Err(Unsettled(message));
        }
        (Open::Rejected, _) => next.steps.push(step(Action::Delete, None, &beside(lies, "rej"))),
        (Open::Whole, side) => {
            let new = beside(lies, "new");
            if side == Some(Side::Theirs) {
                let Some(file) = before.at(&new).and_then(At::file) else {
                    return Err(Unsettled(format!("`{new}`, the generated file, is gone")));
                };
                next.steps.push(step(Action::Replace, Some(file.clone()), lies));
            }
            next.steps.push(step(Action::Delete, None, &new));
        }
        (Open::Deleted, Some(Side::Theirs)) => {
            if let Some(planned) = wanted {
                next.steps.push(step(Action::Create, Some(planned.file.clone()), lies));
            }
        }
        (Open::Deleted, _) => {}
    }
    // What lies beside may be gone already.
    next.steps.retain(|step| step.action != Action::Delete || before.at(&step.path).is_some());
    next.manifest.files.insert(of.clone(), Entry { open: None, ..entry.clone() });
    Ok(next)
}

/// A file that archplan did not write stands where one is planned.
fn in_the_way(
    before: Before<'_>,
    wanted: Option<&Planned>,
    path: &RelPath,
    side: Option<Side>,
    mut next: Changes,
) -> Settled {
    let (Some(planned), Some(at)) = (wanted, before.at(path)) else {
        return Err(Unsettled(format!("nothing is open about `{path}`")));
    };
    let entry = match (side, at) {
        (None, _) => {
            let message = format!("say of `{path}` whether it stays (`--ours`) or is written over (`--theirs`)");
            return Err(Unsettled(message));
        }
        (Some(Side::Ours), _) => {
            let because = Some("it stood there before".to_owned());
            Entry { mode: Mode::Own, because, ..Entry::of(planned) }
        }
        (Some(Side::Theirs), At::File(lies)) => {
            next.steps.push(Step {
                path: path.clone(),
                of: path.clone(),
                before: Some(lies.clone()),
                action: Action::Replace,
                file: Some(planned.file.clone()),
                beside: None,
                left: None,
            });
            Entry::of(planned)
        }
        (Some(Side::Theirs), _) => {
            return Err(Unsettled(format!("`{path}` is no file; move it away, then run the command again")));
        }
    };
    if planned.merged && planned.mode == Mode::Managed {
        next.bases.insert(path.clone(), Some(File::plain(planned.file.bytes.clone())));
    }
    next.manifest.files.insert(path.clone(), entry);
    Ok(next)
}
