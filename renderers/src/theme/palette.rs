//! The colours of a document by what they are for.

use super::colour::Colour;

/// Declares the roles with their names, archplan's colours for light and dark, and what each is for.
macro_rules! roles {
    ($( $(#[doc = $doc:literal])* $role:ident = $name:literal, $light:literal, $dark:literal; )*) => {
        /// What a colour is for. In HTML each is a custom property of its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Role {
            $( $(#[doc = $doc])* $role ),*
        }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Self] = &[$( Self::$role ),*];

            /// Its name: lower-case words joined by `-`.
            pub fn name(self) -> &'static str {
                match self { $( Self::$role => $name ),* }
            }
        }

        const LIGHT: [Colour; Role::ALL.len()] = [$( Colour::new($light) ),*];
        const DARK: [Colour; Role::ALL.len()] = [$( Colour::new($dark) ),*];
    };
}

roles! {
    /// Behind the text.
    Paper = "paper", 0xffffff, 0x14171a;
    /// Behind the contents at the side.
    Side = "side", 0xf7f8f8, 0x191d21;
    /// Running text.
    Ink = "ink", 0x1d2226, 0xdfe3e6;
    /// Headings and what is stressed.
    Strong = "strong", 0x0d1114, 0xf4f6f7;
    /// Captions, numbers, what stands back.
    Muted = "muted", 0x5b656d, 0x98a3ab;
    /// Thin lines.
    Line = "line", 0xdde1e4, 0x30373d;
    /// Behind code and notes.
    Faint = "faint", 0xf3f5f6, 0x1d2226;
    /// Links, the cover, what is marked: the colour by which the owner is known.
    Accent = "accent", 0x0b6169, 0x6cc3cb;
    /// Behind what is marked.
    Wash = "wash", 0xe3f0f1, 0x17343a;
    /// A note that is a tip.
    Tip = "tip", 0x1d6b3c, 0x74c78f;
    /// A note on something important.
    Important = "important", 0x5b4a9c, 0xb3a5ec;
    /// A note that warns.
    Warning = "warning", 0x8a5a00, 0xdfb25a;
    /// A note on something dangerous.
    Caution = "caution", 0xa32f2f, 0xec8f8a;
    /// The edge of what can be typed in or pressed.
    Edge = "edge", 0x868f96, 0x737d85;
    /// Behind words that a search found.
    Found = "found", 0xffe9a8, 0x6b5618;
    /// In a drawing: what stands outside of the service.
    Outside = "outside", 0xeceef0, 0x262c31;
    /// In a drawing: the edge of what stands outside, or is not there yet.
    OutsideLine = "outside-line", 0xb5bdc3, 0x4c565d;
    /// In a drawing: a frame around boxes.
    Frame = "frame", 0xfafbfb, 0x181c20;
    /// In a drawing: the edge of a plain box.
    BoxLine = "box-line", 0x8b979f, 0x6c7880;
    /// In a drawing: people.
    Person = "person", 0xf3eefb, 0x2a2440;
    /// In a drawing: the edge of people.
    PersonLine = "person-line", 0x7d6aa8, 0xa795d8;
    /// In a drawing: what keeps data.
    Store = "store", 0xfdf4e3, 0x352b17;
    /// In a drawing: the edge of what keeps data.
    StoreLine = "store-line", 0xa98236, 0xc9a25a;
    /// In code: comments.
    Comment = "hl-comment", 0x5b656d, 0x98a3ab;
    /// In code: texts.
    Text = "hl-string", 0x17653a, 0x8fd0a0;
    /// In code: numbers and other single values.
    Literal = "hl-literal", 0x8a4b00, 0xe0b070;
    /// In code: words of the language.
    Keyword = "hl-keyword", 0x71379d, 0xc9a5ec;
    /// In code: what is named.
    Name = "hl-name", 0x0b5a96, 0x86bdf0;
    /// In code: keys of data.
    Key = "hl-key", 0x0b6169, 0x6cc3cb;
    /// In code: variables.
    Variable = "hl-variable", 0x9c2f50, 0xf0a0b4;
    /// In code: what is about the code, such as attributes.
    Meta = "hl-meta", 0x6a5800, 0xd8c46a;
}

/// What must be readable on what: text on its ground at 4.5 to 1 (WCAG 2.2, level AA).
const READ: &[(Role, &[Role])] = &[
    (Role::Paper, &[Role::Ink, Role::Strong, Role::Muted, Role::Accent]),
    (Role::Side, &[Role::Ink, Role::Strong, Role::Muted, Role::Accent]),
    (Role::Faint, &[Role::Ink, Role::Strong, Role::Muted, Role::Accent]),
    (Role::Faint, ON_FAINT),
    (Role::Wash, &[Role::Ink, Role::Strong, Role::Muted, Role::Accent]),
    (Role::Found, &[Role::Strong]),
    (Role::Outside, &[Role::Ink, Role::Strong, Role::Muted]),
    (Role::Frame, &[Role::Strong, Role::Muted]),
    (Role::Person, &[Role::Ink, Role::Strong, Role::Muted]),
    (Role::Store, &[Role::Ink, Role::Strong, Role::Muted]),
];

/// Colours that have a meaning of their own and stand on faint ground.
const ON_FAINT: &[Role] = &[
    Role::Tip,
    Role::Important,
    Role::Warning,
    Role::Caution,
    Role::Comment,
    Role::Text,
    Role::Literal,
    Role::Keyword,
    Role::Name,
    Role::Key,
    Role::Variable,
    Role::Meta,
];

/// The ratio that text needs.
const NEEDED: f64 = 4.5;

/// A colour for every role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette([Colour; Role::ALL.len()]);

/// Text that would be hard to read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LowContrast {
    /// The colour of the text.
    pub text: Role,
    /// The colour behind it.
    pub ground: Role,
    /// How far they stand apart.
    pub ratio: f64,
    /// How far they have to.
    pub needed: f64,
}

impl Palette {
    /// archplan's colours by day.
    pub const LIGHT: Self = Self(LIGHT);
    /// archplan's colours by night.
    pub const DARK: Self = Self(DARK);

    /// The colour of a role.
    pub fn of(&self, role: Role) -> Colour {
        self.0[role as usize]
    }

    /// The palette that has the given colours. A role that is not given follows from the paper, the ink and the accent
    /// where one of those is, and is that of this palette otherwise.
    #[must_use]
    pub fn with(&self, given: &[(Role, Colour)]) -> Self {
        let named = |role: Role| given.iter().rev().find(|(other, _)| *other == role).map(|(_, colour)| *colour);
        let mut out = self.clone();
        for (role, colour) in given {
            out.0[*role as usize] = *colour;
        }
        let (paper, ink, accent) = (out.of(Role::Paper), out.of(Role::Ink), out.of(Role::Accent));
        let has = |role: Role| named(role).is_some();
        let mut follow = |role: Role, follows: bool, colour: Colour| {
            if follows && !has(role) {
                out.0[role as usize] = colour;
            }
        };
        let is_new = has(Role::Paper) || has(Role::Ink);
        follow(Role::Strong, is_new, ink);
        follow(Role::Muted, is_new, readable(paper.mixed(ink, 0.68), ink, paper.mixed(ink, 0.1)));
        for (role, share) in [
            (Role::Side, 0.03),
            (Role::Line, 0.15),
            (Role::Faint, 0.05),
            (Role::Outside, 0.07),
            (Role::OutsideLine, 0.3),
            (Role::Frame, 0.02),
            (Role::BoxLine, 0.5),
            (Role::Edge, 0.55),
        ] {
            follow(role, is_new, paper.mixed(ink, share));
        }
        let faint = named(Role::Faint).unwrap_or(paper.mixed(ink, 0.05));
        for role in ON_FAINT {
            // Meanings keep their colours as far as they can be read.
            let own = self.of(*role);
            let is_read = own.contrast(faint) >= NEEDED;
            follow(*role, is_new || has(Role::Faint), if is_read { own } else { readable(own, ink, faint) });
        }
        follow(Role::Wash, has(Role::Accent) || has(Role::Paper), paper.mixed(accent, 0.1));
        out
    }

    /// A colour made readable as text of this palette: as much of the ink is put in as it takes.
    pub fn readable(&self, colour: Colour) -> Colour {
        readable(colour, self.of(Role::Strong), self.of(Role::Faint))
    }

    /// What would be hard to read, in the order of the roles.
    pub fn too_faint(&self) -> Vec<LowContrast> {
        let pairs = READ.iter().flat_map(|(ground, texts)| texts.iter().map(|text| (*text, *ground)));
        let measured = pairs.map(|(text, ground)| {
            let ratio = self.of(text).contrast(self.of(ground));
            LowContrast { text, ground, ratio, needed: NEEDED }
        });
        measured.filter(|pair| pair.ratio < pair.needed).collect()
    }
}

/// The first colour on the way to another one that is readable on a ground, with a little to spare.
fn readable(colour: Colour, towards: Colour, ground: Colour) -> Colour {
    let steps = (0..=20).map(|step| colour.mixed(towards, f64::from(step) / 20.0));
    steps.into_iter().find(|step| step.contrast(ground) >= NEEDED + 0.5).unwrap_or(towards)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archplans_colours_are_readable() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            assert_eq!(palette.too_faint(), []);
        }
    }

    #[test]
    fn what_is_hard_to_read_is_found_with_its_ratio() {
        let faint = Palette::LIGHT.with(&[(Role::Accent, Colour::new(0xf0c000))]).too_faint();
        let first = faint.first().expect("yellow on white");
        assert_eq!((first.text, first.ground), (Role::Accent, Role::Paper));
        assert!(first.ratio < 2.0, "{}", first.ratio);
    }

    #[test]
    fn the_others_follow_from_paper_ink_and_accent() {
        let palette = Palette::LIGHT.with(&[(Role::Ink, Colour::new(0x102030)), (Role::Accent, Colour::new(0x7a1fa2))]);
        assert_eq!(palette.of(Role::Strong), Colour::new(0x102030));
        assert_ne!(palette.of(Role::Wash), Palette::LIGHT.of(Role::Wash));
        assert_eq!(palette.of(Role::Tip), Palette::LIGHT.of(Role::Tip));
        assert_eq!(palette.too_faint(), []);
        assert_eq!(Palette::LIGHT.with(&[]), Palette::LIGHT);
    }

    #[test]
    fn a_colour_of_the_day_is_made_one_of_the_night() {
        for rgb in [0x7a1fa2, 0x000000, 0x0b2a6b, 0xffffff] {
            let accent = Palette::DARK.readable(Colour::new(rgb));
            assert_eq!(Palette::DARK.with(&[(Role::Accent, accent)]).too_faint(), [], "{rgb:06x}");
        }
    }
}
