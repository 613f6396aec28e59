//! The part of the graph that tells of the why.

use crate::plan::intent::{Artifact, Intent};
use crate::plan::{DecisionId, Link, NodeId, Plan, Trace};

/// Makes the nodes of the why, so that they stand before what follows from them.
pub(super) fn nodes(intent: &Intent, trace: &mut Trace) {
    for stakeholder in &intent.stakeholders {
        trace.node(NodeId::Stakeholder(stakeholder.id.clone()));
    }
    for goal in &intent.goals {
        trace.node(NodeId::Goal(goal.id.clone()));
    }
    for constraint in &intent.constraints {
        trace.node(NodeId::Constraint(constraint.id.clone()));
    }
    for assumption in &intent.assumptions {
        trace.node(NodeId::Assumption(assumption.id.clone()));
    }
}

/// Joins the why to qualities, responsibilities, decisions and elements.
pub(super) fn links(plan: &Plan, trace: &mut Trace) {
    let intent = &plan.intent;
    let decision = |id: &DecisionId| NodeId::Decision(id.to_string());
    for goal in &intent.goals {
        let node = NodeId::Goal(goal.id.clone());
        for stakeholder in &goal.wanted_by {
            trace.link(NodeId::Stakeholder(stakeholder.clone()), node.clone(), Link::Motivates);
        }
        for means in &goal.met_by {
            trace.link(node.clone(), means.clone(), Link::Motivates);
        }
    }
    for constraint in &intent.constraints {
        for (settled, _) in &constraint.settles {
            trace.link(NodeId::Constraint(constraint.id.clone()), decision(settled), Link::Settles);
        }
    }
    for assumption in &intent.assumptions {
        for carried in &assumption.supports {
            trace.link(NodeId::Assumption(assumption.id.clone()), decision(carried), Link::Supports);
        }
    }
    for scenario in &intent.scenarios {
        let node = NodeId::Scenario(scenario.id.clone());
        trace.node(node.clone());
        if let Some(quality) = &scenario.quality {
            trace.link(NodeId::Quality(quality.clone()), node.clone(), Link::Shapes);
        }
        if let Artifact::Element(element) = &scenario.artifact {
            trace.link(node, element.clone(), Link::Motivates);
        }
    }
    for question in &intent.questions {
        let node = NodeId::Question(question.id.clone());
        trace.node(node.clone());
        for waiting in &question.blocks {
            trace.link(node.clone(), decision(waiting), Link::HoldsUp);
        }
    }
    for risk in &intent.risks {
        let node = NodeId::Risk(risk.id.clone());
        trace.node(node.clone());
        for origin in &risk.about {
            trace.link(origin.clone(), node.clone(), Link::Bears);
        }
    }
}
