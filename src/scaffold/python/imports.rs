//! Imports of a Python module: unused ones dropped, the rest merged and sorted as ruff's `I` rules want them.

use super::Style;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Alias, Expr, ExprContext, ModModule, Stmt};
use ruff_python_parser::{ParseError, parse_module};
use ruff_text_size::Ranged;
use std::collections::{BTreeMap, BTreeSet};

/// A name that is imported, with the name it goes by here.
type Name = (String, Option<String>);

/// The text with its top-level imports organised. Imports of the module itself are dropped, and so are strings
/// that stand alone after the first.
pub(super) fn organise(text: &str, module: &str, package: &str, style: &Style) -> Result<String, ParseError> {
    let parsed = parse_module(text)?;
    let tree = parsed.syntax();
    let used = used(tree);
    let mut imports = Imports::default();
    let mut rest = String::new();
    let mut kept = 0;
    let moved = |(i, statement): &(usize, &Stmt)| is_import(statement) || (*i > 0 && is_text(statement));
    for (_, statement) in tree.body.iter().enumerate().filter(moved) {
        imports.take(statement, module, &used);
        rest.push_str(&text[kept..statement.start().to_usize()]);
        kept = statement.end().to_usize();
    }
    rest.push_str(&text[kept..]);
    let start = docstring_end(tree);
    let written = imports.write(package, style);
    if written.is_empty() {
        return Ok(rest);
    }
    let (head, body) = rest.split_at(start);
    let gap = if head.is_empty() { "" } else { "\n\n" };
    let body = body.trim_start_matches('\n');
    let defines = ["class ", "def ", "async def ", "@"].iter().any(|start| body.starts_with(start));
    let space = if body.is_empty() {
        ""
    } else if defines {
        "\n\n"
    } else {
        "\n"
    };
    Ok(format!("{head}{gap}{written}{space}{body}"))
}

fn is_import(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_))
}

/// A string that stands alone: the docstring of a part that was joined to another.
fn is_text(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Expr(alone) if alone.value.is_string_literal_expr())
}

fn docstring_end(tree: &ModModule) -> usize {
    match tree.body.first() {
        Some(first) if is_text(first) => first.end().to_usize(),
        _ => 0,
    }
}

/// The names that a module reads, those in quoted annotations too.
fn used(tree: &ModModule) -> BTreeSet<String> {
    let mut reader = Reader::default();
    for statement in &tree.body {
        reader.visit_stmt(statement);
    }
    reader.names
}

#[derive(Default)]
struct Reader {
    names: BTreeSet<String>,
}

impl<'a> Visitor<'a> for Reader {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if let Stmt::Assign(assign) = statement
            && let [Expr::Name(name)] = assign.targets.as_slice()
            && name.id == "__all__"
            && let Expr::List(list) = &*assign.value
        {
            let listed = list.elts.iter().filter_map(|e| e.as_string_literal_expr());
            self.names.extend(listed.map(|name| name.value.to_str().to_owned()));
        }
        walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        // A field of a class may have the name of an import without reading it.
        if let Expr::Name(name) = expression
            && !matches!(name.ctx, ExprContext::Store)
        {
            self.names.insert(name.id.to_string());
        }
        walk_expr(self, expression);
    }
}

#[derive(Default)]
struct Imports {
    /// `import module as name`.
    modules: BTreeSet<Name>,
    /// `from module import names`.
    names: BTreeMap<String, BTreeSet<Name>>,
}

impl Imports {
    fn take(&mut self, statement: &Stmt, module: &str, used: &BTreeSet<String>) {
        let bound = |alias: &&Alias| {
            let name = alias.asname.as_ref().unwrap_or(&alias.name).to_string();
            used.contains(name.split('.').next().unwrap_or(&name))
        };
        let name = |alias: &Alias| (alias.name.to_string(), alias.asname.as_ref().map(ToString::to_string));
        match statement {
            Stmt::Import(import) => self.modules.extend(import.names.iter().filter(bound).map(name)),
            Stmt::ImportFrom(import) => {
                let from = import.module.as_ref().map(ToString::to_string).unwrap_or_default();
                let names: BTreeSet<_> = import.names.iter().filter(bound).map(name).collect();
                if from != module && !names.is_empty() {
                    self.names.entry(from).or_default().extend(names);
                }
            }
            _ => {}
        }
    }

    fn write(&self, package: &str, style: &Style) -> String {
        let mut sections: [(Vec<String>, Vec<String>); 3] = std::array::from_fn(|_| Default::default());
        let mut modules: Vec<_> = self.modules.iter().collect();
        modules.sort_by_key(|(name, alias)| (name.to_lowercase(), name.clone(), alias.clone()));
        for (name, alias) in modules {
            let line = format!("import {}\n", with_alias(name, alias.as_deref()));
            sections[section(name, package, style)].0.push(line);
        }
        let mut froms: Vec<_> = self.names.iter().collect();
        froms.sort_by_key(|(name, _)| (name.to_lowercase(), (*name).clone()));
        for (from, names) in froms {
            sections[section(from, package, style)].1.extend(from_lines(from, names));
        }
        let written = sections.iter().map(|(plain, from)| [plain.concat(), from.concat()].concat());
        written.filter(|section| !section.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// Names without an alias share a statement; each with one has its own.
fn from_lines(from: &str, names: &BTreeSet<Name>) -> Vec<String> {
    let mut names: Vec<_> = names.iter().collect();
    names.sort_by_key(|(name, alias)| (rank(name), name.to_lowercase(), name.clone(), alias.clone()));
    let (plain, aliased): (Vec<_>, Vec<_>) = names.into_iter().partition(|(_, alias)| alias.is_none());
    let list = plain.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    let mut lines: Vec<_> = (!plain.is_empty()).then(|| format!("from {from} import {list}\n")).into_iter().collect();
    lines.extend(
        aliased.iter().map(|(name, alias)| format!("from {from} import {}\n", with_alias(name, alias.as_deref()))),
    );
    lines
}

fn with_alias(name: &str, alias: Option<&str>) -> String {
    alias.map_or_else(|| name.to_owned(), |alias| format!("{name} as {alias}"))
}

/// Constants first, then classes, then the rest.
fn rank(name: &str) -> u8 {
    let capital = name.chars().next().is_some_and(char::is_uppercase);
    if name.len() > 1 && !name.chars().any(char::is_lowercase) {
        0
    } else if capital {
        1
    } else {
        2
    }
}

/// Standard library, others' packages, the project's own.
fn section(module: &str, package: &str, style: &Style) -> usize {
    let top = module.split('.').next().unwrap_or(module).to_owned();
    if style.standard.contains(&top) {
        0
    } else if top == package || style.first_party.contains(&top) {
        2
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_pruned_merged_and_sorted() {
        let style = Style { line_length: 100, standard: vec!["datetime".into()], first_party: vec!["tests".into()] };
        let text = "\"\"\"Doc.\"\"\"\nfrom b import x, Thing, LIMIT\nimport zed\nfrom datetime import UTC\nfrom own import me\n\
                    from shop.core import y\nfrom b import x as w\nfrom datetime import date\n\nz = x, y, w, zed.q, UTC, date, LIMIT, me\n";
        let organised = organise(text, "own", "shop", &style).unwrap();
        let expected = "\"\"\"Doc.\"\"\"\n\nfrom datetime import UTC, date\n\nimport zed\nfrom b import LIMIT, x\nfrom b import x as w\n\n\
                        from shop.core import y\n\nz";
        assert!(organised.starts_with(expected), "{organised}");
    }
}
