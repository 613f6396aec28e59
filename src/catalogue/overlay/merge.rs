//! Own catalogues worked into the records of the catalogue below them.
//!
//! An own catalogue adds, forbids and words anew; it takes nothing out, since plans, documents and targets rest on
//! what is there. Its additions stand before its changes are looked at, and nothing may be said twice in it, so that
//! the order of its files does not matter.

use super::read::Layer;
use super::record::{ChangeRecord, OptionChangeRecord, SettleRecord};
use super::{Change, Standard, What};
use crate::catalogue::check::is_kebab;
use crate::catalogue::files::Records;
use crate::catalogue::record::{DecisionRecord, DefaultRecord, OptionRecord, Support};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Span, Spanned};
use crate::yaml::{Flag, Map, Text};
use std::collections::BTreeMap;

/// Works own catalogues in, in their order; gives what each says, and which file is of which.
pub(in crate::catalogue) fn merge(
    records: &mut Records,
    layers: Vec<Layer>,
    report: &mut Report,
) -> (Vec<Standard>, BTreeMap<FileId, usize>) {
    let (mut standards, mut origins) = (Vec::<Standard>::new(), BTreeMap::new());
    let mut names: BTreeMap<String, Span> = BTreeMap::new();
    for (i, layer) in layers.into_iter().enumerate() {
        origins.extend(layer.files.iter().map(|file| (*file, i)));
        let name = &layer.header.name;
        if let Some(first) = names.insert(name.value.clone(), name.span) {
            let fault = fault("repeated-catalogue", name.span, format!("a catalogue `{}` applies already", name.value));
            report.error(fault.label(first, "it is this one").help("name each catalogue once"));
        }
        standards.push(Merge::new(records, &layer, report).all(layer));
    }
    let order: BTreeMap<String, usize> = records.areas.iter().enumerate().map(|(i, (id, _))| (id.clone(), i)).collect();
    records.decisions.sort_by_key(|(area, ..)| order.get(area).copied());
    (standards, origins)
}

struct Merge<'a> {
    records: &'a mut Records,
    /// Where each decision stands.
    index: BTreeMap<String, usize>,
    standard: Standard,
    /// Something stands in for a faulty value.
    is_faulty: bool,
    report: &'a mut Report,
}

impl<'a> Merge<'a> {
    fn new(records: &'a mut Records, layer: &Layer, report: &'a mut Report) -> Self {
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.trim().to_owned()).unwrap_or_default();
        let header = &layer.header;
        let standard = Standard {
            name: header.name.value.clone(),
            title: header.title.value.trim().to_owned(),
            version: text(&header.version),
            owner: text(&header.owner),
            summary: text(&header.summary),
            changes: Vec::new(),
            principles: Vec::new(),
        };
        let index = records.decisions.iter().enumerate().map(|(i, (_, id, _))| (id.value.clone(), i)).collect();
        Self { records, index, standard, is_faulty: layer.is_faulty, report }
    }

    fn all(mut self, layer: Layer) -> Standard {
        self.header(&layer.header.name, &layer.header.title);
        for (id, title) in layer.areas {
            self.area(&id, &title);
        }
        for (area, id, record) in layer.decisions {
            self.decision(&area, id, record);
        }
        for (id, record) in layer.principles {
            self.principle(id, record);
        }
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for (id, record) in layer.changes {
            if let Some(first) = seen.insert(id.value.clone(), id.span) {
                let fault = fault("repeated-change", id.span, format!("`{}` is changed a second time", id.value));
                self.say(fault.label(first, "it is changed here already").help("say all of it in one place"));
                continue;
            }
            match self.index.get(&id.value).copied() {
                Some(i) => self.change(i, &id, record),
                None => self.unknown(&id),
            }
        }
        self.standard
    }

    fn header(&mut self, name: &Text, title: &Text) {
        if !is_kebab(name) && !self.stands_in(name) {
            self.say(spelling(name));
        }
        if title.trim().is_empty() && !self.stands_in(title) {
            self.say(fault("no-reason", title.span, "the catalogue has no title".to_owned()));
        }
    }

    fn area(&mut self, id: &Text, title: &Text) {
        if self.records.areas.iter().any(|(known, _)| *known == id.value) {
            let message = format!("the area `{}` is there already", id.value);
            self.say(fault("repeated-area", id.span, message).help("leave it out, or give your own area another id"));
        } else if !is_kebab(id) {
            self.say(spelling(id));
        } else {
            self.records.areas.push((id.value.clone(), title.value.clone()));
        }
    }

    fn decision(&mut self, area: &Text, id: Text, record: DecisionRecord) {
        let known = self.records.areas.iter().map(|(id, _)| id.as_str());
        if !known.clone().any(|known| known == area.value) {
            let message = format!("`{}` is not an area: the name of a file of decisions is one", area.value);
            let fault = fault("unknown-area", area.span, message).did_you_mean(area, known);
            self.report.error(fault.help(format!("add `{}` to `areas.yaml`, or rename the file", area.value)));
        }
        if let Some(i) = self.index.get(&id.value) {
            let first = self.records.decisions[*i].1.span;
            let fault = fault("repeated-decision", id.span, format!("the decision `{}` is there already", id.value));
            let fault = fault.label(first, "it stands here");
            self.say(fault.help("say what is different under `changes`, or give your own decision another id"));
            return;
        }
        for (_, option) in record.options.iter() {
            for (_, support) in option.support.iter().filter(|(_, support)| support.value != Support::Documented) {
                self.claims(support.span);
            }
        }
        self.index.insert(id.value.clone(), self.records.decisions.len());
        self.standard.changes.push(Change { decision: id.value.clone(), what: What::Added });
        self.records.decisions.push((area.value.clone(), id, record));
    }

    fn principle(&mut self, id: Text, record: crate::catalogue::record::PrincipleRecord) {
        if let Some((first, _)) = self.records.principles.iter().find(|(known, _)| known.value == id.value) {
            let fault = fault("repeated-principle", id.span, format!("the principle `{}` is there already", id.value));
            let fault = fault.label(first.span, "it stands here");
            self.report.error(fault.help("give your own principle another id"));
        } else if !is_kebab(&id) {
            self.say(spelling(&id));
        } else {
            self.standard.principles.push(id.value.clone());
            self.records.principles.push((id, record));
        }
    }

    fn change(&mut self, i: usize, id: &Text, change: ChangeRecord) {
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
        if let Some((_, support)) = record.support.iter().next() {
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
        let asked = change.requires.len() + change.excludes.len() + change.implies.len() + change.needs.len();
        known.requires.extend(change.requires);
        known.excludes.extend(change.excludes);
        // Before those that were there: the first that names a decision decides it.
        known.implies.splice(0..0, change.implies);
        known.needs.extend(change.needs);
        if asked > 0 {
            self.says(id, What::Asked(option.value.clone()));
        }
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
        let rules: Vec<_> = rules.into_iter().filter(|rule| !(faulty && rule.choose.is_empty())).collect();
        let last = rules.iter().position(|rule| rule.when.is_none());
        if let Some(rule) = last.and_then(|last| rules.get(last + 1)) {
            let message = "this rule never decides: the one before it has no condition".to_owned();
            self.say(fault("default", rule.at, message).help("put the rule without a condition last"));
        }
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

    fn unknown(&mut self, id: &Text) {
        let message = format!("`{}` is not a decision of the catalogue", id.value);
        let fault = fault("unknown-decision", id.span, message);
        let fault = fault.did_you_mean(id, self.index.keys().map(String::as_str));
        self.report.error(fault.help("a decision of your own stands in `decisions/<area>.yaml`"));
    }

    fn unknown_option(&mut self, id: &Text, option: &Text, options: &Map<OptionRecord>, help: Option<&str>) {
        let message = format!("`{}` is not an option of `{}`", option.value, id.value);
        let known: Vec<_> = options.keys().map(|known| format!("`{known}`")).collect();
        let fault = fault("unknown-option", option.span, message).did_you_mean(option, options.keys());
        let fault = fault.help(format!("the options are {}", known.join(", ")));
        self.say(help.map_or_else(|| fault.clone(), |help| fault.clone().help(help)));
    }

    /// An own catalogue says that archplan generates something.
    fn claims(&mut self, place: Span) {
        let message = "an own catalogue cannot say what archplan generates of an option that it adds".to_owned();
        let fault = fault("support", place, message);
        self.say(fault.help(
            "leave `support` out; for an option of your own decision, `documented` says that nothing of it is code",
        ));
    }

    /// Whether an empty text stands in for one that was told to be faulty.
    fn stands_in(&self, text: &Text) -> bool {
        self.is_faulty && text.is_empty()
    }

    fn says(&mut self, id: &Text, what: What) {
        let change = Change { decision: id.value.clone(), what };
        if change.what != What::Texts || self.standard.changes.last() != Some(&change) {
            self.standard.changes.push(change);
        }
    }

    fn say(&mut self, fault: Diagnostic) {
        self.report.error(fault);
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

fn spelling(id: &Text) -> Diagnostic {
    fault("spelling", id.span, format!("`{}`: ids are lower-case words joined by `-`", id.value))
}

fn fault(name: &'static str, place: Span, message: String) -> Diagnostic {
    Diagnostic::error(Code::new("catalogue", name), place, message)
}
