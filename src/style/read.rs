//! Files of a folder, and how faults of it are told.

use crate::files::{Digest, File, RelPath, Tree};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Sources, Span};
use crate::yaml::{Node, Text, parse};

/// A template or a theme as it was found.
#[derive(Clone, Debug)]
pub struct Folder {
    /// How people are told of it, such as the folder as it was named.
    pub name: String,
    /// Its files.
    pub files: Tree,
    /// Where a spec names it.
    pub named: Option<Span>,
}

impl Folder {
    /// The digest of all its files.
    pub fn digest(&self) -> Digest {
        let lines: String = self.files.iter().map(|(path, file)| format!("{path} {}\n", file.digest())).collect();
        Digest::of(lines.as_bytes())
    }
}

/// A folder while it is read.
pub(super) struct Reading<'a> {
    pub(super) folder: &'a Folder,
    pub(super) sources: &'a mut Sources,
    pub(super) report: &'a mut Report,
}

impl<'a> Reading<'a> {
    /// The tree of the file that a folder is known by; tells where it is not there.
    pub(super) fn head(&mut self, name: &str, what: &str) -> Option<Node> {
        let path = RelPath::new(name).ok()?;
        let Some(file) = self.folder.files.get(&path) else {
            let message = format!("`{}` is no {what}: it has no `{name}`", self.folder.name);
            let fault = match self.folder.named {
                Some(place) => fault("missing-file", place, message),
                None => Diagnostic::placeless(Code::new("style", "missing-file"), message),
            };
            self.report.error(fault.help(format!("begin one with `archplan-{what}: 1`")));
            return None;
        };
        let id = self.text(&path, file)?;
        parse(self.sources, id, self.report).ok()
    }

    /// Tells a form of another version.
    pub(super) fn version(&mut self, what: &str, form: &crate::yaml::Whole) {
        if form.value != 1 && self.report.errors() == 0 {
            let message = format!("this archplan reads version 1 of a {what}, not `{}`", form.value);
            let help = format!("write `archplan-{what}: 1`, or use the archplan that it is for");
            self.report.error(fault("version", form.span, message).help(help));
        }
    }

    /// The file of that name, told where it is not there.
    pub(super) fn file(&mut self, name: &Text) -> Option<(RelPath, &'a File)> {
        let folder: &'a Folder = self.folder;
        if name.is_empty() {
            return None;
        }
        let found = RelPath::new(name.value.as_str()).ok().and_then(|path| {
            let file = folder.files.get(&path)?;
            Some((path, file))
        });
        if found.is_none() {
            let message = format!("there is no file `{}` in `{}`", name.value, folder.name);
            let known = folder.files.iter().map(|(path, _)| path.as_str());
            let fault = fault("missing-file", name.span, message).did_you_mean(name, known);
            self.report
                .error(fault.help("its path begins in the folder of the template or the theme, and stays in it"));
        }
        found
    }

    /// The text of a file among the sources.
    pub(super) fn text(&mut self, path: &RelPath, file: &File) -> Option<FileId> {
        let name = format!("{}/{path}", self.folder.name.trim_end_matches('/'));
        match std::str::from_utf8(&file.bytes) {
            Ok(text) => Some(self.sources.add(name, text.trim_start_matches('\u{feff}'))),
            Err(error) => {
                let message = format!("`{name}` is not UTF-8 text: byte {} cannot be read", error.valid_up_to() + 1);
                let fault = Diagnostic::placeless(Code::new("style", "not-text"), message);
                self.report.error(fault.help("save it as UTF-8"));
                None
            }
        }
    }
}

/// A fault of this room.
pub(super) fn fault(name: &'static str, place: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::new("style", name), place, message)
}

/// A stretch of a file.
pub(super) fn stretch(file: FileId, range: std::ops::Range<usize>) -> Span {
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { file, start: byte(range.start), end: byte(range.end) }
}
