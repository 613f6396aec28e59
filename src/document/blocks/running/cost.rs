//! What running the service costs.

use crate::document::blocks::table::{numbers, table};
use crate::document::{figures, ids, prose};
use crate::plan::Plan;
use renderers::document::{Block, Cell, Inline, text};

/// Seconds of a month of 30 days.
const MONTH: f64 = 2_592_000.0;

/// `text cost`
pub(in crate::document::blocks) fn summary(plan: &Plan, _: &str) -> Vec<Block> {
    plan.running.cost.as_ref().map(|cost| prose::blocks(&cost.summary)).unwrap_or_default()
}

/// `table cost`: each item, their sum, and the budget.
pub(in crate::document::blocks) fn table_of(plan: &Plan, _: &str) -> Vec<Block> {
    let Some(cost) = &plan.running.cost else { return Vec::new() };
    let currency = cost.budget.iter().chain(cost.items.iter().map(|item| &item.cost)).map(|money| &money.currency);
    let currency = currency.map(String::as_str).next().unwrap_or_default();
    let money = |amount: f64| text(figures::money(amount, currency));
    let mut rows: Vec<[Cell; 4]> = Vec::new();
    for item in &cost.items {
        let decision = item.decision.as_ref().and_then(|id| plan.decision(id)).filter(|d| d.chosen().is_some());
        rows.push([
            text(item.title.as_str()),
            prose::line(&item.summary),
            decision.map(ids::decision_link).unwrap_or_default(),
            money(item.cost.amount),
        ]);
    }
    let mut sum_up = |what: &str, why: String, amount: f64| {
        rows.push([vec![Inline::Strong(text(what))], text(why), Vec::new(), money(amount)]);
    };
    let sum = cost.sum();
    if let Some(sum) = sum.filter(|_| cost.items.len() > 1) {
        sum_up("Sum", "of the items above".to_owned(), sum);
    }
    if let Some(budget) = &cost.budget {
        sum_up("Budget", if budget.text.contains("year") { budget.text.clone() } else { String::new() }, budget.amount);
        if let Some(sum) = sum {
            let (what, left) = if sum > budget.amount { ("Above the budget", -1.0) } else { ("Left", 1.0) };
            sum_up(what, String::new(), left * (budget.amount - sum));
        }
    }
    let requests = plan.running.capacity.as_ref().and_then(|capacity| capacity.now.as_ref());
    if let Some((sum, now)) = sum.zip(requests).filter(|(_, now)| now.value > 0.0) {
        let how = format!("{} ÷ ({} × 30 days), in millions", figures::money(sum, currency), now.text);
        sum_up("A million requests", how, sum / (now.value * MONTH) * 1e6);
    }
    numbers(table("Cost of a month", ["Item", "What is paid", "For", "A month"], rows), "A month")
}
