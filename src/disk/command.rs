//! Running commands and timing them.

use super::Error;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a command did.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its exit code; `None` where it was ended by a signal or by the time limit.
    pub code: Option<i32>,
    /// How long it took.
    pub duration: Duration,
    /// What it printed, both streams in the order of printing.
    pub output: String,
    /// It was ended because it took too long.
    pub timed_out: bool,
}

/// Runs a command of a project in its own process group and waits for it, no longer than `limit`.
///
/// # Errors
/// When the command cannot be started at all.
pub fn run(folder: &Path, program: &str, arguments: &[&str], limit: Duration) -> Result<Outcome, Error> {
    let failed = || Error::of("run a command in", folder);
    let mut output = tempfile::tempfile().map_err(failed())?;
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command.stdout(output.try_clone().map_err(failed())?).stderr(output.try_clone().map_err(failed())?);
    own_group(&mut command);
    let started = Instant::now();
    let mut child =
        command.spawn().map_err(|source| Error { doing: "run a command in", path: folder.to_owned(), source })?;
    let (code, timed_out) = loop {
        if let Some(status) = child.try_wait().map_err(failed())? {
            break (status.code(), false);
        }
        if started.elapsed() > limit {
            end_group(child.id());
            child.wait().map_err(failed())?;
            break (None, true);
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let duration = started.elapsed();
    output.seek(SeekFrom::Start(0)).map_err(failed())?;
    let mut bytes = Vec::new();
    output.read_to_end(&mut bytes).map_err(failed())?;
    Ok(Outcome { code, duration, output: String::from_utf8_lossy(&bytes).into_owned(), timed_out })
}

#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(unix)]
fn end_group(leader: u32) {
    // The group, not the process alone: a test runner leaves its servers behind otherwise.
    let ended = Command::new("kill").args(["-KILL", "--", &format!("-{leader}")]).stderr(Stdio::null()).status();
    drop(ended);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

#[cfg(not(unix))]
fn end_group(_: u32) {}

/// Shows a text page by page with the person's pager (`PAGER`, else `less`); says whether it could.
///
/// # Errors
/// When the pager was started and broke.
pub fn page(text: &str) -> Result<bool, Error> {
    let pager = std::env::var("PAGER").ok().filter(|pager| !pager.trim().is_empty());
    let mut words = pager.as_deref().unwrap_or("less -FRX").split_whitespace();
    let Some(program) = words.next() else { return Ok(false) };
    let Ok(mut child) = Command::new(program).args(words).env("LESS", "FRX").stdin(Stdio::piped()).spawn() else {
        return Ok(false);
    };
    if let Some(mut input) = child.stdin.take() {
        // A reader who leaves early is no fault.
        drop(std::io::Write::write_all(&mut input, text.as_bytes()));
    }
    child.wait().map_err(Error::of("show a text with", Path::new(program)))?;
    Ok(true)
}
