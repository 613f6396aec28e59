//! The JSON Schema that editors use, against the specs that archplan reads.

use archplan::spec;

#[test]
fn the_examples_hold_under_the_schema() {
    let validator = jsonschema::validator_for(&spec::schema()).unwrap();
    for example in ["order-processing", "user-management", "item-catalog"] {
        let path = format!("{}/examples/{example}/spec.yaml", env!("CARGO_MANIFEST_DIR"));
        let value: serde_json::Value = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let faults: Vec<_> =
            validator.iter_errors(&value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{example}: {faults:#?}");
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let validator = jsonschema::validator_for(&spec::schema()).unwrap();
    for text in [
        "service: { name: a }",
        "archplan: 1",
        "archplan: 1\nservice: { name: a }\nextra: 1",
        "archplan: 1\nservice: { name: a, titel: b }",
        "archplan: 1\nservice: { name: a }\ndata: { entities: { A: { fields: { id: { type: uid } } } } }",
        "archplan: 1\nservice: { name: a }\napi: { authentication: basic }",
        "archplan: 1\nservice: { name: a }\nrisks: { a: { statement: b, impact: huge } }",
        "archplan: 1\nservice: { name: a }\nconstraints: { a: { kind: legal, statement: b } }",
        "archplan: 1\nservice: { name: a }\nglossary: { a: { not: b } }",
    ] {
        let value: serde_json::Value = serde_yaml::from_str(text).unwrap();
        assert!(!validator.is_valid(&value), "{text}");
    }
}
