//! Filters that turn any text into a literal of a language, so that text of a spec is never read as code.

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, Value};
use std::fmt::Write as _;

/// Adds every filter of this file.
pub(super) fn install(environment: &mut Environment<'_>) {
    environment.add_filter("py_string", |text: &str| py_string(text));
    environment.add_filter("py_text", |text: &str| py_text(text));
    environment.add_filter("py_docstring", |text: &str| py_docstring(text));
    environment.add_filter("py_value", |value: Value| py_value(&value));
    environment.add_filter("yaml_scalar", |text: &str| yaml_scalar(text));
    environment.add_filter("toml_string", |text: &str| toml_string(text));
    environment.add_filter("json_string", |text: &str| json_string(text));
    environment.add_filter("hcl_string", |text: &str| hcl_string(text));
    environment.add_filter("prometheus_text", |text: &str| prometheus_text(text));
    environment.add_filter("shell_word", |text: &str| shell_word(text));
    environment.add_filter("dockerfile_string", |text: &str| dockerfile_string(text));
    environment.add_filter("markdown_text", |text: &str| markdown_text(text));
    environment.add_filter("sentence", |text: &str| sentence(text));
    environment.add_filter("comment_text", |text: &str| one_line(text));
}

/// A Python string literal on one line.
pub(super) fn py_string(text: &str) -> String {
    let mut out = String::from("\"");
    text.chars().for_each(|c| push_py(&mut out, c, true));
    out.push('"');
    out
}

/// Python string literals, one after the other, each short enough for a line; in parentheses where several.
fn py_text(text: &str) -> String {
    let lines = wrap(text, 76);
    match lines.as_slice() {
        [] | [_] => py_string(text),
        lines => format!("({})", lines.iter().map(|line| py_string(line)).collect::<Vec<_>>().join("\n")),
    }
}

/// The inside of a Python docstring, without its quotes: wrapped, and unable to end it.
fn py_docstring(text: &str) -> String {
    let mut out = String::new();
    for (i, line) in wrap(&one_line(text), 88).iter().enumerate() {
        if i > 0 {
            // A formatter takes a backslash at the end of a line for one that joins it to the next.
            out.push(if out.ends_with('\\') { ' ' } else { '\n' });
        }
        line.trim_end().chars().for_each(|c| push_py(&mut out, c, false));
    }
    let out = out.replace("\"\"\"", "\\\"\\\"\\\"");
    if out.contains('\n') {
        return format!("{out}\n");
    }
    match out.strip_suffix('"') {
        Some(start) => format!("{start}\\\""),
        None => out,
    }
}

fn push_py(out: &mut String, c: char, quoted: bool) {
    match c {
        '\\' => out.push_str("\\\\"),
        '"' if quoted => out.push_str("\\\""),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if is_hidden(c) => write_hex(out, c),
        c => out.push(c),
    }
}

fn write_hex(out: &mut String, c: char) {
    let code = u32::from(c);
    let width = if code <= 0xffff { ("u", 4) } else { ("U", 8) };
    write!(out, "\\{}{code:0digits$x}", width.0, digits = width.1).expect("writing to a String cannot fail");
}

/// A JSON value as a Python expression.
fn py_value(value: &Value) -> Result<String, Error> {
    Ok(match value.kind() {
        ValueKind::Undefined | ValueKind::None => "None".to_owned(),
        ValueKind::Bool => if value.is_true() { "True" } else { "False" }.to_owned(),
        ValueKind::Number => value.to_string(),
        ValueKind::String => py_string(value.as_str().unwrap_or_default()),
        ValueKind::Seq | ValueKind::Iterable => {
            let items = value.try_iter()?.map(|item| py_value(&item)).collect::<Result<Vec<_>, _>>()?;
            format!("[{}]", items.join(", "))
        }
        ValueKind::Map => {
            let mut items = Vec::new();
            for key in value.try_iter()? {
                items.push(format!("{}: {}", py_value(&key)?, py_value(&value.get_item(&key)?)?));
            }
            format!("{{{}}}", items.join(", "))
        }
        kind => return Err(Error::new(ErrorKind::InvalidOperation, format!("a {kind} is no JSON value"))),
    })
}

/// A double-quoted YAML scalar.
fn yaml_scalar(text: &str) -> String {
    double_quoted(text)
}

/// A basic TOML string.
fn toml_string(text: &str) -> String {
    double_quoted(text)
}

/// A JSON string.
fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A string of HCL, in which nothing is filled in.
fn hcl_string(text: &str) -> String {
    double_quoted(&one_line(text)).replace("${", "$${").replace("%{", "%%{")
}

/// Text on one line for an annotation of Prometheus, which would take `{{` for the begin of an expression.
fn prometheus_text(text: &str) -> String {
    one_line(text).replace("{{", "{{`{{`}}")
}

/// What YAML and TOML read alike between double quotes.
fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => write_hex(&mut out, c),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// One word of a POSIX shell.
fn shell_word(text: &str) -> String {
    format!("'{}'", text.replace('\0', "").replace('\'', r"'\''"))
}

/// A double-quoted value of a Dockerfile instruction.
fn dockerfile_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in one_line(text).chars() {
        if matches!(c, '"' | '\\' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// Text in Markdown that stays text.
fn markdown_text(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '{' | '}') {
            out.push('\\');
        }
        out.push(c);
    }
    let marker = out.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = marker.len() < out.len() && marker.starts_with(['.', ')']);
    if numbered {
        let digits = out.len() - marker.len();
        out.insert(digits, '\\');
    } else if out.starts_with(['-', '+', '=', ':']) {
        out.insert(0, '\\');
    }
    out
}

/// The text on one line, with nothing hidden in it.
fn one_line(text: &str) -> String {
    let shown: String = text.chars().map(|c| if c.is_whitespace() || is_hidden(c) { ' ' } else { c }).collect();
    shown.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text with a full stop, where nothing ends it yet.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let ended = text.ends_with(['.', '!', '?', ':', ';', '…']) || text.is_empty();
    if ended { text.to_owned() } else { format!("{text}.") }
}

/// Characters that a reader does not see: controls, what turns the direction of text, and odd line ends.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{a0}' | '\u{ad}')
        || matches!(c, '\u{fff9}'..='\u{ffff}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e0fff}')
}

/// The text cut after blanks so that no piece is longer than `width` characters, save words that are.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(' ') {
        if !line.is_empty() && line.chars().count() + word.trim_end().chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(word);
    }
    lines.extend((!line.is_empty()).then_some(line));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ruff_python_ast::Expr;

    const NASTY: &str = "\\ \" ' \"\"\" {{ x }} ${{ y }} $(z) <script> | # 🎉 \u{202e}rtl\0\r\n\t`*_[]\u{2028}end\\\"";

    fn python(literal: &str) -> String {
        match *ruff_python_parser::parse_expression(literal).unwrap().into_syntax().body {
            Expr::StringLiteral(string) => string.value.to_str().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    fn check(text: &str) {
        assert_eq!(python(&py_string(text)), text);
        assert_eq!(python(&py_text(text)), text);
        python(&format!("\"\"\"{}\"\"\"", py_docstring(text)));
        assert_eq!(serde_yaml::from_str::<String>(&yaml_scalar(text)).unwrap(), text);
        assert_eq!(serde_json::from_str::<String>(&json_string(text)).unwrap(), text);
        assert!(!markdown_text(text).contains('\n'));
    }

    #[test]
    fn nasty_text_is_read_back_as_it_was() {
        check(NASTY);
        check("");
        check(&"long words of text ".repeat(600));
    }

    #[test]
    fn a_shell_word_holds_quotes_and_substitutions() {
        assert_eq!(shell_word("it's $(x)"), r"'it'\''s $(x)'");
        assert_eq!(hcl_string("a ${b} %{c} \"d\""), r#""a $${b} %%{c} \"d\"""#);
        assert_eq!(prometheus_text("{{ x }}\n"), "{{`{{`}} x }}");
        assert_eq!(dockerfile_string("a \"b\" $c\nd"), r#""a \"b\" \$c d""#);
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_as_it_was(text in any::<String>()) {
            check(&text);
        }
    }
}
