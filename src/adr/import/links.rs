//! Links from one record to another.

use super::text::Text;
use std::collections::BTreeMap;

/// A link to another file of the folder.
pub(super) struct Linked {
    /// Index of the file it leads to.
    pub(super) to: usize,
    pub(super) line: usize,
    /// The other end says that it took the place of this one, or rests on it.
    pub(super) is_backward: bool,
}

/// The files of the folder, by path.
pub(super) struct Folder<'a> {
    by_path: BTreeMap<&'a str, usize>,
}

impl<'a> Folder<'a> {
    pub(super) fn of(paths: impl Iterator<Item = &'a str>) -> Self {
        Self { by_path: paths.enumerate().map(|(at, path)| (path, at)).collect() }
    }

    /// The links of a file to others of the folder, each once, in their order.
    pub(super) fn links(&self, path: &str, text: &Text) -> Vec<Linked> {
        let mut found: Vec<Linked> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for piece in text.parts.iter().flat_map(|part| &part.pieces) {
            for link in &piece.links {
                let Some(to) = self.leads_to(path, &link.address) else { continue };
                if seen.insert(to) {
                    found.push(Linked {
                        to,
                        line: piece.line,
                        is_backward: is_backward(&before(&piece.text, link.at)),
                    });
                }
            }
        }
        found
    }

    fn leads_to(&self, from: &str, address: &str) -> Option<usize> {
        let address = address.split(['#', '?']).next().unwrap_or_default();
        if address.is_empty() || address.contains(':') || address.starts_with('/') {
            return None;
        }
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in address.split('/') {
            match part {
                "." | "" => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        let endings = ["", ".md", ".rst", ".markdown"].map(|ending| format!("{path}{ending}"));
        endings.iter().find_map(|path| self.by_path.get(path.as_str()).copied())
    }
}

/// The last words before a link, and the first of its line: `Supersedes a, b` is said of both.
fn before(text: &str, at: usize) -> String {
    let head = text.get(..at).unwrap_or_default();
    let line = head.rfind('\n').map_or(head, |newline| &head[newline + 1..]);
    let first: String = line.chars().take(40).collect();
    let last: String = line.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
    format!("{first}\n{last}")
}

/// Whether the words before a link say that this record came first.
fn is_backward(before: &str) -> bool {
    let before = before.to_lowercase();
    let words = [
        "superseded by",
        "superceded by",
        "replaced by",
        "amended by",
        "refined by",
        "required by",
        "used by",
        "carries",
    ];
    words.iter().any(|word| before.contains(word))
}
