//! Plans for tests of the rooms that read them.

use super::{Lock, Plan, alternatives, check_names, resolve};
use crate::catalogue::Overlay;
use crate::files::{File, RelPath, Tree};
use crate::report::{Diagnostic, Report};
use crate::source::Sources;
use crate::{catalogue, spec};

/// The three example specs: name and text.
pub(crate) const EXAMPLES: [(&str, &str); 3] = [
    ("order-processing", include_str!("../../examples/order-processing/spec.yaml")),
    ("user-management", include_str!("../../examples/user-management/spec.yaml")),
    ("item-catalog", include_str!("../../examples/item-catalog/spec.yaml")),
];

/// The own catalogue of the examples: path and text of each file.
const STANDARD: [(&str, &str); 4] = [
    ("catalogue.yaml", include_str!("../../examples/platform-standard/catalogue.yaml")),
    ("changes.yaml", include_str!("../../examples/platform-standard/changes.yaml")),
    ("principles.yaml", include_str!("../../examples/platform-standard/principles.yaml")),
    ("decisions/runtime.yaml", include_str!("../../examples/platform-standard/decisions/runtime.yaml")),
];

/// The plan of an example.
pub(crate) fn example(name: &str) -> Plan {
    let (_, text) = EXAMPLES.iter().find(|(known, _)| *known == name).expect("the example exists");
    resolve_text(text).unwrap_or_else(|faults| panic!("{}", faults.join("\n")))
}

/// The plan of an example under the own catalogue of the examples.
pub(crate) fn example_under_the_standard(name: &str) -> Plan {
    let (_, text) = EXAMPLES.iter().find(|(known, _)| *known == name).expect("the example exists");
    let mut files = Tree::default();
    for (path, text) in STANDARD {
        files.insert(RelPath::new(path).expect("a plain path"), File::plain(text));
    }
    let standard = Overlay { name: "platform".to_owned(), files, named: None };
    resolve_with(text, &[standard]).unwrap_or_else(|faults| panic!("{}", faults.join("\n")))
}

/// The plan of a spec, or its faults, each on a line.
pub(crate) fn resolve_text(text: &str) -> Result<Plan, Vec<String>> {
    resolve_with(text, &[])
}

fn resolve_with(text: &str, overlays: &[Overlay]) -> Result<Plan, Vec<String>> {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let catalogue = catalogue::extended(&catalogue::built_in(), overlays, &mut sources, &mut report);
    let file = sources.add("spec.yaml", text);
    let plan = catalogue.and_then(|catalogue| {
        let draft = spec::read(&sources, file, &mut report)?;
        check_names(draft.partial(), &catalogue, &mut report);
        let (spec, lock) = (draft.finish(&report)?, Lock::default());
        let plan = resolve(&spec, &lock, &catalogue, &mut report)?;
        let alternatives = alternatives(&spec, &plan, &catalogue);
        Ok(plan.with_alternatives(alternatives))
    });
    plan.map_err(|_| report.found().iter().map(|diagnostic| told(&sources, diagnostic)).collect())
}

fn told(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref().map(|place| sources.place(place.span)).unwrap_or_default();
    format!("{place} {}: {} {:?}", diagnostic.code, diagnostic.message, diagnostic.help)
}
