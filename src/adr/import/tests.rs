//! Whatever is read: nothing is lost without a word, and what comes out resolves.

use super::*;
use crate::adr::{Project, files, keep};
use crate::plan::testing::resolve_text;
use proptest::prelude::*;

const SPEC: &str = "archplan: 1\nservice: { name: bare }\n";
const MADR: &str = include_str!("../../../tests/cases/adr/madr-4/0001-use-rust-for-the-gateway.md");
const RST: &str = include_str!("../../../tests/cases/adr/rst/adr-0001-use-sphinx.rst");
const NYGARD: &str = include_str!("../../../tests/cases/adr/adr-tools/0003-store-sessions-in-redis.md");

fn file(path: &str, bytes: impl Into<Vec<u8>>) -> Seen {
    Seen { path: path.to_owned(), what: What::File(bytes.into()) }
}

/// What holds of every import.
fn hold(seen: &[Seen], import: &Import) {
    let named: Vec<&str> = import.files.iter().map(|(path, _)| path.as_str()).collect();
    let mut there: Vec<&str> = seen.iter().map(|seen| seen.path.as_str()).collect();
    there.sort_unstable();
    assert_eq!(named, there, "every file is named once");
    let ids: BTreeSet<&str> = import.decisions.iter().map(|decision| decision.id.as_str()).collect();
    assert_eq!(ids.len(), import.decisions.len());
}

fn resolves(import: &Import) {
    let text = format!("{SPEC}{}", yaml(&import.decisions));
    let plan = resolve_text(&text).unwrap_or_else(|faults| panic!("{}\n{text}", faults.join("\n")));
    for decision in &import.decisions {
        let made = plan.decision(&decision.id).unwrap_or_else(|| panic!("{} is not in the plan", decision.id));
        assert_eq!(made.chosen().map(|option| &option.title), Some(&decision.options[decision.choose].title));
        assert_eq!((&made.title, &made.question), (&decision.title, &decision.question));
    }
}

/// A record, damaged: pieces of it are taken out, doubled, or replaced by marks that mean something.
fn damaged() -> impl Strategy<Value = (usize, Vec<u8>)> {
    let cut = (any::<prop::sample::Index>(), 0..60usize, 0..3u8, "[-#=`*:|<>\\[\\]{}\"' \n\u{e9}\u{0}~.]{0,6}");
    (0..3usize, proptest::collection::vec(cut, 0..6)).prop_map(|(which, cuts)| {
        let mut bytes = [MADR, RST, NYGARD][which].as_bytes().to_vec();
        for (at, length, what, marks) in cuts {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            let piece = bytes[at..end].to_vec();
            let new = match what {
                0 => marks.into_bytes(),
                1 => [piece.clone(), piece].concat(),
                _ => [piece, marks.into_bytes()].concat(),
            };
            bytes.splice(at..end, new);
        }
        (which, bytes)
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_named(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        marks in "([-#=`*:|<>\\[\\]{}\"' \t~.>a\u{e9}]{0,8}\n){0,12}",
    ) {
        let seen = [
            file("a.rst", bytes.clone()), file("b.md", bytes), file("c.rst", marks.clone()), file("d.md", marks),
        ];
        hold(&seen, &import(&seen, &[]));
    }

    #[test]
    fn any_name_is_taken(path in "[-a-zA-Z0-9._ /\u{e9}\u{130}\u{df}]{0,20}") {
        let seen = [file(&path, NYGARD)];
        hold(&seen, &import(&seen, &[]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_comes_of_a_damaged_record_resolves(records in proptest::collection::vec(damaged(), 1..6)) {
        let seen: Vec<Seen> = records
            .into_iter()
            .enumerate()
            .map(|(at, (which, bytes))| file(&format!("{at:04}-x.{}", if which == 1 { "rst" } else { "md" }), bytes))
            .collect();
        let import = import(&seen, &[]);
        hold(&seen, &import);
        resolves(&import);
    }

    #[test]
    fn what_archplan_wrote_is_read_back(
        title in "[A-Za-z\u{e9}][A-Za-z0-9 ,'\"*_`<>#&|:~$!-]{2,30}[a-z]",
        titles in proptest::collection::btree_set("[A-Za-z\u{e9}][A-Za-z0-9 ,'\"*_`<>#&|:.~$!-]{0,30}[a-z]", 2..6),
        question in "[A-Z][a-z ,'\"*#<>-]{5,40}",
        because in "[A-Z][a-z ,'\"*#<>.\n-]{0,60}",
        arguments in proptest::collection::vec("[A-Z][a-z ,'\"*#<>+-]{1,40}", 0..4),
        choose in any::<prop::sample::Index>(),
    ) {
        let mut options: Vec<Choice> = titles
            .iter()
            .map(|title| Choice { title: text::line(title), good: arguments.iter().map(|a| text::line(a)).collect(), ..Choice::default() })
            .collect();
        prop_assume!(options.windows(2).all(|two| two[0].title != two[1].title));
        options::name(&mut options);
        let written = Imported {
            path: String::new(),
            id: "thing".to_owned(),
            title: text::line(&title),
            question: text::line(&question),
            choose: choose.index(options.len()),
            options,
            because: text::line(&because),
            depends_on: Vec::new(),
        };
        let plan = resolve_text(&format!("{SPEC}{}", yaml(std::slice::from_ref(&written)))).unwrap();
        let records = keep(&plan, &[], 0, "2026-01-31");
        let none = BTreeMap::new();
        let files = files(&Project::new(&plan, &records, &none, &|_| None), &crate::files::Tree::default());
        let own = files.into_iter().find(|file| file.decision.as_deref() == Some("thing")).unwrap();
        let text = String::from_utf8(own.bytes.clone()).unwrap();
        let seen = [file(own.path.as_str(), own.bytes)];
        let import = import(&seen, &[]);
        prop_assert_eq!(import.decisions.len(), 1, "{:?}\n{}", import, text);
        let read = &import.decisions[0];
        let titles = |decision: &Imported| decision.options.iter().map(|o| o.title.clone()).collect::<Vec<_>>();
        prop_assert_eq!(titles(read), titles(&written), "{}", text);
        prop_assert_eq!((&read.id, &read.title, read.choose), (&written.id, &written.title, written.choose), "{}", text);
    }
}

#[test]
fn a_large_folder_is_read_in_a_moment() {
    let links: String = (0..2000).map(|n| format!("[a]({n:04}-x.md) ")).collect();
    let huge = format!("# T\n\n## Decision\n\n{links}\n\n{}", "- a\n".repeat(100_000));
    let mut seen = vec![file("9999-huge.md", huge)];
    seen.extend((0..2000).map(|n| file(&format!("{n:04}-x.md"), NYGARD)));
    let import = import(&seen, &[]);
    hold(&seen, &import);
    assert_eq!(import.decisions.last().map(|decision| decision.id.as_str()), Some("x-2000"));
}
