//! What an own catalogue says, in a line.

use super::changes::count_words;
use crate::catalogue::{Standard, What};

/// A kind of change, and its name for one and for several.
type Kind = (fn(&What) -> bool, &'static str, &'static str);

const KINDS: &[Kind] = &[
    (|what| matches!(what, What::Added), "decision added", "decisions added"),
    (|what| matches!(what, What::Option(_)), "option added", "options added"),
    (|what| matches!(what, What::Forbidden { .. }), "option forbidden", "options forbidden"),
    (|what| matches!(what, What::Settled { .. }), "decision settled", "decisions settled"),
    (|what| matches!(what, What::Default { .. }), "rule", "rules"),
    (|what| matches!(what, What::Reason(_)), "reason asked for", "reasons asked for"),
    (|what| matches!(what, What::Asked { .. }), "option with more conditions", "options with more conditions"),
    (|what| matches!(what, What::Texts), "text worded anew", "texts worded anew"),
];

/// One line that says what it holds.
pub(in crate::cli) fn summary(standard: &Standard) -> String {
    let counted = KINDS.iter().map(|(of, one, many)| {
        let count = standard.changes.iter().filter(|change| of(&change.what)).count();
        (count, count_words(count, one, many))
    });
    let principles = standard.principles.len();
    let principles = (principles, count_words(principles, "principle added", "principles added"));
    let advice = standard.advice.len();
    let advice = (advice, count_words(advice, "piece of advice added", "pieces of advice added"));
    let told: Vec<_> =
        counted.chain([principles, advice]).filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    let says = if told.is_empty() { "nothing to say yet".to_owned() } else { told.join(", ") };
    format!("{}: {says}; it holds together with archplan's catalogue", standard.title)
}
