//! Text that comes out of a Markdown parser as the same text.
//!
//! Three parsers read what is written here: GitHub's, pulldown-cmark (mdBook) and Python-Markdown (MkDocs). A
//! backslash is used only before the characters that all three know; the others become character references.
//! What acts on the finished text (addresses, mentions, emoji codes) is split by an empty comment.

/// Breaks a word for filters that run over finished text; leaves no trace on the page.
const SEAM: &str = "<!-- -->";

/// Escapes the text of a run. Line starts are the caller's: see [`line_starts`].
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| MEANT[usize::from(*byte)]) {
        out.push_str(&text[done..at]);
        done = at + 1;
        push(char::from(byte), text[..at].chars().next_back(), &text[done..], &mut out);
    }
    out.push_str(&text[done..]);
    out
}

/// Whether a byte may mean something: all that [`push`] looks at, which are of one byte each.
static MEANT: [bool; 256] = {
    let (signs, mut meant, mut at) = (b"\\`*[]|_<&~${#.@:", [false; 256], 0);
    while at < signs.len() {
        meant[signs[at] as usize] = true;
        at += 1;
    }
    meant
};

fn push(c: char, before: Option<char>, rest: &str, out: &mut String) {
    let next = rest.chars().next();
    match c {
        '\\' | '`' | '*' | '[' | ']' | '|' => out.extend(['\\', c]),
        '_' if !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)) => {
            out.push_str("\\_");
        }
        '<' => out.push_str("&lt;"),
        '&' if next.is_some_and(|n| n.is_ascii_alphanumeric() || n == '#') => out.push_str("&amp;"),
        '~' => out.push_str("&#126;"),
        '$' => out.push_str("&#36;"),
        '{' if next.is_some_and(|n| "{%#:.".contains(n)) => out.push_str("\\{"),
        // At its end a heading would be closed by it.
        '#' if before.is_none_or(char::is_whitespace) || next.is_none() => out.push_str("\\#"),
        '.' if ends_with_www(out) => out.push_str("\\."),
        '@' => out.extend(["@", if next.is_some_and(|n| !n.is_whitespace()) { SEAM } else { "" }]),
        ':' if rest.starts_with("//") => out.push_str("&#58;"),
        ':' if starts_emoji(rest) => out.extend([":", SEAM]),
        _ => out.push(c),
    }
}

fn ends_with_www(out: &str) -> bool {
    out.len() >= 3 && out.as_bytes()[out.len() - 3..].eq_ignore_ascii_case(b"www")
}

/// Whether `:` before this text opens an emoji code such as `:+1:`; times such as 10:30:00 do not.
fn starts_emoji(rest: &str) -> bool {
    let Some((name, _)) = rest.split_once(':') else { return false };
    let is_code = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+-".contains(&b));
    is_code && (name.bytes().any(|b| !b.is_ascii_digit()) || matches!(name, "100" | "1234"))
}

/// Escapes what would start a block at the start of a line, in every line of an escaped paragraph.
pub(super) fn line_starts(paragraph: &str) -> String {
    let mut out = String::with_capacity(paragraph.len() + 8);
    for line in paragraph.split_inclusive('\n') {
        line_start(line, &mut out);
    }
    out
}

fn line_start(line: &str, out: &mut String) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => {
            out.extend([&line[..digits], "\\", &line[digits..]]);
        }
        Some(b'#' | b'-' | b'+' | b'>' | b'!') if digits == 0 => out.extend(["\\", line]),
        // No backslash: Python-Markdown would show it.
        Some(b'?') if !line.starts_with("???") => out.push_str(line),
        Some(mark @ (b'=' | b':' | b'?')) if digits == 0 => {
            out.push_str(&format!("&#{mark};{}", &line[1..]));
        }
        _ => out.push_str(line),
    }
}

/// A code span whose fence is longer than any run of backticks inside. In a cell a `|` cannot stand in one: there
/// the text is escaped inside `<code>`.
pub(super) fn code(code: &str, in_table: bool) -> String {
    if in_table && code.contains('|') || code.trim().is_empty() {
        return format!("<code>{}</code>", text(code));
    }
    let fence = "`".repeat(longest_run(code, '`') + 1);
    let pad = if code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// The length of the longest run of a character.
pub(super) fn longest_run(text: &str, mark: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// The destination of a link, in angle brackets where a bare one could end early.
pub(super) fn destination(address: &str, in_table: bool) -> String {
    let is_bare = |c: char| c.is_alphanumeric() || "-._:/?#@!$'+,;=%~".contains(c);
    if !address.is_empty() && address.chars().all(is_bare) {
        return address.to_owned();
    }
    let mut out = String::from("<");
    for c in address.chars() {
        match c {
            '<' | '>' | '\\' => out.extend(['\\', c]),
            '|' if in_table => out.push_str("\\|"),
            '&' => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out.push('>');
    out
}

/// A string in YAML's double quotes.
pub(super) fn yaml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // mdBook does not know front matter, and would take it for a tag.
            '<' => out.push_str("\\u003C"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
