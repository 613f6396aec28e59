//! Who has which number: given once, in plan order, and never again.

use crate::expression::Condition;
use crate::files::Tree;
use crate::plan::{Decision, End, Plan, Record};
use std::collections::{BTreeMap, BTreeSet};

/// The records of a plan: those of the lock, and a new one for each decision that has none or was decided otherwise.
/// `today` is the day of the new ones; they are numbered from the highest number that the lock or `taken` knows.
pub fn keep(plan: &Plan, records: &[Record], taken: u32, today: &str) -> Vec<Record> {
    let mut kept = records.to_vec();
    if !are_wanted(plan) {
        return kept;
    }
    let mut slugs: BTreeSet<String> = kept.iter().map(|record| record.slug.clone()).collect();
    let standing: BTreeMap<&str, usize> =
        records.iter().enumerate().filter(|(_, r)| r.end.is_none()).map(|(i, r)| (r.decision.as_str(), i)).collect();
    let mut next = records.iter().map(|record| record.number).max().unwrap_or_default().max(taken).saturating_add(1);
    for decision in &plan.decisions {
        let before = standing.get(decision.id.as_str()).copied();
        match (decision.chosen(), before) {
            (Some(option), Some(at)) if records[at].chose == option.id => {}
            (Some(option), before) => {
                if let Some(at) = before {
                    kept[at].end = Some(End::Superseded(next));
                }
                let slug = free(decision.id.as_str(), &slugs);
                slugs.insert(slug.clone());
                kept.push(Record {
                    number: next,
                    slug,
                    decision: decision.id.to_string(),
                    chose: option.id.clone(),
                    date: today.to_owned(),
                    end: None,
                });
                next = next.saturating_add(1);
            }
            (None, Some(at)) => kept[at].end = Some(End::Deprecated(why_not(decision))),
            (None, None) => {}
        }
    }
    for (id, at) in standing {
        if plan.decision(id).is_none() {
            let because = "Neither the spec nor the catalogue asks this question any more";
            kept[at].end = Some(End::Deprecated(because.to_owned()));
        }
    }
    kept
}

/// Whether the plan keeps its decisions as records; those that were written stay as they are where it does not.
fn are_wanted(plan: &Plan) -> bool {
    #[derive(serde::Deserialize)]
    struct File {
        when: String,
    }
    let file: File =
        serde_yaml::from_str(include_str!("../../plans/documents/records.yaml")).expect("our own file has its form");
    let when = Condition::parse(&file.when).expect("every built-in condition is well formed");
    when.holds(plan.scope()).expect("every built-in condition can be evaluated")
}

fn why_not(decision: &Decision) -> String {
    match decision.because().trim() {
        "" => "The question no longer arises".to_owned(),
        because => because.trim_end_matches('.').to_owned(),
    }
}

/// The id itself, or with the first number behind it that is free.
fn free(id: &str, slugs: &BTreeSet<String>) -> String {
    let numbered = (2..).map(|n| format!("{id}-{n}"));
    std::iter::once(id.to_owned()).chain(numbered).find(|slug| !slugs.contains(slug)).expect("numbers do not end")
}

/// The highest number that a file of the folder has in its name, of those that are no record of the lock: people keep
/// records of their own there. `folder` holds the files below [`FOLDER`](super::FOLDER).
pub fn highest(folder: &Tree, records: &[Record]) -> u32 {
    let ours: BTreeSet<String> = records.iter().map(Record::file_name).collect();
    let theirs = folder.iter().map(|(path, _)| path).filter(|path| !ours.contains(path.as_str()));
    theirs.filter_map(|path| number(path.name())).max().unwrap_or_default()
}

/// The number at the start of a name such as `0012-use-postgresql.md`; a date is none.
fn number(name: &str) -> Option<u32> {
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_record = name[digits..].starts_with('-') && (1..=5).contains(&digits);
    name[..digits].parse().ok().filter(|_| is_record && name.ends_with(".md"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{File, RelPath};
    use crate::plan::testing::{example, resolve_text};

    fn plan(decisions: &str) -> Plan {
        resolve_text(&format!("archplan: 1\nservice: {{ name: bare }}\ndecisions:\n{decisions}  ci: github-actions\n"))
            .unwrap()
    }

    const OWN: &str = "  colour: { question: Which?, options: { red: {}, blue: {} }, choose: red }\n";

    #[test]
    fn numbers_are_given_in_plan_order_and_stay() {
        let plan = example("order-processing");
        let first = keep(&plan, &[], 0, "2026-01-31");
        let chosen = plan.decisions.iter().filter(|d| d.chosen().is_some()).map(|d| d.id.as_str());
        assert!(chosen.eq(first.iter().map(|record| record.slug.as_str())));
        assert!(first.iter().map(|record| record.number).eq(1..=u32::try_from(first.len()).unwrap()));
        assert_eq!(keep(&plan, &first, 0, "2027-01-01"), first);
    }

    #[test]
    fn another_choice_supersedes_and_both_ends_know() {
        let first = keep(&plan(OWN), &[], 0, "2026-01-31");
        let last = first.last().unwrap().number;
        let second = keep(&plan(&OWN.replace("choose: red", "choose: blue")), &first, 0, "2026-02-01");
        let old = second.iter().find(|record| record.slug == "colour").unwrap();
        let new = second.last().unwrap();
        assert_eq!(old.end, Some(End::Superseded(last + 1)));
        assert_eq!((new.number, new.slug.as_str(), new.decision.as_str()), (last + 1, "colour-2", "colour"));
        assert_eq!((new.chose.as_str(), new.date.as_str()), ("blue", "2026-02-01"));
        let third = keep(&plan(OWN), &second, 0, "2026-03-01");
        assert_eq!(third.last().unwrap().slug, "colour-3");
    }

    #[test]
    fn a_decision_that_is_gone_leaves_a_deprecated_record_and_its_number() {
        let first = keep(&plan(OWN), &[], 0, "2026-01-31");
        let gone = keep(&plan(""), &first, 0, "2026-02-01");
        assert_eq!(gone.len(), first.len());
        assert!(matches!(&gone.last().unwrap().end, Some(End::Deprecated(_))));
        let again = keep(&plan(OWN), &gone, 0, "2026-03-01");
        assert_eq!(again.last().unwrap().number, gone.last().unwrap().number + 1);
        assert!(matches!(&again[gone.len() - 1].end, Some(End::Deprecated(_))), "what ended stays ended");
    }

    #[test]
    fn an_own_decision_may_have_the_name_that_a_follower_would_get() {
        let both = format!("{OWN}{}", OWN.replace("colour", "colour-2"));
        let first = keep(&plan(&both), &[], 0, "2026-01-31");
        let second = keep(&plan(&both.replacen("choose: red", "choose: blue", 1)), &first, 0, "2026-02-01");
        assert_eq!(second.last().unwrap().slug, "colour-3");
    }

    #[test]
    fn a_plan_that_keeps_one_document_gives_no_records() {
        let records = keep(&plan("  decision-records: design-document\n"), &[], 0, "2026-01-31");
        assert_eq!(records, []);
    }

    #[test]
    fn records_of_people_keep_their_numbers() {
        let mut folder = Tree::default();
        for name in ["0007-use-x.md", "20240131-dated.md", "template.md", "old/12-y.md", "0900-notes.txt"] {
            folder.insert(RelPath::new(name).unwrap(), File::plain("x"));
        }
        assert_eq!(highest(&folder, &[]), 12);
        assert_eq!(keep(&plan(OWN), &[], 12, "2026-01-31")[0].number, 13);
    }
}
