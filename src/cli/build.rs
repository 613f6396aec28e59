//! `archplan build`

use super::args::Build as Arguments;
use super::project::Project;
use super::{Session, Stop, generate, plan, review};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let mut project = Project::of_spec(&arguments.spec, Some(&arguments.out), session)?;
    session.say(&plan::summary(&project.plan));
    for line in super::show::held::lines(&project.plan) {
        session.say(&line);
    }
    // The code is checked before the first document is written: a build is whole or not at all.
    generate::code(&project, session)?;
    let mut code = 0;
    let progress = Progress::new(session);
    progress.at("writing the plan");
    code = code.max(plan::write(&mut project, &arguments.wishes.wishes(), session)?);
    progress.at("generating the code");
    code = code.max(generate::write(&mut project, &arguments.wishes.wishes(), session)?);
    progress.at(if arguments.verify { "running the checks of the service" } else { "reviewing the code" });
    code = code.max(review::write(&mut project, arguments.verify, session)?);
    progress.end();
    let out = arguments.out.display();
    session.say(&format!(
        "\n  design document   {out}/docs/architecture/plan.html (also .md and .pdf)\n  \
           API               {out}/docs/openapi.yaml\n  \
           service           {out}/README.md says how to run and test it\n  \
           handover          {out}/docs/handover.html (also .md and .pdf)"
    ));
    Ok(code)
}

/// What is being done, for those who watch.
struct Progress(ProgressBar);

impl Progress {
    fn new(session: &Session) -> Self {
        let target = if session.is_watched() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target).with_style(ProgressStyle::default_spinner());
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    fn at(&self, what: &'static str) {
        self.0.set_message(what);
    }

    fn end(&self) {
        self.0.finish_and_clear();
    }
}
