//! The service, its goals, and the systems around it.

use super::{Told, list, maybe, running};
use crate::plan::{Direction, Integration, Plan, Principle, Quality, Responsibility, Service, Standard, Threshold};

pub(super) fn told(plan: &Plan) -> Vec<Told> {
    let mut all = vec![service(&plan.service)];
    all.extend(plan.service.responsibilities.iter().map(responsibility));
    all.extend(plan.qualities.iter().map(quality));
    all.extend(plan.principles.iter().map(principle));
    all.extend(plan.integrations.iter().map(integration));
    all.extend(plan.standards.iter().map(standard));
    all
}

fn service(service: &Service) -> Told {
    let Service { name, title, version, owner, summary, responsibilities: _, out_of_scope } = service;
    let facets = vec![
        ("name", name.clone()),
        ("title", title.clone()),
        ("version", version.clone()),
        ("owner", owner.clone()),
        ("summary", summary.clone()),
        ("out of scope", list(out_of_scope)),
    ];
    Told::new("service", "", facets)
}

fn responsibility(responsibility: &Responsibility) -> Told {
    let Responsibility { id, text, place: _ } = responsibility;
    Told::new("responsibility", id, vec![("text", text.clone())])
}

fn quality(quality: &Quality) -> Told {
    let Quality { id, statement, threshold, attribute, objective, window, severity, on_alert, place: _ } = quality;
    let facets = vec![
        ("statement", statement.clone()),
        ("threshold", maybe(threshold.as_ref().map(measure).as_ref())),
        ("attribute", maybe(attribute.as_ref())),
        ("objective", maybe(objective.as_ref())),
        ("window", running::written(window.as_ref())),
        ("severity", severity.map(running::severity).unwrap_or_default().to_owned()),
        ("on alert", on_alert.clone()),
    ];
    Told::new("quality", id, facets)
}

fn measure(threshold: &Threshold) -> String {
    let Threshold { metric, quantile, below, above } = threshold;
    let bound = |word: &str, value: &Option<f64>| value.map(|value| format!(" {word} {value}")).unwrap_or_default();
    format!("{metric}{}{}{}", bound("at quantile", quantile), bound("below", below), bound("above", above))
}

fn principle(principle: &Principle) -> Told {
    let Principle { id, title, text, place: _ } = principle;
    Told::new("principle", id, vec![("title", title.clone()), ("text", text.clone())])
}

fn integration(integration: &Integration) -> Told {
    let Integration {
        id,
        title,
        purpose,
        direction,
        protocol,
        criticality,
        timeout,
        retries,
        fallback,
        callers_see,
        place: _,
    } = integration;
    let direction = match direction {
        Direction::In => "in",
        Direction::Out => "out",
        Direction::Both => "both",
    };
    let facets = vec![
        ("title", title.clone()),
        ("purpose", purpose.clone()),
        ("direction", direction.to_owned()),
        ("protocol", protocol.clone()),
        ("criticality", criticality.map(running::criticality).unwrap_or_default().to_owned()),
        ("timeout", running::written(timeout.as_ref())),
        ("retries", maybe(retries.as_ref())),
        ("fallback", fallback.clone()),
        ("callers see", callers_see.clone()),
    ];
    Told::new("integration", id, facets)
}

fn standard(standard: &Standard) -> Told {
    let Standard { name, title, version, owner, summary, changes, principles, advice } = standard;
    let decisions: Vec<_> = changes.iter().map(|change| change.decision.as_str()).collect();
    let facets = vec![
        ("title", title.clone()),
        ("version", version.clone()),
        ("owner", owner.clone()),
        ("summary", summary.clone()),
        ("changes", list(&decisions)),
        ("principles", list(principles)),
        ("advice", list(advice)),
    ];
    Told::new("own-catalogue", name, facets)
}
