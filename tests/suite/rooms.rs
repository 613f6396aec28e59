//! Holds the arrows of ARCHITECTURE.md against `crate::…` in the source.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Room, then the rooms it may know. The same table stands in ARCHITECTURE.md, and a test below compares them.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("files", &[]),
    ("expression", &[]),
    ("report", &["source"]),
    ("yaml", &["source", "report"]),
    ("spec", &["source", "report", "yaml"]),
    ("catalogue", &["source", "files", "report", "expression", "yaml"]),
    ("plan", &["source", "files", "report", "expression", "yaml", "spec", "catalogue"]),
    ("style", &["source", "files", "report", "expression", "yaml"]),
    ("document", &["source", "files", "expression", "plan", "style"]),
    ("adr", &["source", "files", "expression", "yaml", "catalogue", "plan", "document"]),
    ("scaffold", &["source", "files", "report", "expression", "yaml", "plan"]),
    ("export", &["plan"]),
    ("compare", &["files", "plan"]),
    ("explain", &["report", "catalogue"]),
    ("trace", &["source", "report", "yaml", "plan"]),
    ("prose", &["source", "report", "yaml"]),
    ("update", &["files"]),
    ("drift", &["files", "report", "update"]),
    ("disk", &["files", "update"]),
    ("preview", &[]),
    (
        "cli",
        &[
            "source",
            "files",
            "expression",
            "report",
            "yaml",
            "spec",
            "catalogue",
            "plan",
            "style",
            "document",
            "export",
            "adr",
            "scaffold",
            "trace",
            "compare",
            "explain",
            "prose",
            "update",
            "drift",
            "disk",
            "preview",
        ],
    ),
];

#[test]
fn rooms_know_only_the_rooms_below_them() {
    let mut wrong = BTreeSet::new();
    for (room, known) in MAY_KNOW {
        for path in rust_files(&root().join("src").join(room)) {
            for line in fs::read_to_string(&path).unwrap().lines() {
                for used in line.split("crate::").skip(1).map(first_word) {
                    if used != *room
                        && MAY_KNOW.iter().any(|(name, _)| *name == used)
                        && !known.contains(&used.as_str())
                    {
                        wrong.insert(format!("{room} knows {used}: {}: {}", path.display(), line.trim()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_room_is_in_the_table() {
    let folders =
        fs::read_dir(root().join("src")).unwrap().map(|entry| entry.unwrap()).filter(|entry| entry.path().is_dir());
    let rooms: BTreeSet<_> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    let table: BTreeSet<_> = MAY_KNOW.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(rooms, table);
}

#[test]
fn the_table_is_the_one_of_the_architecture() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (room, known) in MAY_KNOW {
        let row = text.lines().find(|line| line.starts_with(&format!("| `{room}` |")));
        let row = row.unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for `{room}`"));
        let cell = row.split('|').nth(3).unwrap_or_default();
        let written: BTreeSet<&str> = cell.split('`').skip(1).step_by(2).collect();
        let expected: BTreeSet<&str> = known.iter().copied().collect();
        assert!(
            *room == "cli" || written == expected,
            "`{room}`: ARCHITECTURE.md says {written:?}, the test {expected:?}"
        );
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let (mut open, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
