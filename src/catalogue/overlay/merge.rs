//! Own catalogues worked into the records of the catalogue below them.
//!
//! An own catalogue adds, forbids and words anew; it takes nothing out, since plans, documents and targets rest on
//! what is there. Its additions stand before its changes are looked at, and nothing may be said twice in it, so that
//! the order of its files does not matter.

use super::read::Layer;
use super::{Change, Standard, What};
use crate::catalogue::check::is_kebab;
use crate::catalogue::files::Records;
use crate::catalogue::record::{DecisionRecord, PrincipleRecord, Support};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Span};
use crate::yaml::Text;
use std::collections::{BTreeMap, BTreeSet};

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
        for name in [&layer.header.name, &layer.header.title].into_iter().filter(|name| !name.is_empty()) {
            if let Some(first) = names.insert(name.value.clone(), name.span) {
                let message = format!("a catalogue `{}` applies already", name.value);
                let fault = fault("repeated-catalogue", name.span, message).label(first, "it is this one");
                report.error(fault.help("name each catalogue once, and give two different ones different names"));
                break;
            }
        }
        standards.push(Merge::new(records, &layer, report).all(layer));
    }
    let order: BTreeMap<String, usize> = records.areas.iter().enumerate().map(|(i, (id, _))| (id.clone(), i)).collect();
    records.decisions.sort_by_key(|(area, ..)| order.get(area).copied());
    let order: BTreeMap<&str, usize> =
        records.decisions.iter().enumerate().map(|(i, (_, id, _))| (id.value.as_str(), i)).collect();
    for standard in &mut standards {
        standard.changes.sort_by_key(|change| order.get(change.decision.as_str()).copied());
    }
    (standards, origins)
}

/// One own catalogue on its way into the records below it.
pub(super) struct Merge<'a> {
    pub(super) records: &'a mut Records,
    /// Where each decision stands.
    index: BTreeMap<String, usize>,
    areas: BTreeSet<String>,
    unknown_areas: BTreeSet<String>,
    principles: BTreeMap<String, Span>,
    pub(super) standard: Standard,
    /// Something stands in for a faulty value.
    pub(super) is_faulty: bool,
    pub(super) report: &'a mut Report,
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
            advice: Vec::new(),
        };
        let index = records.decisions.iter().enumerate().map(|(i, (_, id, _))| (id.value.clone(), i)).collect();
        let areas = records.areas.iter().map(|(id, _)| id.clone()).collect();
        let principles = records.principles.iter().map(|(id, _)| (id.value.clone(), id.span)).collect();
        Self {
            records,
            index,
            areas,
            unknown_areas: BTreeSet::new(),
            principles,
            standard,
            is_faulty: layer.is_faulty,
            report,
        }
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
        for (id, record) in layer.advice {
            self.standard.advice.push(id.value.clone());
            self.records.advice.push((id, record));
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
            let fault = fault("no-title", title.span, "the catalogue has no title".to_owned());
            self.say(fault.help("give it the name under which plans and documents say that it decided"));
        }
    }

    fn area(&mut self, id: &Text, title: &Text) {
        if !self.areas.insert(id.value.clone()) {
            let message = format!("the area `{}` is there already", id.value);
            self.say(fault("repeated-area", id.span, message).help("leave it out, or give your own area another id"));
        } else if !is_kebab(id) {
            self.say(spelling(id));
        } else {
            self.records.areas.push((id.value.clone(), title.value.clone()));
        }
    }

    fn decision(&mut self, area: &Text, id: Text, record: DecisionRecord) {
        // One file, one area: told once.
        if !self.areas.contains(&area.value) && self.unknown_areas.insert(area.value.clone()) {
            let message = format!("`{}` is not an area: the name of a file of decisions is one", area.value);
            let fault =
                fault("unknown-area", area.span, message).did_you_mean(area, self.areas.iter().map(String::as_str));
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
            for (_, support) in option.support.iter().filter(|(_, support)| is_claim(support.value)) {
                self.claims(support.span);
            }
        }
        self.index.insert(id.value.clone(), self.records.decisions.len());
        self.standard.changes.push(Change { decision: id.value.clone(), what: What::Added });
        self.records.decisions.push((area.value.clone(), id, record));
    }

    fn principle(&mut self, id: Text, record: PrincipleRecord) {
        if let Some(first) = self.principles.insert(id.value.clone(), id.span) {
            let fault = fault("repeated-principle", id.span, format!("the principle `{}` is there already", id.value));
            let fault = fault.label(first, "it stands here");
            self.report.error(fault.help("give your own principle another id"));
        } else if !is_kebab(&id) {
            self.say(spelling(&id));
        } else {
            self.standard.principles.push(id.value.clone());
            self.records.principles.push((id, record));
        }
    }

    fn unknown(&mut self, id: &Text) {
        let message = format!("`{}` is not a decision of the catalogue", id.value);
        let fault = fault("unknown-decision", id.span, message);
        let fault = fault.did_you_mean(id, self.index.keys().map(String::as_str));
        self.report.error(fault.help("a decision of your own stands in `decisions/<area>.yaml`"));
    }

    /// An own catalogue says that archplan generates something.
    pub(super) fn claims(&mut self, place: Span) {
        let message = "an own catalogue cannot say what archplan generates of an option that it adds".to_owned();
        let fault = fault("support", place, message);
        self.say(fault.help(
            "leave `support` out; for an option of your own decision, `documented` says that nothing of it is code",
        ));
    }

    /// Whether an empty text stands in for one that was told to be faulty.
    pub(super) fn stands_in(&self, text: &Text) -> bool {
        self.is_faulty && text.is_empty()
    }

    pub(super) fn say(&mut self, fault: Diagnostic) {
        self.report.error(fault);
    }
}

/// Whether somebody other than the team would have to keep it.
fn is_claim(support: Support) -> bool {
    match support {
        Support::Generated | Support::Planned => true,
        Support::Documented | Support::ByHand => false,
    }
}

pub(super) fn spelling(id: &Text) -> Diagnostic {
    fault("spelling", id.span, format!("`{}`: ids are lower-case words joined by `-`", id.value))
}

pub(super) fn fault(name: &'static str, place: Span, message: String) -> Diagnostic {
    Diagnostic::error(Code::new("catalogue", name), place, message)
}
