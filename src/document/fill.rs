//! Puts values into the holes of prose that was parsed before.
//!
//! A hole `{{ expression }}` stands in a text or a code span and becomes text, never markup. A paragraph, an
//! item or a row that begins with `{{ when condition }}` is left out where the condition does not hold, and
//! so is one with a hole that has no value: the plan says nothing there, so the document says nothing.

use super::kept::Kept;
use super::outline::Part;
use super::values::{Compiled, Values};
use super::{ids, prose, words};
use crate::expression::{Condition, Scope};
use crate::plan::Plan;
use minijinja::Value;
use renderers::document::{Block, Code, Definition, Inline, Inlines, Item, List, Note, Section, Table, text};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What conditions and holes read.
#[derive(Clone)]
pub(super) struct Holes<'a> {
    scope: &'a Scope,
    values: Values<'a>,
    /// What this document or picture says besides.
    own: BTreeMap<&'static str, Value>,
}

/// What fills a document.
pub(super) struct Filling<'a> {
    /// The plan, for the decisions that a section comes from.
    pub(super) plan: &'a Plan,
    /// What conditions and holes read.
    pub(super) holes: Holes<'a>,
    /// The blocks of a directive, by its line; `None` where there is no such directive.
    pub(super) directive: &'a dyn Fn(&str) -> Option<Vec<Block>>,
    /// The sections made one a thing, by the name of the kind of things; `None` where there is none.
    pub(super) each: &'a dyn Fn(&str) -> Option<Vec<Section>>,
}

impl<'a> Holes<'a> {
    /// The values of a plan.
    pub(super) fn of(plan: &'a Plan) -> Self {
        Self { scope: plan.scope(), values: Values::of(plan), own: BTreeMap::new() }
    }

    /// With one more name that holes may read.
    pub(super) fn with(mut self, name: &'static str, value: Value) -> Self {
        self.own.insert(name, value);
        self
    }

    /// A text with its holes filled; `None` where a condition does not hold or a hole has no value.
    pub(super) fn text(&self, text: &str) -> Option<String> {
        let mut filled = String::new();
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Hole(expression) => filled.push_str(&self.value(expression)?),
                Piece::When(condition) => {
                    if !self.stands(Some(condition)) {
                        return None;
                    }
                }
            }
        }
        Some(filled)
    }

    /// Whether there is a value of that kind and name.
    pub(super) fn knows(&self, kind: &str, key: &str) -> bool {
        let value = self.of_kind(kind).and_then(|(_, values)| values.get_attr(key).ok());
        value.is_some_and(|value| !value.is_undefined())
    }

    /// Whether a condition holds.
    pub(super) fn holds(&self, condition: &Condition) -> bool {
        // What cannot be evaluated does not hold; the suite evaluates every built-in condition.
        condition.holds(self.scope).unwrap_or(false)
    }

    /// Whether an expression over the values has a value that counts as true.
    pub(super) fn is_true(&self, expression: &str) -> bool {
        self.eval(expression).is_some_and(|value| value.is_true())
    }

    /// Whether something stands that is said where a condition of a built-in file holds; always without one.
    pub(super) fn stands(&self, when: Option<&str>) -> bool {
        static PARSED: Kept<String, Condition> = Kept::new();
        let parse = |when: &str| Condition::parse(when).expect("every built-in condition is well formed");
        when.is_none_or(|when| self.holds(&PARSED.get(when.to_owned(), || parse(when))))
    }

    fn value(&self, expression: &str) -> Option<String> {
        self.eval(expression).map(|value| value.to_string())
    }

    fn eval(&self, expression: &str) -> Option<Value> {
        static COMPILED: Kept<String, Arc<Compiled>> = Kept::new();
        let compile = || Compiled::of(expression).expect("every built-in hole is an expression");
        let compiled = COMPILED.get(expression.to_owned(), || Arc::new(compile()));
        let read: BTreeMap<&str, Value> = compiled.kinds.iter().filter_map(|kind| self.of_kind(kind)).collect();
        let value = compiled.expression.eval(Value::from(read)).ok()?;
        (!value.is_undefined() && !value.is_none()).then_some(value)
    }

    /// The values of a kind, such as `counts`, with its name.
    fn of_kind(&self, kind: &str) -> Option<(&'static str, Value)> {
        let own = self.own.get_key_value(kind).map(|(name, value)| (*name, value.clone()));
        own.or_else(|| self.values.get(kind))
    }
}

impl Filling<'_> {
    /// The sections of parts; a part with nothing in it is left out.
    pub(super) fn sections(&self, parts: &[Part]) -> Vec<Section> {
        parts.iter().filter_map(|part| self.section(part)).collect()
    }

    fn section(&self, part: &Part) -> Option<Section> {
        let (mut blocks, sections) = self.content(part);
        if blocks.is_empty() && sections.is_empty() {
            blocks = self.blocks(&part.otherwise);
            if blocks.is_empty() {
                return None;
            }
        } else {
            blocks.extend(self.decided_by(part));
        }
        if let Some(origin) = part.origin {
            blocks.insert(0, Block::Paragraph(vec![Inline::Emphasis(text(origin.words()))]));
        }
        let title = self.holes.text(&part.title)?;
        blocks.iter_mut().for_each(|block| uncaptioned(block, &title));
        Some(Section { id: part.id.clone(), title: text(title), blocks, sections })
    }

    /// What stands in a section: nothing where its condition does not hold.
    fn content(&self, part: &Part) -> (Vec<Block>, Vec<Section>) {
        if part.when.iter().any(|when| !self.holes.holds(when)) {
            return Default::default();
        }
        let mut sections = part.each.as_deref().map(|each| self.made(each)).unwrap_or_default();
        sections.extend(self.sections(&part.parts));
        let leads = part.leads && sections.is_empty() && !part.blocks.iter().any(is_directives);
        (if leads { Vec::new() } else { self.said(part) }, sections)
    }

    /// What a section says; nothing where none of its directives has anything to show.
    fn said(&self, part: &Part) -> Vec<Block> {
        let made: Vec<Vec<Block>> = part.blocks.iter().map(|block| self.block(block)).collect();
        let mut shown = part.blocks.iter().zip(&made).filter(|(block, _)| is_directives(block)).peekable();
        let is_empty = !part.stays && shown.peek().is_some() && shown.all(|(_, made)| made.is_empty());
        if is_empty { Vec::new() } else { made.into_iter().fold(Vec::new(), joined) }
    }

    /// The line that leads from a section to the decisions that it comes from.
    fn decided_by(&self, part: &Part) -> Option<Block> {
        // A table of the section shows its decisions already.
        let shown = |id: &str| part.blocks.iter().any(|block| names(block, id));
        let decisions = part.realises.iter().filter(|id| !shown(id)).filter_map(|id| self.plan.decision(id));
        let decisions = decisions.filter(|decision| decision.chosen().is_some());
        let links: Vec<Inlines> = decisions.map(ids::decision_link).collect();
        if links.is_empty() {
            return None;
        }
        let mut line = vec![Inline::Emphasis(text("Decided by")), Inline::from(" ")];
        line.extend(words::chained(links));
        Some(Block::Paragraph(words::ended(line)))
    }

    fn made(&self, each: &str) -> Vec<Section> {
        (self.each)(each).expect("every built-in `each` names a kind of sections")
    }

    /// Blocks with their holes filled.
    pub(super) fn blocks(&self, blocks: &[Block]) -> Vec<Block> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &Block) -> Vec<Block> {
        let filled = match block {
            Block::Code(code) if is_directives(block) => return self.directives(&code.text),
            Block::Paragraph(line) => self.inlines(line).map(Block::Paragraph),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Code(code) => self.holes.text(&code.text).map(|text| Block::Code(Code { text, ..code.clone() })),
            Block::Definitions(terms) => self.definitions(terms),
            Block::Quote(inner) => Some(self.blocks(inner)).filter(|b| !b.is_empty()).map(Block::Quote),
            Block::Note(note) => {
                let blocks = self.blocks(&note.blocks);
                (!blocks.is_empty()).then_some(Block::Note(Note { kind: note.kind, blocks }))
            }
            Block::Diagram(_) | Block::Rule => Some(block.clone()),
        };
        filled.into_iter().collect()
    }

    fn directives(&self, lines: &str) -> Vec<Block> {
        let known = "every built-in directive is known";
        lines.lines().filter(|line| !line.is_empty()).flat_map(|line| (self.directive)(line).expect(known)).collect()
    }

    fn list(&self, list: &List) -> Option<Block> {
        let items: Vec<Item> = list.items.iter().filter_map(|item| self.item(item)).collect();
        (!items.is_empty()).then_some(Block::List(List { start: list.start, items }))
    }

    fn item(&self, item: &Item) -> Option<Item> {
        // A tight item holds one paragraph: when that goes, the item goes.
        let blocks = self.blocks(&item.blocks);
        (!blocks.is_empty()).then_some(Item { done: item.done, blocks })
    }

    fn table(&self, table: &Table) -> Option<Block> {
        let row = |row: &Vec<Inlines>| row.iter().map(|cell| self.inlines_or_empty(cell)).collect::<Option<Vec<_>>>();
        let rows: Vec<_> = table.rows.iter().filter_map(row).collect();
        (!rows.is_empty()).then_some(Block::Table(Table { rows, ..table.clone() }))
    }

    fn definitions(&self, terms: &[Definition]) -> Option<Block> {
        let filled = terms.iter().filter_map(|definition| {
            let term = self.inlines(&definition.term)?;
            let meaning = self.blocks(&definition.meaning);
            (!meaning.is_empty()).then_some(Definition { term, meaning })
        });
        let filled: Vec<_> = filled.collect();
        (!filled.is_empty()).then_some(Block::Definitions(filled))
    }

    fn inlines_or_empty(&self, line: &Inlines) -> Option<Inlines> {
        if line.is_empty() { Some(Vec::new()) } else { self.inlines(line) }
    }

    /// A line with its holes filled; `None` where it must not be said.
    fn inlines(&self, line: &[Inline]) -> Option<Inlines> {
        merged(line).into_iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: Inline) -> Option<Inline> {
        Some(match inline {
            Inline::Text(text) => Inline::Text(self.holes.text(&text)?),
            Inline::Code(text) => Inline::Code(self.holes.text(&text)?),
            Inline::Emphasis(inner) => Inline::Emphasis(self.inlines(&inner)?),
            Inline::Strong(inner) => Inline::Strong(self.inlines(&inner)?),
            Inline::Strikeout(inner) => Inline::Strikeout(self.inlines(&inner)?),
            Inline::Link(target, inner) => Inline::Link(target, self.inlines(&inner)?),
            kept @ (Inline::Picture(_) | Inline::Break) => kept,
        })
    }
}

/// What is said so far and what follows: bullets that follow on bullets are one list.
fn joined(mut said: Vec<Block>, next: Vec<Block>) -> Vec<Block> {
    let mut next = next.into_iter().peekable();
    if let (Some(Block::List(list)), Some(Block::List(more))) = (said.last_mut(), next.peek_mut())
        && list.start.is_none()
        && more.start.is_none()
    {
        list.items.append(&mut more.items);
        next.next();
    }
    said.extend(next);
    said
}

/// Takes the caption off a table that says no more than the heading above it.
fn uncaptioned(block: &mut Block, title: &str) {
    if let Block::Table(table) = block
        && prose::plain(&table.caption).eq_ignore_ascii_case(title)
    {
        table.caption.clear();
    }
}

/// Whether a block is lines of directives.
fn is_directives(block: &Block) -> bool {
    matches!(block, Block::Code(code) if code.language == "archplan")
}

/// Whether a directive among these lines has this word.
fn names(block: &Block, word: &str) -> bool {
    match block {
        Block::Code(code) if code.language == "archplan" => code.text.split_whitespace().any(|other| other == word),
        _ => false,
    }
}

/// A part of a text with holes.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'t> {
    /// As it is.
    Text(&'t str),
    /// An expression whose value stands here.
    Hole(&'t str),
    /// A condition under which the whole is said.
    When(&'t str),
}

/// Cuts a text at its holes.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((hole, behind)) = after.split_once("}}") else { break };
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let hole = hole.trim();
        match hole.strip_prefix("when ") {
            Some(condition) => {
                pieces.push(Piece::When(condition.trim()));
                rest = behind.trim_start();
            }
            None => {
                pieces.push(Piece::Hole(hole));
                rest = behind;
            }
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Neighbouring texts as one: a parser may cut a text in the middle of a hole.
pub(super) fn merged(line: &[Inline]) -> Inlines {
    let mut merged: Inlines = Vec::with_capacity(line.len());
    for inline in line {
        match (merged.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(text),
            _ => merged.push(inline.clone()),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_holes() {
        let cut = pieces("{{ when facts.roles > 0 }} For {{ service.title }}: {{ open");
        assert_eq!(
            cut,
            [
                Piece::When("facts.roles > 0"),
                Piece::Text("For "),
                Piece::Hole("service.title"),
                Piece::Text(": {{ open"),
            ]
        );
    }
}
