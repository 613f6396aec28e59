//! The events that the service tells and hears, as an AsyncAPI 3.1 document.
//!
//! The schemas of what events carry are made by the same functions as those of the OpenAPI document, so that one
//! entity has one shape in both.

use super::openapi::{Schemas, info, reference};
use super::ordered::{self, Object, array};
use super::words;
use crate::plan::{Consumed, Event, Plan};

/// What events are written as (the structured mode of CloudEvents).
const MEDIA_TYPE: &str = "application/cloudevents+json";

/// How a broker is spoken to: the option of `messaging`, the name of the protocol in AsyncAPI, and an address where a
/// developer finds one.
const PROTOCOLS: [(&str, &str, &str); 3] =
    [("rabbitmq", "amqp", "localhost:5672"), ("kafka", "kafka", "localhost:9092"), ("nats", "nats", "localhost:4222")];

/// The AsyncAPI 3.1.0 document of the plan; none where it has no events. Its keys stand in reading order in every
/// serialisation; [`asyncapi_yaml`] is its YAML text.
pub fn asyncapi(plan: &Plan) -> Option<serde_yaml::Value> {
    if plan.published.is_empty() && plan.consumed.is_empty() {
        return None;
    }
    let mut schemas = Schemas::default();
    let mut document = Object::of("asyncapi", "3.1.0").with("info", info(plan)).with("defaultContentType", MEDIA_TYPE);
    if let Some(server) = server(plan) {
        document.put("servers", Object::of("broker", server));
    }
    document.put("channels", channels(plan));
    document.put("operations", operations(plan));
    let messages = messages(plan, &mut schemas);
    let mut all = schemas.into_object();
    all.put(ENVELOPE, envelope());
    document.put("components", Object::of("messages", messages).with("schemas", all));
    Some(document.into())
}

/// The same document as YAML text, which no reader takes for anything else.
pub fn asyncapi_yaml(plan: &Plan) -> Option<String> {
    asyncapi(plan).map(|document| ordered::yaml(&document))
}

/// Name of the schema of the envelope.
const ENVELOPE: &str = "CloudEvent";

/// The broker of this release; none where there is none yet, or where it is not known how it is spoken to.
fn server(plan: &Plan) -> Option<Object> {
    let known = PROTOCOLS.into_iter().find(|(option, ..)| plan.builds("messaging", option));
    known.map(|(_, protocol, address)| {
        let host = Object::of("default", address).with("description", "Where the broker of the deployment is");
        Object::of("host", "{host}").with("protocol", protocol).with("variables", Object::of("host", host))
    })
}

/// A channel of the service's own events, and one for each service that it hears.
fn channels(plan: &Plan) -> Object {
    let mut channels = Object::default();
    if !plan.published.is_empty() {
        let names = plan.published.iter().map(|event| event.name.as_str());
        let title = format!("Events of the {}", plan.service.title);
        channels.put(OWN, channel(plan, &plan.service.name, &title, names));
    }
    for source in sources(plan) {
        let title = plan.integrations.iter().find(|other| other.id == source).map_or(source, |other| &other.title);
        let names = plan.consumed.iter().filter(|event| event.from == source).map(|event| event.name.as_str());
        channels.put(&heard(source), channel(plan, source, &format!("Events of the {title}"), names));
    }
    channels
}

/// Name of the channel of the service's own events.
const OWN: &str = "events";

/// Name of the channel of another service.
fn heard(source: &str) -> String {
    format!("{source}-events")
}

fn sources(plan: &Plan) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for event in &plan.consumed {
        if !found.contains(&event.from.as_str()) {
            found.push(&event.from);
        }
    }
    found
}

fn channel<'a>(plan: &Plan, owner: &str, title: &str, events: impl Iterator<Item = &'a str>) -> Object {
    let address = format!("{owner}.events");
    let mut messages = Object::default();
    for name in events {
        messages.put(name, Object::of("$ref", format!("#/components/messages/{name}")));
    }
    let mut channel = Object::of("address", address.as_str()).with("title", title).with("messages", messages);
    if plan.builds("messaging", "rabbitmq") {
        let exchange =
            Object::of("name", address).with("type", "topic").with("durable", true).with("autoDelete", false);
        channel.put(
            "bindings",
            Object::of(
                "amqp",
                Object::of("is", "routingKey").with("exchange", exchange).with("bindingVersion", "0.3.0"),
            ),
        );
    }
    channel
}

fn operations(plan: &Plan) -> Object {
    let mut operations = Object::default();
    for event in &plan.published {
        let summary = format!("Tells {} that happened to {}", event.name, subject(plan, event));
        operations.put(&format!("send{}", event.name), operation("send", OWN, &event.name, &summary));
    }
    for event in &plan.consumed {
        let channel = heard(&event.from);
        operations.put(&format!("receive{}", event.name), operation("receive", &channel, &event.name, &effect(event)));
    }
    operations
}

fn subject(plan: &Plan, event: &Event) -> String {
    plan.entity(&event.entity)
        .map_or_else(|| event.entity.clone(), |entity| format!("{} {}", words::article(&entity.words), entity.words))
}

fn effect(event: &Consumed) -> String {
    match &event.transition {
        Some((entity, field, to)) => format!("Moves {entity}.{field} to {to}"),
        None => format!("Hears {}", event.name),
    }
}

fn operation(action: &str, channel: &str, message: &str, summary: &str) -> Object {
    let message = Object::of("$ref", format!("#/channels/{channel}/messages/{message}"));
    Object::of("action", action)
        .with("channel", Object::of("$ref", format!("#/channels/{channel}")))
        .with("summary", summary)
        .with("messages", array([message]))
}

fn messages(plan: &Plan, schemas: &mut Schemas) -> Object {
    let mut messages = Object::default();
    for event in &plan.published {
        let Some(entity) = plan.entity(&event.entity) else { continue };
        let name = format!("{}Data", event.name);
        schemas.event(plan, &name, entity, &event.payload);
        messages.put(&event.name, message(&event.name, Some(reference(&name))));
    }
    for event in &plan.consumed {
        messages.put(&event.name, message(&event.name, None));
    }
    messages
}

/// The envelope with the type of the event, and its data where they are known.
fn message(name: &str, data: Option<Object>) -> Object {
    let kind = Object::of("type", "string").with("const", name);
    let properties = Object::of("type", kind).with_some("data", data);
    let own = Object::of("type", "object").with("properties", properties);
    let payload = Object::of("allOf", array([reference(ENVELOPE), own]));
    Object::of("name", name).with("contentType", MEDIA_TYPE).with("payload", payload)
}

fn envelope() -> Object {
    let text = |description: &str| Object::of("type", "string").with("minLength", 1).with("description", description);
    let properties = Object::of("specversion", Object::of("type", "string").with("const", "1.0"))
        .with("id", text("With the source, it makes an event known; one that comes twice has the same"))
        .with("source", text("Who tells the event"))
        .with("type", text("What happened"))
        .with("subject", text("Key of what it happened to"))
        .with("time", Object::of("type", "string").with("format", "date-time").with("description", "When it happened"))
        .with("datacontenttype", Object::of("type", "string").with("const", "application/json"))
        .with("data", Object::of("description", "What the event carries"));
    Object::of("type", "object")
        .with("description", "The envelope of an event (CloudEvents 1.0)")
        .with("required", array(["specversion", "id", "source", "type"]))
        .with("properties", properties)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing::{example, resolve_text};
    use serde_yaml::Value;

    const HEARD: &str = "archplan: 1\nservice: { name: a }\ndecisions: { messaging: kafka }\n\
         events: { consumes: { Left: { from: door } } }\n\
         integrations: { door: { purpose: Says who left, direction: in, protocol: events } }\n";

    fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
        match value {
            Value::Mapping(entries) => {
                found.extend(entries.get("$ref").and_then(Value::as_str));
                entries.values().for_each(|value| references(value, found));
            }
            Value::Sequence(items) => items.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }

    fn pointed<'v>(document: &'v Value, reference: &str) -> Option<&'v Value> {
        reference.strip_prefix("#/")?.split('/').try_fold(document, |at, key| at.get(key))
    }

    #[test]
    fn every_reference_leads_somewhere() {
        for document in [asyncapi(&example("order-processing")), asyncapi(&resolve_text(HEARD).unwrap())] {
            let document = document.unwrap();
            let mut found = Vec::new();
            references(&document, &mut found);
            assert!(!found.is_empty());
            for reference in found {
                assert!(pointed(&document, reference).is_some(), "{reference}");
            }
        }
    }

    #[test]
    fn a_broker_that_comes_later_is_no_server() {
        assert!(asyncapi(&example("order-processing")).unwrap().get("servers").is_none());
        let heard = asyncapi(&resolve_text(HEARD).unwrap()).unwrap();
        assert_eq!(pointed(&heard, "#/servers/broker/protocol").and_then(Value::as_str), Some("kafka"));
        assert_eq!(pointed(&heard, "#/operations/receiveLeft/action").and_then(Value::as_str), Some("receive"));
    }

    #[test]
    fn without_events_there_is_no_document() {
        assert!(asyncapi(&resolve_text("archplan: 1\nservice: { name: a }\n").unwrap()).is_none());
    }
}
