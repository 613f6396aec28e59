//! Text in drawings: broken into lines that fit, and measured on the face that will show it.

use crate::fonts::{self, Face};
use crate::text;

/// A line of text in a drawing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) style: Style,
}

/// How a line is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub(super) face: Face,
    /// In pixels.
    pub(super) size: f64,
    /// The colour, and the class that a page may give another colour through.
    pub(super) class: &'static str,
    pub(super) fill: &'static str,
}

impl Style {
    const fn new(face: Face, size: f64, class: &'static str, fill: &'static str) -> Self {
        Self { face, size, class, fill }
    }
}

/// First line of a box.
pub(super) const TITLE: Style = Style::new(Face::SemiBold, 12.0, "title", "#0d1114");
/// Second line of a box, in brackets.
pub(super) const NOTE: Style = Style::new(Face::Regular, 10.5, "note-text", "#5b656d");
/// Running text of a box.
pub(super) const TEXT: Style = Style::new(Face::Regular, 11.0, "text", "#1d2226");
/// Words on an arrow.
pub(super) const LABEL: Style = Style::new(Face::Regular, 10.5, "label", "#5b656d");
/// A condition, in brackets.
pub(super) const GUARD: Style = Style::new(Face::SemiBold, 10.5, "label", "#5b656d");
/// Title of a frame.
pub(super) const FRAME: Style = Style::new(Face::SemiBold, 11.0, "frame-title", "#5b656d");

impl Line {
    pub(super) fn width(&self) -> f64 {
        fonts::width(&self.text, self.style.face, self.style.size)
    }

    /// From one base line to the next.
    pub(super) fn height(&self) -> f64 {
        (self.style.size * 1.35).ceil()
    }
}

/// How much room lines take: the widest, and all heights.
pub(super) fn extent(lines: &[Line]) -> (f64, f64) {
    let width = lines.iter().map(Line::width).fold(0.0, f64::max);
    (width.ceil(), lines.iter().map(Line::height).sum())
}

/// Breaks a text into lines no wider than `limit`; a word wider than that is broken at its joints or, without
/// joints, anywhere. More than `most` lines end in an ellipsis.
pub(super) fn wrap(raw: &str, style: Style, limit: f64, most: usize) -> Vec<Line> {
    let flat = text::flat(raw);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in flat.split(' ').filter(|word| !word.is_empty()) {
        for (at, piece) in fitting(word, style, limit).into_iter().enumerate() {
            let gap = if at == 0 && !line.is_empty() { " " } else { "" };
            if !line.is_empty() && fonts::width(&format!("{line}{gap}{piece}"), style.face, style.size) > limit {
                lines.push(std::mem::take(&mut line));
                if lines.len() > most {
                    break;
                }
            } else {
                line.push_str(gap);
            }
            line.push_str(piece);
        }
    }
    lines.push(line);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            shorten(last, style, limit);
        }
    }
    lines.into_iter().filter(|text| !text.is_empty()).map(|text| Line { text, style }).collect()
}

/// A word in pieces that each fit a line.
fn fitting(word: &str, style: Style, limit: f64) -> Vec<&str> {
    if fonts::width(word, style.face, style.size) <= limit {
        return vec![word];
    }
    let mut out = Vec::new();
    for piece in text::pieces(word).into_iter().flat_map(humps) {
        let mut rest = piece;
        while !rest.is_empty() {
            let (head, tail) = rest.split_at(fitting_end(rest, style, limit));
            out.push(head);
            rest = tail;
        }
    }
    out
}

/// A piece cut before each capital that follows a small letter, as `InventoryReserved` is written.
fn humps(piece: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let letters = piece.char_indices().zip(piece.chars().skip(1));
    let next = letters.filter(|((_, one), two)| one.is_lowercase() && two.is_uppercase());
    cuts.extend(next.map(|((at, one), _)| at + one.len_utf8()));
    cuts.push(piece.len());
    cuts.iter().zip(&cuts[1..]).map(|(from, to)| &piece[*from..*to]).collect()
}

fn fitting_end(text: &str, style: Style, limit: f64) -> usize {
    let mut width = 0.0;
    for (at, c) in text.char_indices() {
        width += fonts::width(c.encode_utf8(&mut [0; 4]), style.face, style.size);
        if at > 0 && width > limit {
            return at;
        }
    }
    text.len()
}

fn shorten(line: &mut String, style: Style, limit: f64) {
    while !line.is_empty() && fonts::width(&format!("{line}…"), style.face, style.size) > limit {
        line.pop();
    }
    line.truncate(line.trim_end().len());
    line.push('…');
}
