//! From the files of an own catalogue to its records.

use super::Overlay;
use super::record::{ChangeRecord, ChangesFile, HeaderRecord};
use crate::catalogue::record::{
    AdviceFile, AdviceRecord, AreasFile, DecisionRecord, DecisionsFile, PrincipleRecord, PrinciplesFile,
};
use crate::files::{Digest, File, RelPath};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::yaml::{Read, Reader, Text, parse};

/// Version of the form of own catalogues.
const VERSION: u32 = 1;
/// What stands in a catalogue, for those who put something else there.
const PARTS: &str = "a catalogue has `catalogue.yaml`, `changes.yaml` or `changes/*.yaml`, `decisions/<area>.yaml`, \
                     `areas.yaml`, `principles.yaml` and `advice.yaml`";

/// The records of an own catalogue.
pub(in crate::catalogue) struct Layer {
    pub(super) header: HeaderRecord,
    pub(super) areas: Vec<(Text, Text)>,
    /// With the id of the area, which is the name of the file, at the start of that file.
    pub(super) decisions: Vec<(Text, Text, DecisionRecord)>,
    pub(super) principles: Vec<(Text, PrincipleRecord)>,
    pub(super) advice: Vec<(Text, AdviceRecord)>,
    pub(super) changes: Vec<(Text, ChangeRecord)>,
    /// Its files.
    pub(super) files: Vec<FileId>,
    pub(super) digest: Digest,
    /// Whether something was told about it: what stands in for a faulty value is then no fault of its own.
    pub(super) is_faulty: bool,
}

impl Layer {
    /// The digest of its files.
    pub(in crate::catalogue) fn digest(&self) -> Digest {
        self.digest
    }
}

/// Reads own catalogues, in the order in which they apply; tells every fault. `None` where a file could not be read
/// at all: what it says is not known then, and neither is whether the others go with it.
pub(in crate::catalogue) fn read(
    overlays: &[Overlay],
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Vec<Layer>> {
    let layers: Vec<_> =
        overlays.iter().map(|overlay| Reading { overlay, sources, report, lost: false }.layer()).collect();
    layers.into_iter().collect()
}

/// What a file of a catalogue holds.
enum Kind<'p> {
    Header,
    Areas,
    Principles,
    Advice,
    Changes,
    /// Of the area of that id.
    Decisions(&'p str),
    /// No part of a catalogue.
    Other,
    /// Not for archplan.
    Ignored,
}

struct Reading<'a> {
    overlay: &'a Overlay,
    sources: &'a mut Sources,
    report: &'a mut Report,
    /// A file could not be read at all.
    lost: bool,
}

impl Reading<'_> {
    fn layer(mut self) -> Option<Layer> {
        let before = self.report.errors();
        let mut header: Option<HeaderRecord> = None;
        let (mut areas, mut decisions, mut changes) = (Vec::new(), Vec::new(), Vec::new());
        let (mut principles, mut advice) = (Vec::new(), Vec::new());
        let (mut files, mut digested) = (Vec::new(), String::new());
        for (path, file) in self.overlay.files.iter() {
            let kind = kind(path);
            match kind {
                Kind::Ignored => continue,
                Kind::Other => self.misplaced(path),
                _ => {
                    digested.push_str(&format!("{path} {}\n", file.digest()));
                    let Some(id) = self.source(path, file) else { continue };
                    files.push(id);
                    match kind {
                        Kind::Header => header = self.header(id),
                        Kind::Areas => areas.extend(self.document(id).iter().flat_map(titles)),
                        Kind::Principles => principles.extend(self.document(id).iter().flat_map(named)),
                        Kind::Advice => advice.extend(self.document(id).iter().flat_map(warned)),
                        Kind::Changes => changes.extend(self.document(id).iter().flat_map(changed)),
                        Kind::Decisions(area) => {
                            let area = Spanned::new(area.to_owned(), Span::start_of(id));
                            let found: Option<DecisionsFile> = self.document(id);
                            let found = found.iter().flat_map(|file| file.decisions.iter());
                            decisions.extend(found.map(|(id, record)| (area.clone(), id.clone(), record.clone())));
                        }
                        Kind::Other | Kind::Ignored => {}
                    }
                }
            }
        }
        if header.is_none() && !self.lost {
            self.headless();
        }
        let header = header?;
        let (digest, is_faulty) = (Digest::of(digested.as_bytes()), self.report.errors() > before);
        let layer = Layer { header, areas, decisions, principles, advice, changes, files, digest, is_faulty };
        (!self.lost).then_some(layer)
    }

    /// The text of a file among the sources.
    fn source(&mut self, path: &RelPath, file: &File) -> Option<FileId> {
        let name = format!("{}/{path}", self.overlay.name.trim_end_matches('/'));
        match std::str::from_utf8(&file.bytes) {
            Ok(text) => Some(self.sources.add(name, text.trim_start_matches('\u{feff}'))),
            Err(error) => {
                let message = format!("`{name}` is not UTF-8 text: byte {} cannot be read", error.valid_up_to() + 1);
                self.say(Diagnostic::placeless(Code::new("catalogue", "not-text"), message).help("save it as UTF-8"));
                self.lost = true;
                None
            }
        }
    }

    fn document<T: Read>(&mut self, id: FileId) -> Option<T> {
        let says_nothing = |line: &str| matches!(line.trim().chars().next(), None | Some('#'));
        if self.sources.text(id).lines().all(says_nothing) {
            let fault = Diagnostic::error(Code::new("catalogue", "file"), Span::start_of(id), "the file says nothing");
            self.say(fault.help("write what it is for, or delete it"));
            self.lost = true;
            return None;
        }
        let Ok(node) = parse(self.sources, id, self.report) else {
            self.lost = true;
            return None;
        };
        Some(T::read(&node, &mut Reader::new(self.report, "catalogue")))
    }

    fn header(&mut self, id: FileId) -> Option<HeaderRecord> {
        let before = self.report.errors();
        let header: HeaderRecord = self.document(id)?;
        let form = &header.form;
        if form.value != VERSION && self.report.errors() == before {
            let message = format!("this archplan reads version {VERSION} of own catalogues, not `{}`", form.value);
            let fault = Diagnostic::error(Code::new("catalogue", "version"), form.span, message);
            self.say(fault.help(format!("write `archplan-catalogue: {VERSION}`, or use the archplan that it is for")));
        }
        Some(header)
    }

    fn misplaced(&mut self, path: &RelPath) {
        let message = format!("`{}/{path}` is no part of a catalogue", self.overlay.name.trim_end_matches('/'));
        let mut fault = Diagnostic::placeless(Code::new("catalogue", "file"), message);
        if path.extension() == "yml" {
            fault = fault.help("let its name end in `.yaml`");
        }
        self.say(fault.help(PARTS));
    }

    fn headless(&mut self) {
        let message = format!("`{}` is no catalogue: it has no `catalogue.yaml`", self.overlay.name);
        let code = Code::new("catalogue", "no-header");
        let fault = match self.overlay.named {
            Some(place) => Diagnostic::error(code, place, message),
            None => Diagnostic::placeless(code, message),
        };
        self.say(fault.help("begin one with `archplan-catalogue: 1`, a `name:` and a `title:`"));
    }

    fn say(&mut self, fault: Diagnostic) {
        self.report.error(fault);
    }
}

fn kind(path: &RelPath) -> Kind<'_> {
    let parts: Vec<&str> = path.parts().collect();
    let is_yaml = matches!(path.extension(), "yaml" | "yml");
    if !is_yaml || parts.iter().any(|part| part.starts_with('.')) {
        return Kind::Ignored;
    }
    match parts.as_slice() {
        ["catalogue.yaml"] => Kind::Header,
        // A template and a theme may lie beside it; they have readers of their own.
        ["template" | "theme", ..] => Kind::Ignored,
        ["areas.yaml"] => Kind::Areas,
        ["principles.yaml"] => Kind::Principles,
        ["advice.yaml"] => Kind::Advice,
        ["changes.yaml"] => Kind::Changes,
        ["changes", name] if name.ends_with(".yaml") => Kind::Changes,
        ["decisions", name] => name.strip_suffix(".yaml").map_or(Kind::Other, Kind::Decisions),
        _ => Kind::Other,
    }
}

fn titles(file: &AreasFile) -> Vec<(Text, Text)> {
    file.areas.iter().map(|(id, title)| (id.clone(), title.clone())).collect()
}

fn named(file: &PrinciplesFile) -> Vec<(Text, PrincipleRecord)> {
    file.principles.iter().map(|(id, record)| (id.clone(), record.clone())).collect()
}

fn warned(file: &AdviceFile) -> Vec<(Text, AdviceRecord)> {
    file.advice.iter().map(|(id, record)| (id.clone(), record.clone())).collect()
}

fn changed(file: &ChangesFile) -> Vec<(Text, ChangeRecord)> {
    file.changes.iter().map(|(id, record)| (id.clone(), record.clone())).collect()
}
