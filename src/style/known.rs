//! What a template may name.

/// The names that a template is held against.
pub struct Known<'a> {
    /// Ids of the sections of the architecture plan, each once, in reading order.
    pub sections: Vec<String>,
    /// Ids of those that stand in no other one.
    pub outer: Vec<String>,
    /// How ids of sections begin that stand for one thing of a plan, such as `entity-`.
    pub reserved: &'a [&'a str],
    /// Ids of the decisions.
    pub decisions: Vec<&'a str>,
    /// Names of the facts.
    pub facts: Vec<&'a str>,
    /// The directives, by how they begin.
    pub directives: Vec<&'a str>,
    /// What is wrong with the expression of a hole, as a message; `None` where nothing is.
    pub hole: &'a dyn Fn(&str) -> Option<String>,
    /// What is wrong with a directive, as a message; `None` where nothing is.
    pub directive: &'a dyn Fn(&str) -> Option<String>,
}
