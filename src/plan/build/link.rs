//! The graph of a plan.

use crate::catalogue::{Catalogue, Shape};
use crate::plan::{Decision, Link, NodeId, Plan, Responsibility, Trace};
use crate::spec::{self, Spec};
use std::collections::BTreeMap;

/// Joins qualities, principles, responsibilities, decisions and elements.
pub(super) fn trace(plan: &Plan, spec: &Spec, catalogue: &Catalogue) -> Trace {
    let mut trace = Trace::default();
    super::link_intent::nodes(&plan.intent, &mut trace);
    elements(plan, &mut trace);
    responsibilities(plan, spec, &mut trace);
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
    super::link_intent::links(plan, &mut trace);
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
    for entity in &plan.entities {
        for field in &entity.fields {
            let node = NodeId::Field(format!("{}.{}", entity.name, field.name));
            trace.link(NodeId::Entity(entity.name.clone()), node, Link::Shapes);
        }
    }
    for relationship in &plan.relationships {
        let node = NodeId::Relationship(format!("{}.{}", relationship.from, relationship.name));
        for end in [&relationship.from, &relationship.to] {
            trace.link(NodeId::Entity(end.clone()), node.clone(), Link::Shapes);
        }
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

/// What realises each responsibility: what the spec says, else what its words say.
fn responsibilities(plan: &Plan, spec: &Spec, trace: &mut Trace) {
    let stated: Vec<Vec<NodeId>> = stated(plan, spec, trace);
    let derived = super::wording::derive(plan, &stated.iter().map(Vec::is_empty).collect::<Vec<_>>());
    for ((responsibility, stated), derived) in plan.service.responsibilities.iter().zip(stated).zip(derived) {
        let node = NodeId::Responsibility(responsibility.id.clone());
        let links = stated.into_iter().map(|element| (element, false));
        for (element, derived) in links.chain(derived.into_iter().map(|element| (element, true))) {
            trace.link(node.clone(), element, Link::RealisedBy { derived });
        }
    }
}

/// What the spec says realises each responsibility: its `realised_by`, and the `realises` of operations.
fn stated(plan: &Plan, spec: &Spec, trace: &Trace) -> Vec<Vec<NodeId>> {
    let mut by_id: BTreeMap<&str, Vec<NodeId>> = BTreeMap::new();
    for (resource, record) in spec.api.resources.iter() {
        for (name, operation) in record.operations.0.iter() {
            for id in &operation.realises {
                let node = NodeId::Operation(format!("{}.{}", resource.value, name.value));
                by_id.entry(id.as_str()).or_default().push(node);
            }
        }
    }
    let kinds = [NodeId::Operation, NodeId::Event, NodeId::Entity, NodeId::Field];
    let element = |name: &str| kinds.iter().map(|kind| kind(name.to_owned())).find(|node| trace.has(node));
    let of = |(responsibility, record): (&Responsibility, &spec::Responsibility)| {
        let mut nodes: Vec<NodeId> = record.realised_by.iter().filter_map(|name| element(name)).collect();
        nodes.extend(by_id.get(responsibility.id.as_str()).into_iter().flatten().cloned());
        nodes
    };
    plan.service.responsibilities.iter().zip(&spec.service.responsibilities).map(of).collect()
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
