//! Lines that differ.

use crate::files::File;
use similar::{DiffOp, TextDiff};

/// How many lines were added and removed; a changed line is one of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Lines that only the second text has.
    pub added: usize,
    /// Lines that only the first text has.
    pub removed: usize,
}

impl Lines {
    /// The lines that differ between two texts.
    pub fn between(before: &str, after: &str) -> Self {
        let diff = TextDiff::from_lines(before, after);
        diff.ops().iter().fold(Self::default(), |lines, op| match op {
            DiffOp::Equal { .. } => lines,
            _ => Self { added: lines.added + op.new_range().len(), removed: lines.removed + op.old_range().len() },
        })
    }

    /// The lines that differ between two files; `None` where one of them is no text.
    pub fn between_files(before: Option<&File>, after: Option<&File>) -> Option<Self> {
        Some(Self::between(text(before)?, text(after)?))
    }
}

/// The text of a file, empty where there is none; `None` where it is no text.
fn text(file: Option<&File>) -> Option<&str> {
    match file {
        None => Some(""),
        Some(file) => file.text().filter(|text| !text.contains('\0')),
    }
}

/// The lines that differ between two files with three lines around them, as a unified diff; empty where one of them
/// is no text.
pub fn unified(path: &str, before: Option<&File>, after: Option<&File>) -> String {
    let (Some(old), Some(new)) = (text(before), text(after)) else { return String::new() };
    let name = |file: Option<&File>, side: &str| match file {
        Some(_) => format!("{side}/{path}"),
        None => "/dev/null".to_owned(),
    };
    TextDiff::from_lines(old, new).unified_diff().header(&name(before, "a"), &name(after, "b")).to_string()
}

/// The change of a file from one path to another as git writes it; empty where one of the two is no text.
pub fn patch(from: &str, to: &str, before: Option<&File>, after: Option<&File>) -> String {
    let (Some(old), Some(new)) = (text(before), text(after)) else { return String::new() };
    let mode = |file: &File| if file.executable { "100755" } else { "100644" };
    let (from_name, to_name) = (quoted("a", from), quoted("b", to));
    let mut patch = format!("diff --git {from_name} {to_name}\n");
    match (before, after) {
        (None, Some(file)) => patch.push_str(&format!("new file mode {}\n", mode(file))),
        (Some(file), None) => patch.push_str(&format!("deleted file mode {}\n", mode(file))),
        (Some(old), Some(new)) if old.executable != new.executable => {
            patch.push_str(&format!("old mode {}\nnew mode {}\n", mode(old), mode(new)));
        }
        _ => {}
    }
    if from != to {
        patch.push_str(&format!("rename from {from}\nrename to {to}\n"));
    }
    let name = |file: Option<&File>, name: &str| if file.is_some() { name.to_owned() } else { "/dev/null".to_owned() };
    let diff = TextDiff::from_lines(old, new);
    patch.push_str(&diff.unified_diff().header(&name(before, &from_name), &name(after, &to_name)).to_string());
    patch
}

/// A path on one side of a patch; git quotes what would end the name.
fn quoted(side: &str, path: &str) -> String {
    if path.contains(['"', '\\']) || path.chars().any(char::is_control) {
        format!("\"{side}/{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        format!("{side}/{path}")
    }
}
