//! What an own catalogue changes about a decision that is there.

use super::merge::{Merge, fault, spelling};
use super::record::{ChangeRecord, OptionChangeRecord, SettleRecord};
use super::{Change, What};
use crate::catalogue::check::is_kebab;
use crate::catalogue::record::{DecisionRecord, DefaultRecord, OptionRecord, Support};
use crate::source::Spanned;
use crate::yaml::{Flag, Map, Text};

impl Merge<'_> {
    /// Changes the decision at that place among the records.
    pub(super) fn change(&mut self, i: usize, id: &Text, change: ChangeRecord) {
        let mut decision = self.records.decisions[i].2.clone();
        let ChangeRecord { title, question, drivers, otherwise, .. } = &change;
        if let Some(remove) = &change.remove {
            let fault = fault("removal", remove.span, format!("the decision `{}` cannot be taken out", id.value));
            let fault = fault.help("write `settle: { choose: …, because: … }` to leave one option");
            self.say(fault.help("or `forbid:` the options that nobody may choose"));
        }
        if let Some(text) = otherwise.as_ref().filter(|_| decision.applies.is_none()) {
            let message = format!("`{}` always arises: there is nothing to say `otherwise`", id.value);
            self.say(fault("otherwise", text.span, message).help("leave it out"));
        } else if otherwise.is_some() {
            decision.otherwise.clone_from(otherwise);
        }
        replace(&mut decision.title, title);
        replace(&mut decision.question, question);
        replace_all(&mut decision.drivers, drivers);
        if title.is_some() || question.is_some() || otherwise.is_some() || !drivers.is_empty() {
            self.says(id, What::Texts);
        }
        self.require(id, None, &mut decision.require_reason, &change.require_reason);
        for (option, record) in change.add.iter() {
            self.add(id, &mut decision, option, record);
        }
        for (option, record) in change.options.iter() {
            match decision.options.get_mut(option) {
                Some(known) => self.option(id, option, known, record),
                None => {
                    let help = "a new option stands under `add`, with its title and reason";
                    self.unknown_option(id, option, &decision.options, Some(help));
                }
            }
        }
        self.forbid(id, &mut decision, &change.forbid);
        match &change.settle {
            Some(settle) => self.settle(id, &mut decision, settle, &change),
            None => self.defaults(id, &mut decision, change.default),
        }
        self.records.decisions[i].2 = decision;
    }

    fn require(&mut self, id: &Text, option: Option<&Text>, there: &mut Flag, said: &Flag) {
        if said.value {
            if !there.value {
                *there = said.clone();
            }
            self.says(id, What::Reason(option.map(|option| option.value.clone())));
        }
    }

    fn add(&mut self, id: &Text, decision: &mut DecisionRecord, option: &Text, record: &OptionRecord) {
        if let Some((first, _)) = decision.options.iter().find(|(known, _)| known.value == option.value) {
            let message = format!("`{}` has the option `{}` already", id.value, option.value);
            let fault = fault("repeated-option", option.span, message).label(first.span, "it stands here");
            return self.say(fault.help("say what is different under `options`, or give your own option another id"));
        }
        if !is_kebab(option) {
            return self.say(spelling(option));
        }
        // What a target makes of a choice is known of the options that archplan brings along only.
        if let Some((_, support)) = record.support.iter().find(|(_, support)| support.value != Support::ByHand) {
            self.claims(support.span);
        }
        decision.options.push(option.clone(), record.clone());
        self.says(id, What::Option(option.value.clone()));
    }

    fn option(&mut self, id: &Text, option: &Text, known: &mut OptionRecord, change: &OptionChangeRecord) {
        let change = change.clone();
        let texts = change.title.is_some() || change.reason.is_some();
        let lists =
            [(&mut known.good, &change.good), (&mut known.neutral, &change.neutral), (&mut known.bad, &change.bad)];
        let texts = lists.iter().any(|(_, said)| !said.is_empty()) || texts;
        for (there, said) in lists {
            replace_all(there, said);
        }
        replace(&mut known.title, &change.title);
        replace(&mut known.reason, &change.reason);
        if texts {
            self.says(id, What::Texts);
        }
        let asked = change.requires.iter().chain(&change.excludes).map(|asked| &asked.because);
        let asked = asked.chain(change.implies.iter().map(|implied| &implied.because));
        let asked = asked.chain(change.needs.iter().map(|need| &need.because));
        let because: Vec<_> = asked.map(|because| because.value.trim().to_owned()).collect();
        if !because.is_empty() {
            self.says(id, What::Asked { option: option.value.clone(), because });
        }
        known.requires.extend(change.requires);
        known.excludes.extend(change.excludes);
        // Before those that were there: the first that names a decision decides it.
        known.implies.splice(0..0, change.implies);
        known.needs.extend(change.needs);
        self.require(id, Some(option), &mut known.require_reason, &change.require_reason);
    }

    fn forbid(&mut self, id: &Text, decision: &mut DecisionRecord, forbid: &Map<Text>) {
        for (option, because) in forbid.iter() {
            if because.trim().is_empty() && !self.stands_in(because) {
                let message = format!("`{}` is forbidden without a reason", option.value);
                self.say(fault("no-reason", option.span, message).help("say why: those who wanted it will ask"));
            }
            let Some(known) = decision.options.get_mut(option) else {
                self.unknown_option(id, option, &decision.options, None);
                continue;
            };
            let because = because.value.trim().to_owned();
            self.says(id, What::Forbidden { option: option.value.clone(), because: because.clone() });
            known.forbidden.get_or_insert(Spanned::new(because, option.span));
        }
    }

    fn settle(&mut self, id: &Text, decision: &mut DecisionRecord, settle: &SettleRecord, change: &ChangeRecord) {
        let SettleRecord { choose, because, .. } = settle;
        if decision.options.get(choose).is_none() {
            if !self.stands_in(choose) {
                self.unknown_option(id, choose, &decision.options, None);
            }
            return;
        }
        if let Some(rule) = change.default.first() {
            let message = format!("`{}` is settled, so there is nothing for a rule to decide", id.value);
            self.say(fault("settled", rule.at, message).label(choose.span, "by this").help("leave one of the two out"));
        }
        if because.trim().is_empty() && !self.stands_in(because) {
            let message = format!("`{}` is settled without a reason", id.value);
            self.say(fault("no-reason", because.span, message).help("say why: those who wanted another will ask"));
        }
        let because_text = because.value.trim().to_owned();
        for (_, known) in decision.options.iter_mut().filter(|(option, _)| option.value != choose.value) {
            known.forbidden.get_or_insert(Spanned::new(because_text.clone(), choose.span));
        }
        let rule = DefaultRecord { at: settle.at, when: None, choose: choose.clone(), because: Some(because.clone()) };
        decision.default = vec![rule];
        self.says(id, What::Settled { option: choose.value.clone(), because: because_text });
    }

    fn defaults(&mut self, id: &Text, decision: &mut DecisionRecord, rules: Vec<DefaultRecord>) {
        let faulty = self.is_faulty;
        let mut rules: Vec<_> = rules.into_iter().filter(|rule| !(faulty && rule.choose.is_empty())).collect();
        let last = rules.iter().position(|rule| rule.when.is_none());
        if let Some(rule) = last.and_then(|last| rules.get(last + 1)) {
            let message = "this rule never decides: the one before it has no condition".to_owned();
            self.say(fault("default", rule.at, message).help("put the rule without a condition last"));
        }
        rules.truncate(last.map_or(rules.len(), |last| last + 1));
        for rule in &rules {
            let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.trim().to_owned());
            let (when, because) = (text(&rule.when), text(&rule.because).unwrap_or_default());
            self.says(id, What::Default { when, option: rule.choose.value.clone(), because });
        }
        if last.is_some() {
            decision.default = rules;
        } else {
            decision.default.splice(0..0, rules);
        }
    }

    fn unknown_option(&mut self, id: &Text, option: &Text, options: &Map<OptionRecord>, help: Option<&str>) {
        let message = format!("`{}` is not an option of `{}`", option.value, id.value);
        let known: Vec<_> = options.keys().map(|known| format!("`{known}`")).collect();
        let fault = fault("unknown-option", option.span, message).did_you_mean(option, options.keys());
        let fault = fault.help(format!("the options are {}", known.join(", ")));
        self.say(help.map_or_else(|| fault.clone(), |help| fault.clone().help(help)));
    }

    fn says(&mut self, id: &Text, what: What) {
        let change = Change { decision: id.value.clone(), what };
        if change.what != What::Texts || self.standard.changes.last() != Some(&change) {
            self.standard.changes.push(change);
        }
    }
}

fn replace(there: &mut Text, said: &Option<Text>) {
    if let Some(said) = said {
        *there = said.clone();
    }
}

fn replace_all(there: &mut Vec<Text>, said: &[Text]) {
    if !said.is_empty() {
        *there = said.to_vec();
    }
}
