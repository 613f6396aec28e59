//! Constraints of fields as conditions that a database keeps.

use super::entity::Field;
use serde::Serialize;
use std::collections::BTreeSet;

/// A condition on the rows of a table.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Check {
    name: String,
    sql: String,
    /// The only dialect that it is written for, where it is not for all.
    only: Option<&'static str>,
}

/// The checks of a table, under names of their own.
pub(super) fn all(fields: &[Field], quoted: &BTreeSet<String>) -> Vec<Check> {
    let taken: BTreeSet<_> = fields.iter().map(|field| field.column.as_str()).collect();
    let mut checks: Vec<Check> = Vec::new();
    for field in fields.iter().filter(|field| field.role == "data" || field.key) {
        let column =
            if quoted.contains(&field.column) { format!("\"{}\"", field.column) } else { field.column.clone() };
        if let Some((ending, sql, only)) = condition(field, &column) {
            let mut name = format!("{}_{ending}", field.column);
            while taken.contains(name.as_str()) || checks.iter().any(|check| check.name == name) {
                name.push('_');
            }
            checks.push(Check { name, sql, only });
        }
    }
    checks
}

fn condition(field: &Field, column: &str) -> Option<(&'static str, String, Option<&'static str>)> {
    match field.kind.name {
        "integer" => Some(("range", bounds(field, column)?, None)),
        // SQLite keeps decimals as scaled integers: only zero is the same number there.
        "decimal" => Some(("range", bounds(field, column)?, (!bounded_by_zero(field)).then_some("postgresql"))),
        "string" | "email" => Some(("length", lengths(&format!("length({column})"), field.min_length, None)?, None)),
        "text" => Some(("length", lengths(&format!("length({column})"), field.min_length, field.max_length)?, None)),
        "list" => {
            let size = format!("jsonb_array_length({column})");
            Some(("size", lengths(&size, field.min_length, field.max_length)?, Some("postgresql")))
        }
        // SQLite keeps a length of time as a moment.
        "duration" => Some(("range", format!("{column} >= INTERVAL '0'"), Some("postgresql"))),
        _ => None,
    }
}

fn bounds(field: &Field, column: &str) -> Option<String> {
    let limits = [(">=", &field.min), (">", &field.above), ("<=", &field.max), ("<", &field.below)];
    let said = limits.iter().filter_map(|(sign, limit)| Some(format!("{column} {sign} {}", limit.as_ref()?)));
    joined(said.collect())
}

fn bounded_by_zero(field: &Field) -> bool {
    let zero = |limit: &String| limit.chars().all(|c| matches!(c, '0' | '.' | '-'));
    [&field.min, &field.above, &field.max, &field.below].into_iter().flatten().all(zero)
}

fn lengths(size: &str, least: Option<u32>, most: Option<u32>) -> Option<String> {
    let least = least.filter(|n| *n > 0).map(|n| format!("{size} >= {n}"));
    joined(least.into_iter().chain(most.map(|n| format!("{size} <= {n}"))).collect())
}

fn joined(conditions: Vec<String>) -> Option<String> {
    (!conditions.is_empty()).then(|| conditions.join(" AND "))
}
