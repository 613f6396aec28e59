//! Names that a language accepts: made of words, kept apart from reserved ones and from one another.
//!
//! Which names are reserved, and how a clash is mended, is data of the target.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Words that a kind of name must not be, and what is added to one that is.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Reserved {
    pub(super) words: BTreeSet<String>,
    /// Never empty: what is added must make another name.
    #[serde(deserialize_with = "ending")]
    pub(super) suffix: String,
}

impl Default for Reserved {
    fn default() -> Self {
        Self { words: BTreeSet::new(), suffix: "_".to_owned() }
    }
}

fn ending<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() { Err(serde::de::Error::custom("a suffix is not empty")) } else { Ok(text) }
}

/// Names of one scope: each is given out once.
#[derive(Debug)]
pub(super) struct Names<'a> {
    reserved: &'a Reserved,
    taken: BTreeSet<String>,
}

impl Reserved {
    /// The name, with the suffix where it is reserved.
    pub(super) fn mend(&self, name: &str) -> String {
        let mut name = name.to_owned();
        while self.words.contains(&name) {
            name.push_str(&self.suffix);
        }
        name
    }
}

impl<'a> Names<'a> {
    pub(super) fn new(reserved: &'a Reserved) -> Self {
        Self { reserved, taken: BTreeSet::new() }
    }

    /// The name, with the suffix as often as it takes to be nobody else's.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        self.take_family(wanted, &[])
    }

    /// Like [`Names::take`], for a name from which others are derived by an ending: those are taken too.
    pub(super) fn take_family(&mut self, wanted: &str, endings: &[String]) -> String {
        let mut name = self.reserved.mend(wanted);
        let family = |name: &str| -> Vec<String> {
            std::iter::once(name.to_owned()).chain(endings.iter().map(|ending| format!("{name}{ending}"))).collect()
        };
        while family(&name).iter().any(|name| self.taken.contains(name) || self.reserved.words.contains(name)) {
            name.push_str(&self.reserved.suffix);
        }
        self.taken.extend(family(&name));
        name
    }
}

/// Words joined by `_` in lower case, ASCII letters and digits only, never starting with a digit.
pub(super) fn snake(text: &str) -> String {
    led_by_letter(&ascii(text).to_snake_case(), "n")
}

/// Words joined by `_` in capitals, ASCII letters and digits only, never starting with a digit.
pub(super) fn constant(text: &str) -> String {
    led_by_letter(&ascii(text).to_shouty_snake_case(), "VALUE_")
}

/// Words run together, each with a capital.
pub(super) fn camel(text: &str) -> String {
    led_by_letter(&ascii(text).to_upper_camel_case(), "N")
}

fn ascii(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect()
}

fn led_by_letter(name: &str, lead: &str) -> String {
    match name.chars().next() {
        None => lead.trim_end_matches('_').to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{lead}{name}"),
        Some(_) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clash_is_mended_for_the_whole_family() {
        let reserved = Reserved { words: ["Enum".to_owned()].into(), suffix: "Model".to_owned() };
        let mut names = Names::new(&reserved);
        let endings = ["Read".to_owned()];
        assert_eq!(names.take_family("Enum", &endings), "EnumModel");
        assert_eq!(names.take_family("Order", &endings), "Order");
        assert_eq!(names.take_family("OrderRead", &endings), "OrderReadModel");
        assert_eq!(names.take("OrderRead"), "OrderReadModelModel");
    }

    #[test]
    fn any_text_becomes_a_name() {
        for (text, expected) in [("in progress", "IN_PROGRESS"), ("1st", "VALUE_1ST"), ("", "VALUE"), ("🎉", "VALUE")]
        {
            assert_eq!(constant(text), expected);
        }
        assert_eq!(snake("order-processing"), "order_processing");
        assert_eq!(camel("update_status"), "UpdateStatus");
    }
}
