//! Places across the page for layers whose order is settled: close together, arrows as straight as that allows.
//!
//! Sweeps up and down; each layer in turn goes where its neighbours pull it. Within a layer that is a least
//! squares problem under a fixed order, solved by pooling (isotonic regression).

/// What stands in a layer.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub(super) width: f64,
    /// The room kept free at either side of it.
    pub(super) air: f64,
}

/// Two items of neighbouring layers, and how hard they pull.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub(super) upper: usize,
    /// How far right of its middle the link touches an item.
    pub(super) upper_at: f64,
    pub(super) lower: usize,
    pub(super) lower_at: f64,
    pub(super) weight: f64,
}

/// Another item that pulls: which, how far right of its middle it would have this one's, and how hard.
type Pull = (usize, f64, f64);

/// How often all layers are gone through, down and up.
const SWEEPS: usize = 10;

/// Sideways middles of all items; the picture begins at 0. `layers` hold items from left to right.
pub(super) fn places(items: &[Item], layers: &[Vec<usize>], links: &[Link]) -> Vec<f64> {
    let (mut above, mut below) = (vec![Vec::new(); items.len()], vec![Vec::new(); items.len()]);
    for link in links {
        let aside = link.upper_at - link.lower_at;
        above[link.lower].push((link.upper, aside, link.weight));
        below[link.upper].push((link.lower, -aside, link.weight));
    }
    let offsets: Vec<Vec<f64>> = layers.iter().map(|layer| offsets(items, layer)).collect();
    let width = layers.iter().zip(&offsets).map(|(layer, offsets)| tight(items, layer, offsets)).fold(0.0, f64::max);
    let mut places = vec![0.0; items.len()];
    for (layer, offsets) in layers.iter().zip(&offsets) {
        let start = (width - tight(items, layer, offsets)) / 2.0;
        layer.iter().zip(offsets).for_each(|(item, offset)| places[*item] = start + offset);
    }
    let mut settle = |at: usize, neighbours: &[&Vec<Vec<Pull>>]| {
        let slack = width - tight(items, &layers[at], &offsets[at]);
        pull(&layers[at], &offsets[at], slack, neighbours, &mut places);
    };
    for _ in 0..SWEEPS {
        (0..layers.len()).for_each(|at| settle(at, &[&above]));
        (0..layers.len()).rev().for_each(|at| settle(at, &[&below]));
    }
    (0..layers.len()).for_each(|at| settle(at, &[&above, &below]));
    let left = places.iter().zip(items).map(|(place, item)| place - item.width / 2.0).fold(f64::INFINITY, f64::min);
    places.into_iter().map(|place| place - left).collect()
}

/// Middles of a layer's items when they stand as close as they may, from 0.
fn offsets(items: &[Item], layer: &[usize]) -> Vec<f64> {
    let mut out = Vec::with_capacity(layer.len());
    let mut right = 0.0;
    let mut air = 0.0_f64;
    for (at, item) in layer.iter().map(|item| items[*item]).enumerate() {
        let gap = if at == 0 { 0.0 } else { air.max(item.air) };
        out.push(right + gap + item.width / 2.0);
        right += gap + item.width;
        air = item.air;
    }
    out
}

fn tight(items: &[Item], layer: &[usize], offsets: &[f64]) -> f64 {
    match (layer.last(), offsets.last()) {
        (Some(item), Some(offset)) => offset + items[*item].width / 2.0,
        _ => 0.0,
    }
}

/// A pool of items that stand tight: the place they share, less their offsets, and its weight.
struct Pool {
    place: f64,
    weight: f64,
    count: usize,
}

/// Moves a layer to where its neighbours pull it, with `slack` between the tightest and the widest it may be.
fn pull(layer: &[usize], offsets: &[f64], slack: f64, neighbours: &[&Vec<Vec<Pull>>], places: &mut [f64]) {
    let mut pools: Vec<Pool> = Vec::with_capacity(layer.len());
    for (item, offset) in layer.iter().zip(offsets) {
        // What nothing pulls stays where it is, if nothing pushes.
        let (mut sum, mut weight) = (places[*item] * 0.01, 0.01);
        for (other, aside, pull) in neighbours.iter().flat_map(|of| &of[*item]) {
            sum += (places[*other] + aside) * pull;
            weight += pull;
        }
        pools.push(Pool { place: sum / weight - offset, weight, count: 1 });
        join_crossing(&mut pools);
    }
    let mut at = 0;
    for pool in pools {
        for _ in 0..pool.count {
            places[layer[at]] = pool.place.clamp(0.0, slack.max(0.0)) + offsets[at];
            at += 1;
        }
    }
}

/// Items that would stand in the wrong order stand together in the middle.
fn join_crossing(pools: &mut Vec<Pool>) {
    while let [.., before, last] = pools.as_mut_slice()
        && before.place > last.place
    {
        let weight = before.weight + last.weight;
        before.place = (before.place * before.weight + last.place * last.weight) / weight;
        before.weight = weight;
        before.count += last.count;
        pools.pop();
    }
}
