//! What Typst may see: the layout, the document, the drawings, our faces. No disk, no network, no clock.

use super::Error;
use crate::document::Picture;
use crate::fonts::FACES;
use crate::theme::{Family, Logo, Theme};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;

/// How pages look, in Typst: with the model, all that the bytes of a PDF depend on.
pub const LAYOUT: &str = include_str!("../../assets/pdf/document.typ");

/// The world of one document.
pub(super) struct World {
    files: FileStore<Files>,
    /// Our faces and those of the theme, where it has any.
    fonts: Option<FontStore>,
    main: FileId,
}

/// The files, by their path from the root.
struct Files(BTreeMap<String, Bytes>);

/// What is the same for every document, made once.
struct Fixed {
    library: LazyHash<Library>,
    fonts: FontStore,
}

fn fixed() -> &'static Fixed {
    static FIXED: OnceLock<Fixed> = OnceLock::new();
    FIXED.get_or_init(|| {
        let faces = FACES.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes)));
        Fixed { library: LazyHash::new(Library::default()), fonts: store(faces) }
    })
}

fn store(faces: impl Iterator<Item = Font>) -> FontStore {
    let mut fonts = FontStore::new();
    fonts.extend(faces.map(|font| (font.clone(), font.info().clone())));
    fonts
}

/// The faces that a theme brings along, and the names by which Typst finds its families.
pub(super) struct Faces {
    /// Family of running text.
    pub(super) text: String,
    /// Family of code.
    pub(super) code: String,
    fonts: Vec<Font>,
}

impl Faces {
    /// The faces of a theme.
    pub(super) fn of(theme: &Theme) -> Self {
        let load = |family: &Family| -> Vec<Font> {
            family.faces.iter().flat_map(|face| Font::iter(Bytes::new(face.print.clone()))).collect()
        };
        // Typst goes by the name inside of the file.
        let named = |family: &Family, fonts: &[Font]| {
            fonts.first().map_or_else(|| family.name.clone(), |font| font.info().family.as_str().to_owned())
        };
        let (text, code) = (load(&theme.text), load(&theme.code));
        Self {
            text: named(&theme.text, &text),
            code: named(&theme.code, &code),
            fonts: text.into_iter().chain(code).collect(),
        }
    }
}

impl FileLoader for Files {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath().get_with_slash();
        self.0.get(path).cloned().ok_or_else(|| FileError::NotFound(path.into()))
    }
}

impl World {
    /// A world of the document as JSON, its drawings as SVG, and what the theme brings along.
    pub(super) fn new(
        document: &str,
        drawings: &[String],
        pictures: &BTreeMap<String, Picture>,
        faces: &Faces,
        logo: Option<&Logo>,
    ) -> Self {
        let mut files = BTreeMap::from([
            ("/main.typ".to_owned(), Bytes::from_string(LAYOUT)),
            ("/document.json".to_owned(), Bytes::from_string(document.to_owned())),
        ]);
        for (at, svg) in drawings.iter().enumerate() {
            files.insert(format!("/drawings/{at}.svg"), Bytes::from_string(svg.clone()));
        }
        for (name, picture) in pictures {
            files.insert(format!("/pictures/{name}"), Bytes::new(picture.bytes().to_vec()));
        }
        if let Some(logo) = logo {
            files.insert(format!("/logo.{}", logo.extension()), Bytes::new(logo.bytes().to_vec()));
        }
        let fonts = (!faces.fonts.is_empty()).then(|| {
            let own = FACES.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes)));
            store(own.chain(faces.fonts.iter().cloned()))
        });
        let path = VirtualPath::new("/main.typ").expect("a fixed path is well formed");
        let main = RootedPath::new(VirtualRoot::Project, path).intern();
        Self { files: FileStore::new(Files(files)), fonts, main }
    }

    fn fonts(&self) -> &FontStore {
        self.fonts.as_ref().unwrap_or(&fixed().fonts)
    }

    /// Sets the pages; also gives Typst's warnings.
    pub(super) fn compile(&self) -> Result<(PagedDocument, Vec<String>), Error> {
        let set = typst::compile::<PagedDocument>(self);
        let warnings = set.warnings.iter().map(message).collect();
        set.output.map(|paged| (paged, warnings)).map_err(|errors| error(&errors))
    }
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &fixed().library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts().book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts().font(index)
    }

    /// There is no today in a document that is the same tomorrow.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Typst's complaints as ours.
pub(super) fn error(errors: &[SourceDiagnostic]) -> Error {
    Error { messages: errors.iter().map(message).collect() }
}

fn message(diagnostic: &SourceDiagnostic) -> String {
    let hints = diagnostic.hints.iter().map(|hint| format!(" ({})", hint.v));
    std::iter::once(diagnostic.message.to_string()).chain(hints).collect()
}

/// Drops what Typst remembers between runs.
pub(super) fn forget() {
    typst::comemo::evict(0);
}
