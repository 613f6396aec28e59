//! What may be lost, and what the decisions give.

use crate::document::blocks::table::table;
use crate::document::fill::Holes;
use crate::document::{figures, ids, outline, prose, words};
use crate::plan::Plan;
use crate::plan::running::{Objectives, Quantity, Time};
use renderers::document::{Block, Cell, Inline, text};
use serde::Deserialize;

/// `plans/documents/design/recovery.yaml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    reached: Vec<Entry>,
}

/// What a decision gives, of an objective of a store or of the service.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// `service`, or the decision that chooses a store.
    of: Vec<String>,
    objective: Kind,
    when: Option<String>,
    decision: String,
    /// The least that can be promised, in seconds; left out where only a try shows it.
    seconds: Option<Least>,
    /// Whether it may take longer than that, so that an objective above it is shown by a try.
    #[serde(default)]
    more: bool,
    /// In words, with holes.
    says: String,
}

/// A number, `never`, or the name of a figure of the catalogue.
#[derive(Deserialize)]
#[serde(untagged)]
enum Least {
    Number(f64),
    Named(String),
}

impl Least {
    fn seconds(&self, plan: &Plan) -> f64 {
        match self {
            Self::Number(seconds) => *seconds,
            // A figure that is not there promises nothing, and a test finds it.
            Self::Named(name) => plan.scope().number(name).unwrap_or(f64::INFINITY),
        }
    }
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Rpo,
    Rto,
}

/// `text recovery`
pub(in crate::document::blocks) fn summary(plan: &Plan, _: &str) -> Vec<Block> {
    plan.running.recovery.as_ref().map(|recovery| prose::blocks(&recovery.summary)).unwrap_or_default()
}

/// `table recovery`: each stated objective against what the decisions give.
pub(in crate::document::blocks) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let Some(recovery) = &plan.running.recovery else { return Vec::new() };
    let file: &File = outline::data("design/recovery.yaml");
    let holes = Holes::of(plan);
    let service = std::iter::once(("service", &recovery.service));
    let stores = recovery.stores.iter().map(|(store, objectives)| (store.as_str(), objectives));
    let mut rows: Vec<[Cell; 5]> = Vec::new();
    for (of, objectives) in service.chain(stores) {
        for (kind, words, stated) in [
            (Kind::Rpo, "loses at most", objectives.rpo.as_ref()),
            (Kind::Rto, "is back within", objectives.rto.as_ref()),
        ] {
            rows.extend(stated.map(|stated| row(plan, &holes, file, (of, objectives), (kind, words, stated))));
        }
    }
    table("Objectives against decisions", ["What", "Objective", "What is decided gives", "Holds", "Decided by"], rows)
}

fn row(
    plan: &Plan,
    holes: &Holes,
    file: &File,
    (of, objectives): (&str, &Objectives),
    (kind, words, stated): (Kind, &str, &Quantity<Time>),
) -> [Cell; 5] {
    let option = plan.decision(of).and_then(|decision| decision.chosen());
    let what = match (of, option) {
        ("service", _) => plan.service.title.clone(),
        (_, Some(option)) => option.title.clone(),
        (id, None) => format!("{id}, which does not apply"),
    };
    let stands = |entry: &&Entry| {
        entry.objective == kind && entry.of.iter().any(|known| known == of) && holes.stands(entry.when.as_deref())
    };
    let entry = file.reached.iter().find(stands);
    let least = |entry: &Entry| entry.seconds.as_ref().map(|least| least.seconds(plan));
    let holds = match entry.map(least) {
        Some(Some(seconds)) if seconds > stated.value => vec![Inline::Strong(text("no"))],
        Some(Some(_)) if entry.is_some_and(|entry| entry.more) => text("shown by a try only"),
        Some(Some(_)) => text("yes, as decided"),
        Some(None) => text("shown by a try only"),
        None => text("nothing decided speaks of it"),
    };
    let says = entry.and_then(|entry| holes.text(&entry.says)).map(|says| text(words::capital(&says)));
    let decision =
        entry.and_then(|entry| plan.decision(&entry.decision)).filter(|decision| decision.chosen().is_some());
    let mut objective = text(format!("{words} {}", figures::time(stated.value)));
    let why = prose::line(&objectives.summary);
    if !why.is_empty() {
        objective.push(Inline::from(": "));
        objective.extend(why);
    }
    [text(what), objective, says.unwrap_or_default(), holds, decision.map(ids::decision_link).unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::{File, Least};
    use crate::document::outline;
    use crate::{catalogue, report::Report, source::Sources};

    #[test]
    fn every_figure_stands_in_the_catalogue() {
        let known = catalogue::load(&catalogue::built_in(), &mut Sources::default(), &mut Report::default()).unwrap();
        let file: &File = outline::data("design/recovery.yaml");
        for entry in &file.reached {
            if let Some(Least::Named(name)) = &entry.seconds {
                assert!(name == "never" || known.figures.contains_key(name), "{name}");
            }
        }
    }
}
