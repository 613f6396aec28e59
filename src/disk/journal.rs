//! Writing many files as one: planned whole, then done file by file, and finished or undone by the next run where
//! this one was cut off.
//!
//! What is to be written is laid down first, under `.archplan/run.new`, with what lies there now and a list of both. The
//! folder gets its name `.archplan/run` when it is whole; from then on the run happens. Each file is put in its place by
//! one rename. A run that leaves something to settle keeps the folder as `.archplan/pending`, by which it can be undone.

use super::Error;
use super::apply::{inside, place, remove};
use crate::files::{File, RelPath};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

const FOLDER: &str = ".archplan";
const NEW: &str = ".archplan/run.new";
const RUN: &str = ".archplan/run";
const BACK: &str = ".archplan/run.back";
const PENDING: &str = ".archplan/pending";
const PENDING_NEW: &str = ".archplan/pending.new";
const PENDING_OLD: &str = ".archplan/pending.old";
const LIST: &str = "list.json";
/// What git leaves out of `.archplan`: a run that is under way, or that waits to be settled, is nobody else's.
const IGNORED: &str = "/run\n/run.new\n/run.back\n/pending\n/pending.new\n/pending.old\n/unmerged\n/lock\n";

/// One path and what is to lie there; `None` where nothing is.
#[derive(Clone, Debug)]
pub(super) struct Write {
    /// Where.
    pub(super) path: RelPath,
    /// What.
    pub(super) file: Option<File>,
}

/// What became of a run that was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// It was finished.
    Finished,
    /// Somebody wrote to its files in the meantime, so it was undone; their bytes stay.
    Undone,
}

#[derive(Serialize, Deserialize)]
struct List {
    /// What lay there before is kept.
    pending: bool,
    steps: Vec<Listed>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Listed {
    path: String,
    before: Option<State>,
    after: Option<State>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    digest: String,
    executable: bool,
}

impl State {
    fn of(file: &File) -> Self {
        Self { digest: file.digest().to_string(), executable: file.executable }
    }
}

/// Writes all of it, or none. With `pending`, what lay there before is kept until [`settle`] or [`undo`].
///
/// # Errors
/// When something cannot be written; nothing was, where it shows before the first file is in its place.
pub(super) fn commit(root: &Path, writes: &[Write], pending: bool) -> Result<(), Error> {
    check_writable(root, writes)?;
    let staged = root.join(NEW);
    clear(&staged)?;
    let is_kept = pending || is_pending(root);
    if let Err(error) = stage(root, &staged, writes, is_kept) {
        // What was laid down is in nobody's way; the error is what counts.
        drop(fs::remove_dir_all(&staged));
        return Err(error);
    }
    let run = root.join(RUN);
    fs::rename(&staged, &run).map_err(Error::of("begin", &run))?;
    forward(root, &run).inspect_err(|_| {
        // What was done is taken back; where that is refused, too, the next run does it. The first error is what counts.
        drop(take_back(root));
    })
}

/// Undoes a run that began. The folder has another name from then on: a run on its way back never goes forward again.
fn take_back(root: &Path) -> Result<(), Error> {
    let (run, folder) = (root.join(RUN), root.join(BACK));
    if run.exists() {
        fs::rename(&run, &folder).map_err(Error::of("take back", &run))?;
    }
    back(root, &folder)?;
    clear(&folder)
}

/// Ends what a run that was cut off began.
///
/// # Errors
/// When a file cannot be read or written.
pub fn recover(root: &Path) -> Result<Option<Recovered>, Error> {
    clear(&root.join(NEW))?;
    if root.join(BACK).exists() {
        take_back(root)?;
        return Ok(Some(Recovered::Undone));
    }
    let run = root.join(RUN);
    if !run.exists() {
        clear(&root.join(PENDING_NEW))?;
        clear(&root.join(PENDING_OLD))?;
        return Ok(None);
    }
    let list = read(&run)?;
    let is_known = |step: &Listed| -> Result<bool, Error> {
        let lies = state(root, &step.path)?;
        Ok(lies == step.before || lies == step.after)
    };
    for step in &list.steps {
        if !is_known(step)? {
            take_back(root)?;
            return Ok(Some(Recovered::Undone));
        }
    }
    forward(root, &run)?;
    Ok(Some(Recovered::Finished))
}

/// Whether a run was cut off: the next one that writes ends it.
pub fn is_cut_off(root: &Path) -> bool {
    root.join(RUN).exists() || root.join(BACK).exists()
}

/// Whether a run waits to be settled.
pub fn is_pending(root: &Path) -> bool {
    root.join(PENDING).exists()
}

/// Forgets what lay there before a run that was to be settled.
///
/// # Errors
/// When it cannot be removed.
pub fn settle(root: &Path) -> Result<(), Error> {
    clear(&root.join(PENDING))
}

/// Puts back what lay there before a run that was to be settled. What a person wrote since then is kept beside, under
/// the paths that are given back.
///
/// # Errors
/// When a file cannot be read or written.
pub fn undo(root: &Path) -> Result<Vec<RelPath>, Error> {
    let pending = root.join(PENDING);
    let kept = back(root, &pending)?;
    clear(&pending)?;
    Ok(kept)
}

/// Refuses before anything is touched where a file may not be written.
fn check_writable(root: &Path, writes: &[Write]) -> Result<(), Error> {
    for write in writes {
        let full = inside(root, &write.path)?;
        if let Ok(found) = full.symlink_metadata()
            && found.is_file()
            && found.permissions().readonly()
        {
            let refused = std::io::Error::new(ErrorKind::PermissionDenied, "it is read-only");
            return Err(Error::of("write", &full)(refused));
        }
    }
    Ok(())
}

fn stage(root: &Path, staged: &Path, writes: &[Write], pending: bool) -> Result<(), Error> {
    for folder in ["new", "old"] {
        let folder = staged.join(folder);
        fs::create_dir_all(&folder).map_err(Error::of("make the folder", &folder))?;
    }
    let ignored = root.join(FOLDER).join(".gitignore");
    if !ignored.exists() {
        fs::write(&ignored, IGNORED).map_err(Error::of("write", &ignored))?;
    }
    let mut steps = Vec::with_capacity(writes.len());
    for (i, write) in writes.iter().enumerate() {
        let full = inside(root, &write.path)?;
        let before = lying(&full)?;
        if let Some(file) = &before {
            lay(&staged.join(format!("old/{i}")), file)?;
        }
        if let Some(file) = &write.file {
            lay(&staged.join(format!("new/{i}")), file)?;
        }
        steps.push(Listed {
            path: write.path.to_string(),
            before: before.as_ref().map(State::of),
            after: write.file.as_ref().map(State::of),
        });
    }
    let path = staged.join(LIST);
    let mut file = fs::File::create(&path).map_err(Error::of("write", &path))?;
    let text = serde_json::to_vec_pretty(&List { pending, steps }).expect("our own forms are plain data");
    file.write_all(&text).and_then(|()| file.sync_all()).map_err(Error::of("write", &path))
}

fn lay(path: &Path, file: &File) -> Result<(), Error> {
    fs::write(path, &file.bytes).map_err(Error::of("write", path))?;
    super::apply::set_mode(path, file.executable).map_err(Error::of("set the mode of", path))
}

/// Brings every file into the state of the list; removals first, so that a folder can become a file and a file a
/// folder, and the manifest, which stands last in the list, last.
fn forward(root: &Path, run: &Path) -> Result<(), Error> {
    let list = read(run)?;
    for step in list.steps.iter().filter(|step| step.after.is_none()) {
        if state(root, &step.path)?.is_some() {
            remove(root, &path_of(&step.path, run)?)?;
        }
    }
    for (i, step) in list.steps.iter().enumerate().filter(|(_, step)| step.after.is_some()) {
        if state(root, &step.path)? != step.after {
            place(root, &path_of(&step.path, run)?, &run.join(format!("new/{i}")))?;
        }
    }
    if list.pending {
        keep(root, run, &list)?;
    }
    clear(run)
}

/// Keeps what lay there before a run, together with what is kept of the runs before it that are not settled.
fn keep(root: &Path, run: &Path, list: &List) -> Result<(), Error> {
    let (pending, new) = (root.join(PENDING), root.join(PENDING_NEW));
    // Its list gets its name when all of it is there: cut off before, it is made again; after, it only changes places.
    if !new.join(LIST).exists() {
        let earlier = if pending.exists() { Some((pending.as_path(), read(&pending)?)) } else { None };
        let all = earlier.iter().map(|(from, list)| (*from, list)).chain([(run, list)]);
        gather(all, &new)?;
    }
    let old = root.join(PENDING_OLD);
    clear(&old)?;
    if pending.exists() {
        fs::rename(&pending, &old).map_err(Error::of("keep", &pending))?;
    }
    fs::rename(&new, &pending).map_err(Error::of("keep", &pending))?;
    clear(&old)
}

/// Lays what several runs found together in one folder; of a path that more than one of them wrote, what the first found.
fn gather<'a>(runs: impl Iterator<Item = (&'a Path, &'a List)>, into: &Path) -> Result<(), Error> {
    clear(into)?;
    let folder = into.join("old");
    fs::create_dir_all(&folder).map_err(Error::of("make the folder", &folder))?;
    let mut steps: Vec<Listed> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (from, list) in runs {
        for (i, step) in list.steps.iter().enumerate() {
            if let Some(at) = known.get(step.path.as_str()) {
                steps[*at].after.clone_from(&step.after);
                continue;
            }
            if step.before.is_some() {
                let (from, to) = (from.join(format!("old/{i}")), folder.join(steps.len().to_string()));
                fs::copy(&from, &to).map_err(Error::of("keep", &to))?;
            }
            known.insert(&step.path, steps.len());
            steps.push(step.clone());
        }
    }
    let (whole, part) = (into.join(LIST), into.join("list.part"));
    let text = serde_json::to_vec_pretty(&List { pending: true, steps }).expect("our own forms are plain data");
    fs::write(&part, text).map_err(Error::of("write", &part))?;
    fs::rename(&part, &whole).map_err(Error::of("write", &whole))
}

/// Brings every file back into the state before; what is in neither state is a person's and is kept beside.
fn back(root: &Path, run: &Path) -> Result<Vec<RelPath>, Error> {
    let list = read(run)?;
    let mut kept = Vec::new();
    for step in list.steps.iter().filter(|step| step.before.is_none() && step.after.is_some()) {
        let path = path_of(&step.path, run)?;
        match state(root, &step.path)? {
            None => {}
            found if found == step.after => remove(root, &path)?,
            // Nothing lay there before: what a person made of it is theirs, where it is.
            Some(_) => kept.push(path),
        }
    }
    for (i, step) in list.steps.iter().enumerate().filter(|(_, step)| step.before.is_some()) {
        let path = path_of(&step.path, run)?;
        let found = state(root, &step.path)?;
        if found == step.before {
            continue;
        }
        if found.is_some() && found != step.after {
            let names = std::iter::once("mine".to_owned()).chain((2..).map(|n: u32| format!("mine{n}")));
            let mut names =
                names.map(|name| RelPath::new(format!("{path}.{name}")).expect("an ending keeps a path plain"));
            let is_free = |name: &RelPath| root.join(name.as_str()).symlink_metadata().is_err();
            let Some(mine) = names.find(is_free) else { continue };
            let (from, to) = (inside(root, &path)?, inside(root, &mine)?);
            fs::rename(&from, &to).map_err(Error::of("keep", &to))?;
            kept.push(mine);
        }
        place(root, &path, &run.join(format!("old/{i}")))?;
    }
    Ok(kept)
}

fn read(run: &Path) -> Result<List, Error> {
    let path = run.join(LIST);
    let bytes = fs::read(&path).map_err(Error::of("read", &path))?;
    serde_json::from_slice(&bytes)
        .map_err(|error| Error::of("read", &path)(std::io::Error::new(ErrorKind::InvalidData, error)))
}

fn path_of(text: &str, run: &Path) -> Result<RelPath, Error> {
    RelPath::new(text).map_err(|fault| Error::of("read", run)(std::io::Error::new(ErrorKind::InvalidData, fault)))
}

fn state(root: &Path, path: &str) -> Result<Option<State>, Error> {
    Ok(lying(&root.join(path))?.as_ref().map(State::of))
}

/// The file at a path; a link or a folder counts as none, since nothing is ever written through either.
fn lying(full: &PathBuf) -> Result<Option<File>, Error> {
    match full.symlink_metadata() {
        Ok(found) if found.is_file() => {
            let bytes = fs::read(full).map_err(Error::of("read", full))?;
            Ok(Some(File { bytes, executable: super::read::is_executable(&found) }))
        }
        _ => Ok(None),
    }
}

fn clear(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::of("remove", folder)(error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> RelPath {
        RelPath::new(text).unwrap()
    }

    fn write(at: &str, text: Option<&str>) -> Write {
        Write { path: path(at), file: text.map(File::plain) }
    }

    fn text(root: &Path, at: &str) -> Option<String> {
        fs::read_to_string(root.join(at)).ok()
    }

    #[test]
    fn a_run_that_was_cut_off_is_finished() {
        for done in 0..4 {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path();
            fs::write(root.join("a"), "old").unwrap();
            fs::write(root.join("gone"), "old").unwrap();
            let writes = [write("a", Some("new")), write("b/c", Some("new")), write("gone", None)];
            let staged = root.join(NEW);
            stage(root, &staged, &writes, false).unwrap();
            fs::rename(&staged, root.join(RUN)).unwrap();
            for write in writes.iter().take(done) {
                match &write.file {
                    Some(file) => {
                        let full = root.join(write.path.as_str());
                        fs::create_dir_all(full.parent().unwrap()).unwrap();
                        fs::write(full, &file.bytes).unwrap();
                    }
                    None => fs::remove_file(root.join(write.path.as_str())).unwrap(),
                }
            }
            assert_eq!(recover(root).unwrap(), Some(Recovered::Finished));
            assert_eq!(
                (text(root, "a").unwrap(), text(root, "b/c").unwrap(), text(root, "gone")),
                ("new".into(), "new".into(), None)
            );
            assert_eq!(recover(root).unwrap(), None);
        }
    }

    #[test]
    fn a_run_over_which_somebody_wrote_is_undone_and_their_bytes_stay() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a"), "old").unwrap();
        fs::write(root.join("b"), "old").unwrap();
        let staged = root.join(NEW);
        stage(root, &staged, &[write("a", Some("new")), write("b", Some("new"))], false).unwrap();
        fs::rename(&staged, root.join(RUN)).unwrap();
        fs::write(root.join("a"), "new").unwrap();
        fs::write(root.join("b"), "typed").unwrap();
        assert_eq!(recover(root).unwrap(), Some(Recovered::Undone));
        assert_eq!((text(root, "a").unwrap(), text(root, "b").unwrap()), ("old".into(), "old".into()));
        assert_eq!(text(root, "b.mine").unwrap(), "typed");
    }

    #[test]
    fn a_run_that_waits_can_be_undone() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a"), "old").unwrap();
        commit(root, &[write("a", Some("new")), write("b/c", Some("new"))], true).unwrap();
        assert!(is_pending(root));
        assert_eq!(undo(root).unwrap(), []);
        assert_eq!((text(root, "a").unwrap(), text(root, "b/c")), ("old".into(), None));
        assert!(!root.join("b").exists() && !is_pending(root));
    }

    #[test]
    fn runs_that_follow_on_one_that_waits_are_undone_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a"), "old").unwrap();
        commit(root, &[write("a", Some("new"))], true).unwrap();
        commit(root, &[write("a", Some("newer")), write("c", Some("new"))], false).unwrap();
        assert_eq!(undo(root).unwrap(), []);
        assert_eq!((text(root, "a").unwrap(), text(root, "c")), ("old".into(), None));
    }

    #[test]
    fn what_is_kept_is_whole_wherever_keeping_was_cut_off() {
        for cut in 0..3 {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path();
            fs::write(root.join("a"), "old").unwrap();
            commit(root, &[write("a", Some("new"))], true).unwrap();
            // The next run is done, and was cut off while what lay there before was kept.
            let staged = root.join(NEW);
            stage(root, &staged, &[write("a", Some("newer")), write("c", Some("new"))], true).unwrap();
            fs::rename(&staged, root.join(RUN)).unwrap();
            fs::write(root.join("a"), "newer").unwrap();
            fs::write(root.join("c"), "new").unwrap();
            let (pending, new) = (root.join(PENDING), root.join(PENDING_NEW));
            match cut {
                0 => {
                    fs::create_dir_all(new.join("old")).unwrap();
                    fs::write(new.join("list.part"), "{").unwrap();
                }
                _ => {
                    let (earlier, run) = (read(&pending).unwrap(), root.join(RUN));
                    let list = read(&run).unwrap();
                    gather([(pending.as_path(), &earlier), (run.as_path(), &list)].into_iter(), &new).unwrap();
                    if cut == 2 {
                        fs::rename(&pending, root.join(PENDING_OLD)).unwrap();
                    }
                }
            }
            assert_eq!(recover(root).unwrap(), Some(Recovered::Finished));
            assert!(!is_cut_off(root) && !new.exists() && !root.join(PENDING_OLD).exists());
            assert_eq!(undo(root).unwrap(), []);
            assert_eq!((text(root, "a").unwrap(), text(root, "c")), ("old".into(), None), "cut {cut}");
        }
    }

    #[test]
    fn a_run_on_its_way_back_never_goes_forward_again() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a"), "old").unwrap();
        fs::write(root.join("b"), "old").unwrap();
        let staged = root.join(NEW);
        stage(root, &staged, &[write("a", Some("new")), write("b", Some("new"))], false).unwrap();
        // Cut off on its way back, when one of both files was put back already.
        fs::rename(&staged, root.join(BACK)).unwrap();
        fs::remove_file(root.join(BACK).join("old/0")).unwrap();
        fs::write(root.join("b"), "new").unwrap();
        assert_eq!(recover(root).unwrap(), Some(Recovered::Undone));
        assert_eq!((text(root, "a").unwrap(), text(root, "b").unwrap()), ("old".into(), "old".into()));
        assert!(!is_cut_off(root));
    }

    #[test]
    fn a_run_that_is_refused_halfway_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a"), "old").unwrap();
        fs::create_dir(root.join("b")).unwrap();
        fs::write(root.join("b/theirs"), "typed").unwrap();
        // A file cannot be put where a folder with something in it stands.
        assert!(commit(root, &[write("a", Some("new")), write("b", Some("new"))], false).is_err());
        assert_eq!((text(root, "a").unwrap(), text(root, "b/theirs").unwrap()), ("old".into(), "typed".into()));
        assert!(!is_cut_off(root));
    }

    #[test]
    fn what_was_kept_of_a_person_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a"), "old").unwrap();
        fs::write(root.join("a.mine"), "kept before").unwrap();
        commit(root, &[write("a", Some("new"))], true).unwrap();
        fs::write(root.join("a"), "typed").unwrap();
        assert_eq!(undo(root).unwrap(), [path("a.mine2")]);
        assert_eq!(text(root, "a.mine").unwrap(), "kept before");
        assert_eq!(text(root, "a.mine2").unwrap(), "typed");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 60, failure_persistence: None, ..proptest::prelude::ProptestConfig::default() })]

        #[test]
        fn a_run_is_taken_back_byte_for_byte(
            before in proptest::collection::btree_map("[a-c](/[de])?", "[x-z]{0,3}", 0..6),
            runs in proptest::collection::vec(proptest::collection::btree_map("[a-c](/[de])?", proptest::option::of("[x-z]{0,3}"), 1..5), 1..4),
        ) {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path();
            let paths = ["a", "b", "c"].into_iter().flat_map(|one| [one.to_owned(), format!("{one}/d"), format!("{one}/e")]);
            let paths: Vec<String> = paths.collect();
            for (path, bytes) in &before {
                let full = root.join(path);
                drop(fs::create_dir_all(full.parent().unwrap()));
                drop(fs::write(full, bytes));
            }
            let lies = || paths.iter().map(|path| text(root, path)).collect::<Vec<_>>();
            let first = lies();
            for run in &runs {
                let now = lies();
                let writes: Vec<Write> = run.iter().map(|(path, bytes)| write(path, bytes.as_deref())).collect();
                // A run that the disk refuses leaves everything as it was.
                if commit(root, &writes, true).is_err() {
                    proptest::prop_assert_eq!(lies(), now);
                }
            }
            if is_pending(root) {
                undo(root).unwrap();
            }
            proptest::prop_assert_eq!(lies(), first);
        }
    }

    #[test]
    fn a_folder_becomes_a_file_and_a_file_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        commit(root, &[write("a/b", Some("1")), write("c", Some("2"))], false).unwrap();
        commit(root, &[write("a", Some("3")), write("a/b", None), write("c", None), write("c/d", Some("4"))], false)
            .unwrap();
        assert_eq!((text(root, "a").unwrap(), text(root, "c/d").unwrap()), ("3".into(), "4".into()));
    }
}
