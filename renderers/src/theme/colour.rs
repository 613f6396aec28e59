//! Colours, and how well one stands out on another.

use std::fmt;

/// An opaque colour in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// White.
    pub const WHITE: Self = Self([255; 3]);

    /// The colour of six hexadecimal digits, such as `0x0b6169`.
    pub const fn new(rgb: u32) -> Self {
        Self([(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8])
    }

    /// Reads `#0b6169` or `#0bc`, in letters of either case; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let long = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        u32::from_str_radix(&long, 16).ok().map(Self::new)
    }

    /// This colour with a share (0 to 1) of another one in it.
    #[must_use]
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let part = |at: usize| {
            let (own, its) = (f64::from(self.0[at]), f64::from(other.0[at]));
            // Between two bytes lies a byte.
            (own + (its - own) * share.clamp(0.0, 1.0)).round() as u8
        };
        Self([part(0), part(1), part(2)])
    }

    /// How far the two stand apart: 1 for the same colour, 21 for black on white (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Relative luminance from 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_css_writes_them() {
        for (text, read) in [("#0b6169", Some("#0b6169")), ("#0BC", Some("#00bbcc")), ("0b6169", None)] {
            assert_eq!(Colour::parse(text).map(|colour| colour.to_string()).as_deref(), read, "{text}");
        }
        for text in ["", "#", "#12", "#12345", "#1234567", "#gggggg", "red", "#+12345", "#é12"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((Colour::new(0).contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
        assert!((Colour::new(0x767676).contrast(Colour::WHITE) - 4.54).abs() < 0.005);
        assert_eq!(Colour::WHITE.contrast(Colour::WHITE), 1.0);
    }
}
