//! What delivery and operation need to know of the plan: where versions run, how many instances, which objectives are
//! watched, and by which commit the actions of pipelines are run.

use super::super::names::camel;
use crate::plan::burn::{Burn, Severity};
use crate::plan::{By, Decided, Plan, Quality, Threshold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const VERSIONS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/versions.yaml"));
/// The histogram of requests that every service keeps, and its bounds in seconds.
const DURATION: &str = "http_request_duration_seconds";
const BOUNDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];
/// Environments that a spec may describe and that nothing is delivered to.
const AT_HAND: [&str; 6] = ["ci", "dev", "development", "local", "test", "tests"];

/// A place that versions are delivered to.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Environment {
    pub(in crate::scaffold) name: String,
    /// What the service is told: `staging` or `production`.
    kind: &'static str,
}

/// How many instances run in production.
#[derive(Clone, Copy, Debug, Serialize)]
pub(in crate::scaffold) struct Instances {
    fewest: u32,
    most: u32,
    /// Connections that one of them opens at most.
    connections: u32,
}

/// A goal that a metric shows.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Objective {
    id: String,
    /// Name of its alerts, in camel case.
    name: String,
    statement: String,
    /// What to do when its alert comes; may be empty.
    on_alert: String,
    metric: String,
    /// How what is bad is counted: `histogram`, `requests` that failed, a `share` that a metric gives, or the time for
    /// which a metric is beyond its `bound`.
    kind: &'static str,
    quantile: Option<String>,
    /// The value that must be kept, as Prometheus writes it, and whether it is an upper one.
    bound: String,
    upper: bool,
    /// The share that must be good, and what is left of it; none where the goal states no share.
    objective: Option<String>,
    budget: String,
    /// As a duration of Prometheus.
    window: String,
    /// The most that a threshold on the bare value does.
    severity: &'static str,
    alerts: Vec<Alert>,
    /// The windows of its alerts, from the shortest to the longest.
    windows: Vec<String>,
}

/// An alert on the error budget of a goal.
#[derive(Clone, Debug, Serialize)]
struct Alert {
    long: String,
    short: String,
    rate: String,
    spends: String,
    severity: &'static str,
}

/// A decision of this release, for people.
#[derive(Clone, Debug, Serialize)]
pub(in crate::scaffold) struct Choice {
    title: String,
    option: String,
    because: String,
    /// Whether the spec says so, and not a rule.
    stated: bool,
}

/// `plans/versions.yaml`, as far as pipelines read it.
#[derive(Deserialize)]
struct Versions {
    actions: BTreeMap<String, Action>,
}

/// An action of a pipeline, by the commit that was looked up.
#[derive(Deserialize)]
struct Action {
    uses: String,
    commit: String,
    version: String,
}

/// The environments that versions are delivered to; production is the last.
pub(super) fn environments(plan: &Plan) -> Vec<Environment> {
    let described = plan.running.environments.iter().map(|environment| environment.name.as_str());
    let mut names: Vec<&str> = described.filter(|name| !AT_HAND.contains(name) && *name != "production").collect();
    if names.is_empty() && plan.chosen("environments") == Some("with-staging") {
        names.push("staging");
    }
    names.push("production");
    let kind = |name: &str| if name == "production" { "production" } else { "staging" };
    names.into_iter().map(|name| Environment { name: name.to_owned(), kind: kind(name) }).collect()
}

/// The instances that the capacity states, or the fewest that the decision asks for.
pub(super) fn instances(plan: &Plan) -> Instances {
    let capacity = plan.running.capacity.as_ref();
    let connections = capacity.and_then(|capacity| capacity.per_instance).unwrap_or(10);
    let (least, most) = match plan.chosen("replicas") {
        Some("several") => (2, 2),
        Some("autoscaled") => (2, 6),
        _ => return Instances { fewest: 1, most: 1, connections },
    };
    let fewest = capacity.and_then(|capacity| capacity.fewest).unwrap_or(least).max(least);
    let most = capacity.and_then(|capacity| capacity.most).unwrap_or(most).max(fewest);
    Instances { fewest, most, connections }
}

/// The goals that metrics show, in the order of the spec.
pub(super) fn objectives(plan: &Plan) -> Vec<Objective> {
    let measured = plan.qualities.iter().filter_map(|goal| Some((goal, goal.threshold.as_ref()?)));
    measured.filter(|(_, threshold)| is_metric(&threshold.metric)).map(|(goal, of)| objective(goal, of)).collect()
}

/// Whether Prometheus takes it as the name of a metric.
fn is_metric(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
    name.chars().all(is_part) && name.starts_with(|c: char| !c.is_ascii_digit())
}

/// Bounds of the histogram of requests in seconds: the usual ones, and those of the goals.
pub(super) fn bounds(plan: &Plan) -> Vec<String> {
    let thresholds = plan.qualities.iter().filter_map(|goal| goal.threshold.as_ref());
    let asked = thresholds.filter(|threshold| threshold.metric == DURATION).filter_map(bound_of);
    let mut all: Vec<f64> = BOUNDS.into_iter().chain(asked.filter(|bound| *bound > 0.0)).collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    all.into_iter().map(number).collect()
}

/// The decisions of this release, in plan order.
pub(super) fn choices(plan: &Plan) -> Vec<Choice> {
    let chosen = plan.decisions.iter().filter(|decision| !decision.is_later());
    chosen
        .filter_map(|decision| {
            let Decided::Chosen { by, because, .. } = &decision.decided else { return None };
            let stated = matches!(by, By::Spec(_) | By::Standard { .. });
            let option = decision.chosen()?.title.clone();
            Some(Choice { title: decision.title.clone(), option, because: because.clone(), stated })
        })
        .collect()
}

/// What `uses:` of a workflow names, by the name of the action.
pub(super) fn actions() -> BTreeMap<String, String> {
    let versions: Versions = serde_yaml::from_str(VERSIONS).expect("built-in data is well formed");
    let uses = |action: Action| format!("{}@{}  # {}", action.uses, action.commit, action.version);
    versions.actions.into_iter().map(|(name, action)| (name, uses(action))).collect()
}

/// The name of a team as code hosts and catalogues write it.
pub(super) fn team(owner: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    owner.chars().map(kept).collect::<String>().split_whitespace().collect::<Vec<_>>().join("-")
}

fn objective(goal: &Quality, threshold: &Threshold) -> Objective {
    let alerts: Vec<_> = goal.burns().iter().map(alert).collect();
    let mut seconds: Vec<f64> = goal.burns().iter().flat_map(|burn| [burn.short, burn.long]).collect();
    seconds.sort_by(f64::total_cmp);
    seconds.dedup();
    Objective {
        id: goal.id.clone(),
        name: camel(&goal.id),
        statement: goal.statement.clone(),
        on_alert: goal.on_alert.clone(),
        metric: threshold.metric.clone(),
        kind: kind(threshold),
        quantile: threshold.quantile.map(number),
        bound: bound_of(threshold).map(float).unwrap_or_default(),
        upper: threshold.below.is_some(),
        objective: goal.objective.map(number),
        budget: goal.objective.map(|objective| number(1.0 - objective)).unwrap_or_default(),
        window: duration(goal.held_over()),
        severity: severity(goal.severity.unwrap_or(Severity::Page)),
        alerts,
        windows: seconds.into_iter().map(duration).collect(),
    }
}

fn kind(threshold: &Threshold) -> &'static str {
    match (threshold.quantile, threshold.above) {
        (Some(_), _) => "histogram",
        (None, Some(above)) if above < 1.0 && threshold.metric.starts_with("http_") => "requests",
        (None, Some(above)) if above < 1.0 => "share",
        _ => "bound",
    }
}

fn bound_of(threshold: &Threshold) -> Option<f64> {
    threshold.below.or(threshold.above)
}

fn alert(burn: &Burn) -> Alert {
    Alert {
        long: duration(burn.long),
        short: duration(burn.short),
        rate: number(burn.rate),
        spends: number(burn.spends),
        severity: severity(burn.act),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Page => "page",
        Severity::Ticket => "ticket",
    }
}

/// A time as Prometheus writes it, in the largest unit that gives a whole number.
fn duration(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    let units = [("d", 86_400), ("h", 3_600), ("m", 60)];
    let unit = units.into_iter().find(|(_, size)| seconds >= *size && seconds.is_multiple_of(*size));
    unit.map_or_else(|| format!("{seconds}s"), |(unit, size)| format!("{}{unit}", seconds / size))
}

/// A number without the noise of binary fractions.
fn number(value: f64) -> String {
    let text = format!("{value:.9}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number as label `le` has it.
fn float(value: f64) -> String {
    let text = number(value);
    if text.contains('.') { text } else { format!("{text}.0") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing::{example, resolve_text};

    #[test]
    fn goals_become_what_prometheus_counts() {
        let found = objectives(&example("order-processing"));
        let said: Vec<_> = found.iter().map(|o| (o.id.as_str(), o.kind, o.bound.as_str(), o.budget.as_str())).collect();
        assert_eq!(said, [("latency", "histogram", "0.1", "0.01"), ("availability", "requests", "0.999", "0.001")]);
        assert_eq!(found[1].windows, ["5m", "30m", "1h", "6h", "3d"]);
        assert!(found[0].alerts.iter().all(|alert| alert.severity == "ticket"));
    }

    #[test]
    fn the_histogram_has_a_bound_where_a_goal_looks() {
        let spec = "archplan: 1\nservice: { name: a }\nqualities: { fast: { statement: Fast, metric: http_request_duration_seconds, quantile: 0.95, below: 0.3 } }\n";
        let bounds = bounds(&resolve_text(spec).unwrap());
        assert!(bounds.contains(&"0.3".to_owned()), "{bounds:?}");
    }

    #[test]
    fn production_is_the_last_environment() {
        let names = |spec: &str| {
            let environments = environments(&resolve_text(spec).unwrap());
            environments.into_iter().map(|environment| environment.name).collect::<Vec<_>>()
        };
        assert_eq!(names("archplan: 1\nservice: { name: a }\n"), ["production"]);
        let described = "environments: { production: {}, local: {}, rehearsal: {} }";
        assert_eq!(names(&format!("archplan: 1\nservice: {{ name: a }}\n{described}\n")), ["rehearsal", "production"]);
    }

    #[test]
    fn actions_are_named_by_commit() {
        for (name, uses) in actions() {
            let (_, commit) = uses.split_once('@').unwrap();
            assert!(commit.chars().take(40).all(|c| c.is_ascii_hexdigit()), "{name}: {uses}");
        }
        assert_eq!(team("Commerce Platform team"), "commerce-platform-team");
    }
}
