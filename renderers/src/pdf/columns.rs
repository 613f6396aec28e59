//! How wide the columns of a table are: no name broken without need, the rest to those with much to say.

use crate::document::{Inline, Table};
use crate::fonts::{self, Face};
use crate::text;

/// The width of the text area in points; `document.typ` says the same.
pub(super) const TEXT_WIDTH: f64 = 467.0;
/// Between two columns.
const GUTTER: f64 = 12.0;
/// The size of text in tables, in points.
const SIZE: f64 = 8.8;
/// What a column may claim at most for its longest word, the first that leaves room for the others.
const WORDS: [f64; 5] = [230.0, 180.0, 140.0, 110.0, 80.0];
/// What a column may claim at most for its longest cell.
const CELL: f64 = 330.0;

/// The share of each column; shares add up to about the width of the text area.
pub(super) fn shares(table: &Table) -> Vec<f64> {
    let count = table.columns.len();
    let mut words = vec![0.0_f64; count];
    let mut wishes = vec![0.0_f64; count];
    let heads = table.columns.iter().map(|column| &column.head).enumerate();
    for (at, cell) in heads.chain(table.rows.iter().flat_map(|row| row.iter().enumerate())) {
        if let (Some(longest), Some(wish)) = (words.get_mut(at), wishes.get_mut(at)) {
            let (word, whole) = extent(cell);
            *longest = longest.max(word);
            *wish = wish.max(whole.min(CELL) + GUTTER);
        }
    }
    let needs = WORDS.map(|most| words.iter().map(|word| word.min(most) + GUTTER).collect::<Vec<_>>());
    let fitting = needs.iter().find(|needs| needs.iter().sum::<f64>() < TEXT_WIDTH * 0.72);
    share(fitting.unwrap_or(&needs[WORDS.len() - 1]), &wishes)
}

/// Each column gets what it needs, and of the rest in proportion to what it lacks.
fn share(needs: &[f64], wishes: &[f64]) -> Vec<f64> {
    let need: f64 = needs.iter().sum();
    let wish: f64 = wishes.iter().sum::<f64>().max(need);
    let rest = TEXT_WIDTH - need;
    let rounded = |width: f64| (width * 10.0).round() / 10.0;
    if rest <= 0.0 || wish - need < 1.0 {
        return needs.iter().map(|need| rounded(need.max(1.0))).collect();
    }
    let factor = rest / (wish - need);
    needs.iter().zip(wishes).map(|(need, wish)| rounded(need + (wish - need) * factor)).collect()
}

/// The widest piece that should stay in one line, and the width of everything in one line.
fn extent(cell: &[Inline]) -> (f64, f64) {
    let (mut word, mut whole) = (0.0_f64, 0.0);
    let mut open: Vec<(&Inline, bool)> = cell.iter().rev().map(|inline| (inline, false)).collect();
    while let Some((inline, is_strong)) = open.pop() {
        match inline {
            Inline::Text(text) => {
                let face = if is_strong { Face::SemiBold } else { Face::Regular };
                measure(text, face, SIZE, &mut word, &mut whole);
            }
            Inline::Code(code) => measure(code, Face::Mono, SIZE * 0.92, &mut word, &mut whole),
            Inline::Strong(inner) => open.extend(inner.iter().rev().map(|inline| (inline, true))),
            Inline::Emphasis(inner) | Inline::Strikeout(inner) | Inline::Link(_, inner) => {
                open.extend(inner.iter().rev().map(|inline| (inline, is_strong)));
            }
            Inline::Break => {}
        }
    }
    (word, whole)
}

fn measure(raw: &str, face: Face, size: f64, longest: &mut f64, whole: &mut f64) {
    for word in text::flat(raw).split(' ') {
        let width = fonts::width(word, face, size);
        *whole += width + size * 0.3;
        *longest = longest.max(width);
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn everybody_gets_what_they_need_and_the_talkative_get_the_rest() {
        let shares = share(&[50.0, 60.0], &[50.0, 600.0]);
        assert_eq!(shares[0], 50.0);
        assert!((shares.iter().sum::<f64>() - super::TEXT_WIDTH).abs() < 1.0);
    }

    #[test]
    fn needs_beyond_the_page_are_cut_in_proportion_by_the_layout() {
        assert_eq!(share(&[400.0, 200.0], &[500.0, 500.0]), [400.0, 200.0]);
    }
}
