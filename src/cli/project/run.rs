//! What a run does in the folder of a project.

use super::{Project, manifest_path};
use crate::cli::{AGREES, DISAGREES, Session, Stop, show, targets};
use crate::disk::{self, Guard, Unmerged};
use crate::files::{At, File, Lying, RelPath};
use crate::update::{self, Action, Before, Changes, Conflict, Planned, Stage, Step, Wishes};
use std::collections::BTreeSet;

impl Project {
    /// What a run of one stage would do.
    pub(in crate::cli) fn changes(
        &self,
        planned: Vec<Planned>,
        stage: Stage,
        wishes: &Wishes,
    ) -> Result<Changes, Stop> {
        let paths = update::paths(&self.manifest, &planned, stage);
        self.before(&paths, stage, |before| update::changes(before, planned, stage, wishes))
    }

    /// Gives the project as it is before a run: what lies at some paths, and what was last generated there.
    pub(in crate::cli) fn before<T>(
        &self,
        paths: &BTreeSet<RelPath>,
        stage: Stage,
        decide: impl FnOnce(Before<'_>) -> T,
    ) -> Result<T, Stop> {
        let (root, manifest) = (&self.root, &self.manifest);
        let disk = disk::read_paths(root, paths)?;
        let bases = disk::read_bases(root, paths)?;
        // Only where a file is gone can another one be that file, moved.
        let mut strays = Lying::default();
        if update::missing(&disk, manifest, stage).next().is_some() {
            // A template is no file that was moved, however much it is like what is made from it.
            let target = targets::inside(self);
            let is_stray = |path: &RelPath| {
                !manifest.files.contains_key(path)
                    && !target.as_ref().is_some_and(|target| path.as_str().starts_with(target))
            };
            for (path, file) in disk::read_tree(root)?.iter().filter(|(path, _)| is_stray(path)) {
                strays.insert(path.clone(), At::File(file.clone()));
            }
        }
        Ok(decide(Before { disk: &disk, strays: &strays, bases: &bases, manifest }))
    }

    /// Decides what a run of one stage does, does it, and says it. The code is that of a disagreement where something
    /// is left to settle; the rest is written all the same.
    pub(in crate::cli) fn carry_out(
        &mut self,
        planned: Vec<Planned>,
        stage: Stage,
        wishes: &Wishes,
        session: &Session,
    ) -> Result<u8, Stop> {
        let changes = self.changes(planned, stage, wishes)?;
        self.apply(changes, session)
    }

    /// Does what was decided, and says it.
    pub(in crate::cli) fn apply(&mut self, changes: Changes, session: &Session) -> Result<u8, Stop> {
        let lines = show::changes::lines(&changes, &self.root);
        let open = changes.conflicts().next().is_some();
        let unmerged = self.unmerged(&changes)?;
        self.apply_quietly(changes)?;
        disk::mark_unmerged(&self.root, &unmerged)?;
        lines.iter().for_each(|line| session.say(line));
        if !open {
            self.end_settled()?;
        }
        Ok(if open { DISAGREES } else { AGREES })
    }

    /// The sides of what a run leaves to settle.
    fn unmerged(&self, changes: &Changes) -> Result<Vec<Unmerged>, Stop> {
        let is_left = |action: &Action| {
            use Conflict::{Deleted, Lines, Rejected, Whole};
            matches!(action, Action::Conflict(Lines(_) | Rejected(_) | Whole(_) | Deleted))
        };
        // What is kept anew is what is generated now; where it is not, an earlier run left it.
        let new = |step: &Step| changes.bases.get(&step.of).and_then(Option::as_ref);
        let left = changes.steps.iter().filter(|step| is_left(&step.action));
        let left: Vec<_> = left.filter_map(|step| Some((step, new(step)?))).collect();
        let bases = disk::read_bases(&self.root, left.iter().map(|(step, _)| &step.of))?;
        let sides = |(step, new): (&Step, &File)| Unmerged {
            path: step.path.clone(),
            base: bases.get(&step.of).cloned(),
            ours: step.before.clone(),
            theirs: Some(File { executable: step.before.as_ref().is_some_and(|file| file.executable), ..new.clone() }),
        };
        Ok(left.into_iter().map(sides).collect())
    }

    /// Forgets what lay there before a run that left something to settle, once all of it is settled.
    pub(in crate::cli) fn end_settled(&self) -> Result<(), Stop> {
        if disk::is_pending(&self.root) && self.manifest.files.values().all(|entry| entry.open.is_none()) {
            disk::settle(&self.root)?;
            disk::mark_settled(&self.root, None)?;
        }
        Ok(())
    }

    /// Does what was decided.
    pub(in crate::cli) fn apply_quietly(&mut self, changes: Changes) -> Result<(), Stop> {
        if self.guard.is_none() {
            self.guard = Some(Guard::take(&self.root)?);
            if disk::is_there(&self.root.join(manifest_path().as_str())) {
                let root = self.root.display();
                let message = format!("another archplan wrote into `{root}` in the meantime; run the command again");
                return Err(Stop::Usage(message));
            }
        }
        disk::apply(&self.root, &changes, &manifest_path())?;
        self.manifest = changes.manifest;
        Ok(())
    }
}
