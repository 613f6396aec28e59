//! How wide the columns of a table are, and how high its rows will be: no name broken without need, the rest to
//! those with much to say.

use super::figures;
use crate::document::{Inline, Table};
use crate::fonts::{self, Face};
use crate::text;

/// The width of the text area in points; `document.typ` says the same.
pub(super) const TEXT_WIDTH: f64 = 483.0;
/// Between two columns.
const GUTTER: f64 = 10.0;
/// The sizes of text in tables in points: the usual one, and one for tables that would not fit.
const SIZES: [f64; 2] = [7.9, 7.2];
/// The length of cells that stand in one line each; the one that makes the table lowest is taken.
const SHORT: [f64; 3] = [0.0, 50.0, 90.0];
/// From so many columns on a table may be set small to save pages.
const MANY: usize = 5;
/// What must be left of its height then.
const SAVING: f64 = 0.87;
/// What a column may claim at most for its longest word; the one that makes the table lowest is taken.
const WORDS: [f64; 5] = [230.0, 180.0, 140.0, 110.0, 80.0];
/// From one line of a cell to the next, in sizes.
const PITCH: f64 = 1.24;
/// Above and below the text of a cell together, in points.
const INSET: f64 = 6.6;
/// How wide a character is at most in running text, in sizes.
const CHARACTER: f64 = 0.6;

/// What is known of a table before it is set.
pub(super) struct Measures {
    /// The share of each column; shares are cut in proportion where they add up to more than the text area.
    pub(super) shares: Vec<f64>,
    /// The size of its text.
    pub(super) size: f64,
    /// How many characters a line of each column holds for certain; no bound where every word fits.
    pub(super) rooms: Vec<usize>,
    /// About how high each row is.
    pub(super) heights: Vec<f64>,
}

/// The widest piece of a cell that should stay in one line, and the width of everything in one line; both in sizes.
#[derive(Clone, Copy, Default)]
struct Extent {
    word: f64,
    whole: f64,
    /// Of a column: its longest cell in one line.
    most: f64,
    breaks: usize,
}

/// Measures a table.
pub(super) fn measure(table: &Table) -> Measures {
    let heads: Vec<Extent> = table.columns.iter().map(|column| extent(&column.head, true)).collect();
    let rows: Vec<Vec<Extent>> =
        table.rows.iter().map(|row| row.iter().map(|cell| extent(cell, false)).collect()).collect();
    let longest = longest(heads, &rows);
    let Way { size, shares } = fitting(&longest, &rows);
    let inner = inner(&shares, size);
    Measures {
        size,
        rooms: inner.iter().zip(&longest).map(|(width, cell)| room(*width, cell.word * size, size)).collect(),
        heights: rows.iter().map(|row| height(row, &inner, size)).collect(),
        shares,
    }
}

/// A way to set a table: the size of its text, and the share of each column.
struct Way {
    size: f64,
    shares: Vec<f64>,
}

/// What the text of each column has for itself.
fn inner(shares: &[f64], size: f64) -> Vec<f64> {
    let scale = (TEXT_WIDTH / shares.iter().sum::<f64>()).min(1.0);
    shares.iter().map(|share| (share * scale - GUTTER).max(size)).collect()
}

/// About how high a row is.
fn height(row: &[Extent], inner: &[f64], size: f64) -> f64 {
    let lines = |(cell, width): (&Extent, &f64)| {
        // Lines are broken at words, and so one in eight is lost; one more where a word must be broken.
        let all = if cell.whole * size <= *width { 1.0 } else { (cell.whole * size * 1.12 / width).ceil() };
        if cell.word * size > *width { all.max((cell.word * size * 1.12 / width).ceil()) } else { all }
    };
    let breaks = row.iter().map(|cell| cell.breaks).max().unwrap_or(0);
    (row.iter().zip(inner).map(lines).fold(1.0, f64::max) + breaks as f64) * size * PITCH + INSET
}

/// The longest word of each column, and the length of its cells: their root mean square, so that the rows become low
/// as a whole and one long cell among many short ones does not take the room of all others.
fn longest(heads: Vec<Extent>, rows: &[Vec<Extent>]) -> Vec<Extent> {
    let mut squares = vec![0.0; heads.len()];
    let mut longest: Vec<Extent> = heads.into_iter().map(|head| Extent { most: head.whole, ..head }).collect();
    for row in rows {
        for ((all, square), cell) in longest.iter_mut().zip(&mut squares).zip(row) {
            all.word = all.word.max(cell.word);
            all.most = all.most.max(cell.whole);
            *square += cell.whole * cell.whole;
        }
    }
    for (all, square) in longest.iter_mut().zip(squares) {
        all.whole = all.whole.max((square / rows.len().max(1) as f64).sqrt());
    }
    longest
}

fn room(width: f64, word: f64, size: f64) -> usize {
    // A line holds a positive number of characters, and far fewer than a usize counts.
    if word <= width { usize::MAX } else { (width / (size * CHARACTER)).max(4.0) as usize }
}

/// The way in which the table is lowest, in the usual size where that has room for the words and the small one does
/// not save much.
fn fitting(longest: &[Extent], rows: &[Vec<Extent>]) -> Way {
    let [usual, small] = SIZES.map(|size| lowest(size, longest, rows));
    let is_narrow = needs(longest, SIZES[0], WORDS[WORDS.len() - 1], 0.0).iter().sum::<f64>() <= TEXT_WIDTH;
    let saves = longest.len() >= MANY && small.0 < usual.0 * SAVING;
    if is_narrow && !saves { usual.1 } else { small.1 }
}

/// The lowest way to set a table in a size, and its height.
fn lowest(size: f64, longest: &[Extent], rows: &[Vec<Extent>]) -> (f64, Way) {
    let wishes: Vec<f64> = longest.iter().map(|cell| cell.whole * size + GUTTER).collect();
    let ways = SHORT.into_iter().flat_map(|short| WORDS.map(|word| needs(longest, size, word, short))).map(|needs| {
        let shares = share(&needs, &wishes);
        let inner = inner(&shares, size);
        let broken = longest.iter().zip(&inner).filter(|(cell, width)| cell.word * size > **width).count();
        // A broken name costs its readers more than the line that it takes.
        let cost = 1.0 + 0.05 * broken as f64;
        (rows.iter().map(|row| height(row, &inner, size)).sum::<f64>() * cost, Way { size, shares })
    });
    let lower = |one: (f64, Way), other: (f64, Way)| if other.0 < one.0 { other } else { one };
    ways.reduce(lower).unwrap_or((0.0, Way { size, shares: Vec::new() }))
}

/// What each column must have: room for its words, up to `word`, and for all of its cells in one line where those are
/// no longer than `short`.
fn needs(longest: &[Extent], size: f64, word: f64, short: f64) -> Vec<f64> {
    let need = |cell: &Extent| {
        let line = cell.most * size;
        (cell.word * size).min(word).max(if line <= short { line } else { 0.0 }) + GUTTER
    };
    longest.iter().map(need).collect()
}

/// Each column gets what it needs, and of the rest in proportion to what it lacks.
fn share(needs: &[f64], wishes: &[f64]) -> Vec<f64> {
    let lack = |(need, wish): (&f64, &f64)| (wish - need).max(0.0);
    let lacks: f64 = needs.iter().zip(wishes).map(lack).sum();
    let rest = TEXT_WIDTH - needs.iter().sum::<f64>();
    let factor = if rest <= 0.0 || lacks < 1.0 { 0.0 } else { rest / lacks };
    let rounded = |width: f64| (width.max(1.0) * 10.0).round() / 10.0;
    needs.iter().zip(wishes).map(|pair| rounded(pair.0 + lack(pair) * factor)).collect()
}

fn extent(cell: &[Inline], is_head: bool) -> Extent {
    let mut all = Extent::default();
    let mut open: Vec<(&Inline, bool)> = cell.iter().rev().map(|inline| (inline, is_head)).collect();
    while let Some((inline, is_strong)) = open.pop() {
        match inline {
            Inline::Text(text) => {
                let face = if is_strong { Face::SemiBold } else { Face::Regular };
                add(text, face, 1.0, &mut all);
            }
            Inline::Code(code) => add(code, Face::Mono, 0.92, &mut all),
            Inline::Strong(inner) => open.extend(inner.iter().rev().map(|inline| (inline, true))),
            Inline::Emphasis(inner) | Inline::Strikeout(inner) | Inline::Link(_, inner) => {
                open.extend(inner.iter().rev().map(|inline| (inline, is_strong)));
            }
            Inline::Picture(picture) => {
                let width = picture.size.0 * 0.75 / SIZES[0];
                all.whole += width;
                all.word = all.word.max(width);
                all.breaks += (picture.size.1 * 0.75 / (SIZES[0] * PITCH)) as usize;
            }
            Inline::Break => all.breaks += 1,
        }
    }
    all
}

fn add(raw: &str, face: Face, size: f64, all: &mut Extent) {
    for word in figures::words(&text::flat(raw)) {
        let width = fonts::width(word.trim_end(), face, size);
        all.whole += width + size * 0.3;
        all.word = all.word.max(width);
    }
}

#[cfg(test)]
mod tests {
    use super::{TEXT_WIDTH, measure, share};
    use crate::document::{Table, text};

    #[test]
    fn everybody_gets_what_they_need_and_the_talkative_get_the_rest() {
        let shares = share(&[50.0, 60.0], &[50.0, 600.0]);
        assert_eq!(shares[0], 50.0);
        assert!((shares.iter().sum::<f64>() - TEXT_WIDTH).abs() < 1.0);
    }

    #[test]
    fn a_column_that_wishes_for_less_than_it_needs_keeps_what_it_needs() {
        let shares = share(&[100.0, 60.0], &[40.0, 600.0]);
        assert_eq!(shares[0], 100.0);
        assert!((shares.iter().sum::<f64>() - TEXT_WIDTH).abs() < 1.0);
    }

    #[test]
    fn needs_beyond_the_page_are_cut_in_proportion_by_the_layout() {
        assert_eq!(share(&[400.0, 200.0], &[500.0, 500.0]), [400.0, 200.0]);
    }

    #[test]
    fn a_table_of_many_columns_is_set_smaller_and_says_how_little_room_they_have() {
        let wide = Table::new(["availability"; 12], vec![vec![text("availability"); 12]]);
        let measures = measure(&wide);
        assert_eq!(measures.size, 7.2);
        assert!(measures.rooms.iter().all(|room| (4..12).contains(room)), "{:?}", measures.rooms);
        let small = measure(&Table::new(["a", "b"], vec![]));
        assert_eq!((small.size, small.rooms[0]), (7.9, usize::MAX));
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_cell() {
        let words = "words ".repeat(100);
        let measures = measure(&Table::new(["a", "b"], vec![vec![text("x"), text("y")], vec![text("x"), text(words)]]));
        assert!(measures.heights[0] < 25.0 && measures.heights[1] > 60.0, "{:?}", measures.heights);
    }
}
