//! Names of what goes in goals, constraints, scenarios, risks and questions. These stand without it, so only the names go.

use super::{Kind, Removal, way};
use crate::yaml::Text;

/// The kinds of elements that a bare name can stand for.
const BARE: [Kind; 5] = [Kind::Integration, Kind::Operation, Kind::Event, Kind::Entity, Kind::Field];

impl Removal<'_> {
    pub(super) fn intent(&mut self) {
        let spec = self.spec;
        for (id, goal) in spec.goals.iter() {
            let what = format!("goal:{}", id.value);
            for kind in [Kind::Responsibility, Kind::Quality] {
                self.entries(&["goals", id, "met_by"], &goal.met_by, kind, &what);
            }
            self.entries(&["goals", id, "wanted_by"], &goal.wanted_by, Kind::Stakeholder, &what);
        }
        for (id, constraint) in spec.constraints.iter() {
            for (decision, _) in constraint.settles.iter() {
                if self.vanishes(decision) {
                    let cut = way(&["constraints", id, "settles", decision], []);
                    let what = format!("`{}` in `settles` of constraint:{}", decision.value, id.value);
                    self.loses(cut, what, format!("`{}` goes", decision.value));
                }
            }
        }
        for (id, assumption) in spec.assumptions.iter() {
            let what = format!("assumption:{}", id.value);
            self.decisions(&["assumptions", id, "supports"], &assumption.supports, &what);
            self.person(&["assumptions", id, "watched_by"], assumption.watched_by.as_ref(), &what);
        }
        for (id, scenario) in spec.scenarios.iter() {
            let what = format!("scenario:{}", id.value);
            if let Some(quality) = scenario.quality.as_ref().filter(|quality| self.is_gone(Kind::Quality, quality)) {
                self.key(&["scenarios", id, "quality"], quality, &what);
            }
            if let Some(artifact) = scenario.artifact.as_ref().filter(|artifact| self.is_element_gone(artifact)) {
                self.key(&["scenarios", id, "artifact"], artifact, &what);
            }
        }
        for (id, risk) in spec.risks.iter() {
            let what = format!("risk:{}", id.value);
            for name in &risk.about {
                if self.is_element_gone(name) || self.vanishes(name) {
                    self.entry(&["risks", id, "about"], name, &what);
                }
            }
            self.person(&["risks", id, "owner"], risk.owner.as_ref(), &what);
        }
        for (id, question) in spec.questions.iter() {
            let what = format!("question:{}", id.value);
            self.decisions(&["questions", id, "blocks"], &question.blocks, &what);
            self.person(&["questions", id, "decides"], question.decides.as_ref(), &what);
        }
    }

    /// Whether nobody asks the question any more; a decision of the catalogue is only left open.
    fn vanishes(&self, decision: &str) -> bool {
        let is_own = self.spec.decisions.get(decision).is_some_and(|choice| choice.question.is_some());
        is_own && self.is_gone(Kind::Decision, decision)
    }

    fn is_element_gone(&self, name: &str) -> bool {
        let of = name.split_once('.').map(|(entity, _)| entity);
        BARE.iter().any(|kind| self.is_gone(*kind, name)) || of.is_some_and(|entity| self.is_gone(Kind::Entity, entity))
    }

    fn decisions(&mut self, place: &[&str], names: &[Text], what: &str) {
        for name in names {
            if self.vanishes(name) {
                self.entry(place, name, what);
            }
        }
    }

    fn person(&mut self, place: &[&str], name: Option<&Text>, what: &str) {
        if let Some(name) = name.filter(|name| self.is_gone(Kind::Stakeholder, name)) {
            self.key(place, name, what);
        }
    }

    fn key(&mut self, place: &[&str], name: &Text, what: &str) {
        let key = place.last().copied().unwrap_or_default();
        self.loses(way(place, []), format!("`{key}` of {what}"), format!("`{}` goes", name.value));
    }
}
