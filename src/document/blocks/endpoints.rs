//! Endpoints and who may call them.

use super::table::{code, codes, statuses, table};
use crate::document::{ids, prose, schema};
use crate::plan::{Authentication, Operation, Plan, Resource, Scope};
use renderers::document::{Block, Cell, Inline, Inlines, text};

/// `table endpoints`
pub(super) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let each = plan.api.resources.iter().flat_map(|resource| resource.operations.iter().map(move |o| (resource, o)));
    let rows = each.map(|(resource, operation)| row(plan, resource, operation));
    let heads = ["Method", "Path", "What it does", "Roles", "Request", "Response", "Failures"];
    table("Endpoints", heads, rows.collect())
}

fn row(plan: &Plan, resource: &Resource, operation: &Operation) -> [Cell; 7] {
    let does = prose::first(&operation.summary);
    let response = schema::response(plan, resource, operation).map_or_else(|| text("nothing"), |name| code(&name));
    let mut success = text(format!("{} ", operation.success));
    success.extend(response);
    [
        code(operation.method.as_str()),
        vec![Inline::Link(
            renderers::document::Target::Section(ids::operation(&operation.id)),
            vec![Inline::Code(operation.path.clone())],
        )],
        does,
        callers(plan, operation),
        schema::request(plan, resource, operation).map_or_else(Vec::new, |name| code(&name)),
        success,
        statuses(&operation.failures),
    ]
}

/// Who may call an operation, in words.
pub(super) fn callers(plan: &Plan, operation: &Operation) -> Inlines {
    match (operation.roles.is_empty(), plan.api.authentication) {
        (false, _) => codes(operation.roles.iter().map(String::as_str)),
        (true, Authentication::Jwt) => text("any signed-in caller"),
        (true, Authentication::None) => text("anyone"),
    }
}

/// `list roles`
pub(super) fn roles(plan: &Plan, _: &str) -> Vec<Block> {
    let owned = plan.api.resources.iter().any(|resource| resource.owner.is_some());
    let rows = plan.api.roles.iter().map(|role| {
        let sees = match (owned, role.scope) {
            (true, Scope::Own) => "what belongs to the caller",
            (true, Scope::Any) | (false, _) => "everything",
        };
        [code(&role.id), prose::line(&role.summary), text(sees)]
    });
    table("Roles", ["Role", "What it does", "Sees"], rows.collect())
}

/// `table access`: operations against roles.
pub(super) fn access(plan: &Plan, _: &str) -> Vec<Block> {
    if plan.api.roles.is_empty() {
        return Vec::new();
    }
    let mut heads = vec!["Operation"];
    heads.extend(plan.api.roles.iter().map(|role| role.id.as_str()));
    let rows = plan.operations().map(|operation| {
        let mut row = vec![vec![ids::code_link(ids::operation(&operation.id), operation.id.as_str())]];
        row.extend(plan.api.roles.iter().map(|role| allowed(plan, operation, &role.id, role.scope)));
        row
    });
    let mut matrix = renderers::document::Table::new(heads, rows.collect());
    matrix.caption = text("Who may call what");
    matrix.columns.iter_mut().skip(1).for_each(|column| column.align = renderers::document::Align::Center);
    vec![Block::Table(matrix)]
}

fn allowed(plan: &Plan, operation: &Operation, role: &str, scope: Scope) -> Cell {
    let may = operation.roles.is_empty() || operation.roles.iter().any(|name| name == role);
    let owned =
        plan.api.resources.iter().any(|r| r.owner.is_some() && r.operations.iter().any(|o| o.id == operation.id));
    match (may, owned && scope == Scope::Own) {
        (false, _) => text("no"),
        (true, true) => text("own"),
        (true, false) => text("yes"),
    }
}
