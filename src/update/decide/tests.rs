use super::*;
use crate::files::Digest;

mod properties;

fn path(text: &str) -> RelPath {
    RelPath::new(text).unwrap()
}

fn planned(at: &str, text: &str, mode: Mode) -> Planned {
    Planned {
        path: path(at),
        file: File::plain(text),
        mode,
        stage: Stage::Generate,
        template: "app.py".into(),
        template_digest: None,
        realises: vec!["decision:framework".into(), "entity:Order".into()],
        merged: true,
    }
}

/// A project as runs leave it.
#[derive(Clone, Default)]
struct World {
    disk: Lying,
    bases: Tree,
    manifest: Manifest,
    /// Files that the manifest does not know are looked at.
    is_searched: bool,
}

impl World {
    /// Runs, and does what was decided.
    fn run(&mut self, planned: Vec<Planned>, wishes: &Wishes) -> Vec<(String, Action)> {
        let mut strays = Lying::default();
        let unknown = self.disk.iter().filter(|(path, _)| self.is_searched && !self.manifest.files.contains_key(*path));
        unknown.for_each(|(path, at)| strays.insert(path.clone(), at.clone()));
        let before = Before { disk: &self.disk, strays: &strays, bases: &self.bases, manifest: &self.manifest };
        let changes = changes(before, planned, Stage::Generate, wishes);
        let mut disk: BTreeMap<RelPath, At> = self.disk.iter().map(|(path, at)| (path.clone(), at.clone())).collect();
        for step in &changes.steps {
            if let Action::Move(from) = &step.action {
                disk.remove(from);
            }
            if let Some(from) = &step.left {
                disk.remove(from);
            }
            if step.action == Action::Delete {
                disk.remove(&step.path);
            }
            if let Some(file) = &step.file {
                disk.insert(step.path.clone(), At::File(file.clone()));
            }
            if let Some((path, file)) = &step.beside {
                disk.insert(path.clone(), At::File(file.clone()));
            }
        }
        self.disk = Lying::default();
        disk.into_iter().for_each(|(path, at)| self.disk.insert(path, at));
        for (path, file) in changes.bases {
            let mut bases = Tree::default();
            let others = self.bases.iter().filter(|(kept, _)| **kept != path);
            others.for_each(|(path, file)| drop(bases.insert(path.clone(), file.clone())));
            if let Some(file) = file {
                bases.insert(path, file);
            }
            self.bases = bases;
        }
        self.manifest = changes.manifest;
        changes.steps.into_iter().map(|step| (step.path.to_string(), step.action)).collect()
    }

    fn generate(&mut self, text: &str) -> Action {
        self.run(vec![planned("app.py", text, Mode::Managed)], &Wishes::default()).remove(0).1
    }

    fn type_in(&mut self, at: &str, text: &str) {
        self.disk.insert(path(at), At::File(File::plain(text)));
    }

    fn delete(&mut self, at: &str) {
        let mut left = Lying::default();
        self.disk
            .iter()
            .filter(|(kept, _)| kept.as_str() != at)
            .for_each(|(path, at)| left.insert(path.clone(), at.clone()));
        self.disk = left;
    }

    fn text(&self, at: &str) -> Option<String> {
        self.disk.file(&path(at)).map(|file| String::from_utf8_lossy(&file.bytes).into_owned())
    }
}

/// What happens to `app.py`: as last generated, as it lies, as planned now.
fn action(generated: Option<&str>, lies: Option<&str>, now: Option<&str>, mode: Mode) -> Action {
    let mut world = World::default();
    if let Some(text) = generated {
        world.run(vec![planned("app.py", text, mode)], &Wishes::default());
    }
    match lies {
        Some(text) => world.type_in("app.py", text),
        None => world.delete("app.py"),
    }
    let wanted = now.map(|text| planned("app.py", text, mode)).into_iter().collect();
    world.run(wanted, &Wishes::default()).remove(0).1
}

const A: &str = "a\nb\nc\nd\n";
const B: &str = "a\nb\nc\nD\n";
const MINE: &str = "mine\nb\nc\nd\n";
const SAME_LINE: &str = "a\nb\nc\nmine\n";

#[test]
fn the_table_holds() {
    use Mode::{Managed, Once};
    for (generated, lies, now, mode, expected) in [
        (None, None, Some(A), Managed, Action::Create),
        (Some(A), Some(A), Some(A), Managed, Action::Unchanged),
        (Some(A), Some(A), Some(B), Managed, Action::Replace),
        (Some(A), Some(MINE), Some(A), Managed, Action::Kept),
        (Some(A), Some(MINE), Some(B), Managed, Action::Merge),
        (Some(A), Some(SAME_LINE), Some(B), Managed, Action::Conflict(Conflict::Lines(1))),
        (Some(A), Some(B), Some(B), Managed, Action::Unchanged),
        (Some(A), Some(MINE), Some(B), Once, Action::Theirs),
        (Some(A), None, Some(A), Managed, Action::StaysDeleted),
        (Some(A), None, Some(B), Managed, Action::Conflict(Conflict::Deleted)),
        (Some(A), Some(A), None, Managed, Action::Delete),
        (Some(A), Some(MINE), None, Managed, Action::LeftAlone),
        (Some(A), Some(A), None, Once, Action::LeftAlone),
        (None, Some(MINE), Some(A), Managed, Action::Conflict(Conflict::InTheWay)),
        (None, Some(A), Some(A), Managed, Action::Unchanged),
        (None, Some("a\r\nb\r\nc\r\nd\r\n"), Some(A), Managed, Action::Unchanged),
        (Some(A), Some("\0binary"), Some(B), Managed, Action::Conflict(Conflict::Whole(path("app.py.new")))),
    ] {
        assert_eq!(action(generated, lies, now, mode), expected, "{generated:?} {lies:?} {now:?} {mode:?}");
    }
}

#[test]
fn a_merge_is_done_once() {
    let mut world = World::default();
    world.generate(A);
    world.type_in("app.py", MINE);
    assert_eq!(world.generate(B), Action::Merge);
    assert_eq!(world.text("app.py").unwrap(), "mine\nb\nc\nD\n");
    assert_eq!(world.generate(B), Action::Kept);
}

#[test]
fn a_conflict_is_told_until_its_markers_are_gone() {
    let mut world = World::default();
    world.generate(A);
    world.type_in("app.py", SAME_LINE);
    assert_eq!(world.generate(B), Action::Conflict(Conflict::Lines(1)));
    let text = world.text("app.py").unwrap();
    assert!(text.contains(">>>>>>> generated now for entity:Order, decision:framework\n"), "{text}");
    for _ in 0..2 {
        assert_eq!(world.generate(B), Action::Conflict(Conflict::Markers(4)));
        assert_eq!(world.text("app.py").unwrap(), text);
    }
    world.type_in("app.py", "a\nb\nc\nsettled\n");
    assert_eq!(world.generate(B), Action::Kept);
    assert!(world.manifest.files[&path("app.py")].open.is_none());
}

#[test]
fn ends_of_lines_and_marks_of_byte_order_stay_as_they_are() {
    let mut world = World::default();
    world.generate(A);
    world.type_in("app.py", "\u{feff}a\r\nb\r\nc\r\nd\r\n");
    assert_eq!(world.generate(A), Action::Unchanged);
    assert_eq!(world.generate(B), Action::Replace);
    assert_eq!(world.text("app.py").unwrap(), "\u{feff}a\r\nb\r\nc\r\nD\r\n");
    world.type_in("app.py", "\u{feff}mine\r\nb\r\nc\r\nD\r\n");
    assert_eq!(world.generate(A), Action::Merge);
    assert_eq!(world.text("app.py").unwrap(), "\u{feff}mine\r\nb\r\nc\r\nd\r\n");
}

#[test]
fn the_bit_that_lets_a_file_be_run_is_a_persons() {
    let mut world = World::default();
    world.generate(A);
    world.disk.insert(path("app.py"), At::File(File { bytes: A.into(), executable: true }));
    assert_eq!(world.generate(A), Action::Kept);
    assert_eq!(world.generate(B), Action::Replace);
    assert!(world.disk.file(&path("app.py")).unwrap().executable);
    assert_eq!(world.generate(B), Action::Kept);
}

#[test]
fn a_digest_that_a_bad_merge_changed_makes_no_edit_disappear() {
    let mut world = World::default();
    world.generate(A);
    world.type_in("app.py", MINE);
    world.manifest.files.get_mut(&path("app.py")).unwrap().digest = Digest::of(MINE.as_bytes());
    assert_eq!(world.generate(B), Action::Merge);
    assert!(world.text("app.py").unwrap().starts_with("mine\n"));
}

#[test]
fn an_element_that_is_called_otherwise_takes_its_edits_along() {
    let mut world = World::default();
    world.run(vec![planned("orders.py", A, Mode::Managed)], &Wishes::default());
    world.type_in("orders.py", MINE);
    let mut new = planned("purchases.py", B, Mode::Managed);
    new.realises = vec!["decision:framework".into(), "entity:Purchase".into()];
    let wishes =
        Wishes { renamed: [("entity:Order".to_owned(), "entity:Purchase".to_owned())].into(), ..Wishes::default() };
    let told = world.run(vec![new.clone()], &wishes);
    assert_eq!(told, [("purchases.py".to_owned(), Action::Move(path("orders.py")))]);
    assert_eq!((world.text("orders.py"), world.text("purchases.py").unwrap()), (None, "mine\nb\nc\nD\n".into()));
    assert_eq!(world.run(vec![new], &wishes)[0].1, Action::Kept);
}

#[test]
fn a_file_that_a_person_moved_is_found_again() {
    let mut world = World::default();
    world.generate(A);
    world.delete("app.py");
    let mut strays = Lying::default();
    strays.insert(path("deep/moved.py"), At::File(File::plain(MINE)));
    let before = Before { disk: &world.disk, strays: &strays, bases: &world.bases, manifest: &world.manifest };
    let changes = changes(before, vec![planned("app.py", B, Mode::Managed)], Stage::Generate, &Wishes::default());
    assert_eq!((changes.steps[0].path.as_str(), &changes.steps[0].action), ("deep/moved.py", &Action::Merge));
    assert_eq!(changes.steps[0].file.as_ref().unwrap().text(), Some("mine\nb\nc\nD\n"));
    assert_eq!(changes.manifest.files[&path("app.py")].at, Some(path("deep/moved.py")));
}

#[test]
fn what_a_person_took_over_is_left_to_them() {
    let mut world = World::default();
    world.generate(A);
    world.manifest.files.get_mut(&path("app.py")).unwrap().mode = Mode::Own;
    world.type_in("app.py", SAME_LINE);
    assert_eq!(world.generate(B), Action::Theirs);
    world.manifest.files.get_mut(&path("app.py")).unwrap().mode = Mode::Managed;
    assert_eq!(world.generate(B), Action::Conflict(Conflict::Lines(1)));
}

#[test]
fn a_link_is_never_written_through() {
    let mut world = World::default();
    world.generate(A);
    world.disk.insert(path("app.py"), At::Link);
    assert_eq!(world.generate(A), Action::Kept);
    assert_eq!(world.generate(B), Action::Conflict(Conflict::NoFile));
}
