//! Items in rows and the links between them: put in one by one, where they cross least.

/// One end of a link, seen from its other end.
#[derive(Clone, Copy)]
pub(super) struct Tie {
    pub(super) other: usize,
    /// Where it touches this item and the other, as shares of their widths below 1.
    pub(super) own: f64,
    pub(super) at: f64,
    pub(super) join: usize,
}

/// Items in rows, and the links between neighbouring rows: boxes first, then what joins have in the rows they pass.
pub(super) struct Net {
    pub(super) rows: Vec<Vec<usize>>,
    /// Per item its row, and its place there.
    pub(super) row: Vec<usize>,
    pub(super) place: Vec<usize>,
    pub(super) up: Vec<Vec<Tie>>,
    pub(super) down: Vec<Vec<Tie>>,
    /// Per item after the boxes: the join that it belongs to.
    passing: Vec<usize>,
    boxes: usize,
}

impl Net {
    /// Rows without anything in them, and boxes that stand nowhere yet.
    pub(super) fn new(rows: usize, boxes: usize) -> Self {
        Self {
            rows: vec![Vec::new(); rows],
            row: vec![usize::MAX; boxes],
            place: vec![0; boxes],
            up: vec![Vec::new(); boxes],
            down: vec![Vec::new(); boxes],
            passing: Vec::new(),
            boxes,
        }
    }

    /// A new item through which a join passes a row; it stands nowhere yet.
    pub(super) fn pass(&mut self, join: usize) -> usize {
        self.row.push(usize::MAX);
        self.place.push(0);
        self.up.push(Vec::new());
        self.down.push(Vec::new());
        self.passing.push(join);
        self.row.len() - 1
    }

    /// Puts an item at the end of a row.
    pub(super) fn push(&mut self, item: usize, row: usize) {
        self.row[item] = row;
        self.place[item] = self.rows[row].len();
        self.rows[row].push(item);
    }

    /// Joins an item with one in the next row; where the link touches each, as shares of their widths.
    pub(super) fn link(&mut self, join: usize, upper: (usize, f64), lower: (usize, f64)) {
        self.down[upper.0].push(Tie { other: lower.0, own: upper.1, at: lower.1, join });
        self.up[lower.0].push(Tie { other: upper.0, own: lower.1, at: upper.1, join });
    }

    /// Opens a row before the one at this place; links that cross it pass it in their order.
    pub(super) fn open(&mut self, at: usize) {
        self.rows.insert(at, Vec::new());
        let moved = self.row.iter_mut().filter(|row| **row != usize::MAX && **row >= at);
        moved.for_each(|row| *row += 1);
        if at == 0 || at + 1 == self.rows.len() {
            return;
        }
        let mut crossing: Vec<([f64; 3], usize, Tie)> = Vec::new();
        for upper in &self.rows[at - 1] {
            crossing.extend(self.down[*upper].iter().map(|tie| (self.key(*upper, tie), *upper, *tie)));
        }
        crossing.sort_by(|a, b| by_key(&a.0, &b.0).then(a.2.join.cmp(&b.2.join)));
        for (_, upper, tie) in crossing {
            let (item, lower) = (self.pass(tie.join), tie.other);
            self.push(item, at);
            let is_it = |of: &&mut Tie| of.join == tie.join;
            if let Some(down) = self.down[upper].iter_mut().find(is_it) {
                (down.other, down.at) = (item, 0.5);
            }
            if let Some(up) = self.up[lower].iter_mut().find(is_it) {
                (up.other, up.at) = (item, 0.5);
            }
            self.up[item].push(Tie { other: upper, own: 0.5, at: tie.own, join: tie.join });
            self.down[item].push(Tie { other: lower, own: 0.5, at: tie.at, join: tie.join });
        }
    }

    /// What orders a link between its row and the next one: where it is half way, then where it begins and ends.
    fn key(&self, upper: usize, tie: &Tie) -> [f64; 3] {
        let (above, below) = (self.place[upper] as f64 + tie.own, self.place[tie.other] as f64 + tie.at);
        let count = |item: usize| self.rows[self.row[item]].len() as f64;
        [above / count(upper) + below / count(tie.other), above, below]
    }

    /// The joins that cross from a row to the next one, from left to right.
    pub(super) fn crossing(&self, row: usize) -> Vec<usize> {
        let ties = self.rows[row].iter().flat_map(|upper| self.down[*upper].iter().map(|tie| (*upper, tie)));
        let mut joins: Vec<([f64; 3], usize)> = ties.map(|(upper, tie)| (self.key(upper, tie), tie.join)).collect();
        joins.sort_by(|a, b| by_key(&a.0, &b.0).then(a.1.cmp(&b.1)));
        joins.into_iter().map(|(_, join)| join).collect()
    }

    /// Per join, the items through which it passes rows, from top to bottom.
    pub(super) fn passes(&self, joins: usize) -> Vec<Vec<usize>> {
        let mut passes = vec![Vec::new(); joins];
        self.passing.iter().enumerate().for_each(|(at, join)| passes[*join].push(self.boxes + at));
        passes.iter_mut().for_each(|passes| passes.sort_by_key(|item| self.row[*item]));
        passes
    }

    /// Puts an item into a row where its links, to the next row upwards if it `is_below`, else downwards, cross
    /// fewest others. `links` are the items that they lead to, and where they touch those.
    pub(super) fn hang(&mut self, item: usize, row: usize, links: &[(usize, f64)], is_below: bool) {
        let spot = self.spot(item, row, links, is_below);
        self.row[item] = row;
        self.rows[row].insert(spot, item);
        for (place, item) in self.rows[row].iter().enumerate().skip(spot) {
            self.place[*item] = place;
        }
    }

    fn spot(&self, item: usize, row: usize, links: &[(usize, f64)], is_below: bool) -> usize {
        let ties = if is_below { &self.up } else { &self.down };
        let keys: Vec<f64> = links.iter().map(|(other, at)| self.place[*other] as f64 + at).collect();
        // How much more it crosses right of an item than left of it.
        let more = |other: &usize| -> isize {
            let ties = ties[*other].iter().map(|tie| self.place[tie.other] as f64 + tie.at);
            let pairs =
                ties.flat_map(|tie| keys.iter().map(move |own| isize::from(tie > *own) - isize::from(tie < *own)));
            pairs.sum()
        };
        let mut cost = 0;
        let mut costs = vec![0];
        costs.extend(self.rows[row].iter().map(|other| {
            cost += more(other);
            cost
        }));
        let least = costs.iter().min().copied().unwrap_or_default();
        let aim = self.aim(item, row, links, is_below);
        let spots = (0..costs.len()).filter(|spot| costs[*spot] == least);
        spots.min_by(|a, b| (*a as f64 - aim).abs().total_cmp(&(*b as f64 - aim).abs())).unwrap_or(0)
    }

    /// Where an item would like to stand: a box after its siblings; an arrow that passes, among them.
    fn aim(&self, item: usize, row: usize, links: &[(usize, f64)], is_below: bool) -> f64 {
        let Some((other, at)) = links.first() else { return self.rows[row].len() as f64 };
        let siblings = if is_below { &self.down[*other] } else { &self.up[*other] };
        let places = || siblings.iter().map(|tie| self.place[tie.other]);
        match (places().min(), places().max()) {
            (Some(first), Some(last)) if item >= self.boxes => (first + last + 1) as f64 / 2.0,
            (Some(_), Some(last)) => last as f64 + 1.0,
            _ => {
                let beside = self.rows[self.row[*other]].len().max(1) as f64;
                (self.place[*other] as f64 + at) / beside * self.rows[row].len() as f64
            }
        }
    }
}

fn by_key(a: &[f64; 3], b: &[f64; 3]) -> std::cmp::Ordering {
    a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])).then(a[2].total_cmp(&b[2]))
}
