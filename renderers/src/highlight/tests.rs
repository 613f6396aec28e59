use super::language::Language;
use super::{Kind, runs};
use proptest::prelude::*;

const LANGUAGES: [&str; 18] = [
    "json",
    "yaml",
    "python",
    "sh",
    "console",
    "http",
    "toml",
    "ini",
    "sql",
    "dockerfile",
    "hcl",
    "rust",
    "typescript",
    "html",
    "makefile",
    "diff",
    "text",
    "",
];

/// The runs that are not plain, as `kind text`, with a line end between them.
fn told(language: &str, text: &str) -> Vec<String> {
    let coloured = runs(language, text).into_iter().filter(|run| run.kind != Kind::Plain);
    coloured.map(|run| format!("{} {}", run.kind.name(), run.text)).collect()
}

#[test]
fn every_language_tells_its_tokens_apart() {
    let cases: [(&str, &str, &[&str]); 17] = [
        ("json", r#"{"a": [1.5e3, "b", true]}"#, &["key \"a\"", "literal 1.5e3", "string \"b\"", "literal true"]),
        (
            "yaml",
            "runs-on: ubuntu # here\n- a: don't\n- 'it''s'\n/orders/{id}: { get: 1 }",
            &["key runs-on", "comment # here", "key a", "string 'it''s'", "key /orders/{id}", "key get", "literal 1"],
        ),
        (
            "python",
            "@app.get(\"/\")\nasync def f(x: int) -> Order:\n    return g(f\"a{x}\")  # done",
            &[
                "meta @app",
                "name get",
                "string \"/\"",
                "keyword async",
                "keyword def",
                "name f",
                "name int",
                "name Order",
                "keyword return",
                "name g",
                "string \"a{x}\"",
                "comment # done",
            ],
        ),
        (
            "sh",
            "FOO=1 docker run -p 80:80 \"$X\" | grep don't\nif true; then echo $HOME; fi",
            &[
                "key FOO",
                "literal 1",
                "name docker",
                "key -p",
                "literal 80",
                "literal 80",
                "string \"$X\"",
                "name grep",
            ],
        ),
        ("console", "$ ls -l\ntotal 4 if\n", &["meta $ ", "name ls", "key -l"]),
        (
            "http",
            "GET /orders HTTP/1.1\nAccept: text/plain\n\n{\"a\": 1}",
            &["keyword GET", "keyword HTTP/1.1", "key Accept", "key \"a\"", "literal 1"],
        ),
        ("toml", "[tool.x]\na.b = \"c\" # d", &["meta [tool.x]", "key a.b", "string \"c\"", "comment # d"]),
        ("env", "A_B=true # x\nC=it's", &["key A_B", "literal true", "comment # x", "key C"]),
        (
            "sql",
            "SELECT 'a''b', count(*) FROM t -- x",
            &["keyword SELECT", "string 'a''b'", "name count", "keyword FROM", "comment -- x"],
        ),
        (
            "Dockerfile",
            "FROM python:3.13 AS base\nRUN x --no-cache # y",
            &["keyword FROM", "keyword AS", "keyword RUN", "key --no-cache", "comment # y"],
        ),
        (
            "hcl",
            "resource \"a\" \"b\" {\n  c = true\n}",
            &["keyword resource", "string \"a\"", "string \"b\"", "key c", "literal true"],
        ),
        (
            "rust",
            "fn f<'a>(x: &'a str) -> char { 'x' } // y",
            &["keyword fn", "name str", "name char", "string 'x'", "comment // y"],
        ),
        (
            "ts",
            "const a: Foo = b(`c`) /* d */",
            &["keyword const", "name Foo", "name b", "string `c`", "comment /* d */"],
        ),
        (
            "html",
            "<a href=\"x\">it's &amp; <!-- c --></a>",
            &[
                "keyword <a",
                "key href",
                "string \"x\"",
                "keyword >",
                "literal &amp;",
                "comment <!-- c -->",
                "keyword </a>",
            ],
        ),
        ("makefile", "test: build\n\tpytest -q $(X)", &["key test", "key -q", "variable $(X)"]),
        ("diff", "@@ -1 +1 @@\n-a\n+b\n c", &["meta @@ -1 +1 @@", "deleted -a", "inserted +b"]),
        ("mermaid", "flowchart TD", &[]),
    ];
    let wrong = cases.iter().filter_map(|(language, text, expected)| {
        let told = told(language, text);
        let is_right = told.len() >= expected.len() && told[..expected.len()] == **expected;
        (!is_right).then(|| format!("{language}: {told:#?}"))
    });
    assert_eq!(wrong.collect::<Vec<_>>(), [] as [String; 0]);
}

#[test]
fn every_language_is_found_by_each_of_its_names() {
    for name in LANGUAGES.iter().take(16) {
        assert!(Language::named(&name.to_uppercase()).is_some(), "{name}");
    }
}

#[test]
fn a_quote_without_an_end_colours_nothing() {
    assert_eq!(told("python", "x = 'abc\ny = 1"), ["literal 1"]);
    assert_eq!(told("json", "\"\\\"\\\"\\\""), [] as [&str; 0]);
}

#[test]
fn one_long_line_costs_no_more_than_many_short_ones() {
    for piece in ["\"a\", ", "'", "\\\"", "${", "/* ", "a: ", "<a ", "&", "- ", "r#\""] {
        let text = piece.repeat(100_000);
        for language in LANGUAGES {
            assert_eq!(runs(language, &text).iter().map(|run| run.text.len()).sum::<usize>(), text.len());
        }
    }
}

/// What a lexer may trip over, put together at random.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\"".to_owned()),
        Just("'".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("\\".to_owned()),
        Just("\r\n".to_owned()),
        Just("\n".to_owned()),
        Just("$ ".to_owned()),
        Just("${".to_owned()),
        Just("/*".to_owned()),
        Just("<!--".to_owned()),
        Just("<a b='".to_owned()),
        Just("r#\"".to_owned()),
        Just("- ".to_owned()),
        Just("#".to_owned()),
        Just("é漢🚀".to_owned()),
        Just("@x: 1.5=".to_owned()),
        Just("[a]".to_owned()),
        Just("&".to_owned()),
        "[a-zA-Z0-9_.:/ -]{0,6}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn the_runs_joined_are_the_text(text in pieces()) {
        for language in LANGUAGES {
            let runs = runs(language, &text);
            prop_assert_eq!(runs.iter().map(|run| run.text).collect::<String>(), text.as_str());
            prop_assert!(runs.iter().all(|run| !run.text.is_empty()));
            prop_assert!(runs.windows(2).all(|pair| pair[0].kind != pair[1].kind), "{:?}", runs);
        }
    }
}
