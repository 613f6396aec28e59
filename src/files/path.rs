//! Paths that stay in their folder.

use std::fmt;

/// A path below a folder: parts joined by `/`, none of them empty, `.`, `..` or reserved by a platform.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelPath(String);

/// Why a text is no [`RelPath`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// Nothing, or nothing between two `/`, or a `/` at either end.
    EmptyPart,
    /// A part is `.` or `..`.
    Climbs,
    /// A backslash, a colon or a control character: they mean something else on some platform.
    Character,
    /// A name that Windows reserves, or one that ends in a dot or a blank.
    Reserved,
}

impl fmt::Display for PathFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EmptyPart => "a part of the path is empty",
            Self::Climbs => "`.` and `..` are not allowed in a path",
            Self::Character => "a backslash, a colon or a control character is not allowed in a path",
            Self::Reserved => "a part of the path is a name that some platform reserves",
        })
    }
}

impl std::error::Error for PathFault {}

impl RelPath {
    /// Takes a path in.
    ///
    /// # Errors
    /// When it could leave its folder, or cannot exist on every platform.
    pub fn new(path: impl Into<String>) -> Result<Self, PathFault> {
        let path = path.into();
        path.split('/').try_for_each(check_part)?;
        Ok(Self(path))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts from the top.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// What follows the last dot of the name; empty where there is none.
    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check_part(part: &str) -> Result<(), PathFault> {
    if part.is_empty() {
        return Err(PathFault::EmptyPart);
    }
    if part == "." || part == ".." {
        return Err(PathFault::Climbs);
    }
    if part.chars().any(|c| c.is_control() || c == '\\' || c == ':') {
        return Err(PathFault::Character);
    }
    let stem = part.split('.').next().unwrap_or(part).to_ascii_uppercase();
    let device = |name: &str| stem.strip_prefix(name).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    if part.ends_with(['.', ' '])
        || ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || device("COM")
        || device("LPT")
    {
        return Err(PathFault::Reserved);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_that_could_leave_or_not_exist_are_refused() {
        for (path, fault) in [
            ("", PathFault::EmptyPart),
            ("/etc/passwd", PathFault::EmptyPart),
            ("a//b", PathFault::EmptyPart),
            ("a/", PathFault::EmptyPart),
            ("../a", PathFault::Climbs),
            ("a/../../b", PathFault::Climbs),
            ("./a", PathFault::Climbs),
            ("C:/a", PathFault::Character),
            ("a\\b", PathFault::Character),
            ("a\nb", PathFault::Character),
            ("nul.txt", PathFault::Reserved),
            ("a/com1", PathFault::Reserved),
            ("a.", PathFault::Reserved),
        ] {
            assert_eq!(RelPath::new(path), Err(fault), "{path:?}");
        }
        assert!(RelPath::new(".github/workflows/ci.yml").is_ok());
        assert!(RelPath::new("contacts/computer.py").is_ok());
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_stays_below_its_folder(path in "[./a-c\\\\:]{0,12}") {
            if let Ok(path) = RelPath::new(path) {
                prop_assert!(path.parts().all(|part| !part.is_empty() && part != ".." && part != "."));
            }
        }
    }
}
