//! Sequences as a `sequenceDiagram`. Participants are `p0`, `p1`; every text ends its line.

use super::coded;
use crate::diagram::{Arrow, Fragment, FragmentKind, Look, Sequence, Step};

pub(super) fn source(sequence: &Sequence) -> Vec<String> {
    let mut lines = vec!["sequenceDiagram".to_owned()];
    for (at, participant) in sequence.participants.iter().enumerate() {
        let kind = if participant.look == Look::Person { "actor" } else { "participant" };
        let note = if participant.note.is_empty() {
            String::new()
        } else {
            format!("<br>#91;{}#93;", coded(&participant.note))
        };
        lines.push(format!("    {kind} p{at} as {}{note}", coded(&participant.title)));
    }
    steps(&sequence.steps, sequence, 1, &mut lines);
    lines
}

fn steps(steps: &[Step], sequence: &Sequence, depth: usize, lines: &mut Vec<String>) {
    let indent = "    ".repeat(depth);
    for step in steps {
        match step {
            Step::Message(it) if sequence.has([it.from, it.to]) => {
                let arrow = match it.arrow {
                    Arrow::Call => "->>",
                    Arrow::Reply => "-->>",
                    Arrow::Signal => "-)",
                };
                lines.push(format!("{indent}p{}{arrow}p{}: {}", it.from, it.to, said(&it.text)));
            }
            Step::Remark(it) if sequence.has([it.first, it.last]) => {
                let over = if it.first == it.last {
                    format!("p{}", it.first)
                } else {
                    format!("p{},p{}", it.first.min(it.last), it.first.max(it.last))
                };
                lines.push(format!("{indent}Note over {over}: {}", said(&it.text)));
            }
            Step::Message(_) | Step::Remark(_) => {}
            Step::Fragment(it) => fragment(it, sequence, depth, lines),
        }
    }
}

fn fragment(fragment: &Fragment, sequence: &Sequence, depth: usize, lines: &mut Vec<String>) {
    let indent = "    ".repeat(depth);
    // Mermaid gives branches to alternatives alone.
    let kind = if fragment.branches.len() > 1 { FragmentKind::Alternatives } else { fragment.kind };
    for (at, branch) in fragment.branches.iter().enumerate() {
        let word = if at == 0 { kind.word() } else { "else" };
        lines.push(format!("{indent}{word} {}", coded(&branch.guard)).trim_end().to_owned());
        steps(&branch.steps, sequence, depth + 1, lines);
    }
    if !fragment.branches.is_empty() {
        lines.push(format!("{indent}end"));
    }
}

/// Mermaid wants something behind the colon.
fn said(text: &str) -> String {
    let text = coded(text);
    if text.is_empty() { "#8203;".to_owned() } else { text }
}
