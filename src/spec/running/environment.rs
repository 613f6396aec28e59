//! Where versions of the service run.

use crate::yaml::{Text, record};

record! {
    /// A place where versions of the service run. What is left out follows from the decision `environments`.
    pub struct Environment("an environment") {
        /// What it is for, as Markdown.
        purpose: Option<Text>,
        /// Who may bring a version there, as Markdown.
        deploys: Option<Text>,
        /// Which data is there, as Markdown.
        data: Option<Text>,
        /// How it differs from production, as Markdown.
        differs: Option<Text>,
    }
}
