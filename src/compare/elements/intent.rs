//! The why: goals, stakeholders, constraints, assumptions, scenarios, risks, questions, words, versions.

use super::{Told, list, maybe};
use crate::plan::Plan;
use crate::plan::intent::{
    Artifact, Assumption, Constraint, Goal, Intent, Level, Question, Revision, Risk, Scenario, Stakeholder, Term,
};

pub(super) fn told(plan: &Plan) -> Vec<Told> {
    let Intent { goals, stakeholders, constraints, assumptions, scenarios, risks, questions, terms, revisions } =
        &plan.intent;
    let mut all: Vec<Told> = goals.iter().map(goal).collect();
    all.extend(stakeholders.iter().map(stakeholder));
    all.extend(constraints.iter().map(constraint));
    all.extend(assumptions.iter().map(assumption));
    all.extend(scenarios.iter().map(scenario));
    all.extend(risks.iter().map(risk));
    all.extend(questions.iter().map(question));
    all.extend(terms.iter().map(term));
    all.extend(revisions.iter().map(revision));
    all
}

fn goal(goal: &Goal) -> Told {
    let Goal { id, statement, measure, met_by, wanted_by, place: _ } = goal;
    let facets = vec![
        ("statement", statement.clone()),
        ("measure", measure.clone()),
        ("met by", list(met_by)),
        ("wanted by", list(wanted_by)),
    ];
    Told::new("goal", id, facets)
}

fn stakeholder(stakeholder: &Stakeholder) -> Told {
    let Stakeholder { id, title, contact, needs, informed, place: _ } = stakeholder;
    let facets = vec![
        ("title", title.clone()),
        ("contact", contact.clone()),
        ("needs", needs.clone()),
        ("informed", informed.clone()),
    ];
    Told::new("stakeholder", id, facets)
}

fn constraint(constraint: &Constraint) -> Told {
    let Constraint { id, kind, statement, because, settles, place: _ } = constraint;
    let settles: Vec<String> =
        settles.iter().map(|(decision, options)| format!("{decision}: {}", options.join(" or "))).collect();
    let facets = vec![
        ("kind", kind.word().to_owned()),
        ("statement", statement.clone()),
        ("because", because.clone()),
        ("settles", list(&settles)),
    ];
    Told::new("constraint", id, facets)
}

fn assumption(assumption: &Assumption) -> Told {
    let Assumption { id, statement, wrong_when, watched_by, supports, place: _ } = assumption;
    let facets = vec![
        ("statement", statement.clone()),
        ("wrong when", wrong_when.clone()),
        ("watched by", watched_by.clone()),
        ("supports", list(supports)),
    ];
    Told::new("assumption", id, facets)
}

fn scenario(scenario: &Scenario) -> Told {
    let Scenario { id, quality, source, stimulus, environment, artifact, response, measure, place: _ } = scenario;
    let artifact = match artifact {
        Artifact::Element(node) => node.to_string(),
        Artifact::Words(words) => words.clone(),
    };
    let facets = vec![
        ("quality", maybe(quality.as_ref())),
        ("source", source.clone()),
        ("stimulus", stimulus.clone()),
        ("environment", environment.clone()),
        ("artifact", artifact),
        ("response", response.clone()),
        ("measure", measure.clone()),
    ];
    Told::new("scenario", id, facets)
}

fn risk(risk: &Risk) -> Told {
    let Risk { id, is_debt, statement, likelihood, impact, mitigation, owner, about, place: _ } = risk;
    let word = |level: &Option<Level>| level.map(Level::word).unwrap_or_default().to_owned();
    let facets = vec![
        ("kind", if *is_debt { "debt" } else { "risk" }.to_owned()),
        ("statement", statement.clone()),
        ("likelihood", word(likelihood)),
        ("impact", word(impact)),
        ("mitigation", mitigation.clone()),
        ("owner", owner.clone()),
        ("about", list(about)),
    ];
    Told::new("risk", id, facets)
}

fn question(question: &Question) -> Told {
    let Question { id, question, decides, by, blocks, place: _ } = question;
    let facets = vec![
        ("question", question.clone()),
        ("decides", decides.clone()),
        ("by", by.clone()),
        ("blocks", list(blocks)),
    ];
    Told::new("question", id, facets)
}

fn term(term: &Term) -> Told {
    let Term { word, meaning, not } = term;
    Told::new("term", word, vec![("meaning", meaning.clone()), ("not", not.clone())])
}

fn revision(revision: &Revision) -> Told {
    let Revision { version, date, changed } = revision;
    Told::new("revision", version, vec![("date", date.clone()), ("changed", list(changed))])
}
