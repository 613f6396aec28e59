//! The graph of a plan.

use crate::catalogue::{Catalogue, Shape};
use crate::plan::{Decision, Link, NodeId, Plan, Trace};

/// Joins qualities, principles, decisions and elements.
pub(super) fn trace(plan: &Plan, catalogue: &Catalogue) -> Trace {
    let mut trace = Trace::default();
    elements(plan, &mut trace);
    for decision in &plan.decisions {
        let node = NodeId::Decision(decision.id.to_string());
        trace.node(node.clone());
        for quality in &decision.serves {
            trace.link(NodeId::Quality(quality.clone()), node.clone(), Link::Motivates);
        }
        for reason in &decision.rests_on {
            trace.link(NodeId::Decision(reason.to_string()), node.clone(), Link::Supports);
        }
        for element in shaped(decision, plan, catalogue) {
            trace.link(node.clone(), element, Link::Shapes);
        }
    }
    for principle in &plan.principles {
        let known = catalogue.principles.iter().find(|known| known.id == principle.id);
        for decision in known.iter().flat_map(|known| &known.decides).filter(|id| plan.chosen(id).is_some()) {
            trace.link(NodeId::Principle(principle.id.clone()), NodeId::Decision(decision.clone()), Link::Motivates);
        }
    }
    trace
}

fn elements(plan: &Plan, trace: &mut Trace) {
    for quality in &plan.qualities {
        trace.node(NodeId::Quality(quality.id.clone()));
    }
    for principle in &plan.principles {
        trace.node(NodeId::Principle(principle.id.clone()));
    }
    for responsibility in &plan.service.responsibilities {
        trace.node(NodeId::Responsibility(responsibility.id.clone()));
    }
    for entity in &plan.entities {
        trace.node(NodeId::Entity(entity.name.clone()));
    }
    for resource in &plan.api.resources {
        for operation in &resource.operations {
            trace.link(NodeId::Entity(resource.entity.clone()), NodeId::Operation(operation.id.clone()), Link::Shapes);
        }
    }
    for event in &plan.published {
        for operation in &event.after {
            trace.link(NodeId::Operation(operation.clone()), NodeId::Event(event.name.clone()), Link::Shapes);
        }
    }
    for event in &plan.consumed {
        trace.link(NodeId::Integration(event.from.clone()), NodeId::Event(event.name.clone()), Link::Shapes);
    }
    for integration in &plan.integrations {
        trace.node(NodeId::Integration(integration.id.clone()));
    }
}

/// The elements that a decision shapes, if it was chosen.
fn shaped(decision: &Decision, plan: &Plan, catalogue: &Catalogue) -> Vec<NodeId> {
    let known = catalogue.decision(decision.id.as_str()).filter(|_| decision.chosen().is_some() && !decision.own);
    let kinds = known.map(|known| known.shapes.as_slice()).unwrap_or_default();
    kinds.iter().flat_map(|kind| elements_of(*kind, plan)).collect()
}

fn elements_of(kind: Shape, plan: &Plan) -> Vec<NodeId> {
    match kind {
        Shape::Entities => plan.entities.iter().map(|entity| NodeId::Entity(entity.name.clone())).collect(),
        Shape::Operations => plan.operations().map(|operation| NodeId::Operation(operation.id.clone())).collect(),
        Shape::Events => {
            let published = plan.published.iter().map(|event| &event.name);
            published
                .chain(plan.consumed.iter().map(|event| &event.name))
                .map(|name| NodeId::Event(name.clone()))
                .collect()
        }
        Shape::Integrations => {
            plan.integrations.iter().map(|integration| NodeId::Integration(integration.id.clone())).collect()
        }
    }
}
