//! From a checked spec to elements: every name resolved, every default said.
//!
//! What the spec left out follows from the field's own standards or from the names; nothing here depends on a
//! language of code.

mod api;
mod data;
mod intent;
mod link;
mod link_intent;
mod running;
mod serve;
mod wording;

use super::{
    Alternatives, Area, Consumed, Decision, Direction, Event, Held, Integration, Intent, Plan, Principle, Quality,
    Responsibility, Service, Threshold, Trace,
};
use crate::catalogue::Catalogue;
use crate::expression::Scope;
use crate::source::Spanned;
use crate::spec::{self, Spec};
use crate::yaml::Number;

pub(super) use api::authentication_word;
pub(super) use running::{class, running, share};

/// The plan of a spec whose decisions are made.
pub(super) fn plan(
    spec: &Spec,
    catalogue: &Catalogue,
    areas: Vec<Area>,
    mut decisions: Vec<Decision>,
    held: Vec<Held>,
    scope: Scope,
) -> Plan {
    let qualities: Vec<Quality> =
        spec.qualities.iter().map(|(id, quality)| self::quality(id, quality, catalogue)).collect();
    serve::serve(&mut decisions, &qualities, catalogue);
    let entities = data::entities(spec);
    let relationships = data::relationships(spec);
    let api = api::api(spec, &entities, &relationships, &decisions);
    let mut plan = Plan {
        service: service(spec),
        intent: Intent::default(),
        qualities,
        principles: spec.principles.iter().map(|principle| self::principle(principle, catalogue)).collect(),
        areas,
        index: decisions.iter().enumerate().map(|(i, decision)| (decision.id.to_string(), i)).collect(),
        standards: catalogue.standards.clone(),
        decisions,
        held,
        records: Vec::new(),
        alternatives: Alternatives::default(),
        published: published(spec),
        consumed: consumed(spec),
        running: running::running(spec),
        integrations: spec.integrations.iter().map(|(id, integration)| self::integration(id, integration)).collect(),
        entities,
        relationships,
        api,
        advice: Vec::new(),
        trace: Trace::default(),
        scope,
    };
    plan.intent = intent::intent(spec, &plan);
    plan.trace = link::trace(&plan, spec, catalogue);
    plan
}

/// A title for people made of an id: `order-processing` gives `Order processing`.
pub(super) fn title(id: &str) -> String {
    let words = id.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Title in which each word begins with a capital: `customer-service` gives `Customer Service`.
fn proper_title(id: &str) -> String {
    id.split(['-', '_']).map(title).collect::<Vec<_>>().join(" ")
}

fn text(text: Option<&impl AsRef<str>>) -> String {
    text.map(|text| text.as_ref().trim().to_owned()).unwrap_or_default()
}

fn texts(texts: &[impl AsRef<str>]) -> Vec<String> {
    texts.iter().map(|text| text.as_ref().trim().to_owned()).collect()
}

fn service(spec: &Spec) -> Service {
    let service = &spec.service;
    let responsibilities = service.responsibilities.iter().enumerate().map(|(i, responsibility)| Responsibility {
        id: responsibility.id.as_ref().map_or_else(|| format!("r{}", i + 1), |id| id.value.clone()),
        text: responsibility.text.value.trim().to_owned(),
        place: responsibility.id.as_ref().map_or(responsibility.text.span, |id| id.span),
    });
    Service {
        name: service.name.value.clone(),
        title: service
            .title
            .as_ref()
            .map_or_else(|| proper_title(&service.name), |title| title.value.trim().to_owned()),
        version: service.version.as_ref().map_or_else(|| "0.1.0".to_owned(), |version| version.value.clone()),
        owner: text(service.owner.as_ref()),
        summary: text(service.summary.as_deref()),
        responsibilities: responsibilities.collect(),
        out_of_scope: texts(&service.out_of_scope),
    }
}

fn quality(id: &Spanned<String>, quality: &spec::Quality, catalogue: &Catalogue) -> Quality {
    let number = |number: &Option<Spanned<Number>>| number.as_ref().and_then(|number| number.value.0.parse().ok());
    let threshold = quality.metric.as_ref().map(|metric| Threshold {
        metric: metric.value.clone(),
        quantile: number(&quality.quantile),
        below: number(&quality.below),
        above: number(&quality.above),
    });
    Quality {
        id: id.value.clone(),
        statement: quality.statement.value.trim().to_owned(),
        attribute: attribute(id, quality, catalogue),
        threshold,
        objective: share(quality),
        window: quality.window.clone(),
        severity: quality.severity.as_ref().map(|severity| severity.value),
        on_alert: text(quality.on_alert.as_ref()),
        place: id.span,
    }
}

/// Id of the quality attribute that a goal is about: as the spec says, or as the goal's own id says.
pub(super) fn attribute(id: &str, quality: &spec::Quality, catalogue: &Catalogue) -> Option<String> {
    let stated = quality.attribute.as_ref().map(|attribute| attribute.value.clone());
    stated.or_else(|| catalogue.attribute_of(id).map(|attribute| attribute.id.clone()))
}

fn principle(principle: &spec::Principle, catalogue: &Catalogue) -> Principle {
    let known = catalogue.principles.iter().find(|known| known.id == principle.id.value);
    let own = principle.text.as_ref().map(|text| text.value.trim().to_owned());
    Principle {
        id: principle.id.value.clone(),
        title: known.map_or_else(|| title(&principle.id), |known| known.title.clone()),
        text: own.or_else(|| known.map(|known| known.text.clone())).unwrap_or_default(),
        place: principle.id.span,
    }
}

fn integration(id: &Spanned<String>, integration: &spec::Integration) -> Integration {
    Integration {
        id: id.value.clone(),
        title: integration.title.as_ref().map_or_else(|| proper_title(id), |title| title.value.trim().to_owned()),
        purpose: integration.purpose.value.trim().to_owned(),
        direction: match integration.direction.value {
            spec::Direction::In => Direction::In,
            spec::Direction::Out => Direction::Out,
            spec::Direction::Both => Direction::Both,
        },
        protocol: integration.protocol.value.clone(),
        criticality: integration.criticality.as_ref().map(|criticality| criticality.value),
        timeout: integration.timeout.clone(),
        retries: integration.retries.as_ref().map(|retries| retries.value),
        fallback: text(integration.fallback.as_ref()),
        callers_see: text(integration.callers_see.as_ref()),
        place: id.span,
    }
}

fn published(spec: &Spec) -> Vec<Event> {
    let entity_of = |operation: &str| {
        let resource = operation.split_once('.').and_then(|(resource, _)| spec.api.resources.get(resource));
        resource.and_then(|resource| resource.entity.as_ref()).map(|entity| entity.value.clone())
    };
    let event = |(name, event): (&Spanned<String>, &spec::Published)| Event {
        name: name.value.clone(),
        after: texts(&event.after.0),
        entity: event.after.0.first().and_then(|after| entity_of(after)).unwrap_or_default(),
        payload: texts(&event.payload),
        place: name.span,
    };
    spec.events.publishes.iter().map(event).collect()
}

fn consumed(spec: &Spec) -> Vec<Consumed> {
    let transition = |reaction: &spec::Reaction| {
        let (entity, field) = reaction.transition.split_once('.')?;
        Some((entity.to_owned(), field.to_owned(), reaction.to.value.clone()))
    };
    let event = |(name, event): (&Spanned<String>, &spec::Consumed)| Consumed {
        name: name.value.clone(),
        from: event.from.value.clone(),
        transition: event.then.as_ref().and_then(transition),
        place: name.span,
    };
    spec.events.consumes.iter().map(event).collect()
}
