//! A logo: a picture that is safe to carry along.

use roxmltree::{Document, Node, ParsingOptions};
use std::io::Cursor;

/// Largest file of a logo, in bytes: it stands in every document.
pub const LARGEST_LOGO: usize = 200 << 10;
/// So many pixels a logo has at most.
const PIXELS: u64 = 4 << 20;

/// A picture that was looked through: it runs nothing and loads nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    kind: Kind,
    bytes: Vec<u8>,
    /// What it says, for those who do not see it.
    pub alt: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Svg,
    Png,
}

/// Why a picture cannot be a logo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogoFault {
    /// Its bytes are more than [`LARGEST_LOGO`].
    TooLarge(usize),
    /// Neither SVG nor PNG.
    Unknown,
    /// It cannot be read: what is wrong, and in which line and column where it is text.
    Damaged(String, Option<(u32, u32)>),
    /// It runs or loads something: what, and in which line and column.
    Active(String, (u32, u32)),
}

impl Logo {
    /// Looks a picture through.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn new(bytes: Vec<u8>, alt: impl Into<String>) -> Result<Self, LogoFault> {
        if bytes.len() > LARGEST_LOGO {
            return Err(LogoFault::TooLarge(bytes.len()));
        }
        let kind = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            looked_through_png(&bytes, PIXELS)?;
            Kind::Png
        } else {
            looked_through_svg(&bytes)?;
            Kind::Svg
        };
        Ok(Self { kind, bytes, alt: alt.into() })
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Media type, as data addresses name it.
    pub(crate) fn media_type(&self) -> &'static str {
        match self.kind {
            Kind::Svg => "image/svg+xml",
            Kind::Png => "image/png",
        }
    }

    /// Ending of its file.
    #[cfg(feature = "pdf")]
    pub(crate) fn extension(&self) -> &'static str {
        match self.kind {
            Kind::Svg => "svg",
            Kind::Png => "png",
        }
    }
}

/// Reads every pixel: what stops in the middle would stop a document.
pub(crate) fn looked_through_png(bytes: &[u8], pixels: u64) -> Result<(), LogoFault> {
    let damaged = |error: png::DecodingError| LogoFault::Damaged(error.to_string(), None);
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_limits(png::Limits { bytes: 64 << 20 });
    let mut reader = decoder.read_info().map_err(damaged)?;
    let info = reader.info();
    if u64::from(info.width) * u64::from(info.height) > pixels {
        let side = pixels.isqrt();
        let size = format!("it has {} by {} pixels; the most is {side} by {side}", info.width, info.height);
        return Err(LogoFault::Damaged(size, None));
    }
    while reader.next_row().map_err(damaged)?.is_some() {}
    Ok(())
}

/// Finds what an SVG runs or loads.
pub(crate) fn looked_through_svg(bytes: &[u8]) -> Result<(), LogoFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| LogoFault::Unknown)?;
    let text = text.trim_start_matches('\u{feff}');
    if !text.contains("<svg") {
        return Err(LogoFault::Unknown);
    }
    // Without a DTD nothing can be expanded without end.
    let read = Document::parse_with_options(text, ParsingOptions { nodes_limit: 100_000, ..Default::default() });
    let document = read.map_err(|error| {
        let at = error.pos();
        LogoFault::Damaged(error.to_string(), Some((at.row, at.col)))
    })?;
    if !document.root_element().has_tag_name((SVG, "svg")) {
        return Err(LogoFault::Unknown);
    }
    for node in document.descendants().filter(Node::is_element) {
        let position = |at: usize| {
            let at = document.text_pos_at(at);
            (at.row, at.col)
        };
        let name = node.tag_name().name();
        let is_active = matches!(name, "script" | "foreignObject" | "iframe" | "animate" | "set" | "handler");
        if is_active || name.starts_with("animate") {
            return Err(LogoFault::Active(format!("`<{name}>`"), position(node.range().start)));
        }
        if name == "style" && node.text().is_some_and(loads) {
            return Err(LogoFault::Active("a style that loads".to_owned(), position(node.range().start)));
        }
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            let is_handler = key.len() > 2 && key[..2].eq_ignore_ascii_case("on");
            let is_link = key == "href" && !value.starts_with('#') && !value.starts_with("data:image/png;base64,");
            if is_handler || is_link || loads(value) {
                let shown: String = value.chars().take(40).collect();
                return Err(LogoFault::Active(format!("`{key}=\"{shown}\"`"), position(attribute.range().start)));
            }
        }
    }
    Ok(())
}

const SVG: &str = "http://www.w3.org/2000/svg";

/// Whether CSS fetches something: a rule that imports, or an address that is no place in the same file.
fn loads(css: &str) -> bool {
    let css = css.to_ascii_lowercase();
    let outside = |rest: &str| !rest.trim_start_matches([' ', '"', '\'']).starts_with('#');
    css.contains("@import") || css.contains('\\') || css.split("url(").skip(1).any(outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(body: &str) -> Result<Logo, LogoFault> {
        let text = format!("<svg xmlns=\"{SVG}\" viewBox=\"0 0 4 4\">\n{body}</svg>");
        Logo::new(text.into_bytes(), "x")
    }

    #[test]
    fn a_picture_is_taken_and_what_acts_is_not() {
        assert!(svg("<style>.a { fill: url(#g) }</style><path id=\"g\" d=\"M0 0h4v4z\"/><use href=\"#g\"/>").is_ok());
        for (body, what) in [
            ("<script>1</script>", "`<script>`"),
            ("<g onclick=\"x()\"/>", "`onclick=\"x()\"`"),
            ("<image href=\"https://a.example/x.png\"/>", "`href=\"https://a.example/x.png\"`"),
            ("<rect style=\"fill: url( 'https://a.example')\"/>", "`style=\"fill: url( 'https://a.example')\"`"),
            ("<style>@import 'x';</style>", "a style that loads"),
            ("<foreignObject/>", "`<foreignObject>`"),
        ] {
            match svg(body) {
                Err(LogoFault::Active(found, (2, _))) => assert_eq!(found, what),
                other => panic!("{body}: {other:?}"),
            }
        }
    }

    #[test]
    fn what_is_no_picture_is_told() {
        assert!(matches!(svg("<g>"), Err(LogoFault::Damaged(_, Some((2, _))))));
        assert_eq!(Logo::new(b"GIF89a".to_vec(), ""), Err(LogoFault::Unknown));
        assert_eq!(Logo::new(b"<html><svg/></html>".to_vec(), ""), Err(LogoFault::Unknown));
        assert_eq!(Logo::new(vec![0; LARGEST_LOGO + 1], ""), Err(LogoFault::TooLarge(LARGEST_LOGO + 1)));
        assert!(matches!(Logo::new(b"\x89PNG\r\n\x1a\n1234".to_vec(), ""), Err(LogoFault::Damaged(_, None))));
        let bomb = "<!DOCTYPE svg [<!ENTITY a \"aa\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>";
        assert!(matches!(Logo::new(bomb.as_bytes().to_vec(), ""), Err(LogoFault::Damaged(..))));
    }
}
