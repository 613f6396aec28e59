//! What must hold for every spec, held on specs that nobody wrote.

mod hostile;
mod mermaid;
mod specs;
mod structure;
mod tools;

use crate::formats::{Formats, holds_in};
use archplan::document;
use std::collections::BTreeSet;

pub(crate) use specs::all;

#[test]
fn every_text_of_generated_specs_is_in_every_format() {
    for (at, it) in all().iter().enumerate() {
        // Typst takes seconds for a large document.
        let formats = if at % 4 == 1 { Formats::All } else { Formats::WithoutPdf };
        holds_in(&document::design(&it.plan), &it.name, formats);
    }
}

#[test]
fn the_generated_specs_take_most_options_of_the_catalogue() {
    let stated: BTreeSet<String> = all().into_iter().flat_map(|it| it.stated).collect();
    let catalogue = specs::built_in();
    let options = catalogue.decisions.iter();
    let options = options.flat_map(|it| it.options.iter().map(move |option| format!("{}={}", it.id, option.id)));
    let (taken, left): (Vec<String>, Vec<String>) = options.partition(|option| stated.contains(option));
    assert!(taken.len() > left.len() * 4, "{} taken, left are {left:?}", taken.len());
}
