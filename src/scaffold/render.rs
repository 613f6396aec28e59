//! From templates to files.

use super::context::{self, Context, Slice};
use super::context::{fill, module, units};
use super::reads::Reads;
use super::target::{Condition, Entry, Format, Having, Part, Per, Target};
use super::{Fault, Generated, Mode, python, quote};
use crate::expression::Scope;
use crate::files::{Digest, File, RelPath};
use crate::plan::{Plan, Support};
use crate::source::Span;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, ErrorKind, UndefinedBehavior, Value, context};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Steps that a template may take: far more than any needs, so that one that never ends is stopped.
const FUEL: u64 = 20_000_000;

/// How far the text of a file has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// As its template gives it.
    Raw,
    /// As it is written.
    Final,
}

/// A file, and where an own target says that it is to be made.
type Placed = (Generated, Option<Span>);

/// Templates that cannot be read.
pub(super) fn unreadable(target: &Target) -> Vec<Fault> {
    let Ok(mut environment) = syntax() else { return Vec::new() };
    let read = |(path, text)| environment.add_template(path, text).err();
    target
        .templates
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .filter_map(read)
        .map(|error| template_fault(&error, target))
        .collect()
}

/// Every file of the target whose condition holds.
pub(super) fn files(target: &Target, context: &Context, plan: &Plan, shape: Shape) -> Result<Vec<Placed>, Vec<Fault>> {
    let environment = environment(target).map_err(|error| vec![template_fault(&error, target)])?;
    let known = plan.trace.nodes().map(ToString::to_string).collect();
    let names = Arc::new(Context::decisions(target));
    let all = Value::from(Serde(context));
    let scope = plan.scope();
    let renderer = Renderer { target, context, plan, scope, known, environment, all, names, shape };
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for job in renderer.jobs() {
        match renderer.job(&job) {
            Ok(Some(file)) => files.push((file, job.place)),
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(files) } else { Err(faults) }
}

/// A file to be made: the templates it joins, and the slices it is of.
struct Job<'a> {
    templates: Vec<String>,
    path: String,
    slices: &'a [Slice],
    /// The environment that it is of.
    at: Option<&'a context::Environment>,
    when: Option<&'a Condition>,
    having: Option<Having>,
    mode: Mode,
    executable: bool,
    migration: bool,
    realises: &'a [String],
    /// Tells the elements of its slices too.
    of_slices: bool,
    test: bool,
    shows: Option<&'a str>,
    /// The decision without which it would lie elsewhere.
    layout: Option<&'a str>,
    /// Where an own target says that it is to be made.
    place: Option<Span>,
}

struct Renderer<'a> {
    target: &'a Target,
    context: &'a Context,
    plan: &'a Plan,
    scope: &'a Scope,
    /// The nodes of the trace.
    known: BTreeSet<String>,
    environment: minijinja::Environment<'a>,
    all: Value,
    /// The decisions that values of the context come from.
    names: Arc<BTreeMap<&'static str, String>>,
    shape: Shape,
}

impl<'a> Renderer<'a> {
    fn jobs(&self) -> Vec<Job<'a>> {
        let slices = &self.context.slices;
        let entries = self.target.recipe.files.iter().enumerate();
        let mut jobs: Vec<_> = entries
            .flat_map(|(i, entry)| {
                let place = self.target.places.entry((&["files"], i), "path");
                self.entries(entry).into_iter().map(move |job| Job { place, ..job })
            })
            .collect();
        let layout = self.context.layout.as_str();
        let parts = self.target.layout(Some(layout)).iter().enumerate();
        jobs.extend(parts.flat_map(|(i, part)| {
            let place = self.target.places.entry((&["layouts", layout], i), "path");
            units(part.per, slices).into_iter().map(move |unit| Job { place, ..self.part(part, unit) })
        }));
        jobs
    }

    /// The files that an entry stands for.
    fn entries(&self, entry: &'a Entry) -> Vec<Job<'a>> {
        if entry.per == Per::Environment {
            let places = self.context.environments.iter();
            return places.map(|place| self.entry(entry, &self.context.slices, Some(place))).collect();
        }
        let units = units(entry.per, &self.context.slices).into_iter();
        units.map(|unit| self.entry(entry, unit, None)).collect()
    }

    fn entry(&self, entry: &'a Entry, slices: &'a [Slice], at: Option<&'a context::Environment>) -> Job<'a> {
        let path = fill(&entry.path, &self.context.package, slices.first());
        Job {
            templates: vec![entry.template()],
            path: at.map_or_else(|| path.clone(), |at| path.replace("{environment}", &at.name)),
            slices,
            at,
            when: entry.when.as_ref(),
            having: entry.having,
            mode: entry.mode,
            executable: entry.executable,
            migration: entry.migration,
            realises: &entry.realises,
            of_slices: entry.per == Per::Slice,
            test: entry.test,
            shows: entry.shows.as_deref(),
            layout: None,
            place: None,
        }
    }

    fn part(&self, part: &'a Part, slices: &'a [Slice]) -> Job<'a> {
        let package = &self.context.package;
        let path = format!("{}/{package}/{}", self.target.recipe.modules.root, part.path);
        Job {
            templates: part.templates(),
            path: fill(&path, package, slices.first()),
            slices,
            at: None,
            when: part.when.as_ref(),
            having: part.having,
            mode: part.mode,
            executable: false,
            migration: false,
            realises: &part.realises,
            of_slices: true,
            test: false,
            shows: None,
            layout: Some(&self.target.recipe.layout.decision),
            place: None,
        }
    }

    fn job(&self, job: &Job<'_>) -> Result<Option<Generated>, Fault> {
        let this = module(&job.path, &self.target.recipe.modules);
        let values = context! {
            slices => Value::from(Serde(job.slices)),
            slice => job.slices.first().map(|slice| Value::from(Serde(slice))),
            module => this.clone(),
            environment => job.at.map(|at| Value::from(Serde(at))),
            ..self.all.clone()
        };
        let has = job.having.is_none_or(|what| job.slices.iter().any(|slice| slice.has(what)));
        if !has || !self.holds(job)? {
            return Ok(None);
        }
        let reads = Reads::default();
        let values = reads.of(values, &self.names);
        let mut text = String::new();
        let mut source = String::new();
        for template in &job.templates {
            source.push_str(self.target.templates.get(template).map_or("", String::as_str));
            text.push_str(&self.text(template, &values)?);
        }
        let path = RelPath::new(job.path.as_str())
            .map_err(|fault| Fault::template(format!("`{}` cannot be written: {fault}", job.path), job.place))?;
        let mut reads = reads.decisions();
        reads.extend(job.when.iter().flat_map(|Condition(when)| when.decisions()).map(str::to_owned));
        reads.extend(job.layout.map(str::to_owned));
        let realises = self.realises(job, &reads, &text);
        let text = self.finish(&path, &this, text).map_err(|message| Fault::template(message, job.place))?;
        let file = File { bytes: text.into_bytes(), executable: job.executable };
        let template = job.templates.join("+");
        let template_digest = Digest::of(source.as_bytes());
        Ok(Some(Generated {
            path,
            file,
            mode: job.mode,
            migration: job.migration,
            template,
            template_digest,
            realises,
            reads: reads.into_iter().filter(|id| self.plan.decision(id).is_some()).collect(),
            test: job.test,
        }))
    }

    /// What a file realises, of what the plan knows.
    fn realises(&self, job: &Job<'_>, reads: &BTreeSet<String>, text: &str) -> Vec<String> {
        let stated = job.realises.iter().filter(|node| self.is_built(node));
        let mut nodes: BTreeSet<String> = stated.cloned().collect();
        nodes.extend(reads.iter().filter(|id| self.is_generated(id)).map(|id| format!("decision:{id}")));
        if job.of_slices {
            for slice in job.slices {
                nodes.extend(slice.entities.iter().map(|entity| format!("entity:{}", entity.name)));
                let operations = slice.resources.iter().flat_map(|resource| &resource.operations);
                let shown = operations
                    .filter(|o| job.shows.is_none_or(|mark| text.contains(&mark.replace("{route}", &o.route))));
                nodes.extend(shown.map(|operation| format!("operation:{}", operation.id)));
                nodes.extend(slice.events.iter().map(|event| format!("event:{}", event.name)));
            }
        }
        nodes.retain(|node| self.known.contains(node));
        nodes.into_iter().collect()
    }

    /// Whether a decision is part of this release; other nodes always are.
    fn is_built(&self, node: &str) -> bool {
        let Some(decision) = node.strip_prefix("decision:").and_then(|id| self.plan.decision(id)) else { return true };
        decision.chosen().is_some() && !decision.is_later()
    }

    /// Whether the chosen option of a decision is one that this target writes, in this release.
    fn is_generated(&self, id: &str) -> bool {
        let Some(decision) = self.plan.decision(id).filter(|decision| !decision.is_later()) else { return false };
        let writes =
            |(target, support): &(String, Support)| *target == self.target.id && *support == Support::Generated;
        decision.chosen().is_some_and(|option| option.support.iter().any(writes))
    }

    fn holds(&self, job: &Job<'_>) -> Result<bool, Fault> {
        let Some(Condition(when)) = job.when else { return Ok(true) };
        let fault = |error| Fault::template(format!("condition `{}`: {error}", when.text()), job.place);
        when.holds(self.scope).map_err(fault)
    }

    fn text(&self, template: &str, values: &Value) -> Result<String, Fault> {
        let rendered = self.environment.get_template(template).and_then(|found| found.render(values.clone()));
        rendered.map_err(|error| template_fault(&error, self.target))
    }

    fn finish(&self, path: &RelPath, module: &str, text: String) -> Result<String, String> {
        match self.target.recipe.formats.get(path.extension()) {
            _ if self.shape == Shape::Raw => Ok(text),
            None => Ok(text),
            Some(Format::Python(style)) => python::finish(&text, module, &self.context.package, style)
                .map_err(|message| format!("`{path}` is not Python: {message}")),
        }
    }
}

fn environment(target: &Target) -> Result<Environment<'_>, minijinja::Error> {
    let mut environment = syntax()?;
    for (path, text) in &target.templates {
        environment.add_template(path, text)?;
    }
    Ok(environment)
}

fn syntax<'a>() -> Result<Environment<'a>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_syntax(
        SyntaxConfig::builder()
            .block_delimiters("<%", "%>")
            .variable_delimiters("<{", "}>")
            .comment_delimiters("<#", "#>")
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()?,
    );
    environment.set_fuel(Some(FUEL));
    // A fault of a template shows the line and what was known there, in every build.
    environment.set_debug(true);
    quote::install(&mut environment);
    Ok(environment)
}

/// What is wrong in a template, at the place where it is; without one, the message says where.
fn template_fault(error: &minijinja::Error, target: &Target) -> Fault {
    let place = |error: &minijinja::Error| target.places.template(error.name()?, error.range()?);
    let mut found = error;
    while let Some(cause) = std::error::Error::source(found).and_then(|cause| cause.downcast_ref::<minijinja::Error>())
    {
        found = cause;
    }
    let Some(place) = place(found) else { return Fault::template(format!("template: {error:#}"), None) };
    let text = found.name().and_then(|name| target.templates.get(name)?.get(found.range()?));
    let message = match (found.kind(), found.detail(), text) {
        (ErrorKind::UndefinedError, _, Some(text)) => format!("`{text}` is not defined"),
        (kind, Some(detail), _) => format!("{kind}: {detail}"),
        (kind, None, _) => kind.to_string(),
    };
    Fault::template(message, Some(place))
}
