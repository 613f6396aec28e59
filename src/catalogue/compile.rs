//! From records to the catalogue: conditions compiled, options found.

use super::files::Records;
use super::record::{
    AdviceRecord, ConstraintRecord, DecisionRecord, DefaultRecord, ImplicationRecord, NeedRecord, OptionRecord,
};
use super::{Advice, Attribute, Catalogue, Choice, Constraint, Decision, Default, Need, Principle, Rule, Said};
use crate::expression::Condition;
use crate::report::{Code, Diagnostic, Report, Reported};
use crate::source::{Span, Spanned};
use crate::yaml::{Flag, Text};
use std::collections::BTreeSet;

/// Compiles all records; tells every condition that does not compile and every option that is not there.
pub(super) fn compile(records: Records, report: &mut Report) -> Result<Catalogue, Reported> {
    let Records { areas, decisions, principles, qualities, advice, figures, digest } = records;
    let decisions: Vec<_> =
        decisions.into_iter().map(|(area, id, record)| decision(area, &id, record, report)).collect();
    let index = decisions.iter().enumerate().map(|(i, decision)| (decision.id.clone(), i)).collect();
    let principles = principles.into_iter().map(|(id, record)| Principle {
        id: id.value.clone(),
        title: record.title.value,
        text: record.text.value,
        decides: texts(record.decides),
        place: id.span,
    });
    let qualities = qualities.into_iter().map(|(id, record)| Attribute {
        id: id.value,
        title: record.title.value,
        sentence: record.sentence.value,
        words: texts(record.words),
    });
    let advice = advice.into_iter().filter_map(|(id, record)| self::advice(id, record, report)).collect();
    let catalogue = Catalogue {
        areas,
        decisions,
        principles: principles.collect(),
        qualities: qualities.collect(),
        advice,
        figures: figures.into_iter().collect(),
        standards: Vec::new(),
        digest,
        index,
    };
    report.check().map(|()| catalogue)
}

fn decision(area: String, id: &Spanned<String>, record: DecisionRecord, report: &mut Report) -> Decision {
    let options: Vec<_> = record.options.iter().map(|(id, option_record)| option(id, option_record, report)).collect();
    let ids: Vec<_> = options.iter().map(|option| option.id.as_str()).collect();
    let defaults = record.default.into_iter().filter_map(|rule| default(rule, &ids, report)).collect();
    Decision {
        id: id.value.clone(),
        area,
        title: record.title.value,
        question: record.question.value,
        drivers: texts(record.drivers),
        applies: record.applies.as_ref().and_then(|text| rule(text, report)),
        otherwise: record.otherwise.map(|text| text.value).unwrap_or_default(),
        shapes: record.shapes.into_iter().map(|shape| shape.value).collect(),
        serves: texts(record.serves),
        options,
        defaults,
        require_reason: required(&record.require_reason),
        place: id.span,
    }
}

fn advice(id: Spanned<String>, record: AdviceRecord, report: &mut Report) -> Option<Advice> {
    let when = rule(&record.when, report)?;
    let read: BTreeSet<&str> = when.condition.decisions().collect();
    let about = match record.about.is_empty() {
        true => read.into_iter().map(str::to_owned).collect(),
        false => texts(record.about),
    };
    Some(Advice {
        id: id.value,
        when,
        message: record.message.value,
        because: record.because.value,
        instead: texts(record.instead),
        about,
        place: id.span,
    })
}

fn option(id: &Spanned<String>, record: &OptionRecord, report: &mut Report) -> Choice {
    let record = record.clone();
    Choice {
        id: id.value.clone(),
        title: record.title.value,
        reason: record.reason.value,
        good: texts(record.good),
        neutral: texts(record.neutral),
        bad: texts(record.bad),
        requires: record.requires.into_iter().map(constraint).collect(),
        excludes: record.excludes.into_iter().map(constraint).collect(),
        implies: record.implies.into_iter().map(implication).collect(),
        needs: record.needs.into_iter().filter_map(|need_record| need(need_record, report)).collect(),
        serves: texts(record.serves),
        support: record.support.iter().map(|(target, support)| (target.value.clone(), support.value)).collect(),
        forbidden: record.forbidden.map(|because| Said::at(because.span, because.value)),
        require_reason: required(&record.require_reason),
    }
}

fn constraint(record: ConstraintRecord) -> Constraint {
    let place = record.decision.span;
    Constraint { decision: record.decision.value, options: texts(record.options), because: record.because.value, place }
}

fn implication(record: ImplicationRecord) -> Constraint {
    let place = record.decision.span;
    Constraint {
        decision: record.decision.value,
        options: vec![record.option.value],
        because: record.because.value,
        place,
    }
}

fn need(record: NeedRecord, report: &mut Report) -> Option<Need> {
    Some(Need { that: rule(&record.that, report)?, because: record.because.value })
}

fn default(record: DefaultRecord, options: &[&str], report: &mut Report) -> Option<Default> {
    let when = match &record.when {
        Some(text) => Some(rule(text, report)?),
        None => None,
    };
    let Some(choose) = options.iter().position(|option| **option == record.choose.value) else {
        let message = format!("`{}` is not an option of this decision", record.choose.value);
        let fault = Diagnostic::error(Code::new("catalogue", "unknown-option"), record.choose.span, message);
        report.error(fault.did_you_mean(&record.choose, options.iter().copied()));
        return None;
    };
    let because = record.because.map(|text| text.value).unwrap_or_default();
    Some(Default { when, choose, because, place: record.choose.span, by: None })
}

fn required(flag: &Flag) -> Option<Said> {
    flag.value.then(|| Said::at(flag.span, String::new()))
}

fn rule(text: &Text, report: &mut Report) -> Option<Rule> {
    match Condition::parse(text) {
        Ok(condition) => Some(Rule { condition, place: text.span }),
        Err(fault) => {
            let message = format!("this is no condition: {}", fault.message);
            let diagnostic = Diagnostic::error(Code::new("catalogue", "condition"), within(text, fault.range), message);
            let help = "write an expression over `decided.<decision>` and `facts.<name>`";
            report.error(diagnostic.help(format!("{help}, such as `decided.database == 'postgresql'`")));
            None
        }
    }
}

/// The place of a part of a text, where it stands in the file as it is.
fn within(text: &Text, range: Option<std::ops::Range<usize>>) -> Span {
    match range {
        Some(range) if (text.span.end - text.span.start) as usize == text.len() && range.end <= text.len() => {
            let at = |offset: usize| text.span.start + u32::try_from(offset).unwrap_or(0);
            Span { start: at(range.start), end: at(range.end), ..text.span }
        }
        _ => text.span,
    }
}

fn texts(texts: Vec<Text>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}
