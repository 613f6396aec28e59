//! Mermaid within what GitHub draws: its own parser takes every block, and no block is larger than it allows.
//!
//! The limits are Mermaid's `maxTextSize` and `maxEdges` (<https://mermaid.js.org/config/schema-docs/config.html>), which
//! GitHub leaves at 50 000 characters and 500 arrows. Mermaid needs a browser: `tests/browser/mermaid.mjs` opens one.

use super::all;
use crate::formats::planned;
use crate::hostile;
use crate::project::{example, root};
use archplan::document;
use comrak::nodes::NodeValue;
use serde_json::json;
use std::process::Command;

const EXAMPLES: [&str; 3] = ["order-processing", "user-management", "item-catalog"];

/// The sources of the blocks of a Markdown text.
fn blocks(markdown: &str) -> Vec<String> {
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, markdown, &comrak::Options::default());
    let source = |node: &comrak::nodes::AstNode<'_>| match &node.data.borrow().value {
        NodeValue::CodeBlock(code) if code.info == "mermaid" => Some(code.literal.clone()),
        _ => None,
    };
    root.descendants().filter_map(source).collect()
}

#[test]
fn every_block_is_one_that_github_draws() {
    let written = [("hostile text", hostile::spec(&hostile::text())), ("120 entities", many(120))];
    let examples = EXAMPLES.iter().map(|name| (*name, example(name)));
    let plans = examples.chain(written).map(|(name, spec)| (name.to_owned(), planned(&spec)));
    let plans = plans.chain(all().into_iter().map(|it| (it.name, it.plan)));
    let mut told = Vec::new();
    for (name, plan) in plans {
        let found = blocks(&renderers::markdown(&document::design(&plan)));
        assert!(!found.is_empty(), "{name} has no diagrams");
        for (at, source) in found.into_iter().enumerate() {
            let size = source.encode_utf16().count();
            assert!(size <= 50_000, "{name}, block {at}: {size} characters");
            told.push(json!({ "name": format!("{name}, block {at}"), "source": source }));
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("blocks.json");
    std::fs::write(&file, serde_json::to_string(&told).unwrap()).unwrap();
    let script = root().join("tests/browser/mermaid.mjs");
    let run = Command::new("node").arg(script).arg(&file).output().expect("`.ci/prepare` installs node");
    let [out, err] = [run.stdout, run.stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(run.status.success(), "{out}{err}");
    assert_eq!(out.trim(), format!("{} blocks, 2 refused as they must be", told.len()));
}

/// A service of so many entities, each joined to five others: more arrows than GitHub draws in one picture.
fn many(entities: usize) -> String {
    let of = |at: usize| {
        let fields = (0..8).map(|n| (format!("measured_value_{n}"), json!({ "type": "integer" })));
        let mut fields: serde_json::Map<_, _> = fields.collect();
        fields.insert("id".to_owned(), json!({ "type": "uuid", "key": true }));
        (format!("Thing{at}"), json!({ "fields": fields }))
    };
    let join = |at: usize| {
        (1..=5).filter(move |by| at + by < entities).map(move |by| {
            json!({ "from": format!("Thing{at}"), "has_many": format!("Thing{}", at + by), "as": format!("parts{by}"), "inverse": format!("whole{by}") })
        })
    };
    let things: serde_json::Map<_, _> = (0..entities).map(of).collect();
    let joins: Vec<_> = (0..entities).flat_map(join).collect();
    json!({
        "archplan": 1,
        "service": { "name": "many", "title": "Many things" },
        "data": { "entities": things, "relationships": joins },
    })
    .to_string()
}
