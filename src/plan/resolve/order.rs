//! In which order decisions are made: each after those that it reads, ties by the order of the catalogue.

use super::Resolving;
use super::relations::Ask;
use crate::report::{Code, Diagnostic, Report, Reported};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::BTreeSet;

/// For each decision, the ones that it reads, ascending.
pub(super) type Reads = Vec<Vec<usize>>;

/// For each decision, the ones that it reads: by its conditions, by who implies it, by `depends_on`. What the spec
/// states is not chosen, so that only the condition of whether it applies is read.
pub(super) fn reads(resolving: &Resolving<'_>) -> Reads {
    (0..resolving.open.len()).map(|i| read(resolving, i, resolving.open[i].stated_option().is_some())).collect()
}

/// What one decision reads, where it is stated or as if it were.
pub(super) fn read(resolving: &Resolving<'_>, i: usize, is_stated: bool) -> Vec<usize> {
    let open = &resolving.open[i];
    let applies = open.known.iter().flat_map(|known| &known.applies);
    let defaults = open
        .known
        .iter()
        .flat_map(|known| &known.defaults)
        .filter_map(|rule| rule.when.as_ref())
        .filter(|_| !is_stated);
    let conditions = applies.chain(defaults).flat_map(|rule| rule.condition.decisions());
    let stated = open.stated.iter().flat_map(|(_, choice)| choice.depends_on.iter().map(|id| id.value.as_str()));
    let named = conditions.chain(stated).filter_map(|id| resolving.index.get(id).copied());
    let implied = resolving.relations.implied[i].iter().filter(|_| !is_stated).map(|ask| ask.by);
    let mut read: Vec<usize> = named.chain(implied).collect();
    read.sort_unstable();
    read.dedup();
    read
}

/// The indices of all decisions in the order in which they are made.
pub(super) fn order(resolving: &Resolving<'_>, reads: &Reads, report: &mut Report) -> Result<Vec<usize>, Reported> {
    let sequence = sequence(&with_asked(resolving, reads));
    if sequence.len() == reads.len() { Ok(sequence) } else { Err(circles(resolving, reads, report)) }
}

/// A stated choice comes before the open decisions that it asks something of, so that they can go by it, and after
/// the stated ones that it requires something of, which it rests on; not where that would make a circle.
fn with_asked(resolving: &Resolving<'_>, reads: &Reads) -> Reads {
    let mut asked = reads.clone();
    let is_stated = |i: usize| resolving.open[i].stated_option();
    for on in 0..reads.len() {
        let stated = |ask: &&Ask<'_>| is_stated(ask.by) == Some(ask.option);
        let relations = &resolving.relations;
        if is_stated(on).is_some() {
            for ask in relations.required[on].iter().filter(stated) {
                asked[ask.by].push(on);
            }
        } else {
            let asks = relations.required[on].iter().chain(&relations.excluded[on]);
            asked[on].extend(asks.filter(stated).map(|ask| ask.by));
        }
    }
    let circle = circle_of(&asked);
    for (on, others) in asked.iter_mut().enumerate() {
        others.retain(|other| circle[on] != circle[*other] || reads[on].binary_search(other).is_ok());
        others.sort_unstable();
        others.dedup();
    }
    asked
}

fn graph(reads: &Reads) -> DiGraph<usize, ()> {
    let mut graph = DiGraph::with_capacity(reads.len(), reads.iter().map(Vec::len).sum());
    let nodes: Vec<NodeIndex> = (0..reads.len()).map(|i| graph.add_node(i)).collect();
    for (i, read) in reads.iter().enumerate() {
        for other in read {
            graph.add_edge(nodes[i], nodes[*other], ());
        }
    }
    graph
}

/// For each decision a number that it shares with those that it hangs in a circle with.
fn circle_of(reads: &Reads) -> Vec<usize> {
    let mut circle = vec![0; reads.len()];
    for (number, component) in tarjan_scc(&graph(reads)).iter().enumerate() {
        for node in component {
            circle[node.index()] = number;
        }
    }
    circle
}

/// Kahn's algorithm; what hangs in a circle is left out.
fn sequence(reads: &Reads) -> Vec<usize> {
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); reads.len()];
    let mut waits: Vec<usize> = reads.iter().map(Vec::len).collect();
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
    sequence
}

fn circles(resolving: &Resolving<'_>, reads: &Reads, report: &mut Report) -> Reported {
    let graph = graph(reads);
    let mut proof = None;
    for component in tarjan_scc(&graph) {
        let is_circle = component.len() > 1 || component.iter().any(|node| graph.contains_edge(*node, *node));
        if !is_circle {
            continue;
        }
        let mut members: Vec<usize> = component.iter().map(|node| node.index()).collect();
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
