//! The API and the events.

use super::{Told, list, maybe};
use crate::plan::{Action, Api, Authentication, Consumed, Event, Operation, Owner, Plan, Resource, Role, Scope};

pub(super) fn told(plan: &Plan) -> Vec<Told> {
    let mut all = vec![api(&plan.api)];
    all.extend(plan.api.roles.iter().map(role));
    for one in &plan.api.resources {
        all.push(resource(one));
        all.extend(one.operations.iter().map(operation));
    }
    all.extend(plan.published.iter().map(published));
    all.extend(plan.consumed.iter().map(consumed));
    all
}

fn api(api: &Api) -> Told {
    let Api { base_path, authentication, roles: _, resources: _, health_path } = api;
    let authentication = match authentication {
        Authentication::None => "none",
        Authentication::Jwt => "jwt",
    };
    let facets = vec![
        ("base path", base_path.clone()),
        ("authentication", authentication.to_owned()),
        ("health path", health_path.clone()),
    ];
    Told::new("api", "", facets)
}

fn role(role: &Role) -> Told {
    let Role { id, summary, scope } = role;
    let scope = match scope {
        Scope::Any => "any",
        Scope::Own => "own",
    };
    Told::new("role", id, vec![("summary", summary.clone()), ("scope", scope.to_owned())])
}

fn resource(resource: &Resource) -> Told {
    let Resource { name, entity, owner, summary, operations: _, place: _ } = resource;
    let owner = owner.as_ref().map(|Owner { field }| field.clone()).unwrap_or_default();
    Told::new("resource", name, vec![("entity", entity.clone()), ("owner", owner), ("summary", summary.clone())])
}

fn operation(operation: &Operation) -> Told {
    let Operation { id, name: _, action, method, path, parameter, roles, success, failures, summary, place: _ } =
        operation;
    let lists = Lists::of(action);
    let facets = vec![
        ("does", lists.does),
        ("accepts", list(lists.accepts)),
        ("filter", list(lists.filter)),
        ("sort", list(lists.sort)),
        ("method", method.as_str().to_owned()),
        ("path", path.clone()),
        ("parameter", maybe(parameter.as_ref())),
        ("roles", list(roles)),
        ("success", success.to_string()),
        ("failures", list(failures)),
        ("summary", summary.clone()),
    ];
    Told::new("operation", id, facets)
}

/// What an operation does, with the names that it takes.
#[derive(Default)]
struct Lists<'a> {
    does: String,
    accepts: &'a [String],
    filter: &'a [String],
    sort: &'a [String],
}

impl<'a> Lists<'a> {
    fn of(action: &'a Action) -> Self {
        let does = |word: &str| Self { does: word.to_owned(), ..Self::default() };
        match action {
            Action::Create { accepts } => Self { accepts, ..does("create") },
            Action::Get => does("get"),
            Action::List { filter, sort } => Self { filter, sort, ..does("list") },
            Action::Update { accepts } => Self { accepts, ..does("update") },
            Action::Replace { accepts } => Self { accepts, ..does("replace") },
            Action::Delete => does("delete"),
            Action::Custom { accepts } => Self { accepts, ..does("what the team writes") },
            Action::Transition { field, to: None } => does(&format!("move {field}")),
            Action::Transition { field, to: Some(to) } => does(&format!("move {field} to {to}")),
        }
    }
}

fn published(event: &Event) -> Told {
    let Event { name, after, entity, payload, place: _ } = event;
    let facets = vec![("after", list(after)), ("entity", entity.clone()), ("payload", list(payload))];
    Told::new("event", name, facets)
}

/// An event of the same name can be published too, so that a consumed one is of a kind of its own.
fn consumed(event: &Consumed) -> Told {
    let Consumed { name, from, transition, place: _ } = event;
    let moves = transition.as_ref().map(|(entity, field, to)| format!("{entity}.{field} to {to}")).unwrap_or_default();
    Told::new("consumed-event", name, vec![("from", from.clone()), ("moves", moves)])
}
