//! How fast an error budget may be used: the alerts that follow from an objective over a time.
//!
//! An alert compares how fast the budget is used with how fast it may be, over a long window and a short one (Site
//! Reliability Workbook, chapter 5). The windows are data, `plans/burn-rates.yaml`; all else is computed.

pub use crate::spec::Severity;

use super::Quality;
use serde::Deserialize;

const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/burn-rates.yaml"));

/// An alert of one goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Burn {
    /// The hundredths of the budget that are gone after the long window.
    pub spends: f64,
    /// The long window in seconds.
    pub long: f64,
    /// The short window in seconds.
    pub short: f64,
    /// What the alert does.
    pub act: Severity,
    /// How many times faster than the budget allows.
    pub rate: f64,
    /// The share of what is bad from which it comes.
    pub bad: f64,
}

/// `plans/burn-rates.yaml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    window: f64,
    /// From the fastest to the slowest.
    alerts: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    spends: f64,
    long: f64,
    short: f64,
    act: Act,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Act {
    Page,
    Ticket,
}

impl Quality {
    /// The time in seconds over which its objective is held.
    pub fn held_over(&self) -> f64 {
        self.window.as_ref().map_or_else(|| file().window, |window| window.value)
    }

    /// The alerts on its error budget, from the fastest to the slowest; none without an objective. No alert does more
    /// than the severity that the goal states.
    pub fn burns(&self) -> Vec<Burn> {
        let Some(objective) = self.objective else { return Vec::new() };
        let mut burns = alerts(1.0 - objective, self.held_over());
        if self.severity == Some(Severity::Ticket) {
            burns.iter_mut().for_each(|burn| burn.act = Severity::Ticket);
        }
        burns
    }
}

/// The alerts on a budget that is held over a window. One that nothing could raise, since even total failure burns
/// slower, or that comes when the budget is not in danger, is left out.
fn alerts(budget: f64, window: f64) -> Vec<Burn> {
    let burn = |entry: Entry| {
        let rate = entry.spends / 100.0 * window / entry.long;
        let act = match entry.act {
            Act::Page => Severity::Page,
            Act::Ticket => Severity::Ticket,
        };
        Burn { spends: entry.spends, long: entry.long, short: entry.short, act, rate, bad: rate * budget }
    };
    let useful = |burn: &Burn| burn.bad < 1.0 && burn.rate >= 1.0 && burn.long < window;
    file().alerts.into_iter().map(burn).filter(useful).collect()
}

fn file() -> File {
    serde_yaml::from_str(FILE).expect("built-in data is well formed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bad(objective: f64, days: f64) -> Vec<String> {
        let burns = alerts(1.0 - objective, days * 86_400.0);
        burns.iter().map(|burn| format!("{:.2} {:.5}", burn.rate, burn.bad)).collect()
    }

    #[test]
    fn burn_rates_follow_from_objective_and_window() {
        assert_eq!(bad(0.999, 30.0), ["14.40 0.01440", "6.00 0.00600", "1.00 0.00100"]);
        assert_eq!(bad(0.9999, 30.0), ["14.40 0.00144", "6.00 0.00060", "1.00 0.00010"]);
        assert_eq!(bad(0.999, 7.0), ["3.36 0.00336", "1.40 0.00140"]);
    }

    #[test]
    fn an_alert_that_nothing_could_raise_is_left_out() {
        assert_eq!(bad(0.9, 30.0), ["6.00 0.60000", "1.00 0.10000"]);
    }
}
