//! What happens at run time, in one scenario of each kind that the plan has.
//!
//! `plans/documents/design/runtime.yaml` says who takes part and what is sent; [`case`] finds the operation or event
//! that tells most, and its names. A decision that is added needs no line here.

mod case;
mod steps;

use crate::document::fill::{Filling, Holes};
use crate::document::{ids, outline, words};
use crate::plan::Plan;
use case::{About, Case};
use renderers::diagram::{Arrow, Diagram, Drawing, Sequence, Step};
use renderers::document::{Block, Inline, Inlines, Section, SectionId, text};
use serde::Deserialize;
use steps::{Cast, ParticipantEntry, StepEntry};

/// A picture of more steps is split.
const LONGEST: usize = 40;

/// So many further operations are named; of more only the number is said.
const ALSO: usize = 6;

/// `plans/documents/design/runtime.yaml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    participants: Vec<ParticipantEntry>,
    scenarios: Vec<Scenario>,
}

/// A scenario. All texts may have holes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    id: String,
    /// Before the name of what it is drawn for.
    by: String,
    /// What it is about: it stands only where there is one.
    about: About,
    title: String,
    /// Prose above the picture.
    text: String,
    /// A condition on the plan.
    #[serde(default)]
    when: Option<String>,
    /// An expression over what it is about.
    #[serde(default)]
    given: Option<String>,
    /// The decisions that it comes from.
    #[serde(default)]
    realises: Vec<String>,
    steps: Vec<StepEntry>,
}

/// The scenarios as they are written. The suite reads them all, so that none is broken here.
fn file() -> &'static File {
    outline::data("design/runtime.yaml")
}

/// A section of each scenario that the plan has.
pub(in crate::document) fn sections(plan: &Plan) -> Vec<Section> {
    let holes = Holes::of(plan);
    let file = file();
    file.scenarios.iter().filter_map(|scenario| section(plan, &holes, file, scenario)).collect()
}

fn section(plan: &Plan, holes: &Holes, file: &File, scenario: &Scenario) -> Option<Section> {
    if !holes.stands(scenario.when.as_deref()) {
        return None;
    }
    let case = Case::of(plan, scenario.about)?;
    let holes = case.holes(holes);
    if scenario.given.as_deref().is_some_and(|given| !holes.is_true(given)) {
        return None;
    }
    let title = holes.text(&scenario.title)?;
    let cast = Cast::of(plan, &holes, &file.participants);
    let (participants, steps) = cast.play(&scenario.steps);
    if participants.len() < 2 {
        return None;
    }
    let filling = Filling { plan, holes, directive: &|_| None, each: &|_| None };
    let mut blocks = filling.blocks(&renderers::read::blocks(&scenario.text).blocks);
    let parts = split(steps);
    let count = parts.len();
    for (at, steps) in parts.into_iter().enumerate() {
        let of = |text: &str| if count == 1 { text.to_owned() } else { format!("{text} ({} of {count})", at + 1) };
        let number = if at == 0 { String::new() } else { format!("-{}", at + 1) };
        let sequence =
            Sequence { participants: participants.clone(), arrows: arrows(&steps), steps, legend: Vec::new() };
        blocks.push(Block::Diagram(Diagram {
            id: format!("sequence-{}{number}", scenario.id),
            alt: alt(&sequence),
            title: of(&title),
            drawing: Drawing::Sequence(sequence),
        }));
    }
    blocks.push(Block::Paragraph(drawn_for(&case, &scenario.by)));
    blocks.extend(decided_by(plan, scenario));
    Some(Section {
        id: SectionId::new(&format!("runtime-{}", scenario.id)),
        title: text(title),
        blocks,
        sections: Vec::new(),
    })
}

/// Steps in pictures that a page can hold; fragments stay whole.
fn split(steps: Vec<Step>) -> Vec<Vec<Step>> {
    let (mut parts, mut length) = (vec![Vec::new()], 0);
    for step in steps {
        let rows = rows(std::slice::from_ref(&step));
        if length > 0 && length + rows > LONGEST {
            parts.push(Vec::new());
            length = 0;
        }
        length += rows;
        if let Some(part) = parts.last_mut() {
            part.push(step);
        }
    }
    parts
}

fn rows(steps: &[Step]) -> usize {
    let rows = steps.iter().map(|step| match step {
        Step::Message(_) | Step::Remark(_) => 1,
        Step::Fragment(fragment) => fragment.branches.iter().map(|branch| 1 + self::rows(&branch.steps)).sum(),
    });
    rows.sum()
}

/// What the arrows that occur mean.
fn arrows(steps: &[Step]) -> Vec<(Arrow, String)> {
    let words = [
        (Arrow::Call, "a call, whose sender waits"),
        (Arrow::Reply, "an answer"),
        (Arrow::Signal, "a message for which nobody waits"),
    ];
    let shown = words.into_iter().filter(|(arrow, _)| has(steps, *arrow));
    shown.map(|(arrow, words)| (arrow, words.to_owned())).collect()
}

fn has(steps: &[Step], arrow: Arrow) -> bool {
    steps.iter().any(|step| match step {
        Step::Message(message) => message.arrow == arrow,
        Step::Remark(_) => false,
        Step::Fragment(fragment) => fragment.branches.iter().any(|branch| has(&branch.steps, arrow)),
    })
}

/// What the picture says, step by step.
fn alt(sequence: &Sequence) -> String {
    let names: Vec<String> = sequence.participants.iter().map(|it| it.title.clone()).collect();
    let mut said = vec![format!("Between {}.", words::series(&names))];
    tell(&sequence.steps, &names, &mut said);
    said.join(" ")
}

fn tell(steps: &[Step], names: &[String], said: &mut Vec<String>) {
    for step in steps {
        match step {
            Step::Message(it) if it.from == it.to => said.push(format!("{}: {}.", names[it.from], it.text)),
            Step::Message(it) => said.push(format!("{} to {}: {}.", names[it.from], names[it.to], it.text)),
            Step::Remark(it) => said.push(words::ended_text(&it.text)),
            Step::Fragment(fragment) => {
                for branch in &fragment.branches {
                    said.push(format!("{}:", words::capital(&branch.guard)));
                    tell(&branch.steps, names, said);
                }
            }
        }
    }
}

/// What the picture is drawn for, and the others of which the same is true.
fn drawn_for(case: &Case<'_>, by: &str) -> Inlines {
    let mut line = text(format!("{by}: "));
    line.extend(case.line());
    let others = case.others();
    if !others.is_empty() {
        let rest = others.len().saturating_sub(ALSO);
        let mut named: Vec<Inlines> = others.into_iter().take(ALSO).collect();
        if rest > 0 {
            named.push(text(format!("{} more", words::numeral(rest))));
        }
        line.push(Inline::from("; in the same way "));
        line.extend(words::joined(named));
    }
    words::ended(line)
}

fn decided_by(plan: &Plan, scenario: &Scenario) -> Option<Block> {
    let decisions = scenario.realises.iter().filter_map(|id| plan.decision(id)).filter(|d| d.chosen().is_some());
    let links: Vec<Inlines> = decisions.map(ids::decision_link).collect();
    if links.is_empty() {
        return None;
    }
    let mut line = vec![Inline::Emphasis(text("Decided by")), Inline::from(" ")];
    line.extend(words::chained(links));
    Some(Block::Paragraph(words::ended(line)))
}
