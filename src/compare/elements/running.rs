//! Running the service.

use super::{Told, list, maybe};
use crate::plan::running::{
    Capacity, Class, Cost, Criticality, Environment, Item, Objectives, Quantity, Recovery, Rollout, Running, Severity,
    Stream, Volume,
};

pub(super) fn told(running: &Running) -> Vec<Told> {
    let Running { capacity: load, cost: money, recovery: back, environments, rollout: release } = running;
    let mut all = Vec::new();
    all.extend(load.as_ref().map(capacity));
    all.extend(load.iter().flat_map(|load| load.volumes.iter().map(volume)));
    all.extend(load.iter().flat_map(|load| load.streams.iter().map(stream)));
    all.extend(money.as_ref().map(cost));
    all.extend(money.iter().flat_map(|money| money.items.iter().map(item)));
    all.extend(back.as_ref().map(recovery));
    all.extend(back.iter().flat_map(|back| back.stores.iter().map(|(store, of)| objectives("recovery-of", store, of))));
    all.extend(environments.iter().map(environment));
    all.push(rollout(release));
    all
}

/// A figure as it is written; empty where there is none.
pub(super) fn written<D>(figure: Option<&Quantity<D>>) -> String {
    figure.map(|figure| figure.text.clone()).unwrap_or_default()
}

pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Page => "page",
        Severity::Ticket => "ticket",
    }
}

pub(super) fn criticality(criticality: Criticality) -> &'static str {
    match criticality {
        Criticality::Essential => "essential",
        Criticality::Important => "important",
        Criticality::Minor => "minor",
    }
}

pub(super) fn class(class: Class) -> &'static str {
    match class {
        Class::Public => "public",
        Class::Internal => "internal",
        Class::Personal => "personal",
        Class::Sensitive => "sensitive",
    }
}

fn capacity(capacity: &Capacity) -> Told {
    let Capacity {
        summary,
        now,
        peak,
        in_a_year,
        peak_in_a_year,
        request,
        response,
        fewest,
        most,
        per_instance,
        allowed,
        volumes: _,
        streams: _,
    } = capacity;
    let facets = vec![
        ("summary", summary.clone()),
        ("requests", written(now.as_ref())),
        ("peak", written(peak.as_ref())),
        ("requests in a year", written(in_a_year.as_ref())),
        ("peak in a year", written(peak_in_a_year.as_ref())),
        ("size of a request", written(request.as_ref())),
        ("size of a response", written(response.as_ref())),
        ("fewest instances", maybe(fewest.as_ref())),
        ("most instances", maybe(most.as_ref())),
        ("connections of an instance", maybe(per_instance.as_ref())),
        ("connections allowed", maybe(allowed.as_ref())),
    ];
    Told::new("capacity", "", facets)
}

fn volume(volume: &Volume) -> Told {
    let Volume { entity, rows, growth, row_size } = volume;
    let facets = vec![
        ("rows", written(rows.as_ref())),
        ("growth", written(growth.as_ref())),
        ("row size", written(row_size.as_ref())),
    ];
    Told::new("volume", entity, facets)
}

fn stream(stream: &Stream) -> Told {
    let Stream { event, rate, size } = stream;
    Told::new("stream", event, vec![("rate", rate.text.clone()), ("size", written(size.as_ref()))])
}

fn cost(cost: &Cost) -> Told {
    let Cost { summary, budget, items: _ } = cost;
    let budget = budget.as_ref().map(|budget| budget.text.clone()).unwrap_or_default();
    Told::new("cost", "", vec![("summary", summary.clone()), ("budget", budget)])
}

fn item(item: &Item) -> Told {
    let Item { id, title: _, cost, decision, summary } = item;
    let facets = vec![
        ("cost", cost.text.clone()),
        ("decision", decision.clone().unwrap_or_default()),
        ("summary", summary.clone()),
    ];
    Told::new("cost-item", id, facets)
}

fn recovery(recovery: &Recovery) -> Told {
    let Recovery { summary, service, stores: _ } = recovery;
    let mut told = objectives("recovery", "", service);
    told.facets.push(("why", summary.clone()));
    told
}

fn objectives(kind: &'static str, name: &str, objectives: &Objectives) -> Told {
    let Objectives { rpo, rto, summary } = objectives;
    let facets = vec![("rpo", written(rpo.as_ref())), ("rto", written(rto.as_ref())), ("summary", summary.clone())];
    Told::new(kind, name, facets)
}

fn environment(environment: &Environment) -> Told {
    let Environment { name, purpose, deploys, data, differs } = environment;
    let facets = vec![
        ("purpose", purpose.clone()),
        ("deploys", deploys.clone()),
        ("data", data.clone()),
        ("differs", differs.clone()),
    ];
    Told::new("environment", name, facets)
}

fn rollout(rollout: &Rollout) -> Told {
    let Rollout { watched_by, watched_for, back_when, irreversible } = rollout;
    let facets = vec![
        ("watched by", watched_by.clone()),
        ("watched for", written(watched_for.as_ref())),
        ("back when", list(back_when)),
        ("irreversible", list(irreversible)),
    ];
    Told::new("rollout", "", facets)
}
