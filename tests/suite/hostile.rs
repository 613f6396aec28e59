//! Hostile text in every free-text field, and names that are reserved somewhere.

use crate::project::Project;
use std::path::Path;
use std::process::Command;

/// Everything that is markup, quoting or expansion somewhere.
pub(crate) fn text() -> String {
    let long = "x".repeat(10_000);
    format!(
        "\"quoted\" 'single' \\back\\slash \\n {{{{ braces }}}} {{% tag %}} <% block %> <{{ value }}> ${{{{ github.token }}}} $(touch /tmp/pwned) `id` \
         <script>alert(1)</script> </style> --> | pipe # hash \"\"\" ''' ]]> @mention *star* _under_ ~tilde~ [x](javascript:alert(1)) %s %d &amp; \
         \u{1F600} \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{202e}rtl\u{202c} \u{4e2d}\u{6587} na\u{ef}ve -- ; /* */ // !yaml &a *b : - ? \nsecond line\n{long}"
    )
}

/// A spec with that text wherever text may stand.
pub(crate) fn spec(text: &str) -> String {
    let text = serde_json::to_string(text).unwrap();
    format!(
        r#"archplan: 1
service:
  name: hostile
  title: {text}
  owner: {text}
  summary: {text}
  responsibilities: [{text}, {{ id: second, text: {text} }}]
  out_of_scope: [{text}]
goals:
  reach: {{ statement: {text}, measure: {text}, met_by: [second, goal], wanted_by: [people] }}
stakeholders:
  people: {{ title: {text}, contact: {text}, needs: {text}, informed: {text} }}
constraints:
  bound: {{ kind: legal, statement: {text}, because: {text}, settles: {{ ci: github-actions }} }}
assumptions:
  taken: {{ statement: {text}, wrong_when: {text}, watched_by: {text}, supports: [database] }}
scenarios:
  tried: {{ quality: goal, source: {text}, stimulus: {text}, environment: {text}, artifact: {text}, response: {text}, measure: {text} }}
  found: {{ stimulus: {text}, artifact: things.create, response: {text} }}
risks:
  bad: {{ statement: {text}, likelihood: low, impact: high, mitigation: {text}, owner: {text}, about: [database, other, Thing.label] }}
  owed: {{ kind: debt, statement: {text}, mitigation: {text}, owner: people }}
questions:
  open: {{ question: {text}, decides: {text}, by: 2026-01-31, blocks: [own-one] }}
glossary:
  Thing: {{ meaning: {text}, not: {text} }}
  "a | `b` <i> {{{{ c }}}} # $ *": {text}
changelog:
  - {{ version: 0.1.0, date: 2026-01-31, changed: [{text}, {text}] }}
qualities:
  goal: {{ statement: {text}, metric: {text}, below: 1 }}
principles: [{{ id: own, text: {text} }}]
decisions:
  database: {{ choose: postgresql, because: {text}, serves: [goal] }}
  own-one:
    title: {text}
    question: {text}
    options:
      one: {{ title: {text}, reason: {text}, good: [{text}], neutral: [{text}], bad: [{text}] }}
      two: {{ title: {text} }}
    choose: one
    because: {text}
data:
  entities:
    Thing:
      summary: {text}
      timestamps: true
      fields:
        id: {{ type: uuid, key: true, summary: {text} }}
        label: {{ type: text, summary: {text}, example: {text} }}
        state: {{ type: enum, values: [A, "b \"c\" 'd' \\ # {{{{ }}}}", "\"\"\""], default: A, summary: {text} }}
      lifecycle: {{ field: state, transitions: {{ A: ["\"\"\""] }} }}
api:
  authentication: jwt
  roles: {{ reader: {text} }}
  resources:
    things:
      entity: Thing
      summary: {text}
      operations:
        create: {{ roles: [reader], summary: {text} }}
        get: {{ roles: [reader], summary: {text} }}
        list: {{ roles: [reader], filter: [label, state], sort: [label] }}
        update: {{ roles: [reader] }}
        close: {{ roles: [reader], transition: state, to: "\"\"\"", summary: {text} }}
events:
  publishes: {{ ThingClosed: {{ after: things.close, payload: [id, label, state] }} }}
  consumes: {{ SomethingHappened: {{ from: other, then: {{ transition: Thing.state, to: "\"\"\"" }} }} }}
integrations:
  other: {{ title: {text}, purpose: {text}, direction: both, protocol: {text} }}
"#
    )
}

#[test]
fn every_generated_file_still_parses_in_its_language() {
    for layout in ["feature", "flat", "layered"] {
        let text = spec(&text()).replace("decisions:\n", &format!("decisions:\n  code-layout: {layout}\n"));
        let project = Project::built(&text);
        for (name, bytes) in project.files() {
            parses(&name, &bytes, project.path());
        }
    }
    assert!(!Path::new("/tmp/pwned").exists());
}

#[test]
fn documents_show_hostile_text_as_it_is() {
    let project = Project::with(&spec("<script>alert(1)</script> | `x` {{ y }} $(z) *w* # v @u"));
    project.run(&["plan", "spec.yaml"]).succeeds();
    let html = project.read("docs/architecture/plan.html");
    assert!(!html.contains("<script>alert"), "markup of a user became markup");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    let openapi: serde_json::Value = serde_yaml::from_str(&project.read("docs/openapi.yaml")).unwrap();
    assert_eq!(openapi["info"]["title"], "<script>alert(1)</script> | `x` {{ y }} $(z) *w* # v @u");
}

const RESERVED: &str = include_str!("../cases/scaffolds/reserved-names.yaml");

#[test]
fn reserved_names_work_or_are_refused_with_a_reason() {
    for layout in ["feature", "flat", "layered"] {
        let text = RESERVED.replace("code-layout: feature", &format!("code-layout: {layout}"));
        let project = Project::with(&text);
        project.run(&["plan", "spec.yaml"]).succeeds();
        let run = project.run(&["generate"]);
        match run.code {
            0 => {
                for (name, bytes) in project.files() {
                    parses(&name, &bytes, project.path());
                }
            }
            2 => assert!(run.err.contains("spec.yaml:"), "a refusal names its place:\n{}", run.err),
            code => panic!("exit {code}\n{}\n{}", run.out, run.err),
        }
    }
}

/// Whether a file parses in the language that its name says.
fn parses(name: &str, bytes: &[u8], folder: &Path) {
    let text = String::from_utf8_lossy(bytes);
    let extension = name.rsplit_once('.').map_or(name, |(_, extension)| extension);
    match extension {
        "py" => {
            let parsed = ruff_python_parser::parse_module(&text);
            assert!(parsed.is_ok(), "{name}: {:?}\n{text}", parsed.err());
        }
        "yaml" | "yml" => {
            for document in serde_yaml::Deserializer::from_str(&text) {
                let parsed = <serde_json::Value as serde::Deserialize>::deserialize(document);
                assert!(parsed.is_ok(), "{name}: {:?}", parsed.err());
            }
        }
        "json" => assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{name}"),
        "toml" => {
            tool(name, folder, "python3", &["-c", "import sys, tomllib; tomllib.load(open(sys.argv[1], 'rb'))", name])
        }
        "sh" => tool(name, folder, "bash", &["-n", name]),
        "Makefile" => tool(name, folder, "make", &["-n", "help"]),
        _ => {}
    }
}

fn tool(name: &str, folder: &Path, program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
}
