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
    let wide = |text: &str| fonts::width(text, style.face, style.size);
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut width) = (String::new(), 0.0);
    for word in flat.split(' ').filter(|word| !word.is_empty()) {
        for (at, piece) in fitting(word, style, limit).into_iter().enumerate() {
            let gap = if at == 0 && !line.is_empty() { " " } else { "" };
            let more = wide(gap) + wide(piece);
            if !line.is_empty() && width + more > limit {
                lines.push(std::mem::take(&mut line));
                if lines.len() > most {
                    break;
                }
                width = wide(piece);
            } else {
                line.push_str(gap);
                width += more;
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
    for piece in text::pieces(word) {
        let mut rest = piece;
        while !rest.is_empty() {
            let (head, tail) = rest.split_at(fitting_end(rest, style, limit));
            out.push(head);
            rest = tail;
        }
    }
    out
}

/// Where a piece must end: before the last hump or after the last joint that fits, if there is one.
fn fitting_end(text: &str, style: Style, limit: f64) -> usize {
    let (mut width, mut joint, mut last) = (0.0, None, '\0');
    for (at, c) in text.char_indices() {
        width += fonts::width(c.encode_utf8(&mut [0; 4]), style.face, style.size);
        if at > 0 && width > limit {
            return joint.unwrap_or(at);
        }
        if at > 3 && (last.is_lowercase() && c.is_uppercase() || "/_.-".contains(last) && c.is_alphanumeric()) {
            joint = Some(at);
        }
        last = c;
    }
    text.len()
}

fn shorten(line: &mut String, style: Style, limit: f64) {
    let room = limit - fonts::width("…", style.face, style.size);
    let mut width = fonts::width(line, style.face, style.size);
    while let Some(last) = line.chars().next_back().filter(|_| width > room) {
        width -= fonts::width(last.encode_utf8(&mut [0; 4]), style.face, style.size);
        line.pop();
    }
    line.truncate(line.trim_end().len());
    line.push('…');
}
