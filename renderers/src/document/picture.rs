//! A picture that somebody drew, carried along whole.

use super::Url;
use crate::theme::{LogoFault, looked_through_png, looked_through_svg};
#[cfg(feature = "pdf")]
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Largest file of a picture, in bytes: a page carries each of them, a third larger.
pub const LARGEST_PICTURE: usize = 8 << 20;
/// So many pixels a PNG has at most: each of them is read before it is taken.
const PIXELS: u64 = 32 << 20;
/// The size of an SVG that names none, in CSS pixels.
const UNSAID: (f64, f64) = (300.0, 150.0);

/// A picture that was looked through: PNG, JPEG, GIF or SVG, which runs nothing and loads nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    kind: Kind,
    bytes: Arc<[u8]>,
    /// Width and height in CSS pixels.
    pub(crate) size: (f64, f64),
    /// Where it was taken from, for formats that name it.
    pub address: Url,
    /// What it shows, for those who do not see it; may be empty.
    pub alt: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Png,
    Jpeg,
    Gif,
    Svg,
}

impl Picture {
    /// Looks the bytes of a file through.
    ///
    /// # Errors
    /// Why they cannot be drawn, in words that follow the name of the file.
    pub fn new(bytes: Vec<u8>, address: Url) -> Result<Self, String> {
        if bytes.len() > LARGEST_PICTURE {
            return Err(format!("has {} bytes, and the most is {LARGEST_PICTURE}", bytes.len()));
        }
        let (kind, size) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            looked_through_png(&bytes, PIXELS).map_err(said)?;
            (Kind::Png, png(&bytes))
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            (Kind::Jpeg, jpeg(&bytes))
        } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            (Kind::Gif, gif(&bytes))
        } else {
            looked_through_svg(&bytes).map_err(said)?;
            (Kind::Svg, Some(svg(&bytes)))
        };
        let size = size.filter(|(width, height)| *width > 0.0 && *height > 0.0).ok_or("is damaged")?;
        Ok(Self { kind, bytes: bytes.into(), size, address, alt: String::new() })
    }

    /// The same with words for those who do not see it.
    #[must_use]
    pub fn showing(self, alt: String) -> Self {
        Self { alt, ..self }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Media type, as data addresses name it.
    pub(crate) fn media_type(&self) -> &'static str {
        match self.kind {
            Kind::Png => "image/png",
            Kind::Jpeg => "image/jpeg",
            Kind::Gif => "image/gif",
            Kind::Svg => "image/svg+xml",
        }
    }

    /// A name by its bytes, with the ending of its kind.
    #[cfg(feature = "pdf")]
    pub(crate) fn file_name(&self) -> String {
        let ending = match self.kind {
            Kind::Png => "png",
            Kind::Jpeg => "jpg",
            Kind::Gif => "gif",
            Kind::Svg => "svg",
        };
        let digest: String = Sha256::digest(&self.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{digest}.{ending}")
    }
}

fn said(fault: LogoFault) -> String {
    match fault {
        LogoFault::Damaged(why, None) => format!("is damaged: {why}"),
        LogoFault::Damaged(why, Some((line, _))) => format!("is damaged in line {line}: {why}"),
        LogoFault::Active(what, (line, _)) => format!("runs or loads something in line {line}: {what}"),
        LogoFault::Unknown | LogoFault::TooLarge(_) => "is neither PNG, JPEG, GIF nor SVG".to_owned(),
    }
}

/// A number of two bytes or four, the highest first.
fn number(bytes: &[u8]) -> f64 {
    bytes.iter().fold(0.0, |number, byte| number * 256.0 + f64::from(*byte))
}

fn png(bytes: &[u8]) -> Option<(f64, f64)> {
    Some((number(bytes.get(16..20)?), number(bytes.get(20..24)?)))
}

/// The size in the frame header; only where the end of the image stands at the end of the file.
fn jpeg(bytes: &[u8]) -> Option<(f64, f64)> {
    let mut at = 2;
    bytes[bytes.len().saturating_sub(64)..].windows(2).any(|pair| pair == b"\xff\xd9").then_some(())?;
    loop {
        let (mark, kind) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if mark != 0xff {
            return None;
        }
        match kind {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((number(bytes.get(at + 7..at + 9)?), number(bytes.get(at + 5..at + 7)?)));
            }
            // The picture's own data, before any header of a frame.
            0xd9 | 0xda => return None,
            _ => at += 2 + usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?])),
        }
    }
}

fn gif(bytes: &[u8]) -> Option<(f64, f64)> {
    let is_whole = bytes.last() == Some(&0x3b);
    let low_first = |at: usize| Some(f64::from(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])));
    is_whole.then_some(())?;
    Some((low_first(6)?, low_first(8)?))
}

/// Width and height of an SVG: those it names, else those of its view box.
fn svg(bytes: &[u8]) -> (f64, f64) {
    let text = std::str::from_utf8(bytes).unwrap_or_default().trim_start_matches('\u{feff}');
    let Ok(document) = roxmltree::Document::parse(text) else { return UNSAID };
    let root = document.root_element();
    let length = |name: &str| root.attribute(name)?.trim().trim_end_matches("px").parse::<f64>().ok();
    let parts: Vec<f64> = root
        .attribute("viewBox")
        .map(|view| view.split([' ', ',']).filter_map(|part| part.parse().ok()).collect())
        .unwrap_or_default();
    let view = if let [_, _, width, height] = parts[..] { (width, height) } else { UNSAID };
    match (length("width"), length("height")) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => (width, width * view.1 / view.0),
        (None, Some(height)) => (height * view.0 / view.1, height),
        (None, None) => view,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(bytes: &[u8]) -> Result<(f64, f64), String> {
        Picture::new(bytes.to_vec(), Url::new("a").expect("a path")).map(|picture| picture.size)
    }

    #[test]
    fn the_size_stands_in_the_file() {
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x14\0\x28\x01\x01\x11\0\xff\xd9";
        assert_eq!(taken(jpeg), Ok((40.0, 20.0)));
        assert_eq!(taken(b"GIF89a\x05\0\x03\0\0\0\0;"), Ok((5.0, 3.0)));
        let svg = |attributes| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}/>");
        assert_eq!(taken(svg("viewBox=\"0 0 40 10\"").as_bytes()), Ok((40.0, 10.0)));
        assert_eq!(taken(svg("viewBox=\"0,0,40,10\" width=\"80px\"").as_bytes()), Ok((80.0, 20.0)));
        assert_eq!(taken(svg("").as_bytes()), Ok(UNSAID));
    }

    #[test]
    fn what_cannot_be_drawn_says_why() {
        for (bytes, why) in [
            (&b"words"[..], "is neither PNG"),
            (b"\x89PNG\r\n\x1a\n1234", "is damaged: "),
            (b"\xff\xd8\xff\xe0\0\x04ab", "is damaged"),
            (b"GIF89a\x05\0\x03\0\0\0\0", "is damaged"),
            (b"GIF89a;", "is damaged"),
            (
                b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>",
                "runs or loads something in line 1: `<script>`",
            ),
        ] {
            assert!(taken(bytes).is_err_and(|told| told.starts_with(why)), "{why}");
        }
    }
}
