//! Quality scenarios, each with its six parts (SEI; arc42, section 10).

use super::qualities;
use crate::document::{ids, prose};
use crate::plan::Plan;
use crate::plan::intent::{Artifact, Scenario};
use renderers::document::{Block, Definition, Inline, Inlines, text};

/// `list scenarios`
pub(super) fn list(plan: &Plan, _: &str) -> Vec<Block> {
    let terms: Vec<Definition> = plan.intent.scenarios.iter().map(|scenario| definition(plan, scenario)).collect();
    if terms.is_empty() { Vec::new() } else { vec![Block::Definitions(terms)] }
}

fn definition(plan: &Plan, scenario: &Scenario) -> Definition {
    let mut term = vec![Inline::Code(scenario.id.clone())];
    if let Some(quality) = &scenario.quality {
        term.push(Inline::Text(format!(", {quality}")));
    }
    let parts = [
        ("Source", prose::line(&scenario.source)),
        ("Stimulus", prose::line(&scenario.stimulus)),
        ("Environment", prose::line(&scenario.environment)),
        ("Artifact", artifact(plan, &scenario.artifact)),
        ("Response", prose::line(&scenario.response)),
        ("Measure", measure(plan, scenario)),
    ];
    let said = parts.into_iter().filter(|(_, line)| !line.is_empty());
    let item = |(name, line): (&str, Inlines)| {
        let name = vec![Inline::Strong(text(format!("{name}:"))), Inline::from(" ")];
        name.into_iter().chain(line).collect()
    };
    Definition { term, meaning: vec![Block::bullets(said.map(item).collect::<Vec<Inlines>>())] }
}

fn artifact(plan: &Plan, artifact: &Artifact) -> Inlines {
    match artifact {
        Artifact::Element(node) => ids::node(plan, node),
        Artifact::Words(words) if words.is_empty() => Vec::new(),
        Artifact::Words(words) => text(words.as_str()),
    }
}

/// Its own measure, else the one of its quality.
fn measure(plan: &Plan, scenario: &Scenario) -> Inlines {
    if !scenario.measure.is_empty() {
        return prose::line(&scenario.measure);
    }
    threshold(plan, scenario).map_or_else(|| text("not measured yet"), qualities::measure)
}

/// The threshold of the quality that a scenario is about.
pub(super) fn threshold<'p>(plan: &'p Plan, scenario: &Scenario) -> Option<&'p crate::plan::Threshold> {
    let quality = plan.qualities.iter().find(|quality| Some(&quality.id) == scenario.quality.as_ref())?;
    quality.threshold.as_ref()
}

/// Ids of scenarios without a measure.
pub(super) fn unmeasured(plan: &Plan) -> Vec<&str> {
    let open = |scenario: &&Scenario| scenario.measure.is_empty() && threshold(plan, scenario).is_none();
    plan.intent.scenarios.iter().filter(open).map(|scenario| scenario.id.as_str()).collect()
}
