//! Running the service.

use super::{text, texts, title};
use crate::plan::running::{
    Capacity, Class, Cost, Environment, Item, Objectives, Recovery, Rollout, Running, Stream, Volume,
};
use crate::spec::{self, FieldType, Spec};
use crate::yaml::Whole;

/// What the spec says of running the service.
pub(in crate::plan) fn running(spec: &Spec) -> Running {
    Running {
        capacity: spec.capacity.as_ref().map(capacity),
        cost: spec.cost.as_ref().map(cost),
        recovery: spec.recovery.as_ref().map(recovery),
        environments: spec
            .environments
            .iter()
            .map(|(name, environment)| Environment {
                name: name.value.clone(),
                purpose: text(environment.purpose.as_ref()),
                deploys: text(environment.deploys.as_ref()),
                data: text(environment.data.as_ref()),
                differs: text(environment.differs.as_ref()),
            })
            .collect(),
        rollout: spec.rollout.as_ref().map(rollout).unwrap_or_default(),
    }
}

fn capacity(capacity: &spec::Capacity) -> Capacity {
    let requests = capacity.requests.as_ref();
    let payload = capacity.payload.as_ref();
    let whole = |number: Option<&Whole>| number.map(|number| number.value);
    let instances = capacity.instances.as_ref();
    let connections = capacity.connections.as_ref();
    Capacity {
        summary: text(capacity.summary.as_ref()),
        now: requests.and_then(|requests| requests.now.clone()),
        peak: requests.and_then(|requests| requests.peak.clone()),
        in_a_year: requests.and_then(|requests| requests.in_a_year.clone()),
        peak_in_a_year: requests.and_then(|requests| requests.peak_in_a_year.clone()),
        request: payload.and_then(|payload| payload.request.clone()),
        response: payload.and_then(|payload| payload.response.clone()),
        fewest: whole(instances.and_then(|instances| instances.fewest.as_ref())),
        most: whole(instances.and_then(|instances| instances.most.as_ref())),
        per_instance: whole(connections.and_then(|connections| connections.per_instance.as_ref())),
        allowed: whole(connections.and_then(|connections| connections.allowed.as_ref())),
        volumes: capacity
            .entities
            .iter()
            .map(|(entity, volume)| Volume {
                entity: entity.value.clone(),
                rows: volume.rows.clone(),
                growth: volume.growth.clone(),
                row_size: volume.row_size.clone(),
            })
            .collect(),
        streams: capacity
            .events
            .iter()
            .map(|(event, stream)| Stream {
                event: event.value.clone(),
                rate: stream.rate.clone(),
                size: stream.size.clone(),
            })
            .collect(),
    }
}

fn cost(cost: &spec::Cost) -> Cost {
    let items = cost.items.iter().map(|(id, item)| Item {
        id: id.value.clone(),
        title: title(id),
        cost: item.cost.clone(),
        decision: item.decision.as_ref().map(|decision| decision.value.clone()),
        summary: text(item.summary.as_ref()),
    });
    Cost { summary: text(cost.summary.as_ref()), budget: cost.budget.clone(), items: items.collect() }
}

fn recovery(recovery: &spec::Recovery) -> Recovery {
    let stores = recovery.stores.iter().map(|(store, objectives)| {
        let objectives = Objectives {
            rpo: objectives.rpo.clone(),
            rto: objectives.rto.clone(),
            summary: text(objectives.summary.as_ref()),
        };
        (store.value.clone(), objectives)
    });
    Recovery {
        summary: text(recovery.summary.as_ref()),
        service: Objectives { rpo: recovery.rpo.clone(), rto: recovery.rto.clone(), summary: String::new() },
        stores: stores.collect(),
    }
}

fn rollout(rollout: &spec::Rollout) -> Rollout {
    Rollout {
        watched_by: text(rollout.watched_by.as_ref()),
        watched_for: rollout.watched_for.clone(),
        back_when: texts(&rollout.back_when),
        irreversible: texts(&rollout.irreversible),
    }
}

/// The class of a field: as the spec says, or as its type says.
pub(in crate::plan) fn class(field: &spec::Field) -> Option<Class> {
    field.class.as_ref().map(|class| class.value).or(match field.kind.value {
        FieldType::Secret => Some(Class::Sensitive),
        FieldType::Email => Some(Class::Personal),
        _ => None,
    })
}

/// The share that must be good, of one: as the spec says, or as the metric's quantile or lower bound says.
pub(in crate::plan) fn share(quality: &spec::Quality) -> Option<f64> {
    let number = |number: &crate::source::Spanned<crate::yaml::Number>| number.value.0.parse::<f64>().ok();
    let stated = quality.objective.as_ref().map(|objective| objective.value / 100.0);
    let quantile = quality.quantile.as_ref().and_then(number);
    let above = quality.above.as_ref().and_then(number);
    stated.or(quantile).or(above).filter(|share| *share > 0.0 && *share < 1.0 && quality.metric.is_some())
}
