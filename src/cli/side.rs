//! A project as one side of a comparison: its plan, and all that a run would write for it.

use super::project::Project;
use super::{Session, Stop, generate, plan, traced};
use crate::compare::{Made, Section, Side};
use crate::document::{self, Realised};
use crate::files::RelPath;
use crate::plan::Plan;
use crate::update::{Action, Mode, Planned, Stage, Wishes};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::thread;

/// What a run would write.
pub(super) struct Written {
    sections: Vec<Section>,
    documents: Vec<Planned>,
    code: Vec<Planned>,
    migrations: BTreeSet<RelPath>,
    /// Why the target would write no code, each as a sentence without a full stop; empty where it would.
    pub(super) refused: Vec<String>,
}

impl Written {
    /// What a run would write for a project, which is only looked at.
    pub(super) fn of(project: &Project, session: &mut Session) -> Result<Self, Stop> {
        let built = generate::files(project)?;
        let realised = traced::realised(project)?;
        // Both are pure functions of the plan and take about as long.
        let (documents, sections) = thread::scope(|scope| {
            let sections = scope.spawn(|| sections(project, &realised));
            (plan::documents(project, session), sections.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        let (generated, refused) = match built {
            Ok(files) => (files.clone(), Vec::new()),
            Err(faults) => (Vec::new(), faults.iter().map(|fault| fault.message.clone()).collect()),
        };
        let migrations = generated.iter().filter(|one| one.migration).map(|one| one.path.clone()).collect();
        let code = generated.into_iter().map(generate::planned).collect();
        Ok(Self { sections, documents: documents?, code, migrations, refused })
    }

    /// As a side of a comparison with another one. Where the target refuses either plan, code that lies there stays as
    /// it is, so there is none to compare.
    pub(super) fn side<'a>(&self, plan: &'a Plan, other: &Self) -> Side<'a> {
        let made = |planned: &Planned| Made {
            path: planned.path.clone(),
            file: planned.file.clone(),
            once: planned.mode == Mode::Once,
            origin: planned.identity(),
            migration: self.migrations.contains(&planned.path),
        };
        let is_whole = self.refused.is_empty() && other.refused.is_empty();
        let code = self.code.iter().filter(|_| is_whole);
        let files = self.documents.iter().chain(code).map(made).collect();
        Side { plan, sections: self.sections.clone(), files }
    }

    /// What a run would do to each file as it lies in the project; nothing where there is no project yet.
    pub(super) fn on_disk(self, project: &Project) -> Result<BTreeMap<RelPath, Action>, Stop> {
        let mut actions = BTreeMap::new();
        if project.manifest.files.is_empty() {
            return Ok(actions);
        }
        let code = if self.refused.is_empty() { Some((self.code, Stage::Generate)) } else { None };
        for (planned, stage) in std::iter::once((self.documents, Stage::Plan)).chain(code) {
            let steps = project.changes(planned, stage, &Wishes::default())?.steps;
            actions.extend(steps.into_iter().map(|step| (step.path, step.action)));
        }
        Ok(actions)
    }
}

fn sections(project: &Project, realised: &Realised) -> Vec<Section> {
    let document = document::design_with(&project.plan, realised, &project.style.template);
    let section = |section: renderers::SectionText| Section {
        document: document.name.clone(),
        id: section.id,
        title: section.title,
        text: section.text,
    };
    renderers::sections(&document).into_iter().map(section).collect()
}
