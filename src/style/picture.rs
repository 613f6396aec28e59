//! The logo of a theme.

use super::read::{Reading, fault, stretch};
use crate::source::Span;
use crate::yaml::Text;
use renderers::theme::{LARGEST_LOGO, Logo, LogoFault};

impl Reading<'_> {
    /// A picture that may be a logo; told where it may not.
    pub(super) fn logo(&mut self, name: &Text, alt: &str) -> Option<Logo> {
        let (path, file) = self.file(name)?;
        let wrong = match Logo::new(file.bytes.clone(), alt) {
            Ok(logo) => return Some(logo),
            Err(wrong) => wrong,
        };
        // A fault inside of a picture is told where it stands there.
        let inside = |reading: &mut Self, at: Option<(u32, u32)>| -> Option<Span> {
            let at = at?;
            let id = reading.text(&path, file)?;
            let offset = offset(reading.sources.text(id), at);
            Some(stretch(id, offset..offset))
        };
        let (place, message, help) = match wrong {
            LogoFault::TooLarge(bytes) => (
                name.span,
                format!("the logo has {} KiB, and may have {}", bytes.div_ceil(1024), LARGEST_LOGO / 1024),
                "it stands in every document: save it smaller, or as SVG",
            ),
            LogoFault::Unknown => {
                (name.span, "the logo is neither SVG nor PNG".to_owned(), "save it as one of the two")
            }
            LogoFault::Damaged(what, at) => (
                inside(self, at).unwrap_or(name.span),
                format!("the logo cannot be read: {what}"),
                "save it anew, without a document type",
            ),
            LogoFault::Active(what, at) => (
                inside(self, Some(at)).unwrap_or(name.span),
                format!("the logo runs or loads something: {what}"),
                "take it out: a logo is a picture, and documents load nothing",
            ),
        };
        self.report.error(fault("logo", place, message).help(help));
        None
    }
}

/// The byte at a line and a column, both from 1, the column in characters.
fn offset(text: &str, (line, column): (u32, u32)) -> usize {
    let (line, column) = (line.saturating_sub(1) as usize, column.saturating_sub(1) as usize);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}
