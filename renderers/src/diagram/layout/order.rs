//! The order of what stands in rows, with few crossings.
//!
//! The core is ordered as Sugiyama, Tagawa and Toda do: each row in turn by the middle of its neighbours, up and down,
//! then by swapping neighbours where that helps.

use super::net::Net;

/// How often the rows are gone through before the best order is taken.
const SWEEPS: usize = 8;
/// How often neighbours are swapped after that.
const SWAPS: usize = 6;

impl Net {
    /// Orders all that stands in the rows.
    pub(super) fn settle(&mut self) {
        let given = self.rows.clone();
        let mut best = (usize::MAX, given.clone());
        for start in [self.walked(), given] {
            self.put(start);
            for sweep in 0..=SWEEPS {
                let crossings = self.crossings();
                if crossings < best.0 {
                    best = (crossings, self.rows.clone());
                }
                if crossings == 0 || sweep == SWEEPS {
                    break;
                }
                self.sweep(sweep % 2 == 0, sweep % 4 > 1);
            }
            if best.0 == 0 {
                break;
            }
        }
        self.put(best.1);
        for _ in 0..SWAPS {
            if best.0 == 0 || !self.swap() {
                break;
            }
        }
    }

    fn put(&mut self, rows: Vec<Vec<usize>>) {
        self.rows = rows;
        for row in &self.rows {
            row.iter().enumerate().for_each(|(place, item)| self.place[*item] = place);
        }
    }

    /// The rows in the order of a walk along the links.
    fn walked(&self) -> Vec<Vec<usize>> {
        let mut rows = vec![Vec::new(); self.rows.len()];
        let mut is_seen = vec![false; self.row.len()];
        for first in self.rows.iter().flatten() {
            let mut open = vec![*first];
            while let Some(item) = open.pop() {
                if std::mem::replace(&mut is_seen[item], true) {
                    continue;
                }
                rows[self.row[item]].push(item);
                open.extend(self.up[item].iter().rev().map(|tie| tie.other));
                open.extend(self.down[item].iter().rev().map(|tie| tie.other));
            }
        }
        rows
    }

    fn sweep(&mut self, is_down: bool, right: bool) {
        let count = self.rows.len();
        for step in 0..count {
            let row = if is_down { step } else { count - 1 - step };
            let ties = if is_down { &self.up } else { &self.down };
            let middle = |item: &usize| {
                let keys = ties[*item].iter().map(|tie| self.place[tie.other] as f64 + tie.at - tie.own);
                keys.sum::<f64>() / ties[*item].len() as f64
            };
            // What has no neighbours there keeps its place.
            let places: Vec<usize> =
                (0..self.rows[row].len()).filter(|place| !ties[self.rows[row][*place]].is_empty()).collect();
            let mut moving: Vec<(f64, usize)> =
                places.iter().map(|place| self.rows[row][*place]).map(|item| (middle(&item), item)).collect();
            if right {
                moving.reverse();
            }
            moving.sort_by(|a, b| a.0.total_cmp(&b.0));
            for (place, (_, item)) in places.into_iter().zip(moving) {
                self.rows[row][place] = item;
                self.place[item] = place;
            }
        }
    }

    /// Swaps neighbours where that leaves fewer crossings; says whether any were swapped.
    fn swap(&mut self) -> bool {
        let mut is_better = false;
        for row in 0..self.rows.len() {
            for place in 1..self.rows[row].len() {
                let (a, b) = (self.rows[row][place - 1], self.rows[row][place]);
                let (now, then) = self.crossings_of(a, b);
                if then < now {
                    self.rows[row].swap(place - 1, place);
                    (self.place[a], self.place[b]) = (place, place - 1);
                    is_better = true;
                }
            }
        }
        is_better
    }

    /// Crossings between the links of two neighbours, as they stand and swapped.
    fn crossings_of(&self, a: usize, b: usize) -> (usize, usize) {
        let (mut now, mut then) = (0, 0);
        for ties in [&self.up, &self.down] {
            let keys = |item: usize| ties[item].iter().map(|tie| self.place[tie.other] as f64 + tie.at);
            for left in keys(a) {
                for right in keys(b) {
                    now += usize::from(left > right);
                    then += usize::from(left < right);
                }
            }
        }
        (now, then)
    }

    fn crossings(&self) -> usize {
        let of = |row: &Vec<usize>| {
            let mut links: Vec<(f64, f64)> = Vec::new();
            for item in row {
                let upper = self.place[*item] as f64;
                links.extend(
                    self.down[*item].iter().map(|tie| (upper + tie.own, self.place[tie.other] as f64 + tie.at)),
                );
            }
            links.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            inversions(&mut links.into_iter().map(|(_, lower)| lower).collect::<Vec<_>>())
        };
        self.rows.iter().map(of).sum()
    }
}

/// How many pairs stand in falling order; sorts them on the way.
fn inversions(keys: &mut [f64]) -> usize {
    if keys.len() < 2 {
        return 0;
    }
    let (left, right) = keys.split_at_mut(keys.len() / 2);
    let mut count = inversions(left) + inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut a, mut b) = (0, 0);
    while a < left.len() || b < right.len() {
        if b == right.len() || a < left.len() && left[a] <= right[b] {
            merged.push(left[a]);
            a += 1;
        } else {
            merged.push(right[b]);
            count += left.len() - a;
            b += 1;
        }
    }
    keys.copy_from_slice(&merged);
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_in_falling_order_are_counted_once_each() {
        assert_eq!(inversions(&mut [1.0, 2.0, 2.0, 3.0]), 0);
        assert_eq!(inversions(&mut [3.0, 2.0, 1.0, 2.0]), 4);
    }
}
