//! Targets, and what each writes for every option.

use super::changes::count_words;
use crate::catalogue::{Catalogue, Choice, Decision, Support};
use crate::scaffold::Target;
use serde_json::{Value, json};

/// The words of documents for what a target does of an option, in the order in which they are counted.
const WORDS: [(Support, &str); 4] = [
    (Support::Generated, "generated"),
    (Support::Documented, "nothing to generate"),
    (Support::Planned, "not generated yet"),
    (Support::ByHand, "left to the team"),
];

/// For people.
pub(in crate::cli) fn text(targets: &[(Target, Catalogue)]) -> String {
    targets.iter().map(|(target, catalogue)| one(target, catalogue)).collect::<Vec<_>>().join("\n\n")
}

/// For programs.
pub(in crate::cli) fn json(targets: &[(Target, Catalogue)]) -> String {
    let decision = |target: &Target, decision: &Decision| {
        let option = |option: &Choice| {
            json!({
                "id": option.id,
                "title": option.title,
                "support": word(target, option),
                "files": files(target, decision, option),
            })
        };
        let options: Vec<_> = decision.options.iter().map(option).collect();
        json!({ "id": decision.id.to_string(), "title": decision.title, "area": decision.area, "options": options })
    };
    let targets: Vec<Value> = targets
        .iter()
        .map(|(target, catalogue)| {
            let decisions: Vec<_> = catalogue.decisions.iter().map(|one| decision(target, one)).collect();
            json!({ "id": target.id, "title": target.title(), "decisions": decisions })
        })
        .collect();
    format!("{:#}", json!({ "version": 1, "targets": targets }))
}

fn one(target: &Target, catalogue: &Catalogue) -> String {
    let options = || catalogue.decisions.iter().flat_map(|decision| &decision.options);
    let counted = WORDS.iter().map(|(_, words)| {
        let count = options().filter(|option| word(target, option) == *words).count();
        format!("{count} {words}")
    });
    let all = count_words(options().count(), "option", "options");
    let mut text = format!("{}: {}\n{all}: {}\n", target.id, target.title(), counted.collect::<Vec<_>>().join(", "));
    let width = options().map(|option| option.id.len()).max().unwrap_or_default();
    for (area, title) in &catalogue.areas {
        text.push_str(&format!("\n{title}\n"));
        for decision in catalogue.decisions.iter().filter(|decision| decision.area == *area) {
            text.push_str(&format!("  {}\n", decision.id));
            for option in &decision.options {
                let words = word(target, option);
                let files = files(target, decision, option).join(" ");
                let line = format!("    {:width$}  {words:19}  {files}", option.id);
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
    }
    text.trim_end().to_owned()
}

fn word(target: &Target, option: &Choice) -> &'static str {
    let said = option.support.iter().find(|(id, _)| *id == target.id).map_or(Support::ByHand, |(_, support)| *support);
    WORDS.iter().find(|(support, _)| *support == said).map_or("", |(_, words)| *words)
}

/// The files of an option that is generated.
fn files(target: &Target, decision: &Decision, option: &Choice) -> Vec<String> {
    if word(target, option) != WORDS[0].1 {
        return Vec::new();
    }
    let others: Vec<_> = decision.options.iter().map(|other| other.id.as_str()).filter(|id| *id != option.id).collect();
    target.files_for(&decision.id.to_string(), &option.id, &others)
}
