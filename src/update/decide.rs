//! The table: what happens to a file, by what the person did and what is planned.

use super::{Action, Changes, Entry, Manifest, Mode, Planned, Stage, Step};
use crate::files::{RelPath, Tree};
use std::collections::BTreeMap;

/// What a run of one stage would do. `disk` holds the files that lie under the paths of the manifest and of
/// `planned`; with `restore`, files that the person deleted are made again.
pub fn changes(disk: &Tree, manifest: &Manifest, planned: Vec<Planned>, stage: Stage, restore: bool) -> Changes {
    let mut next = manifest.clone();
    let mut steps = BTreeMap::new();
    let gone: Vec<RelPath> = {
        let wanted: std::collections::BTreeSet<&RelPath> = planned.iter().map(|planned| &planned.path).collect();
        let of_stage = manifest.files.iter().filter(|(_, entry)| entry.stage == stage);
        of_stage.filter(|(path, _)| !wanted.contains(path)).map(|(path, _)| path.clone()).collect()
    };
    for planned in planned {
        let action = decide(disk, manifest, &planned, restore);
        match action {
            Action::InTheWay => {}
            Action::Edited | Action::StaysDeleted | Action::Theirs => {
                // What was last generated stays known, so that the edit stays visible as one.
                if let Some(entry) = next.files.get_mut(&planned.path) {
                    entry.realises = planned.realises.clone();
                }
            }
            _ => {
                next.files.insert(planned.path.clone(), Entry::of(&planned));
            }
        }
        let file = matches!(action, Action::Create | Action::Replace).then_some(planned.file);
        steps.insert(planned.path.clone(), Step { path: planned.path, action, file });
    }
    for path in gone {
        next.files.remove(&path);
        if let Some(action) = no_longer_planned(disk, manifest, &path) {
            steps.insert(path.clone(), Step { path, action, file: None });
        }
    }
    Changes { steps: steps.into_values().collect(), manifest: next }
}

fn decide(disk: &Tree, manifest: &Manifest, planned: &Planned, restore: bool) -> Action {
    match (disk.get(&planned.path), manifest.files.get(&planned.path)) {
        (None, None) => Action::Create,
        (None, Some(_)) if restore => Action::Create,
        (None, Some(_)) => Action::StaysDeleted,
        (Some(lies), _) if *lies == planned.file => Action::Unchanged,
        (Some(_), Some(_)) if planned.mode == Mode::Once => Action::Theirs,
        (Some(lies), Some(entry)) if lies.digest() == entry.digest => Action::Replace,
        (Some(_), Some(_)) => Action::Edited,
        (Some(_), None) => Action::InTheWay,
    }
}

fn no_longer_planned(disk: &Tree, manifest: &Manifest, path: &RelPath) -> Option<Action> {
    let entry = manifest.files.get(path)?;
    let lies = disk.get(path)?;
    let untouched = lies.digest() == entry.digest && entry.mode == Mode::Managed;
    Some(if untouched { Action::Delete } else { Action::LeftAlone })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::File;

    fn path() -> RelPath {
        RelPath::new("app.py").unwrap()
    }

    fn planned(text: &str, mode: Mode) -> Planned {
        Planned {
            path: path(),
            file: File::plain(text),
            mode,
            stage: Stage::Generate,
            template: "app.py".into(),
            template_digest: None,
            realises: vec![],
        }
    }

    /// What happens to `app.py`: as last generated, as it lies, as planned now.
    fn action(generated: Option<&str>, lies: Option<&str>, now: Option<&str>, mode: Mode) -> Action {
        let mut manifest = Manifest::default();
        if let Some(text) = generated {
            manifest.files.insert(path(), Entry::of(&planned(text, mode)));
        }
        let mut disk = Tree::default();
        if let Some(text) = lies {
            disk.insert(path(), File::plain(text));
        }
        let wanted = now.map(|text| planned(text, mode)).into_iter().collect();
        changes(&disk, &manifest, wanted, Stage::Generate, false).steps.remove(0).action
    }

    #[test]
    fn the_table_holds() {
        use Mode::{Managed, Once};
        for (generated, lies, now, mode, expected) in [
            (None, None, Some("a"), Managed, Action::Create),
            (Some("a"), Some("a"), Some("a"), Managed, Action::Unchanged),
            (Some("a"), Some("a"), Some("b"), Managed, Action::Replace),
            (Some("a"), Some("mine"), Some("a"), Managed, Action::Edited),
            (Some("a"), Some("mine"), Some("b"), Managed, Action::Edited),
            (Some("a"), Some("b"), Some("b"), Managed, Action::Unchanged),
            (Some("a"), Some("mine"), Some("b"), Once, Action::Theirs),
            (Some("a"), None, Some("a"), Managed, Action::StaysDeleted),
            (Some("a"), Some("a"), None, Managed, Action::Delete),
            (Some("a"), Some("mine"), None, Managed, Action::LeftAlone),
            (Some("a"), Some("a"), None, Once, Action::LeftAlone),
            (None, Some("theirs"), Some("a"), Managed, Action::InTheWay),
            (None, Some("a"), Some("a"), Managed, Action::Unchanged),
        ] {
            assert_eq!(action(generated, lies, now, mode), expected, "{generated:?} {lies:?} {now:?} {mode:?}");
        }
    }

    #[test]
    fn an_edit_stays_an_edit_run_after_run() {
        let mut manifest = Manifest::default();
        manifest.files.insert(path(), Entry::of(&planned("a", Mode::Managed)));
        let mut disk = Tree::default();
        disk.insert(path(), File::plain("mine"));
        for _ in 0..2 {
            let changes = changes(&disk, &manifest, vec![planned("b", Mode::Managed)], Stage::Generate, false);
            assert_eq!(changes.steps[0].action, Action::Edited);
            manifest = changes.manifest;
        }
    }
}
