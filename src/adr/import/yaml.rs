//! Decisions as YAML of a spec.

use super::{Choice, Imported};
use serde_yaml::{Mapping, Value};

/// The block `decisions` of a spec, ended by a line end; empty where there is no decision.
pub fn yaml(decisions: &[Imported]) -> String {
    if decisions.is_empty() {
        return String::new();
    }
    let entries: Mapping =
        decisions.iter().map(|decision| (Value::from(decision.id.as_str()), entry(decision))).collect();
    let block: Mapping = [(Value::from("decisions"), Value::Mapping(entries))].into_iter().collect();
    serde_yaml::to_string(&block).expect("keys and values are plain text")
}

fn entry(decision: &Imported) -> Value {
    let options: Mapping =
        decision.options.iter().map(|option| (Value::from(option.id.as_str()), choice(option))).collect();
    let chosen = decision.options[decision.choose].id.as_str();
    let depends_on = decision.depends_on.iter().map(|id| Value::from(id.as_str())).collect();
    map([
        ("title", text(&decision.title)),
        ("question", text(&decision.question)),
        ("options", Some(Value::Mapping(options))),
        ("choose", text(chosen)),
        ("because", text(&decision.because)),
        ("depends_on", list(depends_on)),
    ])
}

fn choice(option: &Choice) -> Value {
    let texts = |texts: &[String]| list(texts.iter().map(|text| Value::from(text.as_str())).collect());
    map([
        ("title", text(&option.title)),
        ("reason", text(&option.reason)),
        ("good", texts(&option.good)),
        ("neutral", texts(&option.neutral)),
        ("bad", texts(&option.bad)),
    ])
}

fn map<const N: usize>(entries: [(&str, Option<Value>); N]) -> Value {
    Value::Mapping(entries.into_iter().filter_map(|(key, value)| Some((Value::from(key), value?))).collect())
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::from(text))
}

fn list(items: Vec<Value>) -> Option<Value> {
    (!items.is_empty()).then_some(Value::Sequence(items))
}
