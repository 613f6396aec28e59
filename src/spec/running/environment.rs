//! Where versions of the service run.

use crate::yaml::{Markdown, record};

record! {
    /// A place where versions of the service run. What is left out follows from the decision `environments`.
    pub struct Environment("an environment") {
        /// What it is for, as Markdown.
        purpose: Option<Markdown>,
        /// Who may bring a version there, as Markdown.
        deploys: Option<Markdown>,
        /// Which data is there, as Markdown.
        data: Option<Markdown>,
        /// How it differs from production, as Markdown.
        differs: Option<Markdown>,
    }
}
