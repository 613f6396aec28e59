//! What is not decided yet.

use super::Markdown;
use crate::yaml::{Text, record};

record! {
    /// A question that somebody still has to answer.
    pub struct Question("a question") {
        /// The question, as Markdown.
        question: Markdown,
        /// Who decides: a name, or the id of a stakeholder.
        decides: Option<Text>,
        /// The day until which the answer is needed, such as `2026-01-31`.
        by: Option<Text>,
        /// Ids of the decisions that wait for the answer, or may change with it.
        blocks: Vec<Text>,
    }
}
