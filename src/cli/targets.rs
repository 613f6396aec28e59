//! The target of a project, and `archplan targets`.

use super::args::{Format, Targets as Arguments};
use super::project::Project;
use super::{AGREES, Session, Stop, show};
use crate::catalogue::{self, Catalogue};
use crate::disk;
use crate::files::RelPath;
use crate::report::{Code, Diagnostic, Report, Reported};
use crate::scaffold::Target;
use crate::update::Manifest;
use std::path::Path;

/// The target where nobody names one.
pub(super) const TARGET: &str = "python-fastapi";

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let targets = match &arguments.target {
        Some(given) => vec![named(given, Path::new(given), session)?],
        None => Target::built_in_ids().into_iter().filter_map(Target::built_in).collect(),
    };
    let mut shown = Vec::new();
    for target in targets {
        let Session { sources, report, .. } = session;
        let mut catalogue = catalogue::load(&catalogue::built_in(), sources, report)?;
        aim(&mut catalogue, &target, report)?;
        shown.push((target, catalogue));
    }
    session.say(&match arguments.format {
        Format::Text => show::targets::text(&shown),
        Format::Json => show::targets::json(&shown),
    });
    Ok(AGREES)
}

/// The target of a project, and what its manifest keeps of it: that of the command line counts, else the one given
/// before.
pub(super) fn find(root: &Path, manifest: &Manifest, session: &mut Session) -> Result<(Target, String), Stop> {
    match (session.target.clone(), &manifest.target) {
        (Some(given), _) => {
            let target = named(&given, Path::new(&given), session)?;
            let is_built_in = Target::built_in_ids().contains(&given.as_str());
            let name = if is_built_in { given } else { disk::path_between(root, Path::new(&given))? };
            Ok((target, name))
        }
        (None, Some(kept)) => Ok((named(kept, &root.join(kept), session)?, kept.clone())),
        (None, None) => Ok((named(TARGET, root, session)?, TARGET.to_owned())),
    }
}

/// The folder of an own target that lies in the project, from there and with `/` at its end.
pub(super) fn inside(project: &Project) -> Option<String> {
    let name = &project.target_name;
    let is_inside = Target::built_in(name).is_none() && RelPath::new(name).is_ok();
    is_inside.then(|| format!("{name}/"))
}

/// Lets what a target says of the options count, and what others do of them no more.
pub(super) fn aim(catalogue: &mut Catalogue, target: &Target, report: &mut Report) -> Result<(), Reported> {
    catalogue.aim(&target.id);
    for (decision, option, word, place) in target.support() {
        if let Err(message) = catalogue.support(&target.id, decision, option, word) {
            let code = Code::new("scaffold", "target");
            let fault = match place {
                Some(place) => Diagnostic::error(code, place, message),
                None => Diagnostic::placeless(code, message),
            };
            report.error(fault.help(format!("`archplan targets {TARGET}` lists all decisions and options")));
        }
    }
    report.check()
}

/// One of archplan's targets by its id, or the own one in a folder.
fn named(name: &str, folder: &Path, session: &mut Session) -> Result<Target, Stop> {
    if let Some(target) = Target::built_in(name) {
        return Ok(target);
    }
    let path = folder.canonicalize().unwrap_or_default();
    let Some(id) = path.file_name().and_then(|name| name.to_str()) else {
        let known = Target::built_in_ids().join(", ");
        return Err(Stop::Usage(format!(
            "there is no target `{name}`: it is no folder here, and archplan has {known}"
        )));
    };
    session.folders.push(folder.to_owned());
    let files = disk::read_tree(folder)?;
    let shown = folder.display().to_string().replace('\\', "/");
    Ok(Target::read(id, shown.trim_end_matches('/'), &files, &mut session.sources, &mut session.report)?)
}
