//! Documents of the example specs, and the nets round the built-in sections.

mod built_in;
mod shown;

use super::{Handed, design, handover, openapi_yaml};
use crate::plan::testing::{EXAMPLES, example};
use shown::{outline, whole};

#[test]
#[ignore]
fn dump() {
    for (name, _) in EXAMPLES {
        let plan = example(name);
        println!("{}", whole(&design(&plan)));
        println!("{}", openapi_yaml(&plan));
        println!("{}", whole(&handover(&plan, &Handed::default())));
        let _ = outline(&design(&plan));
    }
}
