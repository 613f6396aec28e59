//! Waiting until something changes on the disk.

use super::{Error, real};
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Programs write a file in several steps; so long nothing may happen until it counts as written.
const CALM: Duration = Duration::from_millis(12);
/// So long changes that never calm down are waited for.
const PATIENCE: usize = 40;

/// Files and folders under watch.
///
/// A file is watched through its folder: programs that save write a new one and rename it, and it may be gone for a
/// while. What is not there yet is watched through the nearest folder above that is.
pub struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    wanted: Vec<PathBuf>,
    watched: BTreeMap<PathBuf, RecursiveMode>,
}

impl Watch {
    /// A watch over nothing.
    ///
    /// # Errors
    /// When the system has no more watches to give.
    pub fn new() -> Result<Self, Error> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender).map_err(|error| refused(Path::new("."), error))?;
        Ok(Self { watcher, events, wanted: Vec::new(), watched: BTreeMap::new() })
    }

    /// Watches these files, and these folders with all in them, and no others. Gives whether anything is watched that
    /// was not before: it may have changed meanwhile.
    ///
    /// # Errors
    /// When the system refuses to watch a folder that is there.
    pub fn follow(&mut self, files: &[PathBuf], folders: &[PathBuf]) -> Result<bool, Error> {
        self.wanted.clear();
        let mut watched = BTreeMap::new();
        let all = files.iter().map(|file| (file, false)).chain(folders.iter().map(|folder| (folder, true)));
        for (path, is_folder) in all {
            // A link may be changed, and what it leads to.
            for path in [beside(path)?, real(path)?] {
                let (at, mode) = place(&path, is_folder);
                let known = watched.entry(at).or_insert(mode);
                if mode == RecursiveMode::Recursive {
                    *known = mode;
                }
                self.wanted.push(path);
            }
        }
        for (path, _) in self.watched.iter().filter(|(path, mode)| watched.get(*path) != Some(mode)) {
            // It may be gone, which is as good.
            drop(self.watcher.unwatch(path));
        }
        let mut is_more = false;
        for (path, mode) in watched.iter().filter(|(path, mode)| self.watched.get(*path) != Some(mode)) {
            self.watcher.watch(path, *mode).map_err(|error| refused(path, error))?;
            is_more = true;
        }
        self.watched = watched;
        Ok(is_more)
    }

    /// Waits until something under watch has changed, and then until it is calm.
    pub fn wait(&mut self) {
        while let Ok(event) = self.events.recv() {
            if self.counts(event) {
                break;
            }
        }
        for _ in 0..PATIENCE {
            match self.events.recv_timeout(CALM) {
                Ok(event) => drop(self.counts(event)),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
    }

    /// Whether an event is about something wanted. A watched folder that goes away is no longer watched.
    fn counts(&mut self, event: notify::Result<Event>) -> bool {
        // The system lost count: anything may have changed.
        let Ok(event) = event else { return true };
        let is_change = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            EventKind::Access(_) => false,
            _ => true,
        };
        if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(notify::event::ModifyKind::Name(_))) {
            self.watched.retain(|path, _| !event.paths.contains(path));
        }
        let is_wanted =
            |path: &PathBuf| self.wanted.iter().any(|wanted| path.starts_with(wanted) || wanted.starts_with(path));
        is_change && (event.need_rescan() || event.paths.iter().any(is_wanted))
    }
}

/// The folder to watch for a path, and how deep.
fn place(path: &Path, is_folder: bool) -> (PathBuf, RecursiveMode) {
    if is_folder && path.is_dir() {
        return (path.to_owned(), RecursiveMode::Recursive);
    }
    let above = path.ancestors().skip(1).find(|above| above.is_dir()).unwrap_or(Path::new("/"));
    (above.to_owned(), RecursiveMode::NonRecursive)
}

/// The path with the links above it followed, and itself not.
fn beside(path: &Path) -> Result<PathBuf, Error> {
    match (path.parent().filter(|above| !above.as_os_str().is_empty()), path.file_name()) {
        (above, Some(name)) => Ok(real(above.unwrap_or(Path::new(".")))?.join(name)),
        _ => real(path),
    }
}

fn refused(path: &Path, error: notify::Error) -> Error {
    let source = match error.kind {
        notify::ErrorKind::Io(source) => source,
        _ => std::io::Error::other(error.to_string()),
    };
    Error { doing: "watch", path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Waits in a thread of its own while `act` runs; fails where nothing is noticed.
    fn noticed(mut watch: Watch, act: impl FnOnce()) -> Watch {
        let (sender, done) = channel();
        std::thread::spawn(move || {
            watch.wait();
            drop(sender.send(watch));
        });
        act();
        done.recv_timeout(Duration::from_secs(20)).expect("the change is noticed")
    }

    #[test]
    fn a_file_is_noticed_however_it_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let (file, other) = (folder.path().join("spec.yaml"), folder.path().join(".spec.yaml.swp"));
        fs::write(&file, "one").unwrap();
        let mut watch = Watch::new().unwrap();
        assert!(watch.follow(std::slice::from_ref(&file), &[]).unwrap());
        watch = noticed(watch, || fs::write(&file, "two").unwrap());
        assert!(!watch.follow(std::slice::from_ref(&file), &[]).unwrap());
        watch = noticed(watch, || {
            fs::write(&other, "three").unwrap();
            fs::rename(&other, &file).unwrap();
        });
        watch = noticed(watch, || fs::remove_file(&file).unwrap());
        noticed(watch, || fs::write(&file, "four").unwrap());
    }

    #[test]
    fn a_folder_is_noticed_when_it_comes_and_in_its_depth() {
        let folder = tempfile::tempdir().unwrap();
        let catalogue = folder.path().join("platform");
        let mut watch = Watch::new().unwrap();
        watch.follow(&[], std::slice::from_ref(&catalogue)).unwrap();
        watch = noticed(watch, || fs::create_dir_all(catalogue.join("decisions")).unwrap());
        assert!(watch.follow(&[], std::slice::from_ref(&catalogue)).unwrap());
        noticed(watch, || fs::write(catalogue.join("decisions/own.yaml"), "x").unwrap());
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_is_noticed() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (link, file) = (folder.path().join("spec.yaml"), elsewhere.path().join("real.yaml"));
        fs::write(&file, "one").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let mut watch = Watch::new().unwrap();
        watch.follow(std::slice::from_ref(&link), &[]).unwrap();
        noticed(watch, || fs::write(&file, "two").unwrap());
    }
}
