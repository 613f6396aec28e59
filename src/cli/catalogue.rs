//! `archplan catalogue`

use super::args::{Catalogue as Arguments, CatalogueCheck};
use super::{AGREES, Session, Stop, catalogues, show};
use crate::catalogue;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    match arguments {
        Arguments::Check(command) => check(command, session),
    }
}

/// Checks own catalogues as they would apply.
fn check(arguments: &CatalogueCheck, session: &mut Session) -> Result<u8, Stop> {
    let overlays = catalogues::read(&arguments.folders, session)?;
    let Session { sources, report, .. } = session;
    let catalogue = catalogue::extended(&catalogue::built_in(), &overlays, sources, report)?;
    for standard in &catalogue.standards {
        session.say(&show::catalogue::summary(standard));
    }
    Ok(AGREES)
}
