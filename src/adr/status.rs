//! The status in the front matter of a record that lies on the disk; not one other byte is touched.

use renderers::front_matter_value;

/// The bytes with that status in their front matter. They come back as they are where the status is said already, and
/// where a person took it out and the record stands.
pub(super) fn set(bytes: &[u8], status: &str) -> Vec<u8> {
    let line = format!("status: {}", front_matter_value(status));
    let standing = status == "accepted";
    let end = if bytes.windows(2).any(|two| two == b"\r\n") { "\r\n" } else { "\n" };
    let Some(front) = FrontMatter::of(bytes) else {
        let mark = b"\xef\xbb\xbf".len() * usize::from(bytes.starts_with(b"\xef\xbb\xbf"));
        let matter = format!("---{end}{line}{end}---{end}{end}");
        return if standing { bytes.to_vec() } else { spliced(bytes, mark..mark, &matter) };
    };
    match front.status(bytes) {
        Some(found) if value(&bytes[found.clone()]).as_deref() == Some(status) => bytes.to_vec(),
        Some(found) => spliced(bytes, found, &line),
        None if standing => bytes.to_vec(),
        None => spliced(bytes, front.end..front.end, &format!("{line}{end}")),
    }
}

fn spliced(bytes: &[u8], range: std::ops::Range<usize>, text: &str) -> Vec<u8> {
    [&bytes[..range.start], text.as_bytes(), &bytes[range.end..]].concat()
}

/// The value of a line `status: …`, as YAML reads it.
fn value(line: &[u8]) -> Option<String> {
    let entry: serde_yaml::Mapping = serde_yaml::from_slice(line).ok()?;
    entry.get("status")?.as_str().map(str::to_owned)
}

/// Where the lines between the marks lie.
struct FrontMatter {
    start: usize,
    end: usize,
}

impl FrontMatter {
    fn of(bytes: &[u8]) -> Option<Self> {
        let mut start = None;
        for (at, line) in lines(bytes) {
            let text = line.trim_ascii_end();
            match start {
                None if text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text) == b"---" => start = Some(at + line.len()),
                None => return None,
                Some(start) if text == b"---" || text == b"..." => return Some(Self { start, end: at }),
                Some(_) => {}
            }
        }
        None
    }

    /// Where the entry `status` stands, with the lines that go on with it, without its last line end.
    fn status(&self, bytes: &[u8]) -> Option<std::ops::Range<usize>> {
        let mut found: Option<std::ops::Range<usize>> = None;
        for (at, line) in lines(&bytes[self.start..self.end]) {
            let range = self.start + at..self.start + at + line.trim_ascii_end().len();
            match &mut found {
                None if line.starts_with(b"status:") => found = Some(range),
                Some(found) if line.starts_with(b" ") || line.starts_with(b"\t") => {
                    found.end = range.end.max(found.end)
                }
                Some(_) if line.trim_ascii().is_empty() => {}
                Some(_) => break,
                None => {}
            }
        }
        found
    }
}

/// Each line with its end, and where it begins.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    bytes.split_inclusive(|byte| *byte == b'\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NEW: &str = "superseded by [ADR-0002](0002-a.md)";

    #[test]
    fn only_the_status_changes() {
        for (before, after) in [
            ("---\nstatus: accepted\ndate: x\n---\nbody\n", "---\nstatus: \"{}\"\ndate: x\n---\nbody\n"),
            ("---\r\na: b\r\nstatus: 'accepted' # yes\r\n---\r\nbody", "---\r\na: b\r\nstatus: \"{}\"\r\n---\r\nbody"),
            ("---\nstatus: >\n\n  accepted\n  long ago\nx: y\n---\n", "---\nstatus: \"{}\"\nx: y\n---\n"),
            ("---\nx: y\n---\nstatus: body\n", "---\nx: y\nstatus: \"{}\"\n---\nstatus: body\n"),
            ("# Title\n", "---\nstatus: \"{}\"\n---\n\n# Title\n"),
            ("\u{feff}# T\n", "\u{feff}---\nstatus: \"{}\"\n---\n\n# T\n"),
            ("", "---\nstatus: \"{}\"\n---\n\n"),
        ] {
            let after = after.replace("{}", NEW);
            assert_eq!(String::from_utf8(set(before.as_bytes(), NEW)).unwrap(), after, "{before:?}");
        }
    }

    #[test]
    fn what_says_it_already_is_left_as_it_is() {
        for text in ["---\nstatus: 'accepted'   # yes\n---\n", "---\nx: y\n---\n", "# no front matter", "\u{fffd}"] {
            assert_eq!(set(text.as_bytes(), "accepted"), text.as_bytes());
        }
    }

    proptest! {
        #[test]
        fn setting_twice_is_setting_once_and_the_body_stays(
            bytes in prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..80),
                "(---\r?\n)?((status: ?|a: ?| )[a-z'\"|>-]{0,6}\r?\n){0,4}(---\r?\n)?(body \u{e9}\n){0,2}".prop_map(String::into_bytes),
            ],
        ) {
            for status in ["accepted", NEW, "deprecated: it's \"gone\""] {
                let once = set(&bytes, status);
                prop_assert_eq!(&set(&once, status), &once);
                let body = |bytes: &[u8]| FrontMatter::of(bytes).map_or(bytes.to_vec(), |f| bytes[f.end..].to_vec());
                prop_assert!(once.ends_with(body(&bytes).trim_ascii_start()) || FrontMatter::of(&bytes).is_none());
                prop_assert!(FrontMatter::of(&bytes).is_some() || once.ends_with(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)));
            }
        }
    }
}
