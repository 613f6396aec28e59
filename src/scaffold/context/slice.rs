//! Slices: an entity with its owned parts and the resources that offer them, and the modules they lie in.

use super::entity::Entity;
use super::resource::{Event, Resource};
use crate::plan::Plan;
use crate::scaffold::names::{Names, snake};
use crate::scaffold::target::{Having, Modules, Part, Per, Target};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An aggregate with everything that offers it.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Slice {
    /// Name of its modules.
    pub(in crate::scaffold) name: String,
    /// Name of the module of its root entity.
    pub(in crate::scaffold) root: String,
    pub(in crate::scaffold) entities: Vec<Entity>,
    pub(in crate::scaffold) resources: Vec<Resource>,
    pub(in crate::scaffold) events: Vec<Event>,
    /// Whether it has any enumeration.
    enums: bool,
    /// The module of each part of a layout.
    pub(in crate::scaffold) modules: BTreeMap<String, String>,
}

impl Slice {
    fn actions(&self) -> impl Iterator<Item = &'static str> {
        self.resources.iter().flat_map(|resource| &resource.operations).map(|operation| operation.action)
    }

    /// Whether there is any of that kind in it.
    pub(in crate::scaffold) fn has(&self, what: Having) -> bool {
        match what {
            Having::Entities => true,
            Having::Enums => self.enums,
            Having::Resources => !self.resources.is_empty(),
            Having::Events => !self.events.is_empty(),
            Having::Computed => self.entities.iter().flat_map(|e| &e.fields).any(|field| field.computed.is_some()),
            Having::Lists => self.resources.iter().flat_map(|r| &r.operations).any(|o| o.action == "list"),
            Having::Secrets => self.entities.iter().flat_map(|e| &e.fields).any(|field| field.kind.has("secret")),
            Having::Writes => self.actions().any(|action| !matches!(action, "get" | "list")),
            Having::Customs => self.actions().any(|action| action == "custom"),
            Having::Versions => self.entities.iter().any(|entity| entity.versioned),
        }
    }
}

/// The layout that the plan chose, or the one taken otherwise.
pub(super) fn layout_name<'a>(plan: &'a Plan, target: &'a Target) -> &'a str {
    let recipe = &target.recipe;
    let chosen = plan.chosen(&recipe.layout.decision).filter(|name| recipe.layouts.contains_key(*name));
    chosen.unwrap_or(&recipe.layout.otherwise)
}

pub(super) fn all(
    plan: &Plan,
    target: &Target,
    package: &str,
    entities: &[Entity],
    resources: &[Resource],
    events: &[Event],
) -> Vec<Slice> {
    let mut names = Names::new(&target.recipe.names.module);
    let layout = target.layout(Some(layout_name(plan, target)));
    let mut slices = Vec::new();
    for members in groups(plan, entities) {
        let of_group = |name: &str| members.iter().any(|entity| entity.name == name);
        let offering: Vec<_> =
            resources.iter().filter(|r| r.entity.as_ref().is_some_and(|e| of_group(&e.name))).cloned().collect();
        let first = offering.iter().find(|r| r.entity.as_ref().is_some_and(|e| e.root)).or(offering.first());
        let name = names.take(&first.map_or_else(|| snake(&members[0].table), |resource| resource.ident.clone()));
        let mut slice = Slice {
            root: members[0].ident.clone(),
            enums: members.iter().flat_map(|e| &e.fields).any(|field| field.kind.has("enum")),
            entities: members,
            resources: offering,
            events: Vec::new(),
            modules: BTreeMap::new(),
            name,
        };
        slice.events =
            events.iter().filter(|e| slice.entities.iter().any(|own| own.name == e.entity)).cloned().collect();
        slice.modules = modules(layout, &target.recipe.modules, package, &slice);
        slices.push(slice);
    }
    slices
}

/// Entities that are joined by owned relationships, roots first, in the order of the spec.
fn groups(plan: &Plan, entities: &[Entity]) -> Vec<Vec<Entity>> {
    let mut groups: Vec<Vec<&Entity>> = entities.iter().map(|entity| vec![entity]).collect();
    for link in plan.relationships.iter().filter(|link| link.owned) {
        let holding =
            |name: &str, groups: &[Vec<&Entity>]| groups.iter().position(|g| g.iter().any(|e| e.name == name));
        let (Some(from), Some(to)) = (holding(&link.from, &groups), holding(&link.to, &groups)) else { continue };
        if from != to {
            let moved = std::mem::take(&mut groups[to]);
            groups[from].extend(moved);
        }
    }
    groups.retain(|group| !group.is_empty());
    let sorted = |mut group: Vec<&Entity>| {
        group.sort_by_key(|entity| depth(plan, &entity.name));
        group.into_iter().cloned().collect()
    };
    groups.into_iter().map(sorted).collect()
}

/// How many owners stand above an entity, along the longest way.
fn depth(plan: &Plan, name: &str) -> usize {
    let owners = plan.relationships_to(name).filter(|link| link.owned);
    owners.map(|link| 1 + depth(plan, &link.from)).max().unwrap_or(0)
}

fn modules(layout: &[Part], modules: &Modules, package: &str, slice: &Slice) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for part in layout {
        let path = fill(&part.path, package, Some(slice));
        let name = module(&format!("{}/{package}/{path}", modules.root), modules);
        found.extend(part.parts.iter().map(|part| (part.clone(), name.clone())));
    }
    found
}

/// The modules that hold a part, sorted and each once.
pub(super) fn modules_of(part: &str, slices: &[Slice]) -> Vec<String> {
    let found: BTreeSet<_> = slices.iter().filter_map(|slice| slice.modules.get(part)).cloned().collect();
    found.into_iter().collect()
}

/// The name of the module that a file is; the path itself where it lies outside the packages.
pub(in crate::scaffold) fn module(path: &str, modules: &Modules) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let below = stem.strip_prefix(&format!("{}/", modules.root)).unwrap_or(stem);
    below.replace('/', &modules.separator)
}

/// A path with its placeholders filled in.
pub(in crate::scaffold) fn fill(path: &str, package: &str, slice: Option<&Slice>) -> String {
    let path = path.replace("{package}", package);
    match slice {
        Some(slice) => path.replace("{slice}", &slice.name).replace("{root}", &slice.root),
        None => path,
    }
}

/// The slices that each file of that kind is made for, one list a file.
pub(in crate::scaffold) fn units(per: Per, slices: &[Slice]) -> Vec<&[Slice]> {
    match per {
        Per::Once => vec![slices],
        Per::Slice => slices.chunks(1).collect(),
    }
}
