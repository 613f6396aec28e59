//! In which order decisions are made: each after those that its conditions read, ties by the order of the
//! catalogue.

use super::Resolving;
use crate::report::{Code, Diagnostic, Report, Reported};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};

/// The indices of all decisions in the order in which they are made.
pub(super) fn order(resolving: &Resolving<'_>, report: &mut Report) -> Result<Vec<usize>, Reported> {
    let reads = reads(resolving);
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); reads.len()];
    let mut waits: Vec<usize> = reads.iter().map(BTreeSet::len).collect();
    for (i, read) in reads.iter().enumerate() {
        for other in read {
            readers[*other].push(i);
        }
    }
    let mut ready: BTreeSet<usize> = (0..reads.len()).filter(|i| waits[*i] == 0).collect();
    let mut sequence = Vec::with_capacity(reads.len());
    while let Some(next) = ready.pop_first() {
        sequence.push(next);
        for reader in &readers[next] {
            waits[*reader] -= 1;
            if waits[*reader] == 0 {
                ready.insert(*reader);
            }
        }
    }
    if sequence.len() == reads.len() { Ok(sequence) } else { Err(circles(resolving, &reads, report)) }
}

/// For each decision, the ones that it reads: by its conditions, by who implies it, by `depends_on`.
fn reads(resolving: &Resolving<'_>) -> Vec<BTreeSet<usize>> {
    let mut implied_by: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (i, open) in resolving.open.iter().enumerate() {
        for option in open.known.iter().flat_map(|known| &known.options) {
            for implication in &option.implies {
                implied_by.entry(&implication.decision).or_default().insert(i);
            }
        }
    }
    let read = |open: &super::Open<'_>| {
        let rules = open
            .known
            .iter()
            .flat_map(|known| known.applies.iter().chain(known.defaults.iter().filter_map(|rule| rule.when.as_ref())));
        let conditions = rules.flat_map(|rule| rule.condition.decisions());
        let stated = open.stated.iter().flat_map(|(_, choice)| choice.depends_on.iter().map(|id| id.value.as_str()));
        let mut read: BTreeSet<usize> =
            conditions.chain(stated).filter_map(|id| resolving.index.get(id).copied()).collect();
        read.extend(implied_by.get(open.id).into_iter().flatten());
        read
    };
    resolving.open.iter().map(read).collect()
}

fn circles(resolving: &Resolving<'_>, reads: &[BTreeSet<usize>], report: &mut Report) -> Reported {
    let mut graph = DiGraph::<usize, ()>::new();
    let nodes: Vec<NodeIndex> = (0..reads.len()).map(|i| graph.add_node(i)).collect();
    for (i, read) in reads.iter().enumerate() {
        for other in read {
            graph.add_edge(nodes[i], nodes[*other], ());
        }
    }
    let mut proof = None;
    for component in tarjan_scc(&graph) {
        let is_circle = component.len() > 1 || component.iter().any(|node| graph.contains_edge(*node, *node));
        if !is_circle {
            continue;
        }
        let mut members: Vec<usize> = component.iter().map(|node| graph[*node]).collect();
        members.sort_unstable();
        let names: Vec<_> = members.iter().map(|i| format!("`{}`", resolving.open[*i].id)).collect();
        let message = format!("these decisions rest on one another in a circle: {}", names.join(", "));
        let mut places = members.iter().filter_map(|i| resolving.open[*i].stated.map(|(id, _)| id.span));
        let code = Code::new("plan", "circle");
        let mut diagnostic = match places.next() {
            Some(place) => Diagnostic::error(code, place, message),
            None => Diagnostic::placeless(code, message),
        };
        for place in places {
            diagnostic = diagnostic.label(place, "and this one");
        }
        proof = Some(report.error(diagnostic.help("take one `depends_on` out")));
    }
    proof.expect("an order that is not whole has a circle")
}
