//! A project in a folder of its own, worked on with the real binary.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with a spec, and the binary to run there.
pub(crate) struct Project {
    folder: tempfile::TempDir,
    environment: Vec<(String, String)>,
}

/// What a run of the binary gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The text of an example spec.
pub(crate) fn example(name: &str) -> String {
    fs::read_to_string(root().join("examples").join(name).join("spec.yaml")).unwrap()
}

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

impl Project {
    /// A new folder with that spec.
    pub(crate) fn with(spec: &str) -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap(), environment: Vec::new() };
        project.write("spec.yaml", spec);
        project
    }

    /// A copy of a folder with all in it, but for some names at its top.
    pub(crate) fn copied(from: &Path, without: &[&str]) -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap(), environment: Vec::new() };
        let mut open = vec![from.to_owned()];
        while let Some(path) = open.pop() {
            let name = path.strip_prefix(from).unwrap().to_str().unwrap();
            if path.is_dir() {
                open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            } else if !without.contains(&name) {
                project.write(name, fs::read(&path).unwrap());
            }
        }
        project
    }

    /// A project of that spec, planned and generated.
    pub(crate) fn built(spec: &str) -> Self {
        let project = Self::with(spec);
        project.run(&["plan", "spec.yaml"]).succeeds();
        project.run(&["generate"]).succeeds();
        project
    }

    /// The same with a variable of the environment set.
    pub(crate) fn environment(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path().join(path)).unwrap();
    }

    /// All files below the folder with their bytes, in the order of their paths.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let (mut open, mut files) = (vec![self.path().to_owned()], Vec::new());
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            } else {
                let name = path.strip_prefix(self.path()).unwrap().to_str().unwrap().to_owned();
                files.push((name, fs::read(&path).unwrap()));
            }
        }
        files.sort();
        files
    }

    /// Runs the binary in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_archplan"));
        command.args(arguments).current_dir(self.path());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        let output = command.output().unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    /// It must have ended well.
    pub(crate) fn succeeds(self) -> Self {
        self.ends_with(0)
    }

    /// It must have ended with that code.
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }

    /// It must have said that, on either stream.
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(
            self.out.contains(text) || self.err.contains(text),
            "`{text}` is not said:\n{}\n{}",
            self.out,
            self.err
        );
        self
    }
}
