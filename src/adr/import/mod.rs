//! Existing decision records as decisions of a spec.
//!
//! [`import`] is total: whatever lies in the folder is either made a decision or named with the reason, and of a record
//! whose parts could not all be read the line is said. Forms: MADR 2 to 4, Nygard's as adr-tools writes it, log4brains,
//! and the names that Backstage uses; Markdown and reStructuredText.

mod into;
mod links;
mod markdown;
mod name;
mod options;
mod outcome;
mod role;
mod rst;
mod standing;
mod suggest;
#[cfg(test)]
mod tests;
mod text;
mod yaml;

pub use into::into;
pub use options::Choice;
pub use yaml::yaml;

use crate::catalogue;
use crate::files::{Seen, What};
use links::Folder;
use name::{Form, Name, name};
use standing::{Standing, standing};
use std::collections::{BTreeMap, BTreeSet};
use text::{Text, slug};

/// The longest text that is taken over, in characters.
const LONGEST: usize = 2000;
/// So many faults of one file are told; the rest is counted.
const MOST_FAULTS: usize = 20;

/// What was made of a folder.
#[derive(Debug, Default)]
pub struct Import {
    /// The decisions, in the order of their files.
    pub decisions: Vec<Imported>,
    /// What became of each file, by path.
    pub files: Vec<(String, Became)>,
    /// What was not taken as it was written, or is worth a look.
    pub notes: Vec<Note>,
}

/// A decision made of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The file.
    pub path: String,
    /// Id, unique in the import, and none of the catalogue.
    pub id: String,
    /// Name for tables.
    pub title: String,
    /// The question.
    pub question: String,
    /// At least two options.
    pub options: Vec<Choice>,
    /// Index of the chosen one.
    pub choose: usize,
    /// Why; may be empty.
    pub because: String,
    /// Ids of decisions of this import that it rests on; they come before it.
    pub depends_on: Vec<String>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// A decision of this id.
    Decision(String),
    /// Nothing; for this reason.
    LeftOut(String),
}

/// Something to say of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The file.
    pub path: String,
    /// The line, from 1; `None` where the whole file is meant.
    pub line: Option<usize>,
    /// What; lower case, no full stop.
    pub message: String,
}

/// A record that was read.
struct Record {
    decision: Option<Imported>,
    text: Text,
    name: Name,
}

/// Makes decisions of what lies in a folder. `known` are the decisions of the catalogue, whose ids are not given again
/// and which are suggested where one is clearly meant.
pub fn import(seen: &[Seen], known: &[catalogue::Decision]) -> Import {
    let mut import = Import::default();
    let records: Vec<Record> = seen.iter().map(|seen| record(seen, &mut import)).collect();
    let ids = ids(&records, known);
    let folder = Folder::of(seen.iter().map(|seen| seen.path.as_str()));
    same_numbers(&records, seen, &mut import.notes);
    let order: Vec<(u32, usize)> =
        records.iter().enumerate().map(|(at, record)| (record.name.number.unwrap_or(u32::MAX), at)).collect();
    for (at, mut record) in records.into_iter().enumerate() {
        let Some(mut decision) = record.decision.take() else { continue };
        let path = &seen[at].path;
        decision.id = ids[&at].clone();
        if let Some((wanted, _)) =
            decision.id.rsplit_once("-record").filter(|(id, _)| known.iter().any(|known| known.id == *id))
        {
            let message = format!("`{wanted}` is a decision of the catalogue; this one is called `{}`", decision.id);
            import.notes.push(Note { path: path.clone(), line: None, message });
        }
        for link in folder.links(path, &record.text).into_iter().filter(|link| !link.is_backward && link.to != at) {
            let Some(id) = ids.get(&link.to) else { continue };
            // Only to what came before: two records that name each other rest on one another in no circle.
            if order[link.to] < order[at] {
                decision.depends_on.push(id.clone());
            } else {
                record.text.fault(
                    link.line,
                    format!("the link to `{}`, which comes later, is not taken as a reason", seen[link.to].path),
                );
            }
        }
        tell(path, &record.text, &mut import.notes);
        import.notes.extend(suggest::suggestion(&decision, known).map(|message| Note {
            path: path.clone(),
            line: None,
            message,
        }));
        import.files.push((path.clone(), Became::Decision(decision.id.clone())));
        import.decisions.push(decision);
    }
    import.files.sort_by(|a, b| a.0.cmp(&b.0));
    import
}

/// Reads one thing of the folder; says why where no decision is in it.
fn record(seen: &Seen, import: &mut Import) -> Record {
    let name = name(&seen.path);
    match read(seen, &name, &mut import.notes) {
        Ok((text, decision)) => Record { decision: Some(decision), text, name },
        Err(reason) => {
            import.files.push((seen.path.clone(), Became::LeftOut(reason)));
            Record { decision: None, text: Text::default(), name }
        }
    }
}

fn read(seen: &Seen, name: &Name, notes: &mut Vec<Note>) -> Result<(Text, Imported), String> {
    let bytes = match &seen.what {
        What::File(bytes) => bytes,
        What::Large(size) => return Err(format!("it has {} KiB, more than a record can have", size >> 10)),
        What::Link => return Err("it is a symbolic link, which is not followed".to_owned()),
        What::ToolFolder => return Err("it is a folder that tools made".to_owned()),
        What::Other => return Err("it is neither a file nor a folder".to_owned()),
        What::Unreadable(answer) => return Err(format!("it cannot be read: {answer}")),
    };
    if name.form == Form::Other {
        return Err("it is neither Markdown nor reStructuredText, by its name".to_owned());
    }
    if bytes.trim_ascii().is_empty() {
        return Err("it is empty".to_owned());
    }
    if bytes.contains(&0) {
        return Err("it holds bytes that no text has; if it is UTF-16, save it as UTF-8".to_owned());
    }
    let source = String::from_utf8_lossy(bytes);
    let mut text = match name.form {
        Form::Rst => rst::read(&source),
        _ => markdown::read(&source),
    };
    if let Err(error) = std::str::from_utf8(bytes) {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        text.fault(line, "it is not UTF-8 from here on; what cannot be read is shown as \u{fffd}");
    }
    match standing(&text) {
        Standing::Accepted => {}
        Standing::Not(why) => return Err(why),
        Standing::Unclear(why) => text.fault(1, why),
    }
    let decision = outcome::decision(&seen.path, &name.words, &mut text);
    if decision.is_err() && text.faults.iter().any(|(_, fault)| fault.contains("UTF-8")) {
        tell(&seen.path, &text, notes);
    }
    decision.map(|decision| (text, decision))
}

/// An id for each decision, by the index of its file: the words of its name, else of its title.
fn ids(records: &[Record], known: &[catalogue::Decision]) -> BTreeMap<usize, String> {
    let known: BTreeSet<&str> = known.iter().map(|known| known.id.as_str()).collect();
    let mut ids = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        let Some(decision) = &record.decision else { continue };
        let words = [slug(&record.name.words), slug(&decision.title), "decision".to_owned()];
        let mut id = words.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
        if known.contains(id.as_str()) {
            id.push_str("-record");
        }
        let n = next.entry(id.clone()).or_insert(1);
        let mut unique = id.clone();
        while taken.contains(&unique) || known.contains(unique.as_str()) {
            *n += 1;
            unique = format!("{id}-{n}");
        }
        taken.insert(unique.clone());
        ids.insert(at, unique);
    }
    ids
}

fn same_numbers(records: &[Record], seen: &[Seen], notes: &mut Vec<Note>) {
    let mut first: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        let Some(number) = record.name.number.filter(|_| record.name.form != Form::Other) else { continue };
        if let Some(first) = first.get(&number) {
            let message = format!("its number {number} is also that of `{}`", seen[*first].path);
            notes.push(Note { path: seen[at].path.clone(), line: None, message });
        } else {
            first.insert(number, at);
        }
    }
}

fn tell(path: &str, text: &Text, notes: &mut Vec<Note>) {
    let note = |line: Option<usize>, message: String| Note { path: path.to_owned(), line, message };
    let mut faults: Vec<_> = text.faults.iter().collect();
    faults.sort_by_key(|(line, _)| *line);
    notes.extend(faults.iter().take(MOST_FAULTS).map(|(line, message)| note(Some(*line), message.clone())));
    if faults.len() > MOST_FAULTS {
        notes.push(note(None, format!("and {} more of the kind", faults.len() - MOST_FAULTS)));
    }
}

/// A text of at most 2,000 characters in one line, cut after a word; whether it was cut.
fn cut(text: &str) -> (String, bool) {
    let text = text::line(text);
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return (text, false) };
    let head = &text[..end];
    (format!("{}\u{2026}", head.rfind(' ').map_or(head, |space| &head[..space])), true)
}
