//! Choices, as far as the spec alone can tell.

use super::{Check, Spelling, fault};
use crate::spec::Choice;

impl Check<'_> {
    pub(super) fn decisions(&mut self) {
        let spec = self.spec;
        for (id, choice) in spec.decisions.iter() {
            self.spelt(id, "a decision", Spelling::Kebab);
            self.choice(choice);
        }
    }

    fn choice(&mut self, choice: &Choice) {
        let spec = self.spec;
        for quality in &choice.serves {
            self.known(quality, "a quality of this spec", spec.qualities.keys());
        }
        if choice.question.is_none() {
            let own = [choice.title.as_ref().map(|t| t.span), choice.options.iter().next().map(|(id, _)| id.span)];
            if let Some(span) = own.into_iter().flatten().next() {
                let diagnostic =
                    fault("own-decision", span, "only a decision of this service alone has a title and options");
                self.say(diagnostic.help("add its `question`, or leave them out: the catalogue has them"));
            }
            return;
        }
        for (id, _) in choice.options.iter() {
            self.spelt(id, "an option", Spelling::Kebab);
        }
        if choice.options.len() < 2 {
            let message = "a decision has at least two options, or nothing was decided";
            let help = "add the options that were weighed and turned down";
            self.say(fault("own-decision", choice.choose.span, message).help(help));
        }
        self.known(&choice.choose, "an option of this decision", choice.options.keys());
    }
}
