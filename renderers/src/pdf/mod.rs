//! A document as PDF, by Typst in the process.
//!
//! The door is [`pdf()`]. The document goes in as JSON and the drawings as SVG, in a file system that exists only
//! in memory; the layout is `assets/pdf/document.typ`. Text is data there: nothing is evaluated. Must not know
//! HTML or Markdown.

mod block;
mod columns;
mod escape;
mod figures;
mod inline;
mod pictures;
mod world;

use crate::document::{Document, Inline, Picture};
use crate::outline::{Entry, Outline};
use crate::text;
use crate::theme::{Logo, Role, Theme};
use block::Blocks;
use pictures::pictures;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::World;

pub use world::LAYOUT;

/// What a PDF is made with: another text when code, layout, faces or the versions of crates are others. A PDF of the
/// same document, in the same look, made with the same, has the same bytes.
pub const MADE_WITH: &str = env!("RENDERERS_DIGEST");

/// Why a document could not be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What Typst says, one message an error.
    pub messages: Vec<String>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the PDF could not be made: {}", self.messages.join("; "))
    }
}

impl std::error::Error for Error {}

/// A document as PDF/UA-1 on A4: cover, contents, numbered sections, tagged, faces embedded.
///
/// The same document gives the same bytes; the file carries no date. A character that no embedded face has is
/// shown as its number in a frame, such as U+4E2D.
///
/// # Errors
/// When Typst refuses the document. No text can make it do so; it means that the layout has a fault.
pub fn pdf(document: &Document, theme: &Theme) -> Result<Vec<u8>, Error> {
    Source::of(document, theme).set().map(|set| set.bytes)
}

/// What Typst makes a document from: [`LAYOUT`], the document as JSON, the drawings as SVG.
///
/// Making it is all that archplan does itself for a PDF; setting it is all that Typst does.
pub struct Source {
    data: String,
    drawings: Vec<String>,
    pictures: BTreeMap<String, Picture>,
    faces: world::Faces,
    logo: Option<Logo>,
    generator: String,
}

/// A finished file, and what Typst said on the way.
pub struct Set {
    /// The file.
    pub bytes: Vec<u8>,
    /// Typst's warnings, one text each; there are none unless the layout has a fault.
    pub warnings: Vec<String>,
}

impl Source {
    /// The source of a document in the look of a theme.
    pub fn of(document: &Document, theme: &Theme) -> Self {
        let mut blocks = Blocks::default();
        let faces = world::Faces::of(theme);
        let data = model(document, theme, &faces, &mut blocks).to_string();
        let drawings = blocks.drawings.into_iter().map(|svg| theme.recoloured(svg)).collect();
        let pictures = pictures(document);
        Self { data, drawings, pictures, faces, logo: theme.logo.clone(), generator: document.generator.clone() }
    }

    /// Sets the pages and writes them as PDF/UA-1.
    ///
    /// # Errors
    /// When Typst refuses the source; no text can make it do so.
    pub fn set(&self) -> Result<Set, Error> {
        let mut ident = Sha256::new();
        for part in std::iter::once(&self.data).chain(&self.drawings) {
            ident.update(part);
        }
        self.pictures.keys().for_each(|name| ident.update(name));
        let ident = ident.finalize().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let (paged, warnings) =
            World::new(&self.data, &self.drawings, &self.pictures, &self.faces, self.logo.as_ref()).compile()?;
        let options = PdfOptions {
            ident: typst::foundations::Smart::Custom(ident),
            creator: typst::foundations::Smart::Custom(Some(self.generator.clone())),
            standards: PdfStandards::new(&[PdfStandard::Ua_1])
                .map_err(|error| Error { messages: vec![error.message().to_string()] })?,
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&paged, &options).map_err(|errors| world::error(&errors))?;
        world::forget();
        Ok(Set { bytes, warnings })
    }

    /// The files that Typst reads, by their path from the root, but for those of logo and pictures; `main.typ` is the
    /// layout.
    pub fn files(&self) -> impl Iterator<Item = (String, &str)> {
        let drawings = self.drawings.iter().enumerate().map(|(at, svg)| (format!("drawings/{at}.svg"), svg.as_str()));
        [("main.typ".to_owned(), LAYOUT), ("document.json".to_owned(), self.data.as_str())].into_iter().chain(drawings)
    }
}

/// The document as the layout reads it.
fn model(document: &Document, theme: &Theme, faces: &world::Faces, blocks: &mut Blocks) -> Value {
    let outline = Outline::of(document);
    let (language, region) = language(&document.language);
    let facts: Vec<Value> = document
        .facts
        .iter()
        .map(|(name, value)| json!([words(name, &outline), inline::run(value, &outline)]))
        .collect();
    let sections: Vec<Value> = outline.entries.iter().map(|entry| section(entry, &outline, blocks)).collect();
    json!({
        "title": first_full([&document.title, &document.kind, &document.name]),
        "author": escape::line(&text::flat(&document.author)),
        "kind": escape::line(&text::flat(&document.kind)),
        "summary": inline::run(&document.summary, &outline),
        "facts": facts,
        "language": language,
        "region": region,
        "generator": escape::line(&text::flat(&document.generator)),
        "sections": sections,
        "theme": look(theme, faces),
    })
}

/// The theme as the layout reads it.
fn look(theme: &Theme, faces: &world::Faces) -> Value {
    let colours: serde_json::Map<String, Value> =
        Role::ALL.iter().map(|role| (role.name().to_owned(), json!(theme.light.of(*role).to_string()))).collect();
    let line = |line: &str| escape::line(&text::flat(line));
    let logo = theme.logo.as_ref().map(|logo| {
        // PDF/UA-1 demands words for every picture.
        let alt = if logo.alt.trim().is_empty() { "Logo" } else { &logo.alt };
        json!({ "file": format!("/logo.{}", logo.extension()), "alt": line(alt) })
    });
    json!({
        "colours": colours,
        "text": faces.text,
        "code": faces.code,
        "logo": logo,
        "name": line(&theme.name),
        "cover": line(&theme.cover),
        "footer": line(&theme.footer),
    })
}

/// The first text that says something: PDF/UA-1 demands a title of a document and of each section.
fn first_full(texts: [&str; 3]) -> String {
    let full = texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or("Untitled");
    escape::line(&text::flat(full))
}

fn section(entry: &Entry, outline: &Outline, blocks: &mut Blocks) -> Value {
    let section = entry.section;
    let title = if text::plain(&section.title).is_empty() { &vec![section.id.as_str().into()] } else { &section.title };
    json!({
        "id": entry.anchor,
        "level": entry.level,
        "title": inline::run(title, outline),
        "blocks": blocks.read(&entry.section.blocks, outline, 0),
    })
}

fn words(words: &str, outline: &Outline) -> Value {
    inline::run(&[Inline::Text(words.to_owned())], outline)
}

/// Language and region as Typst takes them; English where the tag is none.
fn language(tag: &str) -> (String, Option<String>) {
    let mut parts = tag.split('-');
    let is = |part: &&str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    match parts.next().filter(|part| is(part, 2..=3)) {
        Some(language) => {
            (language.to_ascii_lowercase(), parts.find(|part| is(part, 2..=2)).map(str::to_ascii_uppercase))
        }
        None => ("en".to_owned(), None),
    }
}

#[cfg(test)]
mod tests;
