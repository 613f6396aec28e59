//! What was probably meant.

/// The known name that is nearest to a mistyped one, if any is near enough to be worth saying.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(name);
    let far = (folded.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &fold(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= far || is_part(&folded, &fold(candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Names differ less than their spelling: case, `_` and `-` do not count.
fn fold(name: &str) -> String {
    name.chars().take(64).filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

/// `postgres` means `postgresql`: the one begins with the other, and enough of it.
fn is_part(name: &str, candidate: &str) -> bool {
    let (short, long) = if name.len() < candidate.len() { (name, candidate) } else { (candidate, name) };
    short.len() >= 3 && short.len() * 2 >= long.len() && long.starts_with(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["postgresql", "mysql", "sqlite", "has_many", "Order"];
        for (name, expected) in [
            ("postgres", Some("postgresql")),
            ("postgressql", Some("postgresql")),
            ("sqllite", Some("sqlite")),
            ("hasMany", Some("has_many")),
            ("Ordre", Some("Order")),
            ("kubernetes", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
    }
}
