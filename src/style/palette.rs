//! The colours of a theme.

use super::read::{Reading, fault};
use super::record::ColoursRecord;
use crate::source::Span;
use crate::yaml::{Map, Text};
use renderers::theme::{Colour, LowContrast, Palette, Role};
use std::collections::BTreeMap;

impl Reading<'_> {
    /// Both palettes; tells what is no colour and what would be hard to read.
    pub(super) fn palettes(&mut self, colours: &ColoursRecord) -> (Palette, Palette) {
        let (by_day, by_night) = (self.colours(&colours.light), self.colours(&colours.dark));
        let given = |colours: &[(Role, Colour, Span)]| colours.iter().map(|(r, c, _)| (*r, *c)).collect::<Vec<_>>();
        let light = Palette::LIGHT.with(&given(&by_day));
        let mut night = given(&by_night);
        // An accent by day alone is that by night too, as light as it has to be there.
        let accent = by_day.iter().find(|(role, ..)| *role == Role::Accent);
        if let Some((role, colour, _)) = accent.filter(|_| night.iter().all(|(role, _)| *role != Role::Accent)) {
            night.push((*role, Palette::DARK.with(&night).readable(*colour)));
        }
        let dark = Palette::DARK.with(&night);
        self.contrasts(&light, &by_day, colours.at);
        self.contrasts(&dark, &by_night, colours.at);
        (light, dark)
    }

    fn colours(&mut self, map: &Map<Text>) -> Vec<(Role, Colour, Span)> {
        let mut colours = Vec::new();
        for (key, text) in map.iter() {
            let role = Role::ALL.iter().find(|role| role.name() == key.value);
            if role.is_none() {
                let names = || Role::ALL.iter().map(|role| role.name());
                let fault = fault("unknown-colour", key.span, format!("`{}` is not what a colour is for", key.value));
                self.report.error(match crate::report::nearest(key, names()) {
                    Some(near) => fault.help(format!("did you mean `{near}`?")),
                    None => fault.help(format!("it is one of {}", names().collect::<Vec<_>>().join(", "))),
                });
            }
            let colour = Colour::parse(text.trim());
            if colour.is_none() {
                let fault = fault("colour", text.span, format!("`{}` is no colour", text.value));
                self.report.error(fault.help("write six hexadecimal digits in quotes, such as `\"#0b6169\"`"));
            }
            colours.extend(role.zip(colour).map(|(role, colour)| (*role, colour, text.span)));
        }
        colours
    }

    /// Tells each colour of text once, on the ground where it is hardest to read.
    fn contrasts(&mut self, palette: &Palette, given: &[(Role, Colour, Span)], at: Span) {
        let mut worst: BTreeMap<Role, LowContrast> = BTreeMap::new();
        for pair in palette.too_faint() {
            let known = worst.entry(pair.text).or_insert(pair);
            if pair.ratio < known.ratio {
                *known = pair;
            }
        }
        for pair in worst.into_values() {
            let place = |role: Role| given.iter().find(|(other, ..)| *other == role).map(|(.., span)| *span);
            let span = place(pair.text).or_else(|| place(pair.ground)).or(given.first().map(|(.., span)| *span));
            let (text, ground) = (palette.of(pair.text), palette.of(pair.ground));
            let message = format!(
                "text in `{}` ({text}) on `{}` ({ground}) has a contrast of {:.1}, and needs {}",
                pair.text.name(),
                pair.ground.name(),
                pair.ratio,
                pair.needed
            );
            let help = format!("move `{}` and `{}` further apart", pair.text.name(), pair.ground.name());
            self.report.error(fault("low-contrast", span.unwrap_or(at), message).help(help));
        }
    }
}
