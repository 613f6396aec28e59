//! How the service grows: the exact change of the spec, and the files that follow it.

use super::handover::Review;
use super::table::{codes, table};
use crate::document::evidence::HandedFile;
use crate::plan::{Action, Entity, Plan};
use renderers::document::{Block, Code};

/// `extend field`, `extend endpoint`, `extend entity`, `extend event`
pub(super) fn blocks(review: &Review<'_>, what: &str) -> Vec<Block> {
    let change = match what {
        "field" => field(review.plan),
        "endpoint" => endpoint(review.plan),
        "entity" => entity(review.plan),
        "event" => event(review.plan),
        _ => None,
    };
    let Some((caption, text)) = change else { return Vec::new() };
    vec![Block::Code(Code { language: "yaml".to_owned(), caption: renderers::document::text(caption), text })]
}

/// Whether an action is of a kind.
type Kind = fn(&Action) -> bool;

/// What to call the change, and the change.
type Change = (String, String);

fn field(plan: &Plan) -> Option<Change> {
    let entity = plan.entities.first()?;
    let name = free("note", |name| entity.fields.iter().any(|field| field.name == *name));
    let yaml = format!(
        "data:\n  entities:\n    {}:\n      fields:\n        {name}: {{ type: string, optional: true, max_length: 200 }}\n",
        entity.name
    );
    Some((format!("A field for {}", entity.name), yaml))
}

fn endpoint(plan: &Plan) -> Option<Change> {
    let missing =
        |resource: &&crate::plan::Resource| missing(resource).is_some() && plan.entity(&resource.entity).is_some();
    let resource = plan.api.resources.iter().find(missing)?;
    let operation = self::missing(resource)?;
    let roles = plan.api.roles.first().map_or_else(String::new, |role| format!(" roles: [{}] ", role.id));
    let yaml =
        format!("api:\n  resources:\n    {}:\n      operations:\n        {operation}: {{{roles}}}\n", resource.name);
    Some((format!("Another operation on {}", resource.name), yaml))
}

/// An operation that the resource does not have yet.
fn missing(resource: &crate::plan::Resource) -> Option<&'static str> {
    let has = |keep: fn(&Action) -> bool| resource.operations.iter().any(|o| keep(&o.action));
    let kinds: [(&str, Kind); 5] = [
        ("update", |a| matches!(a, Action::Update { .. })),
        ("delete", |a| matches!(a, Action::Delete)),
        ("replace", |a| matches!(a, Action::Replace { .. })),
        ("list", |a| matches!(a, Action::List { .. })),
        ("get", |a| matches!(a, Action::Get)),
    ];
    kinds
        .into_iter()
        .find(|(name, keep)| !has(*keep) && !resource.operations.iter().any(|o| o.name == *name))
        .map(|(name, _)| name)
}

fn entity(plan: &Plan) -> Option<Change> {
    let owner = plan.entities.first()?;
    let name = free("Comment", |name| plan.entities.iter().any(|entity| entity.name == *name));
    let yaml = format!(
        "data:\n  entities:\n    {name}:\n      timestamps: true\n      fields:\n        id:   {{ type: {}, key: true }}\n        \
         text: {{ type: text }}\n  relationships:\n    - {{ from: {}, has_many: {name}, as: {}, inverse: {} }}\n",
        key_type(owner),
        owner.name,
        plural(&name),
        owner.words.replace(' ', "_"),
    );
    Some((format!("An entity {name} beside {}", owner.name), yaml))
}

fn plural(name: &str) -> String {
    format!("{}s", name.to_lowercase())
}

fn key_type(entity: &Entity) -> &'static str {
    let integer = entity.fields.iter().any(|f| f.key && f.kind == crate::plan::FieldKind::Integer);
    if integer { "integer" } else { "uuid" }
}

fn event(plan: &Plan) -> Option<Change> {
    let told = |id: &str| plan.published.iter().any(|event| event.after.iter().any(|after| after == id));
    let writes = |o: &&crate::plan::Operation| !matches!(o.action, Action::Get | Action::List { .. });
    let operation =
        plan.operations().filter(writes).find(|o| !told(&o.id)).or_else(|| plan.operations().find(writes))?;
    let resource = plan.api.resources.iter().find(|r| r.operations.iter().any(|o| o.id == operation.id))?;
    let key = plan.entity(&resource.entity)?.fields.iter().find(|field| field.key)?;
    let name =
        free(&format!("{}Changed", resource.entity), |name| plan.published.iter().any(|event| event.name == *name));
    let yaml = format!("events:\n  publishes:\n    {name}: {{ after: {}, payload: [{}] }}\n", operation.id, key.name);
    Some((format!("An event after {}", operation.id), yaml))
}

/// A name that is not taken.
fn free(name: &str, taken: impl Fn(&String) -> bool) -> String {
    let numbered = (2..).map(|n| format!("{name}{n}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken(name)).expect("numbers do not end")
}

/// `table followers`: which files follow which elements, by what the manifest says that they realise.
pub(super) fn followers(review: &Review<'_>, _: &str) -> Vec<Block> {
    let plan = review.plan;
    let entities = plan.entities.iter().map(|entity| ("entity:", entity.name.as_str()));
    let operations = plan.operations().map(|operation| ("operation:", operation.id.as_str()));
    let events = plan.published.iter().map(|event| ("event:", event.name.as_str()));
    let mut rows: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    for (kind, name) in entities.chain(operations).chain(events) {
        let files = realising(review, &format!("{kind}{name}"));
        match rows.iter_mut().find(|(_, same)| *same == files) {
            _ if files.is_empty() => {}
            Some((names, _)) => names.push(name),
            None => rows.push((vec![name], files)),
        }
    }
    let rows = rows.into_iter().map(|(names, files)| [codes(names), codes(files)]);
    table("Which files follow what", ["Part of the spec", "Files"], rows.collect())
}

fn realising<'a>(review: &'a Review<'_>, node: &str) -> Vec<&'a str> {
    let realises = |file: &&HandedFile| file.planned.iter().flat_map(|planned| &planned.realises).any(|n| n == node);
    review.handed.files.iter().filter(realises).map(|file| file.path.as_str()).collect()
}
