//! `archplan schema`

use super::{AGREES, Session, Stop};

pub(super) fn run(session: &mut Session) -> Result<u8, Stop> {
    let schema = serde_json::to_string_pretty(&crate::spec::schema()).expect("a JSON value can be written");
    session.say(&schema);
    Ok(AGREES)
}
