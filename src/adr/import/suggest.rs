//! Whether a record is about a decision of the catalogue: said, never taken for granted.

use super::text::bare;
use super::{Choice, Imported};
use crate::catalogue;

/// What the catalogue calls a decision, where title and option say so, or where only one decision has that option.
pub(super) fn suggestion(decision: &Imported, known: &[catalogue::Decision]) -> Option<String> {
    let chosen = &decision.options[decision.choose];
    let mut meant =
        known.iter().filter_map(|known| Some((known, known.options.iter().find(|option| is_meant(chosen, option))?)));
    let is_about = |known: &catalogue::Decision| {
        bare(&known.title) == bare(&decision.title) || decision.id.trim_end_matches("-record") == known.id
    };
    let about = meant.clone().find(|(known, _)| is_about(known));
    let only = meant.next().filter(|_| meant.next().is_none());
    about.or(only).map(|(known, option)| {
        let (id, option) = (&known.id, &option.id);
        format!("the catalogue has `{id}: {option}`; if that is meant, write it instead of this decision")
    })
}

fn is_meant(chosen: &Choice, option: &catalogue::Choice) -> bool {
    let title = bare(&chosen.title);
    let verbless = ["use ", "adopt ", "choose ", "go with "].iter().find_map(|verb| title.strip_prefix(verb));
    let title = verbless.unwrap_or(&title);
    title == bare(&option.title) || title == bare(&option.id)
}
