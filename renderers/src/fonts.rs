//! The faces that come with archplan, and what can be measured on them.
//!
//! One sans-serif serves PDF, HTML and drawings alike, so that boxes fit their text everywhere. Sources,
//! versions and licences: `assets/fonts/README.md`. Knows no document.

use std::sync::OnceLock;
use ttf_parser::Face as Parsed;

macro_rules! face {
    ($name:literal) => {
        include_bytes!(concat!("../assets/fonts/", $name))
    };
}

/// The faces of the PDF and of drawings, those for running text first, then the fallbacks in order.
pub(crate) const FACES: [&[u8]; 8] = [
    face!("Inter-Regular.otf"),
    face!("Inter-SemiBold.otf"),
    face!("Inter-Italic.otf"),
    face!("Inter-SemiBoldItalic.otf"),
    face!("JetBrainsMono-Regular.ttf"),
    face!("JetBrainsMono-Bold.ttf"),
    face!("DejaVuSans.ttf"),
    face!("NotoEmoji-Regular.ttf"),
];

/// A face for the screen, small enough to stand in every HTML file.
pub(crate) struct WebFace {
    pub(crate) family: &'static str,
    pub(crate) weight: u16,
    pub(crate) style: &'static str,
    pub(crate) bytes: &'static [u8],
}

/// The faces of the HTML; what they lack comes from the reader's system.
pub(crate) const WEB_FACES: [WebFace; 4] = [
    WebFace { family: "Inter", weight: 400, style: "normal", bytes: face!("Inter-Regular.woff2") },
    WebFace { family: "Inter", weight: 400, style: "italic", bytes: face!("Inter-Italic.woff2") },
    WebFace { family: "Inter", weight: 600, style: "normal", bytes: face!("Inter-SemiBold.woff2") },
    WebFace { family: "JetBrains Mono", weight: 400, style: "normal", bytes: face!("JetBrainsMono-Regular.woff2") },
];

/// A face that text is measured on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    Regular = 0,
    SemiBold = 1,
    #[cfg_attr(not(any(feature = "pdf", test)), expect(dead_code, reason = "only the PDF measures code"))]
    Mono = 4,
}

/// How wide a text is at a size, in the unit of the size. Kerning is left out: text is never wider than this
/// by more than a hair.
pub(crate) fn width(text: &str, face: Face, size: f64) -> f64 {
    text.chars().map(|c| advance(c, face)).sum::<f64>() * size
}

/// Whether any face can show a character.
#[cfg_attr(not(any(feature = "pdf", test)), expect(dead_code, reason = "only the PDF must know"))]
pub(crate) fn covers(c: char) -> bool {
    // Joiners, direction marks and variation selectors have no shape of their own. A private character has a
    // shape, but no meaning that a reader of the PDF could get at.
    is_shapeless(c) || !is_private(c) && faces().iter().any(|face| face.glyph_index(c).is_some())
}

fn is_shapeless(c: char) -> bool {
    matches!(u32::from(c), 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2064 | 0x2066..=0x2069 | 0xfe00..=0xfe0f)
}

fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xe000..=0xf8ff | 0xf0000..)
}

/// How far a character moves the pen, in ems; one em where no face has it, as for Chinese characters.
fn advance(c: char, face: Face) -> f64 {
    if is_shapeless(c) {
        return 0.0;
    }
    let index = face as usize;
    if c.is_ascii() {
        return ascii()[index][c as usize];
    }
    let own = glyph_advance(&faces()[index], c);
    own.or_else(|| faces().iter().find_map(|fallback| glyph_advance(fallback, c))).unwrap_or(1.0)
}

fn glyph_advance(face: &Parsed, c: char) -> Option<f64> {
    let advance = face.glyph_hor_advance(face.glyph_index(c)?)?;
    Some(f64::from(advance) / f64::from(face.units_per_em()))
}

fn faces() -> &'static [Parsed<'static>] {
    static PARSED: OnceLock<Vec<Parsed<'static>>> = OnceLock::new();
    PARSED.get_or_init(|| {
        FACES.iter().map(|bytes| Parsed::parse(bytes, 0).expect("a face in assets/fonts is a font")).collect()
    })
}

/// The advances of ASCII, which is most of what is measured.
fn ascii() -> &'static [[f64; 128]; 5] {
    static ASCII: OnceLock<[[f64; 128]; 5]> = OnceLock::new();
    ASCII.get_or_init(|| {
        std::array::from_fn(|face| {
            std::array::from_fn(|c| glyph_advance(&faces()[face], c as u8 as char).unwrap_or(0.6))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scripts_that_we_promise_are_covered() {
        for c in "aéßŁΩЖאبԱა→✓≤█📦🚀…“”".chars() {
            assert!(covers(c), "{c} U+{:04X}", u32::from(c));
        }
        assert!(!covers('中'));
        assert!(!covers('\u{e000}'));
    }

    #[test]
    fn mono_is_of_one_width_and_bold_is_wider() {
        assert_eq!(width("iiii", Face::Mono, 10.0), width("WWWW", Face::Mono, 10.0));
        assert!(width("Order", Face::SemiBold, 10.0) > width("Order", Face::Regular, 10.0));
    }
}
