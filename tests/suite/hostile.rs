//! Hostile text in every free-text field, and names that are reserved somewhere.

use crate::project::Project;
use std::path::Path;
use std::process::Command;

/// Everything that is markup, quoting or expansion somewhere.
fn hostile() -> String {
    let long = "x".repeat(10_000);
    format!(
        "\"quoted\" 'single' \\back\\slash \\n {{{{ braces }}}} {{% tag %}} <% block %> <{{ value }}> ${{{{ github.token }}}} $(touch /tmp/pwned) `id` \
         <script>alert(1)</script> </style> --> | pipe # hash \"\"\" ''' ]]> @mention *star* _under_ ~tilde~ [x](javascript:alert(1)) %s %d &amp; \
         \u{1F600} \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{202e}rtl\u{202c} \u{4e2d}\u{6587} na\u{ef}ve -- ; /* */ // !yaml &a *b : - ? \nsecond line\n{long}"
    )
}

fn spec(text: &str) -> String {
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
        let text = spec(&hostile()).replace("decisions:\n", &format!("decisions:\n  code-layout: {layout}\n"));
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

/// Names that are reserved in Python, SQL, SQLAlchemy, pydantic, FastAPI, or equal in singular and plural.
const RESERVED: &str = r#"archplan: 1
service: { name: reserved }
decisions: { code-layout: LAYOUT }
data:
  entities:
    Order: { timestamps: true, fields: { id: { type: integer, key: true }, class: { type: string }, from: { type: date, optional: true }, select: { type: boolean, default: true } } }
    User: { fields: { user: { type: uuid, key: true }, metadata: { type: json }, registry: { type: string, unique: true }, type: { type: enum, values: [None, "True", class, "1", "", "a b"] } } }
    Group: { fields: { id: { type: uuid, key: true }, model_config: { type: string }, schema: { type: integer, min: 0, max: 9 }, copy: { type: decimal, precision: 5, scale: 2 }, json: { type: text }, self: { type: string } } }
    Series: { fields: { id: { type: uuid, key: true }, version: { type: integer }, limit: { type: integer }, cursor: { type: string }, offset: { type: integer } } }
    Base: { fields: { id: { type: uuid, key: true }, session: { type: url }, request: { type: email }, response: { type: datetime, default: now } } }
    Enum: { fields: { id: { type: integer, key: true }, status: { type: duration, optional: true }, items: { type: list, of: string } } }
    Field: { fields: { id: { type: uuid, key: true }, print: { type: string }, str: { type: string }, int: { type: integer }, datetime: { type: datetime }, date: { type: date }, uuid: { type: uuid } } }
    Decimal: { fields: { id: { type: uuid, key: true }, decimal: { type: decimal, precision: 9, scale: 3 } } }
    Test: { fields: { id: { type: uuid, key: true }, assert: { type: string }, async: { type: string }, def: { type: secret } } }
    Router: { fields: { id: { type: uuid, key: true }, app: { type: string } } }
  relationships:
    - { from: Group, has_many: User, as: members, inverse: group, optional: true }
    - { from: Series, has_many: Series, as: children, inverse: parent, optional: true }
    - { from: Order, has_many: Enum, as: enums, owned: true }
    - { from: Order, has_one: Decimal, as: decimal, inverse: order, owned: true }
api:
  resources:
    orders: { entity: Order, operations: [create, get, list, update, replace, delete] }
    users: { entity: User, operations: [create, get, list, update, replace, delete] }
    groups: { entity: Group, operations: [create, get, list, update, replace, delete] }
    series: { entity: Series, operations: [create, get, list, update, replace, delete] }
    base: { entity: Base, operations: [create, get, list, update, replace, delete] }
    field: { entity: Field, operations: [create, get, list, update, replace, delete] }
    test: { entity: Test, operations: [create, get, list, update, delete] }
    routers: { entity: Router, operations: [create, get] }
"#;

#[test]
fn reserved_names_work_or_are_refused_with_a_reason() {
    for layout in ["feature", "flat", "layered"] {
        // An empty value of an enum is refused when the spec is read.
        let text = RESERVED.replace("LAYOUT", layout).replace(", \"\", ", ", ");
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
            let parsed = serde_yaml::from_str::<serde_json::Value>(&text);
            assert!(parsed.is_ok(), "{name}: {:?}", parsed.err());
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
