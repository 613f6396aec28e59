//! What templates see: the plan with names that the target's language accepts, and with the questions answered
//! that every template would otherwise ask again.
//!
//! The central type is [`Context`]. Texts of people stay as they are: templates quote them.

mod around;
mod check;
mod entity;
mod resource;
mod slice;
mod trial;

pub(super) use entity::{Entity, Field};
pub(super) use resource::{Event, Resource};
pub(super) use slice::{Slice, fill, module, units};

use super::names::{Names, camel, constant, snake};
use super::target::{Conventions, Target};
use crate::plan::running::Class;
use crate::plan::{Authentication, Decided, Plan, Scope};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The whole plan as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct Context {
    pub(super) service: Service,
    /// Name of the package of the service.
    pub(super) package: String,
    /// Chosen options by decision, `-` written as `_`; none where it does not apply.
    pub(super) decided: BTreeMap<String, Option<String>>,
    /// Whether a decision is planned for later.
    pub(super) later: BTreeMap<String, bool>,
    pub(super) jwt: bool,
    /// Whether the keys that tokens are checked with are those that the issuer publishes.
    jwks: bool,
    /// Whether creations take an `Idempotency-Key`.
    idempotent: bool,
    pub(super) roles: Vec<Role>,
    pub(super) health_path: String,
    pub(super) base_path: String,
    pub(super) layout: String,
    pub(super) slices: Vec<Slice>,
    pub(super) entities: Vec<Entity>,
    /// The entities, those that others refer to first.
    tables: Vec<Entity>,
    /// The modules that define tables, sorted.
    model_modules: Vec<String>,
    pub(super) resources: Vec<Resource>,
    pub(super) events: Vec<Event>,
    flow: around::Flow,
    /// Events of others that are heard, where there is a broker.
    heard: Vec<around::Heard>,
    sources: Vec<around::Source>,
    /// Systems that are called over HTTP.
    neighbours: Vec<around::Neighbour>,
    /// Names of the fields that may not stand in logs, sorted.
    private: BTreeSet<String>,
    pub(super) uses: Uses,
}

/// What the service is.
#[derive(Debug, Serialize)]
pub(super) struct Service {
    name: String,
    title: String,
    version: String,
    owner: String,
    summary: String,
    responsibilities: Vec<String>,
    out_of_scope: Vec<String>,
}

/// A role of callers.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Role {
    pub(super) id: String,
    /// Name of its member in an enumeration.
    pub(super) constant: String,
    pub(super) summary: String,
    /// Sees only what belongs to the caller, of resources that have an owner.
    pub(super) own: bool,
}

/// What occurs anywhere in the service.
#[derive(Debug, Default, Serialize)]
pub(super) struct Uses {
    entities: bool,
    secrets: bool,
    emails: bool,
    uuid_keys: bool,
    owners: bool,
    lists: bool,
    events: bool,
    enums: bool,
    computed: bool,
    decimals: bool,
    moments: bool,
    /// A day that is the present one where none is given.
    todays: bool,
    lifecycles: bool,
    versions: bool,
    partial: bool,
    /// Rows that are marked as deleted.
    soft: bool,
    writes: bool,
    /// Operations that the team writes.
    customs: bool,
    /// Names of all the kinds of fields.
    kinds: Vec<&'static str>,
}

/// Names that are given out once in the whole service.
struct Given<'a> {
    rules: &'a Conventions,
    classes: Names<'a>,
}

impl Context {
    pub(super) fn new(plan: &Plan, target: &Target) -> Self {
        let rules = &target.recipe.names;
        let mut given = Given { rules, classes: Names::new(&rules.class) };
        let package = rules.package.mend(&snake(&plan.service.name));
        let roles = roles(plan, rules);
        let mut entities = entity::all(plan, &mut given);
        let events = resource::events(plan, &entities, &mut given);
        let resources = resource::all(plan, &entities, &events, &roles, &mut given);
        entity::finish(&mut entities, plan, &resources, &given);
        let resources = resource::with_entities(resources, &entities, &roles);
        let parts = resource::given_parts(&resources);
        entities.iter_mut().for_each(|entity| entity.given = parts.contains(&entity.name));
        let slices = slice::all(plan, target, &package, &entities, &resources, &events);
        let uses = uses(&entities, &resources, &events);
        let flow = around::flow(plan);
        let heard = if flow.consumes { around::heard(plan, &entities, &slices, &given) } else { Vec::new() };
        let neighbours = around::neighbours(plan, &mut given);
        Self {
            service: service(plan),
            package,
            decided: decided(plan),
            later: plan.decisions.iter().map(|d| (d.id.as_str().replace('-', "_"), d.is_later())).collect(),
            jwt: plan.api.authentication == Authentication::Jwt,
            jwks: plan.builds("token-verification", "jwks"),
            idempotent: plan.builds("idempotency", "idempotency-key"),
            roles,
            health_path: plan.api.health_path.clone(),
            base_path: plan.api.base_path.clone(),
            layout: slice::layout_name(plan, target).to_owned(),
            model_modules: slice::modules_of("models", &slices),
            slices,
            tables: entity::by_reference(&entities),
            entities,
            resources,
            events,
            sources: around::sources(&heard),
            flow,
            heard,
            neighbours,
            private: private(plan),
            uses,
        }
    }
}

impl Context {
    /// The decisions that values other than `decided` and `later` come from, by the name of the value.
    pub(super) fn decisions(target: &Target) -> BTreeMap<&'static str, String> {
        BTreeMap::from([
            ("jwks", "token-verification".to_owned()),
            ("idempotent", "idempotency".to_owned()),
            ("flow", "messaging".to_owned()),
            ("heard", "messaging".to_owned()),
            ("neighbours", "outgoing-calls".to_owned()),
            ("layout", target.recipe.layout.decision.clone()),
        ])
    }
}

impl Given<'_> {
    fn entity_class(&mut self, name: &str) -> String {
        self.classes.take_family(&camel(name), &self.rules.derived)
    }

    fn class(&mut self, name: &str) -> String {
        self.classes.take(&camel(name))
    }
}

fn service(plan: &Plan) -> Service {
    let service = &plan.service;
    Service {
        name: service.name.clone(),
        title: service.title.clone(),
        version: service.version.clone(),
        owner: service.owner.clone(),
        summary: service.summary.clone(),
        responsibilities: service.responsibilities.iter().map(|r| r.text.clone()).collect(),
        out_of_scope: service.out_of_scope.clone(),
    }
}

fn decided(plan: &Plan) -> BTreeMap<String, Option<String>> {
    let chosen = |decision: &crate::plan::Decision| match decision.decided {
        Decided::Chosen { .. } => decision.chosen().map(|option| option.id.clone()),
        Decided::NotApplicable { .. } => None,
    };
    plan.decisions.iter().map(|d| (d.id.as_str().replace('-', "_"), chosen(d))).collect()
}

fn private(plan: &Plan) -> BTreeSet<String> {
    let fields = plan.entities.iter().flat_map(|entity| &entity.fields);
    let kept = fields.filter(|field| matches!(field.class, Some(Class::Personal | Class::Sensitive)));
    kept.map(|field| field.name.clone()).collect()
}

fn roles(plan: &Plan, rules: &Conventions) -> Vec<Role> {
    let mut names = Names::new(&rules.constant);
    let role = |role: &crate::plan::Role| Role {
        id: role.id.clone(),
        constant: names.take(&constant(&role.id)),
        summary: role.summary.clone(),
        own: role.scope == Scope::Own,
    };
    plan.api.roles.iter().map(role).collect()
}

fn uses(entities: &[Entity], resources: &[Resource], events: &[Event]) -> Uses {
    let field = |test: fn(&Field) -> bool| entities.iter().flat_map(|e| &e.fields).any(test);
    let kind = |name: &str| entities.iter().flat_map(|e| &e.fields).any(|f| f.kind.has(name));
    let action = |names: &[&str]| resources.iter().flat_map(|r| &r.operations).any(|o| names.contains(&o.action));
    let all = ["uuid", "integer", "string", "text", "email", "url", "secret", "boolean", "decimal", "date", "datetime"];
    let all = all.into_iter().chain(["duration", "enum", "json", "list"]);
    Uses {
        entities: !entities.is_empty(),
        secrets: kind("secret"),
        emails: kind("email"),
        uuid_keys: field(|f| f.key && f.kind.name == "uuid"),
        owners: resources.iter().any(|r| r.owner.is_some()),
        lists: action(&["list"]),
        events: !events.is_empty(),
        enums: kind("enum"),
        computed: field(|f| f.computed.is_some()),
        decimals: kind("decimal"),
        moments: kind("datetime"),
        todays: field(|f| f.kind.name == "date" && f.is_now_by_default()),
        lifecycles: entities.iter().any(|e| e.lifecycle.is_some()),
        versions: entities.iter().any(|e| e.versioned),
        soft: entities.iter().any(|e| e.soft),
        partial: action(&["update"]),
        writes: action(&["create", "update", "replace", "transition", "delete", "custom"]),
        customs: action(&["custom"]),
        kinds: all.filter(|name| kind(name)).collect(),
    }
}
