//! What the service is for, and for whom.

use super::Markdown;
use crate::yaml::{Text, record};

record! {
    /// Something that the service is there to reach.
    pub struct Goal("a goal") {
        /// What is reached, as a sentence of Markdown.
        statement: Markdown,
        /// What shows that it is reached, as Markdown: a figure, where it stands today, where it has to stand and when.
        measure: Option<Markdown>,
        /// Ids of the responsibilities and qualities by which it is met.
        met_by: Vec<Text>,
        /// Ids of the stakeholders who want it.
        wanted_by: Vec<Text>,
    }
}

record! {
    /// Somebody who has a stake in the service (arc42, section 1.3).
    pub struct Stakeholder("a stakeholder") {
        /// Name or role for people; made of the id where it is left out.
        title: Option<Text>,
        /// Who speaks for them: a person, a mailbox, a channel.
        contact: Option<Text>,
        /// What they need from the service, as Markdown.
        needs: Markdown,
        /// How they are kept informed, as Markdown.
        informed: Option<Markdown>,
    }
}
