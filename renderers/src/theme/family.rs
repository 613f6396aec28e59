//! A family of faces, as files for the page and for print.

use ttf_parser::{Face as Parsed, Permissions, name_id};

/// Largest font file, in bytes.
pub const LARGEST_FONT: usize = 4 << 20;

/// A family that texts are set in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Its name.
    pub name: String,
    /// Its files; none where it comes with archplan.
    pub faces: Vec<Face>,
}

/// One face of a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// From 1 to 1000; 400 is that of running text, 600 that of headings.
    pub weight: u16,
    /// Whether it is slanted.
    pub italic: bool,
    /// TrueType or OpenType, for PDF; and for HTML where there is no other file.
    pub print: Vec<u8>,
    /// WOFF2, for HTML.
    pub web: Option<Vec<u8>>,
}

/// Why a file cannot be used as a font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FontFault {
    /// Its bytes are more than [`LARGEST_FONT`].
    TooLarge(usize),
    /// It is none, or is damaged.
    Unreadable,
    /// It holds many weights in one file, which a PDF cannot show.
    Variable,
    /// Its licence bits forbid to put it into documents.
    Restricted,
    /// It lacks a letter of the Latin alphabet.
    Lacks(char),
}

impl Family {
    /// The families that come with archplan, as texts can be set in them.
    pub fn bundled() -> [&'static str; 3] {
        ["Inter", "JetBrains Mono", "DejaVu Sans"]
    }

    /// A family that comes with archplan.
    pub fn own(name: &str) -> Self {
        Self { name: name.to_owned(), faces: Vec::new() }
    }
}

/// Looks a font for print through; gives the name of its family.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn print_font(bytes: &[u8]) -> Result<String, FontFault> {
    if bytes.len() > LARGEST_FONT {
        return Err(FontFault::TooLarge(bytes.len()));
    }
    let face = Parsed::parse(bytes, 0).map_err(|_| FontFault::Unreadable)?;
    if face.is_variable() {
        return Err(FontFault::Variable);
    }
    if face.permissions() == Some(Permissions::Restricted) {
        return Err(FontFault::Restricted);
    }
    if let Some(lacking) = (' '..='~').find(|c| face.glyph_index(*c).is_none()) {
        return Err(FontFault::Lacks(lacking));
    }
    let name = |id: u16| face.names().into_iter().filter(|name| name.name_id == id).find_map(|name| name.to_string());
    name(name_id::TYPOGRAPHIC_FAMILY).or_else(|| name(name_id::FAMILY)).ok_or(FontFault::Unreadable)
}

/// Looks a font for HTML through, as far as its head says what it is (WOFF2, section 4.1).
///
/// # Errors
/// The first thing that is wrong with it.
pub fn web_font(bytes: &[u8]) -> Result<(), FontFault> {
    if bytes.len() > LARGEST_FONT {
        return Err(FontFault::TooLarge(bytes.len()));
    }
    let number = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_be_bytes);
    let is_whole = number(8).and_then(|length| usize::try_from(length).ok()) == Some(bytes.len());
    if bytes.starts_with(b"wOF2") && bytes.len() >= 48 && is_whole { Ok(()) } else { Err(FontFault::Unreadable) }
}

impl Face {
    /// The file for HTML, with its media type and the word that CSS has for its format.
    pub(crate) fn on_page(&self) -> (&[u8], &'static str, &'static str) {
        match &self.web {
            Some(bytes) => (bytes, "font/woff2", "woff2"),
            None if self.print.starts_with(b"OTTO") => (&self.print, "font/otf", "opentype"),
            None => (&self.print, "font/ttf", "truetype"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{FACES, WEB_FACES};

    #[test]
    fn our_own_faces_would_do() {
        assert_eq!(print_font(FACES[0]), Ok("Inter".to_owned()));
        assert_eq!(print_font(FACES[4]), Ok("JetBrains Mono".to_owned()));
        assert!(WEB_FACES.iter().all(|face| web_font(face.bytes) == Ok(())));
    }

    #[test]
    fn what_is_no_font_is_told() {
        assert_eq!(print_font(b""), Err(FontFault::Unreadable));
        assert_eq!(print_font(WEB_FACES[0].bytes), Err(FontFault::Unreadable));
        assert_eq!(web_font(FACES[0]), Err(FontFault::Unreadable));
        assert_eq!(web_font(&WEB_FACES[0].bytes[..500]), Err(FontFault::Unreadable));
        assert_eq!(print_font(&vec![0; LARGEST_FONT + 1]), Err(FontFault::TooLarge(LARGEST_FONT + 1)));
        assert_eq!(print_font(FACES[7]), Err(FontFault::Lacks('!')));
    }
}
