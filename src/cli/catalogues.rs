//! The own catalogues of a project: which they are, and their files.
//!
//! Those of the command line count, else those that the spec names, else those that were given on the command line
//! when the project was planned. What the spec cannot say itself is kept in the manifest, so that the project finds
//! them again: the catalogues of the command line, and where those of a spec from outside lie.

use super::args::Catalogues as Arguments;
use super::{Session, Stop};
use crate::catalogue::Overlay;
use crate::disk;
use crate::report::{Code, Diagnostic, Reported};
use crate::source::Span;
use crate::spec::Spec;
use crate::update::{CatalogueFolder, Manifest};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Largest file of a catalogue that is taken from the disk, in bytes.
const LARGEST: u64 = 8 << 20;

/// The own catalogues of a run.
pub(super) struct Found {
    /// Their files, in the order in which they apply.
    pub(super) overlays: Vec<Overlay>,
    /// What the manifest keeps of them.
    pub(super) kept: Vec<CatalogueFolder>,
}

/// A catalogue that is to be read.
struct Wanted {
    folder: PathBuf,
    /// How people are told of it.
    name: String,
    /// Where and how the spec names it.
    named: Option<(String, Span)>,
}

/// Reads the own catalogues that count; `base` is the folder of the spec, to which its paths are relative. One that is not
/// there is told.
pub(super) fn find(
    spec: &Spec,
    base: &Path,
    root: &Path,
    manifest: &Manifest,
    session: &mut Session,
) -> Result<Found, Stop> {
    pathless(spec, session)?;
    let is_own = disk::path_between(root, base)? == ".";
    let wanted = wanted(spec, base, root, manifest, &session.catalogues, is_own);
    if spec.catalogue.is_some() && wanted.iter().any(|wanted| wanted.named.is_none()) {
        session.warn("the catalogues of the command line apply in this run, not those that the spec names");
    }
    let mut found = Found { overlays: Vec::new(), kept: Vec::new() };
    let mut gone = None;
    for wanted in wanted {
        let overlay = match overlay(&wanted, session)? {
            Ok(overlay) => overlay,
            Err(reported) => {
                gone = Some(reported);
                continue;
            }
        };
        let path = disk::path_between(root, &wanted.folder)?;
        // Where the path of the spec leads from the project itself, there is nothing to keep.
        let is_said = match &wanted.named {
            Some((text, _)) => disk::path_between(root, &root.join(text))? == path,
            None => false,
        };
        if !is_said {
            found.kept.push(CatalogueFolder { path, named: wanted.named.map(|(text, _)| text) });
        }
        found.overlays.push(overlay);
    }
    // What a catalogue that is not there would say is not known, so nothing more is said about the spec.
    gone.map_or(Ok(found), |reported| Err(Stop::Reported(reported)))
}

/// Reads own catalogues by their folders. One that is not there is told.
pub(super) fn read(folders: &[PathBuf], session: &mut Session) -> Result<Vec<Overlay>, Stop> {
    let mut overlays = Vec::new();
    for folder in folders {
        overlays.extend(overlay(&Wanted { folder: folder.clone(), name: shown(folder), named: None }, session)?);
    }
    session.report.check()?;
    Ok(overlays)
}

fn overlay(wanted: &Wanted, session: &mut Session) -> Result<Result<Overlay, Reported>, Stop> {
    let (name, place) = (wanted.name.clone(), wanted.named.as_ref().map(|(_, place)| *place));
    session.folders.push(wanted.folder.clone());
    match disk::read_texts(&wanted.folder, &["yaml", "yml"], LARGEST) {
        Ok(Some(files)) => Ok(Ok(Overlay { name, files, named: place })),
        Ok(None) => Ok(Err(missing(&name, place, session))),
        Err(error) if matches!(error.source.kind(), ErrorKind::FileTooLarge | ErrorKind::InvalidInput) => {
            Err(Stop::Usage(super::show::text::causes(&error)))
        }
        Err(error) => Err(Stop::World(error)),
    }
}

/// Tells paths of the spec that are blank; a blank one that stands in for a faulty value was told.
fn pathless(spec: &Spec, session: &mut Session) -> Result<(), Reported> {
    let is_told = session.report.errors() > 0;
    let blank = spec.catalogue.iter().flat_map(|named| &named.0).find(|text| text.is_empty() && !is_told);
    match blank {
        Some(text) => {
            let fault =
                Diagnostic::error(Code::new("catalogue", "missing"), text.span, "the path of a catalogue is blank");
            Err(session.report.error(fault.help("name its folder, relative to that of the spec, or leave it out")))
        }
        None => Ok(()),
    }
}

fn wanted(
    spec: &Spec,
    base: &Path,
    root: &Path,
    manifest: &Manifest,
    arguments: &Arguments,
    is_own: bool,
) -> Vec<Wanted> {
    if !arguments.folders.is_empty() {
        let given = arguments.folders.iter();
        return given.map(|folder| Wanted { folder: folder.clone(), name: shown(folder), named: None }).collect();
    }
    let named = spec.catalogue.iter().flat_map(|named| &named.0).filter(|text| !text.is_empty());
    let named: Vec<Wanted> = named
        .map(|text| {
            // A spec that was taken in from outside names them as seen from there.
            let kept = manifest.catalogues.iter().find(|kept| is_own && kept.named.as_ref() == Some(&text.value));
            let kept = kept.map(|kept| root.join(&kept.path)).filter(|folder| disk::is_there(folder));
            let folder = kept.unwrap_or_else(|| base.join(&text.value));
            Wanted { folder, name: text.value.clone(), named: Some((text.value.clone(), text.span)) }
        })
        .collect();
    if !named.is_empty() || arguments.none {
        return named;
    }
    let given = manifest.catalogues.iter().filter(|kept| kept.named.is_none());
    given.map(|kept| Wanted { folder: root.join(&kept.path), name: kept.path.clone(), named: None }).collect()
}

fn missing(name: &str, place: Option<Span>, session: &mut Session) -> Reported {
    let (code, message) = (Code::new("catalogue", "missing"), format!("there is no catalogue at `{name}`"));
    session.report.error(match place {
        Some(place) => Diagnostic::error(code, place, message)
            .help("the path is relative to the folder of the spec; `--catalogue DIR` names another one"),
        None => Diagnostic::placeless(code, message).help(
            "name it with `--catalogue DIR`, as it lies here; `--no-catalogue` forgets one that was named before",
        ),
    })
}

fn shown(folder: &Path) -> String {
    folder.display().to_string().replace('\\', "/")
}
