//! A user's Markdown that would break out of its place, and one text of a megabyte: what stands around it stays whole.

use crate::formats::{Formats, holds_in, planned};
use archplan::document;
use serde_json::json;

/// A spec with that Markdown in fields before which and behind which other text stands.
fn spec(markdown: &str) -> String {
    json!({
        "archplan": 1,
        "service": {
            "name": "breaking", "title": "Breaking out", "summary": markdown,
            "responsibilities": ["Comes before", { "id": "broken", "text": markdown }, "Comes behind"],
        },
        "risks": { "one": { "statement": markdown, "likelihood": "low", "impact": "low", "mitigation": "Comes behind it" } },
        "data": { "entities": { "Thing": { "summary": markdown, "fields": { "id": { "type": "uuid", "key": true, "summary": markdown } } } } },
    })
    .to_string()
}

const BREAKING: [&str; 6] = [
    "Before\n\n</main></section></body></html>\n\n<!-- a comment that stays open",
    "Before\n\n~~~~yaml\nnever: closed\n\n# No heading",
    "Before\n\n- item\n\n  ```\n  never closed\n\n| no | table |\n|---|---|\n| x |",
    "<table><tr><td>\n\n<script>alert(1)</script> <style>*{display:none}</style>\n\n<svg onload=alert(1)>",
    "# Heading\n\n> [!WARNING]\n> quote\n> > deeper\n\n***\n\nSetext\n======",
    "[label]: https://example.org 'title\n\n[label] ![image](x.png) <https://example.org> [^1]\n\n[^1]: note",
];

#[test]
fn markdown_that_breaks_out_stays_in_its_place() {
    for markdown in BREAKING {
        let document = document::design(&planned(&spec(markdown)));
        holds_in(&document, markdown, Formats::All);
        let html = renderers::html(&document, &renderers::Theme::default());
        assert_eq!(html.matches("</main>").count(), 1, "{markdown}");
        assert_eq!(html.matches("<section").count(), html.matches("</section>").count(), "{markdown}");
        assert!(!html.contains("<script>alert") && !html.contains("<svg onload"), "{markdown}");
    }
}

#[test]
fn a_megabyte_of_text_in_one_field_keeps_its_place_in_markdown_and_html() {
    let text: String = (0..80_000).map(|at| format!("word{at} *w* {at}. ")).take(52_000).collect();
    assert!(text.len() > 1_000_000, "{}", text.len());
    let spec = json!({
        "archplan": 1,
        "service": { "name": "long", "title": "Long", "summary": "Short", "responsibilities": ["Comes before", { "id": "long", "text": text }, "Comes behind"] },
    });
    holds_in(&document::design(&planned(&spec.to_string())), "a megabyte", Formats::WithoutPdf);
}
