//! What conditions and holes of sections read, taken from a plan.

use super::standing::Standing;
use super::{blocks, prose, words};
use crate::plan::{Action, Authentication, By, Decided, Decision, Entity, Event, Field, FieldKind, Plan};
use minijinja::{Environment, Error, ErrorKind, Expression, Value};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::OnceLock;

/// What holes read of a plan, kind by kind. A kind is made when the first hole asks for it.
#[derive(Clone)]
pub(super) struct Values<'p> {
    plan: &'p Plan,
    made: Rc<[OnceCell<Value>; KINDS.len()]>,
}

type Kind = fn(&Plan) -> Value;

/// `service`, `api`, `chosen` (titles of options), `standing`, `generated` and `missing` (what the code has of them),
/// `counts`, `names` (of elements, as an enumeration; without a value where there is none), `plan` (whose rules decided).
const KINDS: [(&str, Kind); 9] = [
    ("service", |plan| Value::from(service(plan))),
    ("api", |plan| Value::from(api(plan))),
    ("chosen", |plan| Value::from(chosen(plan))),
    ("standing", |plan| Value::from(standing(plan, |_| true))),
    ("generated", |plan| Value::from(standing(plan, Standing::is_there))),
    ("missing", |plan| Value::from(standing(plan, |standing| !standing.is_there()))),
    ("counts", |plan| Value::from(counts(plan))),
    ("names", |plan| Value::from(names(plan))),
    ("plan", |plan| Value::from(BTreeMap::from([("rules", rules(plan))]))),
];

impl<'p> Values<'p> {
    /// The values of a plan.
    pub(super) fn of(plan: &'p Plan) -> Self {
        Self { plan, made: Rc::default() }
    }

    /// The values of a kind, with its name; `None` where there is no such kind.
    pub(super) fn get(&self, kind: &str) -> Option<(&'static str, Value)> {
        let ((name, make), made) = KINDS.iter().zip(self.made.iter()).find(|((name, _), _)| *name == kind)?;
        Some((*name, made.get_or_init(|| make(self.plan)).clone()))
    }
}

/// The expression of a hole, compiled.
pub(super) struct Compiled {
    pub(super) expression: Expression<'static, 'static>,
    /// The kinds of values that it reads, and the functions that it calls.
    pub(super) kinds: Vec<String>,
}

impl Compiled {
    /// Compiles an expression.
    pub(super) fn of(expression: &str) -> Result<Self, Error> {
        let expression = compile(expression)?;
        let kinds = expression.undeclared_variables(false).into_iter().collect();
        Ok(Self { expression, kinds })
    }
}

/// The functions that holes may call.
pub(super) const FUNCTIONS: &[&str] = &["count", "noun", "amount", "capital"];

/// Whether a value is one that some plans have and others lack.
pub(super) fn may_lack(kind: &str, key: &str) -> bool {
    [("service", "owner"), ("api", "base_path")].contains(&(kind, key))
}

/// Compiles the expression of a hole.
pub(super) fn compile(expression: &str) -> Result<Expression<'static, 'static>, Error> {
    static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();
    let environment = ENVIRONMENT.get_or_init(|| {
        let mut environment = Environment::new();
        environment.add_function("count", |number: usize, noun: String| words::count(number, &noun));
        environment.add_function("noun", |number: usize, noun: String| words::noun_for(number, &noun));
        environment.add_function("amount", words::amount);
        environment.add_function("lower", |text: Value| match text.as_str() {
            Some(text) => Ok(words::uncapital(text)),
            None => Err(Error::new(ErrorKind::InvalidOperation, "there is no text")),
        });
        environment.add_function("capital", |text: Value| match text.as_str() {
            Some(text) => Ok(words::capital(text)),
            None => Err(Error::new(ErrorKind::InvalidOperation, "there is no text")),
        });
        environment
    });
    environment.compile_expression_owned(expression.to_owned())
}

/// Ids of the decisions that the expression of a hole reads.
pub(super) fn decisions(expression: &str) -> Vec<String> {
    let names = compile(expression).map(|compiled| compiled.undeclared_variables(true)).unwrap_or_default();
    let mut read: Vec<String> = names
        .iter()
        .filter_map(|name| name.split_once('.'))
        .filter(|(kind, _)| ["chosen", "standing", "generated", "missing"].contains(kind))
        .map(|(_, id)| id.replace('_', "-"))
        .collect();
    read.sort();
    read
}

fn service(plan: &Plan) -> BTreeMap<&'static str, Value> {
    let service = &plan.service;
    let mut values = BTreeMap::from([
        ("name", Value::from(service.name.as_str())),
        ("title", Value::from(service.title.as_str())),
        ("version", Value::from(service.version.as_str())),
    ]);
    let nobody = "the owner, whom the spec does not name yet";
    let decider = if service.owner.is_empty() { nobody } else { service.owner.as_str() };
    values.insert("decider", Value::from(decider));
    values.extend(sentence(plan).map(|sentence| ("sentence", Value::from(sentence))));
    if !service.owner.is_empty() {
        values.insert("owner", Value::from(service.owner.as_str()));
    }
    values
}

fn api(plan: &Plan) -> BTreeMap<&'static str, Value> {
    let api = &plan.api;
    let mut values = BTreeMap::from([("health_path", Value::from(api.health_path.as_str()))]);
    if !api.base_path.is_empty() {
        values.insert("base_path", Value::from(api.base_path.as_str()));
    }
    values
}

/// The chosen option's title of each decision that applies; `-` of an id is written `_`.
fn chosen(plan: &Plan) -> BTreeMap<String, Value> {
    let chosen = plan.decisions.iter().filter_map(|d| Some((d.id.as_str().replace('-', "_"), d.chosen()?)));
    chosen.map(|(id, option)| (id, Value::from(option.title.as_str()))).collect()
}

/// How far the choice of each decision that applies has come, in words; those of the standings that are kept.
fn standing(plan: &Plan, keep: fn(Standing) -> bool) -> BTreeMap<String, Value> {
    let of = |decision| Standing::of(plan, decision).filter(|standing| keep(*standing));
    let standings = plan.decisions.iter().filter_map(|d| Some((d.id.as_str().replace('-', "_"), of(d)?)));
    standings.map(|(id, standing)| (id, Value::from(standing.words()))).collect()
}

/// The longest sentence that a box has room for, in characters.
const SHORT: usize = 120;

/// What the service is for, in one short sentence; nothing where the spec has no such sentence.
fn sentence(plan: &Plan) -> Option<String> {
    let summary = prose::plain(&prose::first(&plan.service.summary));
    let sentence = summary.split_inclusive(". ").next()?.trim();
    (!sentence.is_empty() && sentence.chars().count() <= SHORT).then(|| sentence.trim_end_matches('.').to_owned())
}

/// Whose rules decide what the spec leaves open.
fn rules(plan: &Plan) -> String {
    let decides = |title: &str| {
        let by_it = |by: &By| matches!(by, By::Standard { title: own, .. } if own == title);
        plan.decisions.iter().filter_map(Decision::by).any(by_it)
    };
    let titles = plan.standards.iter().map(|standard| standard.title.clone()).filter(|title| decides(title));
    words::series(&titles.chain(["archplan".to_owned()]).collect::<Vec<_>>())
}

/// Names of elements that prose speaks of; those that there are none of have no value.
fn names(plan: &Plan) -> BTreeMap<&'static str, Value> {
    let of_field = |(entity, field): (&Entity, &Field)| format!("{}.{}", entity.name, field.name);
    let fields = || plan.entities.iter().flat_map(|entity| entity.fields.iter().map(move |field| (entity, field)));
    let carries = |event: &&Event| {
        let protected = blocks::protected(plan).filter(|(entity, ..)| entity.name == event.entity);
        protected.map(|(_, field, _)| &field.name).any(|name| event.payload.contains(name))
    };
    let jwt = plan.api.authentication == Authentication::Jwt;
    let open = plan.operations().filter(|operation| jwt && operation.roles.is_empty());
    let owned = plan.api.resources.iter().filter(|resource| resource.owner.is_some());
    let called = || plan.integrations.iter().filter(|other| other.is_called());
    let open_ended = called().filter(|other| other.timeout.is_none());
    let groups: [(&'static str, Vec<String>); 12] = [
        ("roles", plan.api.roles.iter().map(|role| role.id.clone()).collect()),
        ("systems", plan.integrations.iter().map(|system| system.title.clone()).collect()),
        ("secrets", fields().filter(|(_, field)| field.kind == FieldKind::Secret).map(of_field).collect()),
        ("personal", blocks::protected(plan).map(|(entity, field, _)| of_field((entity, field))).collect()),
        ("personal_events", plan.published.iter().filter(carries).map(|event| event.name.clone()).collect()),
        ("open_operations", open.map(|operation| operation.id.clone()).collect()),
        ("owned", owned.map(|resource| resource.name.clone()).collect()),
        ("called", called().map(|other| other.title.clone()).collect()),
        ("open_ended", open_ended.map(|other| other.title.clone()).collect()),
        ("unbounded_rows", blocks::unbounded(plan)),
        ("unanswered_goals", blocks::unanswered(plan)),
        ("derived_rows", if blocks::is_derived(plan) { vec!["some".to_owned()] } else { Vec::new() }),
    ];
    let said = groups.into_iter().filter(|(_, names)| !names.is_empty());
    said.map(|(group, names)| (group, Value::from(words::series(&names)))).collect()
}

/// How many of what; zero is a value too.
fn counts(plan: &Plan) -> BTreeMap<&'static str, Value> {
    let operations = |keep: fn(&Action) -> bool| plan.operations().filter(|o| keep(&o.action)).count();
    let fields = |keep: fn(&FieldKind) -> bool| {
        plan.entities.iter().flat_map(|e| &e.fields).filter(|field| keep(&field.kind)).count()
    };
    let lifecycles = plan.entities.iter().filter_map(|entity| entity.lifecycle.as_ref());
    let applying = plan.decisions.iter().filter(|d| d.chosen().is_some());
    let jwt = plan.api.authentication == Authentication::Jwt;
    let numbers = [
        ("decisions", applying.clone().count()),
        ("by_spec", applying.clone().filter(|d| matches!(d.by(), Some(By::Spec(_)))).count()),
        ("standards", plan.standards.len()),
        ("own", plan.decisions.iter().filter(|d| d.own).count()),
        ("later", plan.decisions.iter().filter(|d| d.is_later()).count()),
        (
            "not_applicable",
            plan.decisions.iter().filter(|d| matches!(d.decided, Decided::NotApplicable { .. })).count(),
        ),
        ("areas", plan.areas.iter().filter(|a| applying.clone().any(|d| d.area == a.id)).count()),
        ("entities", plan.entities.len()),
        ("relationships", plan.relationships.len()),
        ("owned", plan.relationships.iter().filter(|r| r.owned).count()),
        ("resources", plan.api.resources.len()),
        ("operations", plan.operations().count()),
        ("lists", operations(|a| matches!(a, Action::List { .. }))),
        ("creates", operations(|a| matches!(a, Action::Create { .. }))),
        ("changes", operations(|a| !matches!(a, Action::Get | Action::List { .. } | Action::Create { .. }))),
        ("writes", operations(|a| !matches!(a, Action::Get | Action::List { .. }))),
        ("roles", plan.api.roles.len()),
        ("integrations", plan.integrations.len()),
        ("published", plan.published.len()),
        ("consumed", plan.consumed.len()),
        ("qualities", plan.qualities.len()),
        ("principles", plan.principles.len()),
        ("secrets", fields(|kind| *kind == FieldKind::Secret)),
        ("decimals", fields(|kind| matches!(kind, FieldKind::Decimal { .. }))),
        ("moves", lifecycles.map(|l| l.transitions.iter().map(|(_, to)| to.len()).sum::<usize>()).sum()),
        ("configured_keys", usize::from(jwt && !plan.builds("token-verification", "jwks"))),
    ];
    numbers.into_iter().map(|(name, number)| (name, Value::from(number))).collect()
}
