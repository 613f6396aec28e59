//! Which goals a choice serves, by what the catalogue says of it.

use crate::catalogue::Catalogue;
use crate::plan::{Decision, Quality};
use std::collections::BTreeMap;

/// Adds to each decision of this release the goals whose attribute its choice serves.
pub(super) fn serve(decisions: &mut [Decision], qualities: &[Quality], catalogue: &Catalogue) {
    let mut goals: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for quality in qualities {
        if let Some(attribute) = &quality.attribute {
            goals.entry(attribute).or_default().push(&quality.id);
        }
    }
    let known: BTreeMap<&str, _> = catalogue.decisions.iter().map(|known| (known.id.as_str(), known)).collect();
    for decision in decisions.iter_mut().filter(|decision| !decision.is_later()) {
        let (Some(known), Some(chosen)) = (known.get(decision.id.as_str()), decision.chosen()) else { continue };
        let option = known.options.iter().find(|option| option.id == chosen.id);
        let attributes = known.serves.iter().chain(option.iter().flat_map(|option| &option.serves));
        let served: Vec<&str> = attributes.filter_map(|id| goals.get(id.as_str())).flatten().copied().collect();
        for goal in served {
            if !decision.serves.iter().any(|stated| stated == goal) {
                decision.serves.push(goal.to_owned());
            }
        }
    }
}
