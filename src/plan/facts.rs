//! What a spec says, as the values of conditions.

use super::running::{Class, Cost, Recovery};
use crate::catalogue::Catalogue;

use crate::expression::Scope;
use crate::spec::{Field, FieldType, Operation, Spec};
use std::collections::BTreeSet;

/// Seconds that stand for a time nobody stated: more than any that is.
const NEVER: i64 = i64::MAX;

/// All facts of [`crate::catalogue::FACTS`], and the figures of the catalogue.
pub(super) fn scope(spec: &Spec, catalogue: &Catalogue) -> Scope {
    let fields = || spec.data.entities.iter().flat_map(|(_, entity)| entity.fields.iter().map(|(_, field)| field));
    let resources = || spec.api.resources.iter().map(|(_, resource)| resource);
    let operations = || {
        resources()
            .flat_map(|resource| resource.operations.0.iter().map(|(name, operation)| (name.as_str(), operation)))
    };
    let count_fields = |test: fn(&Field) -> bool| fields().filter(|field| test(field)).count();
    let named =
        |names: &[&str]| operations().filter(|(name, operation)| is_usual(operation) && names.contains(name)).count();
    let mut scope = Scope::default();
    scope.fact("entities", spec.data.entities.len());
    scope.fact("relationships", spec.data.relationships.len());
    scope.fact("operations", operations().count());
    scope.fact("resources", resources().filter(|resource| resource.entity.is_some()).count());
    scope.fact("roles", spec.api.roles.len());
    scope.fact("integrations", spec.integrations.len());
    scope.fact("publishes", spec.events.publishes.len());
    scope.fact("consumes", spec.events.consumes.len());
    scope.fact("authentication", super::build::authentication_word(&spec.api));
    scope.fact("secrets", count_fields(|field| field.kind.value == FieldType::Secret));
    scope.fact("decimals", count_fields(|field| field.kind.value == FieldType::Decimal));
    scope.fact("lists", named(&["list"]));
    scope.fact("creates", named(&["create"]));
    scope.fact("updates", named(&["update", "replace"]));
    scope.fact("deletes", named(&["delete"]));
    scope.fact("transitions", operations().filter(|(_, operation)| !is_usual(operation)).count());
    scope.fact("uuid_keys", count_fields(|field| field.key.value && field.kind.value == FieldType::Uuid));
    scope.fact("integer_keys", count_fields(|field| field.key.value && field.kind.value == FieldType::Integer));
    scope.fact("owned", spec.data.relationships.iter().filter(|relationship| relationship.owned.value).count());
    scope.fact("owners", resources().filter(|resource| resource.owner.is_some()).count());
    scope.fact("qualities", spec.qualities.keys().map(str::to_owned).collect::<Vec<_>>());
    scope.fact("attributes", attributes(spec, catalogue));
    scope.fact("goals", spec.goals.len());
    scope.fact("stakeholders", spec.stakeholders.len());
    scope.fact("constraints", spec.constraints.len());
    scope.fact("assumptions", spec.assumptions.len());
    scope.fact("scenarios", spec.scenarios.len());
    scope.fact("risks", spec.risks.len());
    scope.fact("questions", spec.questions.len());
    scope.fact("principles", spec.principles.iter().map(|principle| principle.id.value.clone()).collect::<Vec<_>>());
    scope.fact(
        "protocols",
        spec.integrations.iter().map(|(_, integration)| integration.protocol.value.clone()).collect::<Vec<_>>(),
    );
    running(spec, &mut scope);
    catalogue.figures.iter().for_each(|(name, seconds)| scope.fact(name, *seconds));
    scope
}

/// Facts of running the service. Where nothing is stated, a time is longer than any.
fn running(spec: &Spec, scope: &mut Scope) {
    let fields = || spec.data.entities.iter().flat_map(|(_, entity)| entity.fields.iter().map(|(_, field)| field));
    let of_class = |class: Class| fields().filter(|field| super::build::class(field) == Some(class)).count();
    let running = super::build::running(spec);
    let (recovery, capacity) = (running.recovery.as_ref(), running.capacity.as_ref());
    let whole = |seconds: Option<f64>| seconds.map_or(NEVER, |seconds| seconds.floor() as i64);
    let connections = capacity.and_then(|capacity| capacity.connections().zip(capacity.allowed));
    let over_budget =
        |cost: &Cost| cost.sum().zip(cost.budget.as_ref()).is_some_and(|(sum, budget)| sum > budget.amount);
    let calls = || spec.integrations.iter().map(|(_, other)| other).filter(|other| other.is_called());
    scope.fact("personal", of_class(Class::Personal));
    scope.fact("sensitive", of_class(Class::Sensitive));
    scope.fact("retention", spec.data.entities.iter().filter(|(_, entity)| entity.retention.is_some()).count());
    scope.fact("objectives", spec.qualities.iter().filter(|(_, goal)| super::build::share(goal).is_some()).count());
    scope.fact("rpo", whole(recovery.and_then(Recovery::strictest_rpo)));
    scope.fact("rto", whole(recovery.and_then(Recovery::strictest_rto)));
    scope.fact("recovery", recovery.map_or(0, Recovery::stated));
    scope.fact("capacity", capacity.is_some());
    scope.fact("instances", capacity.and_then(|capacity| capacity.most.or(capacity.fewest)).unwrap_or(0));
    scope.fact("connections", connections.map_or(0, |(opened, _)| opened));
    scope.fact("connections_allowed", connections.map_or(0, |(_, allowed)| u64::from(allowed)));
    scope.fact("cost", running.cost.is_some());
    scope.fact("over_budget", running.cost.as_ref().is_some_and(over_budget));
    scope.fact("environments", spec.environments.keys().map(str::to_owned).collect::<Vec<_>>());
    scope.fact("calls", calls().count());
    scope.fact("http_calls", calls().filter(|other| other.is_called_over_http()).count());
    scope.fact("timeouts", calls().filter(|other| other.timeout.is_some()).count());
}

/// The quality attributes that the goals are about, each once.
fn attributes(spec: &Spec, catalogue: &Catalogue) -> Vec<String> {
    let goals = spec.qualities.iter().filter_map(|(id, quality)| super::build::attribute(id, quality, catalogue));
    goals.collect::<BTreeSet<_>>().into_iter().collect()
}

fn is_usual(operation: &Operation) -> bool {
    operation.transition.is_none()
}

#[cfg(test)]
mod tests {
    use crate::{catalogue, report::Report, source::Sources, spec};

    #[test]
    fn every_fact_that_conditions_may_read_is_stated() {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let file = sources.add("spec.yaml", "archplan: 1\nservice: { name: a }\n");
        let spec = spec::read(&sources, file, &mut report).unwrap().finish(&report).unwrap();
        let built_in = catalogue::load(&catalogue::built_in(), &mut sources, &mut report).unwrap();
        let scope = super::scope(&spec, &built_in);
        let mut stated: Vec<_> = scope.fact_names().collect();
        let mut known = catalogue::FACTS.to_vec();
        stated.sort_unstable();
        known.extend(built_in.figures.keys().map(String::as_str));
        known.sort_unstable();
        assert_eq!(stated, known);
    }
}
