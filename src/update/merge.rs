//! Merging three ways: what was generated before, what a person made of it, what is generated now.

use similar::{Algorithm, ConflictStyle, MergeResolution, TextDiff, TextMerge, TextMergeConfig};

/// What becomes of lines that both sides changed, each its own way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Both stay in the file between markers, with what was there before (as `git merge` with `diff3` does).
    #[default]
    Diff3,
    /// The person's lines stay.
    Ours,
    /// The generated lines are taken.
    Theirs,
    /// The person's lines stay, and the generated change lies beside the file.
    Rej,
}

/// Three states of a text.
#[derive(Clone, Copy)]
pub(super) struct Three<'a> {
    /// As last generated.
    pub(super) base: &'a [u8],
    /// As it lies.
    pub(super) mine: &'a [u8],
    /// As it is generated now.
    pub(super) new: &'a [u8],
}

/// A merged text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) bytes: Vec<u8>,
    /// Groups of lines that both sides changed, each its own way, and that a person has to look at.
    pub(super) conflicts: usize,
    /// The generated change that was not taken, as a unified diff.
    pub(super) rejected: Option<Vec<u8>>,
}

/// Merges line by line. `label` says what the generated side is of.
pub(super) fn merge(three: Three<'_>, style: Style, label: &str) -> Merged {
    let Three { base, mine, new } = three;
    let mut config = TextMergeConfig::default();
    config.algorithm(Algorithm::Histogram);
    let mut merged = config.merge_lines(base, mine, new);
    let conflicts = merged.conflict_count();
    if conflicts == 0 || style == Style::Diff3 {
        merged.conflict_style(ConflictStyle::Diff3).labels("generated before", "yours", label);
        return Merged { bytes: written(&merged), conflicts, rejected: None };
    }
    let bytes = taken(&merged, style == Style::Theirs);
    if style != Style::Rej {
        return Merged { bytes, conflicts: 0, rejected: None };
    }
    // What would have been, had the generated lines been taken, against what is there.
    let whole = taken(&merged, true);
    let diff = TextDiff::from_lines(bytes.as_slice(), whole.as_slice());
    let mut rejected = Vec::new();
    drop(diff.unified_diff().header("yours", label).to_writer(&mut rejected));
    Merged { bytes, conflicts, rejected: Some(rejected) }
}

fn written(merged: &TextMerge<'_, '_, '_, [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing into memory does not fail.
    drop(merged.to_writer(&mut bytes));
    bytes
}

/// The text with one side of every conflict.
fn taken(merged: &TextMerge<'_, '_, '_, [u8]>, generated: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    for region in merged.regions() {
        let generated = match region.resolution() {
            MergeResolution::Theirs => true,
            MergeResolution::Conflict => generated,
            _ => false,
        };
        if generated {
            region.theirs_range().filter_map(|line| merged.theirs_line(line)).for_each(|line| bytes.extend(line));
        } else {
            region.ours_range().filter_map(|line| merged.ours_line(line)).for_each(|line| bytes.extend(line));
        }
    }
    bytes
}

/// A side of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The person's.
    Ours,
    /// The generated one.
    Theirs,
}

/// The text with one side of everything that stands between markers.
pub fn take_side(bytes: &[u8], side: Side) -> Vec<u8> {
    #[derive(PartialEq)]
    enum In {
        Text,
        Ours,
        Base,
        Theirs,
    }
    let mut taken = Vec::with_capacity(bytes.len());
    let mut at = In::Text;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let bare = line.strip_suffix(b"\n").unwrap_or(line);
        let bare = bare.strip_suffix(b"\r").unwrap_or(bare);
        at = match at {
            In::Text if line.starts_with(b"<<<<<<< ") => In::Ours,
            In::Ours if line.starts_with(b"||||||| ") => In::Base,
            In::Ours | In::Base if bare == b"=======" => In::Theirs,
            In::Theirs if line.starts_with(b">>>>>>> ") => In::Text,
            same => {
                let is_taken = match same {
                    In::Text => true,
                    In::Ours => side == Side::Ours,
                    In::Theirs => side == Side::Theirs,
                    In::Base => false,
                };
                if is_taken {
                    taken.extend(line);
                }
                same
            }
        };
    }
    taken
}

/// The line, counted from 1, at which markers of a merge begin, whoever left them.
pub fn markers(bytes: &[u8]) -> Option<usize> {
    let mut open = None;
    let mut divided = false;
    for (i, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.starts_with(b"<<<<<<< ") {
            (open, divided) = (Some(i + 1), false);
        } else if line.strip_suffix(b"\r").unwrap_or(line) == b"=======" {
            divided = open.is_some();
        } else if line.starts_with(b">>>>>>> ") && divided {
            return open;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn merged(base: &str, mine: &str, new: &str, style: Style) -> (String, usize) {
        let three = Three { base: base.as_bytes(), mine: mine.as_bytes(), new: new.as_bytes() };
        let merged = merge(three, style, "generated now");
        (String::from_utf8(merged.bytes).unwrap(), merged.conflicts)
    }

    const BASE: &str = "a\nb\nc\nd\ne\nf\n";

    #[test]
    fn what_is_apart_is_merged_without_a_question() {
        assert_eq!(
            merged(BASE, "a\nB\nc\nd\ne\nf\n", "a\nb\nc\nd\ne\nF\n", Style::Diff3),
            ("a\nB\nc\nd\ne\nF\n".into(), 0)
        );
    }

    #[test]
    fn the_same_lines_stand_between_markers() {
        let (text, conflicts) = merged(BASE, "a\nmine\nc\nd\ne\nf\n", "a\nnew\nc\nd\ne\nF\n", Style::Diff3);
        let markers = "<<<<<<< yours\nmine\n||||||| generated before\nb\n=======\nnew\n>>>>>>> generated now\n";
        assert_eq!((text, conflicts), (format!("a\n{markers}c\nd\ne\nF\n"), 1));
    }

    #[test]
    fn the_other_styles_leave_no_marker() {
        let (mine, new) = ("a\nmine\nc\nd\ne\nf\n", "a\nnew\nc\nd\ne\nF\n");
        assert_eq!(merged(BASE, mine, new, Style::Ours), ("a\nmine\nc\nd\ne\nF\n".into(), 0));
        assert_eq!(merged(BASE, mine, new, Style::Theirs), ("a\nnew\nc\nd\ne\nF\n".into(), 0));
        assert_eq!(merged(BASE, mine, new, Style::Rej), ("a\nmine\nc\nd\ne\nF\n".into(), 1));
        let three = Three { base: BASE.as_bytes(), mine: mine.as_bytes(), new: new.as_bytes() };
        let rejected = String::from_utf8(merge(three, Style::Rej, "generated now").rejected.unwrap()).unwrap();
        assert!(rejected.contains("-mine\n+new\n"), "{rejected}");
    }

    #[test]
    fn a_side_of_the_markers_is_taken() {
        let (mine, new) = ("a\nmine\nc\nd\ne\nf\n", "a\nnew\nc\nd\ne\nF\n");
        let (text, _) = merged(BASE, mine, new, Style::Diff3);
        assert_eq!(take_side(text.as_bytes(), Side::Ours), b"a\nmine\nc\nd\ne\nF\n");
        assert_eq!(take_side(text.as_bytes(), Side::Theirs), b"a\nnew\nc\nd\ne\nF\n");
    }

    #[test]
    fn markers_are_seen_where_they_begin() {
        assert_eq!(markers(b"a\n<<<<<<< yours\nx\n=======\ny\n>>>>>>> z\n"), Some(2));
        assert_eq!(markers(b"a\r\n<<<<<<< yours\r\nx\r\n=======\r\ny\r\n>>>>>>> z\r\n"), Some(2));
        assert_eq!(markers(b"Title\n=======\n\ntext\n"), None);
        assert_eq!(markers(b"  <<<<<<< in a text\n=======\n"), None);
    }

    fn text() -> impl Strategy<Value = String> {
        proptest::collection::vec("[abc]{0,2}", 0..14).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #[test]
        fn a_side_that_did_nothing_does_not_matter(base in text(), other in text()) {
            prop_assert_eq!(merged(&base, &base, &other, Style::Diff3), (other.clone(), 0));
            prop_assert_eq!(merged(&base, &other, &base, Style::Diff3), (other.clone(), 0));
            prop_assert_eq!(merged(&base, &other, &other, Style::Diff3), (other, 0));
        }

        #[test]
        fn no_line_that_a_person_typed_disappears(base in text(), new in text(), at in 0..14_usize, keep in 0..14_usize) {
            let mut mine: Vec<&str> = base.split('\n').collect();
            mine.truncate(keep + 1);
            let at = at.min(mine.len());
            mine.insert(at, "typed by a person");
            for style in [Style::Diff3, Style::Ours, Style::Rej] {
                let (text, _) = merged(&base, &mine.join("\n"), &new, style);
                prop_assert!(text.contains("typed by a person"), "{:?}: {}", style, text);
            }
        }
    }
}
