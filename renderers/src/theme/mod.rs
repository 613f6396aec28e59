//! How documents look: whose they are, their colours and their faces.
//!
//! The central type is [`Theme`]; the default one is archplan's look. HTML has its colours and faces as custom
//! properties in one `:root` block, the layout of the PDF reads them from its data. [`Logo`] and the fonts are looked
//! through before they come in, and [`Palette::too_faint`] measures what text has to be readable on. Knows no document.

mod colour;
mod family;
mod logo;
mod palette;

pub use colour::Colour;
pub use family::{Face, Family, FontFault, LARGEST_FONT, print_font, web_font};
pub use logo::{LARGEST_LOGO, Logo, LogoFault};
pub(crate) use logo::{looked_through_png, looked_through_svg};
pub use palette::{LowContrast, Palette, Role};

use sha2::{Digest, Sha256};

/// The look of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Whose documents they are; stands where no logo does. May be empty.
    pub name: String,
    /// Their logo.
    pub logo: Option<Logo>,
    /// The same for dark pages; without it, the logo keeps light paper behind it there.
    pub dark_logo: Option<Logo>,
    /// Colours by day, and in print.
    pub light: Palette,
    /// Colours by night.
    pub dark: Palette,
    /// What running text and headings are set in. Drawings stay in Inter: their boxes are measured on it.
    pub text: Family,
    /// What code is set in.
    pub code: Family,
    /// A line of the owner on the cover, such as `Platform standard 2026`; may be empty.
    pub cover: String,
    /// A line at the foot of every page, such as `Internal`; may be empty.
    pub footer: String,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            name: String::new(),
            logo: None,
            dark_logo: None,
            light: Palette::LIGHT,
            dark: Palette::DARK,
            text: Family::own("Inter"),
            code: Family::own("JetBrains Mono"),
            cover: String::new(),
            footer: String::new(),
        }
    }
}

impl Theme {
    /// Every byte that documents can take from it, as a SHA-256 in hexadecimal digits.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        [&self.name, &self.cover, &self.footer].into_iter().for_each(|text| part(text.as_bytes()));
        for palette in [&self.light, &self.dark] {
            Role::ALL.iter().for_each(|role| part(palette.of(*role).to_string().as_bytes()));
        }
        for logo in [&self.logo, &self.dark_logo] {
            let (bytes, alt) = logo.as_ref().map_or((&[][..], ""), |logo| (logo.bytes(), &logo.alt));
            part(bytes);
            part(alt.as_bytes());
        }
        for family in [&self.text, &self.code] {
            part(family.name.as_bytes());
            for face in &family.faces {
                part(format!("{} {}", face.weight, face.italic).as_bytes());
                part(&face.print);
                part(face.web.as_deref().unwrap_or_default());
            }
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A drawing, which is made in archplan's light colours, in the light colours of this theme.
    #[cfg_attr(not(any(feature = "pdf", test)), expect(dead_code, reason = "a page recolours by its style"))]
    pub(crate) fn recoloured(&self, svg: String) -> String {
        if self.light == Palette::LIGHT {
            return svg;
        }
        let mut out = String::with_capacity(svg.len());
        let mut rest = svg.as_str();
        // In a drawing a quote opens an attribute: in text it is written as a reference.
        while let Some((before, after)) = rest.split_once("=\"#") {
            out.push_str(before);
            out.push_str("=\"");
            let is_paint = before.ends_with(" fill") || before.ends_with(" stroke");
            let digits = after.split_once('"').map(|(digits, _)| digits).filter(|digits| is_paint && digits.len() == 6);
            let own = digits.and_then(|digits| Colour::parse(&format!("#{digits}")));
            let role = own.and_then(|own| Role::ALL.iter().find(|role| Palette::LIGHT.of(**role) == own));
            match role {
                Some(role) => {
                    out.push_str(&self.light.of(*role).to_string());
                    rest = after.get(6..).unwrap_or_default();
                }
                None => {
                    out.push('#');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_takes_the_colours_of_the_theme_and_keeps_its_text() {
        let light = Palette::LIGHT.with(&[(Role::Accent, Colour::new(0x7a1fa2))]);
        let theme = Theme { light, ..Theme::default() };
        let drawn =
            "<a href=\"#data\"><rect stroke=\"#0b6169\" fill=\"#123456\"/><text>=&quot;#0b6169&quot;</text></a>";
        let expected =
            "<a href=\"#data\"><rect stroke=\"#7a1fa2\" fill=\"#123456\"/><text>=&quot;#0b6169&quot;</text></a>";
        assert_eq!(theme.recoloured(drawn.to_owned()), expected);
        assert_eq!(Theme::default().recoloured(drawn.to_owned()), drawn);
    }

    #[test]
    fn two_themes_have_two_digests() {
        let theme = Theme::default();
        assert_eq!(theme.digest(), Theme::default().digest());
        assert_ne!(theme.digest(), Theme { name: "Acme".into(), ..Theme::default() }.digest());
        assert_ne!(theme.digest(), Theme { cover: "Acme".into(), ..Theme::default() }.digest());
    }
}
