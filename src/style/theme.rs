//! From the files of a theme to the theme of the renderers.

use super::read::{Folder, Reading};
use super::record::ThemeRecord;
use crate::report::Report;
use crate::source::Sources;
use crate::yaml::{Read as _, Reader, Text};
use renderers::Theme;

/// Reads a theme; tells every fault.
pub fn read_theme(folder: &Folder, sources: &mut Sources, report: &mut Report) -> Option<Theme> {
    let mut own = Report::default();
    let mut reading = Reading { folder, sources, report: &mut own };
    let theme = reading.head("theme.yaml", "theme").map(|node| {
        let record = ThemeRecord::read(&node, &mut Reader::new(reading.report, "style"));
        reading.version("theme", &record.form);
        let (light, dark) = reading.palettes(&record.colours);
        let logo = record.logo.as_ref();
        let own = Theme::default();
        Theme {
            name: record.name.value.clone(),
            logo: logo.and_then(|logo| reading.logo(&logo.file, &logo.alt)),
            dark_logo: logo.and_then(|logo| reading.logo(logo.dark.as_ref()?, &logo.alt)),
            light,
            dark,
            text: record.fonts.text.as_ref().and_then(|family| reading.family(family)).unwrap_or(own.text),
            code: record.fonts.code.as_ref().and_then(|family| reading.family(family)).unwrap_or(own.code),
            cover: line(record.cover.as_ref()),
            footer: line(record.footer.as_ref()),
        }
    });
    let is_sound = own.errors() == 0;
    report.append(own);
    theme.filter(|_| is_sound)
}

/// A text in one line.
fn line(text: Option<&Text>) -> String {
    text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
}
