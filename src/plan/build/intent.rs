//! Goals, stakeholders, constraints and what else the spec says of the why, with names resolved.

use super::{text, texts};
use crate::plan::decision::DecisionId;
use crate::plan::intent::{
    Artifact, Assumption, Constraint, ConstraintKind, Goal, Intent, Level, Question, Revision, Risk, Scenario,
    Stakeholder, Term,
};
use crate::plan::{NodeId, Plan};
use crate::source::Spanned;
use crate::spec::{self, Spec};
use crate::yaml::Text;
use std::collections::BTreeMap;

/// What a spec says of the why; `plan` has the elements and decisions that it names.
pub(super) fn intent(spec: &Spec, plan: &Plan) -> Intent {
    let naming = Naming { spec, elements: elements(plan) };
    Intent {
        goals: spec.goals.iter().map(|(id, goal)| naming.goal(id, goal)).collect(),
        stakeholders: spec.stakeholders.iter().map(|(id, record)| stakeholder(id, record)).collect(),
        constraints: spec.constraints.iter().map(|(id, record)| constraint(id, record)).collect(),
        assumptions: spec.assumptions.iter().map(|(id, record)| naming.assumption(id, record)).collect(),
        scenarios: spec.scenarios.iter().map(|(id, record)| naming.scenario(id, record)).collect(),
        risks: spec.risks.iter().map(|(id, record)| naming.risk(id, record)).collect(),
        questions: spec.questions.iter().map(|(id, record)| naming.question(id, record)).collect(),
        terms: spec.glossary.iter().map(|(word, record)| term(word, record)).collect(),
        revisions: spec.changelog.iter().map(revision).collect(),
    }
}

/// The nodes that a bare name stands for: of two that share it, an element before a decision.
fn elements(plan: &Plan) -> BTreeMap<String, NodeId> {
    let decisions =
        plan.decisions.iter().map(|decision| (decision.id.to_string(), NodeId::Decision(decision.id.to_string())));
    let entities = plan.entities.iter().flat_map(|entity| {
        let field = |field: &crate::plan::Field| format!("{}.{}", entity.name, field.name);
        let fields = entity.fields.iter().map(move |of| (field(of), NodeId::Field(field(of))));
        fields.chain([(entity.name.clone(), NodeId::Entity(entity.name.clone()))])
    });
    let events = plan.published.iter().map(|event| &event.name).chain(plan.consumed.iter().map(|event| &event.name));
    let events = events.map(|name| (name.clone(), NodeId::Event(name.clone())));
    let operations = plan.operations().map(|operation| (operation.id.clone(), NodeId::Operation(operation.id.clone())));
    let systems = plan.integrations.iter().map(|system| (system.id.clone(), NodeId::Integration(system.id.clone())));
    decisions.chain(entities).chain(events).chain(operations).chain(systems).collect()
}

struct Naming<'a> {
    spec: &'a Spec,
    elements: BTreeMap<String, NodeId>,
}

impl Naming<'_> {
    /// A person by name, or the title of a stakeholder by its id.
    fn person(&self, name: Option<&Text>) -> String {
        let stakeholder = name.and_then(|name| Some((name, self.spec.stakeholders.get(name)?)));
        stakeholder.map_or_else(|| text(name), |(id, record)| stakeholder_title(id, record))
    }

    fn nodes(&self, names: &[Text]) -> Vec<NodeId> {
        names.iter().filter_map(|name| self.elements.get(name.as_str()).cloned()).collect()
    }

    fn goal(&self, id: &Spanned<String>, goal: &spec::Goal) -> Goal {
        let responsibilities = &self.spec.service.responsibilities;
        let named = |name: &str| responsibilities.iter().any(|r| r.id.as_ref().is_some_and(|id| id.value == name));
        let met_by = goal.met_by.iter().flat_map(|name| {
            let responsibility = named(name).then(|| NodeId::Responsibility(name.value.clone()));
            let quality = self.spec.qualities.get(name).map(|_| NodeId::Quality(name.value.clone()));
            responsibility.into_iter().chain(quality)
        });
        Goal {
            id: id.value.clone(),
            statement: text(Some(&goal.statement)),
            measure: text(goal.measure.as_ref()),
            met_by: met_by.collect(),
            wanted_by: texts(&goal.wanted_by),
            place: id.span,
        }
    }

    fn assumption(&self, id: &Spanned<String>, assumption: &spec::Assumption) -> Assumption {
        Assumption {
            id: id.value.clone(),
            statement: text(Some(&assumption.statement)),
            wrong_when: text(assumption.wrong_when.as_ref()),
            watched_by: self.person(assumption.watched_by.as_ref()),
            supports: decisions(&assumption.supports),
            place: id.span,
        }
    }

    fn scenario(&self, id: &Spanned<String>, scenario: &spec::Scenario) -> Scenario {
        let artifact = text(scenario.artifact.as_ref());
        let element = self.elements.get(&artifact).filter(|node| !matches!(node, NodeId::Decision(_)));
        Scenario {
            id: id.value.clone(),
            quality: scenario.quality.as_ref().map(|quality| quality.value.clone()),
            source: text(scenario.source.as_ref()),
            stimulus: text(Some(&scenario.stimulus)),
            environment: text(scenario.environment.as_ref()),
            artifact: element.map_or(Artifact::Words(artifact), |node| Artifact::Element(node.clone())),
            response: text(Some(&scenario.response)),
            measure: text(scenario.measure.as_ref()),
            place: id.span,
        }
    }

    fn risk(&self, id: &Spanned<String>, risk: &spec::Risk) -> Risk {
        let level = |level: &Option<Spanned<spec::Level>>| level.as_ref().map(|level| self::level(level.value));
        Risk {
            id: id.value.clone(),
            is_debt: risk.kind.as_ref().is_some_and(|kind| kind.value == spec::RiskKind::Debt),
            statement: text(Some(&risk.statement)),
            likelihood: level(&risk.likelihood),
            impact: level(&risk.impact),
            mitigation: text(risk.mitigation.as_ref()),
            owner: self.person(risk.owner.as_ref()),
            about: self.nodes(&risk.about),
            place: id.span,
        }
    }

    fn question(&self, id: &Spanned<String>, question: &spec::Question) -> Question {
        Question {
            id: id.value.clone(),
            question: text(Some(&question.question)),
            decides: self.person(question.decides.as_ref()),
            by: text(question.by.as_ref()),
            blocks: decisions(&question.blocks),
            place: id.span,
        }
    }
}

fn decisions(names: &[Text]) -> Vec<DecisionId> {
    names.iter().map(|name| DecisionId(name.value.clone())).collect()
}

fn level(level: spec::Level) -> Level {
    match level {
        spec::Level::Low => Level::Low,
        spec::Level::Medium => Level::Medium,
        spec::Level::High => Level::High,
    }
}

fn stakeholder_title(id: &str, stakeholder: &spec::Stakeholder) -> String {
    stakeholder.title.as_ref().map_or_else(|| super::title(id), |title| title.value.trim().to_owned())
}

fn stakeholder(id: &Spanned<String>, stakeholder: &spec::Stakeholder) -> Stakeholder {
    Stakeholder {
        id: id.value.clone(),
        title: stakeholder_title(id, stakeholder),
        contact: text(stakeholder.contact.as_ref()),
        needs: text(Some(&stakeholder.needs)),
        informed: text(stakeholder.informed.as_ref()),
        place: id.span,
    }
}

fn constraint(id: &Spanned<String>, constraint: &spec::Constraint) -> Constraint {
    let settles = constraint.settles.iter();
    Constraint {
        id: id.value.clone(),
        kind: match constraint.kind.value {
            spec::ConstraintKind::Technical => ConstraintKind::Technical,
            spec::ConstraintKind::Organisational => ConstraintKind::Organisational,
            spec::ConstraintKind::Legal => ConstraintKind::Legal,
        },
        statement: text(Some(&constraint.statement)),
        because: text(Some(&constraint.because)),
        settles: settles.map(|(decision, options)| (DecisionId(decision.value.clone()), texts(&options.0))).collect(),
        place: id.span,
    }
}

fn term(word: &Spanned<String>, term: &spec::Term) -> Term {
    Term { word: word.trim().to_owned(), meaning: text(Some(&term.meaning)), not: text(term.not.as_ref()) }
}

fn revision(revision: &spec::Revision) -> Revision {
    Revision {
        version: revision.version.value.clone(),
        date: text(revision.date.as_ref()),
        changed: texts(&revision.changed.0),
    }
}
