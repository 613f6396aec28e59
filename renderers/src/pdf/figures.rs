//! Figures with their units, such as `200/s`, `99.9 %` and `2026-11-24`, which no line may end within.

/// Units that stand after a number and a space.
const UNITS: [&str; 25] = [
    "%", "‰", "s", "ms", "µs", "min", "h", "d", "B", "kB", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "€",
    "$", "EUR", "USD", "GBP", "CHF", "Hz",
];
/// A figure longer than this, in bytes, is broken like other words.
const LONGEST: usize = 16;

/// The words of a text, each with the space after it; a figure and its unit are one. Joined they are the text again.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = first(rest)?;
        let (word, tail) = rest.split_at(end);
        let unit = first(tail).map_or("", |end| &tail[..end]);
        let is_unit = is_figure(word.trim_end()) && is_unit(unit) && word.len() + unit.len() <= LONGEST;
        let (word, tail) = rest.split_at(if is_unit { end + unit.len() } else { end });
        rest = tail;
        Some(word)
    })
}

/// Whether a word is to stand in one line: a short one that begins with a number and holds what a line may end at, or
/// capitals that a stroke joins, such as `CI/CD`.
pub(super) fn is_whole(word: &str) -> bool {
    let is_joined = word.contains('/') && word.chars().all(|c| c.is_uppercase() || c == '/');
    word.len() <= LONGEST && (is_joined || is_figure(word) && word.contains([' ', '/', '-', '–']))
}

/// Where the first word of a text ends, with its space; nothing where there is none.
fn first(text: &str) -> Option<usize> {
    (!text.is_empty()).then(|| text.find(' ').map_or(text.len(), |at| at + 1))
}

fn is_figure(word: &str) -> bool {
    word.trim_start_matches(['<', '>', '≤', '≥', '~', '±', '+', '-', '−', '('])
        .starts_with(|c: char| c.is_ascii_digit())
}

fn is_unit(word: &str) -> bool {
    let bare = word.trim_end().trim_end_matches(['.', ',', ';', ':', ')']);
    UNITS.contains(&bare.split('/').next().unwrap_or(bare)) && !bare.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{is_whole, words};

    #[test]
    fn a_figure_and_its_unit_are_one_word() {
        let cut = |text| words(text).collect::<Vec<_>>();
        assert_eq!(cut("at 99.9 % of all 200/s"), ["at ", "99.9 % ", "of ", "all ", "200/s"]);
        assert_eq!(cut("3 orders in 5 min."), ["3 ", "orders ", "in ", "5 min."]);
        assert_eq!(cut(" 12 "), [" ", "12 "]);
        assert!(cut("").is_empty());
    }

    #[test]
    fn only_short_figures_stay_whole() {
        assert!(is_whole("CI/CD") && is_whole("TCP/IP") && !is_whole("a/b"));
        assert!(is_whole("200/s") && is_whole("99.9 %") && is_whole("2026-11-24") && is_whole("≤5/s"));
        assert!(!is_whole("orders/s") && !is_whole("12") && !is_whole("1234567890/1234567890"));
    }
}
