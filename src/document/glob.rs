//! Patterns of paths and of names: `*` is anything but `/`, `**` is anything, `?` is one character.

/// Whether a text fits a pattern as a whole.
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    match pattern.chars().next() {
        None => text.is_empty(),
        Some('*') => match pattern.strip_prefix("**") {
            // `**/` may be nothing at all, so that `**/a` finds `a` at the top too.
            Some(rest) => {
                tails(text).any(|tail| fits(rest.strip_prefix('/').unwrap_or(rest), tail) && starts(text, tail, rest))
            }
            None => tails(text)
                .take_while(|tail| !text[..text.len() - tail.len()].contains('/'))
                .any(|t| fits(&pattern[1..], t)),
        },
        Some('?') => text.chars().next().is_some_and(|c| c != '/' && fits(&pattern[1..], &text[c.len_utf8()..])),
        Some(letter) => text.strip_prefix(letter).is_some_and(|rest| fits(&pattern[letter.len_utf8()..], rest)),
    }
}

/// `**/` only ends where a part of the path begins.
fn starts(text: &str, tail: &str, rest: &str) -> bool {
    let before = &text[..text.len() - tail.len()];
    !rest.starts_with('/') || before.is_empty() || before.ends_with('/')
}

/// The text, then what is left of it after each character.
fn tails(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().map(|(i, _)| &text[i..]).chain([""])
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn patterns_fit_whole_paths() {
        for (pattern, path, expected) in [
            ("Makefile", "Makefile", true),
            ("Makefile", "a/Makefile", false),
            ("**/router.py", "src/orders/router.py", true),
            ("**/router.py", "router.py", true),
            ("**/router.py", "src/myrouter.py", false),
            ("src/*/api/*.py", "src/x/api/a.py", true),
            ("src/*/api/*.py", "src/x/y/api/a.py", false),
            ("deploy/**", "deploy/k8s/base/hpa.yaml", true),
            ("operation:*", "operation:orders.create", true),
            ("a?c", "abc", true),
            ("", "a", false),
            ("*", "é", true),
        ] {
            assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
        }
    }
}
