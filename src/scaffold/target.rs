//! A target: which templates there are, what each becomes, and how names and languages are minded. All of it is
//! read from the target's folder.

use super::names::Reserved;
use super::place::Places;
use super::python;
use crate::expression;
use crate::source::Span;
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// A kind of code that can be generated.
#[derive(Debug)]
pub struct Target {
    /// Its id, the name of its folder.
    pub id: String,
    pub(super) recipe: Recipe,
    /// Texts by path from the target's folder, without those of `target.yaml`.
    pub(super) templates: BTreeMap<String, String>,
    /// Where all of it stands, of an own one.
    pub(super) places: Places,
}

/// Whose a file is once it was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The generator's: it is brought up to date, and edits are merged.
    #[default]
    Managed,
    /// The person's: it is written once and never again.
    Once,
}

/// What stands in `target.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recipe {
    /// For people.
    pub(super) title: String,
    /// Ids of the decisions that shape all of the code: a plan that chose an option which the target does not write
    /// is refused.
    #[serde(default)]
    pub(super) must: Vec<String>,
    /// What an own target does of the options of the catalogue, by decision and option, in the catalogue's words.
    #[serde(default)]
    pub(super) support: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub(super) names: Conventions,
    /// Post-processor by file extension.
    #[serde(default)]
    pub(super) formats: BTreeMap<String, Format>,
    #[serde(default)]
    pub(super) modules: Modules,
    #[serde(default)]
    pub(super) layout: Choice,
    #[serde(default)]
    pub(super) layouts: BTreeMap<String, Vec<Part>>,
    pub(super) files: Vec<Entry>,
    /// What shows that the generated code is sound.
    #[serde(default)]
    pub(super) checks: Vec<Check>,
}

/// A command that shows something of the generated code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// What it shows, such as `tests`.
    pub shows: String,
    /// Program and arguments, run in the folder of the project.
    pub command: Vec<String>,
}

/// How each kind of name is kept apart from others.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Conventions {
    /// The package of the whole service.
    pub(super) package: Reserved,
    /// Modules and packages below it.
    pub(super) module: Reserved,
    /// Fields, functions and parameters.
    pub(super) identifier: Reserved,
    /// Classes.
    pub(super) class: Reserved,
    /// Members of enumerations.
    pub(super) constant: Reserved,
    /// Endings of the classes that are derived from an entity's.
    pub(super) derived: Vec<String>,
    /// Columns that the target adds to an entity: kept free.
    pub(super) own_fields: Vec<String>,
    /// Query parameters that the target adds to lists: no filter may be called so.
    pub(super) own_parameters: Vec<String>,
    /// Words that a database reads as its own: columns called so are quoted in conditions.
    pub(super) quoted_columns: BTreeSet<String>,
    /// Tables that the target adds.
    pub(super) own_tables: Vec<String>,
}

/// What is done to a rendered text before it is written.
#[derive(Debug, Deserialize)]
#[serde(tag = "language", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Format {
    /// Imports are organised and the code is formatted.
    Python(python::Style),
}

/// How files become modules.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Modules {
    /// Folder that holds the packages.
    pub(super) root: String,
    /// What stands between the parts of a module's name.
    pub(super) separator: String,
}

/// Which layout is taken.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    /// The decision whose option is the layout's name.
    pub(super) decision: String,
    /// Taken where the plan does not decide, or decides something else.
    pub(super) otherwise: String,
}

/// A module of a layout.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// Names of the templates in `parts/` that it is made of, in order, without extension.
    pub(super) parts: Vec<String>,
    #[serde(default)]
    pub(super) per: Per,
    /// Below the package; `{slice}` and `{resource}` are filled in.
    pub(super) path: String,
    /// Condition over decisions and facts.
    pub(super) when: Option<Condition>,
    /// What one of its slices must have.
    pub(super) having: Option<Having>,
    #[serde(default)]
    pub(super) mode: Mode,
    #[serde(default)]
    pub(super) realises: Vec<String>,
}

/// A condition of `plans/README.md`'s language.
#[derive(Debug)]
pub(super) struct Condition(pub(super) expression::Condition);

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        expression::Condition::parse(&text).map(Self).map_err(serde::de::Error::custom)
    }
}

/// How often a module is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Per {
    /// For all slices together.
    #[default]
    Once,
    /// For each slice.
    Slice,
}

/// What a slice, or for files outside the layouts the whole service, can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Having {
    /// Entities.
    Entities,
    /// Enumerations.
    Enums,
    /// Resources.
    Resources,
    /// Published events.
    Events,
    /// Computed fields.
    Computed,
    /// Operations that give pages.
    Lists,
    /// Secrets.
    Secrets,
    /// Entities whose changes are guarded by a version.
    Versions,
    /// Operations that change something.
    Writes,
    /// Operations that the team writes.
    Customs,
}

/// A file outside the layouts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// Path in the project, and under `files/` in the target; `{package}` and the like are filled in.
    pub(super) path: String,
    /// Template, where it is not the one of the same path.
    pub(super) source: Option<String>,
    #[serde(default)]
    pub(super) per: Per,
    pub(super) when: Option<Condition>,
    pub(super) having: Option<Having>,
    #[serde(default)]
    pub(super) mode: Mode,
    #[serde(default)]
    pub(super) executable: bool,
    /// Brings a database that exists up to date.
    #[serde(default)]
    pub(super) migration: bool,
    #[serde(default)]
    pub(super) realises: Vec<String>,
    /// It is a test of what it realises.
    #[serde(default)]
    pub(super) test: bool,
    /// What stands in a test that tests an operation; `{route}` is the name of the operation's function.
    pub(super) shows: Option<String>,
}

impl Target {
    /// The commands that show that the generated code is sound, in the order in which they are run.
    pub fn checks(&self) -> &[Check] {
        &self.recipe.checks
    }

    /// Ids of the targets that are built in, sorted.
    pub fn built_in_ids() -> Vec<&'static str> {
        let mut ids: Vec<_> = BUILT_IN.dirs().filter_map(|dir| dir.path().to_str()).collect();
        ids.sort_unstable();
        ids
    }

    /// The target of that id that is built in.
    pub fn built_in(id: &str) -> Option<Self> {
        let dir = BUILT_IN.get_dir(id)?;
        let mut texts = BTreeMap::new();
        collect(dir, id, &mut texts);
        let recipe = texts.remove("target.yaml").and_then(|text| serde_yaml::from_str(&text).ok());
        let recipe = recipe.expect("the suite loads every target that is built in");
        Some(Self { id: id.to_owned(), recipe, templates: texts, places: Places::default() })
    }

    /// For people.
    pub fn title(&self) -> &str {
        &self.recipe.title
    }

    /// What an own target does of the options of the catalogue: decision, option, word, and where it says so.
    pub fn support(&self) -> impl Iterator<Item = (&str, &str, &str, Option<Span>)> {
        self.recipe.support.iter().flat_map(move |(decision, options)| {
            options.iter().map(move |(option, word)| {
                (decision.as_str(), option.as_str(), word.as_str(), self.places.support(decision, option))
            })
        })
    }

    /// Templates that `target.yaml` names, each with the place where it does.
    pub(super) fn named(&self) -> impl Iterator<Item = (String, Option<Span>)> {
        let files = self.recipe.files.iter().enumerate().map(|(i, entry)| {
            let key = if entry.source.is_some() { "source" } else { "path" };
            (entry.template(), self.places.entry((&["files"], i), key))
        });
        let parts = self.recipe.layouts.iter().flat_map(move |(layout, parts)| {
            parts.iter().enumerate().flat_map(move |(i, part)| {
                let place = self.places.entry((&["layouts", layout], i), "parts");
                part.templates().into_iter().map(move |template| (template, place))
            })
        });
        files.chain(parts)
    }

    /// The modules of the layout of that name, or of the one that is taken otherwise.
    pub(super) fn layout(&self, chosen: Option<&str>) -> &[Part] {
        let recipe = &self.recipe;
        chosen
            .and_then(|name| recipe.layouts.get(name))
            .or_else(|| recipe.layouts.get(&recipe.layout.otherwise))
            .map_or(&[], Vec::as_slice)
    }
}

fn collect(dir: &Dir<'_>, id: &str, texts: &mut BTreeMap<String, String>) {
    for file in dir.files() {
        let path = file.path().to_str().and_then(|path| path.strip_prefix(id)).map(|path| path.trim_start_matches('/'));
        if let (Some(path), Some(text)) = (path, file.contents_utf8()) {
            texts.insert(path.to_owned(), text.to_owned());
        }
    }
    dir.dirs().for_each(|dir| collect(dir, id, texts));
}

impl Entry {
    /// Path of its template from the target's folder.
    pub(super) fn template(&self) -> String {
        format!("files/{}", self.source.as_ref().unwrap_or(&self.path))
    }
}

impl Part {
    /// Paths of its templates from the target's folder.
    pub(super) fn templates(&self) -> Vec<String> {
        let extension = self.path.rsplit_once('.').map_or("", |(_, extension)| extension);
        self.parts.iter().map(|part| format!("parts/{part}.{extension}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_target_loads_and_uses_all_its_templates() {
        for id in Target::built_in_ids() {
            let target = Target::built_in(id).unwrap();
            let used: Vec<String> = target.named().map(|(template, _)| template).collect();
            let missing: Vec<_> = used.iter().filter(|path| !target.templates.contains_key(*path)).collect();
            assert_eq!(missing, Vec::<&String>::new(), "templates of `{id}` that are not there");
            let unused: Vec<_> = target
                .templates
                .keys()
                .filter(|path| !path.ends_with(".jinja") && !path.ends_with(".md") && !used.contains(path))
                .collect();
            assert_eq!(unused, Vec::<&String>::new(), "templates of `{id}` that target.yaml does not name");
        }
    }
}
