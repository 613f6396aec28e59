//! Quality goals, how they are measured, and what serves them.

use super::table::{code, table};
use crate::document::{ids, prose, words};
use crate::plan::{Plan, Quality, Threshold};
use renderers::document::{Block, Inlines, SectionId, text};

/// So many decisions are named beside a goal; the others are counted.
const NAMED: usize = 6;

/// `table qualities`
pub(super) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = plan.qualities.iter().map(|quality| {
        let measure = quality.threshold.as_ref().map_or_else(|| text("not measured yet"), measure);
        [code(&quality.id), prose::line(&quality.statement), measure, served_by(plan, quality)]
    });
    table("Quality goals", ["Goal", "Statement", "Measured by", "Served by"], rows.collect())
}

/// `table alerts`: what must be watched so that a goal is not missed unseen.
pub(super) fn alerts(plan: &Plan, _: &str) -> Vec<Block> {
    // What an error budget watches has alerts of its own.
    let burns = super::running::objectives::burns(plan);
    let watched = plan.qualities.iter().filter(|quality| !burns || quality.objective.is_none());
    let watched = watched.filter_map(|quality| Some((quality, quality.threshold.as_ref()?)));
    let rows = watched.map(|(quality, threshold)| {
        [code(&quality.id), code(&threshold.metric), text(alarm(threshold)), text(budget(threshold))]
    });
    table("Alerts that follow from the goals", ["Goal", "Metric", "Alert when", "Room for failure"], rows.collect())
}

/// The metric with its bound, such as `http_request_duration_seconds`, 0.99 quantile, below 0.1.
pub(super) fn measure(threshold: &Threshold) -> Inlines {
    let mut line = code(&threshold.metric);
    let quantile = threshold.quantile.map(|q| format!(", {} quantile", number(q)));
    let unit = unit(&threshold.metric);
    let below = threshold.below.map(|bound| format!(", below {}{unit}", number(bound)));
    let above = threshold.above.map(|bound| format!(", above {}{unit}", number(bound)));
    line.extend([quantile, below, above].into_iter().flatten().map(renderers::document::Inline::Text));
    line
}

fn alarm(threshold: &Threshold) -> String {
    let of = threshold.quantile.map_or_else(|| "it".to_owned(), |q| format!("its {} quantile", number(q)));
    let unit = unit(&threshold.metric);
    let crossed = [
        threshold.below.map(|bound| format!("reaches {}{unit}", number(bound))),
        threshold.above.map(|bound| format!("falls to {}{unit}", number(bound))),
    ];
    let crossed: Vec<String> = crossed.into_iter().flatten().collect();
    if crossed.is_empty() { "no bound is set".to_owned() } else { format!("{of} {}", crossed.join(" or ")) }
}

/// How much may fail, of a ratio that must stay above a bound or of a quantile.
fn budget(threshold: &Threshold) -> String {
    let share = match (threshold.above, threshold.quantile) {
        (Some(above), _) if (0.0..1.0).contains(&above) => 1.0 - above,
        (_, Some(quantile)) if (0.0..1.0).contains(&quantile) => 1.0 - quantile,
        _ => return String::new(),
    };
    format!("{} % of requests", number(share * 100.0))
}

/// The unit that the name of a metric ends in, as Prometheus names them.
fn unit(metric: &str) -> &'static str {
    match metric.rsplit('_').next() {
        Some("seconds") => " s",
        Some("bytes") => " bytes",
        _ => "",
    }
}

/// A number without the noise of binary fractions.
fn number(value: f64) -> String {
    let rounded = format!("{value:.6}");
    rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn served_by(plan: &Plan, quality: &Quality) -> Inlines {
    let serving = plan.decisions.iter().filter(|d| d.chosen().is_some() && d.serves.contains(&quality.id));
    let mut links: Vec<Inlines> = serving.map(ids::decision_name).collect();
    if links.is_empty() {
        return text("no decision yet");
    }
    if links.len() > NAMED + 1 {
        let more = links.split_off(NAMED).len();
        links.push(vec![ids::link(SectionId::new("traceability"), format!("{more} more").as_str())]);
    }
    words::listed(links)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_without_binary_noise() {
        assert_eq!(number((1.0 - 0.999) * 100.0), "0.1");
        assert_eq!(number(0.99), "0.99");
        assert_eq!(number(100.0), "100");
    }
}
