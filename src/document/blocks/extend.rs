//! How the service grows: the exact change of the spec, and the files that follow it.

use super::handover::Review;
use super::table::code;
use crate::document::evidence::HandedFile;
use crate::plan::{Action, Entity, Plan};
use renderers::document::{Block, Code, Inline, Inlines, text};

/// `extend field`, `extend endpoint`, `extend entity`, `extend event`
pub(super) fn blocks(review: &Review<'_>, what: &str) -> Vec<Block> {
    let change = match what {
        "field" => field(review.plan),
        "endpoint" => endpoint(review.plan),
        "entity" => entity(review.plan),
        "event" => event(review.plan),
        _ => None,
    };
    let Some((caption, yaml, nodes)) = change else { return Vec::new() };
    let mut blocks = vec![Block::Code(Code { language: "yaml".to_owned(), caption: text(caption), text: yaml })];
    blocks.extend(follow(review, &nodes));
    blocks
}

/// What to call the change, the change, and the nodes whose files follow it.
type Change = (String, String, Vec<String>);

fn field(plan: &Plan) -> Option<Change> {
    let entity = plan.entities.first()?;
    let name = free("note", |name| entity.fields.iter().any(|field| field.name == *name));
    let yaml = format!(
        "data:\n  entities:\n    {}:\n      fields:\n        {name}: {{ type: string, optional: true, max_length: 200 }}\n",
        entity.name
    );
    Some((format!("A field for {}", entity.name), yaml, vec![format!("entity:{}", entity.name)]))
}

fn endpoint(plan: &Plan) -> Option<Change> {
    let missing =
        |resource: &&crate::plan::Resource| missing(resource).is_some() && plan.entity(&resource.entity).is_some();
    let resource = plan.api.resources.iter().find(missing)?;
    let operation = self::missing(resource)?;
    let roles = plan.api.roles.first().map_or_else(String::new, |role| format!("roles: [{}]", role.id));
    let yaml =
        format!("api:\n  resources:\n    {}:\n      operations:\n        {operation}: {{ {roles} }}\n", resource.name);
    Some((format!("Another operation on {}", resource.name), yaml, vec![format!("operation:{}.*", resource.name)]))
}

/// An operation that the resource does not have yet.
fn missing(resource: &crate::plan::Resource) -> Option<&'static str> {
    let has = |keep: fn(&Action) -> bool| resource.operations.iter().any(|o| keep(&o.action));
    let kinds: [(&str, fn(&Action) -> bool); 5] = [
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
    Some((format!("An entity {name} beside {}", owner.name), yaml, vec![format!("entity:{}", owner.name)]))
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
    let verb = heck::AsUpperCamelCase(&operation.name).to_string();
    let name =
        free(&format!("{}{verb}", resource.entity), |name| plan.published.iter().any(|event| event.name == *name));
    let yaml = format!("events:\n  publishes:\n    {name}: {{ after: {}, payload: [{}] }}\n", operation.id, key.name);
    Some((format!("An event after {}", operation.id), yaml, vec![format!("operation:{}", operation.id)]))
}

/// A name that is not taken.
fn free(name: &str, taken: impl Fn(&String) -> bool) -> String {
    let numbered = (2..).map(|n| format!("{name}{n}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken(name)).expect("numbers do not end")
}

/// The files that the manifest says realise one of these nodes.
fn follow(review: &Review<'_>, nodes: &[String]) -> Vec<Block> {
    let realises = |file: &&HandedFile| {
        let named = file.planned.iter().flat_map(|planned| &planned.realises);
        named.into_iter().any(|name| nodes.iter().any(|node| crate::document::glob::fits(node, name)))
    };
    let files: Vec<Inlines> =
        review.handed.files.iter().filter(realises).map(|file| code(file.path.as_str())).collect();
    if files.is_empty() {
        return Vec::new();
    }
    let mut line = vec![Inline::from("Files that follow it: ")];
    line.extend(crate::document::words::listed(files));
    vec![Block::Paragraph(crate::document::words::ended(line))]
}
