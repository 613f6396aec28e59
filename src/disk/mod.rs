//! The only room that meets the outside: files, commands, the clock. (The network is met by the preview alone.)
//!
//! It decides nothing: what is read and written comes from [`crate::update`], and every fault of the world is an
//! [`Error`] that says what was tried, where, and what the system answered.
#![allow(clippy::disallowed_methods, reason = "this is where the outside is met")]

mod apply;
mod command;
mod git;
mod guard;
mod journal;
mod read;
mod survey;
mod watch;

pub use apply::{apply, write_bytes};
pub use command::{Outcome, page, run};
pub use git::{Unmerged, mark_settled, mark_unmerged};
pub use guard::Guard;
pub use journal::{Recovered, is_cut_off, is_pending, recover, settle, undo};
pub use read::{is_folder, is_there, read_bases, read_file, read_paths, read_texts, read_tree};
pub use survey::survey;
pub use watch::Watch;

use std::path::{Path, PathBuf};

/// The world refused.
#[derive(Debug, thiserror::Error)]
#[error("cannot {doing} {}", .path.display())]
pub struct Error {
    /// What was tried, such as `write`.
    pub doing: &'static str,
    /// Where.
    pub path: PathBuf,
    /// What the system answered.
    #[source]
    pub source: std::io::Error,
}

impl Error {
    fn of(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self { doing, path: path.to_owned(), source }
    }
}

/// The folder that the process was started in.
///
/// # Errors
/// When it is gone.
pub fn current_folder() -> Result<PathBuf, Error> {
    std::env::current_dir().map_err(Error::of("find", Path::new(".")))
}

/// The path from one folder to another, with `/` between its parts; `.` for the same. The first one need not be there.
///
/// # Errors
/// When either cannot be looked up.
pub fn path_between(from: &Path, to: &Path) -> Result<String, Error> {
    let (from, to) = (real(from)?, real(to)?);
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = from[shared..].iter().map(|_| "..".to_owned());
    let down = to[shared..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    Ok(if parts.is_empty() { ".".to_owned() } else { parts.join("/") })
}

/// The path without links, as far as it is there.
fn real(path: &Path) -> Result<PathBuf, Error> {
    let whole = current_folder()?.join(path);
    for there in whole.ancestors() {
        if let Ok(real) = there.canonicalize() {
            return Ok(whole.strip_prefix(there).map_or(real.clone(), |rest| real.join(rest)));
        }
    }
    Ok(whole)
}

/// The moment, as RFC 3339 in UTC, to the second.
pub fn now() -> String {
    humantime::format_rfc3339_seconds(std::time::SystemTime::now()).to_string()
}

/// The day in UTC, as RFC 3339 writes it. Where `SOURCE_DATE_EPOCH` is set (reproducible-builds.org), the day of that
/// moment, so that a build can be repeated byte for byte.
pub fn today() -> String {
    let said = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse().ok());
    // humantime writes no year after 9999.
    let said = said.filter(|seconds: &u64| *seconds < 253_402_300_800);
    let moment = said.map(|seconds| std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds));
    let moment = humantime::format_rfc3339_seconds(moment.unwrap_or_else(std::time::SystemTime::now)).to_string();
    moment.split('T').next().unwrap_or_default().to_owned()
}

/// Starts a clock; it says how much time has passed since.
pub fn stopwatch() -> impl Fn() -> std::time::Duration {
    let start = std::time::Instant::now();
    move || start.elapsed()
}

/// Whether a variable of the environment is set to something.
pub fn is_set(variable: &str) -> bool {
    std::env::var(variable).is_ok_and(|value| !value.is_empty())
}
