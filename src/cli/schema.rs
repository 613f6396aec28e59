//! `archplan schema`

use super::args::{Described, Schema as Arguments};
use super::{AGREES, Session, Stop};
use crate::catalogue::{self, Part};
use crate::style;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let schema = match arguments.of {
        Described::Spec => crate::spec::schema(),
        Described::Catalogue => catalogue::schema(Part::Catalogue),
        Described::Changes => catalogue::schema(Part::Changes),
        Described::Decisions => catalogue::schema(Part::Decisions),
        Described::Areas => catalogue::schema(Part::Areas),
        Described::Advice => catalogue::schema(Part::Advice),
        Described::Principles => catalogue::schema(Part::Principles),
        Described::Template => style::schema(style::Part::Template),
        Described::Theme => style::schema(style::Part::Theme),
    };
    session.say(&serde_json::to_string_pretty(&schema).expect("a JSON value can be written"));
    Ok(AGREES)
}
