//! Templates and themes as they are written.

use crate::yaml::{Map, Text, Whole, record};

record! {
    /// The order and the headings of a document.
    pub(super) struct TemplateRecord("a template") {
        /// Version of this form: 1.
        form as "archplan-template": Whole,
        /// Its name for people.
        title: Text,
        /// What kind of document it gives, as the cover says it.
        kind: Option<Text>,
        /// One or two sentences under the title of the document, with holes.
        summary: Option<Text>,
        /// The sections in reading order. What is neither named here nor left out stands behind them.
        sections: Vec<SectionRecord>,
        /// Sections of the plan that it leaves out, each with the reason.
        left_out as "left-out": Map<Text>,
    }
}

record! {
    /// A section of the plan, or one that the template adds.
    pub(super) struct SectionRecord("a section") {
        /// A section of the plan by its id, with all that stands in it and is not named elsewhere.
        section: Option<Text>,
        /// Id of a section that the template adds: lower-case words joined by `-`.
        id: Option<Text>,
        /// Heading, with holes. A section of the plan keeps its own without it.
        title: Option<Text>,
        /// A file of prose of the template's own, said first.
        file: Option<Text>,
        /// A file of prose that is said where nothing else is; without it the section is left out there.
        otherwise: Option<Text>,
        /// The condition under which it stands.
        when: Option<Text>,
        /// Sections in it, behind those that it has.
        sections: Vec<SectionRecord>,
    }
}

record! {
    /// How documents look.
    pub(super) struct ThemeRecord("a theme") {
        /// Version of this form: 1.
        form as "archplan-theme": Whole,
        /// Whose documents they are; shown where there is no logo.
        name: Text,
        /// The logo.
        logo: Option<LogoRecord>,
        /// A line on the cover.
        cover: Option<Text>,
        /// A line at the foot of every page.
        footer: Option<Text>,
        /// Colours by what they are for, as `"#0b6169"`.
        colours: ColoursRecord,
        /// What texts are set in.
        fonts: FontsRecord,
    }
}

record! {
    /// A logo as SVG or PNG.
    pub(super) struct LogoRecord("a logo") {
        /// Its file.
        file: Text,
        /// Its file for dark pages; without it, the logo has light paper behind it there.
        dark: Option<Text>,
        /// What it says, for those who do not see it.
        alt: Text,
    }
}

record! {
    /// Colours by day and by night; those that are not given follow from paper, ink and accent, or are archplan's.
    pub(super) struct ColoursRecord("colours") {
        /// By day and in print.
        light: Map<Text>,
        /// By night.
        dark: Map<Text>,
    }
}

record! {
    /// Families for text and for code.
    pub(super) struct FontsRecord("fonts") {
        /// Running text and headings.
        text: Option<FamilyRecord>,
        /// Code.
        code: Option<FamilyRecord>,
    }
}

record! {
    /// A family: one that comes with archplan, or one with its files.
    pub(super) struct FamilyRecord("a family") {
        /// Its name.
        family: Text,
        /// Its faces; none for a family that comes with archplan.
        faces: Vec<FaceRecord>,
    }
}

record! {
    /// A face of a family.
    pub(super) struct FaceRecord("a face") {
        /// TrueType or OpenType, for PDF; and for HTML where there is no other.
        file: Text,
        /// WOFF2, for HTML.
        web: Option<Text>,
        /// From 1 to 1000; 400 where it is left out. Headings have 600.
        weight: Option<Whole>,
        /// Whether it is slanted.
        italic: crate::yaml::Flag,
    }
}
