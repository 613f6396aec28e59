//! Which decision asks what of which: found once, so that making a decision costs what it reads.

use super::Open;
use crate::catalogue::Constraint;
use std::collections::HashMap;

/// What an option of one decision asks of another decision.
#[derive(Clone, Copy)]
pub(super) struct Ask<'a> {
    /// The decision that asks.
    pub(super) by: usize,
    /// The option of it that asks.
    pub(super) option: usize,
    /// What it asks.
    pub(super) constraint: &'a Constraint,
}

/// For each decision what others ask of it, in the order of those others.
pub(super) struct Relations<'a> {
    /// Options that decide it.
    pub(super) implied: Vec<Vec<Ask<'a>>>,
    /// Options that require some of its options.
    pub(super) required: Vec<Vec<Ask<'a>>>,
    /// Options that exclude some of its options.
    pub(super) excluded: Vec<Vec<Ask<'a>>>,
}

impl<'a> Relations<'a> {
    pub(super) fn of(open: &[Open<'a>], index: &HashMap<&'a str, usize>) -> Self {
        let none = || vec![Vec::new(); open.len()];
        let mut relations = Self { implied: none(), required: none(), excluded: none() };
        for (by, decision) in open.iter().enumerate() {
            let Some(known) = decision.known else { continue };
            for (option, choice) in known.options.iter().enumerate() {
                let ask = |constraint: &'a Constraint| {
                    Some((*index.get(constraint.decision.as_str())?, Ask { by, option, constraint }))
                };
                for (on, ask) in choice.implies.iter().filter_map(ask) {
                    relations.implied[on].push(ask);
                }
                for (on, ask) in choice.requires.iter().filter_map(ask) {
                    relations.required[on].push(ask);
                }
                for (on, ask) in choice.excludes.iter().filter_map(ask) {
                    relations.excluded[on].push(ask);
                }
            }
        }
        relations
    }
}

impl<'a> Relations<'a> {
    /// Everything that is asked of a decision.
    pub(super) fn asks_on(&self, on: usize) -> impl Iterator<Item = &Ask<'a>> {
        self.implied[on].iter().chain(&self.required[on]).chain(&self.excluded[on])
    }
}
