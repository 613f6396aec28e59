//! The outline of the architecture plan as a template arranges it.
//!
//! A template picks sections by their ids: they keep those, so that links and traces stay true, and everything that stands
//! in them and is not picked elsewhere. What a template neither picks nor leaves out stands at the end.

use super::blocks::{design, is_picture};
use super::fill::Holes;
use super::outline::{Outline, Part};
use super::values;
use crate::expression::Condition;
use crate::plan::Plan;
use crate::style::{Entry, Known, Template};
use renderers::document::SectionId;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// How ids of sections begin that stand for one thing of a plan.
const RESERVED: &[&str] = &["decision-", "decisions-", "entity-", "resource-", "operation-", "event-", "runtime-"];

/// Sections that were taken out of the outline, by id; several where conditions choose among them.
type Taken = BTreeMap<String, Vec<Part>>;

impl Outline {
    /// The outline of the architecture plan in the order and under the headings of a template.
    pub(super) fn arranged(template: &Template) -> Cow<'static, Self> {
        let built_in = Self::built_in("design");
        if template.is_the_plans() {
            return Cow::Borrowed(built_in);
        }
        let mut outline = built_in.clone();
        if !template.kind.is_empty() {
            outline.kind.clone_from(&template.kind);
        }
        if !template.summary.is_empty() {
            outline.summary.clone_from(&template.summary);
        }
        let mut named = BTreeSet::new();
        names(&template.entries, &mut named);
        named.extend(template.left_out.iter().map(|(id, _)| id.as_str()));
        let mut taken = Taken::new();
        let rest = take(outline.parts, &named, &[], &mut taken);
        outline.parts = template.entries.iter().flat_map(|entry| place(entry, &mut taken)).collect();
        outline.parts.extend(rest);
        Cow::Owned(outline)
    }
}

fn names<'t>(entries: &'t [Entry], named: &mut BTreeSet<&'t str>) {
    for entry in entries {
        named.insert(&entry.id);
        names(&entry.entries, named);
    }
}

/// Takes the named sections out, each with the conditions of those that it stood in; gives the others back.
fn take(parts: Vec<Part>, named: &BTreeSet<&str>, outer: &[Condition], taken: &mut Taken) -> Vec<Part> {
    let mut kept = Vec::new();
    for mut part in parts {
        let mut conditions = outer.to_vec();
        conditions.extend(part.when.iter().cloned());
        part.parts = take(part.parts, named, &conditions, taken);
        if named.contains(part.id.as_str()) {
            part.when = conditions;
            taken.entry(part.id.as_str().to_owned()).or_default().push(part);
        } else {
            kept.push(part);
        }
    }
    kept
}

/// A section of a template; several where conditions choose among them, none where the plan has it no more.
fn place(entry: &Entry, taken: &mut Taken) -> Vec<Part> {
    let mut inner: Vec<Part> = entry.entries.iter().flat_map(|entry| place(entry, taken)).collect();
    if !entry.of_plan {
        return vec![Part {
            id: SectionId::new(&entry.id),
            title: entry.title.clone().unwrap_or_default(),
            when: entry.when.iter().cloned().collect(),
            realises: Vec::new(),
            origin: None,
            otherwise: entry.otherwise.clone(),
            blocks: entry.prose.clone(),
            each: None,
            leads: !inner.is_empty(),
            stays: false,
            parts: inner,
        }];
    }
    let mut parts = taken.remove(&entry.id).unwrap_or_default();
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.iter_mut().enumerate() {
        if let Some(title) = &entry.title {
            part.title.clone_from(title);
        }
        part.blocks.splice(0..0, entry.prose.iter().cloned());
        if !entry.otherwise.is_empty() {
            part.otherwise.clone_from(&entry.otherwise);
        }
        part.when.extend(entry.when.iter().cloned());
        if at == last {
            part.parts.append(&mut inner);
        }
    }
    parts
}

/// What templates may name, as far as it is of documents.
struct Names<'p> {
    plan: &'p Plan,
    holes: Holes<'p>,
}

impl<'p> Names<'p> {
    /// The names under a plan.
    fn of(plan: &'p Plan) -> Self {
        Self { plan, holes: Holes::of(plan) }
    }

    /// What is wrong with the expression of a hole.
    fn hole(&self, hole: &str) -> Option<String> {
        let expression = match values::compile(hole) {
            Ok(expression) => expression,
            Err(error) => {
                return Some(format!("`{hole}` is no expression: {}", error.detail().unwrap_or("it does not parse")));
            }
        };
        let mut names: Vec<String> = expression.undeclared_variables(true).into_iter().collect();
        names.sort();
        names.into_iter().filter(|name| !values::FUNCTIONS.contains(&name.as_str())).find_map(|name| {
            let is_known = match name.split_once('.') {
                Some(("chosen" | "standing" | "generated" | "missing", id)) => {
                    self.plan.decision(&id.replace('_', "-")).is_some()
                }
                Some((kind, key)) => values::may_lack(kind, key) || self.holes.knows(kind, key),
                None => false,
            };
            (!is_known).then(|| format!("a hole cannot read `{name}`"))
        })
    }

    /// What is wrong with a directive.
    fn directive(&self, line: &str) -> Option<String> {
        let is_named =
            |name: &str| line.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let Some(name) = design::directives().find(|name| is_named(name)) else {
            return Some(format!("there is no directive `{line}`"));
        };
        let mut words = line[name.len()..].split_whitespace();
        match name {
            "diagram drawn" => words.find(|path| !is_picture(path)).map(|path| format!("there is no picture `{path}`")),
            "table decisions" | "table choices" => {
                words.find(|id| self.plan.decision(id).is_none()).map(|id| format!("there is no decision `{id}`"))
            }
            _ => None,
        }
    }
}

/// Calls with everything that a template may name under a plan.
pub fn known<T>(plan: &Plan, with: impl FnOnce(&Known<'_>) -> T) -> T {
    let names = Names::of(plan);
    let outline = Outline::built_in("design");
    let mut sections = Vec::new();
    ids(&outline.parts, &mut sections);
    let mut outer: Vec<String> = outline.parts.iter().map(|part| part.id.as_str().to_owned()).collect();
    outer.dedup();
    with(&Known {
        sections,
        outer,
        reserved: RESERVED,
        decisions: plan.decisions.iter().map(|decision| decision.id.as_str()).collect(),
        facts: plan.scope().fact_names().collect(),
        directives: design::directives().collect(),
        hole: &|hole| names.hole(hole),
        directive: &|line| names.directive(line),
    })
}

fn ids(parts: &[Part], found: &mut Vec<String>) {
    for part in parts {
        if !found.iter().any(|id| id == part.id.as_str()) {
            found.push(part.id.as_str().to_owned());
        }
        ids(&part.parts, found);
    }
}
