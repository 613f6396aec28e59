//! What own catalogues say of the decisions of a plan.

use super::table::table;
use crate::document::{ids, prose, words};
use crate::plan::{Decision, Plan, Standard, What};
use renderers::document::{Block, Cell, Inline, text};

/// `list standards`: each own catalogue, with a table of what it says.
pub(super) fn list(plan: &Plan, _: &str) -> Vec<Block> {
    plan.standards.iter().flat_map(|standard| said(plan, standard)).collect()
}

fn said(plan: &Plan, standard: &Standard) -> Vec<Block> {
    let mut line = vec![Inline::Strong(text(standard.title.as_str()))];
    if !standard.version.is_empty() {
        line.push(Inline::Text(format!(", version {}", standard.version)));
    }
    if !standard.owner.is_empty() {
        line.push(Inline::Text(format!(", kept by {}", standard.owner)));
    }
    let mut blocks = vec![Block::Paragraph(words::ended(line))];
    blocks.extend(prose::blocks(&standard.summary));
    blocks.extend(principles(plan, standard));
    let changes = standard.changes.iter().filter_map(|change| Some((plan.decision(&change.decision)?, &change.what)));
    let rows = changes.filter_map(|(decision, what)| {
        let (says, why) = words_of(decision, what)?;
        Some([ids::decision_name_where_shown(decision), says, prose::sentence(&why)])
    });
    blocks.extend(table(&format!("What {} says", standard.title), ["Decision", "It says", "Why"], rows.collect()));
    blocks
}

/// The principles that it brings and that the spec names.
fn principles(plan: &Plan, standard: &Standard) -> Option<Block> {
    let named = plan.principles.iter().filter(|principle| standard.principles.contains(&principle.id));
    let named: Vec<_> = named.map(|principle| text(principle.title.as_str())).collect();
    (!named.is_empty()).then(|| {
        let mut line = vec![Inline::from("Principles from it: ")];
        line.extend(words::chained(named));
        Block::Paragraph(words::ended(line))
    })
}

/// What is said, and why; `None` for texts, which stand where they are read.
fn words_of(decision: &Decision, what: &What) -> Option<(Cell, String)> {
    let title = |id: &str| {
        let option = decision.options.iter().find(|option| option.id == id);
        option.map_or_else(|| id.to_owned(), |option| option.title.clone())
    };
    let reason = |id: &str| {
        let option = decision.options.iter().find(|option| option.id == id);
        option.map(|option| option.reason.clone()).unwrap_or_default()
    };
    Some(match what {
        What::Added => (text(format!("A question of its own: {}", decision.question)), String::new()),
        What::Option(id) => (text(format!("{} is an option", title(id))), reason(id)),
        What::Forbidden { option, because } => (text(format!("{} is not allowed", title(option))), because.clone()),
        What::Settled { option, because } => (text(format!("{}, and nothing else", title(option))), because.clone()),
        What::Default { when, option, because } => {
            let mut says = text(format!("{}, where the spec leaves it open", title(option)));
            if let Some(when) = when {
                says.push(Inline::from(" and "));
                says.push(Inline::Code(when.clone()));
            }
            let why = if because.is_empty() { reason(option) } else { because.clone() };
            (says, why)
        }
        What::Reason(None) => (text("Whoever chooses says why"), String::new()),
        What::Reason(Some(option)) => (text(format!("Whoever chooses {} says why", title(option))), String::new()),
        What::Asked { option, because } => {
            let why: Vec<_> = because.iter().map(|because| words::sentence(because)).collect();
            (text(format!("{} has further conditions or consequences", title(option))), why.join(" "))
        }
        What::Texts => return None,
    })
}
