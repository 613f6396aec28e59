//! What a change would change, held against what it then changes; and two plans side by side.

use crate::project::{Project, example};
use archplan::catalogue::{self, Support};
use archplan::report::Report;
use archplan::source::Sources;
use serde_json::Value;
use similar::{ChangeTag, TextDiff};
use std::collections::BTreeMap;

/// Every option that the catalogue says is generated, with its decision.
fn generated() -> Vec<(String, String)> {
    let known = catalogue::load(&catalogue::built_in(), &mut Sources::default(), &mut Report::default()).unwrap();
    let options = known.decisions.iter().flat_map(|decision| {
        let generated = decision
            .options
            .iter()
            .filter(|option| option.support.iter().any(|(_, support)| matches!(support, Support::Generated)));
        generated.map(|option| (decision.id.clone(), option.id.clone()))
    });
    options.collect()
}

/// The spec with another option of a decision, edited as a person would: what was said beside the choice stays, but for
/// the reason.
fn edited(spec: &str, decision: &str, option: &str) -> String {
    let begins = format!("  {decision}:");
    let Some(line) = spec.lines().find(|line| line.starts_with(&begins)) else {
        return spec.replacen("decisions:\n", &format!("decisions:\n  {decision}: {option}\n"), 1);
    };
    let beside: String = ["serves: [durability]", "phase: later"]
        .iter()
        .filter(|said| line.contains(**said))
        .map(|said| format!(", {said}"))
        .collect();
    spec.replace(line, &format!("  {decision}: {{ choose: {option}{beside} }}"))
}

/// What a file has more and less than before, in lines; nothing where it is no text.
fn lines(before: &[u8], after: &[u8]) -> Option<(u64, u64)> {
    let texts = (std::str::from_utf8(before).ok()?, std::str::from_utf8(after).ok()?);
    let diff = TextDiff::from_lines(texts.0, texts.1);
    let count = |tag: ChangeTag| diff.iter_all_changes().filter(|change| change.tag() == tag).count() as u64;
    Some((count(ChangeTag::Insert), count(ChangeTag::Delete)))
}

type Files = BTreeMap<String, Option<(u64, u64)>>;

/// The files that really differ, but for the spec that was edited and the manifest of all files.
fn really_changed(before: &[(String, Vec<u8>)], after: &[(String, Vec<u8>)]) -> Files {
    let by_path = |files: &[(String, Vec<u8>)]| files.iter().cloned().collect::<BTreeMap<_, _>>();
    let (before, after) = (by_path(before), by_path(after));
    let paths = before.keys().chain(after.keys().filter(|path| !before.contains_key(*path)));
    let changed = paths.filter(|path| before.get(*path) != after.get(*path));
    let changed = changed.filter(|path| path.as_str() != "spec.yaml" && !path.starts_with(".archplan/"));
    let of = |files: &BTreeMap<String, Vec<u8>>, path: &str| files.get(path).cloned().unwrap_or_default();
    changed.map(|path| (path.clone(), lines(&of(&before, path), &of(&after, path)))).collect()
}

fn told(comparison: &Value) -> Files {
    let files = comparison["files"].as_array().unwrap().iter();
    let count = |file: &Value| Some((file["added"].as_u64()?, file["removed"].as_u64()?));
    files.map(|file| (file["path"].as_str().unwrap().to_owned(), count(file))).collect()
}

/// Puts a folder back as it was.
fn restore(project: &Project, files: &[(String, Vec<u8>)]) {
    for (path, _) in project.files() {
        project.remove(&path);
    }
    for (path, bytes) in files {
        project.write(path, bytes);
    }
}

/// Asks what a change would change, makes it in the spec, and holds the one against the other. Whether there was a plan
/// to compare.
fn foretells(project: &Project, before: &[(String, Vec<u8>)], changes: &[&str], edited: &str) -> bool {
    let impact = project.run(&[&["impact", "--format", "json"], changes].concat());
    assert!(before == project.files(), "{changes:?} wrote something");
    project.write("spec.yaml", edited);
    let plan = project.run(&["plan"]);
    if plan.code == 2 {
        assert_eq!(impact.code, 2, "{changes:?}: {}", impact.out);
    } else {
        let comparison: Value =
            serde_json::from_str(&impact.out).unwrap_or_else(|_| panic!("{changes:?}: {}", impact.err));
        let generate = project.run(&["generate"]);
        let is_refused = !comparison["refused"].as_array().unwrap().is_empty();
        assert_eq!(generate.code == 2, is_refused, "{changes:?}: {}", generate.err);
        assert_eq!(impact.code, i32::from(is_refused), "{changes:?}");
        assert_eq!(told(&comparison), really_changed(before, &project.files()), "{changes:?}");
    }
    restore(project, before);
    plan.code == 0
}

/// Every generated option that is not chosen, one by one.
fn foretells_every_generated_option(name: &str) {
    let spec = example(name);
    let project = Project::built(&spec);
    let before = project.files();
    let lock = project.read("archplan.lock");
    let is_chosen = |decision: &str, option: &str| lock.lines().any(|line| line == format!("  {decision}: {option}"));
    let mut compared = 0;
    for (decision, option) in generated() {
        if !is_chosen(&decision, &option) {
            let change = format!("{decision}={option}");
            let had_a_plan = foretells(&project, &before, &[&change], &edited(&spec, &decision, &option));
            compared += usize::from(had_a_plan);
        }
    }
    assert!(compared > 2, "{compared} options could be compared");
}

#[test]
fn the_impact_on_the_order_service_is_what_then_changes() {
    foretells_every_generated_option("order-processing");
}

#[test]
fn the_impact_on_the_user_service_is_what_then_changes() {
    foretells_every_generated_option("user-management");
}

#[test]
fn the_impact_on_the_item_service_is_what_then_changes() {
    foretells_every_generated_option("item-catalog");
}

/// Every generated option that rules chose, stated all at once.
#[test]
fn saying_what_was_decided_anyway_changes_what_impact_says() {
    let spec = example("item-catalog");
    let project = Project::built(&spec);
    let lock = project.read("archplan.lock");
    let stated = |decision: &str| spec.lines().any(|line| line.starts_with(&format!("  {decision}:")));
    let chosen: Vec<_> = generated()
        .into_iter()
        .filter(|(decision, option)| lock.contains(&format!("\n  {decision}: {option}\n")) && !stated(decision))
        .collect();
    let text = chosen.iter().fold(spec.clone(), |text, (decision, option)| edited(&text, decision, option));
    let changes: Vec<String> = chosen.iter().map(|(decision, option)| format!("{decision}={option}")).collect();
    let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
    assert!(changes.len() > 20, "{changes:?}");
    assert!(foretells(&project, &project.files(), &changes, &text));
}

#[test]
fn other_changes_are_foretold_too() {
    let spec = example("order-processing");
    let project = Project::built(&spec);
    let before = project.files();
    let without = |cut: &[(&str, &str)]| {
        cut.iter().fold(spec.clone(), |text, (from, to)| {
            assert!(text.contains(from), "the example has no `{from}`");
            text.replace(from, to)
        })
    };
    let line = |begins: &str| format!("{}\n", spec.lines().find(|line| line.starts_with(begins)).unwrap());
    let order_item = {
        let from = spec.find("    OrderItem:\n").unwrap();
        spec[from..spec.find("\napi:\n").unwrap()].to_owned()
    };
    let removed = without(&[
        (&order_item, ""),
        (&line("        total_price:"), ""),
        ("accepts: [customer_id, items]", "accepts: [customer_id]"),
        ("sort: [created_at, total_price]", "sort: [created_at]"),
        ("payload: [id, customer_id, total_price, items]", "payload: [id, customer_id]"),
        ("about: [orders.create, OrderItem.price_at_purchase]", "about: [orders.create]"),
        (&line("    OrderItem: { rows"), ""),
    ]);
    for (changes, text) in [
        (&["messaging=kafka"][..], edited(&spec, "messaging", "kafka")),
        (&["pagination=offset"], edited(&spec, "pagination", "offset")),
        (&["database=sqlite"], edited(&spec, "database", "sqlite")),
        (
            &["price-capture=live"],
            without(&[("choose: at-purchase\n    because: An order is a record of what was agreed", "choose: live")]),
        ),
        (&["messaging=rabbitmq:now", "tracing="], without(&[(", phase: later", ""), (&line("  tracing:"), "")])),
        (&["remove", "entity:OrderItem"], removed),
        (
            &["remove event:OrderStatusChanged", "code-layout=layered"],
            edited(
                &without(&[(&line("    OrderStatusChanged:"), ""), (&line("    OrderStatusChanged: { rate"), "")]),
                "code-layout",
                "layered",
            ),
        ),
    ] {
        foretells(&project, &before, changes, &text);
    }
}

/// What was shown, without the PDF, which not every build makes.
fn shown(text: &str) -> String {
    let counted = |line: &str| {
        let Some((before, after)) = line.split_once(" files").filter(|_| cfg!(feature = "pdf")) else {
            return line.to_owned();
        };
        let (head, count) = before.rsplit_once(' ').unwrap();
        format!("{head} {} files{after}", count.parse::<usize>().unwrap() - 1)
    };
    let lines: Vec<_> = text.lines().filter(|line| !line.ends_with("plan.pdf")).map(counted).collect();
    lines.join("\n")
}

#[test]
fn what_impact_shows_of_the_order_service() {
    let project = Project::built(&example("order-processing"));
    insta::assert_snapshot!("messaging_kafka", shown(&project.run(&["impact", "messaging=kafka"]).succeeds().out));
    let run = project.run(&["impact", "remove", "entity:OrderItem"]).succeeds();
    insta::assert_snapshot!("remove_entity_orderitem", shown(&run.out));
    let run = project.run(&["impact", "database=sqlite"]).ends_with(2);
    assert_eq!(run.out, "");
    insta::assert_snapshot!("database_sqlite", run.err);
    let way_out = [
        "database=sqlite",
        "replicas=single",
        "orchestration=single-host",
        "managed-database=",
        "load-balancing=",
        "kubernetes-platform=",
    ];
    project.run(&[&["impact"][..], &way_out].concat()).says("kubernetes → single-host");
}

#[test]
fn a_change_that_changes_nothing_says_so() {
    let project = Project::built(&example("item-catalog"));
    let run = project.run(&["impact", "database=postgresql"]).succeeds();
    assert_eq!(run.out, "nothing changes\n");
    project.run(&["impact", "--spec", "spec.yaml"]).succeeds().says("nothing changes");
}

#[test]
fn files_that_somebody_edited_are_said_to_be_merged() {
    let project = Project::built(&example("item-catalog"));
    let readme = project.read("README.md");
    project.write("README.md", format!("{readme}\nMine.\n"));
    project.remove("scripts/deploy.sh");
    let run = project.run(&["impact", "code-layout=flat", "remove field:Item.description"]).succeeds();
    assert!(
        run.out.lines().any(|line| line.contains("README.md") && line.ends_with("edited by hand: would be merged")),
        "{}",
        run.out
    );
    let json = project.run(&["impact", "code-layout=flat", "--format", "json"]).succeeds().out;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["archplan-comparison"], 1);
    let readme = json["files"].as_array().unwrap().iter().find(|file| file["path"] == "README.md").unwrap();
    assert_eq!(readme["on_disk"], "merged");
}

#[test]
fn a_spec_that_was_edited_since_it_was_planned_is_what_changes_start_from() {
    let spec = example("item-catalog");
    let project = Project::built(&spec);
    project.write("spec.yaml", spec.replace("description: {", "note: {"));
    let run = project.run(&["impact", "code-layout=flat"]).succeeds().says("edited since it was planned");
    assert!(!run.out.contains("Item.note"), "{}", run.out);
}

#[test]
fn an_edited_spec_is_compared_with_the_project_and_takes_changes() {
    let spec = example("item-catalog");
    let project = Project::built(&spec);
    project.write("edited.yaml", spec.replace("description: {", "note: {"));
    let run = project.run(&["impact", "--spec", "edited.yaml", "remove field:Item.note"]).succeeds();
    for line in ["D field:Item.description", "migrations/versions/0001_initial.py"] {
        assert!(run.out.contains(line), "{}", run.out);
    }
    assert!(!run.out.contains("Item.note"), "{}", run.out);
    project.write("edited.yaml", "archplan: 1\nservice: { name: Wrong }\n");
    project.run(&["impact", "--spec", "edited.yaml"]).ends_with(2).says("edited.yaml:2:18");
    project.run(&["impact", "--spec", "nowhere.yaml"]).ends_with(2).says("nowhere.yaml");
    project.run(&["impact"]).ends_with(2);
}

#[test]
fn a_spec_without_a_project_can_be_asked() {
    let project = Project::with(&example("user-management"));
    project.run(&["impact", "code-layout=layered"]).ends_with(2).says("project");
    project.run(&["impact", "--of", "spec.yaml", "code-layout=layered"]).succeeds().says("flat → layered");
    assert_eq!(project.files().len(), 1, "something was written");
}

#[test]
fn the_paths_and_the_lines_can_be_had() {
    let project = Project::built(&example("item-catalog"));
    let paths = project.run(&["impact", "code-layout=flat", "--files"]).succeeds().out;
    let json = project.run(&["impact", "code-layout=flat", "--format", "json"]).succeeds().out;
    assert_eq!(
        paths.lines().map(str::to_owned).collect::<Vec<_>>(),
        told(&serde_json::from_str(&json).unwrap()).into_keys().collect::<Vec<_>>()
    );
    let run = project.run(&["impact", "code-layout=flat", "--diff"]).succeeds();
    assert!(run.out.contains("--- a/archplan.lock\n+++ b/archplan.lock\n"), "{}", run.out);
    assert!(run.out.contains("\n-  code-layout: layered\n+  code-layout: flat\n"), "{}", run.out);
    assert!(run.out.contains("--- /dev/null\n+++ b/src/item_catalog/crud.py\n"), "{}", run.out);
}

#[test]
fn two_plans_are_compared() {
    let spec = example("item-catalog");
    let project = Project::with(&spec);
    project.write(
        "new.yaml",
        spec.replace("  code-layout: layered", "  code-layout: flat").replace("index: true", "unique: true"),
    );
    let run = project.run(&["diff", "spec.yaml", "new.yaml"]).succeeds();
    for line in ["code-layout  layered → flat", "M field:Item.name", "unique  no → yes", "A +"] {
        assert!(run.out.contains(line), "`{line}`: {}", run.out);
    }
    project.run(&["diff", "spec.yaml", "new.yaml", "--exit-code"]).ends_with(1);
    project.run(&["diff", "spec.yaml", "spec.yaml", "--exit-code"]).succeeds().says("nothing changes");
    project.run(&["plan", "spec.yaml", "--out", "service"]).succeeds();
    project.run(&["diff", "spec.yaml", "service", "--exit-code"]).succeeds().says("nothing changes");
    project.run(&["diff", "service", "nowhere.yaml"]).ends_with(2).says("nowhere.yaml");
    let json: Value =
        serde_json::from_str(&project.run(&["diff", "service", "new.yaml", "--format", "json"]).succeeds().out)
            .unwrap();
    assert_eq!(json["decisions"][0]["id"], "code-layout");
    assert_eq!(json["decisions"][0]["after"]["by"], "spec");
}

#[test]
fn warnings_are_compared_and_not_told_again() {
    let accepted = example("order-processing");
    let start = accepted.find("\naccept:\n").unwrap() + 1;
    let end = accepted[start..].find("\n\n").unwrap() + start;
    let project = Project::with(&accepted.replace(&accepted[start..=end], ""));
    project.write("accepted.yaml", &accepted);
    project.run(&["plan", "spec.yaml"]).succeeds().says("warning[advice/events-that-nobody-carries]");
    let change = ["impact", "messaging=rabbitmq:now", "--format", "json"];
    let run = project.run(&change[..2]).succeeds().says("D advice/events-that-nobody-carries");
    assert!(!run.err.contains("advice/"), "{}", run.err);
    let json: Value = serde_json::from_str(&project.run(&change).succeeds().out).unwrap();
    let is_gone =
        |advice: &Value| advice["code"] == "advice/events-that-nobody-carries" && advice["change"] == "removed";
    assert!(json["advice"].as_array().unwrap().iter().any(is_gone), "{json}");
    let run = project.run(&["diff", "spec.yaml", "accepted.yaml"]).succeeds();
    assert!(
        run.out.lines().any(|line| line.contains("M advice/events") && line.ends_with("(accepted)")),
        "{}",
        run.out
    );
}
