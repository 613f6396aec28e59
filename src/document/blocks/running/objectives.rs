//! Service level objectives: what must be good over a time, what may fail, and the alerts that follow.
//!
//! All figures are computed from the objective and its window (`plan::burn`).

use crate::document::blocks::table::{code, table};
use crate::document::fill::Holes;
use crate::document::{figures, outline, prose, words};
use crate::plan::burn::Severity;
use crate::plan::running::Rate;
use crate::plan::{Plan, Quality, Threshold};
use renderers::document::{Block, Cell, Definition, text};
use serde::Deserialize;

/// `plans/documents/design/alerts.yaml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Where alerts follow from burn rates.
    when: String,
    does: Vec<Does>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Act {
    Page,
    Ticket,
}

/// What an alert does, in words; the first that stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Does {
    act: Act,
    when: Option<String>,
    says: String,
}

/// Whether alerts follow from burn rates.
pub(in crate::document::blocks) fn burns(plan: &Plan) -> bool {
    let file: &File = outline::data("design/alerts.yaml");
    Holes::of(plan).stands(Some(&file.when))
}

/// `table objectives`
pub(in crate::document::blocks) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = goals(plan).map(|(goal, threshold, objective)| {
        let window = goal.held_over();
        let over = match &goal.window {
            Some(_) => figures::time(window),
            None => format!("{}, as no `window` is stated", figures::time(window)),
        };
        [
            code(&goal.id),
            text(good(threshold)),
            text(figures::share(objective)),
            text(over),
            text(budget(plan, threshold, 1.0 - objective, window)),
        ]
    });
    table("Objectives", ["Goal", "Good is", "Objective", "Over", "Error budget"], rows.collect())
}

/// `table burn-rates`
pub(in crate::document::blocks) fn burn_rates(plan: &Plan, _: &str) -> Vec<Block> {
    let file: &File = outline::data("design/alerts.yaml");
    let holes = Holes::of(plan);
    if !holes.stands(Some(&file.when)) {
        return Vec::new();
    }
    let mut rows: Vec<[Cell; 6]> = Vec::new();
    for (goal, _, objective) in goals(plan) {
        for burn in goal.burns() {
            let act = if burn.act == Severity::Ticket { Act::Ticket } else { Act::Page };
            let does = file.does.iter().find(|does| does.act == act && holes.stands(does.when.as_deref()));
            rows.push([
                code(&goal.id),
                text(format!("{} and {}", figures::time(burn.long), figures::time(burn.short))),
                text(format!("more than {}", figures::share(burn.bad))),
                text(format!("{} × {}", figures::number(burn.rate), figures::share(1.0 - objective))),
                text(format!("{} in {}", figures::share(burn.spends / 100.0), figures::time(burn.long))),
                text(does.and_then(|does| holes.text(&does.says)).unwrap_or_default()),
            ]);
        }
    }
    let heads = ["Goal", "Bad over both the last", "Share", "Burn rate × budget", "Budget gone by then", "The alert"];
    table("Alerts on the error budget", heads, rows)
}

/// `list on-alert`: what to do when an alert on a goal comes.
pub(in crate::document::blocks) fn on_alert(plan: &Plan, _: &str) -> Vec<Block> {
    let stated = plan.qualities.iter().filter(|goal| !goal.on_alert.is_empty());
    let terms: Vec<Definition> =
        stated.map(|goal| Definition { term: code(&goal.id), meaning: prose::blocks(&goal.on_alert) }).collect();
    if terms.is_empty() { Vec::new() } else { vec![Block::Definitions(terms)] }
}

/// Ids of the goals with an alert that leads to no stated action.
pub(in crate::document) fn unanswered(plan: &Plan) -> Vec<String> {
    let watched = plan.qualities.iter().filter(|goal| goal.threshold.is_some() && goal.on_alert.is_empty());
    watched.map(|goal| goal.id.clone()).collect()
}

/// The goals with a share that must be good.
pub(in crate::document::blocks) fn goals(plan: &Plan) -> impl Iterator<Item = (&Quality, &Threshold, f64)> {
    plan.qualities.iter().filter_map(|goal| Some((goal, goal.threshold.as_ref()?, goal.objective?)))
}

/// What counts as good.
fn good(threshold: &Threshold) -> String {
    let unit = if threshold.metric.ends_with("_seconds") { " s" } else { "" };
    match (threshold.quantile, threshold.below, threshold.above) {
        (Some(_), Some(below), _) => format!("{} below {below}{unit}", threshold.metric),
        (Some(_), _, Some(above)) => format!("{} above {above}{unit}", threshold.metric),
        (None, Some(below), _) => format!("{} stays below {below}{unit}", threshold.metric),
        (None, None, Some(above)) if above < 1.0 => format!("what {} counts as good", threshold.metric),
        (None, None, Some(above)) => format!("{} stays above {above}{unit}", threshold.metric),
        _ => threshold.metric.clone(),
    }
}

/// What may fail: the share, the time of an outage that uses it up, and the requests, where their number is stated.
fn budget(plan: &Plan, threshold: &Threshold, share: f64, window: f64) -> String {
    let mut budget = figures::share(share);
    if threshold.quantile.is_none() {
        budget.push_str(&format!(": an outage of {}", figures::time(share * window)));
    }
    let now = plan.running.capacity.as_ref().and_then(|capacity| capacity.now.as_ref());
    if let Some(now) = now.filter(|now| now.value > 0.0) {
        budget.push_str(&requests(now, share, window));
    }
    budget
}

fn requests(now: &crate::plan::running::Quantity<Rate>, share: f64, window: f64) -> String {
    let all = now.value * window;
    let number = (all * share).floor();
    let noun = words::noun_for(number as usize, "request");
    format!("; {} {noun} of {} at {}", figures::number(number), figures::number(all), now.text)
}
