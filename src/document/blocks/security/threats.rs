//! Threats by STRIDE, where the plan has facts for them: each names what it is about and the decision that answers it, or
//! says that nothing does.

use crate::document::blocks::table::table;
use crate::document::fill::Holes;
use crate::document::standing::Standing;
use crate::document::{ids, outline, words};
use crate::plan::Plan;
use renderers::document::{Block, Cell, Inline, text};
use serde::Deserialize;

/// `plans/documents/design/threats.yaml`. All texts may have holes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    threats: Vec<Entry>,
    /// What is said where nothing answers one of them.
    unanswered: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// A kind of STRIDE.
    kind: Kind,
    /// What is threatened.
    about: String,
    when: String,
    threat: String,
    /// The first that stands; where none does, nothing answers the threat.
    answers: Vec<Answer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    when: String,
    decision: String,
    says: String,
}

/// Kinds of threats (STRIDE).
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Spoofing,
    Tampering,
    Repudiation,
    Disclosure,
    Denial,
    Elevation,
}

impl Kind {
    fn words(self) -> &'static str {
        match self {
            Self::Spoofing => "Spoofing",
            Self::Tampering => "Tampering",
            Self::Repudiation => "Repudiation",
            Self::Disclosure => "Information disclosure",
            Self::Denial => "Denial of service",
            Self::Elevation => "Elevation of privilege",
        }
    }
}

/// `table threats`
pub(in crate::document::blocks) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let file: File = outline::data("design/threats.yaml");
    let holes = Holes::of(plan);
    let rows: Vec<[Cell; 5]> = file.threats.iter().filter_map(|entry| row(plan, &holes, entry)).collect();
    let open = rows.iter().any(|[.., standing]| standing.is_empty());
    let mut blocks = table("Threats and answers", ["Kind", "About", "Threat", "Answer", "In the code"], rows);
    let said = holes.text(&file.unanswered).filter(|_| open);
    blocks.extend(said.map(|sentence| Block::Paragraph(text(sentence))));
    blocks
}

fn row(plan: &Plan, holes: &Holes, entry: &Entry) -> Option<[Cell; 5]> {
    if !holes.stands(Some(&entry.when)) {
        return None;
    }
    let answer = entry.answers.iter().find(|answer| holes.stands(Some(&answer.when)));
    let answer = answer.and_then(|answer| Some((plan.decision(&answer.decision)?, holes.text(&answer.says)?)));
    let (answer, standing) = match answer {
        None => (vec![Inline::Strong(text("Nothing in this plan answers it"))], Cell::new()),
        Some((decision, says)) => {
            let mut line = vec![Inline::Text(format!("{} (", words::capital(&says)))];
            line.extend(ids::decision_name_where_shown(decision));
            line.push(Inline::from(")"));
            (line, text(Standing::of(plan, decision).map_or("", Standing::words)))
        }
    };
    let about = text(words::capital(&holes.text(&entry.about)?));
    Some([text(entry.kind.words()), about, text(holes.text(&entry.threat)?), answer, standing])
}
