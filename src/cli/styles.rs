//! Template and theme of a project: which they are, and their files.
//!
//! Those of the command line count, else those that the spec names, else those that were given on the command line when
//! the project was planned, as with own catalogues. The manifest keeps where they lie and the digest of their files, so
//! that the project finds them again and tells when one was changed.

use super::args::Style as Arguments;
use super::{Session, Stop};
use crate::disk;
use crate::document;
use crate::files::Digest;
use crate::plan::Plan;
use crate::report::{Code, Diagnostic, Reported};
use crate::source::Span;
use crate::spec::Spec;
use crate::style::{self, Folder, Template};
use crate::update::{Manifest, StyleFolder};
use renderers::Theme;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Largest file of a template or theme that is taken from the disk, in bytes.
const LARGEST: u64 = 8 << 20;
/// Endings of the files of a template.
const OF_TEMPLATE: &[&str] = &["yaml", "md"];
/// Endings of the files of a theme.
const OF_THEME: &[&str] = &["yaml", "svg", "png", "ttf", "otf", "woff2"];

/// How the documents of a run are.
pub(super) struct Style {
    /// Their order and headings.
    pub(super) template: Template,
    /// Their look.
    pub(super) theme: Theme,
    /// What changed since the documents were made, in backticks.
    pub(super) changed: Vec<String>,
    /// What the manifest keeps.
    pub(super) kept_template: Option<StyleFolder>,
    pub(super) kept_theme: Option<StyleFolder>,
}

/// A template or a theme that is to be read.
struct Wanted {
    /// The folder; `None` for one of archplan's templates.
    folder: Option<PathBuf>,
    /// How people are told of it.
    name: String,
    /// Where the spec names it.
    named: Option<Span>,
    /// The spec says it, in these words.
    by_spec: Option<String>,
}

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Template,
    Theme,
}

/// Reads template and theme that count; `base` is the folder of the spec. Faults are told.
pub(super) fn find(
    spec: &Spec,
    base: &Path,
    root: &Path,
    manifest: &Manifest,
    plan: &Plan,
    session: &mut Session,
) -> Result<Style, Stop> {
    let is_own = disk::path_between(root, base)? == ".";
    let Arguments { template, theme, no_theme } = session.style.clone();
    let mut found = Style {
        template: Template::default(),
        theme: Theme::default(),
        changed: Vec::new(),
        kept_template: None,
        kept_theme: None,
    };
    let given = template.map(|name| wanted_of(&name, PathBuf::from(&name)));
    if given.is_some() && spec.template.is_some() {
        session.warn("the template of the command line applies in this run, not the one that the spec names");
    }
    let place = Place { base, root, is_own };
    let stated = spec.template.as_ref().map(|text| place.stated(text, manifest.template.as_ref()));
    if let Some(wanted) = given.or(stated).or_else(|| place.kept(manifest.template.as_ref())) {
        let (folder, kept) = read(Kind::Template, &wanted, root, session)?;
        found.template = match &folder {
            None => style::built_in(&wanted.name).unwrap_or_default(),
            Some(folder) => template_of(folder, plan, session)?,
        };
        found.changed.extend(changed(manifest.template.as_ref(), &kept, &wanted.name));
        found.kept_template = Some(kept);
    }
    let given = theme.map(|folder| Wanted { name: shown(&folder), folder: Some(folder), named: None, by_spec: None });
    if given.is_some() && spec.theme.is_some() {
        session.warn("the theme of the command line applies in this run, not the one that the spec names");
    }
    let stated = spec.theme.as_ref().map(|text| Wanted {
        folder: Some(place.folder(text, manifest.theme.as_ref())),
        name: text.value.clone(),
        named: Some(text.span),
        by_spec: Some(text.value.clone()),
    });
    let kept = || if no_theme { None } else { place.kept(manifest.theme.as_ref()) };
    if let Some(wanted) = given.or(stated).or_else(kept) {
        let (folder, kept) = read(Kind::Theme, &wanted, root, session)?;
        if let Some(folder) = folder {
            found.theme = theme_of(&folder, session)?;
        }
        found.changed.extend(changed(manifest.theme.as_ref(), &kept, &wanted.name));
        found.kept_theme = Some(kept);
    }
    Ok(found)
}

/// The theme in a folder, archplan's look where none is named; faults are told.
pub(super) fn theme(folder: Option<&Path>, session: &mut Session) -> Result<Theme, Stop> {
    let Some(folder) = folder else { return Ok(Theme::default()) };
    let wanted = Wanted { name: shown(folder), folder: Some(folder.to_owned()), named: None, by_spec: None };
    let (files, _) = read(Kind::Theme, &wanted, Path::new("."), session)?;
    files.map_or_else(|| Ok(Theme::default()), |files| theme_of(&files, session))
}

/// Where a project and its spec lie.
struct Place<'a> {
    base: &'a Path,
    root: &'a Path,
    /// The spec lies in the folder of the project.
    is_own: bool,
}

impl Place<'_> {
    /// The folder that a spec names; one that was taken in from outside names it as seen from there.
    fn folder(&self, text: &str, kept: Option<&StyleFolder>) -> PathBuf {
        let kept = kept.filter(|kept| self.is_own && kept.named.as_deref() == Some(text) && !kept.built_in);
        let kept = kept.map(|kept| self.root.join(&kept.path)).filter(|folder| disk::is_there(folder));
        kept.unwrap_or_else(|| self.base.join(text))
    }

    fn stated(&self, text: &crate::yaml::Text, kept: Option<&StyleFolder>) -> Wanted {
        let wanted = wanted_of(&text.value, self.folder(&text.value, kept));
        Wanted { named: Some(text.span), by_spec: Some(text.value.clone()), ..wanted }
    }

    /// What was given on the command line when the project was planned.
    fn kept(&self, kept: Option<&StyleFolder>) -> Option<Wanted> {
        let kept = kept.filter(|kept| kept.named.is_none())?;
        let folder = (!kept.built_in).then(|| self.root.join(&kept.path));
        Some(Wanted { folder, name: kept.path.clone(), named: None, by_spec: None })
    }
}

/// One of archplan's templates by its name, or the folder.
fn wanted_of(name: &str, folder: PathBuf) -> Wanted {
    let folder = (!style::words().contains(&name)).then_some(folder);
    Wanted { folder, name: name.to_owned(), named: None, by_spec: None }
}

/// The files of a template or theme, and what the manifest keeps of it.
fn read(
    kind: Kind,
    wanted: &Wanted,
    root: &Path,
    session: &mut Session,
) -> Result<(Option<Folder>, StyleFolder), Stop> {
    let named = wanted.by_spec.clone();
    let Some(path) = &wanted.folder else {
        return Ok((None, StyleFolder { path: wanted.name.clone(), built_in: true, named, digest: None }));
    };
    session.folders.push(path.clone());
    let endings = if kind == Kind::Template { OF_TEMPLATE } else { OF_THEME };
    let files = if wanted.name.trim().is_empty() { Ok(None) } else { disk::read_texts(path, endings, LARGEST) };
    let files = match files {
        Ok(Some(files)) => files,
        Ok(None) => return Err(Stop::Reported(missing(kind, wanted, session))),
        Err(error) if matches!(error.source.kind(), ErrorKind::FileTooLarge | ErrorKind::InvalidInput) => {
            return Err(Stop::Usage(super::show::text::causes(&error)));
        }
        Err(error) => return Err(Stop::World(error)),
    };
    let folder = Folder { name: wanted.name.clone(), files, named: wanted.named };
    let digest: Option<Digest> = Some(folder.digest());
    let kept = StyleFolder { path: disk::path_between(root, path)?, built_in: false, named, digest };
    Ok((Some(folder), kept))
}

fn template_of(folder: &Folder, plan: &Plan, session: &mut Session) -> Result<Template, Stop> {
    let Session { sources, report, .. } = session;
    let template = document::known(plan, |known| style::read_template(folder, Some(known), sources, report));
    match template {
        Some(template) => Ok(template),
        None => Err(report.check().err().map_or(Stop::Usage(folder.name.clone()), Stop::Reported)),
    }
}

fn theme_of(folder: &Folder, session: &mut Session) -> Result<Theme, Stop> {
    let Session { sources, report, .. } = session;
    match style::read_theme(folder, sources, report) {
        Some(theme) => Ok(theme),
        None => Err(report.check().err().map_or(Stop::Usage(folder.name.clone()), Stop::Reported)),
    }
}

fn missing(kind: Kind, wanted: &Wanted, session: &mut Session) -> Reported {
    let (what, option) = match kind {
        Kind::Template => ("template", "--template NAME|DIR"),
        Kind::Theme => ("theme", "--theme DIR"),
    };
    let message = format!("there is no {what} at `{}`", wanted.name);
    let fault = match wanted.named {
        Some(place) => Diagnostic::error(Code::new("style", "missing"), place, message)
            .help(format!("the path is relative to the folder of the spec; `{option}` names another one")),
        None => Diagnostic::placeless(Code::new("style", "missing"), message)
            .help(format!("name it with `{option}`, as it lies here")),
    };
    let fault = if kind == Kind::Template { fault.help(style::meant(&wanted.name)) } else { fault };
    session.report.error(fault)
}

/// What is told of a template or theme that is not as it was when the documents were made.
fn changed(before: Option<&StyleFolder>, now: &StyleFolder, name: &str) -> Option<String> {
    let is_other = before.is_some_and(|before| before.digest.is_some() && before.digest != now.digest);
    is_other.then(|| format!("`{name}`"))
}

fn shown(folder: &Path) -> String {
    folder.display().to_string().replace('\\', "/")
}
