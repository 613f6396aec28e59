//! The one language of conditions: MiniJinja expressions over `decided`, `later` and `facts`.
//!
//! The central type is [`Condition`]; it is evaluated on a [`Scope`] of plain values. This room knows
//! neither specs nor plans. `plans/README.md` describes the language for those who write conditions.

use minijinja::{Environment, Expression, Value};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A condition, compiled.
#[derive(Clone)]
pub struct Condition {
    text: String,
    expression: Arc<Expression<'static, 'static>>,
    names: Vec<Name>,
}

/// A name that a condition reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// The chosen option of a decision, by the decision's id.
    Decided(String),
    /// Whether a decision is for later, by the decision's id.
    Later(String),
    /// A fact of the spec.
    Fact(String),
}

/// The values that conditions read.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Option by decision, and whether it is for later.
    decided: HashMap<String, (String, bool)>,
    facts: BTreeMap<String, Value>,
}

/// A text that is no condition.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong with it.
    pub message: String,
    /// Which bytes of the text, where that is known.
    pub range: Option<Range<usize>>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Condition").field(&self.text).finish()
    }
}

impl Condition {
    /// Compiles a condition and finds the names that it reads.
    ///
    /// # Errors
    /// When the text is no expression, or reads a name that is none of `decided.x`, `later.x`, `facts.x`.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let expression = environment().compile_expression_owned(text.to_owned()).map_err(|error| Fault {
            message: error.detail().unwrap_or("this is not an expression").to_owned(),
            range: error.range(),
        })?;
        let mut read: Vec<String> = expression.undeclared_variables(true).into_iter().collect();
        read.sort();
        let mut names = Vec::new();
        for name in read {
            names.push(Name::parse(&name).ok_or_else(|| Fault {
                message: format!("`{name}` is none of `decided.<decision>`, `later.<decision>`, `facts.<fact>`"),
                range: text.find(&name).map(|start| start..start + name.len()),
            })?);
        }
        names.sort();
        Ok(Self { text: text.to_owned(), expression: Arc::new(expression), names })
    }

    /// The condition as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names it reads, sorted.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// The ids of the decisions it reads, sorted.
    pub fn decisions(&self) -> impl Iterator<Item = &str> {
        self.names.iter().filter_map(|name| match name {
            Name::Decided(id) | Name::Later(id) => Some(id.as_str()),
            Name::Fact(_) => None,
        })
    }

    /// Whether it holds.
    ///
    /// # Errors
    /// When the expression cannot be evaluated, such as `facts.entities > 'x'`.
    pub fn holds(&self, scope: &Scope) -> Result<bool, Fault> {
        let value = self.expression.eval(scope.only(&self.names)).map_err(|error| Fault {
            message: error.detail().unwrap_or("this cannot be evaluated").to_owned(),
            range: error.range(),
        })?;
        Ok(value.is_true())
    }
}

impl Name {
    fn parse(name: &str) -> Option<Self> {
        let (kind, id) = name.split_once('.')?;
        if id.contains('.') {
            return None;
        }
        match kind {
            "decided" => Some(Self::Decided(id.replace('_', "-"))),
            "later" => Some(Self::Later(id.replace('_', "-"))),
            "facts" => Some(Self::Fact(id.to_owned())),
            _ => None,
        }
    }
}

impl Scope {
    /// Says which option a decision chose, and whether it is for later.
    pub fn decide(&mut self, decision: &str, option: &str, later: bool) {
        self.decided.insert(decision.to_owned(), (option.to_owned(), later));
    }

    /// Takes back what was said of a decision.
    pub fn undecide(&mut self, decision: &str) {
        self.decided.remove(decision);
    }

    /// States a fact.
    pub fn fact(&mut self, name: &str, value: impl Into<Value>) {
        self.facts.insert(name.to_owned(), value.into());
    }

    /// Whether a fact of that name is stated.
    pub fn has_fact(&self, name: &str) -> bool {
        self.facts.contains_key(name)
    }

    /// The number that a fact is, if it is one.
    pub fn number(&self, fact: &str) -> Option<f64> {
        self.facts.get(fact).and_then(|value| f64::try_from(value.clone()).ok())
    }

    /// The names of all facts, sorted.
    pub fn fact_names(&self) -> impl Iterator<Item = &str> {
        self.facts.keys().map(String::as_str)
    }

    /// Only the named values: evaluating costs what the condition reads, however large the plan is.
    fn only(&self, names: &[Name]) -> Value {
        let mut kinds: BTreeMap<&str, BTreeMap<String, Value>> =
            ["decided", "later", "facts"].into_iter().map(|kind| (kind, BTreeMap::new())).collect();
        for name in names {
            let (kind, id, value) = match name {
                Name::Decided(id) => {
                    ("decided", id, self.decided.get(id).map(|(option, _)| Value::from(option.as_str())))
                }
                Name::Later(id) => ("later", id, self.decided.get(id).map(|(_, later)| Value::from(*later))),
                Name::Fact(id) => ("facts", id, self.facts.get(id).cloned()),
            };
            if let (Some(value), Some(values)) = (value, kinds.get_mut(kind)) {
                let key = if kind == "facts" { id.clone() } else { id.replace('-', "_") };
                values.insert(key, value);
            }
        }
        Value::from(kinds.into_iter().map(|(kind, values)| (kind, Value::from(values))).collect::<BTreeMap<_, _>>())
    }
}

fn environment() -> &'static Environment<'static> {
    static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        let mut environment = Environment::new();
        environment.set_debug(true);
        // A condition of a user's own catalogue must not be able to run for ever.
        environment.set_fuel(Some(10_000));
        environment
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        let mut scope = Scope::default();
        scope.decide("code-layout", "flat", false);
        scope.decide("messaging", "rabbitmq", true);
        scope.fact("entities", 2);
        scope.fact("principles", vec!["stateless".to_owned()]);
        scope
    }

    #[test]
    fn conditions_read_decisions_and_facts() {
        for (text, expected) in [
            ("decided.code_layout == 'flat'", true),
            ("decided.database == 'postgresql'", false),
            ("decided.database in ['postgresql']", false),
            ("decided.messaging in ['rabbitmq', 'kafka'] and not later.messaging", false),
            ("facts.entities > 1 and 'stateless' in facts.principles", true),
        ] {
            let condition = Condition::parse(text).unwrap();
            assert_eq!(condition.holds(&scope()), Ok(expected), "{text}");
        }
    }

    #[test]
    fn the_names_that_are_read_are_known() {
        let condition = Condition::parse("decided.code_layout == 'flat' or later.messaging or facts.entities").unwrap();
        let expected =
            [Name::Decided("code-layout".into()), Name::Later("messaging".into()), Name::Fact("entities".into())];
        assert_eq!(condition.names(), expected);
        assert_eq!(condition.decisions().collect::<Vec<_>>(), ["code-layout", "messaging"]);
    }

    #[test]
    fn other_names_and_broken_expressions_are_faults() {
        for text in ["spec.entities", "decided", "decided['x'] == 'y'", "decided.a ==", "range(10)", "facts.a.b"] {
            assert!(Condition::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_evaluated_is_a_fault() {
        assert!(Condition::parse("facts.entities + 'x'").unwrap().holds(&scope()).is_err());
    }
}
