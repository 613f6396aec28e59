//! Resources and their operations, each with an example of what is sent and what comes back.

use super::endpoints;
use super::table::{code, codes, table};
use crate::document::ordered::{Json, Object, array, pretty};
use crate::document::{example, ids, problem, prose, schema, words};
use crate::plan::{Action, Authentication, Entity, Operation, Plan, Resource};
use renderers::document::{Block, Code, Inline, Inlines, Section, text};

/// A section of every resource that offers an entity.
pub(super) fn sections(plan: &Plan) -> Vec<Section> {
    plan.api
        .resources
        .iter()
        .filter_map(|resource| Some(section(plan, resource, plan.entity(&resource.entity)?)))
        .collect()
}

fn section(plan: &Plan, resource: &Resource, entity: &Entity) -> Section {
    let mut blocks = prose::blocks(&resource.summary);
    blocks.push(Block::Paragraph(offered(resource, entity)));
    Section {
        id: ids::resource(&resource.name),
        title: text(words::capital(&resource.name.replace(['-', '_'], " "))),
        blocks,
        sections: resource.operations.iter().map(|o| operation(plan, resource, entity, o)).collect(),
    }
}

fn offered(resource: &Resource, entity: &Entity) -> Inlines {
    let mut line = vec![
        Inline::Code(resource.name.clone()),
        Inline::from(" offers "),
        ids::code_link(ids::entity(&entity.name), entity.name.as_str()),
        Inline::Text(format!(" through {}", words::count(resource.operations.len(), "operation"))),
    ];
    if let Some(owner) = &resource.owner {
        line.push(Inline::Text(format!(". Each {} belongs to the caller whose subject is its ", entity.words)));
        line.push(Inline::Code(owner.field.clone()));
    }
    words::ended(line)
}

fn operation(plan: &Plan, resource: &Resource, entity: &Entity, operation: &Operation) -> Section {
    let endpoint = format!("{} {}", operation.method.as_str(), operation.path);
    let mut blocks = vec![Block::Paragraph(vec![Inline::Code(endpoint)])];
    blocks.extend(prose::rest(&operation.summary));
    blocks.push(Block::bullets(facts(plan, entity, operation)));
    blocks.extend(request(plan, resource, entity, operation));
    blocks.extend(response(plan, resource, entity, operation));
    blocks.extend(failures(plan, resource, operation));
    Section {
        id: ids::operation(&operation.id),
        title: vec![Inline::Code(operation.id.clone())],
        blocks,
        sections: Vec::new(),
    }
}

fn facts(plan: &Plan, entity: &Entity, operation: &Operation) -> Vec<Inlines> {
    let mut terms = vec![("Callers", endpoints::callers(plan, operation))];
    let names = |names: &[String]| codes(names.iter().map(String::as_str));
    match &operation.action {
        Action::Create { accepts }
        | Action::Update { accepts }
        | Action::Replace { accepts }
        | Action::Custom { accepts } => {
            terms.push(("Accepts", names(accepts)));
        }
        Action::List { filter, sort } => {
            terms.push(("Filters", names(filter)));
            terms.push(("Sorts by", names(sort)));
        }
        Action::Transition { field, to } => terms.push(("Moves", moves(entity, field, to.as_deref()))),
        Action::Get | Action::Delete => {}
    }
    if let Action::Custom { .. } = operation.action {
        terms.push(("Written by", vec![Inline::from("the team, among its rules")]));
    }
    let events = plan.published.iter().filter(|event| event.after.contains(&operation.id));
    let events = events.map(|event| vec![ids::code_link(ids::event(&event.name), event.name.as_str())]);
    terms.push(("Publishes", words::listed(events.collect())));
    let filled = terms.into_iter().filter(|(_, line)| !line.is_empty());
    let fact = |(term, line): (&str, Inlines)| {
        let name = vec![Inline::Strong(text(format!("{term}:"))), Inline::from(" ")];
        name.into_iter().chain(line).collect()
    };
    filled.map(fact).collect()
}

/// From which states an operation moves, and where to.
fn moves(entity: &Entity, field: &str, to: Option<&str>) -> Inlines {
    let mut line = vec![Inline::Code(field.to_owned())];
    let Some(to) = to else {
        line.push(Inline::from(" to the value that the caller sends, where the "));
        line.push(ids::link(ids::entity(&entity.name), "lifecycle"));
        line.push(Inline::from(" allows it"));
        return line;
    };
    let transitions = entity.lifecycle.iter().flat_map(|lifecycle| &lifecycle.transitions);
    let from = transitions.filter(|(_, targets)| targets.iter().any(|target| target == to));
    let from: Vec<Inlines> = from.map(|(state, _)| code(state)).collect();
    if !from.is_empty() {
        line.push(Inline::from(" from "));
        line.extend(words::joined(from));
    }
    line.push(Inline::from(" to "));
    line.extend(code(to));
    line
}

fn request(plan: &Plan, resource: &Resource, entity: &Entity, operation: &Operation) -> Vec<Block> {
    let Some(name) = schema::request(plan, resource, operation) else { return Vec::new() };
    let body = match &operation.action {
        Action::Create { accepts }
        | Action::Update { accepts }
        | Action::Replace { accepts }
        | Action::Custom { accepts } => example::request(plan, entity, accepts),
        Action::Transition { field, .. } => Object::of(field, next_state(entity)),
        Action::Get | Action::List { .. } | Action::Delete => return Vec::new(),
    };
    let caption = format!("Request of {}: {name}", operation.id);
    vec![json(caption, &body.into())]
}

/// The first state after the initial one.
pub(in crate::document) fn next_state(entity: &Entity) -> Json {
    let state = entity.lifecycle.as_ref().and_then(|lifecycle| {
        let (_, targets) = lifecycle.transitions.iter().find(|(from, _)| *from == lifecycle.initial)?;
        targets.first()
    });
    state.map_or(Json::Null, |state| Json::from(state.as_str()))
}

fn response(plan: &Plan, resource: &Resource, entity: &Entity, operation: &Operation) -> Vec<Block> {
    let Some(name) = schema::response(plan, resource, operation) else { return Vec::new() };
    // One example of an entity is enough: the others differ in their state only.
    let first = resource.operations.iter().find(|o| schema::response(plan, resource, o).as_deref() == Some(&name));
    if first.is_some_and(|first| first.id != operation.id) {
        return Vec::new();
    }
    let caption = format!("Response of {}, {}: {name}", operation.id, operation.success);
    vec![json(caption, &answer(plan, entity, operation))]
}

/// What an operation answers, as an example.
pub(in crate::document) fn answer(plan: &Plan, entity: &Entity, operation: &Operation) -> Json {
    let mut one = example::response(plan, entity);
    match &operation.action {
        Action::List { .. } => Object::of("items", array([one])).with("next_cursor", Json::Null).into(),
        Action::Transition { field, to } => {
            let state = to.as_ref().map_or_else(|| next_state(entity), |to| Json::from(to.as_str()));
            one.put(field, state);
            one.into()
        }
        _ => one.into(),
    }
}

fn json(caption: String, body: &Json) -> Block {
    Block::Code(Code { language: "json".to_owned(), caption: text(caption), text: pretty(body) })
}

/// The failures that mean something else for each operation; those that do not are told once.
fn failures(plan: &Plan, resource: &Resource, operation: &Operation) -> Vec<Block> {
    let own = operation.failures.iter().filter(|status| problem::general(**status).is_none() && **status != 401);
    let rows = own.map(|status| {
        let meaning = problem::meaning(plan, resource, operation, *status);
        [text(format!("{status} {}", problem::phrase(*status))), text(meaning)]
    });
    table(&format!("Failures of {}", operation.id), ["Status", "When"], rows.collect())
}

/// `table failures`: the statuses that mean the same for every operation.
pub(super) fn general_failures(plan: &Plan, _: &str) -> Vec<Block> {
    let mut statuses: Vec<u16> = plan.operations().flat_map(|operation| operation.failures.iter().copied()).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let jwt = plan.api.authentication == Authentication::Jwt;
    let rows = statuses.into_iter().filter_map(|status| {
        let meaning = match problem::general(status) {
            Some(meaning) => meaning,
            None if status == 401 && jwt => "The bearer token is missing, expired or not signed by the issuer",
            None => return None,
        };
        let giving: Vec<&Operation> = plan.operations().filter(|o| o.failures.contains(&status)).collect();
        let whole = giving.len() == plan.operations().count();
        let given = if whole { text("every operation") } else { codes(giving.iter().map(|o| o.id.as_str())) };
        Some([text(format!("{status} {}", problem::phrase(status))), text(meaning), given])
    });
    table("Failures with one meaning", ["Status", "When", "Given by"], rows.collect())
}
