//! What holds of every update, whatever a person did and whatever the plan became.

use super::*;
use proptest::prelude::*;

/// Two paths for each of the files that a plan may have: the second one is where it moves to.
const PATHS: [[&str; 2]; 4] = [["a.txt", "b/a.txt"], ["c.txt", "d.txt"], ["e/f.txt", "e.txt"], ["g.txt", "g.txt"]];

/// What a person does to what lies there.
#[derive(Clone, Debug)]
enum Edit {
    /// They type a line that nobody else types into the file that has that place among all, at that line.
    Type { file: usize, line: usize },
    /// They take a line away that they did not type.
    Cut { file: usize, line: usize },
    /// They delete a file in which nothing of theirs stands.
    Delete { file: usize },
    /// They move a file.
    Move { file: usize },
    /// They make a file of their own at a path that a plan may use.
    Make { file: usize, second: bool },
}

/// A file of a plan: whether it lies at its second path, and its lines.
type Text = Option<(bool, Vec<u8>)>;

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (0..9_usize, 0..6_usize).prop_map(|(file, line)| Edit::Type { file, line }),
        1 => (0..9_usize, 0..6_usize).prop_map(|(file, line)| Edit::Cut { file, line }),
        1 => (0..9_usize).prop_map(|file| Edit::Delete { file }),
        1 => (0..9_usize).prop_map(|file| Edit::Move { file }),
        1 => (0..4_usize, any::<bool>()).prop_map(|(file, second)| Edit::Make { file, second }),
    ]
}

fn plan() -> impl Strategy<Value = Vec<Text>> {
    let text = proptest::collection::vec(0..4_u8, 0..7);
    let file = proptest::option::weighted(0.85, (proptest::bool::weighted(0.2), text));
    proptest::collection::vec(file, PATHS.len())
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![Just(Style::Diff3), Just(Style::Ours), Just(Style::Rej)]
}

fn of_plan(plan: &[Text]) -> Vec<Planned> {
    let files = plan.iter().zip(PATHS).enumerate();
    let files = files.filter_map(|(i, (file, paths))| {
        let (second, lines) = file.as_ref()?;
        let text: String = lines.iter().map(|line| format!("line {line}\n")).collect();
        let planned = planned(paths[usize::from(*second)], &text, Mode::Managed);
        Some(Planned { template: format!("template {i}"), ..planned })
    });
    files.collect()
}

/// Does what a person does; gives the line that they typed.
fn does(world: &mut World, edit: &Edit, number: usize) -> Option<String> {
    let typed = format!("typed {number}");
    let files: Vec<(String, String)> = {
        let files = world.disk.iter().filter_map(|(path, at)| Some((path.to_string(), at.file()?.text()?.to_owned())));
        files.collect()
    };
    let pick = |at: usize| files.get(at % files.len().max(1)).cloned();
    match *edit {
        Edit::Type { file, line } => {
            let (path, text) = pick(file)?;
            let mut lines: Vec<&str> = text.lines().collect();
            lines.insert(line.min(lines.len()), &typed);
            world.type_in(&path, &format!("{}\n", lines.join("\n")));
            return Some(typed);
        }
        Edit::Cut { file, line } => {
            let (path, text) = pick(file)?;
            let mut lines: Vec<&str> = text.lines().collect();
            if lines.get(line).is_some_and(|line| line.starts_with("line")) {
                lines.remove(line);
                world.type_in(&path, &lines.iter().map(|line| format!("{line}\n")).collect::<String>());
            }
        }
        Edit::Delete { file } => {
            let (path, _) = pick(file).filter(|(_, text)| !text.contains("typed"))?;
            world.delete(&path);
        }
        Edit::Move { file } => {
            let (path, text) = pick(file)?;
            world.delete(&path);
            world.type_in(&format!("moved/{number}.txt"), &text);
        }
        Edit::Make { file, second } => {
            let path = PATHS[file][usize::from(second)];
            if world.disk.get(&super::path(path)).is_none() && !world.has_above(path) {
                world.type_in(path, &format!("{typed}\n"));
                return Some(typed);
            }
        }
    }
    None
}

impl World {
    /// Whether something lies where a folder of the path would be, or below the path.
    fn has_above(&self, path: &str) -> bool {
        let below = |one: &str, other: &str| one.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'));
        self.disk.iter().any(|(lies, _)| below(lies.as_str(), path) || below(path, lies.as_str()))
    }

    /// What a disk says of paths below files and of paths that are folders.
    fn with_folders(&self, wanted: &[Planned]) -> Lying {
        let mut lying = Lying::default();
        self.disk.iter().for_each(|(path, at)| lying.insert(path.clone(), at.clone()));
        let known = self.manifest.files.keys().chain(wanted.iter().map(|planned| &planned.path));
        for path in known.filter(|path| self.disk.get(path).is_none()) {
            let text = path.as_str();
            for (lies, _) in self.disk.iter() {
                if lies.as_str().strip_prefix(text).is_some_and(|rest| rest.starts_with('/')) {
                    lying.insert(path.clone(), At::Folder);
                } else if text.strip_prefix(lies.as_str()).is_some_and(|rest| rest.starts_with('/')) {
                    lying.insert(path.clone(), At::Under(lies.clone()));
                }
            }
        }
        lying
    }

    /// Runs as on a disk.
    fn run_on_disk(&mut self, plan: &[Text], style: Style) -> Vec<(String, Action)> {
        let planned = of_plan(plan);
        self.disk = self.with_folders(&planned);
        self.is_searched = true;
        let actions = self.run(planned, &Wishes { style, ..Wishes::default() });
        let mut disk = Lying::default();
        let files = self.disk.iter().filter(|(_, at)| at.file().is_some());
        files.for_each(|(path, at)| disk.insert(path.clone(), at.clone()));
        self.disk = disk;
        actions
    }

    fn has_line(&self, line: &str) -> bool {
        let mut files = self.disk.iter().filter_map(|(_, at)| at.file()?.text());
        files.any(|text| text.lines().any(|found| found == line))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_that_a_person_typed_disappears_and_a_second_run_changes_nothing(
        first in plan(),
        rounds in proptest::collection::vec((proptest::collection::vec(edit(), 0..5), plan(), style()), 1..5),
    ) {
        let mut world = World::default();
        world.run_on_disk(&first, Style::Diff3);
        let mut typed = Vec::new();
        let mut number = 0;
        for (edits, plan, style) in &rounds {
            for edit in edits {
                number += 1;
                typed.extend(does(&mut world, edit, number));
            }
            let once = world.run_on_disk(plan, *style);
            for line in &typed {
                prop_assert!(world.has_line(line), "`{}` is gone from {:#?}", line, world.disk);
            }
            let (disk, kept, open) = (world.disk.clone(), world.manifest.write(), world.open());
            let again = world.run_on_disk(plan, *style);
            // What the first run moved or emptied makes room for a file that was told to have none.
            let had_no_room = |path: &String| {
                let is_told = |action: &Action| matches!(action, Action::Conflict(Conflict::InTheWay | Conflict::NoFile));
                once.iter().any(|(told, action)| told == path && is_told(action))
            };
            let comes = |action: &Action| matches!(action, Action::Create | Action::Move(_));
            if again.iter().any(|(path, action)| comes(action) && had_no_room(path)) {
                continue;
            }
            prop_assert_eq!(&world.disk, &disk, "{:?}", again);
            if !open {
                prop_assert_eq!(world.manifest.write(), kept);
            }
        }
    }

    #[test]
    fn a_plan_that_nobody_edited_is_carried_out_as_it_is(plans in proptest::collection::vec(plan(), 1..5)) {
        let mut world = World::default();
        for plan in &plans {
            // A folder in the way of a file is empty only after the run.
            world.run_on_disk(plan, Style::Diff3);
            world.run_on_disk(plan, Style::Diff3);
            let wanted: BTreeMap<RelPath, At> =
                of_plan(plan).into_iter().map(|planned| (planned.path, At::File(planned.file))).collect();
            let lies: BTreeMap<RelPath, At> = world.disk.iter().map(|(path, at)| (path.clone(), at.clone())).collect();
            prop_assert_eq!(lies, wanted);
        }
    }

    #[test]
    fn changes_of_different_files_may_come_in_any_order(
        first in plan(),
        edits in proptest::collection::vec((0..9_usize, 0..6_usize), 0..4),
        then in plan(),
        style in style(),
    ) {
        // The paths stay: what moves to the path of another file is no matter of that file alone.
        let of_lines = |plan: &[Text], other: &[Text]| -> Vec<Text> {
            let lines = plan.iter().zip(other);
            lines.map(|(file, other)| Some((false, file.as_ref().or(other.as_ref())?.1.clone()))).collect()
        };
        let (first, then) = (of_lines(&first, &then), of_lines(&then, &first));
        let mut world = World::default();
        world.run_on_disk(&first, style);
        for (number, (file, line)) in edits.into_iter().enumerate() {
            does(&mut world, &Edit::Type { file, line }, number);
        }
        let half = |is_early: fn(usize) -> bool| -> Vec<Text> {
            let both = first.iter().zip(&then).enumerate();
            both.map(|(i, (old, new))| if is_early(i) { new.clone() } else { old.clone() }).collect()
        };
        let ends = [half(|i| i < 2), half(|i| i >= 2), then.clone()].map(|between| {
            let mut world = world.clone();
            world.run_on_disk(&between, style);
            world.run_on_disk(&then, style);
            (world.disk, world.manifest.write())
        });
        prop_assert_eq!(&ends[0], &ends[1]);
        prop_assert_eq!(&ends[0], &ends[2]);
    }
}

impl World {
    /// Whether something is left to settle.
    fn open(&self) -> bool {
        self.manifest.files.values().any(|entry| entry.open.is_some())
    }
}
