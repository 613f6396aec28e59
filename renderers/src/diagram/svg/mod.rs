//! Diagrams as SVG.
//!
//! Real text and presentation attributes only, so that Typst draws what a browser draws; classes stand beside
//! them, through which a page gives dark colours. Must not know pages or documents.

mod canvas;
mod entities;
mod frame;
mod graph;
mod legend;
pub(super) mod path;
mod sequence;
mod states;

use super::placed::Placed;
use super::{Diagram, Drawing};
use canvas::Canvas;

/// A diagram as one `<svg>` element, with its title and description for screen readers.
///
/// Measured in CSS pixels; drawn for at most 660 by 880 where that can be had. The face is Inter.
pub fn svg(diagram: &Diagram) -> String {
    linked(diagram, &|_| false)
}

/// The same as a file of its own: it has its paper with it, and dark colours for those who prefer them.
pub fn standalone(diagram: &Diagram) -> String {
    let drawn = svg(diagram);
    match drawn.split_once(">\n") {
        Some((open, rest)) => format!("{open}>\n<style>\n{STYLE}</style>\n{rest}"),
        None => drawn,
    }
}

/// The paper and the dark colours of a drawing that stands alone; a page has its own.
const STYLE: &str = include_str!("../../../assets/drawing.css");

/// The same, with links on the boxes whose anchor is known.
pub(crate) fn linked(diagram: &Diagram, is_known: &dyn Fn(&str) -> bool) -> String {
    let mut canvas = Canvas::default();
    draw(diagram, is_known, &mut canvas);
    canvas.finish(diagram)
}

/// Where everything in a drawing stands.
pub fn placed(diagram: &Diagram) -> Placed {
    let mut canvas = Canvas::recording();
    draw(diagram, &|_| false, &mut canvas);
    canvas.recorded()
}

fn draw(diagram: &Diagram, is_known: &dyn Fn(&str) -> bool, canvas: &mut Canvas) {
    match &diagram.drawing {
        Drawing::Graph(graph) => graph::draw(graph, is_known, canvas),
        Drawing::Entities(entities) => entities::draw(entities, is_known, canvas),
        Drawing::States(states) => states::draw(states, canvas),
        Drawing::Sequence(all) => sequence::draw(all, is_known, canvas),
    }
}

#[cfg(test)]
mod tests;
