//! The fonts of a theme.

use super::read::{Reading, fault};
use super::record::FamilyRecord;
use crate::yaml::Text;
use renderers::theme::{Face, Family, FontFault, LARGEST_FONT, print_font, web_font};

impl Reading<'_> {
    /// A family; told where it neither comes with archplan nor has files that can be used.
    pub(super) fn family(&mut self, record: &FamilyRecord) -> Option<Family> {
        let name = &record.family;
        if record.faces.is_empty() {
            let own = Family::bundled().into_iter().find(|own| *own == name.value);
            if own.is_none() && !name.is_empty() {
                let fault = fault("family", name.span, format!("`{}` does not come with archplan", name.value));
                let fault = fault.did_you_mean(name, Family::bundled());
                let known = Family::bundled().join(", ");
                self.report.error(fault.help(format!("give its files under `faces`, or take one of {known}")));
            }
            return own.map(Family::own);
        }
        let mut faces = Vec::new();
        for face in &record.faces {
            let weight = face.weight.as_ref().map_or(400, |weight| weight.value);
            if let Some(weight) = face.weight.as_ref().filter(|weight| !(1..=1000).contains(&weight.value)) {
                let message = format!("`{}` is no weight", weight.value);
                self.report.error(fault("font", weight.span, message).help("weights are from 1 to 1000"));
            }
            let print = self.font(&face.file, |bytes| print_font(bytes).map(drop));
            let web = face.web.as_ref().and_then(|web| self.font(web, web_font));
            faces.extend(print.map(|print| Face {
                weight: u16::try_from(weight).unwrap_or(400),
                italic: face.italic.value,
                print,
                web,
            }));
        }
        if faces.len() == record.faces.len() && faces.iter().all(|face| face.weight != 400 || face.italic) {
            let message = format!("`{}` has no upright face of weight 400, which running text is set in", name.value);
            self.report.error(fault("font", name.span, message));
        }
        Some(Family { name: name.value.clone(), faces })
    }

    fn font(&mut self, name: &Text, look: impl Fn(&[u8]) -> Result<(), FontFault>) -> Option<Vec<u8>> {
        let (_, file) = self.file(name)?;
        let wrong = look(&file.bytes).err();
        let Some(wrong) = wrong else { return Some(file.bytes.clone()) };
        let (message, help) = match wrong {
            FontFault::TooLarge(bytes) => (
                format!("the font has {} KiB, and may have {}", bytes.div_ceil(1024), LARGEST_FONT / 1024),
                "leave scripts out that your documents do not use",
            ),
            FontFault::Unreadable => (
                "the font cannot be read".to_owned(),
                "`file` is TrueType or OpenType (.ttf, .otf), `web` is WOFF2 (.woff2)",
            ),
            FontFault::Variable => {
                ("the font holds many weights in one file".to_owned(), "give a file for each weight: a PDF needs them")
            }
            FontFault::Restricted => (
                "the font forbids to be put into documents".to_owned(),
                "ask its maker for a licence to embed it, or take another one",
            ),
            FontFault::Lacks(c) => (format!("the font lacks `{c}`"), "take one that has the Latin letters and signs"),
        };
        self.report.error(fault("font", name.span, message).help(help));
        None
    }
}
