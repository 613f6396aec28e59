//! One record as a page in MADR 4 form.

use super::files::Project;
use super::{label, status};
use crate::document::{ids, links, prose, words};
use crate::plan::{By, Decision, PlanOption, Record};
use renderers::document::{Block, Inline, Inlines, Page, Part, Target, Url, text};

/// So many realising files are named; the rest is counted.
const NAMED: usize = 12;

/// What a record says beside the plan: the option that it is about, and why.
pub(super) struct Subject<'a> {
    pub(super) record: &'a Record,
    pub(super) decision: &'a Decision,
    pub(super) option: &'a PlanOption,
}

/// The page of a record.
pub(super) fn page(subject: &Subject<'_>, project: &Project<'_>) -> Page {
    let Subject { record, decision, option } = *subject;
    let mut parts = parts(subject, project);
    parts.iter_mut().for_each(|part| links::settle_page(&mut part.blocks, super::FOLDER));
    Page {
        front_matter: vec![
            ("status".to_owned(), status(record, project.records)),
            ("date".to_owned(), record.date.clone()),
            ("decision-makers".to_owned(), makers(subject, project)),
        ],
        title: text(format!("{}: {}", decision.title, option.title)),
        blocks: Vec::new(),
        parts,
    }
}

fn parts(subject: &Subject<'_>, project: &Project<'_>) -> Vec<Part> {
    let Subject { decision, option, .. } = *subject;
    let part = |level, title: &str, blocks| Part { level, title: text(title), blocks };
    let options = decision.options.iter().map(|option| text(option.title.as_str()));
    let mut parts = vec![
        part(2, "Context and Problem Statement", vec![Block::text(words::sentence(&decision.question))]),
        part(2, "Decision Drivers", drivers(decision, project)),
        part(2, "Considered Options", vec![Block::bullets(options)]),
        part(2, "Decision Outcome", outcome(subject, project)),
        part(3, "Consequences", argued(option, project).unwrap_or_else(|| nothing("No consequence is recorded."))),
        part(3, "Confirmation", confirmation(subject, project)),
        part(2, "Pros and Cons of the Options", Vec::new()),
    ];
    parts.extend(decision.options.iter().map(|option| part(3, &option.title, weighed(option, project))));
    parts.push(part(2, "More Information", vec![Block::bullets(information(subject, project))]));
    parts
}

fn nothing(words: &str) -> Vec<Block> {
    vec![Block::text(words)]
}

/// What drove the choice: the phrases of the catalogue, and the quality goals that it serves.
fn drivers(decision: &Decision, project: &Project<'_>) -> Vec<Block> {
    let known = decision.drivers.iter().map(|driver| text(driver.as_str()));
    let served = project.plan.qualities.iter().filter(|quality| decision.serves.contains(&quality.id));
    let goals = served.map(|quality| {
        let mut line = text("The quality goal ");
        line.extend([Inline::Code(quality.id.clone()), Inline::from(": ")]);
        line.extend(prose::line(&quality.statement));
        line
    });
    let all: Vec<Inlines> = known.chain(goals).collect();
    if all.is_empty() { nothing("None is recorded beside the question itself.") } else { vec![Block::bullets(all)] }
}

fn outcome(subject: &Subject<'_>, project: &Project<'_>) -> Vec<Block> {
    let Subject { decision, option, .. } = *subject;
    // A record that no longer stands is about another option than the plan: its reason is the option's.
    let stands = decision.chosen().is_some_and(|chosen| chosen.id == option.id);
    let because = if stands { decision.because() } else { option.reason.as_str() };
    let because = match project.lexicon.clause(because) {
        because if because.is_empty() => "the spec says so without a reason".to_owned(),
        because => because,
    };
    let chosen = text(format!("Chosen option: \"{}\", because ", option.title));
    let mut blocks = prose::after(chosen, &because);
    if stands && decision.is_later() {
        blocks.push(Block::text("It is planned for later: decided and documented now, built in a later release."));
    }
    blocks
}

/// The consequences of an option in MADR's words; `None` where nothing is recorded.
fn argued(option: &PlanOption, project: &Project<'_>) -> Option<Vec<Block>> {
    let kinds = [("Good", &option.good), ("Neutral", &option.neutral), ("Bad", &option.bad)];
    let lines = kinds.into_iter().flat_map(|(kind, sentences)| {
        sentences.iter().map(move |sentence| {
            let mut line = text(format!("{kind}, because "));
            line.extend(prose::line(&project.lexicon.clause(sentence)));
            line
        })
    });
    let lines: Vec<Inlines> = lines.collect();
    (!lines.is_empty()).then(|| vec![Block::bullets(lines)])
}

fn weighed(option: &PlanOption, project: &Project<'_>) -> Vec<Block> {
    let mut blocks = prose::after(Inlines::new(), &words::capital(option.reason.trim()));
    blocks.retain(|block| !matches!(block, Block::Paragraph(line) if line.is_empty()));
    blocks.extend(argued(option, project).unwrap_or_default());
    if blocks.is_empty() { nothing("Nothing is recorded for or against it.") } else { blocks }
}

/// How one sees that the code still honours the decision.
fn confirmation(subject: &Subject<'_>, project: &Project<'_>) -> Vec<Block> {
    let files = project.realising.get(subject.decision.id.as_str()).map(Vec::as_slice).unwrap_or_default();
    let check = Inline::Code("archplan check".to_owned());
    if files.is_empty() {
        return vec![Block::Paragraph(vec![
            check,
            Inline::from(
                " fails when spec, lock and documents no longer say this. No generated file realises it alone: ",
            ),
            Inline::Text(format!("{} holds changes of the code against this record in review.", reviewer(project))),
        ])];
    }
    let (tests, others): (Vec<&String>, Vec<&String>) =
        files.iter().partition(|path| path.split(['/', '_', '.', '-']).any(|part| part == "tests" || part == "test"));
    let named = tests.into_iter().chain(others).take(NAMED).map(|path| vec![Inline::Code(path.clone())]);
    let more = files.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| text(format!("and {more} more, which the handover lists")));
    vec![
        Block::Paragraph(vec![
            check,
            Inline::from(" fails when a file that realises this decision differs from the plan; these are:"),
        ]),
        Block::bullets(named.chain(more)),
    ]
}

fn reviewer(project: &Project<'_>) -> String {
    match project.plan.service.owner.trim() {
        "" => "whoever owns the service".to_owned(),
        owner => format!("{owner}, who owns the service,"),
    }
}

/// For the front matter: who is asked about the decision.
fn makers(subject: &Subject<'_>, project: &Project<'_>) -> String {
    let owner = project.plan.service.owner.trim();
    match subject.decision.by() {
        Some(By::Spec(_)) if owner.is_empty() => "the authors of the spec".to_owned(),
        Some(By::Spec(_)) => owner.to_owned(),
        Some(By::Standard { title, .. }) => title.clone(),
        _ if owner.is_empty() => "archplan".to_owned(),
        _ => format!("archplan, for {owner}"),
    }
}

fn information(subject: &Subject<'_>, project: &Project<'_>) -> Vec<Inlines> {
    let Subject { record, decision, option } = *subject;
    let mut lines = Vec::new();
    if decision.chosen().is_some_and(|chosen| chosen.id == option.id) {
        lines.push([text("Decided by "), decided_by(decision, project)].concat());
    }
    let history = project.history.get(record.decision.as_str()).map(Vec::as_slice).unwrap_or_default();
    if let Some(before) = history.iter().rev().find(|other| other.number < record.number) {
        let words = match &before.end {
            Some(crate::plan::End::Superseded(by)) if *by == record.number => "Supersedes ",
            _ => "Takes up again ",
        };
        lines.push(vec![Inline::from(words), link(before, label(before))]);
    }
    let rests_on = decision.rests_on.iter().filter_map(|id| named(id.as_str(), project));
    lines.extend(listed("Rests on ", rests_on));
    let carried = project.carries.get(decision.id.as_str()).map(Vec::as_slice).unwrap_or_default();
    lines.extend(listed("Carries ", carried.iter().filter_map(|id| named(id, project))));
    let anchor = format!("../architecture/plan.md#{}", ids::decision(decision.id.as_str()));
    lines.push(vec![Inline::from("In the plan: "), linked(&anchor, decision.title.clone())]);
    lines
}

fn decided_by(decision: &Decision, project: &Project<'_>) -> Inlines {
    match decision.by() {
        Some(By::Spec(span)) => match (project.place)(*span) {
            Some(place) => vec![Inline::from("the spec, at "), Inline::Code(place)],
            None => text("the spec"),
        },
        Some(By::Lock) => text("an earlier plan, kept by the lock"),
        Some(By::Implied(id)) => match named(id.as_str(), project) {
            Some(other) => [text("an option that implies it: "), other].concat(),
            None => text("an option of another decision, which implies it"),
        },
        Some(By::Rule(Some(_))) => text("a rule of archplan's"),
        Some(By::Rule(None)) => text("archplan's default"),
        Some(By::Standard { title, .. }) => text(title.as_str()),
        None => text("nobody"),
    }
}

/// Another decision by number and title, leading to its record.
fn named(id: &str, project: &Project<'_>) -> Option<Inlines> {
    let decision = project.plan.decision(id)?;
    let option = decision.chosen()?;
    let record = project.standing.get(id)?;
    let words = format!("{} {}: {}", label(record), decision.title, option.title);
    Some(vec![link(record, words)])
}

fn listed(words: &str, items: impl Iterator<Item = Inlines>) -> Option<Inlines> {
    let mut line = text(words);
    for (i, item) in items.enumerate() {
        line.extend((i > 0).then(|| Inline::from(", ")));
        line.extend(item);
    }
    (line.len() > 1).then_some(line)
}

/// A link from one record to another.
pub(super) fn link(record: &Record, words: impl Into<String>) -> Inline {
    linked(&record.file_name(), words)
}

fn linked(address: &str, words: impl Into<String>) -> Inline {
    match Url::new(address) {
        Ok(url) => Inline::Link(Target::Url(url), text(words)),
        Err(_) => Inline::Text(words.into()),
    }
}
