//! An own target: read from the files of a folder, with every fault at its place.

use super::place::Places;
use super::render;
use super::target::{Recipe, Target};
use crate::files::Tree;
use crate::report::{Code, Diagnostic, Report, Reported};
use crate::source::{FileId, Sources, Span};
use crate::yaml;
use std::collections::BTreeMap;

/// The description of a target.
const RECIPE: &str = "target.yaml";

impl Target {
    /// Reads a target from the files of its folder; `name` is how people are told of the folder.
    ///
    /// # Errors
    /// When anything is wrong with it, all of which is told: `target.yaml`, templates that it names and that are not
    /// there, and templates that cannot be read.
    pub fn read(
        id: &str,
        name: &str,
        folder: &Tree,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Result<Self, Reported> {
        let texts = folder.iter().filter_map(|(path, file)| Some((path.to_string(), file.text()?.to_owned())));
        let mut templates: BTreeMap<String, String> = texts.collect();
        let Some(text) = templates.remove(RECIPE) else {
            let message = format!("`{name}` has no `{RECIPE}`, so it is no target");
            let fault = Diagnostic::placeless(Code::new("scaffold", "target"), message);
            return Err(report.error(fault.help("name the folder that holds it with `--target DIR`")));
        };
        let file = sources.add(format!("{name}/{RECIPE}"), text.as_str());
        let node = yaml::parse(sources, file, report)?;
        let recipe: Recipe = match serde_yaml::from_str(&text) {
            Ok(recipe) => recipe,
            Err(error) => return Err(report.error(not_understood(&error, file, &text))),
        };
        let files =
            templates.iter().map(|(path, text)| (path.clone(), sources.add(format!("{name}/{path}"), text.as_str())));
        let places = Places::of(node, files.collect(), sources);
        let target = Self { id: id.to_owned(), recipe, templates, places };
        for fault in target.missing() {
            report.error(fault);
        }
        for fault in render::unreadable(&target) {
            report.error(fault.told());
        }
        report.check().map(|()| target)
    }

    /// Templates that `target.yaml` names and that are not there.
    fn missing(&self) -> Vec<Diagnostic> {
        let known = || self.templates.keys().map(String::as_str);
        let fault = |template: &str, place: Option<Span>| {
            let message = format!("there is no template `{template}`");
            let code = Code::new("scaffold", "template");
            let fault = match place {
                Some(place) => Diagnostic::error(code, place, message),
                None => Diagnostic::placeless(code, message),
            };
            let near = crate::report::nearest(template, known());
            match near {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help("write it, or name another one as `source`"),
            }
        };
        self.named()
            .filter(|(template, _)| !self.templates.contains_key(template))
            .map(|(t, place)| fault(&t, place))
            .collect()
    }
}

fn not_understood(error: &serde_yaml::Error, file: FileId, text: &str) -> Diagnostic {
    let code = Code::new("scaffold", "target");
    let told = error.to_string();
    // The place is shown, so it need not be said.
    let message = told.split(" at line ").next().unwrap_or(&told).to_owned();
    let at = error.location().map_or(0, |location| location.index().min(text.len()));
    let end =
        text.get(at..).and_then(|rest| rest.split(['\n', ':', ',', '}']).next()).map_or(at, |word| at + word.len());
    let byte = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    let place = Span { file, start: byte(at), end: byte(end) };
    Diagnostic::error(code, place, message).help("`templates/README.md` of archplan says which keys there are")
}
