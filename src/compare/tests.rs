use super::*;
use crate::plan::testing::{EXAMPLES, resolve_text};
use proptest::prelude::*;

fn made(path: &str, text: &str) -> Made {
    let path = RelPath::new(path).unwrap();
    Made {
        migration: path.as_str().starts_with("m"),
        once: path.as_str().starts_with("y"),
        origin: (path.as_str().rsplit('/').next().unwrap_or_default().to_owned(), Vec::new()),
        path,
        file: File::plain(text),
    }
}

fn section(id: &str, text: &str) -> Section {
    Section { document: "design".into(), id: id.into(), title: id.to_uppercase(), text: text.into() }
}

fn bare(plan: &Plan) -> Side<'_> {
    Side { plan, sections: Vec::new(), files: Vec::new() }
}

fn order(edits: &[(&str, &str)]) -> Plan {
    let text = edits.iter().fold(EXAMPLES[0].1.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the example has no `{from}`");
        text.replace(from, to)
    });
    resolve_text(&text).unwrap_or_else(|faults| panic!("{}", faults.join("\n")))
}

/// Elements that differ, each on a line with its facets.
fn elements(before: &Plan, after: &Plan) -> Vec<String> {
    let facets = |change: &ElementChange| {
        change.facets.iter().map(|f| format!("; {}: {} -> {}", f.name, f.before, f.after)).collect::<String>()
    };
    let changes = compare(&bare(before), &bare(after)).elements;
    changes.iter().map(|change| format!("{:?} {}{}", change.difference, change.id, facets(change))).collect()
}

#[test]
fn a_plan_does_not_differ_from_itself() {
    for (_, text) in EXAMPLES {
        // Places differ where a line is put before everything; nothing else does.
        let (one, other) = (resolve_text(text).unwrap(), resolve_text(&format!("# moved\n{text}")).unwrap());
        let comparison = compare(&bare(&one), &bare(&other));
        assert!(comparison.is_empty(), "{comparison:#?}");
    }
}

#[test]
fn decisions_tell_what_became_of_them() {
    let before = order(&[]);
    let after = order(&[
        ("choose: rabbitmq, phase: later", "choose: rabbitmq"),
        ("  ci: github-actions\n", ""),
        ("An order is a record of what was agreed", "We agreed on it"),
        (
            "  cloud: aws\n",
            "  cloud: aws\n  paper-trail: { question: Who?, options: { us: {}, them: {} }, choose: us }\n",
        ),
    ]);
    let told = |one: &Plan, other: &Plan| {
        let changes = compare(&bare(one), &bare(other)).decisions;
        changes.into_iter().map(|change| (change.id, change.shift)).collect::<BTreeMap<_, _>>()
    };
    let expected = |added: Shift| {
        let pairs = [
            ("messaging", Shift::Flips),
            ("ci", Shift::ByOther),
            ("price-capture", Shift::Reworded),
            ("paper-trail", added),
        ];
        pairs.map(|(id, shift)| (id.to_owned(), shift))
    };
    for (id, shift) in expected(Shift::New) {
        assert_eq!(told(&before, &after).get(&id), Some(&shift), "{id}");
    }
    for (id, shift) in expected(Shift::Gone) {
        assert_eq!(told(&after, &before).get(&id), Some(&shift), "{id}");
    }
}

#[test]
fn elements_tell_what_differs_about_them() {
    let before = order(&[]);
    let after = order(&[
        ("quantity:          { type: integer, min: 1 }", "quantity: { type: integer, min: 2, optional: true }"),
        ("roles: [customer, support], transition", "roles: [support], transition"),
        ("below: 0.1, window", "below: 0.2, window"),
        ("direction: out, protocol: rest", "direction: both, protocol: rest"),
        ("\nintegrations:\n", "\nintegrations:\n  bank: { purpose: Pays, direction: out, protocol: rest }\n"),
    ]);
    assert_eq!(
        elements(&before, &after),
        [
            "Changed quality:latency; threshold: http_request_duration_seconds at quantile 0.99 below 0.1 -> \
             http_request_duration_seconds at quantile 0.99 below 0.2",
            "Changed integration:customer-service; direction: out -> both",
            "Changed field:OrderItem.quantity; optional: no -> yes; min: 1 -> 2",
            "Changed operation:orders.cancel; roles: customer, support -> support",
            "Added integration:bank",
        ]
    );
}

#[test]
fn what_goes_with_its_whole_is_not_told() {
    let before = resolve_text("archplan: 1\nservice: { name: a }\n").unwrap();
    let text = "archplan: 1\nservice: { name: a }\ndata: { entities: { Item: { fields: { id: { type: uuid, key: true } } } } }\n";
    let after = resolve_text(text).unwrap();
    assert_eq!(elements(&before, &after), ["Added entity:Item"]);
    assert_eq!(elements(&after, &before), ["Removed entity:Item"]);
}

#[test]
fn files_that_are_the_persons_are_told_apart() {
    let plan = order(&[]);
    let side = |files| Side { plan: &plan, sections: Vec::new(), files };
    let before =
        side(vec![made("a", "1\n2\n"), made("m1", "x\n"), made("y1", "x\n"), made("y2", "x\n"), made("same", "x\n")]);
    let after =
        side(vec![made("a", "1\n3\n"), made("b", "\0"), made("y1", "z\n"), made("y3", "z\n"), made("same", "x\n")]);
    let told = |files: &[FileChange]| {
        files
            .iter()
            .map(|f| (f.path.to_string(), f.difference, f.lines.map(|l| (l.added, l.removed))))
            .collect::<Vec<_>>()
    };
    let comparison = compare(&before, &after);
    use Difference::{Added, Changed, Removed};
    assert_eq!(
        told(&comparison.files),
        [
            ("a".to_owned(), Changed, Some((1, 1))),
            ("b".to_owned(), Added, None),
            ("m1".to_owned(), Removed, Some((0, 1))),
            ("y3".to_owned(), Added, Some((1, 0))),
        ]
    );
    assert!(comparison.files[2].migration);
    assert_eq!(
        told(&comparison.yours),
        [("y1".to_owned(), Changed, Some((1, 1))), ("y2".to_owned(), Removed, Some((0, 1)))]
    );
}

#[test]
fn a_unified_diff_names_both_files() {
    let (old, new) = (File::plain("a\nb\n"), File::plain("a\nc\n"));
    assert_eq!(unified("x.py", Some(&old), Some(&new)), "--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
    assert!(unified("x.py", None, Some(&new)).starts_with("--- /dev/null\n+++ b/x.py\n"));
    assert_eq!(unified("x.pdf", Some(&old), Some(&File::plain("\0"))), "");
}

/// Texts by short names.
fn texts() -> impl Strategy<Value = BTreeMap<String, String>> {
    proptest::collection::btree_map("[a-d]", "[xy\n]{0,8}", 0..5)
}

fn side<'a>(plan: &'a Plan, texts: &BTreeMap<String, String>) -> Side<'a> {
    Side {
        plan,
        sections: texts.iter().map(|(id, text)| section(id, text)).collect(),
        files: texts.iter().map(|(path, text)| made(path, text)).collect(),
    }
}

/// What differs, each with its lines; seen from the other side where `turned`.
fn differences(comparison: &Comparison, turned: bool) -> BTreeSet<String> {
    let turn = |difference: Difference| match (turned, difference) {
        (true, Difference::Added) => Difference::Removed,
        (true, Difference::Removed) => Difference::Added,
        _ => difference,
    };
    let lines = |lines: Lines| if turned { (lines.removed, lines.added) } else { (lines.added, lines.removed) };
    let sections = comparison.sections.iter();
    let sections = sections.map(|of| format!("section {} {:?} {:?}", of.id, turn(of.difference), lines(of.lines)));
    let files = comparison.files.iter();
    let files = files.map(|of| format!("file {} {:?} {:?}", of.path, turn(of.difference), of.lines.map(lines)));
    let elements = comparison.elements.iter();
    let elements = elements.map(|of| format!("{} {:?} {}", of.id, turn(of.difference), of.facets.len()));
    let decisions = comparison.decisions.iter().map(|of| match (turned, of.shift) {
        (true, Shift::New) => format!("{} {:?}", of.id, Shift::Gone),
        (true, Shift::Gone) => format!("{} {:?}", of.id, Shift::New),
        (_, shift) => format!("{} {shift:?}", of.id),
    });
    sections.chain(files).chain(elements).chain(decisions).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_other_way_round_what_was_added_is_removed(i in 0usize..3, j in 0usize..3, a in texts(), b in texts()) {
        let plans = [EXAMPLES[i], EXAMPLES[j]].map(|(_, text)| resolve_text(text).unwrap());
        let (one, other) = (side(&plans[0], &a), side(&plans[1], &b));
        let there = compare(&one, &other);
        prop_assert_eq!(differences(&there, true), differences(&compare(&other, &one), false));
        prop_assert_eq!(there.is_empty(), i == j && a == b);
    }
}

#[test]
fn a_file_that_is_written_once_goes_along_where_it_moves_and_stays_where_it_does_not() {
    let (before, after) = ([made("y/rules.py", "a"), made("y/other.py", "b")], [made("yy/rules.py", "a")]);
    let (files, yours) = files(&before, &after);
    let told = |files: &[FileChange]| -> Vec<String> {
        files.iter().map(|file| format!("{:?} {}", file.difference, file.path)).collect()
    };
    assert_eq!(told(&files), ["Removed y/rules.py", "Added yy/rules.py"]);
    assert_eq!(told(&yours), ["Removed y/other.py"]);
}
