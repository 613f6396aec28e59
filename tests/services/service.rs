//! A generated service in a folder of its own, and the environment that its checks run in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The specs of `tests/cases/services`, in the order in which they were made: the first ones have most pairs.
pub(crate) fn cases() -> Vec<PathBuf> {
    let files = fs::read_dir(root().join("tests/cases/services")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "yaml")).collect();
    files.sort();
    files
}

/// A service that was generated.
pub(crate) struct Service {
    pub(crate) name: String,
    _folder: tempfile::TempDir,
    pub(crate) project: PathBuf,
}

impl Service {
    /// Generates the service of a spec.
    pub(crate) fn of(spec: &Path) -> Self {
        let name = spec.strip_prefix(root()).unwrap_or(spec).display().to_string();
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("service");
        let (code, told) = archplan(&["build", spec.to_str().unwrap(), "--out", project.to_str().unwrap()]);
        assert_eq!(code, 0, "{name}\n{told}");
        Self { name, _folder: folder, project }
    }

    /// Runs the checks of the service as `review --verify` does; what is wrong, if anything is.
    pub(crate) fn verify(&self) -> Result<(), String> {
        let project = self.project.to_str().unwrap();
        let (code, told) = archplan(&["review", "--out", project, "--verify"]);
        let handover = fs::read_to_string(self.project.join("docs/handover.md")).unwrap_or_default();
        let fault = |why: &str| format!("{}: {why}\n{told}\n{handover}", self.name);
        if code != 0 {
            return Err(fault("the checks fail"));
        }
        let checks = ["make lint", "make types", "make test"];
        if let Some(check) = checks.iter().find(|check| !told.contains(&format!("`{check}`: exit 0"))) {
            return Err(fault(&format!("{check} was not run")));
        }
        if !told.contains(" passed") || told.contains("warning") {
            return Err(fault("the tests say how many passed, and warn of nothing"));
        }
        let (code, told) = archplan(&["check", "--out", project]);
        if code == 0 { Ok(()) } else { Err(format!("{}: the checks changed what was generated\n{told}", self.name)) }
    }

    /// Lets the service use an environment that is there, instead of installing its own.
    pub(crate) fn share(&self, environment: &Path) {
        std::os::unix::fs::symlink(environment, self.project.join(".venv")).unwrap();
    }

    /// Runs a command of the shell in the folder of the service; what it told where it does not end well.
    pub(crate) fn shell(&self, command: &str, variables: &[(&str, String)]) -> Result<(), String> {
        let mut shell = Command::new("bash");
        shell.args(["-euo", "pipefail", "-c", command]).current_dir(&self.project);
        shell.envs(variables.iter().map(|(name, value)| (name, value)));
        let output = shell.output().unwrap();
        if output.status.success() {
            return Ok(());
        }
        let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        Err(format!("{}: `{command}`\n{told}", self.name))
    }
}

/// A virtual environment with everything that any of the services needs, made once and kept in `target/tools`.
pub(crate) fn shared_environment(services: &[Service]) -> PathBuf {
    let lock = widest_lock(services);
    let folder = root().join("target/tools/services");
    let (environment, kept) = (folder.join("venv"), folder.join("requirements.txt"));
    if fs::read_to_string(&kept).ok().as_deref() != Some(&lock) {
        fs::create_dir_all(&folder).unwrap();
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment));
        let locked = folder.join("wanted.txt");
        fs::write(&locked, &lock).unwrap();
        let pip = environment.join("bin/pip");
        run(Command::new(pip).args(["install", "--quiet", "--require-hashes", "--requirement"]).arg(&locked));
        // Newer than any lock, so that no service installs its own over it.
        let mark = fs::File::create(environment.join("bin/.installed")).unwrap();
        mark.set_modified(SystemTime::now() + Duration::from_secs(400_000_000)).unwrap();
        fs::rename(&locked, &kept).unwrap();
    }
    environment
}

/// The locks of all services joined: each package once, with its hashes.
fn widest_lock(services: &[Service]) -> String {
    let mut packages: BTreeMap<String, String> = BTreeMap::new();
    for service in services {
        // One that locks with uv has no such file, and its packages are those of the others.
        let lock = fs::read_to_string(service.project.join("requirements-dev.lock")).unwrap_or_default();
        let mut open = String::new();
        for line in lock.lines() {
            if !line.starts_with(' ') {
                open = line.split(['=', ' ']).next().unwrap_or_default().to_owned();
                packages.insert(open.clone(), String::new());
            }
            if let Some(text) = packages.get_mut(&open) {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    packages.into_values().collect()
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
}

fn archplan(arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_archplan")).args(arguments).current_dir(root()).output().unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap_or(-1), told)
}
