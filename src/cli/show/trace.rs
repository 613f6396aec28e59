//! The traceability matrix and its gaps.

use super::changes::count_words;
use super::node::{PlaceForm, Places, few};
use crate::trace::{Coverage, Node, Origin, Row, Whole};
use serde::Serialize;

/// So many names of one kind are shown in a row; programs get all of them.
const MOST: usize = 4;

/// The matrix as lines: a block for each responsibility and each decision.
pub(in crate::cli) fn text(whole: &Whole, rows: &[Row<'_>], gaps: &[Coverage]) -> String {
    let mut lines = Vec::new();
    for row in rows {
        let title = match whole.origin(row.of) {
            Origin::Chosen { title, .. } => title.as_str(),
            _ => whole.title(row.of),
        };
        lines.push(format!("{}: {title}", row.of));
        let (elements, said) = match (row.of.is_decision(), row.derived) {
            (true, _) => ("shapes", ""),
            (false, true) => ("realised by", " (read from its words)"),
            (false, false) => ("realised by", ""),
        };
        let cells: [(&str, &[&Node], &str); 5] = [
            ("serves", &row.motives, ""),
            (elements, &row.elements, said),
            ("written in", &row.sections, ""),
            ("carried out in", &row.files, ""),
            ("shown by", &row.tests, ""),
        ];
        let filled = cells.iter().filter(|(_, nodes, _)| !nodes.is_empty());
        lines.extend(filled.map(|(what, nodes, after)| format!("  {what} {}{after}", few(nodes, MOST))));
    }
    let told = gaps.iter().filter(|gap| gap.is_told()).count();
    let traced = count_words(rows.len(), "responsibility or decision", "responsibilities and decisions");
    lines.push(format!("{traced}, {}", count_words(told, "gap", "gaps")));
    let accepted = gaps.iter().filter_map(|gap| Some((gap, gap.accepted.as_ref()?)));
    lines.extend(accepted.map(|(gap, reason)| format!("accepted: {}: {reason}", gap.message)));
    let silent = gaps.iter().filter(|gap| gap.accepted.is_none() && !gap.is_told()).count();
    if silent > 0 {
        let idle = count_words(silent, "decision of archplan carries", "decisions of archplan carry");
        lines.push(format!("{idle} nothing; `--format json` names them"));
    }
    lines.join("\n")
}

#[derive(Serialize)]
struct TraceForm<'a> {
    #[serde(rename = "archplan-trace")]
    version: u32,
    service: &'a str,
    rows: Vec<RowForm>,
    findings: Vec<FindingForm<'a>>,
}

#[derive(Serialize)]
struct RowForm {
    of: String,
    motives: Vec<String>,
    elements: Vec<String>,
    /// That the elements realise the responsibility was read from its words.
    derived: bool,
    sections: Vec<String>,
    files: Vec<String>,
    tests: Vec<String>,
}

#[derive(Serialize)]
struct FindingForm<'a> {
    code: String,
    node: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceForm>,
    message: &'a str,
    help: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<&'a str>,
}

/// The matrix for programs.
pub(in crate::cli) fn json(rows: &[Row<'_>], gaps: &[Coverage], service: &str, places: &Places<'_>) -> String {
    let names = |nodes: &[&Node]| nodes.iter().map(ToString::to_string).collect();
    let row = |row: &Row<'_>| RowForm {
        of: row.of.to_string(),
        motives: names(&row.motives),
        elements: names(&row.elements),
        derived: row.derived,
        sections: names(&row.sections),
        files: names(&row.files),
        tests: names(&row.tests),
    };
    let findings = gaps.iter().map(|gap| FindingForm {
        code: format!("trace/{}", gap.code),
        node: &gap.node,
        place: gap.place.map(|place| places.form(place)),
        message: &gap.message,
        help: &gap.help,
        accepted: gap.accepted.as_deref(),
    });
    let form = TraceForm { version: 1, service, rows: rows.iter().map(row).collect(), findings: findings.collect() };
    serde_json::to_string_pretty(&form).expect("a form without maps can be written")
}
