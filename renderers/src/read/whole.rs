//! A whole Markdown file as the sections of a document.

use super::frame::{Heading, Stack};
use super::{Fault, Own, Pictures, Written, options};
use crate::document::{Block, Inline, Inlines, Section, SectionId, Target};
use crate::text::plain;
use pulldown_cmark::Parser;
use std::collections::{BTreeMap, BTreeSet};

/// A Markdown file, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Whole {
    /// Its one heading of the first level, where it begins with it; else empty.
    pub title: Inlines,
    /// What stands before the first section.
    pub blocks: Vec<Block>,
    /// Its sections by their headings. An id is the anchor before the heading, or made of its words.
    pub sections: Vec<Section>,
    /// What could not be taken as it was written, in order.
    pub faults: Vec<Fault>,
    /// The links that were taken, in order.
    pub links: Vec<Written>,
}

/// Reads a whole file, without its front matter, as [`blocks`](super::blocks) reads a part. Headings that stand in
/// nothing become sections, whose numbers are left out where each has the number of its place; links find them by
/// their ids and by the anchors that GitHub makes of headings. Comments are left out, and so is HTML but for its words.
pub fn document(markdown: &str) -> Whole {
    document_with(markdown, &|_| None)
}

/// The same, with the pictures that it shows.
pub fn document_with(markdown: &str, pictures: Pictures<'_>) -> Whole {
    let (_, headings) = events(markdown, &|_| None, &|_| None);
    let ids = ids(&headings);
    let mut anchors = BTreeMap::new();
    let mut taken = BTreeMap::new();
    for (heading, id) in headings.iter().zip(&ids) {
        let words = plain(&heading.title);
        for anchor in [github(&words, &mut taken), heading.anchor.clone(), words] {
            anchors.entry(anchor).or_insert_with(|| id.clone());
        }
    }
    let own = |address: &str| {
        let anchor = address.strip_prefix('#').filter(|anchor| !anchor.is_empty())?;
        anchors.get(anchor).cloned().map(Target::Section)
    };
    let (read, mut headings) = events(markdown, &own, pictures);
    let mut ids = ids;
    let is_titled = headings.first().is_some_and(|first| first.level == 1 && first.after == 0)
        && headings.iter().filter(|heading| heading.level == 1).count() == 1;
    let title = if is_titled {
        ids.remove(0);
        headings.remove(0).title
    } else {
        Inlines::new()
    };
    unnumber(&mut headings);
    let mut blocks = read.blocks;
    let mut rest = blocks.split_off(headings.first().map_or(blocks.len(), |heading| heading.after));
    let ends: Vec<usize> = headings.iter().skip(1).map(|heading| heading.after).chain([usize::MAX]).collect();
    let mut start = blocks.len();
    let mut flat = Vec::with_capacity(headings.len());
    for ((heading, id), end) in headings.into_iter().zip(ids).zip(ends) {
        let behind = rest.split_off(end.saturating_sub(start).min(rest.len()));
        flat.push((heading.level, Section { id, title: heading.title, blocks: rest, sections: Vec::new() }));
        (rest, start) = (behind, end);
    }
    Whole { title, blocks, sections: nested(flat), faults: read.faults, links: read.links }
}

fn events(markdown: &str, own: Own<'_>, pictures: Pictures<'_>) -> (super::Read, Vec<Heading>) {
    let mut undefined = Vec::new();
    let mut note = super::undefined(&mut undefined);
    let mut stack = Stack::whole(own, pictures);
    for (event, range) in Parser::new_with_broken_link_callback(markdown, options(), Some(&mut note)).into_offset_iter()
    {
        stack.event(event, range);
    }
    let (mut read, headings) = stack.finish_whole();
    drop(note);
    super::join(&mut read, undefined);
    (read, headings)
}

/// An id for each heading: of its anchor, else of its words; the later of two get a number.
fn ids(headings: &[Heading]) -> Vec<SectionId> {
    let mut taken = BTreeSet::new();
    let mut next: BTreeMap<SectionId, u32> = BTreeMap::new();
    let id = |heading: &Heading| {
        let words = plain(&heading.title);
        let first = SectionId::new(if heading.anchor.is_empty() { &words } else { &heading.anchor });
        let mut id = first.clone();
        while !taken.insert(id.clone()) {
            let number = next.entry(first.clone()).or_insert(1);
            *number += 1;
            id = SectionId::new(&format!("{first}-{number}"));
        }
        id
    };
    headings.iter().map(id).collect()
}

/// The anchor that GitHub makes of a heading; the later of two get a number.
fn github(words: &str, taken: &mut BTreeMap<String, u32>) -> String {
    let kept = words.to_lowercase();
    let slug: String = kept
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect();
    let count = taken.entry(slug.clone()).or_default();
    *count += 1;
    if *count == 1 { slug } else { format!("{slug}-{}", *count - 1) }
}

/// Sections inside of those of a lower level before them.
fn nested(flat: Vec<(u8, Section)>) -> Vec<Section> {
    let mut done = Vec::new();
    let mut open: Vec<(u8, Section)> = Vec::new();
    for (level, section) in flat {
        close(&mut open, &mut done, level);
        open.push((level, section));
    }
    close(&mut open, &mut done, 0);
    done
}

/// Ends the open sections that one of this level does not stand in.
fn close(open: &mut Vec<(u8, Section)>, done: &mut Vec<Section>, level: u8) {
    while open.last().is_some_and(|(last, _)| *last >= level) {
        let Some((_, section)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, outer)) => outer.sections.push(section),
            None => done.push(section),
        }
    }
}

/// Leaves out the numbers of headings where every heading has that of its place: the formats number anew.
fn unnumber(headings: &mut [Heading]) {
    let mut counts: Vec<(u8, usize)> = Vec::new();
    let mut numbers = Vec::with_capacity(headings.len());
    for heading in headings.iter() {
        while counts.last().is_some_and(|(level, _)| *level > heading.level) {
            counts.pop();
        }
        match counts.last_mut() {
            Some((level, count)) if *level == heading.level => *count += 1,
            _ => counts.push((heading.level, 1)),
        }
        numbers.push(counts.iter().map(|(_, count)| count.to_string()).collect::<Vec<_>>().join("."));
    }
    let rest = |heading: &Heading, number: &str| match heading.title.first() {
        Some(Inline::Text(text)) => {
            let rest = text.strip_prefix(number)?;
            let rest = rest.strip_prefix('.').unwrap_or(rest);
            rest.starts_with(' ').then(|| rest.trim_start().to_owned())
        }
        _ => None,
    };
    let bare: Option<Vec<String>> = headings.iter().zip(&numbers).map(|(h, number)| rest(h, number)).collect();
    for (heading, bare) in headings.iter_mut().zip(bare.unwrap_or_default()) {
        heading.title[0] = Inline::Text(bare);
    }
}
