//! Every node that a generated file names is a node of the plan.

use crate::project::{Project, example};
use std::collections::BTreeSet;

#[test]
fn what_files_carry_out_is_in_the_plan() {
    for name in ["order-processing", "user-management", "item-catalog"] {
        let project = Project::built(&example(name));
        let manifest: serde_json::Value = serde_json::from_str(&project.read(".archplan/manifest.json")).unwrap();
        let known = nodes(&example(name));
        let mut unknown = BTreeSet::new();
        for (path, entry) in manifest["files"].as_object().unwrap() {
            for node in entry["realises"].as_array().into_iter().flatten().filter_map(|node| node.as_str()) {
                if !known.contains(node) {
                    unknown.insert(format!("{path}: {node}"));
                }
            }
        }
        assert!(unknown.is_empty(), "{name}: {unknown:#?}");
    }
}

fn nodes(text: &str) -> BTreeSet<String> {
    use archplan::{catalogue, plan, report::Report, source::Sources, spec};
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let catalogue = catalogue::load(&catalogue::built_in(), &mut sources, &mut report).unwrap();
    let file = sources.add("spec.yaml", text);
    let spec = spec::read(&sources, file, &mut report).unwrap().finish(&report).unwrap();
    let plan = plan::resolve(&spec, &plan::Lock::default(), &catalogue, &mut report).unwrap();
    plan.trace.nodes().map(ToString::to_string).collect()
}
