//! Characters that no embedded face has, found before Typst would refuse them.

use crate::diagram::{Diagram, Drawing, Entities, Graph, States};
use crate::fonts::covers;
use crate::text;

/// A stretch of text that can be shown, or one character that cannot.
pub(super) enum Stretch<'a> {
    Text(&'a str),
    Missing(char),
}

/// Splits text at the characters that cannot be shown.
pub(super) fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut out = Vec::new();
    let mut done = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii() && !covers(*c)) {
        if done < at {
            out.push(Stretch::Text(&text[done..at]));
        }
        out.push(Stretch::Missing(c));
        done = at + c.len_utf8();
    }
    if done < text.len() {
        out.push(Stretch::Text(&text[done..]));
    }
    out
}

/// How a character that cannot be shown is named; a picture of a control character by that character.
pub(super) fn number(c: char) -> String {
    let number = match u32::from(c) {
        0x2421 => 0x7f,
        picture @ 0x2400..=0x241f => picture - 0x2400,
        other => other,
    };
    format!("U+{number:04X}")
}

/// Text where nothing but text can stand: the number in brackets takes the character's place.
pub(super) fn line(text: &str) -> String {
    let parts = stretches(text).into_iter().map(|stretch| match stretch {
        Stretch::Text(text) => text.to_owned(),
        Stretch::Missing(c) => format!("[{}]", number(c)),
    });
    parts.collect()
}

/// Makes a text of a diagram one that can be shown.
fn settle(text: &mut String) {
    *text = parted(&line(&text::flat(text)));
}

/// A text without what joins its pictures or turns a sign into one: in a drawing, Typst looks for a joiner in the face of
/// letters, where it finds none, and refuses the drawing.
fn parted(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')).collect()
}

/// A diagram whose texts can all be shown.
pub(super) fn diagram(diagram: &Diagram) -> Diagram {
    let mut out = diagram.clone();
    let mut texts = vec![&mut out.title, &mut out.alt];
    match &mut out.drawing {
        Drawing::Graph(graph) => texts.extend(graph_texts(graph)),
        Drawing::Entities(entities) => entity_texts(entities),
        Drawing::States(states) => texts.extend(state_texts(states)),
        Drawing::Sequence(sequence) => texts.extend(sequence.texts()),
    }
    texts.into_iter().for_each(settle);
    out
}

fn graph_texts(graph: &mut Graph) -> impl Iterator<Item = &mut String> {
    let nodes = graph.nodes.iter_mut().flat_map(|node| [&mut node.title, &mut node.note, &mut node.text]);
    let edges = graph.edges.iter_mut().map(|edge| &mut edge.label);
    let frames = graph.frames.iter_mut().map(|frame| &mut frame.title);
    let legend = graph.legend.iter_mut().map(|(_, text)| text).chain(graph.lines.iter_mut().map(|(_, text)| text));
    nodes.chain(edges).chain(frames).chain(legend)
}

fn state_texts(states: &mut States) -> impl Iterator<Item = &mut String> {
    states.states.iter_mut().map(|state| &mut state.name).chain(states.moves.iter_mut().map(|(.., text)| text))
}

/// Names are changed where they are used too, so that relationships still meet their entities.
fn entity_texts(entities: &mut Entities) {
    for entity in &mut entities.entities {
        settle(&mut entity.name);
        for field in &mut entity.fields {
            settle(&mut field.name);
            settle(&mut field.kind);
            field.keys.iter_mut().for_each(settle);
        }
    }
    for relation in &mut entities.relations {
        settle(&mut relation.from);
        settle(&mut relation.to);
        settle(&mut relation.label);
    }
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn pictures_are_parted() {
        assert_eq!(parted("a 👩\u{200d}👩\u{200d}👧 b"), "a 👩👩👧 b");
        assert_eq!(parted("❤\u{fe0f}!"), "❤!");
        assert_eq!(parted("می\u{200c}روم"), "می\u{200c}روم", "a joiner that Persian is written with");
    }
}
