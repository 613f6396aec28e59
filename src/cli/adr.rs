//! `archplan adr`

use super::args::{Adr as Arguments, AdrCommand, AdrImport};
use super::project::text_of;
use super::{AGREES, DISAGREES, Session, Stop, show};
use crate::adr::import::{self, Imported};
use crate::catalogue::{self, Catalogue};
use crate::disk;
use crate::files::RelPath;
use crate::plan::Lock;
use crate::source::FileId;
use std::path::Path;

/// A larger file is no decision record, in bytes.
const LARGEST: u64 = 1 << 20;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    match &arguments.command {
        AdrCommand::Import(arguments) => import(arguments, session),
    }
}

fn import(arguments: &AdrImport, session: &mut Session) -> Result<u8, Stop> {
    if !disk::is_there(&arguments.folder) {
        return Err(Stop::Usage(format!("there is no folder `{}`", arguments.folder.display())));
    }
    let catalogue = catalogue::load(&catalogue::built_in(), &mut session.sources, &mut session.report)?;
    let found = import::import(&disk::survey(&arguments.folder, LARGEST)?, &catalogue.decisions);
    for line in show::import::lines(&found) {
        session.warn(&line);
    }
    if found.decisions.is_empty() {
        return Ok(DISAGREES);
    }
    match &arguments.into {
        Some(spec) => put_into(spec, &found.decisions, &catalogue, session)?,
        None => session.say(import::yaml(&found.decisions).trim_end()),
    }
    Ok(AGREES)
}

/// Puts decisions into a spec that is good before and after.
fn put_into(spec: &Path, decisions: &[Imported], catalogue: &Catalogue, session: &mut Session) -> Result<(), Stop> {
    let name = spec.display().to_string();
    let Some(bytes) = disk::read_file(spec, LARGEST)? else {
        return Err(Stop::Usage(format!("there is no spec at `{name}`")));
    };
    let text = text_of(&bytes, &name, &mut session.report)?;
    let file = session.sources.add(name.as_str(), text.as_str());
    resolves(file, catalogue, session)?;
    let root = crate::yaml::parse(&session.sources, file, &mut session.report)?;
    let with = import::into(&text, &root, decisions)
        .map_err(|fault| Stop::Usage(format!("the decisions cannot be put into `{name}`: {fault}")))?;
    let file = session.sources.add(format!("{name} with the decisions"), with.as_str());
    resolves(file, catalogue, session)?;
    let file = spec.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let path = RelPath::new(file).map_err(|fault| Stop::Usage(format!("`{name}`: {fault}")))?;
    let folder = spec.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    disk::write_bytes(folder, &path, with.as_bytes())?;
    let count = show::changes::count_words(decisions.len(), "decision", "decisions");
    session.say(&format!("{name}: {count} added"));
    Ok(())
}

fn resolves(file: FileId, catalogue: &Catalogue, session: &mut Session) -> Result<(), Stop> {
    let Session { sources, report, .. } = session;
    let draft = crate::spec::read(sources, file, report)?;
    crate::plan::check_names(draft.partial(), catalogue, report);
    crate::plan::resolve(&draft.finish(report)?, &Lock::default(), catalogue, report)?;
    Ok(())
}
