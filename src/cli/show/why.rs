//! The chain back to the spec's lines and the reasons.

use super::node::{OriginForm, Places};
use crate::plan::By;
use crate::trace::{Edge, Node, Origin, Step, Whole};
use serde::Serialize;

/// So many reasons of one kind are shown under one node; more are counted. Programs get all of them.
const MOST: usize = 40;

/// The chain as lines, each reason further in than what follows from it.
pub(in crate::cli) fn text(whole: &Whole, steps: &[Step<'_>], note: &str, places: &Places<'_>) -> String {
    let mut lines = Vec::new();
    if !note.is_empty() {
        lines.push(note.to_owned());
    }
    for (step, left) in shown(steps) {
        match left {
            None => lines.extend(told(whole, step, places)),
            Some(left) => lines.push(format!("{}and {left} more", indent(step.depth))),
        }
    }
    lines.join("\n")
}

/// The steps that are shown; with a number where so many of their kind follow that are not.
fn shown<'s, 'a>(steps: &'s [Step<'a>]) -> Vec<(&'s Step<'a>, Option<usize>)> {
    let mut shown: Vec<(&Step<'_>, Option<usize>)> = Vec::new();
    // For each level: the edge of the steps that are counted there, and how many there were.
    let mut counts: Vec<(Option<Edge>, usize)> = Vec::new();
    let mut hidden: Option<usize> = None;
    for step in steps {
        if hidden.is_some_and(|depth| step.depth > depth) {
            continue;
        }
        hidden = None;
        counts.truncate(step.depth + 1);
        counts.resize(step.depth + 1, (None, 0));
        let count = &mut counts[step.depth];
        *count = if count.0 == step.edge { (count.0, count.1 + 1) } else { (step.edge, 1) };
        if count.1 <= MOST {
            shown.push((step, None));
            continue;
        }
        hidden = Some(step.depth);
        match shown.last_mut() {
            Some((last, Some(left))) if last.depth == step.depth => *left += 1,
            _ => shown.push((step, Some(1))),
        }
    }
    shown
}

fn indent(depth: usize) -> String {
    // Deeper chains stay on the page; what they belong to is said by their words.
    "  ".repeat(depth.min(16))
}

fn told(whole: &Whole, step: &Step<'_>, places: &Places<'_>) -> Vec<String> {
    let (indent, node) = (indent(step.depth), step.node);
    let origin = whole.origin(node);
    let mut head = format!("{indent}{}{node}", step.edge.map(|edge| words(edge, node)).unwrap_or_default());
    let title = whole.title(node);
    match origin {
        Origin::Chosen { title: option, .. } => head.push_str(&format!(", {title}: {option}")),
        _ if title.is_empty() => {}
        _ => head.push_str(&format!(", {title}")),
    }
    if step.again {
        head.push_str(" (see above)");
    }
    let mut lines = vec![head];
    // What was said of a node once is not said again.
    if !step.again {
        lines.extend(because(origin, places).into_iter().map(|line| format!("{indent}    {line}")));
        if step.more > 0 {
            let decisions = super::changes::count_words(step.more, "decision", "decisions");
            lines.push(format!("{indent}    shaped by {decisions}: `archplan why {node}`"));
        }
    }
    lines
}

/// What leads from a step to the reason under it.
fn words(edge: Edge, reason: &Node) -> &'static str {
    match edge {
        Edge::Motivates if reason.kind() == "principle" => "follows ",
        Edge::Motivates if reason.kind() == "stakeholder" => "wanted by ",
        Edge::Motivates if reason.kind() == "scenario" => "tried by ",
        Edge::Motivates => "serves ",
        Edge::Settles => "settled by ",
        Edge::HoldsUp => "waits for ",
        Edge::Bears => "comes from ",
        Edge::Supports => "rests on ",
        Edge::Shapes => "shaped by ",
        Edge::Holds => "belongs to ",
        Edge::RealisedBy => "realises ",
        Edge::DerivedBy => "realises, by its words, ",
        Edge::CarriedOutIn => "carries out ",
        Edge::ReadBy => "reads ",
        Edge::DocumentedIn => "tells of ",
        Edge::MentionedIn => "names ",
        Edge::VerifiedBy => "tests ",
        Edge::StandsIn => "holds ",
    }
}

/// Who said it, where, and why.
fn because(origin: &Origin, places: &Places<'_>) -> Vec<String> {
    let stated = |span| [format!("{}: {}", places.words(span), clipped(places.line(span)))];
    match origin {
        Origin::Made => Vec::new(),
        Origin::Stated(span) => stated(*span).into(),
        Origin::NotApplicable { because } => vec![format!("does not apply: {because}")],
        Origin::Chosen { by, because, later, .. } => {
            let mut lines = match by {
                By::Spec(span) => stated(*span).into(),
                By::Lock => vec!["kept by archplan.lock".to_owned()],
                By::Implied(id) => vec![format!("implied by decision:{id}")],
                By::Rule(Some(when)) => vec![format!("by the rule of archplan: {when}")],
                By::Standard { title, rule: Some(when) } => vec![format!("by the rule of {title}: {when}")],
                By::Standard { title, rule: None } => vec![format!("by {title}")],
                By::Rule(None) => vec!["by the rule of archplan for all other cases".to_owned()],
            };
            if *later {
                lines.push("planned for later".to_owned());
            }
            if !because.is_empty() {
                lines.push(format!("because: {because}"));
            }
            lines
        }
    }
}

/// A line of the spec, so far as it fits one of a terminal.
fn clipped(line: &str) -> String {
    const MOST: usize = 120;
    if line.chars().count() <= MOST {
        line.to_owned()
    } else {
        format!("{}…", line.chars().take(MOST).collect::<String>())
    }
}

#[derive(Serialize)]
struct WhyForm<'a> {
    #[serde(rename = "archplan-why")]
    version: u32,
    place: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    /// As a tree is read: a step belongs to the last one before it whose depth is smaller by one.
    steps: Vec<StepForm<'a>>,
}

#[derive(Serialize)]
struct StepForm<'a> {
    depth: usize,
    node: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    /// What leads from this node to the step that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    edge: Option<&'static str>,
    origin: OriginForm<'a>,
    /// Its reasons stand with an earlier step of the same node.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    again: bool,
    /// So many decisions that shape it are not among the steps.
    #[serde(skip_serializing_if = "is_zero")]
    shaped_by_others: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// The chain for programs.
pub(in crate::cli) fn json(whole: &Whole, steps: &[Step<'_>], place: &str, note: &str, places: &Places<'_>) -> String {
    let step = |step: &'_ Step<'_>| StepForm {
        depth: step.depth,
        node: step.node.to_string(),
        title: whole.title(step.node),
        edge: step.edge.map(Edge::word),
        origin: places.origin(whole.origin(step.node)),
        again: step.again,
        shaped_by_others: step.more,
    };
    let steps = steps.iter().map(step).collect();
    let form = WhyForm { version: 1, place, note, steps };
    serde_json::to_string_pretty(&form).expect("a form without maps can be written")
}
